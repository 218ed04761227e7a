"""How much of its collateral a loan may be: "lets the loan climb to 75% of the collateral", "an LTV of 50%".

Filings give several such ratios, one that asks for more coins and one that sets coins free: each will do, and a
ratio that is none of them is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts.loans._terms import Told

LIMITS = re.compile(
    r"\b(?:LTV|loan[\s-]to[\s-]collateral[\s-]value)\s+ratio[^.;%]{0,60}?(?P<percent>\d+)%", re.IGNORECASE
)
NAMED = r"(?:LTV|loan[- ]to[- ](?:collateral[- ])?value|loan[- ]to[- ]collateral)\b"
MAY = r"\b(?:climb|rise|grow|swell|reach|be|go (?:up )?|exceed|pass|top|run)\b[^.;%$]{0,20}"
SAID = re.compile(
    rf"\b{NAMED}[^.;%$]{{0,40}}?(?<!\d)(?P<behind>\d{{1,3}})\s?%"
    rf"|(?<!\d)(?P<before>\d{{1,3}})\s?%\s(?:\w+\s)?{NAMED}"
    rf"|\bloan\b[^.;%$]{{0,30}}?{MAY}(?<!\d)(?P<of>\d{{1,3}})\s?%\sof\s(?:the\s|its\s|their\s)?(?:value\sof\s(?:the\s|its\s)?)?"
    r"(?:\w+\s)?(?:collateral|coins|bitcoins?)\b",
    re.IGNORECASE,
)


def says_ratio(words: str) -> bool:
    """Whether a sentence gives such a ratio; then it tells nothing of whether there is collateral."""
    return SAID.search(words) is not None


def weigh_ratio(words: str, known: Knowledge) -> Iterator[tuple[bool, Told]]:
    """The ratio that a sentence gives, against those of the filings; nothing where either gives none."""
    said = SAID.search(words)
    if said is None:
        return
    claimed = said["behind"] or said["before"] or said["of"]
    told = [
        (match["percent"], one)
        for one in find_sentences(known, LIMITS, limit=6)
        for match in LIMITS.finditer(one.words)
    ]
    if not told:
        return
    percent, shown = next((one for one in told if one[0] == claimed), told[0])
    right = percent == claimed
    also = "" if right else f"; {claimed} % is claimed"
    yield right, (f"{percent} % of its collateral is a limit by the filing of {_filed(shown)}{also}", shown.quote)


def _filed(sentence: Sentence) -> str:
    return say_day(new_york_day(sentence.filing.accepted_at))
