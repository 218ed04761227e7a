"""What falls due: the next three years by quarter, as rows and as a chart of bars."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monitor.publish.axes import (
    BOTTOM,
    LEFT,
    NARROW,
    RIGHT,
    TOP,
    Panel,
    draw_frame,
    draw_scale,
    round_up,
)
from monitor.publish.figures import find_number, format_usd_short
from monitor.publish.rows import Row, choose_issuer, fetch_rows, list_issuers

# In the order in which they stand on each other: what is paid in any case at the bottom.
KINDS = {
    "interest": "interest",
    "dividend": "dividends",
    "put": "if holders ask for it (put)",
    "maturity": "principal due",
    "redemption": "redemption",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """One quarter with what falls due in it."""

    name: str  # "2026 Q3"
    sums: dict[str, Decimal]  # dollars by kind, only those that occur
    abroad: dict[str, Decimal]  # what is not paid in dollars, by currency
    rows: list[Row]  # of the view `obligation_calendar`, by day

    @property
    def regular_usd(self) -> Decimal:
        """Interest and dividends."""
        return self.sums.get("interest", Decimal(0)) + self.sums.get("dividend", Decimal(0))

    @property
    def total_usd(self) -> Decimal:
        """Everything that may be asked for, a put included."""
        return sum(self.sums.values(), Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationsPage:
    """The calendar of one issuer. It starts on the day of the newest filing in the store."""

    issuers: list[Row]
    issuer: Row | None
    from_on: str | None
    quarters: list[Quarter]  # without holes, in order
    sums: dict[str, Decimal]  # over all of it, by kind
    kinds: dict[str, str]  # those that occur, with their words


def read_obligations_page(connection: sqlite3.Connection, *, ticker: str | None = None) -> ObligationsPage:
    """Everything on the page of what falls due."""
    issuers = list_issuers(connection, "obligations")
    issuer = choose_issuer(issuers, ticker)
    newest = connection.execute("SELECT substr(max(accepted_at), 1, 10) FROM filings").fetchone()[0]
    rows = fetch_rows(
        connection,
        """SELECT * FROM obligation_calendar WHERE issuer_cik = :cik
           ORDER BY due_on, kind, name, obligation_id""",
        {"cik": issuer["issuer_cik"] if issuer else None},
    )
    return ObligationsPage(
        issuers=issuers,
        issuer=issuer,
        from_on=newest,
        quarters=[
            Quarter(name=name, sums=_sum_kinds(group), abroad=_sum_abroad(group), rows=group)
            for name in _name_quarters(rows)
            for group in [[row for row in rows if row["quarter"] == name]]
        ],
        sums=_sum_kinds(rows),
        kinds={kind: words for kind, words in KINDS.items() if any(row["kind"] == kind for row in rows)},
    )


def draw_quarters(quarters: list[Quarter], *, width: int, root: str = "") -> Markup:
    """A bar for each quarter, its kinds on each other; nothing when nothing falls due.

    `width` is in units of the picture (one is one CSS pixel at full size); `root` is put before links.
    """
    if not quarters:
        return Markup("")
    narrow = width < NARROW
    panel = Panel(
        top=TOP, height=180 if narrow else 230, ceiling=round_up(quarter.total_usd for quarter in quarters)
    )
    room = (width - LEFT - RIGHT) / len(quarters)
    name = f"quarters-{width}"
    parts = [
        Markup('<title id="{}-title">What falls due by quarter</title><desc id="{}-desc">{}</desc>').format(
            name, name, describe(quarters)
        ),
        *draw_scale(
            panel, width, "US dollars a quarter", lambda value: format_usd_short(value).replace("illion", "")
        ),
    ]
    for number, quarter in enumerate(quarters):
        left = LEFT + number * room
        parts.append(_draw_bar(quarter, panel, round(left + room * 0.16, 1), round(room * 0.68, 1), root))
        year, season = quarter.name.split()
        middle = round(left + room / 2, 1)
        if not narrow or number % 2 == 0:
            parts.append(
                Markup('<text class="tick tick-day" x="{}" y="{}">{}</text>').format(
                    middle, panel.floor + 16, season
                )
            )
        if season == "Q1" or number == 0:
            parts.append(
                Markup('<text class="tick tick-day" x="{}" y="{}">{}</text>').format(
                    middle, panel.floor + 31, year
                )
            )
    return draw_frame(parts, name=name, width=width, height=round(panel.floor + BOTTOM + 12))


def describe(quarters: list[Quarter]) -> str:
    """The chart in a sentence, for those who do not see it."""
    largest = max(quarters, key=lambda quarter: quarter.total_usd)
    return (
        f"{len(quarters)} quarters from {quarters[0].name} to {quarters[-1].name}. The most falls due in "
        f"{largest.name}: {format_usd_short(largest.total_usd)}. The same figures follow as a table."
    )


def _draw_bar(quarter: Quarter, panel: Panel, left: float, width: float, root: str) -> Markup:
    pieces, below = [], Decimal(0)
    for kind, words in KINDS.items():
        if not (amount := quarter.sums.get(kind)):
            continue
        bottom, top = panel.y(below), panel.y(below + amount)
        below += amount
        pieces.append(
            Markup(
                '<rect class="bar bar-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
            ).format(
                kind, left, top, width, round(max(bottom - top, 0.8), 1),
                f"{quarter.name}: {words} {format_usd_short(amount)}",
            )
        )  # fmt: skip
    return Markup('<a href="{}#{}" aria-label="{}">{}</a>').format(
        f"{root}/obligations",
        quarter.name.replace(" ", "-"),
        f"{quarter.name}: {format_usd_short(quarter.total_usd)}",
        Markup("").join(pieces),
    )


def _sum_abroad(rows: list[Row]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row["currency"] != "USD":
            sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + (
                find_number(row["amount"]) or Decimal(0)
            )
    return sums


def _sum_kinds(rows: list[Row]) -> dict[str, Decimal]:
    """Dollars by kind."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row["currency"] != "USD":
            continue
        sums[row["kind"]] = sums.get(row["kind"], Decimal(0)) + (find_number(row["amount_usd"]) or Decimal(0))
    return sums


def _name_quarters(rows: list[Row]) -> list[str]:
    """Every quarter from the first to the last, those in which nothing falls due included."""
    if not rows:
        return []
    first, last = rows[0]["quarter"], rows[-1]["quarter"]
    year, season = int(first[:4]), int(first[-1])
    names = [first]
    while names[-1] < last:
        year, season = (year + 1, 1) if season == 4 else (year, season + 1)
        names.append(f"{year} Q{season}")
    return names
