"""Issuance tables and sentences of any figures: what is printed is what is found, in any order of columns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from monitor.extractors import extract_facts
from monitor.extractors.issuances import check, extract
from monitor.readers import read_document
from monitor.records import Asset, Document, Filing, Issuance, Issuer, PurchaseFunding

BITCOIN = Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC"))
STRATEGY = Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", assets=(BITCOIN,))
FILING = Filing(
    accession_number="0000000000-26-000001",
    issuer_cik=1050446,
    form="8-K",
    filed_on=date(2026, 3, 9),
    accepted_at=datetime(2026, 3, 9, 12, tzinfo=UTC),
    period_on=date(2026, 3, 9),
)
COLUMNS = {
    "shares": "Shares Sold",
    "notional": "Notional Value (in millions)",
    "net": "Net Proceeds (in millions)",
    "available": "Available for Issuance and Sale (in millions)",
}
# Tenths of a million; 0 is printed as a dash.
row = st.fixed_dictionaries(
    {
        "shares": st.integers(1, 9_999_999),
        "notional": st.integers(1, 99_999),
        "net": st.integers(30_000, 999_999),
        "available": st.integers(1, 999_999),
    }
)


def read(body: str) -> Document:
    """A filing with this body."""
    source = f"<html><body><p>Item 8.01 Other Events.</p>{body}</body></html>"
    return read_document(
        source.encode(), accession_number=FILING.accession_number, type="8-K", url="", filename="a.htm"
    )


def issuances(body: str) -> list[Issuance]:
    """The issuances of a filing with this body, each quote checked against the text."""
    document = read(body)
    found = [fact for fact in extract(document, FILING, STRATEGY) if isinstance(fact, Issuance)]
    for fact in found:
        assert document.text[fact.source.quote_start : fact.source.quote_end] == fact.source.quote
    return found


def printed(name: str, value: int) -> str:
    """A cell: a count with commas, or tenths of a million as dollars."""
    if name == "shares":
        return f"{value:,}"
    return f"${value // 10:,}.{value % 10}" if value else "$-"


def table(rows: list[dict[str, int]], order: list[str], total: int) -> str:
    """A weekly table of these rows, its columns in any order, with a total of the net proceeds."""
    cells = ["<tr><td></td><td colspan='4'>During Period March 2, 2026 to March 8, 2026</td></tr>"]
    cells.append("<tr><td>Security</td>" + "".join(f"<td>{COLUMNS[name]}</td>" for name in order) + "</tr>")
    for number, one in enumerate(rows):
        line = "".join(f"<td>{printed(name, one[name])}</td>" for name in order)
        cells.append(f"<tr><td>STR{chr(65 + number)} Stock</td>{line}</tr>")
    line = "".join(f"<td>{printed('net', total) if name == 'net' else ''}</td>" for name in order)
    cells.append(f"<tr><td>Total</td>{line}</tr>")
    return f"<p>At-the-market program:</p><table>{''.join(cells)}</table>"


def millions(tenths: int) -> Decimal:
    """Tenths of a million as printed: good to a tenth of a million."""
    return Decimal(tenths).scaleb(5)


@given(st.lists(row, min_size=1, max_size=5), st.permutations(list(COLUMNS)))
def test_a_table_is_read_by_its_headings(rows: list[dict[str, int]], order: list[str]) -> None:
    """Every figure of every row is found under its own meaning, whatever the order of the columns."""
    found = issuances(table(rows, order, sum(one["net"] for one in rows)))
    expected = [
        (
            f"STR{chr(65 + number)} Stock",
            Decimal(one["shares"]),
            millions(one["notional"]),
            millions(one["net"]),
            millions(one["available"]),
            date(2026, 3, 2),
            date(2026, 3, 8),
        )
        for number, one in enumerate(rows)
    ]
    assert [
        (
            one.security,
            one.shares,
            one.notional_usd,
            one.net_proceeds_usd,
            one.available_usd,
            one.period_start_on,
            one.period_end_on,
        )
        for one in found
    ] == expected


@given(st.lists(row, min_size=1, max_size=5), st.integers(10, 10_000))
def test_a_column_that_contradicts_its_total_is_left_out_and_reported(
    rows: list[dict[str, int]], excess: int
) -> None:
    """A million or more beside the sum is no rounding: no proceeds are given, the other columns stay."""
    body = table(rows, list(COLUMNS), sum(one["net"] for one in rows) + excess)
    found = issuances(body)
    assert [one.net_proceeds_usd for one in found] == [None] * len(rows)
    assert [one.available_usd for one in found] == [millions(one["available"]) for one in rows]
    assert [problem.kind for problem in check(read(body), FILING, STRATEGY)] == ["issuance_total_mismatch"]


@given(st.lists(row, min_size=1, max_size=5), st.integers(-1, 1))
def test_a_total_may_differ_by_rounding(rows: list[dict[str, int]], drift: int) -> None:
    """A total rounded from unrounded rows may miss their sum by the last digit."""
    body = table(rows, list(COLUMNS), sum(one["net"] for one in rows) + drift)
    assert [one.net_proceeds_usd for one in issuances(body)] == [millions(one["net"]) for one in rows]


@given(st.integers(1, 99_999_999), st.integers(1, 99_999))
def test_a_sentence_gives_its_figures(shares: int, tenths: int) -> None:
    """Shares and net proceeds of a program in prose, with the precision they are printed with."""
    [found] = issuances(
        "<p>During the period between March 2, 2026 and March 8, 2026, the Company sold an aggregate of"
        f" {shares:,} shares of its class A common stock under the Sales Agreement for aggregate net proceeds"
        f" (less sales commissions) of approximately ${tenths // 10:,}.{tenths % 10} million.</p>"
    )
    assert (found.kind, found.shares, found.net_proceeds_usd) == ("atm", Decimal(shares), millions(tenths))


def test_a_sale_in_may_is_not_a_plan() -> None:
    """The month of May hedges nothing; "may sell" does."""
    sold = "sold 1,000 shares of class A common stock under its ATM for net proceeds of $0.2 million"
    assert len(issuances(f"<p>Between May 4, 2026 and May 10, 2026, the Company {sold}.</p>")) == 1
    assert issuances(f"<p>Between May 4, 2026 and May 10, 2026, the Company may have {sold}.</p>") == []


def test_every_fact_has_an_id_of_its_own() -> None:
    """Two sources with amounts in one sentence are two facts with one quote and two ids."""
    document = read(
        "<p>Between March 2, 2026 and March 8, 2026 we acquired 100 bitcoins for $7.0 million, using $5.0 million"
        " of proceeds from the STRC ATM and $2.0 million of excess cash.</p>"
    )
    found = [one for one in extract_facts(document, FILING, STRATEGY) if isinstance(one, PurchaseFunding)]
    assert [(one.securities, one.other_sources, one.amount_usd) for one in found] == [
        ("STRC ATM", "", Decimal("5.0E6")),
        ("", "excess cash", Decimal("2.0E6")),
    ]
    assert len({one.funding_id for one in found}) == len(found)
