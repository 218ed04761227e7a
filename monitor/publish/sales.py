"""Every disclosed sale, newest first, with its sentence: the question that brings most people here."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.publish.figures import find_number, read_day
from monitor.publish.rows import Row, choose_issuer, fetch_rows, find_row


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesPage:
    """Rows of the view `changes`. A sale that a later filing tells again is listed once, under `sales`."""

    issuers: list[Row]
    issuer: Row | None
    sales: list[Row]
    repeated: list[Row]  # the same sales as other filings tell them
    units: Decimal
    usd_amount: Decimal
    days_since: int | None
    covered_until: str | None  # the last day that a disclosure covers


def read_sales_page(connection: sqlite3.Connection, *, today: date, ticker: str | None = None) -> SalesPage:
    """Everything on the page. `today` is New York's day, or the day that was asked for."""
    issuers = fetch_rows(
        connection,
        """SELECT i.issuer_cik, i.ticker, i.name, count(*) AS sales FROM holdings_changes c
           JOIN issuers i USING (issuer_cik) WHERE c.kind = 'sold' GROUP BY i.issuer_cik ORDER BY i.ticker""",
    )
    held = fetch_rows(connection, "SELECT issuer_cik, units FROM latest_holdings")
    size = {row["issuer_cik"]: find_number(row["units"]) or Decimal(0) for row in held}
    issuers.sort(key=lambda row: (-size.get(row["issuer_cik"], Decimal(0)), row["ticker"]))
    issuer = choose_issuer(issuers, ticker)
    values: Row = {"cik": issuer["issuer_cik"] if issuer else None}
    rows = fetch_rows(
        connection,
        """SELECT * FROM changes WHERE issuer_cik = :cik AND kind = 'sold'
           ORDER BY day_on DESC, known_at, change_id""",
        values,
    )
    sales = [row for row in rows if row["treatment"] in (None, "counted", "netted")]
    last = read_day(sales[0]["day_on"]) if sales else None
    covered = find_row(
        connection, "SELECT max(as_of_on) AS day FROM holdings_ledger WHERE issuer_cik = :cik", values
    )
    return SalesPage(
        issuers=issuers,
        issuer=issuer,
        sales=sales,
        repeated=[row for row in rows if row not in sales],
        units=sum((find_number(row["units"]) or Decimal(0) for row in sales), Decimal(0)),
        usd_amount=sum((find_number(row["usd_amount"]) or Decimal(0) for row in sales), Decimal(0)),
        days_since=(today - last).days if last else None,
        covered_until=covered["day"] if covered else None,
    )
