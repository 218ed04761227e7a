"""A small store to test with: one issuer, one purchase, one sale, a ledger of two steps. All written by us."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from monitor.records import (
    Block,
    CountedChange,
    Document,
    Fact,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    Issuer,
    LedgerStep,
    content_id,
)
from monitor.store.archive import Archive, ArchivedPart
from monitor.store.database import Store, open_store
from monitor.store.saving import save_filing, save_index, save_issuers, save_ledger

CIK = 1050446
NOW = datetime(2026, 6, 9, 6, 0, tzinfo=UTC)
ISSUER = Issuer(issuer_cik=CIK, ticker="MSTR", name="Strategy Inc", cadence="weekly")
TEXTS = {
    "0001193125-26-000001": "At 31 May 2026 it held 1,000 bitcoins, which had cost it $63.87 million.",
    "0001193125-26-000002": "In that week it sold 32 bitcoins for $2.5 million; 968 bitcoins were left on 7 June.",
}


def make_filing(accession: str) -> Filing:
    """A weekly 8-K, accepted on the first or eighth of June 2026 by the last digit of its number."""
    day = 1 if accession.endswith("1") else 8
    return Filing(
        accession_number=accession,
        issuer_cik=CIK,
        form="8-K",
        filed_on=date(2026, 6, day),
        accepted_at=datetime(2026, 6, day, 12, 1, tzinfo=UTC),
        items="7.01,8.01",
        url=f"https://www.sec.gov/Archives/edgar/data/{CIK}/{accession}-index.htm",
        primary_document="mstr.htm",
    )


def make_document(accession: str, text: str, *, type_: str = "8-K") -> Document:
    """A document of one paragraph."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        document_id=content_id("document", accession, type_, sha256),
        accession_number=accession,
        type=type_,
        url="https://www.sec.gov/mstr.htm",
        sha256=sha256,
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text), section="8.01"),),
    )


def make_total(document: Document, filing: Filing, quote: str, *, as_of_on: date, units: str) -> HoldingsTotal:
    """A total whose quote is the first place of these words."""
    start = document.text.index(quote)
    return HoldingsTotal(
        total_id=content_id(document.document_id, quote),
        issuer_cik=CIK,
        asset="bitcoin",
        as_of_on=as_of_on,
        units=Decimal(units),
        cost_usd=Decimal("6.387E+7"),
        average_cost_usd=Decimal("63870.00"),
        source=document.quote(start, start + len(quote)),
        known_at=filing.accepted_at,
        extractor="holdings/1",
    )


def make_sale(document: Document, filing: Filing, *, units: str = "32") -> HoldingsChange:
    """The sale of the second filing."""
    quote = "sold 32 bitcoins for $2.5 million"
    start = document.text.index(quote)
    return HoldingsChange(
        change_id=content_id(document.document_id, quote),
        issuer_cik=CIK,
        asset="bitcoin",
        kind="sold",
        units=Decimal(units),
        usd_amount=Decimal("2.5E+6"),
        average_price_usd=Decimal("78125.50"),
        period_start_on=date(2026, 6, 1),
        period_end_on=date(2026, 6, 7),
        source=document.quote(start, start + len(quote)),
        known_at=filing.accepted_at,
        extractor="holdings/1",
    )


def make_steps(totals: list[HoldingsTotal], sale: HoldingsChange) -> list[LedgerStep]:
    """The ledger of the two filings: 1,000 - 32 = 968."""
    accessions = list(TEXTS)

    def step(place: int, opening: str, sold: str, expected: str, changes: tuple[CountedChange, ...]) -> LedgerStep:
        total = totals[place]
        return LedgerStep(
            issuer_cik=CIK,
            asset="bitcoin",
            as_of_on=total.as_of_on,
            opening_on=totals[place - 1].as_of_on if place else None,
            opening_units=Decimal(opening),
            acquired_units=Decimal(0),
            sold_units=Decimal(sold),
            expected_units=Decimal(expected),
            reported_units=total.units,
            residual_units=Decimal(0),
            status="reconciled" if place else "opening",
            cost_usd=total.cost_usd,
            average_cost_usd=total.average_cost_usd,
            uncovered_from_on=None,
            uncovered_until_on=None,
            uncovered_days=0,
            missing_accessions=("0001193125-26-000009", "0001193125-26-000008") if place else (),
            note=f"{opening} - {sold} = {expected}",
            total_id=total.total_id,
            accession_number=accessions[place],
            known_at=total.known_at,
            changes=changes,
        )

    counted = CountedChange(change_id=sale.change_id, counted_units=Decimal(32), treatment="counted")
    return [step(0, "1000", "0", "1000", ()), step(1, "1000", "32", "968", (counted,))]


@dataclass(frozen=True, slots=True)
class Example:
    """An open store, its archive, and everything that was saved in it."""

    store: Store
    archive: Archive
    filings: tuple[Filing, ...]
    documents: tuple[Document, ...]
    facts: tuple[tuple[Fact, ...], ...]  # per filing
    steps: tuple[LedgerStep, ...]


def make_example(folder: Path) -> Example:
    """A store at `<folder>/monitor.db` with its archive beside it."""
    archive = Archive(folder / "archive")
    store = open_store(folder / "monitor.db")
    save_issuers(store, [ISSUER])
    filings = tuple(make_filing(accession) for accession in TEXTS)
    documents = tuple(make_document(accession, text) for accession, text in TEXTS.items())
    first = make_total(documents[0], filings[0], "1,000 bitcoins", as_of_on=date(2026, 5, 31), units="1000")
    second = make_total(documents[1], filings[1], "968 bitcoins", as_of_on=date(2026, 6, 7), units="968")
    sale = make_sale(documents[1], filings[1])
    facts: tuple[tuple[Fact, ...], ...] = ((first,), (sale, second))
    for filing, document, found in zip(filings, documents, facts, strict=True):
        sha256 = archive.put(document.text.encode())
        part = ArchivedPart(sha256=sha256, type="8-K", filename="mstr.htm", kind="document", source="here.htm")
        archive.record(filing, [part])
        save_filing(store, filing, archive_sha256=sha256, documents=[document], facts=found, stored_at=NOW)
    save_index(store, [make_listed(accession) for accession in TEXTS], source="submissions", listed_at=NOW)
    steps = tuple(make_steps([first, second], sale))
    save_ledger(store, CIK, "bitcoin", steps)
    return Example(store, archive, filings, documents, facts, steps)


def make_listed(accession: str, *, stored: bool = True) -> IndexedFiling:
    """What the index says of a filing."""
    filing = make_filing(accession)
    return IndexedFiling(
        accession_number=accession,
        issuer_cik=CIK,
        form="8-K",
        filed_on=filing.filed_on,
        accepted_at=filing.accepted_at,
        period_on=None,
        items=filing.items,
        primary_document=filing.primary_document,
        stored=stored,
    )
