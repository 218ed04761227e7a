"""What a year of interest and dividends costs: as filings state it, and as the terms come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import ZERO
from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.records import Instrument, Quote

STATED: dict[str, re.Pattern[str]] = {
    "interest": re.compile(
        r"\b(?:annual|yearly)\s+(?:contractual\s+)?interest\s+(?:expense|payments?)\s+(?:was|were|is|of|are)\b",
        re.IGNORECASE,
    ),
    "dividend": re.compile(
        r"\bannual\s+(?:regular\s+)?(?:cash\s+)?dividends?\s+(?:are|is|of|were|was)\b", re.IGNORECASE
    ),
}
OLD = timedelta(days=200)
GRAIN = Decimal(100_000)  # dollars to which a computed year is rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Dollars or percent a year, with what it rests on. `kind`: "interest", "dividend", "both" or "rate"."""

    figure: Decimal
    unit: str
    kind: str
    note: str
    quotes: tuple[Quote, ...]
    stated: bool


def find_yearly(known: Knowledge, day: date) -> Iterator[Yearly]:
    """Yearly sums around a day, newest first, then what the terms come to, then the rates."""
    newest: dict[str, Yearly] = {}
    for kind, pattern in STATED.items():
        for one in _stated(known, day, kind, pattern):
            newest.setdefault(kind, one)
            yield one
    if len(newest) == 2:
        interest, dividend = newest["interest"], newest["dividend"]
        yield Yearly(
            figure=interest.figure + dividend.figure,
            unit="USD",
            kind="both",
            note=f"{interest.note}, and {dividend.note}: {say_amount(interest.figure + dividend.figure, 'USD')} "
            "together",
            quotes=(*interest.quotes, *dividend.quotes),
            stated=True,
        )
    standing = instruments_on(day, known.instruments.versions)
    sources = {fact.term_id: fact.source for fact in known.record.terms}
    yield from _computed(standing, sources)
    rates = {one.term_id for one in known.record.terms if one.term in ("dividend_rate", "coupon_rate")}
    for instrument in standing:
        rate = instrument.dividend_rate if instrument.kind == "preferred" else instrument.coupon_rate
        if rate is not None:
            yield Yearly(
                figure=rate,
                unit="percent",
                kind="rate",
                note=f"{instrument.name} {instrument.series} pays {rate.normalize():f} % a year",
                quotes=tuple(sources[key] for key in instrument.term_ids if key in sources and key in rates)[:1],
                stated=True,
            )


def _stated(known: Knowledge, day: date, kind: str, pattern: re.Pattern[str]) -> Iterator[Yearly]:
    for sentence in find_sentences(known, pattern, until=day, limit=6):
        filed = new_york_day(sentence.filing.accepted_at)
        money = MONEY.search(sentence.words, sentence.match.end() - 3)
        if money is None or money.start() - sentence.match.end() > 25 or day - filed > OLD:
            continue
        amount = read_money(money)
        yield Yearly(
            figure=amount,
            unit="USD",
            kind=kind,
            note=f"the filing of {say_day(filed)} states {say_amount(amount, 'USD')} of {kind} a year",
            quotes=(sentence.quote,),
            stated=True,
        )


def _computed(standing: Iterable[Instrument], sources: dict[str, Quote]) -> Iterator[Yearly]:
    sums = {"interest": ZERO, "dividend": ZERO}
    used: dict[str, list[Quote]] = {"interest": [], "dividend": []}
    for one in standing:
        if one.kind == "preferred":
            kind, base, rate = (
                "dividend",
                (one.shares or ZERO) * (one.liquidation_preference_usd or ZERO),
                one.dividend_rate,
            )
        else:
            kind, base, rate = "interest", one.principal_usd or ZERO, one.coupon_rate
        sums[kind] += base * (rate or ZERO) / 100
        used[kind] += [sources[key] for key in one.term_ids if key in sources][:1]
    for kind, amount in sums.items():
        if amount:
            rounded = amount.quantize(GRAIN)
            yield Yearly(
                figure=rounded,
                unit="USD",
                kind=kind,
                note=f"the terms of what is outstanding come to {say_amount(rounded, 'USD')} of {kind} a year",
                quotes=tuple(used[kind])[:4],
                stated=False,
            )
