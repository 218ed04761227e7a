"""Redemptions that were announced for a day to come, each with its sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._due import CENT, Basis, make_obligation
from monitor.judges._instrument_ids import InstrumentFact
from monitor.judges._precision import say_money
from monitor.judges._sums_due import preference_of
from monitor.records import Instrument, InstrumentEvent, Obligation

PRICE = re.compile(
    r"\bredemption\s+price\s+(?:equal\s+to|of|is|will\s+be)\s+(\d{2,3}(?:\.\d+)?)\s?%", re.IGNORECASE
)


def due_redemptions(
    versions: Sequence[Instrument], facts: Sequence[InstrumentFact], until_on: date
) -> Iterator[tuple[Obligation, bool]]:
    """Redemptions announced for a day after the announcement, each once, and whether of all that there is.

    The sum is the one that the notice gives, else the principal outstanding when it was given; of a preferred
    series the liquidation preference of its shares; times the redemption price when that is not par.
    """
    seen: set[date] = set()
    for fact in facts:
        if not isinstance(fact, InstrumentEvent) or fact.kind != "redeemed" or fact.happened_on is None:
            continue
        day = fact.happened_on
        if day <= new_york_day(fact.known_at) or day > until_on or day in seen:
            continue
        version = next(
            (one for one in reversed(versions) if one.known_at <= fact.known_at and one.status == "outstanding"),
            versions[0],
        )
        whole = _whole(version)
        amount = fact.amount_usd or whole
        if not amount:
            continue
        seen.add(day)
        currency = "USD" if fact.amount_usd else version.currency
        note = f"Notice was given to redeem {say_money(amount, currency)} on {say_day(day)}"
        price = PRICE.search(fact.source.quote)
        paid = amount
        if price and Decimal(price[1]) != 100:  # par
            paid = (amount * Decimal(price[1]) / 100).quantize(CENT)
            note += f" at {price[1]} % of it: {say_money(paid, currency)}"
        note += "; holders may convert before." if version.kind == "convertible_note" else "."
        basis = Basis(note=note, terms=(), certainty="contractual", stated=True, rests_on=fact)
        found = make_obligation(version, "redemption", day, paid, basis=basis, facts=[fact], currency=currency)
        yield found, fact.amount_usd is None or (whole is not None and amount >= whole)


def due_puts(
    versions: Sequence[Instrument], facts: Sequence[InstrumentFact], until_on: date
) -> Iterator[Obligation]:
    """Puts that holders exercised for a day still to come when it was told, each once."""
    seen: set[date] = set()
    for fact in facts:
        if not isinstance(fact, InstrumentEvent) or fact.kind != "repurchased" or fact.happened_on is None:
            continue
        day = fact.happened_on
        puts = {one.put_on for one in versions if one.known_at <= fact.known_at}
        if day not in puts or day <= new_york_day(fact.known_at) or day > until_on or day in seen:
            continue
        if fact.amount_usd is None:
            continue
        seen.add(day)
        note = f"Holders asked for {say_money(fact.amount_usd, 'USD')} of principal on {say_day(day)}."
        basis = Basis(note=note, terms=(), certainty="contractual", stated=True, rests_on=fact)
        version = next(one for one in reversed(versions) if one.known_at <= fact.known_at)
        yield make_obligation(version, "put", day, fact.amount_usd, basis=basis, facts=[fact])


def _whole(version: Instrument) -> Decimal | None:
    """All that is outstanding, in the currency of the instrument."""
    if version.kind != "preferred":
        return version.principal_usd
    preference = preference_of(version)
    return None if version.shares is None or preference is None else version.shares * preference
