"""How much of a note its holders have asked to convert: "requests for some $857 million had come in by
mid-February".

It is a part of the note, told by the sentence that counts the requests, and no principal. What was converted or
redeemed in the end is for others.
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
ASKED = re.compile(
    r"\b(?:ask(?:ed|ing)?|request(?:s|ed|ing)?|appl(?:y|ied|ying)|sought|elect(?:ed|ing)|opt(?:ed|ing)|chose\w*"
    r"|sign(?:ed|ing) up|notices?|put in)\b[^.;]{0,40}\b(?:convert\w*|conversions?)\b"
    r"|\b(?:conversion|convert) (?:requests?|notices?|elections?|applications?)\b",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\breceived\s+(?:conversion\s+(?:requests?|notices?)|(?:requests?|notices?)\s+(?:to\s+convert|(?:of|for)\s+conversion))"
    r"\s+(?:for|of|with\s+respect\s+to|in\s+respect\s+of)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20[2-4]\d\b")
CLOSE = 40  # characters from the words to their sum


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum is said to be asked for, or no filing counts the requests for that note."""
    words = claim.source.quote
    sums = [one for one in claim.figures if one.unit == "USD" and one.value >= 1_000_000]
    if len(sums) != 1 or len(claim.figures) > 1 or not ASKED.search(words) or claim.negated:
        return None
    if claim.modality == "predicted":
        return None
    day = said_on(claim)
    years = {year for year in YEAR.findall(words) if int(year) > day.year}
    for sentence in find_sentences(known, TOLD, until=day, limit=6):
        money = MONEY.search(sentence.words, sentence.match.end())
        if money is None or money.start() - sentence.match.end() > CLOSE:
            continue
        if years and not years & set(YEAR.findall(sentence.words)):
            continue
        amount = read_money(money)
        right = is_right(sums[0], amount)
        claimed = "" if right else f"; {say_figure(sums[0])} is claimed"
        return confirm_or_refute(
            known,
            right,
            f"{say_filed(known, sentence.quote)}: holders had asked, or "
            f"elected, to convert {say_amount(amount, 'USD')}{claimed}.",
            sentence.quote,
            firmness="exact",
        )
    return None
