"""Balances of days that no filing covers yet: "a further fall took it below $0.85 billion at the end of May", said
on the 29th; "by this Sunday it will be back at $1 billion".

The last disclosed balance says nothing of such a day, neither by being near it nor by being another.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, say_filed
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._time import next_due, said_on
from monitor.records import Claim, Reserve

WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
COMING = re.compile(
    r"\b(?:will|won[’']t|shall|going to|set to|about to|expects? to|poised to|bound to)\b[^.;]{0,60}"
    r"\b(?:have|be|stand|sit|reach|hold|hit|top|pass|exceed|climb|rise|grow|fall|drop|sink|shrink|slip|dip|dwindle"
    r"|swell|double|halve|get|go|run|end|finish|close)\b",
    re.IGNORECASE,
)
MOVED = re.compile(
    r"\b(?:meanwhile|since then|climb\w*|r[io]se\w*|rising|gr[eo]w\w*|swell\w*|swollen|shr[aiu]nk\w*|f[ae]ll\w*"
    r"|dropp\w*|drop|sank|sunk|slipp\w*|dipp\w*|topped up|top-up|drawn? down|drew down|run down|drain\w*"
    r"|lifted)\b",
    re.IGNORECASE,
)
SLACK = timedelta(days=2)  # a balance of Sunday is filed and told on Monday or Tuesday


def horizon_of(claim: Claim) -> date | None:
    """The day that a balance is foretold for: of a weekday the next one."""
    end, said = claim.period_end_on, said_on(claim)
    if end is None or not (claim.modality == "predicted" or COMING.search(claim.source.quote)):
        return None
    if end <= said and WEEKDAY.search(claim.source.quote):
        end += timedelta(days=7)
    return end if end > said else None


def is_untold(claim: Claim, known: Knowledge, last: date) -> bool:
    """Whether the balance is one to come, or of a day after the `last` that is disclosed by which it has moved."""
    words, end = claim.source.quote, claim.period_end_on
    place = min((one.start for one in claim.figures), default=claim.source.quote_start) - claim.source.quote_start
    if COMING.search(words[:place] if place > 0 else words):
        horizon = horizon_of(claim)
        return horizon is None or horizon > known.as_of or last <= said_on(claim)
    return end is not None and end - last > SLACK and MOVED.search(words) is not None


def leave_untold(known: Knowledge, last: Reserve, name: str) -> Finding:
    """Open until the next report."""
    return Finding(
        label="not_enough_evidence",
        reason="blind_window",
        rationale=f"{say_filed(known, last.source)}: {name} was {say_amount(last.amount_usd, 'USD')} on "
        f"{say_day(last.as_of_on)}; no later balance is disclosed.",
        evidence=cite(known, "context", last),
        resolves_by_on=next_due(known).due_on,
    )
