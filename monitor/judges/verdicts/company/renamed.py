"""A change of the company's name: "has legally renamed itself", against a filing that states one."""

from __future__ import annotations

import re

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("other",)
SAID = re.compile(
    r"\b(?:re-?nam(?:ed|es|ing)|(?:changed|changes|changing|dropped|drops) (?:its"
    r"|the) (?:\w+ ){0,2}name|name change"
    r"|(?:legal |corporate |new )name (?:is|has been|was) (?:now |changed|dropped)?|rebrand\w*)",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\bchange\s+(?:of\s+|in\s+)?(?:its|the\s+company[’']s|our)\s+(?:corporate\s+|legal\s+)?name\s+(?:from\s+"
    r"[“\"](?P<old>[^”\"]+)[”\"]\s+)?to\s+[“\"](?P<new>[^”\"]+)[”\"]",
    re.IGNORECASE,
)
NEW_NAME = re.compile(
    r"\b(?:itself|to|is now|becomes?|became|now called|as"
    r"|into)\s(?:the\s)?(?P<name>[A-Z][\w.&’'-]*(?:\s[A-Z][\w.&’'-]*)*)"
)
ENDING = re.compile(r",?\s(?:Inc|Incorporated|Corp|Corporation|Ltd|plc|Co)\b\.?|\.$", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no new name is said, or no filing states a change."""
    words = claim.source.quote
    said = SAID.search(words)
    if said is None or claim.negated or claim.modality == "predicted":
        return None
    name = NEW_NAME.search(words, said.start())
    told = next(find_sentences(known, TOLD, until=said_on(claim), limit=1), None)
    if name is None or told is None:
        return None
    right = _bare(name["name"]) == _bare(told.match["new"])
    before = f" from {told.match['old']}" if told.match["old"] else ""
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, told.quote)}: the name was changed{before} to "
        f"{told.match['new']}" + ("." if right else f"; {name['name']} is claimed."),
        told.quote,
        firmness="retrieved",
    )


def _bare(name: str) -> str:
    return ENDING.sub("", ENDING.sub("", name)).strip().lower()
