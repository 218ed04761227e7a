"""A fact whose money stands in sentences of its own: "The average purchase price was $75,612 per bitcoin."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.extractors.holdings._clauses import find_mentions
from monitor.extractors.holdings._facts import MINED, Found, Origin
from monitor.extractors.holdings._money import OF_THE_HOLDING, find_later_money
from monitor.records import HoldingsTotal


def complete(origin: Origin, fact: Found, after: Sequence[tuple[int, int]], *, said: bool = False) -> Found:
    """The fact with what the sentences at `after` add to it, and with a quote that reaches so far.

    They are read up to the first that counts coins itself. Only what the fact lacks is taken; with `said`, only
    from a sentence that names the holding.
    """
    for start, end in after:
        words = origin.document.text[start:end]
        if find_mentions(words, origin.words):
            break
        told = _add(fact, words) if not said or OF_THE_HOLDING.search(words) else fact
        if told != fact:
            fact = replace(told, source=origin.document.quote(fact.source.quote_start, end))
    return fact


def _add(fact: Found, words: str) -> Found:
    if isinstance(fact, HoldingsTotal):
        average, amount = find_later_money(words, "held")
        return replace(
            fact,
            cost_usd=amount if fact.cost_usd is None else fact.cost_usd,
            average_cost_usd=average if fact.average_cost_usd is None else fact.average_cost_usd,
        )
    if fact.kind not in ("acquired", "sold") or fact.purpose == MINED:
        return fact
    average, amount = find_later_money(words, fact.kind)
    return replace(
        fact,
        usd_amount=amount if fact.usd_amount is None else fact.usd_amount,
        average_price_usd=average if fact.average_price_usd is None else fact.average_price_usd,
    )
