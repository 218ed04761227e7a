"""What the home page says: who holds what now, how fresh that is, and what is not known."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.publish.as_of import NOW, AsOf
from monitor.publish.chart import Gap, History, Point, Sale
from monitor.publish.dues import Dues, read_dues
from monitor.publish.figures import NEW_YORK, find_number, read_day, read_instant
from monitor.publish.news import News, read_news
from monitor.publish.rows import Row, choose_issuer, fetch_rows, find_row

OPEN_GAPS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Rows are dicts by column name, values as SQLite gives them."""

    holdings: list[Row]  # one per issuer and asset, largest first
    chosen: Row | None  # the one that the page tells of
    last_change: Row | None  # last purchase or sale that entered the ledger
    last_sale: Row | None
    counts: Row  # filings, documents, changes, steps, steps that add up, problems
    last_filing: Row | None
    last_run: Row | None
    days_since_disclosure: int | None  # New York days since the last filing with a holding in it
    uncovered_days: int | None  # days after the last one that a disclosure covers, today included
    gaps: list[Row]
    gaps_count: int
    missing_filings: int  # listed by EDGAR's index, absent from the store
    history: History
    dues: Dues
    news: News


def read_home(
    connection: sqlite3.Connection, *, today: date, ticker: str | None = None, as_of: AsOf = NOW
) -> Home:
    """Everything on the home page. `today` is New York's day, or the day that was asked for; `ticker` chooses the
    issuer (else the largest)."""
    holdings = fetch_rows(
        connection, "SELECT h.*, i.name FROM latest_holdings h JOIN issuers i USING (issuer_cik)"
    )
    holdings.sort(key=lambda row: (-(find_number(row["units"]) or Decimal(0)), row["ticker"]))
    chosen = choose_issuer(holdings, ticker)
    whose: Row = {
        "cik": chosen["issuer_cik"] if chosen else None,
        "asset": chosen["asset"] if chosen else None,
    }
    gaps = fetch_rows(connection, "SELECT * FROM gaps WHERE issuer_cik = :cik ORDER BY from_on DESC", whose)
    last_filing = find_row(
        connection,
        """SELECT accession_number, form, accepted_at, url FROM filings
           WHERE issuer_cik = :cik OR :cik IS NULL ORDER BY accepted_at DESC LIMIT 1""",
        whose,
    )
    disclosed = read_instant(chosen["known_at"]) if chosen else None
    covered = read_day(chosen["as_of_on"]) if chosen else None
    return Home(
        holdings=holdings,
        chosen=chosen,
        last_change=_find_change(connection, whose, "acquired", "sold"),
        last_sale=_find_change(connection, whose, "sold"),
        counts=_count(connection, whose),
        last_filing=last_filing,
        last_run=find_row(
            connection,
            "SELECT * FROM runs WHERE finished_at IS NOT NULL ORDER BY finished_at DESC LIMIT 1",
        ),
        days_since_disclosure=(today - disclosed.astimezone(NEW_YORK).date()).days if disclosed else None,
        uncovered_days=max((today - covered).days, 0) if covered else None,
        gaps=gaps[:OPEN_GAPS_SHOWN],
        gaps_count=len(gaps),
        missing_filings=connection.execute(
            "SELECT count(*) FROM filing_gaps WHERE issuer_cik = :cik", whose
        ).fetchone()[0],
        history=_read_history(connection, whose),
        dues=read_dues(connection, whose["cik"], today=today, as_of=as_of.day),
        news=read_news(connection, whose["cik"], today=today, until=as_of.until),
    )


def _find_change(connection: sqlite3.Connection, whose: Row, *kinds: str) -> Row | None:
    """The last one; of several filings that tell it, the one that the ledger counted, told first."""
    return find_row(
        connection,
        f"""SELECT * FROM changes WHERE issuer_cik = :cik AND asset = :asset
            AND kind IN ({", ".join(f"'{kind}'" for kind in kinds)})
            AND (treatment IS NULL OR treatment IN ('counted', 'netted'))
            ORDER BY day_on DESC, treatment IS NULL, treatment, known_at, change_id LIMIT 1""",  # noqa: S608 - kinds are ours
        whose,
    )


def _count(connection: sqlite3.Connection, whose: Row) -> Row:
    row = find_row(
        connection,
        """SELECT (SELECT count(*) FROM filings WHERE issuer_cik = :cik) AS filings,
                  (SELECT count(*) FROM holdings_changes WHERE issuer_cik = :cik) AS changes,
                  (SELECT count(*) FROM holdings_ledger WHERE issuer_cik = :cik) AS steps,
                  (SELECT count(*) FROM holdings_ledger WHERE issuer_cik = :cik
                   AND status IN ('opening', 'reconciled', 'rounding')) AS adding_up,
                  (SELECT count(*) FROM filings WHERE issuer_cik = :cik AND reconstruction = 1) AS reconstructions,
                  (SELECT count(*) FROM problems WHERE resolved_at IS NULL) AS problems""",
        whose,
    )
    return row or {}


def _read_history(connection: sqlite3.Connection, whose: Row) -> History:
    steps = fetch_rows(
        connection,
        "SELECT * FROM ledger WHERE issuer_cik = :cik AND asset = :asset ORDER BY as_of_on",
        whose,
    )
    points: list[Point] = []
    holes: list[Gap] = []
    for step in steps:
        day, units = read_day(step["as_of_on"]), find_number(step["reported_units"])
        if day is None or units is None:
            continue
        average, cost = find_number(step["average_cost_usd"]), find_number(step["cost_usd"])
        if average is None and cost is not None and units:
            average = (cost / units).quantize(Decimal(1))
        broken = step["status"] in ("missing_filing", "unexplained_increase", "unexplained_decrease")
        points.append(
            Point(day=day, units=units, average_cost_usd=average, path=step["document_path"], after_gap=broken)
        )
        if broken:
            start = read_day(step["uncovered_from_on"]) or read_day(step["opening_on"]) or day
            holes.append(
                Gap(
                    start=start,
                    end=read_day(step["uncovered_until_on"]) or day,
                    units=find_number(step["residual_units"]) or Decimal(0),
                    status=step["status"],
                )
            )
    sales = fetch_rows(
        connection,
        """SELECT day_on, units, usd_amount, document_path FROM changes
           WHERE issuer_cik = :cik AND asset = :asset AND kind = 'sold'
           AND (treatment IS NULL OR treatment IN ('counted', 'netted')) ORDER BY day_on, change_id""",
        whose,
    )
    return History(
        asset=whose["asset"] or "",
        points=tuple(points),
        gaps=tuple(holes),
        sales=tuple(
            Sale(day=day, units=units, usd_amount=find_number(sale["usd_amount"]), path=sale["document_path"])
            for sale in sales
            if (day := read_day(sale["day_on"])) and (units := find_number(sale["units"])) is not None
        ),
    )
