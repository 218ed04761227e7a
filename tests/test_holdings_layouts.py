"""Whatever layout a weekly report takes, its change, its days and its holding are found, and nothing else.

The layouts are written by us in the manner of filings since June 2026: heading and value cells of their own,
spacer cells, "$" in a cell of its own, marks glued to headings and values, dashes for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from monitor.extractors.holdings import extract
from monitor.readers import read_document
from monitor.records import Asset, Filing, HoldingsTotal, Issuer

ISSUER = Issuer(
    issuer_cik=1050446,
    ticker="MSTR",
    name="Strategy Inc",
    names=("Strategy", "MacroStrategy"),
    assets=(Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC")),),
)
AROUND = """
<p>ATM Update</p><table><tr><td colspan="5">During Period {a} to {b}</td></tr>
<tr><td>Security</td><td colspan="2">Shares Sold (1)</td><td colspan="2">Net Proceeds (in millions)</td></tr>
<tr><td>STRC Stock</td><td></td><td>90,210</td><td>$</td><td>8.4</td></tr></table>
<p>Repurchase Update</p><table><tr><td colspan="5">During Period {a} to {b}</td></tr>
<tr><td>Security</td><td colspan="2">Shares Repurchased</td><td colspan="2">Average Repurchase Price</td></tr>
<tr><td>STRC Stock</td><td></td><td>310,000</td><td>$</td><td>91.60</td></tr></table>
{body}
<p>USD Cash Update</p><p>As of {b}, USD Cash was $0.41 billion, which includes net proceeds of bitcoin sales.</p>
<p>The capital framework has a floor of 500 bitcoin and a cap of 5,000 bitcoin to be sold in a quarter.
The program has 17,500 bitcoin left.</p>
"""


@dataclass(frozen=True)
class Week:
    """What is disclosed: `moved` coins bought (or, below 0, sold) at `price` each, `held` after it."""

    first: date
    last: date
    moved: int
    price: int
    held: int
    cost: int

    @property
    def days(self) -> str:
        return f"{said(self.first)} to {said(self.last)}"

    @property
    def side(self) -> str:
        return "Sale" if self.moved < 0 else "Purchase"

    @property
    def change(self) -> list[str]:
        """Units, millions and price as cells."""
        count = abs(self.moved)
        if not count:
            return ["-", "$ -", "$ -"]
        return [f"{count:,}", f"$ {count * self.price / 10**6:,.1f}", f"$ {self.price:,}"]

    @property
    def holding(self) -> list[str]:
        """Units, billions and average as cells."""
        return [f"{self.held:,}", f"$ {self.cost / 10**9:,.2f}", f"$ {round(self.cost / self.held):,}"]


def said(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def heading(texts: list[str]) -> str:
    return "".join(f'<td colspan="2">{text}</td><td></td>' for text in texts)


def values(cells: list[str]) -> str:
    """ "$ 63.89" is two cells, as filing agents write it."""
    return "".join("<td>{}</td><td>{}</td><td></td>".format(*cell.rpartition(" ")[::2]) for cell in cells)


def table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def names(week: Week, mark: str = " (2)") -> list[str]:
    verb = "Sold" if week.moved < 0 else "Acquired"
    return [
        f"BTC {verb} (1)",
        f"Aggregate {week.side} Price (in millions){mark}",
        f"Average {week.side} Price{mark}",
    ]


HOLDING = ["Aggregate BTC Holdings", "Aggregate Purchase Price (in billions) (2)", "Average Purchase Price (2)"]


def one_table(week: Week) -> str:
    over = f'<td colspan="8">During Period {week.days}</td><td></td><td colspan="8">As of {said(week.last)}</td>'
    return table(over, heading([*names(week), *HOLDING]), values([*week.change, *week.holding]))


def two_tables_with_marks(week: Week) -> str:
    units, *money = week.change
    changed = table(
        f'<td colspan="8">During Period {week.days}*</td>',
        heading([name.replace(" (1)", "") for name in names(week, "<sup>(2)</sup>")]),
        values([units, *money]).replace(f">{units}<", f">{units}<sup>(1)</sup><" if week.moved else f">{units}<"),
    )
    held = table(f'<td colspan="8">As of {said(week.last)}*</td>', heading(HOLDING), values(week.holding))
    return f"{changed}<p></p>{held}<p>* Settled by 5:00 p.m. Eastern Time.</p>"


def net_column(week: Week) -> str:
    units, *money = week.change
    net = [
        "BTC Purchased / (Sold)",
        "Aggregate Purchase / (Sale) Price (in millions)",
        "Average Purchase / (Sale) Price",
    ]
    cells = [f"({units})" if week.moved < 0 else units, *money]
    over = f'<td colspan="8">During Period {week.days}</td><td></td><td colspan="8">As of {said(week.last)}</td>'
    return table(over, heading([*net, *HOLDING]), values([*cells, *week.holding]))


def both_sides(week: Week) -> str:
    nothing = ["-", "$ -", "$ -"]
    bought, sold = (week.change, nothing) if week.moved > 0 else (nothing, week.change)
    columns = [
        f"{name} {side} Price{unit}" if name else f"BTC {side}"
        for side in ("Purchase", "Sale")
        for name, unit in (("", ""), ("Aggregate", " (in millions)"), ("Average", ""))
    ]
    columns = [{"BTC Purchase": "BTC Purchased", "BTC Sale": "BTC Sold"}.get(name, name) for name in columns]
    changed = table(f'<td colspan="17">During Period {week.days}</td>', heading(columns), values([*bought, *sold]))
    return changed + table(f'<td colspan="8">As of {said(week.last)}</td>', heading(HOLDING), values(week.holding))


def on_its_side(week: Week) -> str:
    rows = [f'<td></td><td colspan="2">During Period {week.days}</td>']
    rows += [f"<td>{name}</td>{values([cell])}" for name, cell in zip(names(week), week.change, strict=True)]
    rows.append(f'<td></td><td colspan="2">As of {said(week.last)}</td>')
    rows += [f"<td>{name}</td>{values([cell])}" for name, cell in zip(HOLDING, week.holding, strict=True)]
    return table(*rows)


def rows_of_both(week: Week) -> str:
    nothing = ["-", "$ -", "$ -"]
    bought, sold = (week.change, nothing) if week.moved > 0 else (nothing, week.change)
    changed = table(
        f"<td>During Period {week.days}</td>" + heading(["BTC", "Aggregate Price (in millions)", "Average Price"]),
        f"<td>BTC Purchased</td>{values(bought)}",
        f"<td>BTC Sold</td>{values(sold)}",
    )
    return changed + table(f'<td colspan="8">As of {said(week.last)}</td>', heading(HOLDING), values(week.holding))


def sentences(week: Week) -> str:
    _, cost, average = (cell.replace(" ", "") for cell in week.holding)
    held = (
        f"As of {said(week.last)}, Strategy holds approximately {week.held:,} bitcoin, acquired at an aggregate "
    )
    held += (
        f"purchase price of {cost} billion and an average purchase price of approximately {average} per bitcoin."
    )
    units, amount, price = (cell.replace(" ", "") for cell in week.change)
    period = f"during the period {week.days}"
    if not week.moved:
        did = f"Strategy did not purchase or sell any bitcoin {period}."
    elif week.moved > 0:
        did = f"Strategy bought {units} bitcoin for {amount} million at an average price of {price} per bitcoin "
        did += f"{period}."
    else:
        did = f"Strategy sold an aggregate of {units} bitcoin {period} for net proceeds of {amount} million, "
        did += f"at a weighted average price of {price} per bitcoin."
    return f"<p>{held} {did}</p>"


LAYOUTS: list[Callable[[Week], str]] = [
    one_table,
    two_tables_with_marks,
    net_column,
    both_sides,
    on_its_side,
    rows_of_both,
    sentences,
]


def read(source: str, day: date) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """(changes, totals) of a report filed on a day."""
    filing = Filing(
        accession_number="0000000000-26-000001",
        issuer_cik=ISSUER.issuer_cik,
        form="8-K",
        filed_on=day,
        accepted_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        period_on=day,
    )
    document = read_document(
        source.encode(), accession_number=filing.accession_number, type="8-K", url="", filename="report.htm"
    )
    changes: set[tuple[object, ...]] = set()
    totals: set[tuple[object, ...]] = set()
    for fact in extract(document, filing, ISSUER):
        if isinstance(fact, HoldingsTotal):
            totals.add((fact.as_of_on, fact.units, fact.average_cost_usd))
        else:
            changes.add((fact.kind, fact.units, fact.average_price_usd, fact.period_start_on, fact.period_end_on))
    return changes, totals


def expected_of(week: Week) -> tuple[tuple[object, ...], tuple[object, ...]]:
    kind = "sold" if week.moved < 0 else "acquired" if week.moved else "none"
    price = Decimal(week.price) if week.moved else None
    change = (kind, Decimal(abs(week.moved)), price, week.first, week.last)
    return change, (week.last, Decimal(week.held), Decimal(round(week.cost / week.held)))


@pytest.mark.parametrize("moved", [-2500, -32, 0, 7, 22480])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_week_in_any_layout(layout: Callable[[Week], str], moved: int) -> None:
    """Units, price, days, holding and average cost of a week, and no shares, caps or cash taken for coins."""
    week = Week(
        date(2026, 8, 3), date(2026, 8, 9), moved, 64_120, 843_706 + moved, 63_870_000_000 + moved * 75_700
    )
    source = AROUND.format(a=said(week.first), b=said(week.last), body=f"<p>BTC Update</p>{layout(week)}")
    change, total = expected_of(week)
    assert read(source, date(2026, 8, 10)) == ({change}, {total})


@pytest.mark.parametrize("second", [-2300, 0, 410])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_two_periods_around_a_quarters_end(layout: Callable[[Week], str], second: int) -> None:
    """Each of the two periods of a report has its own change and its own holding."""
    old = Week(date(2026, 9, 28), date(2026, 9, 30), -1204, 61_037, 842_502, 63_780_000_000)
    new = Week(
        old.last + timedelta(1), date(2026, 10, 4), second, 64_565, 842_502 + second, 63_780_000_000 + second
    )
    source = AROUND.format(
        a=said(old.first), b=said(new.last), body=f"<p>BTC Update</p>{layout(old)}{layout(new)}"
    )
    expected = [expected_of(old), expected_of(new)]
    assert read(source, date(2026, 10, 5)) == ({one for one, _ in expected}, {total for _, total in expected})
