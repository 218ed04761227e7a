"""Balances and movements of the USD Reserve and of USD Cash, and balances of cash, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.extractors._dates import DAY, Period, read_day
from monitor.extractors._holdings_surroundings import Context, follow_context, is_discredited
from monitor.extractors._holdings_when import BEFORE, periods_of, report_day
from monitor.extractors._reserve_words import LETTERS, MENTION, ReserveKind, Template, find_said, make_template
from monitor.extractors._sentences import split_sentences
from monitor.records import Document, Filing, Issuer, Reserve, ReserveMovement

EXTRACTOR = "reserves.prose"
WHOSE = r"(?:the |its |our |this |a |an |such |(?:\w+’s|\w+'s) )?(?:initial |existing |remaining |new )?"
NAMED = r"<(?P<kind>[RC])>(?: (?:balance|account))?"
IS = (
    r"(?:is|was|were|stood at|stands at|now stands at|totall?ed|totall?ing|totals|amounted to|amounts to|equall?ed"
    r"|of|remained(?: at)?|remains(?: at)?|at)"
)
SUM = r"<\$(?P<sum>\d+)>"
MOVED = r"<\$(?P<moved>\d+)>"
ROSE = r"(?:increas\w+|rais\w+|grew|grow\w*|rose|replenish\w+|fund\w+|strengthen\w*|top\w* up|expand\w*|added to)"
FELL = r"(?:decreas\w+|reduc\w+|lower\w+|dr[ae]w\w* down|declin\w+|fell|drawn down)"
TOOK = r"(?:used|using|utili[sz]\w+|drew|drawn|applied|spent|withdr[ae]w\w*|paid|disbursed|took|deployed|released)"
GAVE = r"(?:added|contributed|transferred|deposited|allocated|moved|directed|credited|set aside)"
BUILD = r"(?:fund|increase|replenish|establish|strengthen|add to|top up|build|grow|support)"
SOME = r"[^<>;]{0,90}?"


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


BALANCES = _any(
    rf"\bbalances? (?:of|in|held in) {WHOSE}{NAMED},?(?: as of [^<>]{{0,30}}?,?)? {IS} {SUM}",
    rf"{NAMED},?(?: as of [^<>]{{0,30}}?,?)?(?: the balance of which| which)? (?:currently |now )?"
    rf"(?:(?:has|had) a balance of|held|holds|{IS}) {SUM}",
    rf"{NAMED}(?::| [–—-]) {SUM}",
    rf"\b(?:established|created|set up|maintain(?:s|ed)?|has|have|had|holds|held) (?:a|an|its|our) {SUM} {NAMED}",
    rf"{NAMED} (?:(?:has|had|was|were) )?(?:been )?(?:{ROSE}|{FELL})"
    rf"(?: by <\$\d+>)?(?:,? from <\$\d+>)?,? to {SUM}",
    rf"\b(?:{ROSE}|{FELL}|bring\w*|brought) (?:the balance of )?{WHOSE}{NAMED}"
    rf"(?: by <\$\d+>)?(?:,? from <\$\d+>)?,? to {SUM}",
    rf"<[RC]>(?: [a-z]+)? {IS} <\$\d+>,? (?:and|while) {WHOSE}{NAMED} (?:(?:to|at|of|was|were) )?{SUM}",
    rf"{NAMED}[^;]*?\b(?:bringing|taking|increasing|raising|lifting|reducing|lowering|leaving)"
    rf" (?:it|its balance|the balance|the total)(?: to| at)? {SUM}",
    rf"\b(?:held|holds|hold|has|had|have|maintain(?:s|ed)?|of which) {SUM} (?:of|in|as) {WHOSE}{NAMED}",
    rf"\b(?:including|comprised of|comprising|consisting of|plus) {SUM} (?:of|in|as) {WHOSE}{NAMED}",
    rf"\b(?:comprised of|comprising|consisting of|held|holds) <\$\d+> (?:of|in|as) {WHOSE}<[RCK]>"
    rf" and {SUM} (?:of|in|as) {WHOSE}{NAMED}",
    rf"{NAMED},? (?:which )?(?:includ\w+|compris\w+|inclusive of)[^;]*?,?"
    rf" (?:is|was|were|totall?ed|amounted to|stood at) {SUM}",
    rf"{NAMED} {IS} <\$\d+>,? (?:compared (?:to|with)|down from|up from|versus) {SUM}(?= (?:at|as of) \w+ \d)",
    rf"{NAMED}[^;]*;(?: and)? (?:at|as of|on) [^<>;]{{0,30}}?,? it {IS} {SUM}",
    rf"{SUM} (?:(?:was|is|were|are) )?(?:held|remain(?:s|ed|ing)|available|left) in {WHOSE}{NAMED}",
)
BOTH = _any(
    r"<(?P<one>[RC])> and <(?P<two>[RC])>(?: balances)? (?:were|are|of|totall?ed)"
    r" <\$(?P<first>\d+)> and <\$(?P<second>\d+)>"
)
CASH = _any(
    rf"\b(?:had|held|have|hold|has|holds|with|included|including) {SUM} (?:in|of) (?:our |its )?<(?P<kind>K)>",
    rf"\b(?:had|held|hold|holds|has|have)\b[^<>;]{{0,120}}?\band {SUM} (?:of|in) (?:our |its )?<(?P<kind>K)>",
    rf"{SUM} (?:in|of) <(?P<kind>K)>(?= (?:at|as of) )",
    rf"\b(?:had|held|hold|holds|has|have|with|consist\w* of|compris\w+(?: of)?)\b[^<>;]{{0,40}}?"
    rf" <(?P<kind>K)> of {SUM}",
    rf"(?<!in )(?<!of )<(?P<kind>K)>(?: balances?)? {IS} {SUM}(?: and <\$(?P<second>\d+)>)?",
    rf"<(?P<kind>K)> {IS} <\$\d+>,? compared (?:to|with) {SUM}(?= (?:at|as of) )",
)
ADDED = _any(
    rf"\b{ROSE} {WHOSE}{NAMED} (?:by|with) {MOVED}",
    rf"{NAMED} (?:(?:has|was) )?(?:been )?{ROSE} by {MOVED}",
    rf"\b{GAVE} {MOVED}{SOME}(?: (?:of|from) {WHOSE}<[RCK]>)? (?:to|into|in|for) {WHOSE}{NAMED}",
    rf"\b(?:used|applied|using|spent) {MOVED}{SOME} to {BUILD} {WHOSE}{NAMED}",
    rf"{MOVED}{SOME} (?:went|flowed|came) into {WHOSE}{NAMED}",
    rf"{NAMED}[^;]*? and {MOVED} (?:went|flowed|was put|were put|was paid|were paid) into it\b",
    rf"{MOVED}{SOME} (?:was|were|has been|have been) (?:(?:used|applied) to {BUILD}|(?:{GAVE}) (?:to|into|in))"
    rf" {WHOSE}{NAMED}",
    rf"\b(?:established|created|set up) {WHOSE}{NAMED} (?:of|with) {MOVED}",
    rf"\b(?:established|created|set up) (?:a|an|its|our) {MOVED} {NAMED}",
)
USED = _any(
    rf"\b{TOOK} {MOVED}(?: (?:in|of) [a-z ]{{1,40}}?)? (?:of|from|out of) {WHOSE}{NAMED}",
    rf"\b{TOOK} <\$\d+>[^;]*? and {MOVED}(?: (?:in|of) [a-z ]{{1,40}}?)? (?:of|from|out of) {WHOSE}{NAMED}",
    rf"\b{TOOK} {MOVED} (?:in|of) [a-z ]{{1,40}}? and <\$\d+>(?: (?:in|of) [a-z ]{{1,40}}?)?"
    rf" (?:from|out of) {WHOSE}{NAMED}",
    rf"\b(?:transferred|moved|reallocated) {MOVED}{SOME} (?:of|from|out of) {WHOSE}{NAMED} (?:to|into)\b",
    rf"\b(?:paid|pay|fund(?:ed)?|made) [^<>;]{{0,60}}?{MOVED}{SOME} (?:from|out of|using|with|by using)"
    rf" {WHOSE}{NAMED}",
    rf"{MOVED}{SOME} (?:was|were) (?:paid|funded|made|satisfied|used|withdrawn) (?:from|out of|using|with|by)"
    rf" {WHOSE}{NAMED}",
    rf"\b(?:used|using) {WHOSE}{NAMED} to (?:pay|fund|make|satisfy|cover) {SOME}{MOVED}",
    rf"{NAMED} (?:was|were) used to (?:pay|fund|make|satisfy|cover) {SOME}{MOVED}",
    rf"\b{FELL} {WHOSE}{NAMED} by {MOVED}",
    rf"{NAMED} (?:(?:has|was) )?(?:been )?{FELL} by {MOVED}",
    rf"{MOVED}{SOME} left {WHOSE}{NAMED}",
    rf"{NAMED}[^;]*[;,] [^;]*?{MOVED} (?:was|were) (?:paid|used|taken|withdrawn)[^<>;]{{0,30}} out of it\b",
    rf"{MOVED} (?:came|was taken|was drawn|were drawn|were taken) (?:from|out of) {WHOSE}{NAMED}",
    rf"{MOVED} (?:of|from) {WHOSE}{NAMED} (?:was|were|has been|have been)"
    r" (?:used|applied|paid|withdrawn|released)",
)
PURPOSE = re.compile(
    r"\b(?:to|for|in\s+order\s+to)\s+(?:the\s+)?"
    r"(?:pay|fund|support|satisfy|cover|make|meet|service|repay|redeem|repurchase|finance)(?:ing|ment)?\b"
    r".*?(?=[.;]|,\s+(?:and|leaving|bringing|reducing|increasing|which)\b|$)",
    re.IGNORECASE | re.DOTALL,
)
AS_OF = re.compile(
    rf"\b(?:as\s+of|as\s+at|at|on)\s+(?:the\s+close\s+of\s+business\s+on\s+)?(?P<one>{DAY})"
    rf"(?:\s*,?\s+and\s+(?P<two>{DAY}))?",
    re.IGNORECASE,
)


def find_in_prose(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve | ReserveMovement]:
    """Balances and movements stated in sentences, in the order of the text."""
    blocks = [block for block in document.blocks if block.kind != "table"]
    told = False
    for block, context in zip(blocks, follow_context(document, report_day(filing)), strict=True):
        if not told and not MENTION.search(document.text, block.start, block.end):
            continue
        risky = is_discredited(block, document.text[block.start : block.end], context)
        before: date | None = None
        for span in split_sentences(document.text, block.start, block.end):
            template = make_template(document.text[slice(*span)], told=told)
            if template is not None:
                place = _Place(document, filing, issuer, span, context, risky, before)
                yield from _read(place, template)
            opening = AS_OF.match(document.text, span[0], span[1])
            before = (read_day(opening["one"]) if opening else None) or before
        told = told or any(
            match.lastgroup == "R" for match in MENTION.finditer(document.text, block.start, block.end)
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands, and what the text around it says for it."""

    document: Document
    filing: Filing
    issuer: Issuer
    span: tuple[int, int]
    context: Context
    risky: bool
    before: date | None  # the day that an earlier sentence of its paragraph opens with


def _read(place: _Place, template: Template) -> Iterator[Reserve | ReserveMovement]:
    filing, context = place.filing, place.context
    sentence = place.document.text[slice(*place.span)]
    periods = periods_of(sentence, report_day(filing))

    def balance(kind: ReserveKind, number: str, nth: int = 0) -> Iterator[Reserve]:
        figure = template.figures[int(number)]
        day = _stated_day(sentence, figure.start, figure.end, nth)
        # In a risk factor, and for cash, only a day of its own makes a balance: nothing else dates it.
        if day is None and (place.risky or kind == "cash"):
            return
        yield Reserve(
            issuer_cik=place.issuer.issuer_cik, as_of_on=day or _day_told(place, periods), kind=kind,
            amount_usd=figure.value, source=place.document.quote(*place.span), known_at=filing.accepted_at,
            extractor=EXTRACTOR,
        )  # fmt: skip

    seen: set[int] = set()
    for match in find_said(template, BOTH):
        yield from balance(LETTERS[match["one"].upper()], match["first"])
        yield from balance(LETTERS[match["two"].upper()], match["second"])
        seen |= {int(match["first"]), int(match["second"])}
    movements = [*_movements(template, "added", ADDED), *_movements(template, "used", USED)]
    # What was put in when the reserve was set up is its balance too; no other movement is one.
    moved = {number for _, number, _, founding in movements if not founding}
    for match in find_said(template, (*BALANCES, *CASH)):
        for nth, name in enumerate(("sum", "second")):
            number = match.groupdict().get(name)
            if number is not None and int(number) not in seen | moved:
                seen.add(int(number))
                yield from balance(LETTERS[match["kind"].upper()], number, nth)
    if place.risky:
        return
    first, last = _days_moved(context, periods, filing)
    for direction, number, kind, _ in movements:
        figure = template.figures[number]
        purpose = _purpose(sentence, figure.end, template)
        yield ReserveMovement(
            issuer_cik=place.issuer.issuer_cik, kind=kind, direction="added" if direction == "added" else "used",
            amount_usd=figure.value, period_start_on=first, period_end_on=last,
            purpose=purpose, source=place.document.quote(*place.span), known_at=filing.accepted_at,
            extractor=EXTRACTOR,
        )  # fmt: skip


def _purpose(sentence: str, after: int, template: Template) -> str | None:
    """What the sentence says the money was for, before it speaks of another figure."""
    following = [figure.start for figure in template.figures if figure.start >= after]
    found = PURPOSE.search(sentence, after, min(following, default=len(sentence)))
    return re.sub(r"\s+and(?:\s+\w+)?$", "", " ".join(found.group().split())) if found else None


def _movements(
    template: Template, direction: str, patterns: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[str, int, ReserveKind, bool]]:
    seen: set[int] = set()
    for match in find_said(template, patterns):
        number = int(match["moved"])
        if number not in seen:
            seen.add(number)
            founding = re.match(r"established|created|set up", match.group(), re.IGNORECASE) is not None
            yield direction, number, LETTERS[match["kind"].upper()], founding


def _stated_day(sentence: str, start: int, end: int, nth: int) -> date | None:
    """The day of ``sentence[start:end]``: "at D" behind the figure, else the one before, else the nth of two."""
    instants: list[tuple[int, int, date]] = []
    for match in AS_OF.finditer(sentence):
        if not BEFORE.search(sentence[max(0, match.start() - 40) : match.start("one")]):
            days = [(match.span(name), read_day(match[name])) for name in ("one", "two") if match[name]]
            instants += [(first, last, day) for (first, last), day in days if day is not None]
    if len(instants) > 1 and re.search(r"\brespectively\b", sentence[end:], re.IGNORECASE):
        return instants[min(nth, len(instants) - 1)][2]
    behind = [
        one for one in instants if end <= one[0] < end + 60 and not re.search(r"[,;]|\$", sentence[end : one[0]])
    ]
    ahead = [one for one in instants if one[1] <= start]
    for found in (behind, ahead[::-1], [one for one in instants if one[0] >= end]):
        if found:
            return found[0][2]
    return None


def _day_told(place: _Place, periods: list[Period]) -> date:
    context, filing = place.context, place.filing
    if periods:
        return periods[-1].end_on
    if place.before is not None:
        return place.before
    if context.told.period is not None:
        return context.told.period.end_on
    return context.told.day_on or report_day(filing)


def _days_moved(context: Context, periods: list[Period], filing: Filing) -> tuple[date | None, date | None]:
    spans = [p for p in periods if p.kind != "day"]
    if spans:
        return spans[0].start_on, spans[0].end_on
    if periods:
        return None, periods[0].end_on
    if context.told.period is not None:
        return context.told.period.start_on, context.told.period.end_on
    return None, context.told.day_on or report_day(filing)
