"""Refuse what is no document: nothing, a binary, or a server's error page saved as a filing.

An error page is short and says so at its head; a filing is neither. Measured on pages that the SEC and its
storage serve ("File Not Found", "Request Rate Threshold Exceeded", "Undeclared Automated Tool", NoSuchKey).
"""

from __future__ import annotations

import re

from monitor.errors import DocumentError

_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG picture",
    b"GIF8": "a GIF picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"{\\rtf": "an RTF file",
}
_MARKS_OF_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
ERROR_PAGE_LENGTH = 4000  # characters of visible text; the SEC's longest has 2,900
_ERROR_HEAD = re.compile(
    r"\b(?:40[0-9]|410|429|50[0-4])\b\W{0,3}(?:error|not found|forbidden|unauthorized|bad gateway|bad request|"
    r"service|internal|gateway|too many|gone)|\b(?:error|status|http)\W{0,3}(?:40[0-9]|410|429|50[0-4])\b|"
    r"(?:page|file|document|resource|object|url|key)\s+(?:was |could |can)?\s?not\s+(?:be\s+)?(?:found|exist)|"
    r"nosuch(?:key|bucket)|<code>accessdenied|access denied|request rate threshold|undeclared automated tool|"
    r"no matching (?:ticker|cik|compan|document)|invalid cik|temporarily unavailable|internal server error|"
    r"bad gateway|gateway time-?out|service unavailable|too many requests|sec\.gov \||"
    r"this site can.t be reached|enable javascript|are you a (?:human|robot)|captcha",
    re.IGNORECASE,
)
_FILING = re.compile(r"form\s+(?:8-K|10-[QK]|6-K|20-F|S-\d|424B\d)|pursuant to|the registrant|press release", re.I)


def refuse_binary(raw: bytes, where: str) -> None:
    """Raise DocumentError for no bytes, or bytes of a kind that holds no text."""
    head = raw[:4096].lstrip()
    if not raw.strip(b"\x00 \t\r\n"):
        raise DocumentError(f"{where}: the file is empty; fetch it again")
    for magic, kind in _BINARY.items():
        if head.startswith(magic):
            raise DocumentError(f"{where}: this is {kind}, not an HTML or text document")
    if re.match(rb"(?:<PDF>\s*)?begin [0-7]{3} ", head):
        raise DocumentError(f"{where}: this is a uuencoded attachment, not an HTML or text document")
    if b"\x00" in head and not head.startswith(_MARKS_OF_WIDE_TEXT):
        raise DocumentError(f"{where}: binary bytes, not an HTML or text document")


def refuse_error_page(title: str, text: str, where: str) -> None:
    """Raise DocumentError when a short text announces an error at its head."""
    if len(text) > ERROR_PAGE_LENGTH:
        return
    found = _ERROR_HEAD.search(f"{title}\n{text[:600]}")
    if found and not _FILING.search(text):
        said = " ".join(found.group().split())
        raise DocumentError(
            f"{where}: a server's error page ({said!r}) saved in place of the document; fetch it again"
        )
