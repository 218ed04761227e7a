"""Coins that a filing leaves out of the collateral of secured notes: those held before they were sold.

"It put up all of the bitcoin it already had" of notes that are secured by what is bought later alone; "the coins
owned before are not pledged".
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
PAPER = re.compile(
    r"\bsecured (?:notes?|bonds?|debt|paper)\b|\bjunk[- ]bonds?\b|\b2028 (?:notes|bonds)\b|\b6\.125\s?%"
    r"|\b(?:note|bond)holders?\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:loan|Silvergate|preferreds?|convertibles?|converts|if|would|could|might|will)\b", re.IGNORECASE
)
COINS = r"(?:bitcoins?|BTC|coins?|stash|hoard|holdings?|treasury)"
OLD = re.compile(
    rf"\b(?:existing|old(?:er)?|current|previous|earlier)\s(?:\w+\s)?{COINS}\b"
    rf"|\b{COINS}\b[^.;]{{0,40}}\b(?:already (?:had|held|owned|in hand)"
    r"|(?:owned|held|had|bought|acquired) (?:before|already|until then|up to then|so far))\b"
    rf"|\balready (?:had|held|owned)\b[^.;]{{0,25}}\b{COINS}\b",
    re.IGNORECASE,
)
NEW = re.compile(
    rf"\b(?:new|future|later)\s(?:\w+\s)?{COINS}\b|\b{COINS}\b[^.;]{{0,40}}\b(?:bought|acquired|purchased|added)\s(?:\w+\s)?"
    r"(?:after|later|afterwards|since|from now on|with the (?:money|proceeds))\b",
    re.IGNORECASE,
)
BOUND = re.compile(
    r"\b(?:pledg\w+|secur(?:e|es|ed by|ing)|collateral\w*|put(?:s|ting)? up|back(?:s|ed by|ing)|liens?|claims? on"
    r"|encumber\w*|hand(?:ed)? over)\b",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\b(?:not|no|never|none|neither|without)\b[^.;]{0,45}\b(?:pledg|secur|collateral|back|lien|claim"
    r"|encumber|put up|touch)"
    r"|n[’']t\b[^.;]{0,45}\b(?:pledg|secur|collateral|back|lien|claim|encumber)"
    r"|\b(?:exclud\w+|left out|leaves? out|exempt\w*|spared?|unencumbered|unpledged|off limits|kept out"
    r"|outside)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"\b[\d.]+% Senior Secured Notes due 20\d\d\b", re.IGNORECASE)
TOLD = re.compile(
    r"\bsecurity\s+interests?\b[^.]*\bexcluding\s+(?:the\s+Company[’']s|its|our)\s+existing\s+bitcoins?\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the words do not tell whether such coins are pledged, or no filing leaves them out."""
    words = claim.source.quote
    old, new = OLD.search(words), NEW.search(words)
    bound, free = BOUND.search(words), FREE.search(words)
    if not PAPER.search(words) or OTHER.search(words) or bool(old) == bool(new) or not (bound or free):
        return None
    told = next(find_sentences(known, TOLD, until=said_on(claim), limit=1), None)
    if told is None:
        return None
    right = bool(old) == bool(free)
    document = known.record.documents[told.quote.document_id]
    name = NAME.search(document.text)
    filed = say_day(new_york_day(told.filing.accepted_at))
    return confirm_or_refute(
        known,
        right,
        f"Filed on {filed}: bitcoins acquired later secure the "
        f"{name.group() if name else 'notes'}; all existing bitcoins, held before, are left out and not pledged.",
        told.quote,
    )
