"""Holdings: coins acquired, sold, moved between custodians or pledged, quiet periods, whole holdings.

What counts is what the issuer says that it did, or holds, as a fact:

    "acquired approximately 1,070 bitcoins for approximately $101 million"       -> acquired
    "BTC Sold | 32", footnote "proceeds are used to fund distributions"            -> sold, with its purpose
    "parted with 2,310 bitcoin for $162.9 million"                  -> sold (`_verbs` has all the verbs)
    "did not purchase or sell any bitcoin"                                         -> none, for its period
    "did not purchase any bitcoin"                -> none, purpose "no purchases": it does not deny a sale
    "mined 463 bitcoin"                                                            -> acquired, purpose "mined"
    "transferred 2,000 bitcoin to another custodian"                               -> transferred
    a roll-forward's "Exchange of bitcoin for compensation | (34)"  -> transferred, "left the holding: …" (`LEFT`)
    "3,300 of our bitcoin were pledged as collateral"                              -> pledged
    "held an aggregate of approximately 447,470 bitcoins"                          -> total

What does not: "may be required to sell bitcoin" (risk), "intends to acquire" (plan), "up to 1,000 bitcoin"
(limit), "Shares Sold" (stock), "lent 500 bitcoin", "Tesla sold" (another company), "previously disclosed that it
had purchased" (the past), "with MacroStrategy holding 115,110 of these" (a part), fair values, prices and yields.
Rules: Form 8-K items 7.01 and 8.01, notes to 10-Q and 10-K under ASC 350-60.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from monitor.extractors.holdings._facts import Found
from monitor.extractors.holdings._in_dollars import find_sale_in_dollars
from monitor.extractors.holdings._prose import find_in_prose
from monitor.extractors.holdings._tables import EXTRACTOR as TABLES
from monitor.extractors.holdings._tables import find_in_tables
from monitor.extractors.holdings._tagged import find_in_tagged
from monitor.extractors.holdings._words import asset_words
from monitor.records import Document, Filing, HoldingsChange, HoldingsTotal, Issuer, Problem

PERIODIC = ("10-Q", "10-K", "20-F", "40-F")
SLACK = timedelta(31)  # "in July", filed in July; a manifest's days are somebody's typing
OTHER_CURRENCY = re.compile(
    r"\b(?:expressed|presented|stated|reported|denominated)\s+in\s+(?:thousands\s+of\s+|millions\s+of\s+)?"
    r"(?:Canadian|Australian|Hong\s+Kong|Singapore)\s+dollars"
    r"|\ball\s+(?:\w+\s+)?(?:amounts|figures|references)\b[^.;]{0,60}\b(?:Canadian|Australian|Hong\s+Kong|Singapore)\s+dollars"
    r"(?![^.;]{0,40}\bunless)",
    re.IGNORECASE,
)


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Found]:
    """Changes and totals of one document, in the order of its text, each stated once. Pure."""
    if not any(asset_words(asset).word.search(document.text) for asset in issuer.assets):
        return
    found: list[Found] = [
        *find_in_tables(document, filing, issuer),
        *find_in_prose(document, filing, issuer),
        *find_in_tagged(document, filing, issuer),
    ]
    if OTHER_CURRENCY.search(document.text):
        found = [_without_money(fact) for fact in found]
    found = [past for fact in found if (past := _until_filed(fact, filing)) is not None]
    kept = [fact for fact in _once(found) if not _is_contradicted(fact, found)]
    yield from sorted(kept, key=lambda fact: (fact.source.quote_start, fact.source.quote_end))


def check(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Problem]:
    """A periodic report that tells of sales in dollars and nowhere of how many coins: no fact, but no silence."""
    if filing.form.removesuffix("/A") not in PERIODIC or (row := find_sale_in_dollars(document)) is None:
        return
    facts = extract(document, filing, issuer)
    if any(isinstance(fact, HoldingsChange) and fact.kind == "sold" for fact in facts):
        return
    yield Problem(
        kind="sale_without_units",
        severity="notice",
        accession_number=filing.accession_number,
        issuer_cik=issuer.issuer_cik,
        message=(
            f"{filing.accession_number}: “{row}” says that coins were sold, and the report gives no number of "
            "them. The ledger counts none of it; look for the number in the monthly reports of these days."
        ),
    )


def _until_filed(fact: Found, filing: Filing) -> Found | None:
    """A fact up to the day of its filing: after it nothing happened yet. "In the third quarter we sold", filed in
    July, ends there; a column of a quarter that has only begun holds a plan or a limit."""
    day = fact.as_of_on if isinstance(fact, HoldingsTotal) else fact.period_end_on
    if day is None or day <= filing.filed_on + SLACK:
        return fact
    if isinstance(fact, HoldingsTotal) or fact.extractor == TABLES or not fact.period_start_on:
        return None
    return replace(fact, period_end_on=filing.filed_on) if fact.period_start_on <= filing.filed_on else None


def _without_money(fact: Found) -> Found:
    """A fact of a report whose plain "$" is no US dollar."""
    if isinstance(fact, HoldingsTotal):
        return replace(fact, cost_usd=None, average_cost_usd=None)
    return replace(fact, usd_amount=None, average_price_usd=None)


def _once(found: list[Found]) -> list[Found]:
    """The fullest statement of each fact: a 10-Q says its total five times, in prose, notes and tags."""
    kept: list[Found] = []
    for fact in found:
        for number, other in enumerate(kept):
            if _is_same(fact, other):
                if _fullness(fact) > _fullness(other):
                    kept[number] = fact
                break
        else:
            kept.append(fact)
    return kept


def _is_same(one: Found, other: Found) -> bool:
    if isinstance(one, HoldingsTotal) or isinstance(other, HoldingsTotal):
        return (
            isinstance(one, HoldingsTotal)
            and isinstance(other, HoldingsTotal)
            and (one.asset, one.as_of_on, one.units) == (other.asset, other.as_of_on, other.units)
        )
    if one.kind == "none" and None not in (one.purpose, other.purpose) and one.purpose != other.purpose:
        return False  # the one denies purchases, the other sales
    if (one.asset, one.kind, one.units, one.period_end_on) != (
        other.asset,
        other.kind,
        other.units,
        other.period_end_on,
    ):
        return False
    return None in (one.period_start_on, other.period_start_on) or one.period_start_on == other.period_start_on


def _fullness(fact: Found) -> tuple[int, int]:
    """How many of its figures a statement gives, then how finely its amount is printed."""
    said: tuple[object, ...]
    if isinstance(fact, HoldingsTotal):
        said, amount = (fact.cost_usd, fact.average_cost_usd), fact.cost_usd
    else:
        # A denial with a purpose is a denial of one side only: the plain one says more.
        purpose = fact.purpose if fact.kind != "none" else (None if fact.purpose else fact)
        said = (fact.usd_amount, fact.average_price_usd, fact.period_start_on, purpose)
        amount = fact.usd_amount
    exponent = amount.as_tuple().exponent if amount is not None else 0
    return sum(value is not None for value in said), -exponent if isinstance(exponent, int) else 0


def _is_contradicted(fact: Found, found: list[Found]) -> bool:
    """A quiet period of one kind only: "did not sell any bitcoin" beside what was mined in the same month."""
    if (
        not isinstance(fact, HoldingsChange)
        or fact.kind != "none"
        or not fact.period_start_on
        or not fact.period_end_on
    ):
        return False
    return any(
        isinstance(other, HoldingsChange)
        and other.kind in ("acquired", "sold")
        and other.asset == fact.asset
        and other.period_end_on is not None
        and fact.period_start_on <= (other.period_start_on or other.period_end_on)
        and other.period_end_on <= fact.period_end_on
        for other in found
    )
