"""Nothing bought: "bought nothing last week", "has put its purchases on hold", "is sitting out the market".

A denial of it ("has not paused its purchases") claims a purchase, and is judged as one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from monitor.judges._days import Span, new_york_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import touching_days, trades_of
from monitor.judges.verdicts._saying import leave_open, say_filed_trade
from monitor.judges.verdicts._time import open_days, period, recent_days, said_on
from monitor.records import Claim, HoldingsTotal

NO_BUYING = (
    r"\b(?:(?:abstain|refrain|held off|hold off|skip|sat out|stayed away|stopped|halted|paused"
    r"|suspended)\w*\b[^.;]{0,30}"
    r"\b(?:buy|purchas|acqui)"
    r"|(?:put|puts|putting|placed|has)\s(?:[\w’']+\s){0,4}(?:buy\w*|purchas\w+|acquisitions?"
    r"|shopping)\s(?:\w+\s)?on (?:hold|ice|pause)"
    r"|(?:buy\w*|purchas\w+|acquisitions?)\s(?:\w+\s){0,3}(?:on (?:hold|ice|pause)\b|(?:dried up"
    r"|ground to a halt|came to an? (?:halt|stop|end)|stopped|paused|ended|was (?:interrupted|suspended|halted)))"
    r"|(?:br(?:oke|eak)(?:s|ing)?|end(?:s|ed|ing)?|snap(?:s|ped|ping)?|interrupt(?:s|ed|ing)?|halt(?:s|ed|ing)?)\s(?:[\w’-]+\s){0,3}(?:streak|run|string"
    r"|series) of"
    r"\s(?:\w+\s){0,3}(?:buy|purchas|acqui)"
    r"|(?:tak(?:es|en|ing|e)|took)\s(?:the|this|last|a|that)\s(?:\w+\s)?(?:week|month)\soff\b"
    r"|(?:tak(?:es|en|ing|e)|took)\s(?:a|the)\s(?:\w+\s)?(?:break|breather|pause|rest|week|month"
    r"|time[- ]out)\s(?:off\s)?from\s(?:[\w’']+\s){0,3}"
    r"(?:buy|purchas|acqui|the bitcoin market|bitcoin)"
    r"|(?:sit(?:s|ting)?|sat)\s(?:out\b|on the sidelines|on its hands)|stay(?:s|ed|ing)? (?:on the sidelines"
    r"|out of the (?:\w+ )?market)"
    r"|(?:went|gone|going|goes) on (?:a )?(?:buying|purchasing) (?:pause|break|strike))\w*"
)
ABSTAINS = re.compile(rf"(?<!never )(?<!not )(?<!n’t )(?<!n't ){NO_BUYING}", re.IGNORECASE)
KEPT_ON = re.compile(rf"(?:\b(?:not|never)|n[’']t)\s{NO_BUYING}", re.IGNORECASE)
OTHERS = re.compile(  # "while others sat on the sidelines, it bought more"
    r"\b(?:others?|rivals?|peers|investors|traders|miners|everyone|every(?:body)? else|most (?:companies|firms"
    r"|buyers))\b",
    re.IGNORECASE,
)
BOUGHT = re.compile(
    r"(?<!not )(?<!never )\b(?:bought|added|acquired|purchased|snapped up|scooped up"
    r"|kept (?:on )?buying)\b(?! no\b)",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(
    r"\b(?:announc\w+|disclos\w+|report\w*|reveal\w*|filing|filed|said|confirm\w+)\b", re.IGNORECASE
)
WEEK = timedelta(days=8)


def abstains(claim: Claim) -> bool:
    """ "refrained from buying": a negation without "not"."""
    words = claim.source.quote
    said = ABSTAINS.search(words)
    if claim.figures or said is None or KEPT_ON.search(words) is not None:
        return False
    outside = f"{words[: said.start()]} {words[said.end() :]}"
    return OTHERS.search(outside) is None and BOUGHT.search(outside) is None


def judge_none(claim: Claim, known: Knowledge) -> Finding:
    """ "bought nothing last week", "has paused its purchases"."""
    window = period(claim) or _reported_days(claim, known) or recent_days(claim, known)
    said = ABSTAINS.search(claim.source.quote)
    fine = [one for one in trades_of(known, "acquired") if not one.wide]
    inside = [
        one for one in touching_days(fine, window) if one.span[0] >= window[0] or one.span[1] - WEEK >= window[0]
    ]
    if inside:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_filed_trade(known, inside[-1])}.",
            evidence=cite(known, "refutes", inside[-1].change),
            firmness="exact",
        )
    uncovered = open_days(claim, known, window)
    if uncovered:
        open_ = leave_open(known, uncovered, "Whether anything was bought is not disclosed yet.")
        # "its streak ended: no purchase between January 27 and February 2": the other claim has the days
        return replace(open_, idle=said is not None and not claim.negated and period(claim) is None)
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"The disclosures that cover {say_span(window)} show no purchase"
        + (f" (“{said.group()}”)." if said else "."),
        evidence=cite(known, "supports", *covering(known, window)),
    )


def _reported_days(claim: Claim, known: Knowledge) -> Span | None:
    """ "reported no purchase": the days of the last disclosure by then, and not those since."""
    if not ANNOUNCED.search(claim.source.quote):
        return None
    told = [
        one.span
        for one in known.disclosed.get(known.asset, ())
        if new_york_day(one.change.known_at) <= said_on(claim) and one.change.kind in ("acquired", "sold", "none")
    ]
    return told[-1] if told else None


def covering(known: Knowledge, window: Span) -> list[HoldingsTotal]:
    """The first holding disclosed at the end of those days or later."""
    return [one.total for one in known.settled[known.asset] if one.as_of_on >= window[0]][:1]
