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
    """What the document says of its filer; empty or None where it says nothing."""

    ciks: frozenset[int]  # tagged; a combined filing of parent and subsidiary tags both
    registrant: str | None


def read_cover(raw: bytes, document: Document) -> Cover:
    """The filer as the document names it."""
    caption = _CAPTION.search(document.text, 0, 20_000)
    before = document.text[: caption.start()].splitlines() if caption else []
    # Old covers draw a line of underscores between the name and its caption.
    named = next((line for line in reversed(before) if re.search(r"[^\W_]", line)), "")
    registrant = re.sub(r"\s+", " ", named).strip(" \t|_")
    ciks = frozenset(int(cik) for cik in _CIK_TAG.findall(raw))
    return Cover(ciks=ciks, registrant=registrant or None)


def find_wrong_issuer(cover: Cover, issuer: Issuer, profiles: Iterable[Issuer]) -> str | None:
    """Why the document cannot be this issuer's, or None when nothing speaks against it.

    A tagged CIK decides. Without one, a registrant name decides only when it is that of another profile:
    companies change their names, so an unknown name proves nothing. An issuer without a profile has no name of its
    own: what it is called was read from this very cover.
    """
    others = {profile.issuer_cik: profile for profile in profiles}
    profile = others.pop(issuer.issuer_cik, None)
    stated = f"{issuer.issuer_cik}" + (f" ({profile.name})" if profile else "")
    if cover.ciks:
        if issuer.issuer_cik in cover.ciks:
            return None
        tagged = ", ".join(str(cik) for cik in sorted(cover.ciks))
        return f"the document is tagged as filed by CIK {tagged}, not {stated}"
    if cover.registrant is None or (profile and _is_named(cover.registrant, profile)):
        return None
    for other in others.values():
        if _is_named(cover.registrant, other):
            named = f"{cover.registrant!r}, which is CIK {other.issuer_cik} ({other.ticker})"
            return f"the cover names {named}, not {stated}"
    return None


def _is_named(registrant: str, issuer: Issuer) -> bool:
    return _plain(registrant) in {_plain(name) for name in (issuer.name, *issuer.names)}


def _plain(name: str) -> str:
    """ "MICROSTRATEGY INCORPORATED" and "MicroStrategy, Inc." are one name."""
    words = re.sub(r"[^a-z0-9 ]", "", name.lower().replace("&", " and "))
    return re.sub(r"\s+", " ", _LEGAL_FORM.sub("", words)).strip()
