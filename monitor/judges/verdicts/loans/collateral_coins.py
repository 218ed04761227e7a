"""Coins that are put up as collateral, and coins that are free: "some 95,643 of its bitcoins were unencumbered".

For a loan and for notes filings give different numbers: the words say which is meant. "All of its coins are
pledged" is wrong when some are free. Once the loan was paid back, nothing is pledged for it any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges._figure_words import kinds_near
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, say_filed
from monitor.judges.verdicts._figures import is_right, say_figure
from monitor.judges.verdicts._paper_words import bound_before
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.loans._which_loan import NOTES, find_loan, is_fresh, is_pledge_meant
from monitor.records import Claim, ClaimFigure, ClaimType, HoldingsChange, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
COINS = r"(?:bitcoins?|BTC|coins?)"
FREE = re.compile(
    r"\bunencumbered\b|\bfree and clear\b|\b(?:not|un)[\s-]?pledged\b|\bfree of (?:any )?(?:liens?|pledges?)\b"
    r"|\b(?:carr|bear|under)\w*\sno\s(?:\w+\s)?(?:liens?|pledges?|claims?|encumbrances?)\b|\bno liens?\b",
    re.IGNORECASE,
)
PLEDGED = re.compile(
    rf"\bpledg\w+|\b(?:serv\w+|as|for) (?:as )?security\b|\bcollateral\w*|(?<!un)\bencumbered\b"
    rf"|\b(?:secur(?:e|es|ed|ity)|(?<!paid )(?<!pays )(?<!pay )back(?:s|ed|ing)?)\b[^.;]{{0,40}}"
    rf"\b(?:loan|notes|bonds)\b|\b(?:loan|notes|bonds)\b[^.;]{{0,40}}\b(?:secured"
    rf"|backed)\b[^.;]{{0,30}}\b{COINS}\b|\b(?:secured|backed) (?:by|with)\b[^.;]{{0,30}}\b{COINS}(?! sales?)\b"
    rf"|\b{COINS}\b[^.;]{{0,25}}\bsecures?\b",
    re.IGNORECASE,
)
COUNT = re.compile(r"(?<![\d.,$€])(?P<count>\d{1,3}(?:,\d{3})+|\d{5,})(?![.,]?\d|\s?(?:%|million|billion))")
ALL = re.compile(
    rf"\b(?:all|every|each|entire|whole)\b[^.;]{{0,30}}\b(?:{COINS}|hoard|stash|holdings)\b", re.IGNORECASE
)
ALL_OF = re.compile(r"\b(?<!of )(?:all|every one of|its entire|its whole)\b[^.;,$]{0,25}$", re.IGNORECASE)
NONE = re.compile(r"\b(?:none|no|not (?:one|a single|any))\b", re.IGNORECASE)
TOLD_FREE = re.compile(
    r"(?P<count>\d{1,3}(?:,\d{3})+)\s(?:\w+\s){0,3}?(?:are|were)\sunencumbered\b", re.IGNORECASE
)
LOANED = re.compile(r"\b(?:loan|lender|bank)\b", re.IGNORECASE)
JOINT = re.compile(  # "the notes and the loan": both of them together
    r"\b(?:notes?|bonds?)\b[^.;\d]{0,30}\band\b[^.;\d]{0,30}\bloan\b"
    r"|\bloan\b[^.;\d]{0,30}\band\b[^.;]{0,30}?\b(?:notes?|bonds?)\b"
    r"|\b(?:together|combined|between them|in all|in total|altogether|all told|both)\b",
    re.IGNORECASE,
)
NOTES_TOLD = re.compile(
    r"\b(?:serve|held|pledged)\b[^.]{0,60}\bcollateral\b(?:[^.]|\.(?=\d)){0,50}\bNotes\b", re.IGNORECASE
)
APART = re.compile(r"\b(?:also (?:have|hold|own)|receivable|in addition)\b", re.IGNORECASE)
NONE_TOLD = re.compile(
    r"\bnot\s+(?:currently\s+)?(?:serve|serving|used|pledged)\b[^.]{0,20}\b(?:as\s+)?collateral\b"
    r"|\bnone\s+of\b[^.]{0,30}\bbitcoins?\b"
    r"[^.]{0,40}\b(?:pledged|encumbered|collateral)\b",
    re.IGNORECASE,
)
STATES = {"free": "free", "pledged": "collateral", "held": "held"}
RECENT = 3  # disclosed holdings: the last one, and that of the balance sheet
SUPPOSED = re.compile(
    r"\b(?:if|would|could|might|(?-i:may)|below|falls?|drops?|price|margin calls?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of coins that a filing gives, with its sentence."""

    units: Decimal
    quote: Quote


UNTOUCHED = re.compile(
    r"\b(?:touch\w*|(?:post|add|put up|pledge)\w* (?:\w+ )?(?:more|additional|extra|further))\b", re.IGNORECASE
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence counts no such coins, or no filing does."""
    if claim.negated and UNTOUCHED.search(claim.source.quote):
        return None  # "has not touched the collateral": there is some
    words = claim.source.quote
    free, pledged = FREE.search(words), PLEDGED.search(words)
    if not (free or pledged) or SUPPOSED.search(words) or claim.modality == "predicted":
        return None
    figures = tuple(_figures(words))
    if not figures or any(ALL_OF.search(words[: one.start]) for one in figures):
        whole = _judge_whole(claim, known)
        if not figures or whole is not None:
            return whole
    loan = find_loan(claim, known)
    ended = loan.ended if loan else None
    if not free and ended is not None and re.search(r"\b(?:still|are|is|remain\w*|now)\b", words):
        on = ended.happened_on or new_york_day(ended.known_at)
        return _finding(known, "refuted", "stale", f"{ended.name}: paid back on {say_day(on)}.", (ended.source,))
    right: list[Counted] = []
    notes: list[str] = []
    for number, figure in enumerate(figures):
        stop = figures[number + 1].start if number + 1 < len(figures) else len(words)
        state = _state(words, figure, figures)
        near = words if len(figures) == 1 else words[figure.end : stop]
        told = list(_told(claim, known, state, near))
        told = [one for one in told if is_pledge_meant(claim, known, one.quote)]
        if not told:
            return None
        hit = next((one for one in told if is_right(figure, one.units)), None)
        nearest = hit or min(told, key=lambda one: abs(one.units - figure.value))
        words_of = f"{say_filed(known, nearest.quote)}: {say_units(nearest.units)} {known.asset} are {state}"
        words_of += _share(known, nearest.units) if any(one.unit == "percent" for one in claim.figures) else ""
        if hit is None:
            quotes = (nearest.quote,)
            return _finding(
                known, "refuted", "contradicts_disclosure", f"{words_of}; {say_figure(figure)} is claimed.", quotes
            )
        right.append(hit)
        notes.append(words_of)
    return _finding(
        known, "supported", "matches_disclosure", f"{'; '.join(notes)}.", tuple(one.quote for one in right)
    )


def _share(known: Knowledge, units: Decimal) -> str:
    """How much of the holding that is."""
    held = list(known.settled.get(known.asset, ()))
    return f", {units / held[-1].units * 100:.1f} % of {say_units(held[-1].units)}" if held else ""


def _state(words: str, figure: ClaimFigure, figures: Sequence[ClaimFigure]) -> str:
    """ "free", "collateral" or "held": by the words right behind a number, else by the nearest; a number alone by
    any word of the kind."""
    near = [kind for kind in kinds_near(words, figure, figures) if kind in STATES]
    stop = min((one.start for one in figures if one.start >= figure.end), default=len(words))
    behind = words[figure.end : stop].split(", ", maxsplit=1)[0] if near != ["held"] else ""
    for pattern, state in ((FREE, "free"), (PLEDGED, "collateral")):
        if pattern.search(behind) or (len(figures) == 1 and near != ["held"] and pattern.search(words)):
            return state
    return STATES[near[0]] if near else "collateral"


def _told(claim: Claim, known: Knowledge, state: str, near: str) -> Iterator[Counted]:
    """The numbers that filings give of coins in that state."""
    if state == "free":
        yield from _free(known)
    elif state == "collateral":
        yield from _pledged(claim, known, near)
    else:
        for one in reversed(known.settled.get(known.asset, ())[-RECENT:]):
            yield Counted(one.units, one.total.source)
            for change in known.record.changes:  # "counting those posted as collateral", where they are held apart
                if (
                    change.kind == "pledged"
                    and change.period_end_on == one.as_of_on
                    and APART.search(change.source.quote)
                ):
                    yield Counted(one.units + change.units, change.source)


def _judge_whole(claim: Claim, known: Knowledge) -> Finding | None:
    """ "All of its bitcoin is pledged", "none of its coins are pledged": by what the filings of the last half
    year say, the newest first."""
    words, day = claim.source.quote, said_on(claim)
    every, none = ALL.search(words), NONE.search(words) or claim.negated
    loan = find_loan(claim, known)
    if (loan and loan.ended) or FREE.search(words) or (every and none):
        return None
    denied = next(find_sentences(known, NONE_TOLD, until=day, limit=1), None)
    denied = denied if denied and is_fresh(known, denied.quote, day) else None
    free = [one for one in _free(known) if is_fresh(known, one.quote, day)]
    pledged = [one for one in known.record.changes if one.kind == "pledged" and one.units]
    pledged = [one for one in pledged if is_fresh(known, one.source, day)]
    if denied is not None and not pledged and loan is None:
        said = f"{say_filed(known, denied.quote)}: “{' '.join(denied.match.group().split())}”."
        label, reason = ("supported", "matches_disclosure") if none else ("refuted", "contradicts_disclosure")
        return _finding(known, label, reason, said, (denied.quote,), by="rule")
    if free and (every or (none and pledged)):
        last = free[0]
        return _finding(
            known,
            "refuted",
            "contradicts_disclosure",
            f"{say_filed(known, last.quote)}: {say_units(last.units)} {known.asset} are free, the others are "
            "collateral.",
            (last.quote, *(one.source for one in pledged[:2])),
        )
    return None


def _free(known: Knowledge) -> Iterator[Counted]:
    for sentence in find_sentences(known, TOLD_FREE, limit=4):
        yield Counted(Decimal(sentence.match["count"].replace(",", "")), sentence.quote)
    for one in reversed(
        known.settled.get(known.asset, ())[-RECENT:]
    ):  # else what is left without the pledged ones
        for change in known.record.changes:
            within = change.units and not APART.search(change.source.quote)
            if change.kind == "pledged" and within and change.period_end_on == one.as_of_on:
                yield Counted(one.units - change.units, change.source)


def _pledged(claim: Claim, known: Knowledge, near: str) -> Iterator[Counted]:
    """Those for the loan where one is spoken of, those for the notes where they are; else all."""
    found: list[HoldingsChange] = [one for one in known.record.changes if one.kind == "pledged" and one.units]
    for_notes, for_loan = NOTES.search(near), LOANED.search(near) is not None
    if not for_notes and not for_loan:
        for_notes, for_loan = NOTES.search(claim.source.quote), find_loan(claim, known) is not None
    both = for_notes and for_loan and (JOINT.search(near) or JOINT.search(claim.source.quote))
    for one in [] if both else reversed(found):
        of_notes = NOTES_TOLD.search(one.source.quote) is not None
        if for_notes and not for_loan and not of_notes:
            continue
        if for_loan and not for_notes and of_notes:
            continue
        yield Counted(one.units, one.source)
    if len(found) > 1 and (both or (not for_notes and not for_loan)):
        last = found[-1].period_end_on
        same = [one for one in found if one.period_end_on == last]
        yield Counted(sum((one.units for one in same), Decimal(0)), same[-1].source)


def _figures(words: str) -> Iterator[ClaimFigure]:
    for match in COUNT.finditer(words):
        yield ClaimFigure(
            value=Decimal(match["count"].replace(",", "")),
            unit="bitcoin",
            role="units",
            comparator=bound_before(words, match.start()),
            start=match.start(),
            end=match.end(),
        )


def _finding(
    known: Knowledge, label: str, reason: str, words: str, quotes: tuple[Quote, ...], *, by: str = "exact"
) -> Finding:
    right = label == "supported"
    return Finding(
        label="supported" if right else "refuted",
        reason=reason,
        rationale=words,
        evidence=cite_quotes(known, "supports" if right else "refutes", *quotes),
        firmness=by,
    )
