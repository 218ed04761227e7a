"""Read Forms 3, 4, 5 and 144: what insiders of an issuer hold, trade, and mean to sell.

EDGAR has them as XML (Forms 3, 4 and 5 since 2003, Form 144 since April 2023) and shows a page made from it. We
make our own text, one line a trade, so that every trade has a sentence to point to.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from monitor import _edgartools
from monitor.errors import DocumentError
from monitor.readers._ownership_tables import Line, Owner, read_figure, read_lines, read_owners
from monitor.readers._ownership_text import write_form
from monitor.records import OWNERSHIP_FORMS, Document, Filing, InsiderTrade, content_id

__all__ = ["Line", "Owner", "Ownership", "is_ownership_form", "is_ownership_xml", "list_trades", "read_ownership"]

ROOTS = ("ownershipDocument", "edgarSubmission")
UNDER_PLAN = re.compile(
    r"\b(?:pursuant\s+to|under|in\s+accordance\s+with|accordance\s+with|by\s+means\s+of|through)\s+[^.;]{0,80}?\b10b5-1",
    re.IGNORECASE,
)
NO_PLAN = re.compile(
    r"\b(?:not|neither|outside(?:\s+of)?|other\s+than|independent\w*\s+of|without)\b[^.;]{0,80}?\b10b5-1",
    re.IGNORECASE,
)
_ROOT = re.compile(rb"<(?:\w+:)?(?:ownershipDocument|edgarSubmission)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """What a form says, with the place of each line in the text of its document."""

    form: str  # as the XML has it: "4", "4/A", "144"
    issuer_cik: int | None
    issuer_name: str
    owners: tuple[Owner, ...]
    is_10b5_1: bool | None  # None: the form does not say (before April 2023)
    is_notice: bool
    lines: tuple[Line, ...]
    places: tuple[tuple[int, int], ...]  # of the lines, in the document's text
    footnotes: dict[str, str]


def is_ownership_form(form: str) -> bool:
    """Whether it is a Form 3, 4, 5 or 144, or amends one."""
    return form.removesuffix("/A") in OWNERSHIP_FORMS


def is_ownership_xml(raw: bytes) -> bool:
    """Whether these bytes are such a form in XML; those of the years before, and pages made from XML, are not."""
    return _ROOT.search(raw[:4096]) is not None


def read_ownership(
    raw: bytes, *, accession_number: str, type: str, url: str, filename: str
) -> tuple[Document, Ownership]:
    """The text of a form, and what it says.

    Raises DocumentError when it is no ownership form in XML, or not whole: a parser that mends what is broken
    would leave out the trades after a cut without a word.
    """
    root = _parse(raw, filename or url or accession_number)
    frame = _edgartools.read_ownership_frame(root)
    owners = read_owners(root, frame.remarks)
    if frame.seller:
        # The filer may be an agent or the issuer itself; then it is not the seller's number.
        cik = frame.filer_cik if frame.filer_cik != frame.issuer_cik else None
        owners = (Owner(name=frame.seller, cik=cik, relationship=", ".join(frame.relationships)),)
    if not owners:
        raise DocumentError(f"{filename or url}: an ownership form that names no owner")
    lines = tuple(read_lines(root))
    made, places = write_form(type, frame, owners, lines, root)
    sha256 = hashlib.sha256(raw).hexdigest()
    document = Document(
        document_id=content_id("document", accession_number, type, filename, sha256),
        accession_number=accession_number,
        type=type,
        url=url,
        sha256=sha256,
        text=made.text,
        blocks=tuple(made.blocks),
    )
    return document, Ownership(
        form=frame.form,
        issuer_cik=frame.issuer_cik,
        issuer_name=frame.issuer_name,
        owners=owners,
        is_10b5_1=frame.is_10b5_1,
        is_notice=bool(frame.seller),
        lines=lines,
        places=tuple(places),
        footnotes={mark: " ".join(words.split()) for mark, words in frame.footnotes.items()},
    )


def list_trades(document: Document, ownership: Ownership, filing: Filing) -> list[InsiderTrade]:
    """The lines of a form as rows. Who reports jointly reports the same securities, so a line counts once."""
    trades = []
    for position, (line, (start, end)) in enumerate(zip(ownership.lines, ownership.places, strict=True)):
        quote = document.quote(start, end)
        footnotes = " ".join(ownership.footnotes[mark] for mark in line.marks if mark in ownership.footnotes)
        trades.append(
            InsiderTrade(
                trade_id=content_id("insider trade", document.document_id, position),
                issuer_cik=filing.issuer_cik,
                accession_number=filing.accession_number,
                document_id=document.document_id,
                form=filing.form,
                owner="; ".join(owner.name for owner in ownership.owners),
                owner_cik=ownership.owners[0].cik,
                relationship="; ".join(owner.relationship for owner in ownership.owners if owner.relationship),
                security=line.security,
                is_derivative=line.is_derivative,
                code=line.code,
                shares=read_figure(line.shares),
                price_usd=read_figure(line.price),
                traded_on=line.traded_on,
                acquired=line.acquired,
                ownership=line.ownership,
                nature=line.nature,
                shares_after=read_figure(line.shares_after),
                is_10b5_1=_is_planned(footnotes, ownership.is_10b5_1) if line.code else ownership.is_10b5_1,
                is_notice=line.is_notice,
                footnotes=footnotes,
                quote_start=quote.quote_start,
                quote_end=quote.quote_end,
                quote=quote.quote,
                known_at=filing.accepted_at,
            )
        )
    return trades


def _is_planned(footnotes: str, ticked: bool | None) -> bool | None:
    """Whether a trade was made under a Rule 10b5-1 plan: by the footnotes of its own line where they say so, else
    by the mark, which is the whole form's (one of its trades is enough) and which forms before April 2023 lack."""
    if NO_PLAN.search(footnotes):
        return False
    return True if UNDER_PLAN.search(footnotes) else ticked


def _parse(raw: bytes, where: str) -> Any:
    """The root element, its tags without namespaces."""
    from lxml import etree

    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise DocumentError(f"{where}: XML with a document type, which no ownership form has")
    source = raw.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not is_ownership_xml(source):
        raise DocumentError(f"{where}: no ownership form in XML; it begins with {source[:60]!r}")
    if not re.search(rb"</(?:\w+:)?(?:ownershipDocument|edgarSubmission)>\s*$", raw):
        raise DocumentError(f"{where}: cut off, no end of the form after {len(raw):,} bytes")
    try:
        root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        # EDGAR took in forms that are not well-formed (0000001750-04-000011: an attribute without a value).
        root = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    if root is None:
        raise DocumentError(f"{where}: no XML that can be read")
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
    if root.tag not in ROOTS:
        raise DocumentError(f"{where}: XML of another kind, <{etree.QName(root).localname}>")
    return root
