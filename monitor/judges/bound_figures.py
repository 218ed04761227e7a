"""A figure refutes only what it is certainly a figure of.

"Strategy had 2,000 coins parked on an exchange" is no wrong holding, and "95,600 of its coins carry no lien" no
wrong total: a rule that compared such a figure with the whole would refute by the figure of something else. So
before a claim is refuted by nothing but figures, each of them is asked for:

    it is close to the disclosed figure, or a slip of it        it is meant for that, and wrong
    the nearest word names what it was taken for                it is of that, and wrong
    the nearest word names another thing that is told of coins  it is judged as that: bought, sold or held
    anything else                                               nothing is said: not enough evidence

Money stands by coins ("8,178 coins for $835.6 million"): there a word that names something else must be nearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from monitor.judges._binding import TYPES, is_bound, is_second, kind_of
from monitor.judges._disclosed_rows import list_rows
from monitor.judges._figure_words import is_owned, kinds_near
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding, Missed, judge_claim
from monitor.judges.verdicts._figures import say_figure
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.purchases._any_purchase import says_more
from monitor.records import Claim, ClaimFigure

AGAIN = 2  # cuts
WEEKDAY = re.compile(r"(?<!last )(?<!of )\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?![’'])")
WEEK = 7


def rebind(one: Judged, unread: Unread, known: Knowledge, *, again: int = AGAIN) -> Judged:
    """The same claim; where figures alone refute it and are not certainly of that, by what they are of. `again`:
    how often what is cut off may be cut in turn."""
    if _is_to_come(one.claim, known) and _refuting(one) and not _presupposes(one, unread):
        return Judged(claim=one.claim, finding=_foretell(one.finding))
    if not _refuting(one):
        return one
    elsewhere = _disclosed(one.claim, unread, known)
    against = one.finding.against
    loose = [each for each in against if not is_bound(each, unread) or is_second(each, one, elsewhere)]
    if not loose:
        return one
    pieces = list(_cut(one.claim, [missed.figure for missed in loose], unread)) if again else []
    if pieces:
        judged = [Judged(claim=piece, finding=judge_claim(piece, known)) for piece in pieces]
        whole = decide([rebind(piece, unread, known, again=again - 1) for piece in judged])
        return Judged(claim=one.claim, finding=whole.finding)
    coins = any(missed.figure.role.startswith("units") for missed in loose)
    if len(loose) < len(against) and not (
        coins and all(one_ in loose or _is_mute(one_, unread) for one_ in against)
    ):
        return one
    return Judged(claim=one.claim, finding=_leave_open(one.finding, loose))


def _refuting(one: Judged) -> Sequence[Missed]:
    return one.finding.against if one.finding.label == "refuted" else ()


def _disclosed(claim: Claim, unread: Unread, known: Knowledge) -> frozenset[Decimal]:
    """Every figure that is disclosed of the holdings, the trades and the balances by then."""
    rows = list_rows(known, said_on(claim), unread.days, unread.text)
    return frozenset(value for row in rows for value in (row.units, row.usd, row.each) if value is not None)


def _cut(claim: Claim, loose: Sequence[ClaimFigure], unread: Unread) -> Iterator[Claim]:
    """The claim without the loose figures, and a claim of its own for those of each kind; none where the words
    name no kind of one of them."""
    kinds = {figure.start: kind_of(figure, unread) for figure in loose}
    if not all(kinds.values()):
        return
    rest = tuple(figure for figure in claim.figures if figure.start not in kinds)
    coins = any(figure.role.startswith("units") for figure in rest)
    if claim.claim_type == "purchase" and not rest and set(kinds.values()) == {"held"} and says_more(claim):
        yield replace(claim, figures=())  # "bought more; it now has 499,096": that it bought is claimed as well
    if rest and (coins or set(kinds.values()) <= {"cash", "average"}):
        yield replace(claim, figures=rest)
    for kind in dict.fromkeys(kinds.values()):
        own = tuple(figure for figure in loose if kinds[figure.start] == kind)
        claim_type, action = TYPES[kind]
        rumoured = kind == "sold" and claim.modality == "hedged"
        yield replace(
            claim,
            claim_type="btc_sale_hidden_or_rumoured" if rumoured else claim_type,
            action=action,
            figures=own
            if coins or kind not in ("bought", "held")
            else tuple(sorted((*own, *rest), key=lambda one: one.start)),
        )


def _is_to_come(claim: Claim, known: Knowledge) -> bool:
    """Whether it is foretold for a day that has not passed."""
    end = claim.period_end_on
    if claim.modality != "predicted" or end is None or end > known.as_of:
        return claim.modality == "predicted"
    return WEEKDAY.search(claim.source.quote) is not None and (said_on(claim) - end).days < WEEK  # the next one


def _is_mute(missed: Missed, unread: Unread) -> bool:
    """Whether no word of its own says what a sum is of: it stands and falls with the coins beside it."""
    return not kinds_near(unread.text, missed.figure, unread.figures, unread.start)


def _presupposes(one: Judged, unread: Unread) -> bool:
    """ "Could be forced to sell its 600,000 coins": a holding that is taken for granted in a forecast."""
    return any(is_owned(unread.text, missed.figure, unread.start) for missed in one.finding.against)


def _foretell(finding: Finding) -> Finding:
    return replace(
        finding,
        label="not_enough_evidence",
        reason="prediction",
        rationale=f"What is still to come stands in no filing. {finding.rationale}",
        evidence=tuple(replace(piece, stance="context") for piece in finding.evidence),
        firmness="default",
        by_figures=False,
        against=(),
    )


def _leave_open(finding: Finding, loose: Sequence[Missed]) -> Finding:
    said = ", ".join(say_figure(missed.figure) for missed in loose)
    return replace(
        finding,
        label="not_enough_evidence",
        reason="outside_filings",
        rationale=f"Nothing in the statement tells that {said} is of what was disclosed: {finding.rationale}",
        evidence=tuple(replace(piece, stance="context") for piece in finding.evidence),
        firmness="rule",
        by_figures=False,
        against=(),
    )
