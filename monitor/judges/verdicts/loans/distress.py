"""Default, insolvency, margin calls and pledged coins.

A margin call: at the price at which the loan is just so much of its collateral as the agreement allows. With other
coins to pledge, the price at which all of them are used up. Without a loan that is secured by coins there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges.instruments import instruments_on
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, confirm_or_refute
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.loans._which_loan import is_pledge_meant
from monitor.records import Claim, ClaimFigure, ClaimType, Instrument, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = ("default_or_insolvency", "debt_total", "other")
CALLED = re.compile(
    r"\bmargin calls?\b|\bpledg\w+|\bcollateral\b|\bloans?\b[^.]{0,60}\b(?:called|liquidated)\b", re.IGNORECASE
)
RATIO = re.compile(
    r"\b(?:LTV|loan[\s-]to[\s-](?:collateral[\s-])?value)\s+ratio[^.]{0,40}?\b(?:of|exceeds?)\s+(?P<percent>\d+)%",
    re.IGNORECASE,
)
COLLATERAL = re.compile(
    r"(?P<count>\d[\d,]{3,})\s+(?:of\s+(?:the|our|its|these)\s+)?bitcoins?[^.]{0,120}?\b(?:collateral|pledged|account)"
    r"|\b(?:holding|held|holds)\s+(?:an\s+aggregate\s+of\s+)?(?:approximately\s+)?(?P<other>\d[\d,]{3,})\s+(?:of\s+)?(?:these\s+)?bitcoins?",
    re.IGNORECASE,
)
DEFAULTED = re.compile(
    r"\b(?:event\s+of\s+default\s+(?:has\s+)?occurred|failed\s+to\s+(?:pay|make)|is\s+in\s+default|filed\s+(?:a\s+)?(?:voluntary\s+)?petition)\b",
    re.IGNORECASE,
)
UNSECURED = re.compile(
    r"\bsenior\s+unsecured\s+obligations\b|\bnot\s+(?:secured|collateralized)\s+by\s+(?:any\s+of\s+)?(?:our|its)\s+bitcoin",
    re.IGNORECASE,
)
SECURED = re.compile(r"\b(?:unencumbered|not\s+pledged|pledged|collateral)\b", re.IGNORECASE)
PUT_UP = re.compile(r"\bpledg\w+|\bcollateral\w*|\bencumber\w*|\bsecur(?:ed|es|ing)\b|\bbacking\b", re.IGNORECASE)
LOANED = re.compile(r"\b(?:term\s+loan|the\s+loan|collateral\s+account|bitcoin\s+account)\b", re.IGNORECASE)
LOAN = re.compile(r"\bloan\b|\bSilvergate\b", re.IGNORECASE)
PLEDGING = ("pledge", "margin_call")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The price of one unit at which so many of them are just worth what the agreement asks for."""

    price_usd: Decimal
    note: str
    quotes: tuple[Quote, ...]


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no filing of the store bears on it."""
    if not known.record.documents or (
        claim.claim_type != "default_or_insolvency" and not (CALLED.search(claim.source.quote) and claim.figures)
    ):
        return None
    if claim.action in PLEDGING or CALLED.search(claim.source.quote):
        return _judge_margin(claim, known)
    failed = next(find_sentences(known, DEFAULTED, limit=1), None)
    if failed is not None and not claim.negated:
        return None  # such words stand in risk factors too; nothing is confirmed by them alone
    return None


def _judge_margin(claim: Claim, known: Knowledge) -> Finding | None:
    pledged = _judge_pledged(claim, known)
    if pledged is not None:
        return pledged
    loan = next(
        (one for one in instruments_on(said_on(claim), known.instruments.versions) if _is_margined(known, one)),
        None,
    )
    prices = [f for f in find_figures(claim.figures, "usd_each", "usd_total", "other") if f.unit == "USD"]
    if loan is None:
        return _judge_without_loan(claim, known)
    amounts = [figure for figure in prices if figure.value >= 1_000_000]
    levels = [figure for figure in prices if figure.value < 1_000_000]
    principal = loan.principal_usd or Decimal(0)
    quotes = {fact.term_id: fact.source for fact in known.record.terms}
    stated = tuple(quotes[key] for key in loan.term_ids if key in quotes)[:1]
    for figure in amounts:
        if not is_right(figure, principal):
            return Finding(
                label="refuted",
                reason="contradicts_disclosure",
                rationale=f"{loan.name}: {say_amount(principal, 'USD')} of principal; {say_figure(figure)} is "
                "claimed.",
                evidence=cite_quotes(known, "refutes", *stated),
            )
    thresholds = list(_thresholds(claim, known, principal))
    used: list[Threshold] = []
    for figure in levels:
        hit = next((one for one in thresholds if _is_level(figure, one.price_usd)), None)
        if hit is None:
            return _wrong_level(known, figure, thresholds)
        used.append(hit)
    if not used and not amounts:
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale="; ".join([f"{loan.name} of {say_amount(principal, 'USD')}", *(one.note for one in used)]) + ".",
        evidence=cite_quotes(known, "supports", *stated, *(quote for one in used for quote in one.quotes)),
    )


def _judge_pledged(claim: Claim, known: Knowledge) -> Finding | None:
    """How many coins are put up as collateral: the number that a filing gives for the loan, or for all of it."""
    units = find_figures(claim.figures, "units") if PUT_UP.search(claim.source.quote) else ()
    told = [one for one in known.record.changes if one.kind == "pledged" and one.units]
    told = [one for one in told if LOANED.search(one.source.quote)] if LOAN.search(claim.source.quote) else told
    told = [one for one in told if is_pledge_meant(claim, known, one.source)]
    if not units or not told or claim.negated:
        return None
    hit = next((one for one in told if is_right(units[0], one.units)), None)
    nearest = hit or min(told, key=lambda one: abs(one.units - units[0].value))
    return confirm_or_refute(
        known,
        bool(hit),
        f"Filed on {say_day(new_york_day(nearest.known_at))}: {say_units(nearest.units)} {nearest.asset} are "
        f"collateral; {say_figure(units[0])} is claimed.",
        nearest,
    )


def _is_margined(known: Knowledge, one: Instrument) -> bool:
    """A loan with a ratio to keep: the only kind that can be called."""
    return (
        one.kind == "loan"
        and bool(one.principal_usd)
        and next(find_sentences(known, RATIO, limit=1), None) is not None
    )


def _is_level(figure: ClaimFigure, price: Decimal) -> bool:
    return is_right(figure, price) or abs(figure.value - price) <= price * Decimal("0.005")


def _thresholds(claim: Claim, known: Knowledge, principal: Decimal) -> Iterator[Threshold]:
    """For each number of coins that filings name as collateral, or as there to be pledged."""
    ratio = next(find_sentences(known, RATIO, limit=1), None)
    if ratio is None:
        return
    needed = principal * 100 / Decimal(ratio.match["percent"])
    counted: dict[Decimal, tuple[Quote, ...]] = {}
    for change in known.record.changes:
        if change.kind == "pledged" and change.units and LOANED.search(change.source.quote):
            counted.setdefault(change.units, (ratio.quote, change.source))
    if claim.action != "pledge":
        yield from _levels(principal, needed, ratio.match["percent"], counted)
        return
    for sentence in find_sentences(known, COLLATERAL, until=said_on(claim), limit=25):
        for match in COLLATERAL.finditer(sentence.words):
            count = Decimal((match["count"] or match["other"]).replace(",", ""))
            counted.setdefault(count, (ratio.quote, sentence.quote))
    total = latest_total(known, said_on(claim))
    if total is not None:
        counted.setdefault(total.units, (ratio.quote, total.total.source))
    yield from _levels(principal, needed, ratio.match["percent"], counted)


def _levels(
    principal: Decimal, needed: Decimal, percent: str, counted: dict[Decimal, tuple[Quote, ...]]
) -> Iterator[Threshold]:
    for count, quotes in counted.items():
        price = (needed / count).quantize(Decimal(1))
        yield Threshold(
            price_usd=price,
            note=(
                f"{say_amount(principal, 'USD')} may be at most {percent} % of the collateral: "
                f"{say_amount(needed, 'USD')} over {say_units(count)} bitcoin is {say_amount(price, 'USD')}"
            ),
            quotes=quotes,
        )


def _wrong_level(known: Knowledge, figure: ClaimFigure, thresholds: list[Threshold]) -> Finding | None:
    if not thresholds:
        return None
    nearest = min(thresholds, key=lambda one: abs(one.price_usd - figure.value))
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{nearest.note}; {say_figure(figure)} is claimed.",
        evidence=cite_quotes(known, "refutes", *nearest.quotes),
    )


def _judge_without_loan(claim: Claim, known: Knowledge) -> Finding | None:
    """No loan is outstanding that a fall of the price could call."""
    notes = instruments_on(said_on(claim), known.instruments.versions)
    unsecured: Sentence | None = next(find_sentences(known, UNSECURED, limit=1), None)
    if not notes or unsecured is None:
        return None
    if new_york_day(unsecured.filing.accepted_at) < said_on(claim) - timedelta(days=800):
        return None
    told = (
        f"No loan secured by bitcoin is outstanding in the store's filings; the notes are unsecured "
        f"({unsecured.filing.form} of {say_day(new_york_day(unsecured.filing.accepted_at))})."
    )
    return Finding(
        label="supported" if claim.negated else "refuted",
        reason="matches_disclosure" if claim.negated else "false_presupposition",
        rationale=told,
        evidence=cite_quotes(known, "supports" if claim.negated else "refutes", unsecured.quote),
    )
