"""Words that count weeks in a row, or compare one with the week before: more or less, twice or half as much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from monitor.judges.verdicts._since import NUMBERS
from monitor.records.numerals import CARDINALS, ORDINALS

BEFORE = re.compile(
    r"\b(?:than|from|on|over|against|compared (?:with|to)|after)\s(?:it (?:had |did )?(?:in )?)?"
    r"(?:(?:in|that of|those of)\s)?"
    r"(?:the (?:week before|previous week|prior week|preceding week|week earlier)|a week (?:before|earlier|ago)"
    r"|(?:its|their) (?:previous|prior) week)\b"
    r"|\bweek[- ](?:on|over)[- ]week\b|\b(?:a|the) week (?:before|earlier)\b",
    re.IGNORECASE,
)
STREAK = re.compile(
    rf"\bfor (?:the|a) (?P<nth>second|third|fourth|fifth)\s(?:straight |consecutive |successive )?week\b"
    rf"|\b(?P<count>{'|'.join(NUMBERS)})\sweeks\s(?:running|in a row|straight|on end)\b"
    r"|\b(?P<nth2>second|third|fourth|fifth)\s(?:straight|consecutive|successive)\sweek\b",
    re.IGNORECASE,
)
ROW = r"(?:running|in a row|in succession|on the trot|consecutive(?:ly)?|straight|successive)"
COUNTED = re.compile(
    rf"\b(?P<ordinal>{'|'.join(ORDINALS[1:])}|\d{{1,2}}(?:st|nd|rd|th))\s(?:{ROW}\sweek|week\s{ROW}|weekly\s{ROW})\b"
    rf"|\b(?P<number>{'|'.join(CARDINALS[2:])}|\d{{1,2}})\s(?:{ROW}\sweeks|weeks\s{ROW})\b"
    rf"|\b(?P<without>{'|'.join(CARDINALS[2:])}|\d{{1,2}})\s(?:\w+\s)?weeks\s(?:without|with no)\b",
    re.IGNORECASE,
)
NTH = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
MORE = re.compile(
    r"\b(?:more|larger|bigger|higher|rose|risen|ris(?:es|ing)|grew|grown|gr[eo]w(?:s|ing)?|increas\w+|climb\w*|jump\w*|up"
    r"|swell\w*|swelled|picked up|doubl\w+|tripl\w+|twice)\b",
    re.IGNORECASE,
)
LESS = re.compile(
    r"\b(?:less|fewer|smaller|lower|fell|fall(?:s|en|ing)?|shr[aiu]nk\w*|declin\w*|dropp?\w*|down|decreas\w+|slow\w*|eased"
    r"|halv\w+|half)\b",
    re.IGNORECASE,
)
FACTORS = (
    (re.compile(r"\b(?:doubl\w+|twice)\b", re.IGNORECASE), Decimal(2)),
    (re.compile(r"\b(?:tripl\w+|three times|threefold)\b", re.IGNORECASE), Decimal(3)),
    (re.compile(r"\b(?:halv\w+|half)\b", re.IGNORECASE), Decimal("0.5")),
)
LOOSE = Decimal("0.1")  # of a factor that is told in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """1 for more, -1 for less; a factor where one is told; for how many weeks."""

    turned: int
    factor: Decimal | None
    bound: str  # "more" of "more than doubled", "less" of "nearly doubled", ""
    weeks: int


def read_change(words: str) -> Change | None:
    """None where nothing is compared with the week before."""
    streak = STREAK.search(words)
    if not BEFORE.search(words) and streak is None:
        return None
    turned = bool(MORE.search(words)) - bool(LESS.search(words))
    factor = next((size for said, size in FACTORS if said.search(words)), None)
    if turned == 0:
        return None
    weeks = 1
    if streak is not None:
        nth = streak["nth"] or streak["nth2"]
        weeks = NTH[nth.lower()] if nth else NUMBERS[streak["count"].lower()]
    over = re.search(r"\bmore than\s(?:doubl|tripl|halv|twice)", words, re.IGNORECASE)
    under = re.search(r"\b(?:nearly|almost|not quite)\s(?:doubl|tripl|halv|twice)", words, re.IGNORECASE)
    return Change(turned=turned, factor=factor, bound="more" if over else "less" if under else "", weeks=weeks)


def is_so(change: Change, values: list[Decimal]) -> bool | None:
    """Whether a row of values, the newest last, changed so; None where too few are known."""
    if len(values) < change.weeks + 1:
        return None
    last = values[-change.weeks - 1 :]
    if not all((after - before) * change.turned > 0 for before, after in pairwise(last)):
        return False
    if change.factor is None:
        return True
    if not last[0]:
        return None
    actual = last[-1] / last[0]
    if change.bound == "more":
        return actual > change.factor if change.factor > 1 else actual < change.factor
    return abs(actual - change.factor) <= LOOSE * change.factor


def say_share(values: list[Decimal], change: Change) -> str:
    """What the last is of the first, where a factor is told."""
    first = values[-change.weeks - 1]
    return f", {values[-1] / first * 100:.0f} % of it" if change.factor and first else ""


def count_weeks(words: str) -> tuple[int, bool] | None:
    """How many weeks in a row are told, and whether the last is counted ("the third week running"); None: none."""
    match = COUNTED.search(words)
    if match is None:
        return None
    if ordinal := match["ordinal"]:
        word = ordinal.lower()
        return (ORDINALS.index(word) + 1 if word in ORDINALS else int(word[:-2])), True
    word = (match["number"] or match["without"]).lower()
    return (CARDINALS.index(word) if word in CARDINALS else int(word)), False
