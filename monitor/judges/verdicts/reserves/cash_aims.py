"""For how long a dollar reserve is meant to last, and for what: "at least a year of dividends, two in the end".

The filing that set the reserve up names a least and a goal in months. Each is compared with what is claimed of it;
a number told of neither is right when it is one of them. What the reserve is for, without a number, likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, confirm_or_refute, say_filed
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.reserves._purpose import aims_of, find_purpose
from monitor.records import Claim, ClaimType, Quote
from monitor.records.numerals import CARDINALS

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
RESERVE = re.compile(
    r"\b(?:reserves?|war chest|rainy-day|cushion|buffer|(?:dollar|greenback|cash|USD) (?:pot|pile|hoard"
    r"|kitty|fund|stash))\b",
    re.IGNORECASE,
)
COINS = re.compile(
    r"\b(?:bitcoin|BTC|coin) (?:reserves?|hoard|buffer|cushion)\b|\bsold\b|\bselling\b", re.IGNORECASE
)
WORDS = {word: number for number, word in enumerate(CARDINALS[1:], 1)} | {
    "a": 1,
    "an": 1,
    "eighteen": 18,
    "twenty-four": 24,
    "thirty": 30,
    "thirty-six": 36,
    "forty-eight": 48,
}
LENGTH = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(sorted(WORDS, key=len, reverse=True))})(?:\s(?:full"
    rf"|whole))?[\s-](?P<unit>months?|years?|quarters?)(?:[’']s?)?"
    r"(?!\s(?:ago|earlier|later|before|after))",
    re.IGNORECASE,
)
HALF = re.compile(r"\b(?:a|one) year and a half\b|\b(?P<count>\d|one|two)\sand\sa\shalf\syears\b", re.IGNORECASE)
UNITS = {"month": 1, "quarter": 3, "year": 12}
LEAST = re.compile(
    r"\b(?:at least|minimum|no less|not less|floor|or more at first|initially|at first|to begin with)\b",
    re.IGNORECASE,
)
GOAL = re.compile(
    r"\b(?:goal|eventual\w*|ultimate\w*|in the end|in time|over time|long[- ]term|later|aims?|aiming"
    r"|target\w*|hopes?|one day"
    r"|someday|stretch|down the road)\b",
    re.IGNORECASE,
)
TOLD = re.compile(r"\breserve\b[^.]{0,200}?\b(?:months|years)\b", re.IGNORECASE)
BOUND = re.compile(  # what is more than an intention
    r"\b(?:must|shall|bind(?:s|ing)|bound|oblig\w+|committed|commits?"
    r"|commitment|guarantee[ds]?|pledge[ds]?"
    r"|promise[ds]?|required|requires|mandat\w+|permanent\w*|irrevocabl\w+"
    r"|has to|have to|had to|never|at all times|always)\b",
    re.IGNORECASE,
)
UNBOUND = re.compile(
    r"\b(?:not|no|nothing|without|never)\b[^.;,]{0,30}\b(?:bind\w*|bound|oblig\w+|commit\w*|guarantee\w*|promise\w*"
    r"|required)\b|\b(?:may|can|free to|at will|discretion|intention|intends?|goal|aims?|change[ds]?)\b",
    re.IGNORECASE,
)
AT_ITS_WILL = re.compile(
    r"\b(?:sole|absolute|own)\b[^.;]{0,20}\bdiscretion\b|\bnothing (?:binds|obliges|forces|requires)\b"
    r"|\b(?:not|n[’']t) (?:legally |contractually )?(?:bound|obliged|obligated|required) to (?:keep|hold"
    r"|maintain)\b"
    r"|\b(?:can|may|could|free to)\b[^.;]{0,50}\b(?:whenever it (?:likes|wants|chooses)|at will|at any time)\b",
    re.IGNORECASE,
)
HELD_FOR = re.compile(
    r"\b(?:months?|years?)\b[^.;]{0,40}\b(?:dividends?|interest|distributions?|payouts?)\b", re.I
)
AT_WILL = re.compile(
    r"\breserve\b[^.]{0,120}\b(?:sole|absolute|own)\b[^.]{0,20}\bdiscretion\b"
    r"|\bdiscretion\b[^.]{0,80}\breserve\b",
    re.IGNORECASE,
)
WILL = re.compile(r"\b(?:will|won[’']t|going to|set to|on track|expects?|shall|should|bound to)\b", re.IGNORECASE)
BY_WHEN = re.compile(
    r"\b(?:by|before|within|until|come)\s(?:the\s)?(?:(?:end|middle|start|close|turn) of\s)?(?:the\s)?(?:next"
    r"|this|coming|year|quarter|spring|summer|autumn|fall|winter|christmas|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|20\d\d)\b",
    re.IGNORECASE,
)
ALREADY = re.compile(r"\b(?:already|now (?:covers?|pays?|lasts?)|is (?:enough|sufficient))\b", re.IGNORECASE)
EXISTS = re.compile(
    r"\b(?:exists?|meant|there (?:to|for)|intended|designed|set up|supports?|supposed|earmarked|purpose"
    r"|is for|serves?|to (?:pay|cover"
    r"|fund|support|service|finance|back))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A number of months, and whether it is told as the least, as the goal, or as neither."""

    months: Decimal
    role: str  # "least", "goal", ""


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence says neither how long nor what for, or no filing does."""
    words = claim.source.quote
    bound = BOUND.search(words) is not None and not UNBOUND.search(words)
    if not (RESERVE.search(words) or (bound and HELD_FOR.search(words))) or COINS.search(words):
        return None
    if AT_ITS_WILL.search(words):
        return _judge_free(claim, known)
    if claim.negated and not bound:
        return None
    claimed = tuple(_read(words))
    if ALREADY.search(words):
        claimed = tuple(Span(one.months, "least") for one in claimed)
    if not claimed:
        return _judge_purpose(claim, known)
    sentence = next(find_sentences(known, TOLD, until=said_on(claim), limit=1), None)
    told = tuple(_read(" ".join(sentence.words.split()))) if sentence else ()
    if sentence is None or not told:
        return None
    if WILL.search(words) and BY_WHEN.search(words):
        return Finding(
            label="not_enough_evidence",
            reason="blind_window",  # until that day nothing can tell
            rationale=f"{say_filed(known, sentence.quote)}: {_say(told)}, without a "
            "day by which it is to be reached.",
            evidence=cite_quotes(known, "context", sentence.quote),
        )
    if bound:
        free = next(find_sentences(known, AT_WILL, until=said_on(claim), limit=1), None)
        if free is None:
            return None
        return _finding(known, free, right=False, words=f"{_say(told)}, as an aim that it may change at will.")
    for one in claimed:
        choices = [other for other in told if not one.role or other.role == one.role] or list(told)
        if all(one.months != other.months for other in choices):
            return _finding(
                known,
                sentence,
                right=False,
                words=f"{_say(told)}; {one.months} months{f' as the {one.role}' if one.role else ''} are claimed.",
            )
    if _wrong_sums(claim, known) is not None:
        return None  # a balance that is wrong: `reserves.py` says so
    balances = [one for one in known.record.reserves if one.kind == "usd_reserve"]
    purpose = find_purpose(known, claim) if aims_of(words) else None
    extra = [balances[-1].source] if balances and any(True for _ in read_sums(words)) else []
    extra += [purpose.quote] if purpose else []
    return _finding(known, sentence, right=True, words=f"{_say(told)}.", extra=tuple(extra))


def _judge_free(claim: Claim, known: Knowledge) -> Finding | None:
    """ "It may change it at its sole discretion": where a filing says so, and no length or wrong sum is told."""
    free = next(find_sentences(known, AT_WILL, until=said_on(claim), limit=1), None)
    if free is None or any(_read(claim.source.quote)) or _wrong_sums(claim, known) is not None:
        return None
    return _finding(known, free, right=True, words="its terms and its amount are at the company's own discretion.")


def _wrong_sums(claim: Claim, known: Knowledge) -> str | None:
    amounts = [one.amount_usd for one in known.record.reserves if one.kind == "usd_reserve"]
    for figure, _ in read_sums(claim.source.quote):
        if not any(is_right(figure, amount) for amount in amounts):
            return say_figure(figure)
    return None


def _judge_purpose(claim: Claim, known: Knowledge) -> Finding | None:
    words = claim.source.quote
    if any(True for _ in read_sums(words)) or claim.figures or not EXISTS.search(words):
        return None
    sentence = find_purpose(known, claim)
    claimed = aims_of(words)
    if sentence is None or not claimed:
        return None
    told = aims_of(" ".join(sentence.words.split()))
    if not told:
        return None
    right = claimed <= told
    if not right and claimed & told:
        return None
    return _finding(
        known,
        sentence,
        right=right,
        words=f"the reserve is for {' and '.join(sorted(told))}; {' and '.join(sorted(claimed))} is claimed.",
    )


def _read(words: str) -> Iterator[Span]:
    """The lengths of time of a sentence, each with the role that the words nearest to it give."""
    found = [(match.start(), match.end(), _months(match)) for match in LENGTH.finditer(words)]
    found += [
        (
            match.start(),
            match.end(),
            Decimal(12 * (WORDS.get(match["count"] or "one", 1) if match["count"] else 1) + 6),
        )
        for match in HALF.finditer(words)
    ]
    found.sort()
    for number, (start, end, months) in enumerate(found):
        begin = found[number - 1][1] if number else 0
        stop = found[number + 1][0] if number + 1 < len(found) else len(words)
        before, after = (
            words[max(begin, start - 60) : start],
            re.split(r"[,;]|\band\b", words[end : min(stop, end + 60)])[0],
        )
        least, goal = LEAST.search(before + "|" + after), GOAL.search(before + "|" + after)
        yield Span(months, "goal" if goal and not least else "least" if least and not goal else "")


def _months(match: re.Match[str]) -> Decimal:
    count = match["count"].lower()
    number = int(count) if count.isdigit() else WORDS[count]
    return Decimal(number * UNITS[match["unit"].lower().rstrip("s")])


def _say(told: tuple[Span, ...]) -> str:
    return " and ".join(f"{one.months} months{f' as the {one.role}' if one.role else ''}" for one in told)


def _finding(
    known: Knowledge, sentence: Sentence, *, right: bool, words: str, extra: tuple[Quote, ...] = ()
) -> Finding:
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, sentence.quote)}: {words}",
        sentence.quote,
        *extra,
    )
