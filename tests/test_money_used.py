"""What money is said to have been used, against what filings say: for coins, dividends, and of an offering."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest
from verdict_examples import STRATEGY, claims_of, example_record

from monitor.extractors.claims.loose import read_statement
from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.knowledge import Record, know
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread, hold_back
from monitor.judges.verdicts import judge_claim
from monitor.records import Claim, Document, Filing, Issuance, PurchaseFunding

CIK = STRATEGY.issuer_cik
NOTE = "The bitcoin purchases were made using proceeds from the STRE Offering and from sales of STRF Stock."
COMMON = "The bitcoin purchases were made using proceeds from the sale of shares of MSTR Stock."
ROW = "STRF Stock 39,957 shares $4.4 million"
STREAM = "The STRE Offering brought in net proceeds of $703.9 million."
SOLD = "MSTR Stock 300,000 shares $99.8 million"
PAID = (
    "On October 31, 2025, the Company funded these dividend payments using net proceeds from the sale of shares."
)
PLAN = (
    "The Company intends to use the net proceeds from the sale of the notes to repurchase $50 million of its "
    "existing notes and to acquire bitcoin."
)


class Shelf:
    """Filings, each line of which may be quoted."""

    def __init__(self) -> None:
        self.filings: dict[str, Filing] = {}
        self.documents: dict[str, Document] = {}

    def file(self, key: str, day: str, *lines: str) -> None:
        """One filing with its text."""
        self.filings[key] = Filing(
            accession_number=f"0000950170-25-{len(self.filings):06d}",
            issuer_cik=CIK,
            form="8-K",
            filed_on=date.fromisoformat(day),
            accepted_at=datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC),
        )
        self.documents[key] = Document(
            document_id=key, accession_number=self.filings[key].accession_number, type="8-K", url="", sha256="",
            text="\n".join(lines),
        )  # fmt: skip

    def funding(self, key: str, line: str, days: tuple[str, str], securities: str) -> PurchaseFunding:
        """A footnote on what the purchases of those days were made with."""
        start = self.documents[key].text.index(line)
        return PurchaseFunding(
            issuer_cik=CIK, asset="bitcoin", period_start_on=date.fromisoformat(days[0]),
            period_end_on=date.fromisoformat(days[1]), securities=securities, other_sources="",
            amount_usd=None, source=self.documents[key].quote(start, start + len(line)),
            known_at=self.filings[key].accepted_at, extractor="test",
        )  # fmt: skip

    def issuance(self, key: str, line: str, security: str, usd: str, *days: str) -> Issuance:
        """A row of stock sold."""
        start = self.documents[key].text.index(line)
        return Issuance(
            issuer_cik=CIK, kind="offering" if len(days) == 1 else "atm", security=security,
            shares=Decimal(1000), net_proceeds_usd=Decimal(usd), period_start_on=date.fromisoformat(days[0]),
            period_end_on=date.fromisoformat(days[-1]), source=self.documents[key].quote(start, start + len(line)),
            known_at=self.filings[key].accepted_at, extractor="test",
        )  # fmt: skip


@cache
def record() -> Record:
    """The example with the money of two of its purchases, a dividend, and an offering."""
    shelf, told = Shelf(), example_record()
    shelf.file("new", "2025-11-17", NOTE, ROW, STREAM)
    shelf.file("old", "2025-11-10", COMMON, SOLD)
    shelf.file("paid", "2025-10-31", PAID)
    shelf.file("plan", "2025-11-12", PLAN)
    week, before = ("2025-11-10", "2025-11-16"), ("2025-11-03", "2025-11-09")
    return replace(
        told,
        filings={**told.filings, **shelf.filings},
        documents={**told.documents, **shelf.documents},
        fundings=[
            shelf.funding("new", NOTE, week, "10.00% Series A Perpetual Stream Preferred Stock, STRF Stock"),
            shelf.funding("old", COMMON, before, "MSTR Stock"),
        ],
        issuances=[
            shelf.issuance("old", SOLD, "MSTR Stock", "9.98E+7", *before),
            shelf.issuance("new", ROW, "STRF Stock", "4.4E+6", *week),
            shelf.issuance("new", STREAM, "Stream Preferred Stock", "7.039E+8", "2025-11-13"),
        ],
    )


def read(text: str, said_on: str) -> tuple[Claim, ...]:
    """The claims of a statement, or the one that it is as a whole."""
    document = Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=text
    )
    said_at = datetime.fromisoformat(f"{said_on}T22:00:00").replace(tzinfo=UTC)
    whole = read_statement(document, [STRATEGY], claimed_at=said_at, about=STRATEGY)
    return claims_of(text, said_on) or ((whole,) if whole else ())


def label_of(text: str, said_on: str) -> str:
    """The label of a statement, with what it says beside its claims."""
    day = date.fromisoformat(said_on)
    known = know(record(), day)
    found = [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in read(text, said_on)]
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    return hold_back(decide(found), found, unread, known).finding.label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy bought 8,178 BTC, paid for with preferred stock.", "supported"),
        ("Strategy bought 8,178 BTC, helped by the Stream offering.", "supported"),
        ("Strategy bought 8,178 BTC, paid for with borrowed money.", "refuted"),
        ("Strategy bought 8,178 BTC with common stock sales.", "refuted"),
        ("Strategy bought 8,178 BTC, paid for entirely with STRF sales.", "refuted"),
        ("Strategy bought 8,178 BTC, paid for entirely with preferred stock.", "supported"),
        ("Strategy bought 8,178 BTC, mostly from selling Stream shares.", "supported"),
        ("Strategy bought 8,178 BTC, mostly from selling STRF shares.", "refuted"),
        ("Strategy bought 8,178 BTC without borrowing a dollar.", "supported"),
        ("Strategy bought 8,178 BTC without issuing a single share.", "refuted"),
        ("Strategy holds 649,870 BTC, all of them paid for with preferred stock.", "refuted"),
        ("Strategy issued another convertible to pay for the 8,178 BTC it bought.", "refuted"),
    ],
)
def test_what_coins_were_paid_with(text: str, label: str) -> None:
    """Named money, all of it, most of it, and money that is denied."""
    assert label_of(text, "2025-11-18") == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy bought 487 BTC between November 3 and 9 and sold no common stock.", "refuted"),
        (
            "It sold common stock for $99.8 million in the week to November 9; most of it went into bitcoin.",
            "refuted",
        ),
        (
            "It sold common stock for $99.8 million in the week to November 9, all of it put into bitcoin.",
            "refuted",
        ),
        ("Strategy bought 487 BTC between November 3 and 9 and sold none of its stock.", "refuted"),
        ("Share sales, not coin sales, paid its dividends of October 31, 2025.", "supported"),
        ("Strategy sold coins to pay its dividends of October 31, 2025.", "refuted"),
        ("Strategy sold shares to pay its dividends of October 31, 2025.", "supported"),
        ("Every dollar of the note sale is going into bitcoin.", "refuted"),
        ("Part of the money of its note offering is meant to repurchase existing notes.", "supported"),
        ("None of the proceeds of its note offering goes into bitcoin.", "refuted"),
    ],
)
def test_where_money_came_from_and_went(text: str, label: str) -> None:
    """Stock denied beside a purchase, the share of a raise that was spent, dividends, and uses of proceeds."""
    assert label_of(text, "2025-11-12" if "November" in text or "note" in text else "2025-11-03") == label
