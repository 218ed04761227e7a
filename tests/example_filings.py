"""Filings for the tests of the site and the feeds: true figures, sentences of our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from monitor.records import (
    Block,
    ChangeKind,
    Document,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    Issuer,
    LedgerStatus,
    content_id,
)

CIK = 1050446
ISSUER = Issuer(issuer_cik=CIK, ticker="MSTR", name="Strategy Inc", cadence="weekly")
LAST_SALE_SENTENCE = "sold 32 bitcoins for $2.5 million in cash"
HOSTILE = '<script>alert(1)</script> =HYPERLINK("javascript:alert(2)") <img src=x onerror=alert(3)>'
MISSING_ACCESSION = "0001193125-20-324331"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One filing: what it says, and how the ledger took it."""

    accession: str
    day: str
    words: str
    kind: ChangeKind
    units: int
    usd: str | None
    price: int | None
    change_words: str
    held: int
    cost: str
    average: int
    total_words: str
    status: LedgerStatus
    opening: int
    opening_on: str | None
    uncovered: tuple[str, str] | None = None
    table: str = ""
    rebuilt: bool = False


TOLD = (
    Told(
        accession="0001193125-20-215604",
        day="2020-08-11",
        kind="acquired",
        units=21454,
        usd="250E+6",
        price=11653,
        change_words="purchased 21,454 bitcoins for $250 million",
        held=21454,
        cost="250E+6",
        average=11653,
        total_words="holds 21,454 bitcoins",
        status="opening",
        opening=0,
        opening_on=None,
        words="The company purchased 21,454 bitcoins for $250 million, all in. It now holds 21,454 bitcoins.",
    ),
    Told(
        accession="0001193125-20-245835",
        day="2020-09-14",
        kind="acquired",
        units=16796,
        usd="175E+6",
        price=10419,
        change_words="bought 16,796 more bitcoins for $175 million",
        held=38250,
        cost="425E+6",
        average=11111,
        total_words="38,250 bitcoins in all",
        status="reconciled",
        opening=21454,
        opening_on="2020-08-11",
        words="It bought 16,796 more bitcoins for $175 million and has 38,250 bitcoins in all.",
    ),
    Told(
        accession="0001193125-21-062322",
        day="2021-02-24",
        kind="acquired",
        units=19452,
        usd="1026E+6",
        price=52765,
        change_words="19,452 bitcoins for $1.026 billion",
        held=90531,
        cost="2171E+6",
        average=23985,
        total_words="90,531 bitcoins were held",
        status="missing_filing",
        opening=38250,
        opening_on="2020-09-14",
        uncovered=("2020-09-15", "2021-02-18"),
        words=f"Acquired: 19,452 bitcoins for $1.026 billion. After that 90,531 bitcoins were held. {HOSTILE}",
    ),
    Told(
        accession="0001193125-22-313098",
        day="2022-12-22",
        kind="sold",
        units=704,
        usd="118E+5",
        price=16776,
        change_words="704 bitcoins were sold on December 22 for $11.8 million",
        held=89827,
        cost="2159E+6",
        average=24035,
        total_words="89,827 were left",
        status="reconciled",
        opening=90531,
        opening_on="2021-02-24",
        words="To use a tax loss, 704 bitcoins were sold on December 22 for $11.8 million; 89,827 were left.",
    ),
    Told(
        accession="0001193125-26-227918",
        day="2026-05-17",
        kind="acquired",
        units=24869,
        usd="20100E+5",
        price=80985,
        change_words="24,869\t$2,010.0\t$80,985",
        held=843738,
        cost="6387E+7",
        average=75700,
        total_words="843,738\t$63.87\t$75,700",
        status="unexplained_increase",
        opening=89827,
        opening_on="2022-12-22",
        uncovered=("2022-12-23", "2026-05-10"),
        rebuilt=True,
        words="May 11 to May 17, 2026",
        table="BTC acquired\tPrice (millions)\tAverage\tHoldings\tCost (billions)\t"
        "Average cost\n24,869\t$2,010.0\t$80,985\t843,738\t$63.87\t$75,700",
    ),
    Told(
        accession="0001193125-26-249768",
        day="2026-05-31",
        kind="sold",
        units=32,
        usd="25E+5",
        price=77135,
        change_words=LAST_SALE_SENTENCE,
        held=843706,
        cost="6387E+7",
        average=75699,
        total_words="843,706 bitcoins remained",
        status="reconciled",
        opening=843738,
        opening_on="2026-05-17",
        rebuilt=True,
        words=f"In the last week of May the company {LAST_SALE_SENTENCE}; 843,706 bitcoins remained.",
    ),
)


def at(instant: str) -> datetime:
    """A UTC instant."""
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


def read_told(told: Told) -> tuple[Filing, Document, HoldingsChange, HoldingsTotal]:
    """The filing with its one document and the two facts in it."""
    url = f"https://www.sec.gov/Archives/edgar/data/{CIK}/{told.accession.replace('-', '')}"
    filing = Filing(
        accession_number=told.accession,
        issuer_cik=CIK,
        form="8-K",
        filed_on=date.fromisoformat(told.day),
        accepted_at=at(f"{told.day}T12:01:00"),
        period_on=date.fromisoformat(told.day),
        items="8.01",
        url=f"{url}/{told.accession}-index.htm",
        reconstruction=told.rebuilt,
    )
    heading = "Item 8.01 Other Events"
    parts = [("heading", heading), ("paragraph", told.words), *([("table", told.table)] if told.table else [])]
    text, blocks = "", []
    for kind, words in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words), section="8.01"))  # type: ignore[arg-type]
        text += words
    document = Document(
        document_id=content_id("document", told.accession, text),
        accession_number=told.accession,
        type="8-K",
        url=f"{url}/d8k.htm",
        sha256="0" * 64,
        text=text,
        blocks=tuple(blocks),
    )
    change_at, total_at = text.index(told.change_words), text.index(told.total_words)
    change = HoldingsChange(
        change_id=content_id("change", told.accession),
        issuer_cik=CIK,
        asset="bitcoin",
        kind=told.kind,
        units=Decimal(told.units),
        usd_amount=Decimal(told.usd) if told.usd else None,
        average_price_usd=Decimal(told.price) if told.price else None,
        period_end_on=date.fromisoformat(told.day),
        source=document.quote(change_at, change_at + len(told.change_words)),
        known_at=filing.accepted_at,
        extractor="holdings",
    )
    total = HoldingsTotal(
        total_id=content_id("total", told.accession),
        issuer_cik=CIK,
        asset="bitcoin",
        as_of_on=date.fromisoformat(told.day),
        units=Decimal(told.held),
        cost_usd=Decimal(told.cost),
        average_cost_usd=Decimal(told.average),
        source=document.quote(total_at, total_at + len(told.total_words)),
        known_at=filing.accepted_at,
        extractor="holdings",
    )
    return filing, document, change, total
