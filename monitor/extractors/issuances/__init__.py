"""Issuance: securities sold under programs and in offerings, securities bought back, what paid for purchases.

What counts is what the issuer says that it sold or bought, of its own securities, as a fact:

    "STRF Stock | 165,614 | $16.6 | $18.3 | $1,641.7" under "Shares Sold | … | Net Proceeds"   -> atm
    "sold an aggregate of 516,413 Shares under the Sales Agreement for … net proceeds of $179 million" -> atm
    "did not sell any shares … under its at-the-market program"                                 -> atm, zero
    "completed its public offering of 8,500,000 shares of … net proceeds … $711.2 million"      -> offering
    "Shares Repurchased | Aggregate Price" or "repurchased 354,633 shares"                      -> repurchase
    "The bitcoin purchases were made using proceeds from the STRK ATM"                          -> what paid

What does not: offerings proposed or priced, programs set up or enlarged, sales by officers and directors, shares
issued for options, conversions or companies, "BTC Sold" beside "Shares Sold", dividend tables, shares of others.
A dash is zero; a total row is no security but must agree with its rows: a column that contradicts it is left
empty, and `check` says so.
Rules: Form 8-K items 1.01, 3.02, 7.01, 8.01; Regulation S-K items 701 to 703.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.extractors.issuances._funding import find_fundings
from monitor.extractors.issuances._offerings import find_closings, find_offerings, offering_names
from monitor.extractors.issuances._programs import find_program_sales
from monitor.extractors.issuances._repurchases import find_repurchases
from monitor.extractors.issuances._sentences import RISKS, Sentence, read_sentences
from monitor.extractors.issuances._sources import mentions
from monitor.extractors.issuances._tables import find_in_tables, find_total_mismatches
from monitor.extractors.issuances._words import GATE, Reading, read_aliases, security_key
from monitor.records import Document, Filing, Issuance, Issuer, Problem, PurchaseFunding

USE = re.compile(
    r"\b(?:us(?:ed?|es|ing)|fund(?:ed|s)?|financ\w+|appl(?:y|ied)|invest(?:ed)?|made\s+using)\b", re.IGNORECASE
)
FOR = re.compile(
    r"\b(?:acqui\w+|purchas\w+|bitcoin|dividends?|distributions?|reserve|repay\w*|prepay\w*|redeem\w*|redemption"
    r"|general\s+corporate|working\s+capital|interest|indebtedness)\b",
    re.IGNORECASE,
)
NO_USE = re.compile(
    r"\b(?:statements\s+include|(?-i:may)|shall|would|could|metric|objective|not\s+all|changes?\s+in\s+net\s+cash)\b",
    re.IGNORECASE,
)
LONGEST_USE = 700
NEAR = 300  # characters


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Issuance | PurchaseFunding]:
    """Issuances, repurchases and what paid for purchases, in the order of the text. Pure."""
    reading = _open(document, filing, issuer)
    if reading is None:
        return
    sentences = read_sentences(reading)
    closings = find_closings(sentences)
    reading.aliases.update(offering_names(closings))
    issuances = _once(
        [
            *find_in_tables(reading),
            *find_program_sales(reading, sentences),
            *find_offerings(reading, sentences, closings),
            *find_repurchases(reading, sentences),
        ],
        reading,
    )
    fundings = _distinct(list(find_fundings(reading, sentences, issuances)))
    uses = [one for one in sentences if _tells_use(one)]
    found = [replace(one, use_of_proceeds=_use(one, uses, fundings, reading)) for one in issuances]
    facts: list[Issuance | PurchaseFunding] = [*found, *fundings]
    yield from sorted(facts, key=lambda fact: (fact.source.quote_start, fact.source.quote_end))


def check(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Problem]:
    """What a person should look at: tables whose rows do not add up to their total."""
    reading = _open(document, filing, issuer)
    if reading is not None:
        yield from find_total_mismatches(reading)


def _open(document: Document, filing: Filing, issuer: Issuer) -> Reading | None:
    if not GATE.search(document.text):
        return None
    return Reading(document, filing, issuer, read_aliases(document.text))


def _once(found: list[Issuance], reading: Reading) -> list[Issuance]:
    """The fullest statement of each fact; of equals a table before the sentence that repeats it."""
    kept: list[Issuance] = []
    for fact in found:
        same = next((n for n, other in enumerate(kept) if _is_same(fact, other, reading)), None)
        if same is None:
            kept.append(fact)
        elif _fullness(fact) > _fullness(kept[same]):
            kept[same] = fact
    return [one for one in kept if not _is_told(one, kept)]


def _is_told(fact: Issuance, kept: Sequence[Issuance]) -> bool:
    """Whether it gives no more than what remains available, which a sale to the same day gives as well."""
    if fact.shares is not None or fact.net_proceeds_usd is not None or fact.available_usd is None:
        return False
    return any(
        other is not fact
        and (other.available_usd, other.period_end_on) == (fact.available_usd, fact.period_end_on)
        for other in kept
    )


def _fullness(fact: Issuance) -> int:
    figures = (fact.shares, fact.notional_usd, fact.net_proceeds_usd, fact.available_usd)
    return sum(figure is not None for figure in figures)


def _is_same(one: Issuance, other: Issuance, reading: Reading) -> bool:
    days = (one.kind, one.period_start_on, one.period_end_on) == (
        other.kind,
        other.period_start_on,
        other.period_end_on,
    )
    if not days or one.extractor == other.extractor == "issuances.table":
        return False
    if one.shares and one.shares == other.shares:
        return True
    names = {one.security, other.security}
    keys = {security_key(name, reading.issuer) for name in names}
    # "2024 Common ATM" and "2025 Common ATM" are two programs of one security.
    return (
        len(keys) == 1
        and len({re.sub(r"\D", "", name)[:4] for name in names}) == 1
        and None in (one.shares, other.shares)
    )


def _tells_use(sentence: Sentence) -> bool:
    text = sentence.text
    return (
        "proceeds" in text
        and len(text) < LONGEST_USE
        and USE.search(text) is not None
        and FOR.search(text) is not None
        and NO_USE.search(text) is None
        and RISKS.search(sentence.block.section) is None
    )


def _use(
    fact: Issuance, uses: Sequence[Sentence], fundings: Sequence[PurchaseFunding], reading: Reading
) -> str | None:
    """The filing's own words for what the money was for: footnotes of the same period first, then sentences."""
    if (
        fact.kind == "repurchase"
        or fact.shares == 0
        or (fact.kind == "atm" and not (fact.shares or fact.net_proceeds_usd))
    ):
        return None
    said: dict[str, None] = {}
    spans = {(one.source.quote_start, one.source.quote_end) for one in fundings}
    for one in fundings:
        if fact.security in one.securities.split(", ") and _is_within(fact, one):
            said.setdefault(" ".join(one.source.quote.split()))
    for sentence in uses:
        if (sentence.start, sentence.end) not in spans and mentions(
            sentence.text, fact, reading, near=-NEAR < sentence.start - fact.source.quote_end < NEAR
        ):
            ranges = sentence.ranges
            if (
                ranges
                and fact.period_end_on is not None
                and not ranges[0].start_on <= fact.period_end_on <= ranges[0].end_on
            ):
                continue
            said.setdefault(" ".join(sentence.text.split()))
    words = ""
    for text in said:
        words = f"{words} {text}".strip() if len(words) + len(text) < LONGEST_USE else words
    return words or None


def _is_within(fact: Issuance, funding: PurchaseFunding) -> bool:
    """Whether an issuance falls into the period of a purchase; one without days stands beside it."""
    if fact.period_end_on is None or funding.period_end_on is None or funding.period_start_on is None:
        return True
    start = fact.period_start_on or fact.period_end_on
    same_end = fact.period_start_on is None or fact.period_end_on == funding.period_end_on
    return (same_end and funding.period_start_on <= fact.period_end_on) or (
        funding.period_start_on <= start and fact.period_end_on <= funding.period_end_on
    )


def _distinct(fundings: Sequence[PurchaseFunding]) -> list[PurchaseFunding]:
    """Each source of a period once: a 10-Q says the same in a note and in its discussion."""
    kept: list[PurchaseFunding] = []
    for one in sorted(fundings, key=lambda fact: fact.amount_usd is None):
        period = (one.asset, one.period_start_on, one.period_end_on)
        said = {*one.securities.split(", "), *one.other_sources.split(", ")} - {""}
        told = {
            name
            for other in kept
            if (other.asset, other.period_start_on, other.period_end_on) == period and other.source != one.source
            for name in (*other.securities.split(", "), *other.other_sources.split(", "))
        }
        if not said <= told:
            kept.append(one)
    return kept
