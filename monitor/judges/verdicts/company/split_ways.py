"""Which way shares are split, told share by share: "ten old shares become one", "each share becomes ten".

`splits.py` reads ratios ("10-for-1") and days. A reverse split leaves fewer shares than before; where a filing
tells of one that leaves more, it is refuted, and so are other numbers.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.company.splits import CLAIM_TYPES as OF_SPLITS
from monitor.judges.verdicts.company.splits import COUNT, TOLD
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = OF_SPLITS
BECOMES = re.compile(
    rf"\b(?P<old>{COUNT}|each|every)\s(?:of its\s)?(?:(?:old|existing|single|current|MSTR)\s)*(?:shares?\s)?"
    r"(?:becomes?|turns? into|(?:is|are) (?:turned|merged|cut|split) into|merges? into)\s"
    rf"(?P<new>{COUNT})\b",
    re.IGNORECASE,
)
REVERSE = re.compile(
    r"\breverse(?:[\s-]\w+)?[\s-]split\b|\b(?:consolidat\w+|merg(?:es?|ing))\b[^.;]{0,20}\bshares\b"
    r"|\bshare consolidation\b",
    re.IGNORECASE,
)
STOCK = re.compile(r"\b(?:shares?|stock)\b", re.IGNORECASE)
SPLIT = re.compile(r"\b(?:split\w*|consolidat\w+|merg\w+|shares? becomes?)\b", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:if|would|could|may|might|will|plans?|planning|next|soon|later|consider\w*|going to|weighs?|wants?)\b"
)
RECENT = timedelta(days=120)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where it is not told which way, or no filing of these months tells of a split."""
    words, day = claim.source.quote, said_on(claim)
    reverse, said = REVERSE.search(words), BECOMES.search(words)
    if (
        claim.negated
        or AHEAD.search(words)
        or not (reverse or (said and STOCK.search(words) and SPLIT.search(words)))
    ):
        return None
    for sentence in find_sentences(known, TOLD, until=day, limit=8):
        new, old = _number(sentence.match["new"]), _number(sentence.match["old"])
        if new is None or old is None or day - new_york_day(sentence.filing.accepted_at) > RECENT:
            continue
        right = (new > old) == (reverse is None)
        if right and said is not None:
            right = (_number(said["new"]), _number(said["old"])) == (new, old)
        elif right:
            return None
        claimed = "" if right else f"; “{(reverse or said or sentence.match).group()}” is claimed"
        return confirm_or_refute(
            known,
            right,
            f"{say_filed(known, sentence.quote)}: a {new}-for-{old} stock "
            f"split, {'more' if new > old else 'fewer'} shares than before{claimed}.",
            sentence.quote,
            firmness="retrieved",
        )
    return None


def _number(word: str) -> int | None:
    if word.lower() in ("each", "every"):
        return 1
    return int(word) if word.isdigit() else NUMBERS.get(word.lower())
