"""What is left of at-the-market programs: "can still sell $15.9 billion", "all used up", "still untouched".

The newest row of the program named (of the common stock where none is) that prints what is available, known when
it was said. A sum is the room, unless it is told as the size of the program ("out of $21 billion"), which the
filing must print. Without such a row, what was sold in all so far against the size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges._printed_numbers import read_numbers
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes, confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._stock_words import read_stock_sale
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._words import BEFORE
from monitor.judges.verdicts.programs._room_rows import find_rows, find_size
from monitor.records import Claim, ClaimFigure, ClaimType, Issuance, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
PROGRAM = (
    r"(?:\bATMs?\b|\bat-the-market\b|\b(?:share|stock|equity)[- ](?:sale|sales|selling|offering|issuance)s?"
    r"\s(?:program(?:me)?|facility|agreement|plan)s?\b|\bsales agreements?\b"
    r"|\b(?:share|stock|equity|common)[- ](?:program(?:me)?s?|facility)\b"
    r"|\b(?:stock|shares?|equity)\s(?:under|through|via)\s(?:its|the|that|this|an?)"
    r"\s(?:[\w-]+\s){0,3}?program(?:me)?\b)"
)
IS_PROGRAM = re.compile(PROGRAM, re.IGNORECASE)
BUYBACK = re.compile(r"\b(?:buy-?backs?|repurchas\w+|bought back)\b", re.IGNORECASE)
LEFT = re.compile(
    r"\b(?:left|remain(?:s|ing|ed|der)?|room|capacity|headroom|available|dry powder|unsold|unused|to spare)\b"
    r"|\b(?:can|may|could)\s(?:yet|still|also)\s(?:be\s)?(?:sell|sold|issued?|raise|raised)\b"
    r"|\bstill\s(?:able|free|allowed|has|have)\b|\bleft to (?:sell|issue)\b",
    re.IGNORECASE,
)
SPENT = re.compile(
    r"\b(?:(?:used|drawn|sold|tapped) (?:up )?in full|used up|exhausted|depleted|drained|emptied|dried up"
    r"|milked dry|to the last (?:drop|dollar|cent|share)|maxed out|tapped out|run dry"
    r"|ran dry|sold out|(?:run|ran|gone|burn(?:ed|t)) through|fully (?:used|drawn"
    r"|utili[sz]ed|sold"
    r")|(?:raised|sold|issued|used|drawn|tapped|burned through|gone through|worked through) (?:up |down )?"
    r"(?:all|the (?:whole|entire|full))\b|spent in full|(?:fully|completely|entirely) spent"
    r"|no(?:thing)? (?:capacity|room|more) (?:is )?left"
    r"|nothing (?:is )?left)\b",
    re.IGNORECASE,
)
RUNNING_LOW = re.compile(
    r"\b(?:almost|nearly|all but|close to|practically|about to be|on fumes|running)\b", re.IGNORECASE
)
UNTOUCHED = re.compile(
    r"\b(?:untouched|untapped|unused|idle|virgin|in full|intact|has(?:n[’']t| not| yet to"
    r"| never) (?:been |be )?(?:touch(?:ed)?|tap(?:ped)?"
    r"|used?|drawn?|sold)|yet to (?:sell|issue|place) (?:an?y?|one|even one|a single|the first)\b"
    r"|not (?:one|a single|a) share|nothing (?:has been |was )?(?:sold|issued|drawn)"
    r"|no shares? (?:has|have) been (?:sold|issued))\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:not|never|no longer|far from|hardly)\b|n[’']t\b(?=[^.;]{0,30}(?:exhaust|used up|deplet|max))",
    re.IGNORECASE,
)
SIZE_BEFORE = re.compile(
    r"\b(?:out of|of (?:its|the|a|an|that)|of (?:an? )?(?:original|total|full)?|size of"
    r"|worth)\s*(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
SIZE_AFTER = re.compile(
    rf"^[\s-](?:(?!(?:left|remain\w*|available|of|through|under|via|in|on|with|from|at)\s)[\w-]+\s){{0,4}}?"
    rf"(?:{PROGRAM}|(?:program(?:me)?|facility)\b)",
    re.IGNORECASE,
)
# "The cumulative aggregate offering price of the Shares sold ... was approximately $1.0 billion"
CUMULATIVE = re.compile(
    r"\bcumulative\b[^.$]{0,60}\b(?:offering price|proceeds)\b[^.$]{0,160}\bwas\b[^.$]{0,30}"
    r"(?P<sum>\$[\d,.]+(?:\s(?:million|billion))?)",
    re.IGNORECASE,
)
# "as of June 27, 2023, MicroStrategy had issued and sold an aggregate of ... for aggregate net proceeds of ..."
SOLD_SO_FAR = re.compile(
    r"\bas of [A-Z]\w+ \d{1,2}, 20\d\d,[^.$]{0,60}\bhad issued and sold an aggregate of [\d,]+ shares under the"
    r"[^.$]{0,40}\bfor aggregate (?:net |gross )?proceeds[^$]{0,120}(?P<sum>\$[\d,.]+(?:\s(?:million|billion))?)",
    re.IGNORECASE,
)
COSTS = Decimal("0.97")  # of what was sold, at the least, is left after commissions
PROGRAM_SIZE = re.compile(r"\boffering price of up to (?P<sum>\$[\d,.]+(?:\s(?:million|billion))?)", re.IGNORECASE)
A_WEEK = re.compile(
    r"\b(?:(?:a|one) week|seven days|7 days|the (?:week|report|filing)) (?:before|ago|earlier|prior)\b"
    r"|\b(?:last|the (?:prior|previous)) week\b|\bweek on week\b",
    re.IGNORECASE,
)
A_HOLIDAY = timedelta(days=4)  # between the days of two reports
FLOOR = Decimal(10_000_000)  # dollars: smaller sums are prices


@dataclass(frozen=True, slots=True)
class Money:
    """A sum of the sentence and whether it is told as the size of the program."""

    figure: ClaimFigure
    size: bool


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence speaks of no room under a program, or no filing by then tells of it."""
    words = claim.source.quote
    if claim.modality == "predicted" and not LEFT.search(words):
        return None
    spent, untouched, left_over = SPENT.search(words), UNTOUCHED.search(words), LEFT.search(words)
    sums = list(_read_sums(words, whole=spent is not None and left_over is None))
    room = [one.figure for one in sums if not one.size]
    if BUYBACK.search(words):
        return None
    if not (_names_program(words) and (left_over or spent or untouched)):
        return None
    rows = find_rows(claim, known, words)
    if not rows:
        used_up = spent is not None and not DENIED.search(words[: spent.start()])
        return _weigh_sum(claim, known, sums, spent=used_up) if IS_PROGRAM.search(words) else None
    row = rows[-1]
    sizes = [find_size(known, row, one.figure) for one in sums if one.size]
    if None in sizes:
        return None
    left = row.available_usd or Decimal(0)
    then = [one for one in room if BEFORE.search(words[: one.start])]
    if then and len(then) < len(room):
        return _weigh_then(known, words, rows, then, [one for one in room if one not in then])
    if room:
        return _say(known, row, right=all(is_right(one, left) for one in room), said=room, sizes=sizes)
    if untouched and untouched.group().lower() == "idle" and period(claim) is not None:
        return None  # in those days alone: `capital_programs.py`
    if untouched and not spent:
        sold = [one for one in rows if one.shares]
        return _say(known, sold[-1] if sold else row, right=not sold, sizes=sizes)
    if spent and not RUNNING_LOW.search(words[: spent.start()]) and not LEFT.search(words[: spent.start()]):
        denied = DENIED.search(words[: spent.start()]) is not None
        return _say(known, row, right=(left == 0) != denied, sizes=sizes)
    return None


def _weigh_then(
    known: Knowledge, words: str, rows: Sequence[Issuance], then: Sequence[ClaimFigure], now: Sequence[ClaimFigure]
) -> Finding | None:
    """ "$128.7 million is left, against $1.53 billion a week before": the room in two reports."""
    last, earlier = rows[-1], rows[:-1]
    if A_WEEK.search(words):
        begin = _starts(last) - A_HOLIDAY
        earlier = [one for one in earlier if one.period_end_on and one.period_end_on >= begin][-1:]
    if not earlier:
        return None
    before = [one for one in earlier if all(is_right(figure, one.available_usd or Decimal(0)) for figure in then)]
    right = all(is_right(one, last.available_usd or Decimal(0)) for one in now)
    if right and not before and not A_WEEK.search(words):
        return None
    told = (before or earlier)[-1]
    finding = _say(known, last, right=right and bool(before), said=(*now, *then), sizes=())
    day = say_day(told.period_end_on or _starts(told))
    was = f"{say_amount(told.available_usd or Decimal(0), 'USD')} on {day}"
    return replace(
        finding,
        rationale=f"{finding.rationale[:-1]}, after {was}.",
        evidence=(*finding.evidence, *cite_quotes(known, finding.evidence[0].stance, told.source)),
    )


def _starts(row: Issuance) -> date:
    return row.period_start_on or row.period_end_on or date.min


def _names_program(words: str) -> bool:
    if IS_PROGRAM.search(words):
        return True
    said = read_stock_sale(words)
    return said is not None and bool(said.series or said.common) and not said.shares


def _read_sums(words: str, *, whole: bool) -> Iterator[Money]:
    """`whole`: nothing is said to be left, so a sum is the size of what was used up."""
    said = read_stock_sale(words)
    for _, figure in said.money if said else ():
        if figure.value >= FLOOR:
            before, after = words[: figure.start], words[figure.end :]
            yield Money(figure, whole or bool(SIZE_BEFORE.search(before) or SIZE_AFTER.search(after)))


def _say(
    known: Knowledge,
    row: Issuance,
    *,
    right: bool,
    sizes: Sequence[tuple[ClaimFigure, Quote] | None],
    said: Sequence[ClaimFigure] = (),
) -> Finding:
    left = say_amount(row.available_usd or Decimal(0), "USD")
    whole = [one for one in sizes if one is not None]
    of = "".join(f" of {say_figure(figure)}" for figure, _ in whole)
    sold = "" if row.shares else ", none sold in its last period"
    end = say_day(row.period_end_on) if row.period_end_on else ""
    claimed = "" if right or not said else f"; {', '.join(map(say_figure, said))} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"{row.security} (stock sold under an agreement): {left}{of} available on {end}{sold}{claimed}.",
        row.source,
        *(quote for _, quote in whole),
        firmness="exact",
    )


def _weigh_sum(claim: Claim, known: Knowledge, sums: Sequence[Money], *, spent: bool) -> Finding | None:
    """What was sold in all so far, as the newest filing on it has it, against the size of the program."""
    day = said_on(claim)
    told = [
        one for pattern in (CUMULATIVE, SOLD_SO_FAR) for one in find_sentences(known, pattern, until=day, limit=1)
    ]
    for sentence in sorted(told, key=lambda one: one.filing.accepted_at, reverse=True)[:1]:
        document = known.record.documents[sentence.quote.document_id]
        size = PROGRAM_SIZE.search(document.text)
        if size is None:
            return None
        most, sold = next(read_numbers(size["sum"])), next(read_numbers(sentence.match["sum"]))
        if any(not is_right(one.figure, most) for one in sums if one.size):
            return None
        room = [one.figure for one in sums if not one.size]
        right = all(is_right(one, most - sold) for one in room) if room else (sold >= most * COSTS) == spent
        filed = say_day(new_york_day(sentence.filing.accepted_at))
        return confirm_or_refute(
            known,
            right,
            f"Filed on {filed}: {say_amount(sold, 'USD')} sold in all of {say_amount(most, 'USD')}, "
            f"which leaves {say_amount(most - sold, 'USD')}.",
            sentence.quote,
        )
    return None
