"""Where a purchase is said to have moved the average cost of the whole holding to: "pushed its average over
$30,000", "its average cost has shot up to $59,339 after the latest buy" (that is what the coins of that buy cost).

The figure is the holding's average, whatever was paid for the coins that moved it. What else the sentence tells
of a purchase is judged as that.
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._direction import DOWN, UP
from monitor.judges.verdicts._disclosed import latest_total, trades_of
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._time import is_late, period, said_on
from monitor.judges.verdicts.holdings.average import average_of
from monitor.judges.verdicts.purchases import purchases
from monitor.records import Claim, ClaimFigure, ClaimType, Comparator

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase", "avg_cost", "holdings_total", "other")
AVERAGE = (
    r"(?:average (?:purchase |acquisition |entry |bitcoin )?cost(?: basis)?|cost basis|break-?even"
    r"|(?:overall|blended|total) average(?: (?:purchase )?(?:price|cost))?|blended cost|overall cost (?:basis"
    r"|per coin)"
    r"|(?<=[’']s )cost (?:per|of a|of each) (?:bitcoin|coin)|(?<=its )cost (?:per|of a|of each) (?:bitcoin|coin))"
)
OTHERS = r"(?:week|month|quarter|year|day|bitcoin|BTC|market|coin|industry|analyst)"
OWN_AVERAGE = (
    rf"(?:(?:its|their|the (?:company|firm)[’']s|(?!{OTHERS}\b)\w+[’']s?) (?:overall )?average|{AVERAGE})"
)
MOVES = (
    rf"(?:{UP}|{DOWN}|shot|soar\w*|surg\w+|leap\w*|tick\w*|edg\w+|inch\w+|mov\w+|went|gone|c[ao]me|sank|sunk"
    r"|push\w*|pull\w*|drag\w*|dr[io]v\w+|brought|bring\w*|tak\w+|took|sen[dt]\w*|nudg\w+|bump\w*|hik\w+)"
)
ABOUT = r"(?:(?:about|around|roughly|some|nearly|almost|just|well|barely)\s)*"
ABOVE = r"(?:over|above|past|beyond|through|north of)"
BELOW = r"(?:under|below|beneath|south of)"
SUM = r"(?P<sum>\$[\d,.]*\d)(?!\s?(?:million|billion|m\b|bn\b))"
LED = re.compile(
    rf"(?P<verbs>\b{MOVES}\b[^.;,$]{{0,25}})?\b{OWN_AVERAGE}\b(?P<words>[^.;,$]{{0,45}}?)"
    rf"(?P<from>from \$[\d,.]*\d )?"
    rf"\b(?:{ABOUT}(?:(?P<above>{ABOVE})|(?P<below>{BELOW})|(?P<way>up |down )?to)) {ABOUT}{SUM}",
    re.IGNORECASE,
)
CAME_FROM = re.compile(rf"[^.;,$]{{0,12}},? (?:up |down )?from {ABOUT}{SUM}", re.IGNORECASE)
PASSED = re.compile(
    rf"(?:\b(?:topp|pass|cross|exceed|surpass|clear|br[eo]ke?)\w* {ABOUT}{SUM} (?:in|on|for) (?:its )?{AVERAGE}"
    rf"|\b{AVERAGE}(?: of its \w+)? (?:has |had |have )?(?:now |just |also )?"
    rf"(?:topp|pass|cross|exceed|surpass|clear|br[eo]ke?)\w* {ABOUT}{SUM.replace('sum', 'sum2')})",
    re.IGNORECASE,
)
LEFT = re.compile(  # "the latest buy left its average cost at $69,726", "its break-even is $69,726 after the buy"
    rf"\b(?:left|leav(?:es|ing)|puts?|putting|keeps?|kept)\s[^.;,$]{{0,25}}?\b{AVERAGE}"
    rf"\s(?:\w+\s){{0,3}}at {ABOUT}{SUM}"
    rf"|\b{AVERAGE}\s(?:now |currently )?(?:is|stands at|sits at|comes to|stood at|amounts to) {ABOUT}"
    rf"{SUM.replace('sum', 'sum2')}[^.;]{{0,15}}\b(?:after|following|thanks to) "
    r"(?:(?:the|its|this|last|that)\s)*(?:\w+[’']s\s)?(?:\w+\s){0,2}(?:buy|purchase|haul|acquisition)",
    re.IGNORECASE,
)
PAID = 8  # purchases, the latest, whose price a figure may be
MOVED = re.compile(rf"\b{MOVES}\b", re.IGNORECASE)
RISEN, FALLEN = (re.compile(rf"\b{words}\b", re.IGNORECASE) for words in (rf"(?:{UP}|shot|soar\w*|surg\w+)", DOWN))
SUPPOSED = re.compile(r"\b(?:would|could|might|will|if|once|unless)\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence moves no average to a figure of the claim, or no average is disclosed."""
    words = claim.source.quote
    told = _read(claim)
    if told is None or claim.negated or claim.modality == "predicted" or SUPPOSED.search(words):
        return None
    figure, said, origin = told
    span = period(claim)
    after = latest_total(known, span[1] if span else said_on(claim))
    now = average_of(after) if after is not None else None
    if after is None or now is None or is_late(known, said_on(claim)):
        return None
    earlier = [one for one in known.settled[known.asset] if one.as_of_on < after.as_of_on]
    before = next((one for one in reversed(earlier) if average_of(one) not in (None, now)), None)
    was = average_of(before) if before is not None else None
    story = f"{say_amount(now, 'USD')} a coin on average at the end of {say_day(after.as_of_on)}"
    if was is not None and before is not None:
        story += f", after {say_amount(was, 'USD')} on {say_day(before.as_of_on)}"
    sources = [after.total, *([before.total] if before is not None else [])]
    up, down = RISEN.search(said) is not None, FALLEN.search(said) is not None
    one_way = up != down
    turned = was is not None and one_way and up != (now > was)
    if turned or not is_right(figure, now):
        prices = [trade.change.average_price_usd for trade in trades_of(known, "acquired")]
        paid = any(price is not None and is_right(figure, price) for price in prices[-PAID:])
        if paid and not re.search(AVERAGE, words, re.IGNORECASE):
            return None  # "its average price rose to $103,498 for last week's coins"
        wrong = "" if turned else f"; {say_figure(figure)} is claimed"
        return Finding(
            label="refuted",
            reason="misread_filing",
            rationale=f"The holding cost {story}{wrong}.",
            evidence=cite(known, "refutes", *sources),
            firmness="exact",
        )
    finding = Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"The holding cost {story}.",
        evidence=cite(known, "supports", *sources),
        firmness="exact",
    )
    rest = tuple(
        one
        for one in claim.figures
        if one.start != figure.start and not (one.start == origin and was is not None and is_right(one, was))
    )
    if not rest:
        return finding
    bought = purchases.judge(replace(claim, claim_type="purchase", figures=rest), known)
    if bought is None or bought.label != "supported":
        return bought
    return replace(
        bought,
        rationale=f"{bought.rationale} {finding.rationale}",
        evidence=(*bought.evidence, *finding.evidence),
    )


def _read(claim: Claim) -> tuple[ClaimFigure, str, int] | None:
    """The figure that the average is said to have come to, with its bound, the words that move it, and where the
    figure that it is said to come from begins."""
    words = claim.source.quote
    led, passed, left = LED.search(words), PASSED.search(words), LEFT.search(words)
    if passed is not None:
        place, said, bound = passed.start("sum") if passed["sum"] else passed.start("sum2"), "", "more_than"
    elif led is not None and MOVED.search(f"{led['verbs'] or ''} {led['words']} {led.group()[-30:]}"):
        place, said = led.start("sum"), f"{led['verbs'] or ''} {led['words']} {led['way'] or ''}"
        bound = "more_than" if led["above"] else "less_than" if led["below"] else ""
    elif left is not None:
        place, said, bound = left.start("sum") if left["sum"] else left.start("sum2"), "", ""
    else:
        return None
    begin = claim.source.quote_start
    came = CAME_FROM.search(words, place + 1)  # "climbed to $74,433, up from $74,079"
    origin = came.start("sum") + begin if came is not None else -1
    if led is not None and led["from"]:
        origin = led.start("from") + len("from ") + begin
    for figure in claim.figures:
        if figure.unit == "USD" and abs(figure.start - begin - place) <= 1:
            return replace(figure, comparator=_bound(bound, figure)), said, origin
    return None


def _bound(bound: str, figure: ClaimFigure) -> Comparator:
    if bound:
        return "more_than" if bound == "more_than" else "less_than"
    return "exactly" if figure.comparator == "up_to" else figure.comparator  # "pushed it up to $75,860"
