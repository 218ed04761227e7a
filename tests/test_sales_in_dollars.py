"""Coins sold for so many dollars, and not said how many: a problem in the place of a guess."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.extractors.holdings import check, extract
from monitor.readers import read_document
from monitor.records import Asset, Document, Filing, HoldingsChange, Issuer

MINER = Issuer(
    issuer_cik=827876,
    ticker="CLSK",
    name="CleanSpark, Inc.",
    assets=(Asset(asset="bitcoin", words=("bitcoin", "BTC")),),
)
REPORT = Filing(
    accession_number="0000827876-26-000001",
    issuer_cik=827876,
    form="10-Q",
    filed_on=date(2026, 8, 6),
    accepted_at=datetime(2026, 8, 6, 20, tzinfo=UTC),
    period_on=date(2026, 6, 30),
)
ROWS = """<table><tr><td>($ in thousands)</td><td>June 30, 2026</td><td>June 30, 2025</td></tr>
<tr><td>Beginning balance</td><td>$979,635</td><td>$357,981</td></tr>
<tr><td>{row}</td><td>{figure}</td><td>—</td></tr>
<tr><td>Ending balance</td><td>$1,079,754</td><td>$413,033</td></tr></table>"""


def read(body: str) -> Document:
    page = f"<html><body><p>Bitcoin of the three months ended June 30, 2026:</p>{body}</body></html>"
    return read_document(page.encode(), accession_number="a", type="10-Q", url="", filename="10q.htm")


def test_a_sale_in_dollars_alone_is_a_problem() -> None:
    """The row and its figure are named; nothing becomes a fact."""
    document = read(ROWS.format(row="Bitcoin sold", figure="(127,829)"))
    found = list(check(document, REPORT, MINER))
    assert [(one.kind, "Bitcoin sold (127,829)" in one.message) for one in found] == [("sale_without_units", True)]
    assert [fact.kind for fact in extract(document, REPORT, MINER) if isinstance(fact, HoldingsChange)] == []


@pytest.mark.parametrize(
    "body",
    [
        ROWS.format(row="Bitcoin sold", figure="—"),
        ROWS.format(row="Proceeds from sale of miners", figure="42,832"),
        ROWS.format(row="Bitcoin sold", figure="(127,829)")
        + "<p>During the three months ended June 30, 2026, we sold 1,250 bitcoin for $127.8 million.</p>",
    ],
    ids=["a dash", "machines", "the number is given"],
)
def test_nothing_else_is(body: str) -> None:
    """No sale, a sale of something else, a sale with its number."""
    assert list(check(read(body), REPORT, MINER)) == []


@pytest.mark.corpus
def test_the_miner_that_gives_no_number(corpus: Path) -> None:
    """CleanSpark's report for June 2025 tells of sales for $127.8 million, and nowhere of how many coins."""
    raw = (corpus / "other" / "clsk-10q-10Q-2025-06-30.html").read_bytes()
    document = read_document(raw, accession_number="a", type="10-Q", url="", filename="10q.htm")
    assert [one.kind for one in check(document, REPORT, MINER)] == ["sale_without_units"]
