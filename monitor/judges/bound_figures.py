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

from monitor.judges._disclosed_rows import list_rows
from monitor.judges._figure_words import is_owned, is_part, kinds_near
from monitor.judges.figure_groups import ITS_AVERAGE
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding, Missed, judge_claim
from monitor.judges.verdicts._figures import is_meant, say_figure
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimFigure, ClaimType

AGAIN = 2  # cuts
NEAR = Decimal("0.1")  # so close to the disclosed figure, a wrong one is meant for it
MONEY: dict[str, tuple[str, ...]] = {  # what may stand nearest to money that is that of the coins
    "cost": ("cost", "bought", "sold", "held", "average"),
    "average": ("average", "cost", "bought", "sold", "held"),
    "price": ("average", "cost", "bought", "sold", "held"),
    "worth": ("worth", "held"),
    "fetched": ("net", "sold", "cost", "cash", "worth", "average"),
}
INTO = re.compile(  # "$425 million of its cash into 21,454 bitcoin", "$1.48 billion raised went into bitcoin"
    r"[^.;$]{0,60}\b(?:went|gone|put|poured|ploughed|plowed|funnel\w+|spent)\s(?:all )?(?:into"
    r"|on)\s(?:bitcoins?|BTC|coins)\b|"
    r"\s(?:of (?:its |the )?(?:own )?(?:cash|money|proceeds) )?(?:into|for|on|in)\s(?:\w+\s){0,2}[\d.,]+k?"
    r"\s(?:\w+\s)?(?:bitcoins?|BTC|coins?)\b",
    re.IGNORECASE,
)
MARKET = re.compile(  # "with bitcoin near $40,000": what it is at on the market
    r"(?<!\d )\b(?:bitcoin|BTC|prices?|(?:the )?coin|market)\s(?:is |was |now |trad\w+ |stood |stands |sits "
    r"|back )*"
    r"(?:near|at|above|below|under|around|over|past|close to)\s(?:about |some )?$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"(?<!last )(?<!of )\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?![’'])")
WEEK = 7
NET_OF = re.compile(r"\b(?:net of|on balance|after sales)\b", re.IGNORECASE)
IN_COINS = re.compile(r"\b(?:in|of) (?:bitcoins?|BTC|coins)\b|\b(?:bitcoin|BTC) (?:cash )?reserve", re.IGNORECASE)
APART = ("part", "free", "pledged")  # told of coins, it is no count of all
PAPER = ("cash", "debt")
MILLION = Decimal(1_000_000)
LINK = 6  # characters: ", " or " for "
BESIDE = 30  # characters
TRADED = (("bought",), ("sold",), ("mined",))
TYPES: dict[str, tuple[ClaimType, str]] = {
    "cash": ("reserve", "hold"),
    "average": ("avg_cost", "average"),
    "bought": ("purchase", "buy"),
    "sold": ("btc_sale_past", "sell"),
    "held": ("holdings_total", "hold"),
}


def rebind(one: Judged, unread: Unread, known: Knowledge, *, again: int = AGAIN) -> Judged:
    """The same claim; where figures alone refute it and are not certainly of that, by what they are of. `again`:
    how often what is cut off may be cut in turn."""
    if _is_to_come(one.claim, known) and _refuting(one) and not _presupposes(one, unread):
        return Judged(claim=one.claim, finding=_foretell(one.finding))
    elsewhere = _disclosed(one.claim, unread, known) if _refuting(one) else frozenset()
    loose = [
        missed for missed in _refuting(one) if not _is_bound(missed, unread) or _is_second(missed, one, elsewhere)
    ]
    if not loose:
        return one
    if len(loose) == len(one.finding.against) or _named(loose, unread):
        pieces = list(_cut(one.claim, [missed.figure for missed in loose], unread))
        if pieces and again:
            judged = [Judged(claim=piece, finding=judge_claim(piece, known)) for piece in pieces]
            whole = decide([rebind(piece, unread, known, again=again - 1) for piece in judged])
            return Judged(claim=one.claim, finding=whole.finding)
        return Judged(claim=one.claim, finding=_leave_open(one.finding, loose))
    return one


def _refuting(one: Judged) -> Sequence[Missed]:
    return one.finding.against if one.finding.label == "refuted" else ()


def _named(loose: Sequence[Missed], unread: Unread) -> bool:
    return all(_kind(missed.figure, unread) for missed in loose)


def _disclosed(claim: Claim, unread: Unread, known: Knowledge) -> frozenset[Decimal]:
    """Every figure that is disclosed of the holdings, the trades and the balances by then."""
    rows = list_rows(known, said_on(claim), unread.days, unread.text)
    return frozenset(value for row in rows for value in (row.units, row.usd, row.each) if value is not None)


def _is_second(missed: Missed, one: Judged, elsewhere: frozenset[Decimal]) -> bool:
    """Whether the claim tells a right figure of the same measure beside it: what was bought has one price, what is
    held one number, so the other figure is of something else. Not where a slip of the same is told twice."""
    wrong = {other.figure.start for other in one.finding.against}
    same = [
        figure
        for figure in one.claim.figures
        if figure.role == missed.figure.role and figure.unit == missed.figure.unit and figure.start not in wrong
        if figure.comparator in ("exactly", "about")
    ]
    slip = missed.actual is not None and is_meant(missed.figure, missed.actual)
    slip = slip and missed.figure.value not in elsewhere
    return bool(same) and not slip and missed.taken_for not in PAPER


def _is_bound(missed: Missed, unread: Unread) -> bool:
    figure, actual = missed.figure, missed.actual
    near = kinds_near(unread.text, figure, unread.figures, unread.start)
    if missed.taken_for == "cost" and INTO.match(unread.text, figure.end - unread.start):
        return True
    if missed.taken_for == "bought" and NET_OF.search(unread.text):
        return False
    if near[:1] == ("else",) or (near[:1] == ("net",) and missed.taken_for != "fetched"):
        return False  # of nothing that a total, a cost or a balance could contradict
    if near[:1] == ("cash",) and missed.taken_for != "cash" and IN_COINS.search(unread.text):
        return True  # a reserve of dollars called one of coins (contract, Verdicts, 5)
    if missed.taken_for in PAPER:
        return missed.taken_for in near[:2] and not {"else", "net"} & set(near[:3])
    before = unread.text[: figure.start - unread.start]
    if missed.taken_for == "price" and ITS_AVERAGE.search(before):
        return False
    if missed.taken_for in ("price", "average") and MARKET.search(before):
        return False
    if missed.taken_for in MONEY and any(
        one.unit == "shares" and 0 <= figure.start - one.end <= LINK for one in unread.figures
    ):
        return False  # "1,237,000 new shares, $425.3 million": what these brought in
    other = missed.taken_for in MONEY and bool(near) and near[0] not in MONEY[missed.taken_for]
    if actual is not None and (
        is_meant(figure, actual) or (not other and abs(figure.value - actual) <= NEAR * abs(actual))
    ):
        return True
    if missed.taken_for in MONEY:
        return near[0] in MONEY[missed.taken_for] if near else _stands_by_coins(figure, unread)
    if is_part(unread.text, figure, unread.start) or any(kind in APART for kind in near):
        return False
    if figure.role == "units_after" or (_is_whole(missed, near) and is_owned(unread.text, figure, unread.start)):
        return True
    return near[:1] == (missed.taken_for,)


def _stands_by_coins(figure: ClaimFigure, unread: Unread) -> bool:
    """ "8,178 coins for $835.6 million": no more than a few words between."""
    return any(
        one.unit in ("bitcoin", "number") and 0 <= max(one.start - figure.end, figure.start - one.end) <= BESIDE
        for one in unread.figures
        if one.start != figure.start
    )


def _is_whole(missed: Missed, near: Sequence[str]) -> bool:
    """ "Its 600,000 coins" are the holding whatever is done with them; "its 32 coins were sold" are those sold."""
    large = missed.actual is not None and 2 * missed.figure.value >= missed.actual
    return large or near[:1] not in TRADED


def _kind(figure: ClaimFigure, unread: Unread) -> str:
    """The kind of `TYPES` that the nearest word names: of a number of coins, of a sum, or of a price; else ""."""
    near = kinds_near(unread.text, figure, unread.figures, unread.start)
    apart = is_part(unread.text, figure, unread.start) or any(kind in APART for kind in near)
    coins, sums, prices = ("bought", "sold", "held"), ("bought", "sold", "cash"), ("average",)
    kinds = coins if figure.role.startswith("units") else sums if figure.value >= MILLION else prices
    named = near[:1] if near[:1] != ("held",) or figure.role.startswith("units") else near[1:2]
    return named[0] if named and not apart and named[0] in kinds else ""


def _cut(claim: Claim, loose: Sequence[ClaimFigure], unread: Unread) -> Iterator[Claim]:
    """The claim without the loose figures, and a claim of its own for those of each kind; none where the words
    name no kind of one of them."""
    kinds = {figure.start: _kind(figure, unread) for figure in loose}
    if not all(kinds.values()):
        return
    rest = tuple(figure for figure in claim.figures if figure.start not in kinds)
    coins = any(figure.role.startswith("units") for figure in rest)
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
