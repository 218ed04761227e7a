"""A purchase that the filings show, with the holding it led to and what paid for it, where the claim says so."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import ZERO
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import Sourced, cite
from monitor.judges.verdicts._disclosed import Sum, Trade, latest_total
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount
from monitor.judges.verdicts._money_words import read_money, shows
from monitor.judges.verdicts._saying import say_filed_trade, say_sum, say_total
from monitor.judges.verdicts.purchases._funding import find_funding, say_paid
from monitor.records import Claim

SHOWN = 3


def support_purchase(claim: Claim, known: Knowledge, one: Sum) -> Finding:
    """The purchase or sum that the figures of the claim mean."""
    paid_with = find_funding(claim, known, one.trades)
    end = max((trade.span[1] for trade in one.trades), default=None)
    after = latest_total(known, end) if end else None
    led_to = after is not None and any(
        is_right(figure, after.units) for figure in find_figures(claim.figures, "units", "units_after")
    )
    also = f", and {say_total(after)} held then" if after and led_to else ""
    before = latest_total(known, one.span[0] - timedelta(days=1)) if one.trades else None
    from_that = before is not None and any(
        is_right(figure, before.units) for figure in find_figures(claim.figures, "units_before")
    )
    also += f", {say_total(before)} before" if before and from_that else ""
    if (
        find_figures(claim.figures, "usd_each")
        and one.usd
        and (len(one.trades) > 1 or all(trade.change.average_price_usd is None for trade in one.trades))
    ):
        also = f", which comes to {say_amount((one.usd / one.units).quantize(Decimal(1)), 'USD')} each{also}"
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_sum(known, one)}{also}."
        + (f" Paid with {say_paid(claim, *paid_with)}." if paid_with else ""),
        evidence=cite(
            known,
            "supports",
            *(trade.change for trade in one.trades),
            *paid_with[-1:],
            after.total if after and led_to else None,
            before.total if before and from_that else None,
        ),
        firmness="exact",
    )


def support_any(claim: Claim, known: Knowledge, trade: Trade) -> Finding:
    """Any purchase of the days it speaks of; "bought with borrowed money" is shown by the notes that were sold."""
    told, facts = _paid_with(claim, known, trade)
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_filed_trade(known, trade)}.{told}",
        evidence=cite(known, "supports", *facts, trade.change),
    )


def _paid_with(claim: Claim, known: Knowledge, trade: Trade) -> tuple[str, list[Sourced]]:
    money = read_money(claim.source.quote)
    named = money.named if money else ()
    offers = [
        one
        for one in known.record.issuances
        if one.kind == "offering" and one.net_proceeds_usd and any(shows(name, one.security) for name in named)
    ]
    if offers:
        last = {one.security.lower(): one for one in offers}
        shown = list(last.values())[-SHOWN:]
        said = "; ".join(
            f"{one.security}, {say_amount(one.net_proceeds_usd or ZERO, 'USD')} net "
            f"(filed on {say_day(new_york_day(one.known_at))})"
            for one in shown
        )
        return f" Money raised that way, by the filings: {said}.", list(shown)
    fundings = [
        one
        for one in find_funding(claim, known, (trade,))
        if not named
        or any(shows(name, f"{one.securities} {one.other_sources} {one.source.quote}") for name in named)
    ]
    return (f" Paid with {say_paid(claim, *fundings)}.", [fundings[-1]]) if fundings else ("", [])
