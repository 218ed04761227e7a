"""What is owed, on real filings: against the issuer's own debt table, and every balance of a reserve."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from monitor.extractors import extract_facts
from monitor.extractors._balance_sheet import find_balance_sheets
from monitor.judges.instruments import Instruments, instruments_on, judge_instruments
from monitor.judges.obligations import judge_obligations
from monitor.judges.payment_coverage import judge_payment_coverage
from monitor.readers import read_document
from monitor.records import (
    BalanceSheet,
    Fact,
    Filing,
    Instrument,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    Reserve,
    StatedPayment,
)
from monitor.settings import load_settings, packaged

pytestmark = pytest.mark.corpus

ONE_DAY = timedelta(days=1)  # the official table's maturity and put days stand one day late
ABSENT = {"Convert 2028": {"Issue Date"}, "Convert 2029": {"Issue Date"}}  # issued in filings that are not there


@dataclass(frozen=True)
class Read:
    """All facts of the corpus."""

    facts: tuple[Fact, ...]
    filings: dict[str, Filing]
    sheets: tuple[BalanceSheet, ...]

    def of(self, record: type[Fact]) -> list[Fact]:
        return [fact for fact in self.facts if isinstance(fact, record)]


@cache
def read_corpus(corpus: Path) -> Read:
    issuer = next(
        one for one in load_settings(config=packaged("monitor.toml"), environ={}).issuers if one.ticker == "MSTR"
    )
    facts: list[Fact] = []
    sheets: list[BalanceSheet] = []
    filings: dict[str, Filing] = {}
    with (corpus / "filings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            filing = Filing(
                accession_number=row["accession_number"],
                issuer_cik=int(row["cik"]),
                form=row["form"],
                filed_on=date.fromisoformat(row["filed_on"]),
                accepted_at=datetime.fromisoformat(row["accepted_at"]).astimezone(UTC),
                period_on=date.fromisoformat(row["period_on"]) if row["period_on"] else None,
            )
            document = read_document(
                (corpus / row["file"]).read_bytes(),
                accession_number=filing.accession_number,
                type=filing.form,
                url="",
                filename=row["file"],
            )
            filings[document.document_id] = filing
            facts += extract_facts(document, filing, issuer)
            sheets += find_balance_sheets(document, filing, issuer)
    return Read(tuple(facts), filings, tuple(sheets))


@cache
def judge_corpus(corpus: Path) -> Instruments:
    read = read_corpus(corpus)
    return judge_instruments(
        read.of(InstrumentTerm),  # type: ignore[arg-type]
        read.of(InstrumentEvent),  # type: ignore[arg-type]
        filings=read.filings,
        issuances=read.of(Issuance),  # type: ignore[arg-type]
    )


def official(corpus: Path) -> list[dict[str, str]]:
    with (corpus / "truth" / "convertible_notes_official_2026-02.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["Name"]]


def match(row: dict[str, str], notes: list[Instrument]) -> Instrument:
    """By coupon and year, which tell every note from the others."""
    coupon, year = Decimal(row["Coupon"].rstrip("%")), int(row["Maturity"][-4:])
    (found,) = [
        one for one in notes if one.coupon_rate == coupon and one.matures_on and one.matures_on.year == year
    ]
    return found


def day_of(text: str) -> date:
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


@pytest.mark.parametrize("day", [date(2025, 9, 30), date(2026, 2, 2)])
def test_the_debt_table_is_the_official_one(corpus: Path, day: date) -> None:
    """Six notes and no seventh: principal, coupon, maturity, put, call and conversion price right in each."""
    notes = [one for one in instruments_on(day, judge_corpus(corpus).versions) if one.kind != "preferred"]
    rows = official(corpus)
    assert len(notes) == len(rows)
    wrong = []
    for row in rows:
        note = match(row, notes)
        name = row["Name"]
        principal = Decimal(row["Notional ($M)"].strip("$").replace(",", ""))
        if note.principal_usd is None or abs(note.principal_usd / 10**6 - principal) > Decimal("0.5"):
            wrong.append((name, "principal", note.principal_usd))
        if note.matures_on != day_of(row["Maturity"]) - ONE_DAY:
            wrong.append((name, "maturity", note.matures_on))
        if note.put_on != day_of(row["Put Date"]) - ONE_DAY:
            wrong.append((name, "put", note.put_on))
        if note.callable_from_on != day_of(row["Earliest Call Date"]):
            wrong.append((name, "call", note.callable_from_on))
        if note.conversion_price_usd != Decimal(row["Conversion Price"].strip("$")):
            wrong.append((name, "conversion price", note.conversion_price_usd))
        issued = note.issued_on
        late = issued is not None and abs(day_of(row["Issue Date"]) - issued) > ONE_DAY
        if late or (issued is None) != ("Issue Date" in ABSENT.get(name, set())):
            wrong.append((name, "issued", issued))
    assert wrong == []


def test_redeemed_notes_are_gone_and_were_there(corpus: Path) -> None:
    """Notes due 2025 and 2027, the secured notes and the loan, each outstanding until it was redeemed."""
    versions = judge_corpus(corpus).versions
    retired = {one.instrument_id.split(":", 1)[1] for one in versions if one.status == "retired"}
    assert retired == {
        "convertible_note:0.75-2025", "convertible_note:0-2027", "senior_note:6.125-2028", "loan:2025",
    }  # fmt: skip
    before = {one.instrument_id.split(":", 1)[1] for one in instruments_on(date(2022, 6, 30), versions)}
    assert before == retired


def test_every_reserve_balance_is_found(corpus: Path) -> None:
    """The USD Reserve in each filing that states it, and the cash of both 10-Qs with the years before."""
    found = {
        (fact.kind, str(fact.as_of_on), fact.amount_usd)
        for fact in read_corpus(corpus).facts
        if isinstance(fact, Reserve)
    }
    assert found == {
        ("cash", "2020-03-31", Decimal("4.293E+8")),
        ("cash", "2020-12-31", Decimal("5.9675E+7")),
        ("cash", "2021-03-31", Decimal("8.2544E+7")),
        ("cash", "2021-03-31", Decimal("8.25E+7")),  # a year later in millions
        ("cash", "2021-12-31", Decimal("6.3356E+7")),
        ("cash", "2022-03-31", Decimal("9.2677E+7")),
        ("usd_reserve", "2025-12-01", Decimal("1.44E+9")),
        ("usd_reserve", "2026-05-25", Decimal("8.7E+8")),
        ("usd_reserve", "2026-05-31", Decimal("9.0E+8")),
        ("usd_reserve", "2026-06-07", Decimal("1.00E+9")),
    }


def test_balance_sheets_give_the_share_of_bitcoin(corpus: Path) -> None:
    """Digital assets against total assets, both columns of both reports."""
    found = [(str(one.as_of_on), one.asset_usd, one.total_assets_usd) for one in read_corpus(corpus).sheets]
    assert found == [
        ("2021-03-31", Decimal(1946582000), Decimal(2443079000)),
        ("2020-12-31", Decimal(1054302000), Decimal(1465612000)),
        ("2022-03-31", Decimal(2895619000), Decimal(3638387000)),
        ("2021-12-31", Decimal(2850210000), Decimal(3557124000)),
    ]


def test_a_year_of_interest_and_its_coverage(corpus: Path) -> None:
    """Coupon × principal of the six notes in a year; the reserve of December 2025 covers two years."""
    read, instruments = read_corpus(corpus), judge_corpus(corpus)
    obligations = judge_obligations(instruments, filings=read.filings, until_on=date(2029, 6, 8))
    interest = [one.amount_usd for one in obligations.due if one.kind == "interest" and one.due_on.year == 2026]
    assert sum(interest) == Decimal("34594533.76")
    coverage = judge_payment_coverage(
        [fact for fact in read.facts if isinstance(fact, Reserve)], instruments, obligations, filings=read.filings
    )
    months = {str(one.as_of_on): one.months for one in coverage if one.as_of_on.year >= 2025}
    assert list(months) == ["2025-12-01", "2026-05-25", "2026-05-31", "2026-06-07"]
    assert Decimal(20) < months["2025-12-01"] < Decimal(26)


def test_every_declared_dividend_is_a_stated_obligation(corpus: Path) -> None:
    """What each filing declares, on its day of payment: a sum a share, or what was paid in all.

    The dividend of the euro series is in euros: €1.333333333 on each of 7,750,000 shares.
    """
    read, instruments = read_corpus(corpus), judge_corpus(corpus)
    obligations = judge_obligations(
        instruments,
        filings=read.filings,
        until_on=date(2026, 6, 30),
        payments=[fact for fact in read.facts if isinstance(fact, StatedPayment)],
    )
    found = [
        (str(one.due_on), one.instrument_id.rsplit(":", 1)[1], one.note.split(" Computed")[0].split(":")[0])
        for one in obligations.due
        if one.kind == "dividend" and one.basis == "stated"
    ]
    assert found == [
        ("2025-03-31", "STRK", "Stated as paid"),
        ("2025-06-30", "STRF", "Stated as paid"),
        ("2025-06-30", "STRK", "Stated as paid"),
        ("2025-08-31", "STRC", "Stated"),
        ("2025-09-30", "STRC", "Stated"),
        ("2025-09-30", "STRD", "Stated"),
        ("2025-09-30", "STRF", "Stated"),
        ("2025-09-30", "STRK", "Stated"),
        ("2025-10-31", "STRC", "Stated"),
        ("2025-12-31", "STRC", "Stated"),
        ("2025-12-31", "STRD", "Stated"),
        ("2025-12-31", "STRE", "Stated"),
        ("2025-12-31", "STRF", "Stated"),
        ("2025-12-31", "STRK", "Stated"),
        ("2026-02-28", "STRC", "Stated"),
    ]
    assert not [one for one in obligations.problems if one.kind == "stated_payment_unplaced"]
    euros = [one for one in obligations.due if one.currency != "USD"]
    assert [(str(one.due_on), one.amount_usd, str(one.amount_other), one.currency) for one in euros] == [
        ("2025-12-31", None, "10333333.33", "EUR"),
        ("2026-03-31", None, "19375000.00", "EUR"),
        ("2026-06-30", None, "19375000.00", "EUR"),
    ]
