"""Facts of filings made by hand, each with the line it stands in, for the tests of verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from verdict_examples import STRATEGY

from monitor.extractors.claims import extract_claims
from monitor.extractors.claims.loose import name_statement, read_statement
from monitor.judges.knowledge import Record, know
from monitor.judges.statement import Judged, decide, lend_periods
from monitor.judges.verdicts import Finding, judge_claim
from monitor.records import (
    Claim,
    Document,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    PurchaseFunding,
    Reserve,
    StatedPayment,
    content_id,
)

CIK = STRATEGY.issuer_cik


def filed(day: str, *sentences: str) -> tuple[Filing, Document]:
    """A filing of a day, each sentence a line of it."""
    text = "\n".join(sentences)
    filing = Filing(
        accession_number=content_id(text)[:18],
        issuer_cik=CIK,
        form="8-K",
        filed_on=date.fromisoformat(day),
        accepted_at=datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC),
    )
    document = Document(
        document_id=content_id(text),
        accession_number=filing.accession_number,
        type="8-K",
        url="",
        sha256="",
        text=text,
    )
    return filing, document


class Facts:
    """Facts of filings, each with the line it stands in."""

    def __init__(self) -> None:
        self.filings: dict[str, Filing] = {}
        self.documents: dict[str, Document] = {}
        self.kept: dict[type, list[Any]] = {}

    def file(self, day: str, *sentences: str, form: str = "8-K") -> None:
        """What follows stands in this filing."""
        filing, document = filed(day, *sentences)
        filing = replace(filing, form=form)
        self.filings[document.document_id], self.documents[document.document_id] = filing, document
        self.now, self.here = filing.accepted_at, document

    def keep(self, record: type, id_field: str, line: str, **values: Any) -> None:
        """A fact that the line states."""
        start = self.here.text.index(line)
        known: dict[str, Any] = {
            id_field: content_id(line, repr(values)),
            "known_at": self.now,
            "extractor": "test",
        }
        source = self.here.quote(start, start + len(line))
        self.kept.setdefault(record, []).append(record(issuer_cik=CIK, source=source, **known, **values))

    def term(self, key: str, name: str, line: str, term: str, **value: Any) -> None:
        """A term of a paper."""
        kind = key.split(":")[1]
        self.keep(InstrumentTerm, "term_id", line, instrument_id=key, kind=kind, name=name, term=term, **value)

    @property
    def record(self) -> Record:
        """All of them."""
        return Record(
            issuer=STRATEGY,
            filings=self.filings,
            documents=self.documents,
            changes=self.kept.get(HoldingsChange, []),
            totals=self.kept.get(HoldingsTotal, []),
            terms=self.kept.get(InstrumentTerm, []),
            events=self.kept.get(InstrumentEvent, []),
            reserves=self.kept.get(Reserve, []),
            issuances=self.kept.get(Issuance, []),
            fundings=self.kept.get(PurchaseFunding, []),
            payments=self.kept.get(StatedPayment, []),
        )


def claims_of(text: str, said_on: str) -> Iterator[Claim]:
    """The claims of a statement, or the one that it is as a whole."""
    document = Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=text
    )
    said_at = datetime.fromisoformat(f"{said_on}T22:00:00").replace(tzinfo=UTC)
    found = list(extract_claims(document, [STRATEGY], claimed_at=said_at, about=STRATEGY))
    if found:
        yield from found
    elif (loose := read_statement(document, [STRATEGY], claimed_at=said_at, about=STRATEGY)) is not None:
        yield loose
    elif (named := name_statement(document, [STRATEGY], claimed_at=said_at)) is not None:
        yield named


def found_in(record: Record, text: str, said_on: str, as_of: str | None = None) -> Finding:
    """The finding on a statement by the rules alone."""
    known = know(record, date.fromisoformat(as_of or said_on))
    claims = lend_periods(tuple(claims_of(text, said_on)))
    return decide([Judged(claim=one, finding=judge_claim(one, known)) for one in claims]).finding
