"""The debt stack as known at the end of a day, and the page of one instrument with its whole history."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitor.publish.as_of import ALWAYS
from monitor.publish.figures import find_number
from monitor.publish.rows import Row, choose_issuer, fetch_rows, list_issuers

COMPARED = (
    "status", "principal_usd", "shares", "liquidation_preference_usd", "liquidation_preference_other",
    "coupon_rate", "dividend_rate",
    "payments_per_year", "payment_days", "cumulative", "issued_on", "matures_on", "matures_in", "put_on",
    "callable_from_on",    "conversion_price_usd", "conversion_rate", "series",
)  # fmt: skip
ONE_OF = "SELECT e.value FROM instruments n, json_each('[\"' || replace(n.term_ids, ',', '\",\"') || '\"]') e"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackSums:
    """What the stack adds up to, in dollars; of what is not stated the names."""

    debt_usd: Decimal  # principal of notes and loans
    preferred_usd: Decimal  # shares times liquidation preference
    interest_usd: Decimal  # of a year, at the coupons and principals stated
    dividends_usd: Decimal  # of a year, at the current rates
    unstated: tuple[str, ...]
    abroad: tuple[tuple[str, Decimal, str], ...]  # name, amount and currency of what is not in dollars
    unrated: tuple[str, ...]  # of whose coupon or dividend no filing says how high it is

    @property
    def total_usd(self) -> Decimal:
        """Debt and preferred stock together."""
        return self.debt_usd + self.preferred_usd


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtPage:
    """Rows of the view `instrument_versions`, with what stands for each: see `read_stack`."""

    issuers: list[Row]
    issuer: Row | None
    as_of: date | None  # None: now
    debt: list[Row]  # notes and loans outstanding
    preferred: list[Row]
    retired: list[Row]
    sums: StackSums


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an instrument, and what in it differs from the one before."""

    row: Row
    changes: list[Row]  # column, before, after; each renders like a row of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentPage:
    """Everything known of one instrument. Each of `terms` has a `standing`: in_force, repeated or superseded."""

    current: Row  # with `amount` and `preference`
    versions: list[Version]  # newest first
    terms: list[Row]
    events: list[Row]
    obligations: list[Row]


def read_debt_page(
    connection: sqlite3.Connection, *, ticker: str | None = None, as_of: date | None = None
) -> DebtPage:
    """The stack of one issuer. `as_of`: the day of which the connection is, None for now."""
    issuers = list_issuers(connection, "instruments")
    issuer = choose_issuer(issuers, ticker)
    rows = read_stack(connection, issuer["issuer_cik"], as_of) if issuer else []
    standing = [row for row in rows if row["status"] == "outstanding"]
    debt = [row for row in standing if row["kind"] != "preferred"]
    preferred = [row for row in standing if row["kind"] == "preferred"]
    return DebtPage(
        issuers=issuers,
        issuer=issuer,
        as_of=as_of,
        debt=debt,
        preferred=preferred,
        retired=[row for row in rows if row["status"] == "retired"],
        sums=sum_stack(standing),
    )


def read_stack(connection: sqlite3.Connection, issuer_cik: int, as_of: date | None = None) -> list[Row]:
    """The version of each instrument in force; what was announced and not yet issued on the day is left out.

    Rows of the view with `amount`, principal or shares times preference, and `preference`, in their `currency`.
    """
    rows = fetch_rows(
        connection,
        """SELECT * FROM debt WHERE issuer_cik = :cik AND (issued_on IS NULL OR issued_on <= :day)
           ORDER BY kind, matures_on, name""",
        {"cik": issuer_cik, "day": as_of.isoformat() if as_of else ALWAYS},
    )
    return [_with_amount(row) for row in rows]


def sum_stack(rows: Iterable[Row]) -> StackSums:
    """Sums over instruments outstanding, as `read_stack` gives them. Nothing is guessed for what is not stated."""
    sums = dict.fromkeys(("debt", "preferred", "interest", "dividends"), Decimal(0))
    unstated, unrated, abroad = [], [], []
    for row in rows:
        amount = find_number(row["amount"])
        if amount is None:
            unstated.append(row["name"])
            continue
        if row["currency"] != "USD":
            abroad.append((row["name"], amount, row["currency"]))
            continue
        kind, rate, year = (
            ("preferred", row["dividend_rate"], "dividends")
            if row["kind"] == "preferred"
            else ("debt", row["coupon_rate"], "interest")
        )
        if rate is None:
            unrated.append(row["name"])
        sums[kind] += amount
        sums[year] += amount * (find_number(rate) or Decimal(0)) / 100
    return StackSums(
        **{f"{name}_usd": value for name, value in sums.items()},
        unstated=tuple(unstated),
        abroad=tuple(abroad),
        unrated=tuple(unrated),
    )


def read_instrument_page(connection: sqlite3.Connection, instrument_id: str) -> InstrumentPage | None:
    """The page of one instrument, or None when there is no such instrument."""
    whose = {"id": instrument_id}
    rows = fetch_rows(
        connection, "SELECT * FROM instrument_versions WHERE instrument_id = :id ORDER BY known_at", whose
    )
    if not rows:
        return None
    current = _with_amount(rows[-1])
    # A filing that calls the note by its year alone states terms under another id, but a version lists them.
    terms = fetch_rows(
        connection,
        f"""SELECT * FROM terms WHERE instrument_id = :id OR term_id IN ({ONE_OF} WHERE n.instrument_id = :id)
            ORDER BY term, known_at DESC, term_id""",  # noqa: S608 - a constant of ours
        whose,
    )
    events = fetch_rows(
        connection,
        f"""SELECT * FROM events WHERE instrument_id = :id OR event_id IN ({ONE_OF} WHERE n.instrument_id = :id)
            ORDER BY coalesce(happened_on, known_at) DESC, event_id""",  # noqa: S608 - a constant of ours
        whose,
    )
    versions = [
        Version(row=row, changes=_compare(before, row)) for before, row in zip([None, *rows], rows, strict=False)
    ]
    return InstrumentPage(
        current=current,
        versions=versions[::-1],
        terms=_judge_standing(terms, set(current["term_ids"].split(","))),
        events=events,
        obligations=fetch_rows(
            connection,
            "SELECT * FROM obligation_calendar WHERE instrument_id = :id ORDER BY due_on, kind LIMIT 40",
            whose,
        ),
    )


def _compare(before: Row | None, after: Row) -> list[Row]:
    """What is new in a version. Each change holds its column under its own name, so that it renders as one."""
    sentences = after["sentences"]
    return [
        {"column": name, "before": before[name] if before else None, name: after[name], "sentences": sentences}
        for name in COMPARED
        if (before[name] if before else None) != after[name] and not (before is None and name == "status")
    ]


def _judge_standing(terms: list[Row], in_force: set[str]) -> list[Row]:
    """What the current version rests on is in force; what says the same is repeated; the rest was superseded."""
    said = {(row["term"], row["stated"]) for row in terms if row["term_id"] in in_force}
    return [
        row
        | {
            "standing": "in_force"
            if row["term_id"] in in_force
            else "repeated"
            if (row["term"], row["stated"]) in said
            else "superseded"
        }
        for row in terms
    ]


def _with_amount(row: Row) -> Row:
    preference = row["liquidation_preference_usd"]
    preference = row["liquidation_preference_other"] if preference is None else preference
    shares, each = find_number(row["shares"]), find_number(preference)
    amount = find_number(row["principal_usd"])
    if row["kind"] == "preferred":
        amount = shares * each if shares is not None and each is not None else None
    return row | {"amount": amount, "preference": preference}
