"""Which coins a subsidiary holds: "all of them sit inside its MacroStrategy unit", "115,110 of its 129,218 coins".

Filings tell how many of the coins of the group a subsidiary holds. The whole told as the subsidiary's is wrong,
and so is a sale where a subsidiary merely holds them: nothing left the group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
COINS = r"(?:bitcoins?|BTC|coins?)"
NUMBER = r"(?P<{}>\d{{1,3}}(?:,\d{{3}})+)"
TOLD = re.compile(
    rf"\b(?P<who>[A-Z]\w+)(?: LLC)?,? holding approximately {NUMBER.format('units')} of (?:these|such|the) {COINS}"
    rf"|{NUMBER.format('units2')} {COINS} held by (?P<who2>[A-Z]\w+)\b[^.;]{{0,20}}\bsubsidiary",
    re.IGNORECASE,
)
SUBSIDIARY = re.compile(r"\bsubsidiar(?:y|ies)\b", re.IGNORECASE)
ELSE = re.compile(r"\b(?:collateral\w*|pledg\w+|secur\w+|loan|lender|bought|purchased|acquired)\b", re.IGNORECASE)
LEFT = re.compile(
    r"\b(?:sold|sells?|sale|offload\w*|unload\w*|dump\w*|got rid|parted with|down to|left with|divest\w*)\b",
    re.IGNORECASE,
)
ALL = re.compile(
    r"\b(?:all(?: of)?|every(?: one)?(?: of)?|each of|(?:the|its) (?:whole|entire)|entirely|100 ?%)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Held:
    """How many coins a subsidiary held of how many, as a filing tells."""

    who: str
    units: Decimal
    whole: Decimal
    sentence: Sentence


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no subsidiary is said to hold coins, or no filing tells how many."""
    words = claim.source.quote
    day = said_on(claim)
    held = known.once(("coins of a subsidiary", day), lambda: _find_held(day, known))
    if held is None or ELSE.search(words) or claim.negated or claim.modality == "predicted":
        return None
    if not (SUBSIDIARY.search(words) or re.search(rf"\b{held.who}\b", words)):
        return None
    counts = [one for one in claim.figures if one.unit == "bitcoin"]
    own = any(is_right(one, held.units) for one in counts)
    if LEFT.search(words):
        return _finding(known, held, right=False, also="nothing left the group") if own else None
    if held.units < held.whole and ALL.search(words):
        whole = not counts or any(is_right(one, held.whole) for one in counts)
        return _finding(known, held, right=False, also="not all of them") if whole else None
    known_counts = (held.units, held.whole, held.whole - held.units)
    right = own and all(any(is_right(one, amount) for amount in known_counts) for one in counts)
    return _finding(known, held, right=True) if right else None


def _find_held(day: date, known: Knowledge) -> Held | None:
    sentence = next(find_sentences(known, TOLD, until=day, limit=1), None)
    if sentence is None:
        return None
    match = sentence.match
    total = latest_total(known, new_york_day(sentence.filing.accepted_at))
    if total is None:
        return None
    units = Decimal((match["units"] or match["units2"]).replace(",", ""))
    return Held(match["who"] or match["who2"], units, total.units, sentence)


def _finding(known: Knowledge, held: Held, *, right: bool, also: str = "") -> Finding:
    told = f"{held.who} holds {say_units(held.units)} of {say_units(held.whole)} bitcoin as a subsidiary"
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, held.sentence.quote)}: {told}" + (f": {also}." if also else "."),
        held.sentence.quote,
        firmness="exact",
    )
