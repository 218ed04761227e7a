"""Where things stand on the site: paths without the site's own prefix."""

from __future__ import annotations

import re
from urllib.parse import quote


def document_path(document_id: str, start: int, end: int) -> str:
    """The page of a document, scrolled to one of its sentences."""
    return f"/document/{document_id}?start={start}&end={end}#quote"


def instrument_path(instrument_id: str) -> str:
    """The page of one instrument."""
    return f"/instrument/{quote(instrument_id, safe=':')}"


def is_web_address(link: str | None) -> bool:
    """Only http and https may become a link: `javascript:` in a stored URL must not."""
    return bool(link) and re.match(r"https?://[^\s/]", link or "", re.IGNORECASE) is not None
