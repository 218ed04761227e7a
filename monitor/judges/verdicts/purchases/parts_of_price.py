"""How much of a purchase each source paid for: "12,000 BTC with some $781 million from its notes and $41 million
of cash".

Held against the sums that the filing of that purchase gives for each source. A sum told of another source, or the
whole price told of one of several, refutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from monitor.judges._days import say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade, trades_of
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._meant_trades import meant_trades
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._stock_words import SERIES
from monitor.judges.verdicts._time import period
from monitor.records import Claim, ClaimFigure, ClaimType, PurchaseFunding

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase", "debt_total", "holdings_total", "reserve", "other")
SOURCES: dict[str, str] = {
    "notes": r"notes?|convertibles?|converts|bonds?|debt offering|note (?:sale|offering)",
    "cash": r"cash|own (?:money|funds)",
    "stock": r"stock|shares|ATMs?|equity|preferreds?",
    "a loan": r"(?:term )?loan",
}
ANY = "|".join(f"(?P<s{number}>{words})" for number, words in enumerate(SOURCES.values()))
QUARTER = timedelta(days=80)
COMMON = r"(?:common|MSTR|class A)"
COINS = re.compile(r"\b(?:bitcoins?|BTC|coins?)\b", re.IGNORECASE)
BOUGHT = re.compile(
    r"\b(?:b(?:uy|uys|uying|ought)|purchas\w+|acqui\w+|spen[dt]\w*|pa(?:id|ys?|ying)|financ\w+|fund\w+|took"
    r"|(?:money|cash|funds|bill|sum) for)\b",
    re.I,
)
BEHIND = re.compile(
    rf"(?:\s(?:in|of))?(?:\s(?:net|gross|the|its))*(?:\sproceeds)?(?:\s(?:came|comes|raised|taken|drawn|was))?"
    rf"\s(?:from|of|in|out of)(?:\s[\w%’'.-]+){{0,5}}?\s(?:{ANY})\b"
    rf"|,?\s(?:came|stemmed|was drawn)\s(?:from|out of)(?:\s[\w%’'.-]+){{0,5}}?\s(?:{ANY.replace('<s', '<t')})\b"
    rf"|,?\s(?:was|were)(?:\s[\w%’'.-]+){{0,4}}?\s(?:{ANY.replace('<s', '<u')})\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    rf"\b(?:{ANY})(?:,|\s(?:paid|paying|pays|covered|covering|contributed|contributing|provided|providing|brought"
    r"|put up|supplied)(?: for| in)?)\s(?:about |around |some |roughly |nearly |almost )?$",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum is told of a source, or the filing of the purchase gives none."""
    words = claim.source.quote
    if claim.negated or claim.modality == "predicted" or not (BOUGHT.search(words) and COINS.search(words)):
        return None
    parts = list(_parts(words))
    own = {figure.start - claim.source.quote_start for figure in claim.figures}
    if claim.claim_type == "holdings_total" and not any(figure.start in own for _, figure in parts):
        return None  # what it holds is for other rules
    trades = meant_trades(claim, trades_of(known, "acquired")) if parts else ()
    quarter = _rows_of_quarter(claim, known) if parts else []
    rows = quarter or list(_rows(known, trades))
    if not rows:
        return None
    paper = _paper_of(words)
    told = [
        (source, figure, [row for row in rows if _source_of(row) == source and _is_of(row, source, paper)])
        for source, figure in parts
    ]
    if any(not paid for _, _, paid in told):
        return None  # no sum of that source
    wrong = [
        (source, figure)
        for source, figure, paid in told
        if not any(is_right(figure, row.amount_usd or Decimal(0)) for row in paid)
    ]
    said = "; ".join(
        f"{say_amount(row.amount_usd or Decimal(0), 'USD')} of it from "
        f"{row.securities if quarter and row.securities else _source_of(row)}"
        for row in rows
    )
    bought = (
        f"Bought in {say_span(period(claim) or trades[-1].span)}"
        if quarter
        else say_filed_trade(known, trades[-1])
    )
    claimed = f"; {say_figure(wrong[0][1])} from {wrong[0][0]} is claimed" if wrong else ""
    return Finding(
        label="refuted" if wrong else "supported",
        reason="contradicts_disclosure" if wrong else "matches_disclosure",
        rationale=f"{bought}, {said}{claimed}.",
        evidence=cite(
            known, "refutes" if wrong else "supports", *(one.change for one in trades[-1:] if not quarter), *rows
        ),
    )


def _parts(words: str) -> Iterator[tuple[str, ClaimFigure]]:
    """The sums of a statement that are told of a source."""
    for figure, place in read_sums(words):
        match = BEHIND.match(words, place.end()) or AHEAD.search(words[: place.start()])
        if match is not None:
            number = next(int(name[1:]) for name, said in match.groupdict().items() if said)
            yield list(SOURCES)[number], figure


def _paper_of(words: str) -> str:
    """The one kind of stock that is named, as a filing would write it; "" where it is none or several."""
    named = [name for name in SERIES.values() if re.search(rf"\b{name}\b", words)]
    named += [COMMON] if re.search(rf"\b{COMMON}\b", words, re.IGNORECASE) else []
    return named[0] if len(named) == 1 else ""


def _is_of(row: PurchaseFunding, source: str, paper: str) -> bool:
    return source != "stock" or not paper or re.search(rf"\b{paper}\b", row.securities, re.IGNORECASE) is not None


def _rows_of_quarter(claim: Claim, known: Knowledge) -> list[PurchaseFunding]:
    """What each source paid in the quarter that is named, where a filing sums it up."""
    span = period(claim)
    if span is None or span[1] - span[0] < QUARTER:
        return []
    return [
        one for one in known.record.fundings if one.amount_usd and (one.period_start_on, one.period_end_on) == span
    ]


def _rows(known: Knowledge, trades: Sequence[Trade]) -> Iterator[PurchaseFunding]:
    """What each source paid of the purchase, where its filing says how much."""
    for one in known.record.fundings:
        if trades and one.amount_usd and (one.period_start_on, one.period_end_on) == trades[-1].span:
            yield one


def _source_of(row: PurchaseFunding) -> str:
    told = f"{row.securities} {row.other_sources}"
    return next((name for name, words in SOURCES.items() if re.search(rf"\b(?:{words})\b", told, re.I)), "")
