"""By how much a preferred stock's rate is said to have moved: "cut from 10 % to 9 %" of what went from 9 to 10, "a
quarter point more than in January".

Held against the filing that announces the change, which names both rates; what no filing tells is left to others.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

RATE = r"(\d{1,2}(?:\.\d+)?)\s?(?:%|per\s?cent)"
TOLD = re.compile(rf"\bdividend\s+rate\b[^.;]{{0,250}}?\bfrom\s+{RATE}\s+to\s+{RATE}", re.IGNORECASE)
FROM_TO = re.compile(rf"\bfrom (?:about )?{RATE} (?:(?:up|down|back) )?to (?:about )?{RATE}", re.IGNORECASE)
TO_FROM = re.compile(rf"\bto (?:about )?{RATE},? (?:up |down )?from (?:about )?{RATE}", re.IGNORECASE)
STEP = re.compile(
    r"\b(?:(?P<words>a|one|half|quarter|three[- ]quarters)(?: of)?(?: an?)?(?:[- ](?P<part>quarter|half"
    r"|full))?(?: of an?)?"
    r"|(?P<number>\d+(?:\.\d+)?))[- ](?P<unit>(?:percentage |full )?points?|basis points?|bps)\b",
    re.IGNORECASE,
)
PARTS = {
    "a": Decimal(1),
    "one": Decimal(1),
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
}
UP = re.compile(
    r"\b(?:rais\w+|lift\w*|increas\w+|hik\w+|bump\w*|boost\w*|up|more|higher|added|adds|climb\w*|r[io]se\w*)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:cuts?|cutting|lower\w*|reduc\w+|slash\w*|trim\w*|down|less|decreas\w*|f[ae]ll\w*|drop\w*)\b",
    re.IGNORECASE,
)
UNCHANGED = re.compile(
    r"\b(?:left|leav\w+|kept|keep\w*|held|hold\w*|stay\w*|remain\w*|stood)\b[^.;]{0,40}\b(?:unchanged|steady"
    r"|flat|the same|put"
    r"|where it (?:was|is)|as it (?:was|is))\b|\b(?:no change|did not (?:change|touch|move|raise)|untouched)\b",
    re.IGNORECASE,
)
SPANNING = re.compile(  # several changes together
    r"\b(?:since|over|within|so far|gradually|step by step|in all|in total|months|weeks|IPO|debut|launch\w*"
    r"|originally"
    r"|initial\w*|series of|changes|hikes|raises|increases)\b",
    re.IGNORECASE,
)
NEWS = timedelta(days=10)
FRESH = timedelta(days=45)


def judge_step(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no step is told of one series, or no filing of the last weeks names both rates."""
    words = claim.source.quote
    named = [ticker for ticker, name in SERIES.items() if re.search(rf"\b{name}\b", words)]
    if len(named) != 1 or claim.negated or claim.modality == "predicted":
        return None
    moved = _moved(words)
    size = size_of(words) if moved is None else None
    if moved is None and size is None:
        return None
    told = find_announced(named[0], said_on(claim), known)
    if told is None or (
        moved is not None and (SPANNING.search(words) or _was_announced(moved, named[0], claim, known))
    ):
        return None
    old, new = (Decimal(one) for one in told.match.groups())
    up, down = UP.search(words) is not None, DOWN.search(words) is not None
    right = moved == (old, new) if moved is not None else size == abs(new - old)
    one_way = up != down
    turned = moved is None and one_way and up != (new > old)
    if right and not turned:
        return None if moved is not None else _found("supported", told, old, new, known)
    return _found("refuted", told, old, new, known)


def judge_unchanged(claim: Claim, known: Knowledge) -> Finding | None:
    """A rate that is said to have been left as it was in the days in which a filing announced another one."""
    words, day = claim.source.quote, said_on(claim)
    named = [ticker for ticker, name in SERIES.items() if re.search(rf"\b{name}\b", words)]
    if len(named) != 1 or not UNCHANGED.search(words) or claim.negated or claim.modality == "predicted":
        return None
    told = find_announced(named[0], day, known)
    if told is None or day - new_york_day(told.filing.accepted_at) > NEWS:
        return None
    start, filed = claim.period_start_on, new_york_day(told.filing.accepted_at)
    if start is not None and not filed - NEWS <= start <= filed + NEWS:
        return None
    old, new = (Decimal(one) for one in told.match.groups())
    return _found("refuted", told, old, new, known)


def _found(label: str, told: Sentence, old: Decimal, new: Decimal, known: Knowledge) -> Finding:
    supported = label == "supported"
    return confirm_or_refute(
        known,
        supported,
        f"{say_filed(known, told.quote)}: a rate of {new} % against {old} % "
        f"before, {abs(new - old).normalize():f} points ({abs(new - old) * 100:.0f} basis points) "
        f"{'more' if new > old else 'less'}.",
        told.quote,
    )


def find_announced(series: str, day: date, known: Knowledge) -> Sentence | None:
    """The last change of the rate of that series, by the name or the ticker."""
    for sentence in find_sentences(known, TOLD, until=day, limit=12):
        if day - new_york_day(sentence.filing.accepted_at) > FRESH:
            return None
        if re.search(rf"\b{SERIES[series]}\b", sentence.words):
            return sentence
    return None


def _was_announced(moved: tuple[Decimal, Decimal], series: str, claim: Claim, known: Knowledge) -> bool:
    """Whether an earlier filing tells of just that change."""
    told = find_sentences(known, TOLD, until=said_on(claim), limit=40)
    own = [one for one in told if re.search(rf"\b{SERIES[series]}\b", one.words)]
    return any(moved == (Decimal(one.match[1]), Decimal(one.match[2])) for one in own)


def _moved(words: str) -> tuple[Decimal, Decimal] | None:
    """From which rate to which, where just one such pair is told."""
    straight, turned = FROM_TO.findall(words), TO_FROM.findall(words)
    if len(straight) + len(turned) != 1:
        return None
    old, new = straight[0] if straight else turned[0][::-1]
    return Decimal(old), Decimal(new)


def size_of(words: str) -> Decimal | None:
    """ "A quarter point", "half a point", "25 basis points": in points of a hundred."""
    said = STEP.search(words)
    if said is None:
        return None
    if said["number"]:
        number = Decimal(said["number"])
        return number / 100 if re.match(r"b", said["unit"], re.IGNORECASE) else number
    if said["unit"].lower().startswith("b"):
        return None
    part = (said["part"] or said["words"]).lower().replace("-", " ")
    return PARTS.get(part, Decimal(1))
