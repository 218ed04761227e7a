"""Whether notes ended in cash or in shares: said to be paid in cash, where their holders turned them into shares.

"All of its 2027 notes were redeemed in cash": a call for redemption is the day by which holders convert, and where
a filing says that all or nearly all of them did, no cash of that size was paid.
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts.debts._settlement import judge_settlement
from monitor.judges.verdicts.debts.agreed_terms import NOTES
from monitor.records import Claim, ClaimType, InstrumentEvent

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
ENDED = re.compile(
    r"\b(?:redeem(?:s|ed|ing)?|redemption|retired|repaid|repay\w*|paid (?:off|back|out)|settled|bought back)\b",
    re.IGNORECASE,
)
CASH = re.compile(r"\b(?:in|for|with|of|out of(?: its)?|from its|all) cash\b|\bcash redemption\b", re.IGNORECASE)
NO_CASH = re.compile(
    r"\b(?:not|no|without|rather than|instead of|than|never|hardly|barely)\b[^.;,]{0,25}\bcash\b", re.IGNORECASE
)
TURNED = re.compile(
    r"\b(?:conver(?:ted|sion|t)|(?:took|received|got|into|in|with|for) (?:\w+ )?(?:shares|stock))\b", re.I
)
REST = re.compile(r"\b(?:rest|remain\w*|handful|few|small|unconverted|will|would|if|might|could)\b", re.IGNORECASE)
NEARLY_ALL = re.compile(r"\b(?:substantially\s+all|all|nearly\s+all)\b", re.IGNORECASE)
YEAR = re.compile(r"\b20\d\d\b")


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no cash is said to have ended notes, or no filing tells that they were converted."""
    words = claim.source.quote
    settled = judge_settlement(claim, known) if NOTES.search(words) else None
    if settled is not None:
        return settled
    denied = NO_CASH.search(words) is not None and TURNED.search(words) is not None
    if not (NOTES.search(words) and (ENDED.search(words) or denied) and (CASH.search(words) or denied)):
        return None
    if REST.search(words) or claim.modality == "predicted" or (not denied and NO_CASH.search(words)):
        return None
    if (denied and any(one.unit == "USD" for one in claim.figures)) or (claim.negated and not denied):
        return None  # the figures are for other rules
    converted = [one for one in known.record.events if _is_meant(one, words, known)]
    if not converted:
        return None
    last = converted[-1]
    shares = f" into {say_units(last.shares)} shares" if last.shares else ""
    return confirm_or_refute(
        known,
        denied,
        f"{last.name}: all or nearly all of them were converted{shares}, by the filing of "
        f"{say_day(new_york_day(last.known_at))}; "
        f"that they were {'turned into shares' if denied else 'paid in cash'} is claimed.",
        last,
    )


def _is_meant(event: InstrumentEvent, words: str, known: Knowledge) -> bool:
    """A conversion of all of the notes that are named by their year."""
    due = re.search(r"\bdue\s+(20\d\d)\b", event.name)
    return (
        event.kind == "converted"
        and due is not None
        and due[1] in YEAR.findall(words)
        and NEARLY_ALL.search(event.source.quote) is not None
        and event.source.document_id in known.record.filings
    )
