"""Issuance in the real filings: no table and no purchase footnote missed, no total contradicted."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from monitor.extractors.issuances import check, extract
from monitor.readers import read_document
from monitor.records import Filing, Issuance, Problem, PurchaseFunding
from monitor.settings import load_settings, packaged

pytestmark = pytest.mark.corpus

TABLE = re.compile(r"<table.*?</table>", re.DOTALL | re.IGNORECASE)
HEADED = re.compile(r"Shares\s*Sold")
FUNDED = re.compile(r"purchases were (?:made using|funded)")


@cache
def read_corpus(
    corpus: Path,
) -> list[tuple[str, Filing, tuple[Issuance | PurchaseFunding, ...], tuple[Problem, ...]]]:
    """Every filing of the manifest: its raw page, facts and problems."""
    settings = load_settings(config=packaged("monitor.toml"), environ={})
    issuer = next(one for one in settings.issuers if one.ticker == "MSTR")
    found = []
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
            raw = (corpus / row["file"]).read_bytes()
            document = read_document(
                raw, accession_number=filing.accession_number, type=filing.form, url="", filename=row["file"]
            )
            facts = tuple(extract(document, filing, issuer))
            problems = tuple(check(document, filing, issuer))
            found.append((raw.decode("utf-8", "replace"), filing, facts, problems))
    return found


def words(markup: str) -> str:
    """A page or table as plain words, by another way than the reader's."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def offerings(corpus: Path) -> Iterator[tuple[str, str, Decimal | None, date | None]]:
    """The offerings of current reports."""
    for _, filing, facts, _ in read_corpus(corpus):
        for fact in facts:
            if isinstance(fact, Issuance) and fact.kind == "offering" and filing.form == "8-K":
                yield filing.accession_number, fact.security, fact.net_proceeds_usd, fact.period_end_on


def test_every_table_of_shares_sold_is_captured(corpus: Path) -> None:
    """Tables counted in the raw pages by their heading, against those that gave facts."""
    expected, found = [], []
    for raw, filing, facts, _ in read_corpus(corpus):
        if any(HEADED.search(words(table)) for table in TABLE.findall(raw)):
            expected.append(filing.accession_number)
        if any(isinstance(fact, Issuance) and fact.extractor == "issuances.table" for fact in facts):
            found.append(filing.accession_number)
    assert (len(expected), found) == (32, expected)


def test_every_row_of_these_tables_gives_its_figures(corpus: Path) -> None:
    """Shares and proceeds stand in every row, and every total agrees with its rows."""
    rows = [
        fact
        for _, _, facts, _ in read_corpus(corpus)
        for fact in facts
        if isinstance(fact, Issuance) and fact.extractor == "issuances.table"
    ]
    bare = [fact.security for fact in rows if fact.shares is None or fact.net_proceeds_usd is None]
    problems = [problem.message for *_, found in read_corpus(corpus) for problem in found]
    assert (len(rows), bare, problems) == (119, [], [])


def test_every_purchase_footnote_is_captured_with_its_period(corpus: Path) -> None:
    """Footnotes and sentences counted in the raw pages, against the fundings found, each with its two days."""
    expected, found = {}, {}
    for raw, filing, facts, _ in read_corpus(corpus):
        fundings = [
            fact for fact in facts if isinstance(fact, PurchaseFunding) and FUNDED.search(fact.source.quote)
        ]
        assert all(fact.period_start_on and fact.period_end_on for fact in fundings)
        assert all(fact.securities or fact.other_sources for fact in fundings)
        if count := len(FUNDED.findall(words(raw))):
            expected[filing.accession_number] = count
        if fundings:
            found[filing.accession_number] = len({fact.source.quote_start for fact in fundings})
    assert (sum(expected.values()), found) == (40, expected)


def test_offerings_count_from_their_closing(corpus: Path) -> None:
    """Net proceeds of closed offerings; the estimates at pricing, of other amounts, are none."""
    found = sorted({(day, net) for _, _, net, day in offerings(corpus) if net is not None and day is not None})
    assert found == [
        (date(2020, 12, 11), Decimal("634.9E6")),
        (date(2021, 6, 14), Decimal("487.7E6")),
        (date(2024, 3, 8), Decimal("782.0E6")),
        (date(2024, 3, 18), Decimal("592.3E6")),
        (date(2024, 6, 18), Decimal("786.0E6")),
        (date(2024, 12, 31), Decimal("2.97E9")),
        (date(2025, 2, 5), Decimal("563.3E6")),
        (date(2025, 2, 5), Decimal("563.4E6")),
        (date(2025, 2, 21), Decimal("1.99E9")),
        (date(2025, 3, 25), Decimal("711.2E6")),
        (date(2025, 6, 10), Decimal("979.7E6")),
        (date(2025, 7, 29), Decimal("2.47E9")),
        (date(2025, 11, 13), Decimal("703.9E6")),
    ]


def test_repurchases_are_kept_apart(corpus: Path) -> None:
    """The share repurchase program of two quarterly reports, and nothing of it among the issuances."""
    found = {
        (fact.shares, fact.net_proceeds_usd, fact.period_end_on)
        for _, _, facts, _ in read_corpus(corpus)
        for fact in facts
        if isinstance(fact, Issuance) and fact.kind == "repurchase"
    }
    assert found == {
        (Decimal(354633), Decimal("50.7E6"), date(2020, 3, 31)),
        (Decimal(5674226), Decimal("590.9E6"), date(2021, 3, 31)),
        (Decimal(5674226), Decimal("590.9E6"), date(2022, 3, 31)),
    }
