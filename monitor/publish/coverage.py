"""How many months the cash lasts: over time as a chart, and for one day every balance and payment counted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from monitor.publish.axes import (
    BOTTOM,
    LEFT,
    NARROW,
    RIGHT,
    TOP,
    Panel,
    draw_days,
    draw_frame,
    draw_scale,
    round_up,
)
from monitor.publish.dues import OLD
from monitor.publish.figures import find_number, format_day, format_number, format_usd_short, read_day
from monitor.publish.rows import Row, choose_issuer, fetch_rows, list_issuers


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """The coverage of one issuer; `history` is newest first."""

    issuers: list[Row]
    issuer: Row | None
    history: list[Row]  # of the view `coverage`
    chosen: Row | None  # the day that is told in full
    balances: list[Row]  # the numerator: rows of `cash_balances`
    payments: list[Row]  # the denominator: rows of `obligation_versions`, as foreseen on the day


def read_coverage_page(
    connection: sqlite3.Connection,
    *,
    ticker: str | None = None,
    day: date | None = None,
) -> CoveragePage:
    """Everything on the page. `day` chooses the last row of that day or before."""
    issuers = list_issuers(connection, "payment_coverages")
    issuer = choose_issuer(issuers, ticker)
    history = fetch_rows(
        connection,
        "SELECT * FROM coverage WHERE issuer_cik = :cik ORDER BY as_of_on DESC",
        {"cik": issuer["issuer_cik"] if issuer else None},
    )
    chosen = next((row for row in history if day is None or row["as_of_on"] <= day.isoformat()), None)
    return CoveragePage(
        issuers=issuers,
        issuer=issuer,
        history=history,
        chosen=chosen,
        balances=_fetch_balances(connection, chosen),
        payments=_fetch_payments(connection, chosen),
    )


def draw_coverage(history: list[Row], *, width: int, root: str = "") -> Markup:
    """Months over time as a stepped line, each point a link to its day; nothing for fewer than two days."""
    points = [
        (day, months)
        for row in reversed(history)
        if (day := read_day(row["as_of_on"])) and (months := find_number(row["months"])) is not None
    ]
    if len(points) < 2:
        return Markup("")
    narrow = width < NARROW
    first, last = points[0][0], points[-1][0]
    span = max((last - first).days, 1)
    panel = Panel(top=TOP, height=130 if narrow else 170, ceiling=round_up(months for _, months in points))

    def x(day: date) -> float:
        return round(LEFT + (width - LEFT - RIGHT) * (day - first).days / span, 1)

    line, area = [], []
    for run in _split_runs(points):
        steps = "".join(f"H{x(day)}V{panel.y(months)}" for day, months in run)
        line.append(f"M{x(run[0][0])} {panel.y(run[0][1])}{steps}")
        area.append(f"M{x(run[0][0])} {panel.floor}{steps}V{panel.floor}Z")
    name = f"coverage-{width}"
    rows = {row["as_of_on"]: row for row in history}
    parts = [
        Markup(
            '<title id="{}-title">Months of interest and dividends covered</title><desc id="{}-desc">{}</desc>'
        ).format(
            name,
            name,
            f"From {format_number(points[0][1])} months on {format_day(first)} to "
            f"{format_number(points[-1][1])} months on {format_day(last)}.",
        ),
        *draw_scale(
            panel, width, "Months of interest and dividends" + ("" if narrow else " covered"), format_number
        ),
        *draw_days(first, last, x, (panel,), narrow=narrow),
        Markup('<path class="area" d="{}"/>').format("".join(area)),
        Markup('<path class="line" d="{}"/>').format("".join(line)),
        *(
            Markup(
                '<a href="{}" tabindex="-1"><circle class="point" cx="{}" cy="{}" r="5">'
                "<title>{}</title></circle></a>"
            ).format(
                f"{root}/coverage?day={day.isoformat()}",
                x(day),
                panel.y(months),
                f"{format_day(day)}: {format_number(months)} months, "
                f"{format_usd_short(rows[day.isoformat()]['reserves_usd'])} against "
                f"{format_usd_short(rows[day.isoformat()]['obligations_usd'])} a year",
            )
            for day, months in points
        ),
        Markup('<line class="cursor" x1="0" x2="0" y1="{}" y2="{}" visibility="hidden"/>').format(
            TOP, panel.floor
        ),
    ]
    return draw_frame(parts, name=name, width=width, height=round(panel.floor + BOTTOM))


def _split_runs(points: list[tuple[date, Decimal]]) -> list[list[tuple[date, Decimal]]]:
    """The points in stretches in which the last balance is not too old; each ends with the day until it counts."""
    runs: list[list[tuple[date, Decimal]]] = [[]]
    for (day, months), after in zip(points, [*points[1:], None], strict=True):
        runs[-1].append((day, months))
        if after and after[0] - day > OLD:
            runs[-1].append((day + OLD, months))
            runs.append([])
    return runs


# The facts that a day of the coverage lists by their ids, joined by commas; largest first.
LISTED = """SELECT t.*, f.form, d.accession_number, f.reconstruction
    FROM json_each('["' || replace(:ids, ',', '","') || '"]') e
    {join}
    JOIN documents d ON d.document_id = t.document_id
    LEFT JOIN filings f ON f.accession_number = d.accession_number
    ORDER BY CAST(t.amount_usd AS REAL) DESC, e.value"""


def _fetch_balances(connection: sqlite3.Connection, day: Row | None) -> list[Row]:
    query = LISTED.format(join="JOIN reserves t ON t.reserve_id = e.value")
    return fetch_rows(connection, query, {"ids": day["reserve_ids"] if day else ""})


def _fetch_payments(connection: sqlite3.Connection, day: Row | None) -> list[Row]:
    """Each payment as it was foreseen when the balance was known: these are what was counted."""
    query = LISTED.format(
        join="""JOIN obligation_versions t ON t.obligation_id = e.value AND t.known_at <= :known_at
            AND (t.superseded_at IS NULL OR t.superseded_at > :known_at)"""
    )
    whose = {"ids": day["obligation_ids"], "known_at": day["known_at"]} if day else {"ids": "", "known_at": ""}
    return fetch_rows(connection, query, whose)
