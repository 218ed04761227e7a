"""What flows into and out of exchange-traded funds, day by day, from CSV files that people keep.

    fund,date,net_usd          IBIT,2026-01-29,-317800000
    fund,date,net_usd_millions all,2026-01-29,(817.9)

No source without a key is known that may be asked by a program, so there is no crawler.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.crawlers._daily import read_amount, read_day, read_rows
from monitor.errors import SettingsError
from monitor.records import Flow, Problem

COLUMNS = {
    "fund": ("fund", "ticker", "symbol"),
    "day_on": ("day_on", "day", "date"),
    "net_usd": ("net_usd", "net_flow_usd"),
    "millions": ("net_usd_millions", "net_usd_m"),
    "source": ("source",),
}
KIND = "flow_row"  # of the problems


def read_flow_file(raw: bytes, *, name: str) -> Iterator[Flow | Problem]:
    """The flows of a CSV file: columns fund, date, net_usd (or net_usd_millions), and source if it has one.

    A row that cannot be used is a Problem that names file and line. Raises SettingsError for a file that is none.
    """
    for line, row in read_rows(raw, name, COLUMNS, frozenset({"net_usd", "millions", "source"})):
        if "net_usd" not in row and "millions" not in row:
            raise SettingsError(f"{name}, line 1: there is no column net_usd or net_usd_millions")
        try:
            yield _read_row(row, name)
        except ValueError as error:
            yield Problem(
                kind=KIND, severity="error", message=f"{name}, line {line}: {error}", source=name, line=line
            )


def _read_row(row: dict[str, str], name: str) -> Flow:
    if not row["fund"]:
        raise ValueError("fund is empty; write a ticker, or all for the sum of all funds")
    stated = (
        read_amount(row["net_usd"]) if row.get("net_usd") else read_amount(row["millions"]) * Decimal(1_000_000)
    )
    is_sum = row["fund"].lower() in ("all", "total")
    return Flow(
        fund="all" if is_sum else row["fund"].upper(),
        day_on=read_day(row["day_on"]),
        net_usd=stated,
        source=row.get("source") or name.rpartition("/")[2],
    )
