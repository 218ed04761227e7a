"""What dividends and interest were paid with: "the June dividends came out of share sales", "sold coins to pay".

A filing that tells of the payment names the money. The same money confirms, another one refutes: "had to sell
coins to meet its dividends" where the filing says that share sales paid them. Of other days no filing tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import get_args

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.retrieved import modality_of
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._money_words import DENIED
from monitor.judges.verdicts._sentences import Sentence, find_sentences, sentence_before
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.sales._selling_words import GAVE_UP
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
BILL = r"(?:dividends?|distributions?|payouts?|interest|coupons?)"
TOLD = re.compile(
    rf"\b(?:funded|paid|financed|made|covered)\b[^.;]{{0,60}}\b{BILL}\b[^.;]{{0,60}}\b(?:using|with|from"
    rf"|out of|through)\b[^.;]*"
    rf"|\b{BILL}\b[^.;]{{0,60}}\b(?:funded|paid|financed|covered)\b[^.;]{{0,30}}\b(?:using|with|from|out of"
    rf"|through)\b[^.;]*"
    rf"|\bproceeds (?:of|from)\b[^.;]{{0,60}}\b(?:used|using)\b[^.;]{{0,40}}\b{BILL}\b",
    re.IGNORECASE,
)
BILLS = re.compile(rf"\b{BILL}\b|\b(?:preferred|STR[KFDCE])\s?(?:stock\s|share\s)?holders\b", re.IGNORECASE)
PAYS = re.compile(
    r"\b(?:pa(?:id|ys?|ying|yments?)|fund(?:ed|s|ing)?|financ\w+|cover(?:ed|s|ing)?|meet(?:s|ing)?|met"
    r"|c[ao]mes? from|came"
    r"|come|using|used|raised for|to make|bankroll\w*)\b",
    re.IGNORECASE,
)
ON_PAPER = re.compile(  # whose dividends they are, and no means
    rf"\b{BILL}\s(?:payments?\s|due\s)?(?:on|to|of|for)\s(?:the |its |their )?(?:holders of )?(?:[\w-]+\s){{0,2}}?"
    r"(?:preferreds?(?: stock| shares)?|STR[KFDCE](?:,? (?:and )?STR[KFDCE])*|debts?|notes|bonds|convertibles?)\b"
    rf"|\b(?:preferred|STR[KFDCE])(?: stock| share)? (?:{BILL}|holders)\b",
    re.IGNORECASE,
)
MEANS: dict[str, str] = {
    "sales of bitcoin": rf"\b{GAVE_UP}|\b(?:bitcoin|BTC|coin) sales?\b",
    "sales of stock": r"\b(?:shares?|stock|equity|ATM|at-the-market)\b",
    "the dollar reserve": r"\breserves?\b",
    "borrowing": r"\b(?:notes?|loans?|debt|borrow\w*|convertibles?|credit)\b",
    "the business": r"\b(?:operating cash|cash flows?|operations|software (?:business|revenues?|sales))\b",
}
THESE = re.compile(r"\b(?:these|such|this|those)\b", re.IGNORECASE)
LATELY = timedelta(days=10)
LAST = timedelta(days=100)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence names no money for them, or no filing tells of those days."""
    words = claim.source.quote
    if claim.modality == "predicted" or not BILLS.search(words) or not PAYS.search(words) or claim.figures:
        return None
    excluded = set[str]().union(*(means_of(match["what"]) for match in DENIED.finditer(words)))
    named = means_of(DENIED.sub(" ", words)) if excluded else means_of(words)
    if len(named) > 1 or not (named or excluded) or modality_of(words) == "possible":
        return None
    for sentence in _told(claim, known):
        told = means_of(sentence.match.group())
        if not told:
            continue
        if excluded:
            right = not excluded & told and (not named or bool(named & told))
        else:
            right = bool(named & told) != claim.negated
        before = sentence_before(known, sentence) if THESE.search(sentence.words) else None
        return confirm_or_refute(
            known,
            right,
            f"{say_filed(known, sentence.quote)}: "
            f"“{' '.join(sentence.words.split())[:300]}”; {'not ' if claim.negated and not excluded else ''}with "
            f"{' and '.join((*sorted(named), *(f'no {one}' for one in sorted(excluded))))} is claimed.",
            sentence.quote,
            *([before] if before else ()),
        )
    return None


def _told(claim: Claim, known: Knowledge) -> Iterator[Sentence]:
    """The sentences that tell it as a fact, of filings of the days that are named, else of the last months."""
    span, day = period(claim), said_on(claim)
    first, last = (span[0] - LATELY, span[1] + LATELY) if span else (day - LAST, day)
    for sentence in find_sentences(known, TOLD, until=day, limit=60):
        filed = new_york_day(sentence.filing.accepted_at)
        if first <= filed <= last and modality_of(sentence.words) == "fact":
            yield sentence


def means_of(words: str) -> set[str]:
    """The money that is named, by the names of `MEANS`."""
    said = ON_PAPER.sub(" ", words)
    return {name for name, shown in MEANS.items() if re.search(shown, said, re.IGNORECASE)}
