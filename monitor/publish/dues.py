"""What the home page says of debt and payments: what falls due next, how long the cash lasts, how much is owed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.publish.debt import StackSums, read_stack, sum_stack
from monitor.publish.figures import read_day
from monitor.publish.rows import Row, fetch_rows, find_row

OLD = timedelta(days=200)  # two quarters and the time to report them: an older balance counts for nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """Of one issuer. Everything may be missing: not every issuer has debt, and not every filing says so."""

    next: Row | None  # the first obligation from today on, with `others`: how many more fall due that day
    coverage: Row | None  # the newest row of the view `coverage`
    reserve: Row | None  # the newest balance of the USD Reserve, else of USD Cash, else of cash; old ones last
    stack: StackSums | None
    instruments: int  # outstanding
    stages: Counter[str] | None  # of the chain, by state
    stages_on: str | None
    today: date

    def __bool__(self) -> bool:
        return bool(self.next or self.coverage or self.reserve or self.instruments or self.stages)

    def is_old(self, row: Row) -> bool:
        """Whether a coverage or a balance says nothing of today any more."""
        day = read_day(row["as_of_on"])
        return day is None or self.today - day > OLD


def read_dues(
    connection: sqlite3.Connection, issuer_cik: int | None, *, today: date, as_of: date | None = None
) -> Dues:
    """Everything of the section. `today` is New York's day, or the day that was asked for: `as_of`."""
    whose: Row = {"cik": issuer_cik, "today": today.isoformat(), "fresh": (today - OLD).isoformat()}
    standing = [] if issuer_cik is None else read_stack(connection, issuer_cik, as_of)
    standing = [row for row in standing if row["status"] == "outstanding"]
    stages = fetch_rows(
        connection,
        """SELECT state, as_of_on FROM chain_stages WHERE issuer_cik = :cik
           AND as_of_on = (SELECT max(as_of_on) FROM chain_stages WHERE issuer_cik = :cik)""",
        whose,
    )
    return Dues(
        next=find_row(
            connection,
            """SELECT o.*, coalesce(o.amount_usd, o.amount_other) AS amount,
                      '/document/' || o.document_id || '?start=' || o.quote_start || '&end=' || o.quote_end
                         || '#quote' AS document_path,
                      (SELECT count(*) - 1 FROM obligations s
                       WHERE s.issuer_cik = o.issuer_cik AND s.due_on = o.due_on) AS others
               FROM obligations o WHERE o.issuer_cik = :cik AND o.due_on >= :today
               ORDER BY o.due_on, CAST(o.amount_usd AS REAL) DESC, o.obligation_id LIMIT 1""",
            whose,
        ),
        coverage=find_row(
            connection,
            "SELECT * FROM coverage WHERE issuer_cik = :cik ORDER BY as_of_on DESC LIMIT 1",
            whose,
        ),
        reserve=find_row(
            connection,
            """SELECT * FROM cash_balances WHERE issuer_cik = :cik
               ORDER BY as_of_on >= :fresh DESC, kind = 'usd_reserve' DESC, kind = 'usd_cash' DESC, as_of_on DESC,
                        known_at LIMIT 1""",
            whose,
        ),
        stack=sum_stack(standing) if standing else None,
        instruments=len(standing),
        stages=Counter(row["state"] for row in stages) if stages else None,
        stages_on=stages[0]["as_of_on"] if stages else None,
        today=today,
    )
