"""What a dollar reserve was filled with: share sales, or coins sold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import open_days, period, said_on
from monitor.judges.verdicts.sales._selling_words import GAVE_UP
from monitor.records import Claim, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "reserve",
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "debt_total",
    "other",
)
GAP = r"(?:[^.;]|\.(?=\d)){0,60}?"  # within a sentence, figures included
POT = r"(?:reserve|USD cash|war chest|cushion|buffer|rainy-day fund)"
FILLED = re.compile(
    rf"\b{POT}\b{GAP}\b(?:funded|financed|built|filled|set up|paid for|came|comes)\b{GAP}"
    r"\b(?:by|with|from|through|using|out of)\b"
    r"|\b(?:fund(?:ed|s)?|financed|built|filled|sets? up|created?|establish\w*|topp?\w* up|rais\w+|build)\b"
    rf"{GAP}\b{POT}\b{GAP}\b(?:by|with|from|through|using)\b"
    rf"|\b(?:borrowed money|debt|(?:share|stock|ATM|coin|bitcoin)[\w -]{{0,12}} sales?|convertible notes"
    rf"|sales? of (?:\w+ ){{1,4}}(?:stock|shares?))\b{GAP}"
    rf"\b(?:filled|funded|financed|paid for|built|set up|created)\b{GAP}\b{POT}\b"
    rf"|\b(?:s(?:old|ells?|elling)|dump\w*|liquidat\w+|issu\w+|borrow\w*)\b{GAP}\bto (?:set up|fund"
    rf"|finance|build|fill|create"
    rf"|establish|start|seed|top up)\b{GAP}\b{POT}\b",
    re.IGNORECASE,
)
PARTED = rf"\b(?:{GAVE_UP}|(?:us(?:ed|ing)|cost)\b(?: \w+){{0,4}}? (?:bitcoins?|BTC|coins?)\b)"
FOR_IT = re.compile(  # coins given for the reserve, in either order
    rf"{PARTED}{GAP}\b(?:for|to)\b{GAP}\b{POT}\b|\b(?:for|to \w+)\b{GAP}\b{POT}\b{GAP}{PARTED}"
    rf"|\b{POT}\b{GAP}\b(?:by|with|from|through|out of|cost)\b{GAP}{PARTED}|\b{POT}\b{GAP}\bcost\b{GAP}"
    r"\b(?:bitcoins?|BTC|coins?)\b",
    re.IGNORECASE,
)
SPENT = re.compile(
    r"\b(?:buy|bought|purchas\w+|acquir\w+|would|could|may|might|if|unless|risk\w*"
    r"|replenish\w*|refill\w*|topp?\w* up)\b"
)
PREFERRED = re.compile(
    r"\bpreferreds?\b|\bSTR[CDFKE]\b|\b(?:Stretch|Strike|Strife|Stride|Stream)\b", re.IGNORECASE
)
COMMON = re.compile(r"\b(?:common|class A|MSTR|ordinary)\b", re.IGNORECASE)
TOLD = re.compile(
    r"\b(?:reserve|USD\s+cash)\b[^.]{0,80}\b(?:funded|established|financed)\b[^.]{0,60}\b(?:using|with|from|by)\b[^.]*",
    re.IGNORECASE,
)
NOT_WITH = re.compile(
    r"\b(?:not|rather than|instead of|without)\s(?:by |with |from |through )?(?:[^;.]|\.(?=\d))*"
    r"|\bno (?:bitcoins?|coins?|debt)\b(?:[^;.]|\.(?=\d))*",
    re.IGNORECASE,
)
MEANS: dict[str, str] = {
    "sales of stock": r"\b(?:stock|shares?|equity|ATM|at-the-market|share sales)\b",
    "sales of bitcoin": PARTED + r"|\b(?:selling|sales? of|sold|liquidat\w+|dump\w+|proceeds (?:of"
    r"|from))\s+(?:\w+\s+){0,2}(?:bitcoins?|BTC"
    r"|coins)\b|\b(?:bitcoin|BTC|coin) sales?\b",
    "debt": r"\b(?:notes?|debt|loans?|borrow\w*|convertibles?)\b",
}


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the claim says nothing of it, or no filing does."""
    words = claim.source.quote
    match = FILLED.search(words)
    given = FOR_IT.search(words) if claim.modality != "predicted" and not SPENT.search(words) else None
    if match is None and given is None:
        return None
    excluded = NOT_WITH.search(words)
    said = words if match is None or (excluded and excluded.start() < match.start()) else words[match.start() :]
    excluded = NOT_WITH.search(said)
    ruled_out = _means(excluded.group()) if excluded else []
    named = _means(said.replace(excluded.group(), " ") if excluded else said)
    if given is not None and not excluded and not named:
        named = ["sales of bitcoin"]
    for sentence in find_sentences(known, TOLD, until=said_on(claim), limit=4):
        disclosed = _means(sentence.match.group())
        if not (named or ruled_out) or not disclosed:
            continue
        later = period(claim)
        if later and later[1] > new_york_day(sentence.filing.accepted_at) and open_days(claim, known, later):
            return None  # what was done in those days no filing tells yet
        whole = claim.negated and excluded is None
        right = not named or bool(set(named) & set(disclosed)) != whole
        if right and named == disclosed == ["sales of stock"]:
            right = not _is_of_another_class(words if not excluded else said, sentence.match.group())
        balances = tuple(_balances(claim, known)) if right else ()
        right = right and not set(ruled_out) & set(disclosed)
        return confirm_or_refute(
            known,
            right,
            f"{say_filed(known, sentence.quote)}: the reserve was funded with "
            f"{disclosed[0]}; {', '.join((*named, *(f'no {one}' for one in ruled_out)))} is claimed.",
            sentence.quote,
            *balances,
        )
    return None


def _is_of_another_class(said: str, told: str) -> bool:
    """Preferred stock where a filing tells of common stock alone, or the other way round."""
    ours = PREFERRED.search(said) is not None, COMMON.search(said) is not None
    theirs = PREFERRED.search(told) is not None, COMMON.search(told) is not None
    return sum(ours) == sum(theirs) == 1 and ours != theirs


def _balances(claim: Claim, known: Knowledge) -> Iterator[Quote]:
    """Where the reserve is put at the sums that the claim names."""
    for figure, _ in read_sums(claim.source.quote):
        hit = next((one for one in reversed(known.record.reserves) if is_right(figure, one.amount_usd)), None)
        if hit is not None:
            yield hit.source


def _means(words: str) -> list[str]:
    return [name for name, pattern in MEANS.items() if re.search(pattern, words, re.IGNORECASE)]
