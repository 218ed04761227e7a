"""Figures that stand in a filing's own words and in no table of the store: a loss, revenue, proceeds, coins mined.

Retrieval: sentences of the filings known by then that speak of the same thing, their figures against the claim's.
A figure found in such a sentence of its period confirms; a sentence of the same period with another figure refutes
only when it is the single one of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges._told_periods import dated_in
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, cite_quotes
from monitor.judges.verdicts._disclosed import trades_of
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import MONEY, Sentence, find_sentences, read_money
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other",)
TOPICS = {
    "lose": (
        r"unreali[sz]ed|on paper|paper|(?:of|in) value",
        re.compile(r"\bunreali[sz]ed\s+loss", re.IGNORECASE),
        re.compile(r"\bnet\s+loss", re.IGNORECASE),
    ),
    "earn": (
        r"unreali[sz]ed|fair value|paper",
        re.compile(r"\bunreali[sz]ed\s+(?:fair\s+value\s+)?gain", re.IGNORECASE),
        re.compile(r"\b(?:net\s+income|(?:total\s+)?revenues?)\b", re.IGNORECASE),
    ),
}
REALISED = re.compile(
    r"(?<!un)(?<!un-)\breali[sz](?:ed|es|ing)\b"
    r"|\b(?:bank|pocket|crystalli[sz]|lock|cash)(?:ed|s|es)\b(?: in)? (?:an? |its |the )?(?:\S+ ){0,4}?(?:gain"
    r"|profit|loss)",
    re.IGNORECASE,
)
IS_REALISED: dict[str, re.Pattern[str]] = {
    "lose": re.compile(r"\b(?<!un)reali[sz]ed\s+loss", re.IGNORECASE),
    "earn": re.compile(r"\b(?<!un)reali[sz]ed\s+gain", re.IGNORECASE),
}
CHANGE = re.compile(
    r"\b(?:increases?|decreases?|changes?|reductions?|improvements?) (?:in|to|of) (?:our )?$", re.IGNORECASE
)
RECENT = timedelta(days=140)
QUARTER_LEAST = 80  # days
BEFORE, AFTER = 8, 110  # characters from the words to their figure


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the filings have no sentence of the kind."""
    if claim.action in TOPICS:
        return _judge_result(claim, known)
    if claim.action == "transfer":
        return _judge_moved(claim, known)
    return None


def _judge_result(claim: Claim, known: Knowledge) -> Finding | None:
    """A loss or gain that a filing states in so many words."""
    special, unrealised, plain = TOPICS[claim.action]
    pattern = unrealised if re.search(special, claim.source.quote, re.IGNORECASE) else plain
    day = said_on(claim)
    dollars = [figure for figure in claim.figures if figure.unit == "USD"]
    if not dollars or not isinstance(pattern, re.Pattern) or not isinstance(unrealised, re.Pattern):
        return None
    if claim.modality == "predicted" and claim.period_end_on is not None and claim.period_end_on >= day:
        return None  # what was filed so far tells nothing of a quarter to come
    realised = REALISED.search(claim.source.quote) is not None
    if realised:  # "a realised gain" of what stands in the filing as an unrealised one
        pattern, unlike = IS_REALISED[claim.action], unrealised
    else:
        unlike = _opposite(claim.action, pattern)
    for opposed, looked_for in ((False, pattern), (True, unlike)):
        for sentence in find_sentences(known, looked_for, until=day, limit=25):
            if new_york_day(sentence.filing.accepted_at) < day - RECENT:
                continue
            near = _own_money(sentence)
            if near is None or not all(is_right(figure, near) for figure in dollars):
                continue
            wrong = opposed or _is_of_another_time(claim, sentence)
            return Finding(
                label="refuted" if wrong else "supported",
                reason="contradicts_disclosure" if wrong else "matches_disclosure",
                rationale=f"The filing of {say_day(new_york_day(sentence.filing.accepted_at))}: "
                f"“{_short(sentence)}”.",
                evidence=cite_quotes(known, "refutes" if wrong else "supports", sentence.quote),
                firmness="retrieved",
            )
    return _judge_other_figure(claim, known, pattern, dollars)


def _is_of_another_time(claim: Claim, sentence: Sentence) -> bool:
    """Whether a quarter or a year is claimed and the sentence tells of others alone."""
    span = period(claim)
    told = [one for one in dated_in(" ".join(sentence.words.split())) if (one[1] - one[0]).days >= QUARTER_LEAST]
    if span is None or (span[1] - span[0]).days < QUARTER_LEAST or not told:
        return False
    return all(last < span[0] or span[1] < first for first, last in told)


def _judge_other_figure(
    claim: Claim, known: Knowledge, pattern: re.Pattern[str], dollars: Sequence[ClaimFigure]
) -> Finding | None:
    """The period that the claim names has one figure of the kind in the filings, and it is another one."""
    span = period(claim)
    if span is None or (span[1] - span[0]).days < QUARTER_LEAST or len(dollars) != 1:
        return None
    ended = f"{span[1]:%B} {span[1].day}, {span[1].year}"
    told: dict[Decimal, Sentence] = {}
    for sentence in find_sentences(known, pattern, until=said_on(claim), limit=25):
        if ended not in " ".join(sentence.words.split()):
            continue
        amount = _own_money(sentence)
        if amount is not None and not any(_same(amount, one) for one in told):
            told[amount] = sentence
    if len(told) != 1:
        return None
    ((amount, sentence),) = told.items()
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The filing of {say_day(new_york_day(sentence.filing.accepted_at))}: “{_short(sentence)}”; "
        f"{say_amount(amount, 'USD')} and not {say_figure(dollars[0])}.",
        evidence=cite_quotes(known, "refutes", sentence.quote),
        firmness="retrieved",
    )


def _own_money(sentence: Sentence) -> Decimal | None:
    """The sum of the words themselves: right before them ("a $5.91 billion unrealized loss"), else "
    "the next one."""
    start, end = sentence.match.span()
    if CHANGE.search(sentence.words[:start]):
        return None  # "due to a $20.7 million increase in net loss"
    amounts = list(MONEY.finditer(sentence.words))
    before = [one for one in amounts if 0 <= start - one.end() <= BEFORE]
    after = [one for one in amounts if 0 <= one.start() - end < AFTER]
    chosen = before[-1:] or after[:1]
    return read_money(chosen[0]) if chosen else None


def _same(one: Decimal, other: Decimal) -> bool:
    """The same sum, printed with more digits or fewer."""
    return abs(one - other) <= max(one, other) / 200


def _opposite(action: str, pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A gain for a loss, and the other way round."""
    _, unrealised, plain = TOPICS["earn" if action == "lose" else "lose"]
    chosen = unrealised if pattern in (TOPICS["lose"][1], TOPICS["earn"][1]) else plain
    return chosen if isinstance(chosen, re.Pattern) else pattern


def _short(sentence: Sentence) -> str:
    start, end = sentence.match.span()
    return " ".join(sentence.words[max(0, start - 80) : end + 80].split())


def _judge_moved(claim: Claim, known: Knowledge) -> Finding | None:
    """Coins moved between wallets or custodians: in no filing, unless one names them; and never a sale."""
    for change in known.record.changes:
        if change.kind == "transferred" and all(
            is_right(f, change.units) for f in claim.figures if f.role == "units"
        ):
            return Finding(
                label="supported",
                reason="matches_disclosure",
                rationale=f"{say_units(change.units)} {change.asset} were transferred, which is no sale.",
                evidence=cite(known, "supports", change),
            )
    sold = trades_of(known, "sold")
    told = f" The last disclosed sale was of {say_units(sold[-1].change.units)}." if sold else ""
    said = ", ".join(say_figure(figure) for figure in claim.figures)
    return Finding(
        label="not_enough_evidence",
        reason="outside_filings",
        rationale=f"Filings do not follow wallets ({said}); a transfer is no sale.{told}",
        firmness="default",
        idle=True,
    )
