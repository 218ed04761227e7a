"""Cash and the dollar reserve: "a USD reserve of $1.44 billion", "cash of $54 million at the quarter's end"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding, Missed
from monitor.judges.verdicts._cite import cite, cite_quotes, say_filed
from monitor.judges.verdicts._direction import judge_direction
from monitor.judges.verdicts._figures import find_figures, is_meant, is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import next_due, period, said_on
from monitor.judges.verdicts._words import around, is_former
from monitor.judges.verdicts.holdings import holdings
from monitor.judges.verdicts.reserves._days import horizon_of, is_untold, leave_untold
from monitor.judges.verdicts.reserves._purpose import aims_of, claimed_aims, find_purpose, judge_aim, judge_purpose
from monitor.records import Claim, ClaimFigure, ClaimType, Reserve

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "reserve",
    "interest_or_dividend_payment",
    "purchase",
    "holdings_total",
    "other",
)
RESERVE = re.compile(r"\b(?:reserves?|set aside|rainy-day|war chest|buffer|cushion)\b", re.IGNORECASE)
BITCOIN_RESERVE = re.compile(r"\b(?:bitcoin|BTC|coin) (?:cash )?(?:reserve|hoard|war chest)", re.IGNORECASE)
IN_COINS = re.compile(
    r"\b(?:worth of|(?:million|billion) (?:of|in)|\d[bm]n? (?:of|in))\s(?:\w+\s)?(?:bitcoins?|BTC|coins)\b"
    r"|\b(?:is|are|was|sits?|being) (?:all )?(?:held |kept |parked |invested )?in (?:bitcoins?|BTC|coins)\b",
    re.IGNORECASE,
)
BY = re.compile(r"\bby\s+(?:about |around |roughly )?\$", re.IGNORECASE)
USD_CASH = re.compile(r"\bUSD cash\b", re.IGNORECASE)
MONTHS = re.compile(r"\b(?P<count>\d+|twelve|twenty-four|eighteen)\s+(?:or\s+more\s+)?months?\b", re.IGNORECASE)
MONTHS_TOLD = re.compile(
    r"\b(?:reserve|cash)\b[^.]{0,200}?\b(?:cover\w*|fund\w*|sufficient)\b[^.]{0,80}?\bmonths\b", re.IGNORECASE
)
NAMES = {"usd_reserve": "the USD Reserve", "usd_cash": "USD Cash", "cash": "cash and cash equivalents"}
WORDS = {"twelve": 12, "eighteen": 18, "twenty-four": 24}
MOVED = re.compile(
    r"\b(?:meanwhile|since then|climb\w*|r[io]se\w*|gr[eo]w\w*|swell\w*|swollen|shr[aiu]nk\w*|f[ae]ll\w*|dropp\w*"
    r"|topped up|drawn down|run down)\b",
    re.IGNORECASE,
)
BUILDING = re.compile(
    r"\b(?:is|are|has been|busy|been)\s(?:\w+ly\s)?(?:building|assembling|amassing|putting together"
    r"|setting (?:up|aside)"
    r"|creating|stockpiling|accumulating|piling up|squirrell?ing away|stashing away)\b",
    re.IGNORECASE,
)
JUST = timedelta(days=7)  # from when it is said to be built up to the day of which it is told
UNTOLD = timedelta(days=10)  # after which a balance is not news any more
OLD = timedelta(days=120)
LATE = timedelta(
    days=30
)  # so long after the last balance, one that is told as present may have been filed elsewhere


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when no balance is disclosed that the claim could mean."""
    counted = _judge_in_coins(claim, known)
    if counted is not None or claim.claim_type != "reserve":
        return counted
    if BITCOIN_RESERVE.search(claim.source.quote):  # a figure of something else: the hoard itself
        valued = tuple(replace(one, role="usd_value") if one.unit == "USD" else one for one in claim.figures)
        return holdings.judge(replace(claim, figures=valued), known)
    figures = tuple(
        one for one in find_figures(claim.figures, "usd_total", "usd_value", "other") if one.unit == "USD"
    )
    months = tuple(one for one in find_figures(claim.figures, "count") if one.unit.startswith("month"))
    if months and not figures:
        return _judge_months(known, months)
    balances = _balances(claim, known)
    span = period(claim)
    former = {figure.start for figure in figures if is_former(claim, figure)} if len(figures) > 1 else set()
    grown = bool(former)  # "from $0.87 billion on May 25"
    day = span[1] if span and not grown and horizon_of(claim) is None else _day_of(claim, known)
    until = [one for one in balances if one.as_of_on <= day]
    if not figures and claimed_aims(claim):
        return judge_aim(claim, known, find_purpose(known, claim))
    if not figures or not until:
        return _judge_begun(claim, known, figures, balances) if figures and span is None else None
    last = until[-1]
    if is_untold(claim, known, last.as_of_on):
        return leave_untold(known, last, NAMES[last.kind])
    told = (
        f"{say_filed(known, last.source)}: {NAMES[last.kind]} was {say_amount(last.amount_usd, 'USD')} on "
        f"{say_day(last.as_of_on)}"
    )
    earlier = {one.amount_usd for one in until[:-1]}
    wrong = [
        figure
        for figure in figures
        if not is_right(figure, last.amount_usd)
        and not (figure.start in former and any(is_right(figure, one) for one in earlier))
        and not (BY.search(around(claim, figure, 12, 0)) and _is_change(figure, until))
    ]
    others = [one for one in until if wrong and all(is_right(figure, one.amount_usd) for figure in wrong)]
    if not wrong:
        other = [one for one in until[:-1] if one.kind == last.kind]
        purpose = find_purpose(known, claim) if aims_of(claim.source.quote) else None
        missed = judge_direction(
            claim,
            known,
            before=(other[-1].amount_usd, other[-1]) if other else None,
            now=(last.amount_usd, last),
            unit="USD",
        ) or judge_purpose(claim, known, purpose)
        if missed is not None:
            return missed
        moved = [figure for figure in figures if not is_right(figure, last.amount_usd)] or figures
        used = [one for one in until[:-1] if any(is_right(figure, one.amount_usd) for figure in moved)][-1:]
        if other and any(BY.search(around(claim, figure, 12, 0)) for figure in figures):
            used = other[-1:]
        before = f", {say_amount(used[0].amount_usd, 'USD')} on {say_day(used[0].as_of_on)}" if used else ""
        if used:
            before += f": a change of {say_amount(abs(last.amount_usd - used[0].amount_usd), 'USD')}"
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{told}{before}.",
            evidence=cite(known, "supports", last, *used)
            + (cite_quotes(known, "supports", purpose.quote) if purpose else ()),
            firmness="exact",
        )
    if others and (span is None or span[0] == span[1]):
        once = others[-1]
        return Finding(
            label="refuted",
            reason="stale",
            rationale=f"{told}; {say_amount(once.amount_usd, 'USD')} was last right on {say_day(once.as_of_on)}.",
            evidence=cite(known, "refutes", last, once),
        )
    moved = [one for one in wrong if not is_meant(one, last.amount_usd)]
    late = OLD if span is not None else LATE
    if day - last.as_of_on > late or (span is None and moved and _may_have_moved(claim, day - last.as_of_on)):
        return Finding(
            label="not_enough_evidence",
            reason="missing_filing",
            rationale=f"{told}; no later balance is in the store.",
            evidence=cite(known, "context", last),
            resolves_by_on=next_due(known).due_on,
        )
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{told}; {say_figure(wrong[0])} is claimed.",
        evidence=cite(known, "refutes", last),
        firmness="exact",
        against=tuple(Missed(figure=one, taken_for="cash", actual=last.amount_usd) for one in wrong),
    )


def _judge_begun(
    claim: Claim, known: Knowledge, figures: Sequence[ClaimFigure], balances: Sequence[Reserve]
) -> Finding | None:
    """ "Is building up a cushion of over a billion", said days before the first one is disclosed: it was. None
    where none is yet, or another one."""
    first = balances[0] if balances else None
    if first is None or not BUILDING.search(claim.source.quote) or claim.negated or claim.modality == "predicted":
        return None
    if first.as_of_on - said_on(claim) > JUST or not all(is_right(one, first.amount_usd) for one in figures):
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_filed(known, first.source)}: {NAMES[first.kind]} was "
        f"{say_amount(first.amount_usd, 'USD')} on {say_day(first.as_of_on)}, the first that is disclosed.",
        evidence=cite(known, "supports", first),
    )


def _may_have_moved(claim: Claim, since: timedelta) -> bool:
    """ "Has meanwhile climbed to $1.2 billion": a change of days that nothing covers yet."""
    return since >= UNTOLD or (since > timedelta(days=2) and MOVED.search(claim.source.quote) is not None)


def _day_of(claim: Claim, known: Knowledge) -> date:
    """The day it was said, or the one that it was foretold for, once that has passed."""
    end, said = horizon_of(claim) or claim.period_end_on, said_on(claim)
    return end if end is not None and said < end <= known.as_of else said


def _judge_in_coins(claim: Claim, known: Knowledge) -> Finding | None:
    """ "Set aside $1.44 billion worth of bitcoin": the sum is that of a reserve of dollars (contract, 5)."""
    if not IN_COINS.search(claim.source.quote) or not RESERVE.search(claim.source.quote):
        return None
    for one in reversed(known.record.reserves):
        if one.kind == "usd_reserve" and any(
            figure.unit == "USD" and is_right(figure, one.amount_usd) for figure in claim.figures
        ):
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{say_filed(known, one.source)}: the {say_amount(one.amount_usd, 'USD')} are a reserve "
                "of US dollars, not of bitcoin.",
                evidence=cite(known, "refutes", one),
                firmness="exact",
            )
    return None


def _is_change(figure: ClaimFigure, balances: list[Reserve]) -> bool:
    """ "grew by $100 million": what the last two balances differ by."""
    same = [one for one in balances if one.kind == balances[-1].kind]
    return len(same) > 1 and is_right(figure, abs(same[-1].amount_usd - same[-2].amount_usd))


def _balances(claim: Claim, known: Knowledge) -> list[Reserve]:
    """The balances of the kind that the words mean, oldest first."""
    words = claim.source.quote
    kinds = (
        ("usd_cash",)
        if USD_CASH.search(words)
        else ("usd_reserve",)
        if RESERVE.search(words)
        else ("cash", "usd_cash", "usd_reserve")
    )
    found = [one for one in known.record.reserves if one.kind in kinds]
    if not found and RESERVE.search(words):
        found = [one for one in known.record.reserves if one.kind == "usd_cash"]
    return sorted(found, key=lambda one: (one.as_of_on, one.known_at, one.reserve_id))


def _judge_months(known: Knowledge, months: tuple[ClaimFigure, ...]) -> Finding | None:
    """For how many months it pays, where a filing says so itself."""
    told: dict[int, Sentence] = {}
    for sentence in find_sentences(known, MONTHS_TOLD, limit=6):
        for match in MONTHS.finditer(sentence.words):
            count = WORDS.get(match["count"].lower()) or int(match["count"])
            if all(is_right(figure, figure.value.__class__(count)) for figure in months):
                return Finding(
                    label="supported",
                    reason="matches_disclosure",
                    rationale=f"A filing says {count} months.",
                    evidence=cite_quotes(known, "supports", sentence.quote),
                    firmness="retrieved",
                )
            told.setdefault(count, sentence)
    if not told:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"Filings speak of {' and '.join(f'{count} months' for count in sorted(told))}; "
        f"{say_figure(months[0])} are claimed.",
        evidence=cite_quotes(known, "refutes", *(sentence.quote for sentence in told.values())),
        firmness="retrieved",
    )
