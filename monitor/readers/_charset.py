"""Bytes into characters: UTF-8 where it holds, else what the page declares, else Windows-1252.

Nothing is guessed from how often characters occur: the guess would change with the libraries that are installed,
and a filing must read the same on every machine.
"""

from __future__ import annotations

import re
from contextlib import suppress

# XML 1.0 and HTML allow tab, newline, form feed and return of the ASCII control characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


# Browsers too take these for Windows-1252 (WHATWG Encoding, 4.2): filings declare them and write smart quotes.
_LATIN = {"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1", "windows-1252"}


def decode(raw: bytes) -> str:
    """The characters of a document. Never fails: bytes that fit no character set become U+FFFD."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_declared(raw)
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def _decode_declared(raw: bytes) -> str:
    from bs4.dammit import EncodingDetector

    data, marked = EncodingDetector.strip_byte_order_mark(raw)
    declared = (marked or EncodingDetector.find_declared_encoding(data, is_html=True) or "").lower()
    if declared and declared not in _LATIN:
        with suppress(UnicodeDecodeError, LookupError):  # declared wrongly, or a name that nobody knows
            return data.decode(declared)
    return data.decode("cp1252", "replace")
