"""Bytes into characters: UTF-8 where it holds, else what the page declares, else what it looks like."""

from __future__ import annotations

import re

# XML 1.0 and HTML allow tab, newline, form feed and return of the ASCII control characters.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(raw: bytes) -> str:
    """The characters of a document. Never fails: bytes that fit no character set become U+FFFD."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        from bs4.dammit import UnicodeDammit

        found = UnicodeDammit(raw, is_html=True).unicode_markup
        text = found if found is not None else raw.decode("cp1252", "replace")
    else:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = raw.decode("utf-16")
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text
