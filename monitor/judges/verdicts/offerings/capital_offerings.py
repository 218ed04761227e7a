"""Offerings of preferred stock: shares, the price of one, what was raised before and after costs, in which money.

"7.75 million STRE shares at 80 euros raised 609 million euros after costs." The filings' own sentences on the
offering tell each; a price in dollars of what was sold in euros is wrong like any other. What was sold bit by bit
under a program is no offering: `capital_programs.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._stock_words import MONEY, SERIES, MoneyKind, read_stock_sale
from monitor.judges.verdicts.preferred.coupon_rhythm import judge_rate
from monitor.records import Claim, ClaimFigure, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
OFFERED = re.compile(
    r"\b(?:offering\s+price|gross\s+proceeds|net\s+proceeds)\b|\bissuance\s+and\s+sale\b", re.IGNORECASE
)
PROGRAM = re.compile(r"\b(?:ATM|at-the-market|week|program(?:me)?)\b", re.IGNORECASE)
PART = re.compile(r"\b(?P<kind>offering\s+price|gross\s+proceeds|net\s+proceeds)\b", re.IGNORECASE)
KINDS: dict[str, MoneyKind] = {"offering": "price", "gross": "gross", "net": "net"}
NAMES: dict[str, str] = {
    "price": "a share",
    "gross": "gross",
    "net": "net of costs",
    "shares": "shares",
    "first": "shares first offered",
}
PROPOSED = re.compile(
    r"\b(?:first|initially|originally|at first|(?:up|upsized|raised|increased|enlarged|boosted) from"
    r"|planned|proposed|meant|set out|aimed|wanted|intended|pitched|launched)\b[^,;$]{0,30}$",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\s?(?:\w+ )?(?:shares )?(?:were|was|had been) (?:first |initially |originally )?"
    r"(?:planned|proposed|intended|offered at first|on offer)\b",
    re.IGNORECASE,
)
GROWN = re.compile(
    r"\b(?:to|at|with|reached|became|selling|sold)\s(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?=\smillion))(?P<scale>\smillion)?\b"
    r"(?!\smillion|\s?(?:shares|dollars|euros|STR|of its|preferred))",
    re.IGNORECASE,
)
INTENDS = re.compile(r"\bintends?\s+to\s+(?:offer|sell)\b|\bpropos\w+\s+(?:public\s+)?offering\b", re.IGNORECASE)
IDLE = re.compile(
    r"\b(?:dividends?|payouts?|distributions?|coupons?|yield\w*|pays?|rates?|if|bitcoins?|BTC|coins?|slipp?\w*|trad(?:es?|ed|ing)"
    r"|chang(?:e|es|ed|ing) hands|fell|fallen|rose|risen|quoted|closed at|market price"
    r"|holders (?:will )?(?:get|receive|collect|pocket|earn)\w*)\b",
    re.IGNORECASE,
)
FORETOLD = re.compile(r"\b(?:will|plans?)\b", re.IGNORECASE)
DEAL = re.compile(r"\b(?:IPO|offering|deal|debut|listing)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offered:
    """One figure of an offering, as a filing states it."""

    kind: str  # "shares", "price", "gross", "net"
    value: Decimal
    unit: str
    quote: Quote


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence gives no figure of an offering of one series, or no filing tells of that one."""
    words = claim.source.quote
    said = read_stock_sale(words)
    if said is None or len(said.series) != 1 or PROGRAM.search(words) or _is_idle(words) or claim.negated:
        return None
    first = [one for one in said.shares if PROPOSED.search(words[: one.start]) or PLANNED.match(words[one.end :])]
    proposed = _find_proposed(known, said.series[0]) if first else ()
    missed_first = [one for one in first if not any(is_right(one, told.value) for told in proposed)]
    if missed_first:
        return _refute(known, said.series[0], [(missed_first[0], proposed[0])]) if proposed else None
    grown = _grown(words) if first else ()
    wanted: list[tuple[str, ClaimFigure]] = [("shares", one) for one in (*said.shares, *grown) if one not in first]
    wanted += list(said.money)
    if not wanted:
        return None
    missed = judge_rate(claim, known, SERIES[said.series[0]])
    if missed is not None:  # "STRK, the 10% preferred"
        return missed
    told = tuple(find_offered(known, said.series[0]))
    if not told:
        return None
    right = [one for one in proposed if any(is_right(figure, one.value) for figure in first)][:1]
    untold = False
    wrong: list[tuple[ClaimFigure, Offered]] = []
    for kind, figure in wanted:
        kinds = ("gross", "net") if kind == "sum" else (kind,)
        choices = [one for one in told if one.kind in kinds]
        hit = next((one for one in choices if one.unit == figure.unit and is_right(figure, one.value)), None)
        if hit is not None:
            right.append(hit)
        elif kind in ("sum", "gross") and (product := _product(told, figure)) is not None:
            right.append(product)
        elif not choices or (kind == "sum" and all(one.kind != "gross" for one in choices)):
            untold = True  # before or after costs: only one of them is told
        else:
            wrong.append((figure, next((one for one in choices if one.unit == figure.unit), choices[0])))
    if untold and not wrong:
        return None
    if wrong:
        return _refute(known, said.series[0], wrong)
    filed = say_day(new_york_day(known.record.filings[right[-1].quote.document_id].accepted_at))
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{said.series[0]}, filed on {filed}: {'; '.join(dict.fromkeys(map(_say, right)))}.",
        evidence=cite_quotes(known, "supports", *(one.quote for one in right)),
        firmness="exact",
    )


def _is_idle(words: str) -> bool:
    """Whether it tells of something else, or of what may come of no offering."""
    return IDLE.search(words) is not None or (FORETOLD.search(words) is not None and not DEAL.search(words))


def _refute(known: Knowledge, ticker: str, wrong: list[tuple[ClaimFigure, Offered]]) -> Finding:
    contrasts = "; ".join(f"{_say(one)}, not {_money(figure)}" for figure, one in wrong)
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{ticker}: {contrasts}.",
        evidence=cite_quotes(known, "refutes", *(one.quote for _, one in wrong)),
        firmness="exact",
    )


def _find_proposed(known: Knowledge, ticker: str) -> tuple[Offered, ...]:
    """The shares that it first said it would offer."""
    named = re.compile(rf"\b{SERIES[ticker]}\b")
    return tuple(
        Offered("first", Decimal(match["number"].replace(",", "")), "shares", sentence.quote)
        for sentence in find_sentences(known, INTENDS, limit=60)
        if named.search(sentence.words)
        for match in SHARES_TOLD.finditer(" ".join(sentence.words.split()))
    )


def _grown(words: str) -> tuple[ClaimFigure, ...]:
    """What it came to, told without the word: "ended at 8.5 million", "grew to 2,500,000"."""
    return tuple(
        ClaimFigure(
            value=Decimal(match["number"].replace(",", "")).scaleb(6 if match["scale"] else 0),
            unit="shares",
            role="shares",
            comparator="exactly",
            start=match.start("number"),
            end=match.end(),
        )
        for match in GROWN.finditer(words)
    )


def _product(told: tuple[Offered, ...], figure: ClaimFigure) -> Offered | None:
    """What the shares come to at their price, where no filing says it."""
    for shares in (one for one in told if one.kind == "shares"):
        for price in (one for one in told if one.kind == "price" and one.unit == figure.unit):
            total = shares.value * price.value
            if abs(figure.value - total) <= total / 200:
                return Offered("gross", total, price.unit, price.quote)
    return None


def find_offered(known: Knowledge, ticker: str) -> Iterator[Offered]:
    """The figures of the offering of a series, from the sentences that tell of it, newest first."""
    named = re.compile(rf"\b{SERIES[ticker]}\b")
    for sentence in find_sentences(known, OFFERED, limit=600):
        words = " ".join(sentence.words.split())
        if not named.search(words) or re.search(r"\bATM\b|at-the-market", words):
            continue
        for match in SHARES_TOLD.finditer(words):
            yield Offered("shares", Decimal(match["number"].replace(",", "")), "shares", sentence.quote)
        parts = list(PART.finditer(words))
        for number, part in enumerate(parts):
            end = parts[number + 1].start() if number + 1 < len(parts) else len(words)
            kind = KINDS[part["kind"].split()[0].lower()]
            for money in MONEY.finditer(words, part.end(), min(end, part.end() + 150)):
                value = Decimal((money["number"] or money["number2"]).replace(",", ""))
                scale = (money["scale"] or money["scale2"] or "")[:1].lower()
                value = value.scaleb({"b": 9, "m": 6}[scale]) if scale else value
                if (value < LEAST) == (kind == "price"):
                    yield Offered(kind, value, "EUR" if money["sign"] == "€" else "USD", sentence.quote)


SHARES_TOLD = re.compile(r"(?<![\d.,$€])(?P<number>\d{1,3}(?:,\d{3})+)\sshares\b")
LEAST = Decimal(10_000)


def _say(one: Offered) -> str:
    return f"{say_units(one.value) if one.unit == 'shares' else _sum(one.value, one.unit)} {NAMES[one.kind]}"


def _money(figure: ClaimFigure) -> str:
    return f"{say_units(figure.value)} shares" if figure.unit == "shares" else _sum(figure.value, figure.unit)


def _sum(value: Decimal, unit: str) -> str:
    return say_amount(value, "USD").replace("$", "€" if unit == "EUR" else "$")
