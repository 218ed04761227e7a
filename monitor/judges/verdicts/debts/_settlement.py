"""In what a holder who converts is paid, where a filing says what was chosen: "solely shares", "cash"."""

from __future__ import annotations

import re

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim

CONVERTS = re.compile(
    r"\b(?:convert(?:s|ing|ed)?|conversions?)\b(?![\s-](?:notes?|bonds?|debt|senior))", re.IGNORECASE
)
SETTLED = re.compile(
    r"\b(?:settle(?:d|s|ment)?|satisf\w+|paid|pay(?:s|ing)?|receiv\w+|gets?|deliver\w*|hand(?:s|ed)? over)\b",
    re.IGNORECASE,
)
ALL = r"(?:wholly|entirely|solely|only|purely|all|just|nothing but|fully|exclusively)"
IN = {
    "cash": rf"\b{ALL}\s(?:in\s|of\s)?cash\b|\bin cash(?: alone| only)?\b|\bcash (?:alone|only)\b",
    "shares": rf"\b{ALL}\s(?:in\s|of\s|class A\s)?(?:shares?|stock)\b|\bin (?:shares|stock)(?: alone| only)?\b"
    r"|\b(?:shares|stock) (?:alone|only)\b|\b(?:shares|stock),? not cash\b",
}
CHOSEN = re.compile(
    r"\belected\s+to\s+satisfy\s+its\s+conversion\s+obligation\b[^.]*?\bby\s+delivering\s+solely\s+(?P<what>shares|cash)\b"
    r"|\belected\s+to\s+(?:satisfy|settle)\b[^.]{0,120}\bconversions?\b[^.]*?\bsolely\s+in\s+(?P<what2>shares|cash)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20[2-5]\d\b")
IF = re.compile(r"\b(?:if|could|might|unless|or)\b", re.IGNORECASE)


def judge_settlement(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the words do not tell in what conversions are settled, or no filing tells it of that paper."""
    words = claim.source.quote
    said = [name for name, way in IN.items() if re.search(way, words, re.IGNORECASE)]
    years = set(YEAR.findall(words))
    if len(said) != 1 or len(years) != 1 or claim.negated or IF.search(words):
        return None
    if not CONVERTS.search(words) or not SETTLED.search(words) or "$" in words:
        return None
    for sentence in find_sentences(known, CHOSEN, until=said_on(claim), limit=12):
        if not years & set(YEAR.findall(sentence.words)):
            continue
        chosen = (sentence.match["what"] or sentence.match["what2"]).lower()
        right = chosen == said[0]
        filed = say_day(new_york_day(sentence.filing.accepted_at))
        return confirm_or_refute(
            known,
            right,
            f"Filed on {filed}: who converts is settled solely in {chosen}; {said[0]} is claimed.",
            sentence.quote,
        )
    return None
