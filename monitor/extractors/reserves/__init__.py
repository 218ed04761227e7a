"""Reserves: dollars set aside (USD Reserve, USD Cash) or at hand (cash), and what was put in or taken out.

What counts is a balance or a movement stated as a fact:

    "the balance of the USD Reserve is $0.90 billion"                      -> usd_reserve, on the day it names
    "established a US dollar reserve (“USD Reserve”) of $1.44 billion"       -> usd_reserve, and added
    "used $57.4 million of the USD Reserve to pay dividends"               -> used, with its purpose
    "held $92.7 million in cash and cash equivalents" at a day             -> cash
    "Cash and cash equivalents | $92,677 | $63,356" of a balance sheet     -> cash, one for each column
    us-gaap:CashAndCashEquivalentsAtCarryingValue without dimensions       -> cash

What does not: "intends to maintain a USD Reserve sufficient to fund twelve months" (intention), "a USD Reserve of
at least $1 billion" (target), restricted cash and collateral accounts (not at hand), "held by our U.S. entities"
(a part), cash of an acquired company, cash flows.
"""

from __future__ import annotations

from collections.abc import Iterator

from monitor.extractors._balance_sheet import find_cash
from monitor.extractors.reserves._prose import find_in_prose
from monitor.extractors.reserves._tables import find_in_tables
from monitor.extractors.reserves._words import MENTION
from monitor.records import Document, Filing, Issuer, Reserve, ReserveMovement

TAGGED = "reserves.tagged"
TABLES = "reserves.sheet"
CASH_CONCEPTS = ("CashAndCashEquivalentsAtCarryingValue", "CashAndCashEquivalents")  # us-gaap, ifrs-full


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve | ReserveMovement]:
    """Balances and movements of one document, in the order of its text, each once. Pure."""
    if not MENTION.search(document.text):
        return
    told = [*find_in_tables(document, filing, issuer), *find_in_prose(document, filing, issuer)]
    balances = [
        *_find_tagged(document, filing, issuer),
        *_find_in_sheets(document, filing, issuer),
        *(fact for fact in told if isinstance(fact, Reserve)),
    ]
    movements = [fact for fact in told if isinstance(fact, ReserveMovement)]
    found: list[Reserve | ReserveMovement] = [*_once(balances), *_once_moved(movements)]
    yield from sorted(found, key=lambda fact: fact.source.quote_start)


def _find_tagged(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve]:
    for figure in document.tagged:
        if figure.dimensions or figure.period_start_on or figure.unit.upper() != "USD":
            continue
        if figure.concept.rpartition(":")[2] in CASH_CONCEPTS:
            start = document.text.rfind("\n", 0, figure.start) + 1
            end = document.text.find("\n", figure.end)
            yield Reserve(
                issuer_cik=issuer.issuer_cik,
                as_of_on=figure.period_end_on,
                kind="cash",
                amount_usd=figure.value,
                source=document.quote(start, len(document.text) if end < 0 else end),
                known_at=filing.accepted_at,
                extractor=TAGGED,
            )


def _find_in_sheets(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Reserve]:
    for line in find_cash(document):
        yield Reserve(
            issuer_cik=issuer.issuer_cik,
            as_of_on=line.as_of_on,
            kind="cash",
            amount_usd=line.amount_usd,
            source=document.quote(line.start, line.end),
            known_at=filing.accepted_at,
            extractor=TABLES,
        )


def _once(balances: list[Reserve]) -> list[Reserve]:
    """Of the statements of one balance the one printed finest: "$82.5 million" beside "$82,544" in thousands."""
    kept: list[Reserve] = []
    for fact in sorted(balances, key=_coarseness):
        same = (
            other
            for other in kept
            if (other.kind, other.as_of_on) == (fact.kind, fact.as_of_on)
            and abs(other.amount_usd - fact.amount_usd) <= _last_digit(fact)
        )
        if next(same, None) is None:
            kept.append(fact)
    return kept


def _once_moved(movements: list[ReserveMovement]) -> list[ReserveMovement]:
    """A filing that tells a movement twice moved the money once."""
    kept: dict[tuple[object, ...], ReserveMovement] = {}
    for fact in movements:
        kept.setdefault((fact.kind, fact.direction, fact.amount_usd, fact.period_end_on), fact)
    return list(kept.values())


def _coarseness(fact: Reserve) -> int:
    exponent = fact.amount_usd.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _last_digit(fact: Reserve) -> int:
    return int(10 ** max(0, _coarseness(fact)))
