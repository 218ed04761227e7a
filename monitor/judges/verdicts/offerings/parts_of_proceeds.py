"""What part of the money raised in some days a paper brought: "of the $264 million raised from January 20 to 25,
all but $7 million came from common stock", "most of it from STRC".

The weekly rows of those days, or those of a filing that sums up a quarter, all papers together, against the whole
that is told; those of the paper named against its part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import Span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._stock_words import SERIES, StockSale, read_stock_sale
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import COMMON_ROW, find_rows, say_row
from monitor.records import Claim, ClaimFigure, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
RAISED = r"(?:rais\w+|brought in|took in|take[ns]?|netted|proceeds|sold)"
WHOLE = re.compile(rf"^\s(?:(?!from\b)[\w’',]+\s){{0,4}}?{RAISED}\b", re.IGNORECASE)
OF_IT = re.compile(
    r"\bof (?:the|its|their|a|that|those)?\s?(?:total |roughly |about |some |nearly )*$", re.IGNORECASE
)
ALL_BUT = re.compile(
    r"\b(?:all but|all except|everything but|all bar|bar)\s(?:about |some |roughly )?$", re.IGNORECASE
)
CAME = re.compile(
    r"\b(?:came|comes|stem\w*|was|were|is|raised|brought|contribut\w+|accounted|provided|made up|yielded)\b"
    r"[^.;]{0,25}\b(?:from|by|through|of|for|with|in)\b",
    re.IGNORECASE,
)
MOST = re.compile(
    r"\b(?:most|(?:more than|over) half|the (?:bulk|majority|lion[’']s share)|mostly|mainly|chiefly|largely)\b",
    re.IGNORECASE,
)
OTHER_USE = re.compile(
    r"\b(?:bitcoins?|BTC|coins?|spent|went|used|reserve|dividends?|if|will|would)\b", re.IGNORECASE
)
WEEKS = timedelta(days=16)
NOBODY = StockSale(series=(), common=False, shares=(), money=(), coins=())


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None unless a sum of all papers and the part of one of them are told of days that have rows."""
    words, span = claim.source.quote, period(claim)
    said = read_stock_sale(words)
    if span is None or said is None or len(said.series) + said.common != 1 or claim.negated:
        return None
    if OTHER_USE.search(words) or not CAME.search(words) or said.shares:
        return None
    sums = list(read_sums(words))
    whole = [one for one, at in sums if OF_IT.search(words[: at.start()]) and WHOLE.match(words[at.end() :])]
    if len(whole) != 1 or span[1] > said_on(claim):
        return None
    wide = span[1] - span[0] > WEEKS
    rows = _rows_of_quarter(known, span) if wide else find_rows(known, NOBODY, span, named=True)
    own = [one for one in rows if _is_of(one, said)]
    total, part = _sum(rows), _sum(own)
    if not total:
        return None
    others = [(one, ALL_BUT.search(words[: at.start()]) is not None) for one, at in sums if one is not whole[0]]
    if not others and not MOST.search(words):
        return None
    right = is_right(whole[0], total) and all(_fits(one, part, total, rest=rest) for one, rest in others)
    right = right and (bool(others) or part * 2 > total)
    lacking = wide or any(_is_offered(one, span) for one in known.record.issuances)
    if not right and lacking and not is_right(whole[0], total):
        return None  # what an offering of those days brought stands in no row
    return confirm_or_refute(
        known,
        right,
        f"{'; '.join(_say(one) for one in rows if one.net_proceeds_usd)}; "
        f"in all {say_amount(total, 'USD')}, of which {say_amount(part, 'USD')} "
        f"from {', '.join(dict.fromkeys(one.security for one in own))} and "
        f"{say_amount(total - part, 'USD')} from others.",
        *(one for one in rows if one.net_proceeds_usd),
        firmness="exact",
    )


def _rows_of_quarter(known: Knowledge, span: Span) -> list[Issuance]:
    """What each paper brought in those months, as the last filing that sums them up has it."""
    told: dict[str, list[Issuance]] = {}
    for one in known.record.issuances:
        end, start = one.period_end_on, one.period_start_on
        if not (end and start and one.net_proceeds_usd and span[0] <= start and end <= span[1]):
            continue
        if one.kind == "offering" or end - start > WEEKS:
            told.setdefault(one.source.document_id, []).append(one)
    summed = [rows for rows in told.values() if any(one.kind == "atm" for one in rows)]
    return max(summed, key=lambda rows: rows[-1].known_at, default=[])


def _is_of(one: Issuance, said: StockSale) -> bool:
    if said.common:
        return COMMON_ROW.search(one.security) is not None
    return any(re.search(rf"\b{SERIES[name]}\b", one.security, re.IGNORECASE) for name in said.series)


def _say(one: Issuance) -> str:
    if one.shares:
        return say_row(one)
    return f"{one.security}: {say_amount(one.net_proceeds_usd or Decimal(0), 'USD')}"


def _fits(figure: ClaimFigure, part: Decimal, total: Decimal, *, rest: bool) -> bool:
    return is_right(figure, total - part if rest else part)


def _is_offered(one: Issuance, span: Span) -> bool:
    return one.kind == "offering" and one.period_end_on is not None and span[0] <= one.period_end_on <= span[1]


def _sum(rows: Sequence[Issuance]) -> Decimal:
    return sum((one.net_proceeds_usd or Decimal(0) for one in rows), Decimal(0))
