"""Who filed it: the registrant as the document itself names it, to check against who is said to have filed it.

Sources: the cover page of Forms 8-K, 10-Q and 10-K ("Exact name of registrant as specified in its charter"), and
the cover tagging of inline XBRL (dei:EntityCentralIndexKey, EDGAR Filer Manual vol. II, 6.5.20).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.records import Document, Issuer

_CIK_TAG = re.compile(
    rb"""<ix:nonNumeric\b[^>]*\bname\s*=\s*["']dei:EntityCentralIndexKey["'][^>]*>\s*(?:<[^>]+>\s*)*(\d{1,10})""",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\(?\s*exact\s+name\s+of\s+(?:the\s+)?registrant", re.IGNORECASE)
_LEGAL_FORM = re.compile(r"\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|plc|holdings|the)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the document says of its filer; None where it says nothing."""

    cik: int | None
    registrant: str | None


def read_cover(raw: bytes, document: Document) -> Cover:
    """The filer as the document names it."""
    tag = _CIK_TAG.search(raw)
    caption = _CAPTION.search(document.text, 0, 20_000)
    registrant = None
    if caption:
        before = document.text[: caption.start()].rstrip().splitlines()
        registrant = re.sub(r"\s+", " ", before[-1]).strip(" \t|") if before else None
    return Cover(cik=int(tag[1]) if tag else None, registrant=registrant or None)


def find_wrong_issuer(cover: Cover, issuer: Issuer, others: Iterable[Issuer]) -> str | None:
    """Why the document cannot be this issuer's, or None when nothing speaks against it.

    A tagged CIK decides. Without one, a registrant name decides only when it is another known issuer's:
    companies change their names, so an unknown name proves nothing.
    """
    if cover.cik is not None:
        if cover.cik == issuer.issuer_cik:
            return None
        return f"the document is tagged as filed by CIK {cover.cik}, not {issuer.issuer_cik} ({issuer.name})"
    if cover.registrant is None or _is_named(cover.registrant, issuer):
        return None
    for other in others:
        if other.issuer_cik != issuer.issuer_cik and _is_named(cover.registrant, other):
            return (
                f"the cover names {cover.registrant!r}, which is CIK {other.issuer_cik} ({other.ticker}), "
                f"not {issuer.issuer_cik} ({issuer.name})"
            )
    return None


def _is_named(registrant: str, issuer: Issuer) -> bool:
    return _plain(registrant) in {_plain(name) for name in (issuer.name, *issuer.names)}


def _plain(name: str) -> str:
    """ "MICROSTRATEGY INCORPORATED" and "MicroStrategy, Inc." are one name."""
    words = re.sub(r"[^a-z0-9 ]", "", name.lower().replace("&", " and "))
    return re.sub(r"\s+", " ", _LEGAL_FORM.sub("", words)).strip()
