"""Who follows whom in an office: "Thomas Chow succeeds Wei-Ming Shao as its top lawyer".

One filing must tell that the one came and the other went, in that office. The two the other way round, another
office, or somebody else who came where the other went, refutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
NAME = r"(?:[A-Z][\w’'.-]+)(?:\s[A-Z][\w’'.-]*){0,3}"
ACTIVE = re.compile(
    rf"(?P<new>{NAME})\s(?:now\s|has\s|is\s|will\s)?(?:succeeds?|succeeded|succeeding|replaces?|replaced|replacing"
    rf"|(?:takes?|took|taking) over from|(?:steps?|stepped) in for|follows)\s(?P<old>{NAME})"
)
PASSIVE = re.compile(
    rf"(?P<old>{NAME})\s(?:is|was|has been|gets|will be)\s(?:replaced|succeeded|followed) by\s(?P<new>{NAME})"
    rf"|(?P<old2>{NAME})\s(?:makes? way for|made way for|(?:hands?|handed) (?:over"
    rf"|the \w+)(?:[^.;A-Z]{{0,30}})?\sto)\s"
    rf"(?P<new2>{NAME})"
)
CAME = re.compile(
    r"\b(?:appoint(?:ed|ment|s)?|elected|assum(?:ed|es)|named|promot(?:ed|ion|es)|succeed(?:ed|s)|hired)\b",
    re.IGNORECASE,
)
WENT = re.compile(
    r"\b(?:retir(?:e[ds]?|ement|ing)|resign(?:ed|ation|s|ing)|stepp?(?:ed|s|ing) down|depart(?:ed|ure|ing)"
    r"|terminat\w+"
    r"|ceased)\b",
    re.IGNORECASE,
)
OFFICES: dict[str, str] = {
    "general counsel": r"\b(?:top lawyer|chief lawyer|head lawyer|legal chief|legal boss|general counsel"
    r"|chief legal officer"
    r"|chief counsel)\b",
    "chief financial officer": r"\b(?:CFO|chief financial officer|finance (?:chief|boss|head)|money man)\b",
    "chief executive officer": r"\b(?:CEO|chief executive(?: officer)?)\b",
    "chief technology officer": r"\b(?:CTO|chief technology officer|tech(?:nology)? (?:chief|boss|head))\b",
    "chief revenue officer": r"\b(?:CRO|chief revenue officer|sales (?:chief|boss|head)|head of sales)\b",
    "director": r"\b(?:directors?|on the board|board seat|board member)\b",
}
# Of the names near a verb these are none.
OFFICE_WORDS = frozenset(
    "Executive Vice President General Counsel Corporate Secretary Chief Officer Senior Mr Ms The On Board".split()  # noqa: SIM905
)
NEAREST = 3  # of the names about a verb, whose it may be
PLAIN = re.compile(r"^(?:The|A|And|Its?|Strategy|MicroStrategy|Mr|Ms|Mrs|Dr)\.?\s", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where nobody is said to follow somebody, or no filing tells that either came or went."""
    words = claim.source.quote
    match = ACTIVE.search(words) or PASSIVE.search(words)
    if match is None or claim.negated or claim.modality == "predicted":
        return None
    groups = match.groupdict()
    new, old = _surname(groups.get("new") or groups["new2"]), _surname(groups.get("old") or groups["old2"])
    came, went = list(_told(known, claim, CAME)), list(_told(known, claim, WENT))
    pair = _pair(came, went, new, old)
    if pair is not None:
        office = _office(words)
        right = office is None or any(re.search(OFFICES[office], one.words, re.IGNORECASE) for one in pair)
        said = "" if right else f"; {office} is claimed"
        told = f"“{match.group()}”: {new} came and {old} went"
        told += f" as {office}, “{_said(words, office)}”" if office and right else ""
        return _finding(known, pair, f"{told}{said}", right=right)
    turned = _pair(came, went, old, new)
    if turned is not None:
        return _finding(known, turned, f"{old} came and {new} went; the other way round is claimed", right=False)
    left = [one for one in went if re.search(rf"\b{re.escape(old)}\b", one.words)]
    for one in left:
        others = [other for other in came if other.filing == one.filing]
        if others and not any(re.search(rf"\b{re.escape(new)}\b", other.words) for other in others):
            return _finding(known, (one, others[0]), f"{old} went, and {new} is not who came", right=False)
    return None


def _told(known: Knowledge, claim: Claim, pattern: re.Pattern[str]) -> Iterator[Sentence]:
    yield from find_sentences(known, pattern, until=said_on(claim), limit=120)


def _pair(came: list[Sentence], went: list[Sentence], new: str, old: str) -> tuple[Sentence, Sentence] | None:
    """The sentences of one filing that the one came and the other went."""
    for first in came:
        if not re.search(rf"\b{re.escape(new)}\b", first.words):
            continue
        for second in went:
            same = second.filing == first.filing and re.search(rf"\b{re.escape(old)}\b", second.words)
            if same and _acts(second, old) and _acts(first, new):
                return first, second
    return None


def _acts(sentence: Sentence, name: str) -> bool:
    """Whether the verb of the sentence is nearer to that name than to the other: "in connection with Mr. Chow's
    appointment, Wei-Ming Shao retired" tells that Shao went."""
    place = sentence.match.start()
    names = [(abs(one.start() - place), one.group()) for one in re.finditer(r"\b[A-Z][a-z]{2,}\b", sentence.words)]
    nearest = [found for _, found in sorted(names) if found == name or found not in OFFICE_WORDS]
    return name in nearest[:NEAREST]


def _surname(name: str) -> str:
    return PLAIN.sub("", name).rstrip(".’'").split()[-1].removesuffix("’s").removesuffix("'s")


def _office(words: str) -> str | None:
    return next((name for name, said in OFFICES.items() if re.search(said, words, re.IGNORECASE)), None)


def _said(words: str, office: str) -> str:
    match = re.search(OFFICES[office], words, re.IGNORECASE)
    return match.group() if match else office


def _finding(known: Knowledge, pair: tuple[Sentence, Sentence], told: str, *, right: bool) -> Finding:
    return confirm_or_refute(
        known,
        right,
        f"Filed on {say_day(new_york_day(pair[0].filing.accepted_at))}: {told}.",
        *(one.quote for one in pair),
        firmness="retrieved",
    )
