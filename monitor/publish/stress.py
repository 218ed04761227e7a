"""The seven stages of the feared collapse and what the figures mean at a price, as of a day."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date

from monitor.publish.figures import find_number
from monitor.publish.rows import Row, choose_issuer, fetch_rows, list_issuers

ORDER = (
    "average_cost", "days_under_water", "reduction_from_peak", "reduction_of_1_percent", "reduction_of_5_percent",
    "reduction_of_10_percent", "obligations_of_a_year", "notes_outstanding", "preferred_outstanding",
    "obligations_total", "price_that_covers_obligations",
)  # fmt: skip
FLAGS = {"0": "no", "1": "yes"}  # figures of measures whose unit is "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """All measures at one price of the asset."""

    price_usd: object
    under_water: bool | None  # None: no average cost is known
    measures: dict[str, Row]  # by measure


@dataclass(frozen=True, slots=True, kw_only=True)
class StressPage:
    """Rows of the views `chain` and `stress` for one issuer and day."""

    issuers: list[Row]
    issuer: Row | None
    days: list[str]  # told in the store, newest first
    day: str | None
    chain: list[Row]
    counts: Counter[str]  # stages by state
    prices: list[PriceLine]
    measures: list[Row]  # those that depend on no price


def read_stress_page(
    connection: sqlite3.Connection,
    *,
    ticker: str | None = None,
    day: date | None = None,
) -> StressPage:
    """Everything on the page. Of the days told it shows the last one that is not after `day`."""
    issuers = list_issuers(connection, "chain_stages") or list_issuers(connection, "stress_measures")
    issuer = choose_issuer(issuers, ticker)
    whose: Row = {"cik": issuer["issuer_cik"] if issuer else None}
    days = [
        row["as_of_on"]
        for row in fetch_rows(
            connection,
            """SELECT as_of_on FROM chain_stages WHERE issuer_cik = :cik
               UNION SELECT as_of_on FROM stress_measures WHERE issuer_cik = :cik ORDER BY as_of_on DESC""",
            whose,
        )
    ]
    whose["day"] = chosen = next((one for one in days if day is None or one <= day.isoformat()), None)
    chain = fetch_rows(
        connection, "SELECT * FROM chain WHERE issuer_cik = :cik AND as_of_on = :day ORDER BY stage", whose
    )
    measures = fetch_rows(
        connection, "SELECT * FROM stress WHERE issuer_cik = :cik AND as_of_on = :day ORDER BY measure", whose
    )
    return StressPage(
        issuers=issuers,
        issuer=issuer,
        days=days,
        day=chosen,
        chain=chain,
        counts=Counter(row["state"] for row in chain),
        prices=_group_prices(measures),
        measures=[
            _read_flag(row)
            for row in sorted(measures, key=lambda row: (_place(row["measure"]), row["measure"]))
            if row["price_usd"] is None
        ],
    )


def _group_prices(measures: list[Row]) -> list[PriceLine]:
    """One line for each price, the highest first."""
    prices = {row["price_usd"] for row in measures if row["price_usd"] is not None}
    lines = []
    for price in sorted(prices, key=lambda one: find_number(one) or 0, reverse=True):
        at = {row["measure"]: row for row in measures if row["price_usd"] == price}
        flag = at.get("under_water_at_price")
        lines.append(
            PriceLine(
                price_usd=price, under_water=bool(find_number(flag["figure"])) if flag else None, measures=at
            )
        )
    return lines


def _place(measure: str) -> int:
    """Its place in ORDER; those that are not in it come last."""
    return ORDER.index(measure) if measure in ORDER else len(ORDER)


def _read_flag(row: Row) -> Row:
    """A measure that is yes or no says so in words."""
    if row["unit"] != "flag":
        return row
    return row | {"unit": "", "answer": FLAGS.get(str(row["figure"]), str(row["figure"]))}
