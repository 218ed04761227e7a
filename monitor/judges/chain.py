"""The chain of seven stages that a feared collapse is told in, each with what would show it and whether it shows.

    1 the price falls                          daily closes of the asset
    2 the holders' shares fall                 daily closes of the issuer's stock
    3 raising capital becomes hard             at-the-market sales against the capacity left, in the weekly reports
    4 assets are reduced to meet debts         sales whose stated purpose is an obligation
    5 coins are sold                           sales of the asset, whatever for
    6 the sales push the price further down    closes after a sale became known
    7 the crisis spreads                       daily closes of the whole market

Filings show stages 3 to 5. The others need prices, and without them cannot be seen. That a stage shows says
neither that it was caused by the one before nor that the next one follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import ZERO, say_dollars, say_units
from monitor.judges._security_names import security_words
from monitor.judges._told_once import tell_once
from monitor.judges.instruments import end_of
from monitor.records import ChainStage, HoldingsChange, HoldingsTotal, Issuance, Issuer, Quote

Closes = Mapping[date, Decimal]
MARKET = "market"  # the key of the closes of a broad index
FALL = Decimal(20)  # percent from the highest close of a year: a bear market by common use
YEAR = timedelta(days=365)
RECENT = timedelta(days=28)  # of at-the-market sales: four weekly reports
NEAR = timedelta(days=7)  # of a close: over holidays, and a source that missed some days
FRESH = timedelta(days=140)  # a quarter and the time to report it; older disclosures show nothing of today
OBLIGATION = re.compile(
    r"\b(?:dividends?|distributions?|interest|debts?|notes?|loans?|principal|obligations?|indebtedness"
    r"|redeem\w*|redemption|repay\w*|repaid|repurchas\w+|margin\s+calls?|collateral)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:not|none|no|neither|nor|without|rather\s+than|instead\s+of)\b[^.;]{0,80}$", re.IGNORECASE
)
STAGES = (
    ("price fall", "closes of the asset 20 % or more below the highest of a year"),
    ("fall of the holders' shares", "closes of the issuer's stock 20 % or more below the highest of a year"),
    ("trouble raising capital", "weeks without at-the-market sales although capacity is left"),
    ("assets reduced to meet debts", "sales of the asset whose stated purpose is an obligation"),
    ("sales", "sales of the asset in the last twelve months"),
    ("escalation", "closes of the asset 20 % or more lower since a sale became known"),
    ("wider crisis", "closes of the whole market 20 % or more below the highest of a year"),
)


@dataclass(frozen=True, slots=True)
class _Shown:
    state: str
    reason: str
    source: Quote | None = None


def judge_chain(
    day: date,
    *,
    issuer: Issuer,
    asset: str,
    changes: Iterable[HoldingsChange],
    totals: Iterable[HoldingsTotal],
    issuances: Iterable[Issuance],
    closes: Mapping[str, Closes] | None = None,
) -> tuple[ChainStage, ...]:
    """The seven stages as known at the end of `day` (New York). `closes`: by asset, by ticker, and by `MARKET`."""
    by_name = closes or {}

    def known(instant: datetime) -> bool:
        return new_york_day(instant) <= day

    sold = tell_once(
        (
            one
            for one in changes
            if one.kind == "sold" and one.asset == asset and known(one.known_at) and day - _day_of(one) <= YEAR
        ),
        name=lambda one: one.asset,
        size=lambda one: one.units,
    )
    held = max(
        (one for one in totals if one.asset == asset and known(one.known_at) and one.as_of_on <= day),
        key=lambda one: (one.as_of_on, one.known_at, one.total_id),
        default=None,
    )
    issued = [one for one in issuances if known(one.known_at)]
    shown = (
        _show_fall(asset, by_name.get(asset), day, "the price"),
        _show_fall(issuer.ticker, by_name.get(issuer.ticker), day, "the stock"),
        _show_issuance(issued, day),
        _show_sales(
            [one for one in sold if _meets_obligation(one.purpose or "")], held, day, "to meet an obligation"
        ),
        _show_sales(sold, held, day, ""),
        _show_escalation(asset, by_name.get(asset), sold, held, day),
        _show_fall("the market", by_name.get(MARKET), day, "the market"),
    )
    known_at = max(
        (one.known_at for one in (*sold, *([held] if held else ()), *issued)),
        default=end_of(day).replace(microsecond=0),
    )
    return tuple(
        ChainStage(
            issuer_cik=issuer.issuer_cik,
            as_of_on=day,
            stage=number,
            name=name,
            observable=observable,
            state="observed"
            if one.state == "observed"
            else "not_observed"
            if one.state == "not_observed"
            else "cannot_be_seen",
            reason=one.reason,
            source=one.source,
            known_at=known_at,
        )
        for number, ((name, observable), one) in enumerate(zip(STAGES, shown, strict=True), 1)
    )


def _meets_obligation(purpose: str) -> bool:
    """Whether a purpose names an obligation, and not as what the money was not for."""
    return any(not DENIED.search(purpose[: one.start()]) for one in OBLIGATION.finditer(purpose))


def _day_of(change: HoldingsChange) -> date:
    return change.period_end_on or new_york_day(change.known_at)


def _show_fall(name: str, closes: Closes | None, day: date, what: str) -> _Shown:
    year = {one: close for one, close in (closes or {}).items() if day - YEAR <= one <= day}
    if not year or day - max(year) > NEAR:
        return _Shown("cannot_be_seen", f"{_miss(name, closes, day)}; filings do not show {what}.")
    last, top = max(year), max(year, key=lambda one: (year[one], one))
    fall = ((year[top] - year[last]) / year[top] * 100).quantize(Decimal("0.1"))
    state = "observed" if fall >= FALL else "not_observed"
    return _Shown(
        state,
        f"{name} closed at {say_dollars(year[last])} on {say_day(last)}, {fall} % below the "
        f"{say_dollars(year[top])} of {say_day(top)}.{_say_since(year, day)}",
    )


def _say_since(year: Closes, day: date) -> str:
    """Where the closes in the store begin, when they do not reach back a year: a higher one may lie before."""
    first = min(year)
    return f" The closes in the store begin on {say_day(first)}." if first > day - YEAR + NEAR else ""


def _miss(name: str, closes: Closes | None, day: date) -> str:
    """What the store has instead of a close within a week before the day."""
    last = max((one for one in closes or {} if one <= day), default=None)
    if last is None:
        return f"No closes of {name} up to {say_day(day)} are in the store"
    return f"The last close of {name} in the store up to {say_day(day)} is of {say_day(last)}, over a week before"


def _show_issuance(issuances: Sequence[Issuance], day: date) -> _Shown:
    programs = [one for one in issuances if one.kind in ("atm", "offering") and one.period_end_on is not None]
    recent = tell_once(
        (
            one
            for one in programs
            if one.period_end_on
            and day - RECENT < one.period_end_on <= day
            # What may be issued on a day tells nothing of what was.
            and (one.shares is not None or one.net_proceeds_usd is not None)
        ),
        name=lambda one: security_words(one.security),
        size=lambda one: one.net_proceeds_usd,
    )
    last = max(
        (one.period_end_on for one in programs if one.period_end_on and one.period_end_on <= day), default=None
    )
    if not recent:
        when = f"; the last report covers {say_day(last)}" if last else ""
        return _Shown(
            "cannot_be_seen", f"No report of sales under a program covers the four weeks to {say_day(day)}{when}."
        )
    raised = sum((one.net_proceeds_usd or ZERO for one in recent), ZERO)
    sold = [one for one in recent if (one.shares or ZERO) > 0 or (one.net_proceeds_usd or ZERO) > 0]
    weeks = len({one.period_end_on for one in recent})
    periods = f"the {weeks} reported period{'s' * (weeks > 1)} that ended in the four weeks to {say_day(day)}"
    if sold:
        best = max(sold, key=lambda one: (one.net_proceeds_usd or ZERO, one.known_at, one.issuance_id))
        names = ", ".join(sorted({one.security for one in sold}))
        return _Shown(
            "not_observed",
            f"{say_dollars(raised)} raised in {periods}, by {names}.",
            best.source,
        )
    newest = max(
        recent,
        key=lambda one: (one.period_end_on or date.min, one.known_at, one.available_usd or ZERO, one.issuance_id),
    )
    room = [one for one in programs if one.period_end_on == newest.period_end_on and one.available_usd]
    left = sum((one.available_usd or ZERO for one in {(one.security): one for one in room}.values()), ZERO)
    if not left:
        return _Shown(
            "cannot_be_seen",
            f"Nothing was sold in {periods}, and no filing says what could have been.",
            newest.source,
        )
    return _Shown(
        "observed",
        f"Nothing was sold in {periods}, although {say_dollars(left)} may still be issued. It shows that no "
        "money was raised, not why.",
        newest.source,
    )


def _show_sales(sold: Sequence[HoldingsChange], held: HoldingsTotal | None, day: date, why: str) -> _Shown:
    said = f" {why}" if why else ""
    if sold:
        last = sold[-1]
        units = sum((one.units for one in sold), ZERO)
        money = sum((one.usd_amount or ZERO for one in sold), ZERO)
        worth = f" for {say_dollars(money)}" if money else ""
        purpose = f" Purpose of the last: {last.purpose}." if last.purpose else " The filing names no purpose."
        return _Shown(
            "observed",
            f"{say_units(units)} {last.asset} sold{said}{worth} in the twelve months to {say_day(day)}, the last "
            f"by {say_day(_day_of(last))}.{purpose.replace('..', '.')}",
            last.source,
        )
    if held is None or day - held.as_of_on > FRESH:
        when = f"; the last is of {say_day(held.as_of_on)}" if held else ""
        return _Shown("cannot_be_seen", f"No holding near {say_day(day)} is disclosed{when}.")
    return _Shown(
        "not_observed",
        f"No filing up to {say_day(day)} discloses a sale{said} in the twelve months before; the last holding is "
        f"{say_units(held.units)} {held.asset} on {say_day(held.as_of_on)}. Later days are not covered yet.",
        held.source,
    )


def _show_escalation(
    name: str, closes: Closes | None, sold: Sequence[HoldingsChange], held: HoldingsTotal | None, day: date
) -> _Shown:
    if not closes:
        return _Shown(
            "cannot_be_seen",
            f"No closes of {name} up to {say_day(day)} are in the store; filings do not show the price.",
        )
    if not sold and (held is None or day - held.as_of_on > FRESH):
        return _Shown("cannot_be_seen", f"No holding near {say_day(day)} is disclosed, and no sale.")
    if not sold:
        return _Shown(
            "not_observed",
            f"No sale is disclosed in the twelve months to {say_day(day)}, so none pushed the price.",
        )
    first = min(sold, key=lambda one: (one.known_at, one.change_id))
    told_on = new_york_day(first.known_at)
    before = max((one for one in closes if one <= told_on), default=None)
    last = max((one for one in closes if one <= day), default=None)
    if before is None or told_on - before > NEAR:
        return _Shown("cannot_be_seen", f"{_miss(name, closes, told_on)}, when the sale became known.")
    if last is None or day - last > NEAR:
        return _Shown("cannot_be_seen", f"{_miss(name, closes, day)}.")
    fall = ((closes[before] - closes[last]) / closes[before] * 100).quantize(Decimal("0.1"))
    return _Shown(
        "observed" if fall >= FALL else "not_observed",
        f"Since the sale became known on {say_day(told_on)} {name} went from {say_dollars(closes[before])} to "
        f"{say_dollars(closes[last])} on {say_day(last)} ({-fall} %). That the sale caused it cannot be told.",
        first.source,
    )
