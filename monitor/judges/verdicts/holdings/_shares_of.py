"""What a trade was of the holding, or made of it: "half of its holdings", "which doubled its stash"; and whether
it was the only one of a month or a year."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, confirm_or_refute
from monitor.judges.verdicts._disclosed import Trade, latest_total, touching_days, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._saying import say_filed_trade, say_trade
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim

STASH = r"(?:holdings?|stash|hoard|stack|pile|position|treasury|trove|coins|bitcoins?|BTC)"
GROWN = re.compile(
    rf"\b(?P<verb>doubl|tripl|quadrupl|halv)(?:ed|es|ing)\s(?:its|the|their) (?:\w+ )?{STASH}\b", re.IGNORECASE
)
PART = re.compile(
    r"\b(?P<part>half|a third|a quarter|a fifth|a tenth|two[- ]thirds|three[- ]quarters|all)\s(?:of )?"
    r"(?:its|the|their)"
    rf" (?:\w+ )?{STASH}\b",
    re.IGNORECASE,
)
ONLY = re.compile(r"\bonly (?:\w+ )?(?P<kind>purchase|buy|acquisition|sale|disposal)\b", re.IGNORECASE)
TIMES = {"doubl": Decimal(2), "tripl": Decimal(3), "quadrupl": Decimal(4), "halv": Decimal("0.5")}
PARTS = {
    "half": Decimal("0.5"), "a third": Decimal(1) / 3, "a quarter": Decimal("0.25"), "a fifth": Decimal("0.2"),
    "a tenth": Decimal("0.1"), "two thirds": Decimal(2) / 3, "three quarters": Decimal("0.75"), "all": Decimal(1),
}  # fmt: skip
LOOSE = Decimal("0.1")  # of what is said: so far a word like these may be off


def judge_share(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """None where nothing of the kind is told, or no trade of so many coins is known."""
    grown, part = GROWN.search(words), PART.search(words)
    own = _meant(claim, known) if grown or part else None
    if own is None:
        return None
    before = latest_total(known, own.span[0] - timedelta(days=1))
    after = latest_total(known, own.span[1])
    if before is None or after is None or after is before:
        return None
    if grown is not None:
        said, actual = TIMES[grown["verb"].lower()], after.units / before.units
    else:
        name = (part["part"] if part else "").lower().replace("-", " ")
        said, actual = PARTS[name], own.change.units / before.units
    right = abs(actual - said) <= LOOSE * said
    return confirm_or_refute(
        known,
        right,
        f"{say_filed_trade(known, own)}: from {say_units(before.units)} to {say_units(after.units)}"
        + (", double or half of it." if right else "."),
        own.change,
        before.total,
        after.total,
        firmness="exact",
    )


def judge_only(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """ "Its only purchase in June": refuted by another one in those days; never vouched for here."""
    match, span = ONLY.search(words), period(claim)
    own = _meant(claim, known) if match else None
    if match is None or own is None or span is None or span == own.span or (span[1] - span[0]).days < 20:
        return None
    kind = "sold" if match["kind"].lower() in ("sale", "disposal") else "acquired"
    if own.change.kind != kind:
        return None
    others = [one for one in touching_days(trades_of(known, kind), span) if not one.wide and one is not own]
    others = [one for one in others if span[0] <= one.span[0] and one.span[1] <= min(span[1], said_on(claim))]
    if not others:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"In {say_span(span)} there was another: {say_trade(others[-1])}.",
        evidence=cite(known, "refutes", others[-1].change, own.change),
        firmness="exact",
    )


def _meant(claim: Claim, known: Knowledge) -> Trade | None:
    """The newest trade of so many coins by then."""
    counts = find_figures(claim.figures, "units")
    kind = "sold" if claim.claim_type.startswith("btc_sale") else "acquired"
    same = [
        one for one in trades_of(known, kind)
        if not one.wide and one.span[1] <= said_on(claim)
        and any(is_right(count, one.change.units) for count in counts)
    ]  # fmt: skip
    return same[-1] if same else None
