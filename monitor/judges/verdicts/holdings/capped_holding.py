"""A limit on how much bitcoin may be held: "its policy caps the position", "may not buy any more".

A filing that says that more may be bought, or that no amount is targeted, refutes it; that there is no such limit
it confirms. What somebody fears or wishes is no limit, and a price is none.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
COINS = r"(?:bitcoins?|BTC|coins?|crypto)"
POSITION = rf"(?:{COINS}|(?:{COINS}|its|the)\s(?:position|holdings?|stash|hoard|treasury|allocation|investment))"
CAPPED = re.compile(
    rf"\b(?:caps?|capped|limit(?:s|ed)?|restrict(?:s|ed)?|freez(?:es|e)|fro(?:ze|zen))\s(?:\w+\s){{0,3}}?{POSITION}\b"
    rf"(?! (?:price|sales?|yield|mining|trading|ETFs?|loans?))"
    rf"|\b(?:cap|limit|ceiling|upper bound)\s(?:of [^.;]{{0,25}} )?(?:on|for)\s(?:how much|how many|its"
    rf"|the)?\s?(?:\w+\s){{0,2}}?{COINS}\b(?! (?:price|sales?|yield|mining|trading|ETFs?|loans?))"
    rf"|\b(?:forbids?|bars?|prohibits?|rules? out|bans?)\b[^.;]{{0,30}}\b(?:buying|purchas\w+"
    rf"|acquiring)\b[^.;]{{0,20}}\b(?:more|further"
    rf"|additional)\b[^.;]{{0,12}}\b{COINS}\b"
    rf"|\b(?:may|can)(?:not| not|[’']t)\b[^.;]{{0,15}}\b(?:buy|purchase|acquire|add)\b[^.;]{{0,20}}\b(?:more"
    rf"|further|additional)\b"
    rf"[^.;]{{0,12}}\b{COINS}\b",
    re.IGNORECASE,
)
BY_RULE = re.compile(
    r"\b(?:polic(?:y|ies)|board|treasury|rules?|filing|8-K|10-[QK]|formally|\w*strategy (?:caps|limits"
    r"|has capped|has limited))\b",
    re.IGNORECASE,
)
UNLIMITED = re.compile(
    r"\b(?:no|not|without|never|nothing|lifts?|lifted|remov\w+|scrapp?\w*)\b|n[’']t\b", re.IGNORECASE
)
OPEN_END = re.compile(
    r"\bholdings?\s+of\s+bitcoin\s+may\s+increase\s+beyond\b"
    r"|\bnot\s+(?:set|targeted)\s+any\s+specific\s+(?:target\s+for\s+the\s+)?amount\s+of\s+bitcoin\b"
    r"|\bintends?\s+to\s+(?:purchase|acquire)\s+additional\s+bitcoins?\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(
    r"\b(?:if|would|could|should|might|fears?|wants?|calls? (?:for|on)|urges?|lenders?|loan)\b", re.IGNORECASE
)
FRESH = timedelta(days=200)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no limit by a rule of its own is told, or no filing of those months speaks of more."""
    words, day = claim.source.quote, said_on(claim)
    match = CAPPED.search(words)
    if match is None or not BY_RULE.search(words) or SUPPOSED.search(words) or claim.modality == "predicted":
        return None
    sentence = next(find_sentences(known, OPEN_END, until=day, limit=1), None)
    if sentence is None or day - new_york_day(sentence.filing.accepted_at) > FRESH:
        return None
    right = UNLIMITED.search(words[max(0, match.start() - 30) : match.end()]) is not None
    if right and match.group().lower().startswith(("may", "can")):
        right = False
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "misread_filing",
        rationale=f"The {sentence.filing.form} filed on {say_day(new_york_day(sentence.filing.accepted_at))} "
        f"sets no such limit: “{' '.join(sentence.words.split())[:300]}”.",
        evidence=cite_quotes(known, "supports" if right else "refutes", sentence.quote),
    )
