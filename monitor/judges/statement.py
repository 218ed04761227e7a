"""One statement holds several propositions: what they come to together.

    one is refuted                                     refuted, by that one (contract, Verdicts, 5)
    all that can be judged are supported               supported
    otherwise                                          not enough evidence, with the one that lacks it

What says nothing that a filing could confirm or contradict (an opinion, what may come, how it was said) does not
hold back the others; alone, it is the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.judges.verdicts import Finding
from monitor.records import Claim, Evidence

RESULT = re.compile(
    r"\b(?:leav\w+|tak\w+|took|bring\w*|brought|lift\w*|rais\w+|push\w*|boost\w*|swell\w*|left|grow\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
BY_SELLING = re.compile(
    r"\b(?:by|from|through|off)\s(?:the\s)?(?:selling|sales? of|dumping|offloading|unloading|parting with"
    r"|liquidating)\b",
    re.IGNORECASE,
)
# "Selling stock raised the $50 million that it spent on bitcoin": the money is the purchase's, with what raised it
THAT_WENT = re.compile(
    r"^(?:of )?[^.;,]{0,25}?\b(?:that|which|it|strategy|microstrategy|the company)\s(?:[\w’']+\s){0,3}?"
    r"(?:spent|put|poured|used|paid|laid out|ploughed|plowed)\b",
    re.IGNORECASE,
)
# "Selling stock raised the $50 million that it spent on bitcoin": the sum is the purchase's
THAT_WENT = re.compile(
    r"[^.;,]{0,30}?\b(?:that|which|it|\w*strategy|the company)\s(?:[\w’']+\s){0,3}?"
    r"(?:spent|put|poured|used|paid|laid out|ploughed|plowed)\b",
    re.IGNORECASE,
)
NEITHER = re.compile(
    r"\b(?:neither|nor)\b|\bno\b.*\bno\b|\bnothing\b.*\bnothing\b|(?:\bnot\b|n[’']t\b).*\bor\b", re.IGNORECASE
)
FORECASTS = ("btc_sale_future_or_forced", "default_or_insolvency", "price_prediction")
TRADES = ("purchase", "btc_sale_past")
FIRMNESS = ("default", "partly", "retrieved", "rule", "exact")  # the weakest first
SAID = 3  # rationales that are joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim and what was found of it."""

    claim: Claim
    finding: Finding


def lend_periods(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """A holding that a purchase or sale of the same sentence left behind is that of its last day: "spent $7.7
    billion in the first quarter to raise its stash to 592,345" speaks of the end of March."""
    found: list[Claim] = []
    for claim in _join_spent(tuple(_join_proceeds(claims))):
        lender = next((one for one in reversed(found) if one.claim_type in TRADES and one.period_end_on), None)
        if (
            lender is not None
            and lender.source == claim.source
            and claim.claim_type == "holdings_total"
            and claim.period_end_on is None
            and claim.figures
            and RESULT.search(_before(claim))
        ):
            claim = replace(claim, period_start_on=lender.period_end_on, period_end_on=lender.period_end_on)  # noqa: PLW2901
        before = found[-1] if found else None
        if before is not None and before.source == claim.source and _is_left_over(before, claim):
            # "parted with 32 coins, reducing its holdings to 843,706": what was left when the sale was done
            left = tuple(replace(figure, role="units") for figure in claim.figures)
            claim = replace(  # noqa: PLW2901
                claim,
                claim_type="holdings_total",
                action="hold",
                figures=left,
                period_start_on=before.period_end_on,
                period_end_on=before.period_end_on,
            )
        found.append(claim)
    return tuple(_lent_to_debt(_lent_to_average(_lent_to_denial(claim, found), found), found) for claim in found)


def _join_proceeds(claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Raised $131.8 million by selling 1,371 coins": the money is what the coins brought."""
    raised: Claim | None = None
    for claim in claims:
        if claim.claim_type == "other" and claim.action == "raise" and BY_SELLING.search(claim.source.quote):
            raised = claim
            continue
        same = raised is not None and raised.source == claim.source and claim.claim_type == "btc_sale_past"
        if raised is not None and same and not any(one.unit == "USD" for one in claim.figures):
            days = claim if claim.period_end_on else raised
            claim = replace(  # noqa: PLW2901
                claim,
                figures=(*claim.figures, *raised.figures),
                period_start_on=days.period_start_on,
                period_end_on=days.period_end_on,
            )
            raised = None
        elif raised is not None:
            yield raised
            raised = None
        yield claim
    if raised is not None:
        yield raised


def _join_spent(claims: Sequence[Claim]) -> Sequence[Claim]:
    """What was raised and then spent on coins is the price of those coins: one claim of the purchase."""
    if len(claims) != 2 or {one.source for one in claims} != {claims[0].source}:
        return claims
    raised, bought = claims
    if raised.claim_type != "other" or bought.claim_type != "purchase" or bought.negated:
        return claims
    if any(one.unit == "USD" for one in bought.figures):
        return claims
    if len(raised.figures) != 1 or raised.action not in ("issue", "raise"):
        return claims
    behind = raised.source.quote[raised.figures[0].end - raised.source.quote_start :]
    if raised.figures[0].unit != "USD" or THAT_WENT.match(behind) is None:
        return claims
    return (replace(bought, figures=(*raised.figures, *bought.figures)),)


def _lent_to_debt(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """ "$6 billion of converts would fall due in the year to June": the sum is of those days."""
    if claim.claim_type != "debt_total" or claim.period_end_on is not None or not claim.figures:
        return claim
    due = [
        one
        for one in claims
        if one.source == claim.source and one.action in ("mature", "put") and one.period_end_on
    ]
    if len(due) != 1 or due[0].figures:
        return claim
    return replace(claim, period_start_on=due[0].period_start_on, period_end_on=due[0].period_end_on)


def _lent_to_average(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """ "As of the end of January it holds 712,647 BTC at an average of $76,037": the average is of that day."""
    if claim.claim_type != "avg_cost" or claim.period_end_on is not None:
        return claim
    held = [one for one in claims if one.source == claim.source and one.claim_type == "holdings_total"]
    if len(held) != 1 or held[0].period_end_on is None or held[0].period_start_on != held[0].period_end_on:
        return claim
    return replace(claim, period_start_on=held[0].period_start_on, period_end_on=held[0].period_end_on)


def _is_left_over(before: Claim, claim: Claim) -> bool:
    return (
        before.claim_type == claim.claim_type == "btc_sale_past"
        and not before.negated
        and any(figure.role == "units" for figure in before.figures)
        and len(claim.figures) > 0
        and all(figure.role == "units_after" for figure in claim.figures)
    )


def _lent_to_denial(claim: Claim, claims: Sequence[Claim]) -> Claim:
    """ "Nothing bought, nothing sold: the count stayed at 843,738 through May 25": the denials speak
    of that day too; "neither bought nor sold from May 18 through May 25": both speak of the same days."""
    both = NEITHER.search(claim.source.quote) is not None
    others = {
        (one.period_start_on, one.period_end_on)
        for one in claims
        if one.source == claim.source
        and (one.claim_type == "holdings_total" or (one.negated and one.claim_type in TRADES and both))
        and one.period_end_on is not None
    }
    if not claim.negated or claim.claim_type not in TRADES or claim.period_end_on is not None or len(others) != 1:
        return claim
    ((start, end),) = others
    return replace(claim, period_start_on=start, period_end_on=end)


def _before(claim: Claim) -> str:
    """The words of the sentence that precede the first figure."""
    return claim.source.quote[: max(0, claim.figures[0].start - claim.source.quote_start)]


def decide(judged: Sequence[Judged]) -> Judged:
    """The claim that decides the statement, with the finding of the whole. `judged` must not be empty."""
    refuted = [one for one in judged if one.finding.label == "refuted"]
    if refuted:
        return max(refuted, key=lambda one: FIRMNESS.index(one.finding.firmness))
    supported = [one for one in judged if one.finding.label == "supported"]
    lacking = [one for one in judged if one.finding.label == "not_enough_evidence"]
    weighty = [one for one in lacking if not one.finding.idle]
    if weighty:
        return weighty[0]
    if not supported:
        return lacking[0]
    if lacking and judged[0] is lacking[0] and judged[0].claim.claim_type in FORECASTS:
        return judged[
            0
        ]  # "forced liquidation of its 713,502 coins is inevitable": the holding is only named in it
    if len(supported) == 1:
        return supported[0]
    weakest = min(supported, key=lambda one: FIRMNESS.index(one.finding.firmness))
    rationales = dict.fromkeys(one.finding.rationale for one in supported)
    evidence: dict[tuple[str, int], Evidence] = {}
    for one in supported:
        for piece in one.finding.evidence:
            evidence.setdefault((piece.source.document_id, piece.source.quote_start), piece)
    whole = replace(
        supported[0].finding,
        rationale=" ".join(list(rationales)[:SAID]),
        evidence=tuple(evidence.values()),
        firmness=weakest.finding.firmness,
    )
    return Judged(claim=supported[0].claim, finding=whole)
