"""The debt table out of real filings, against the issuer's own: each cell right or empty, never wrong."""

from __future__ import annotations

import csv
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from monitor.errors import DocumentError
from monitor.extractors.instruments import extract
from monitor.judges.instruments import instruments_on, judge_instruments
from monitor.readers import read_document
from monitor.records import Document, Filing, Instrument, InstrumentEvent, InstrumentTerm, Issuer
from monitor.settings import load_settings, packaged

pytestmark = pytest.mark.corpus

DAYS = (date(2025, 9, 30), date(2026, 2, 2))
# What no filing of the corpus says: the closing reports of September and November 2024 are not in it, and the
# table of 0000950170-25-001854 has months alone ("September 2024").
EMPTY = {("Convert 2028", "issued_on"), ("Convert 2029", "issued_on")}
SECONDS = 4  # for the whole corpus; it takes a good one
ISSUERS = {"riot": "RIOT", "clsk": "CLSK", "mara": "MARA"}


@cache
def read_corpus(corpus: Path) -> tuple[tuple[Document, Filing, Issuer], ...]:
    """Every filing of the manifest, and the other issuers' that can be read."""
    profiles = {one.ticker: one for one in load_settings(config=packaged("monitor.toml"), environ={}).issuers}
    found = []
    with (corpus / "filings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            filing = Filing(
                accession_number=row["accession_number"],
                issuer_cik=int(row["cik"]),
                form=row["form"],
                filed_on=date.fromisoformat(row["filed_on"]),
                accepted_at=datetime.fromisoformat(row["accepted_at"]).astimezone(UTC),
            )
            found.append((read(corpus / row["file"], filing), filing, profiles["MSTR"]))
    for path in sorted((corpus / "other").glob("*.html")):
        if issuer := profiles.get(ISSUERS.get(path.name[:4], "")):
            on = date(2025, 8, 1)
            filing = Filing(
                accession_number=path.stem,
                issuer_cik=issuer.issuer_cik,
                form="10-Q",
                filed_on=on,
                accepted_at=datetime(on.year, on.month, on.day, 20, tzinfo=UTC),
            )
            found.append((read(path, filing), filing, issuer))
    return tuple(found)


def read(path: Path, filing: Filing) -> Document:
    """One document of a filing."""
    try:
        return read_document(
            path.read_bytes(),
            accession_number=filing.accession_number,
            type=filing.form,
            url="",
            filename=path.name,
        )
    except DocumentError as problem:
        raise AssertionError(f"{path}: {problem}") from problem


@cache
def find_facts(corpus: Path) -> tuple[InstrumentTerm | InstrumentEvent, ...]:
    """All terms and events."""
    return tuple(
        fact for document, filing, issuer in read_corpus(corpus) for fact in extract(document, filing, issuer)
    )


def debt_table(corpus: Path, day: date) -> dict[str, Instrument]:
    """The convertible notes outstanding at the end of a day, by the name that the official table gives them."""
    facts = [fact for fact in find_facts(corpus) if fact.issuer_cik == 1050446]
    judged = judge_instruments(
        [fact for fact in facts if isinstance(fact, InstrumentTerm)],
        [fact for fact in facts if isinstance(fact, InstrumentEvent)],
        filings={document.document_id: filing for document, filing, _ in read_corpus(corpus)},
    )
    standing = [one for one in instruments_on(day, judged.versions) if one.kind != "preferred"]
    names = {"0.625-2030": "Convert 2030 A", "0-2030": "Convert 2030 B"}
    return {names.get(key := one.instrument_id.rsplit(":", 1)[1], f"Convert {key[-4:]}"): one for one in standing}


def official(corpus: Path) -> dict[str, dict[str, object]]:
    """The official table. Its days stand one late, as the README of the corpus says, except those of the calls."""
    found: dict[str, dict[str, object]] = {}
    path = corpus / "truth" / "convertible_notes_official_2026-02.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["Name"]:
                found[row["Name"]] = {
                    "principal_usd": Decimal(row["Notional ($M)"].strip("$").replace(",", "")) * 1_000_000,
                    "coupon_rate": Decimal(row["Coupon"].strip("%")),
                    "issued_on": read_us(row["Issue Date"]) - timedelta(days=1),
                    "matures_on": read_us(row["Maturity"]) - timedelta(days=1),
                    "put_on": read_us(row["Put Date"]) - timedelta(days=1),
                    "callable_from_on": read_us(row["Earliest Call Date"]),
                    "conversion_price_usd": Decimal(row["Conversion Price"].strip("$")),
                }
    return found


def read_us(text: str) -> date:
    """ "9/16/2028"."""
    month, day, year = map(int, text.split("/"))
    return date(year, month, day)


def is_right(found: object, true: object) -> bool:
    """Days and rates exactly; amounts to a million, the table's own last digit."""
    if isinstance(found, Decimal) and isinstance(true, Decimal):
        return abs(found - true) < (Decimal(1_000_000) if true > 1_000_000 else Decimal("0.005"))
    return found == true


def measure(corpus: Path, day: date) -> dict[tuple[str, str], str]:
    """Each cell of the official table: "right", "empty" or what is found instead."""
    found = debt_table(corpus, day)
    cells = {}
    for name, row in official(corpus).items():
        for column, true in row.items():
            value = getattr(found[name], column) if name in found else None
            cells[name, column] = "empty" if value is None else "right" if is_right(value, true) else f"{value}"
    return cells


@pytest.mark.parametrize("day", DAYS)
def test_each_cell_of_the_debt_table_is_right_or_empty(corpus: Path, day: date) -> None:
    """Six notes and seven columns; what is empty is what no filing here says."""
    cells = measure(corpus, day)
    assert {cell: found for cell, found in cells.items() if found != "right"} == dict.fromkeys(EMPTY, "empty")
    assert len(cells) == 42


@pytest.mark.parametrize("day", DAYS)
def test_what_was_redeemed_or_repaid_is_gone(corpus: Path, day: date) -> None:
    """The 2025, 2027 and secured notes and the loan no longer stand beside the six."""
    assert sorted(debt_table(corpus, day)) == sorted(official(corpus))


def test_the_preferred_stock_has_its_rates_and_days(corpus: Path) -> None:
    """Five series, the variable one with every change reported here; most of STRE's terms are in no filing."""
    facts = [fact for fact in find_facts(corpus) if isinstance(fact, InstrumentTerm) and fact.kind == "preferred"]
    own = [fact for fact in facts if fact.issuer_cik == 1050446]
    found: dict[tuple[str, str], set[str]] = {}
    for fact in own:
        if fact.term in ("dividend_rate", "cumulative", "payments_per_year", "issued_on"):
            key = (fact.instrument_id.rsplit(":", 1)[1], fact.term)
            value = str(fact.figure if fact.figure is not None else fact.day_on or fact.words)
            found.setdefault(key, set()).add(value)
    assert found == {
        ("STRK", "dividend_rate"): {"8.00"},
        ("STRK", "cumulative"): {"yes"},
        ("STRK", "payments_per_year"): {"4"},
        ("STRK", "issued_on"): {"2025-02-05"},
        ("STRF", "dividend_rate"): {"10.00"},
        ("STRF", "cumulative"): {"yes"},
        ("STRF", "payments_per_year"): {"4"},
        ("STRF", "issued_on"): {"2025-03-25"},
        ("STRD", "dividend_rate"): {"10.00"},
        ("STRD", "cumulative"): {"no"},
        ("STRD", "payments_per_year"): {"4"},
        ("STRD", "issued_on"): {"2025-06-10"},
        ("STRC", "dividend_rate"): {"9.00", "10.00", "10.25", "10.75", "11.25"},
        ("STRC", "cumulative"): {"yes"},
        ("STRC", "payments_per_year"): {"12"},
        ("STRC", "issued_on"): {"2025-07-29"},
        ("STRE", "dividend_rate"): {"10.00"},
        ("STRE", "issued_on"): {"2025-11-13"},
    }


def test_other_issuers_notes_are_read_by_the_same_rules(corpus: Path) -> None:
    """A closing report and 10-Qs of miners; bare thousands in prose give no principal, a table does.

    Of a balance given for two days the earlier one is shown here: the judge takes the later.
    """
    found: dict[str, dict[str, str]] = {}
    for fact in find_facts(corpus):
        if isinstance(fact, InstrumentTerm) and fact.kind != "preferred" and fact.issuer_cik != 1050446:
            value = fact.figure if fact.figure is not None else fact.day_on or fact.words
            found.setdefault(fact.instrument_id, {})[fact.term] = str(value)
    assert found == {
        "1507605:convertible_note:0-2030": {
            "coupon_rate": "0.00",
            "principal_usd": "1E+9",
            "issued_on": "2024-11-20",
            "matures_on": "2030-03-01",
            "conversion_rate": "38.5902",
            "conversion_price_usd": "25.9133",
            "callable_from_on": "2028-03-05",
            "put_on": "2027-12-01",
        },
        "1167419:convertible_note:0.75-2030": {"coupon_rate": "0.75", "principal_usd": "5.944E+8"},
        "827876:convertible_note:0-2030": {
            "coupon_rate": "0",
            "matures_on": "2030-06-15",
            "put_on": "2028-06-15",
            "conversion_rate": "67.5858",
            "conversion_price_usd": "14.80",
            "callable_from_on": "2028-06-20",
        },
        "827876:loan:western-alliance-bank-credit": {
            "matures_on": "2029-08-14",
            "matures_in": "2029-08",
            "coupon_rate": "7.32",
            "principal_usd": "6.839E+6",
        },
        "827876:loan:coinbase-line-of-credit": {"coupon_rate": "8.50", "principal_usd": "5.0000E+7"},
        "1167419:loan:20-million-credit-facility": {"principal_usd": "2.0000E+7"},
        "1167419:loan:50-million-credit-facility": {"matures_on": "2026-07-15", "principal_usd": "3.4272E+7"},
        "1167419:loan:100-million-credit-facility": {"principal_usd": "1.00E+8"},
        # The same loan, made larger: the judge makes one of both.
        "1167419:loan:200-million-credit-facility": {
            "formerly": "1167419:loan:100-million-credit-facility",
            "principal_usd": "2.00E+8",
        },
    }


def test_it_is_quick(corpus: Path) -> None:
    """Seconds of work for the whole corpus, reading left out."""
    documents = read_corpus(corpus)
    started = time.process_time()
    for document, filing, issuer in documents:
        list(extract(document, filing, issuer))
    assert time.process_time() - started < SECONDS
