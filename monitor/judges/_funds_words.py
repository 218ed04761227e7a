"""A balance of funds in plain English, with its arithmetic."""

from __future__ import annotations

import re

from monitor.judges._days import say_spans
from monitor.judges._funds_sums import Account
from monitor.judges._precision import say_usd

UNSETTLED = re.compile(r"\bunsettled\b|\bnot\s+(?:yet\s+)?(?:been\s+)?settled\b", re.IGNORECASE)
REPAID = re.compile(
    r"\b(?:pre)?pa(?:y|id|yment)s?\b[^.]{0,60}\b(?:loan|debt|notes?|indebtedness|facility)\b"
    r"|\b(?:loan|notes?|debt|indebtedness)\b[^.]{0,60}\b(?:was|were)\s+(?:\w+\s+)?(?:repaid|redeemed|prepaid|retired)\b"
    r"|\b(?:repaid|repay|redeem(?:ed)?|retire[d]?)\b[^.]{0,60}\b(?:loan|notes?|debt|indebtedness|facility)\b",
    re.IGNORECASE,
)
VERDICTS = {
    "balanced": "They balance to the dollar.",
    "within_rounding": "They balance within what the printed figures are rounded to.",
    "other_cash_used": "More was spent than these sources brought: other cash was used.",
    "proceeds_kept": "More came in than these uses took: it was kept, or paid for what the filings do not tie to"
    " these days.",
    "unknown": "Whether they balance cannot be told.",
}


def say_balance(account: Account) -> str:
    """The arithmetic, the verdict, and what the filings add to it."""
    sums = account.sums
    paid = [(one.security, one.net_proceeds_usd) for one in account.sources if one.net_proceeds_usd]
    named = ", ".join(f"{name} {say_usd(amount)}" for name, amount in paid)
    terms = [f"Net proceeds {say_usd(sums.proceeds)}" + (f" ({named})" if paid else "")]
    if sums.sales:
        terms.append(f"+ {say_usd(sums.sales)} from coins sold")
    terms.append(f"- {say_usd(sums.purchases)} for coins bought")
    if sums.repurchases:
        terms.append(f"- {say_usd(sums.repurchases)} for securities bought back")
    if sums.reserve_change:
        way = "- {} added to" if sums.reserve_change > 0 else "+ {} taken from"
        terms.append(way.format(say_usd(abs(sums.reserve_change))) + " the reserve")
    rounding = f"rounding allows {say_usd(sums.tolerance)}."
    text = f"{' '.join(terms)} = {say_usd(sums.residual)}; {rounding} {VERDICTS[account.status]}"
    return " ".join([text, *(_gaps(account) if account.status == "unknown" else []), *_remarks(account)])


def _gaps(account: Account) -> list[str]:
    """What is missing for a verdict."""
    found = []
    if account.silent:
        names = ", ".join(dict.fromkeys(one.security for one in account.silent))
        found.append(f"No net amount is given for {names}.")
    if not account.is_priced:
        found.append("No amount is given for some of the coins.")
    if account.period.partial:
        found.append(f"No filing speaks of both sides on {say_spans(account.period.partial)}.")
    if not account.has_uses:
        found.append("No filing says what was bought in these days.")
    if not account.has_sources:
        named = ", ".join(dict.fromkeys(one.securities for one in account.said if one.securities))
        said = f"The filing names {named} as the source, without an amount."
        found.append(said if named else _elsewhere(account))
    return found


def _elsewhere(account: Account) -> str:
    """What filings say of longer stretches of days that these lie in."""
    told: dict[str, None] = {}
    for one in account.said_around:
        if one.period_start_on and one.period_end_on:
            amount = f" {say_usd(one.amount_usd)}" if one.amount_usd else ""
            days = say_spans([(one.period_start_on, one.period_end_on)])
            told[f"{one.securities or one.other_sources}{amount} for {days}"] = None
    if not told:
        return "No filing says where the money came from."
    return (
        "No filing says of just these days where the money came from; of purchases in longer periods that meet "
        f"them filings name {'; '.join(told)}."
    )


def _remarks(account: Account) -> list[str]:
    """What the filings say besides the figures."""
    sums, found = account.sums, []
    for one in account.said:
        counted = one.other_sources == "sale of bitcoin" and sums.sales
        if one.other_sources and not counted:
            amount = f" of {say_usd(one.amount_usd)}" if one.amount_usd is not None and not one.securities else ""
            found.append(f"The filing names {one.other_sources}{amount} as another source.")
    if account.earlier_proceeds and sums.residual < 0:
        names = ", ".join(account.earlier_proceeds)
        found.append(f"It names {names}, of which nothing was sold in these days: proceeds of earlier ones.")
    if account.before is not None and account.was_kept_before:
        found.append(f"The period before had left {say_usd(account.before.residual_usd)}.")
    for movement in sums.used:
        purpose = f" ({movement.purpose})" if movement.purpose else ""
        found.append(f"{say_usd(movement.amount_usd)} of the reserve were used{purpose}.")
    if any(UNSETTLED.search(one.source.quote) for one in account.period.issued):
        found.append("The shares include some not yet settled: a part of the proceeds arrives after these days.")
    uses = " ".join(one.use_of_proceeds or "" for one in account.sources)
    if re.search(r"\bdividends?\b", uses, re.IGNORECASE):
        found.append("The filing says that proceeds paid dividends.")
    if REPAID.search(uses):
        found.append("The filing says that proceeds repaid debt.")
    return list(dict.fromkeys(found))
