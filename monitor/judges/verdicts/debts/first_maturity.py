"""When debt first falls due: "the first of its converts matures in 2028", "none can be put before September 2027".

Of all notes and loans outstanding, or of the kind that is named, the earliest maturity; where the words speak of a
put, the earliest day on which holders may hand one back. Asked only where the store knows all debt of the issuer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._paper_words import DAY, Day, day_of
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.debts._standing import PUT, Due, is_known_whole, list_dues, quotes_of
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
DEBT = re.compile(
    r"\b(?:notes?|bonds?|converts?|convertibles?|debentures?|debts?|borrowings|maturit(?:y|ies))\b(?! preferred)",
    re.IGNORECASE,
)
DUE = re.compile(
    r"\b(?:matur\w+|(?:fall|come)s? due|coming due|is due|are due|due (?:in|before|until)|repay\w*|repaid)\b",
    re.IGNORECASE,
)
FIRST = re.compile(r"\b(?:first|earliest|nearest|next|soonest)\b(?!\s(?:quarter|half|week))", re.IGNORECASE)
NONE = re.compile(
    r"\b(?:no|none|not (?:one|a single|any)|nothing|neither|nobody)\b|\b(?:can|may|do|does|will|is"
    r"|are)(?:n[’']t| ?not)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(?:before|until|till|earlier than|prior to|sooner than)\s(?:the\s)?(?:\w+\s){0,2}?$", re.IGNORECASE
)
OF_ONE = re.compile(r"\d\s?%|\b20\d\d[\s-](?:\w+\s)?(?:notes?|converts?|convertibles?|bonds?)\b|\$", re.IGNORECASE)
OTHER = re.compile(
    r"\bpreferreds?\b|\bSTR[KFDCE]\b|\bdividends?\b|\b(?:redeem|call)\w*\b|\bsold\b|\bissued\b|\bpriced\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the words tell of one paper alone, or of no day that something is first due on."""
    words = claim.source.quote
    put = PUT.search(words) is not None
    if not DEBT.search(words) or not (put or DUE.search(words)) or OF_ONE.search(words) or OTHER.search(words):
        return None
    days = list(DAY.finditer(words))
    if not days or len({(day_of(one).year, day_of(one).month) for one in days}) != 1 or not is_known_whole(known):
        return None
    day = day_of(days[0])
    dues = list_dues(known, words, said_on(claim))
    if not dues:
        return None
    first = dues[0]
    fits = day.fits(Day(first.on.year, first.on.month, first.on.day))
    if BEFORE.search(words[: days[0].start()]):
        none = NONE.search(words[: days[0].start()]) is not None or claim.negated
        opening = date(day.year, day.month or 1, day.day or 1)
        return _say(known, dues, right=(first.on >= opening) == none, put=put, day=day)
    if FIRST.search(words) and not NONE.search(words):
        return _say(known, dues, right=fits, put=put, day=day)
    return None


def _say(known: Knowledge, dues: Sequence[Due], *, right: bool, put: bool, day: Day) -> Finding:
    first = dues[0]
    what = "may be handed back first" if put else "falls due first"
    whole = f"Of {len(dues)} papers outstanding"
    also = "" if right else f"; {day} is claimed"
    terms = "put_on" if put and first.paper.put_on else "matures_on"
    return confirm_or_refute(
        known,
        right,
        f"{whole} the {first.paper.name} {what}, on {say_day(first.on)}{also}.",
        *quotes_of(known, dues[:2], terms),
    )
