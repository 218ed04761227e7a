"""One mention of a number of coins: which verb governs it, whose act it is, and whether it really happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from monitor.extractors._holdings_words import (
    COMPARED,
    NAME,
    OTHERS,
    SUBSET,
    VERB,
    AssetWords,
    load_words,
)

PASSIVE = re.compile(
    r"^[\s,]*(?:(?:which|that)\s+)?(?:(?:were|was|are|is|have\s+been|has\s+been|had\s+been)\s+)?(?:\w+ly\s+)?"
    r"(?P<verb>sold|disposed\s+of|liquidated|acquired|purchased|bought|mined|produced|earned|transferred|moved|held|owned"
    r"|on\s+(?:hand|(?:our|its|the)\s+balance\s+sheet)|in\s+(?:our|its)\s+(?:treasury|holdings))\b"
    r"(?P<by>\s+(?:directly\s+)?by\s+)?",
)
RELATIVE = (
    r"^\s*(?:that\s+)?(?P<subject>{names})\s+(?:have\s+|had\s+|has\s+)?"
    r"(?P<verb>mined|produced|earned|sold|acquired|purchased|held|holds?|owned|owns?)\b"
)
COLLATERAL = re.compile(
    r"^[^.;]{0,90}?\b(?:(?:as|part\s+of\s+the|in\s+(?:an?|the|segregated)(?:\s+\w+){0,3}?)\s+collateral|pledged|posted\s+(?:as|to)|collateraliz\w+)\b"
)
SET_APART = re.compile(r",?\s*(?:of\s+which|including|with)\b|;")
CONDITION = re.compile(
    r"\b(?:if|unless|whether|assum\w+|were\s+to|hypothetical\w*|for\s+example|illustrat\w+|pro\s+forma|in\s+the\s+event"
    r"|according\s+to\s+(?!(?:the|its|our)\s)|rumou?rs?|alleged\w*|reportedly|to\s+the\s+extent|had\s+(?:we|it|the\s+Company)\b(?=.*\bwould\b))\b",
    re.IGNORECASE,
)
MODAL = re.compile(
    r"\b(?:may|might|could|would|should|will|shall|can|must|cannot|not|never|to|without|yet\s+to|n[’']t)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
INTENT = re.compile(
    r"\b(?:intends?|intended|plans?\s+to|planned\s+to|plans?|expects?|expected|anticipates?|aims?|seeks?|targets?|targeting"
    r"|proposes?|hopes?|considers?|considering|authori[sz]\w+|approved|agreed|committed|commits?|obligat\w+|option\s+to|right\s+to"
    r"|ability|allow\w*|permit\w*|requir\w+|goal|guidance|forecast\w*|projected?|opportunit\w+)\b",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\b(?:from|with|through|via|on|at|in|under|of|by|to|using|for|by\s+the|subsidiar(?:y|ies),?|named|d/b/a|dba|per|than)\s+(?:the\s+|an?\s+|its\s+|our\s+|approximately\s+)?$",
    re.IGNORECASE,
)
FOLLOWED_BY_VERB = re.compile(
    r"[\s,]*(?:(?:has|have|had|also|recently|currently|now|today|Inc|Corp|said|announced|reported|disclosed)\b|[(“])",
    re.IGNORECASE,
)
PARENTHESIS = re.compile(r"\([^()]*\)")
OTHER_OBJECT = re.compile(  # "sold its interest in X for 300 bitcoin"
    r"[;:]|\b(?:that|which|who|per|price|shares?|stock|interests?|stake|notes|equipment|machines|preferred)\b"
    r"|\bfor\s+(?!approximately|about|an?\s|~|cash|\$)",
    re.IGNORECASE,
)
SOMEBODY = re.compile(
    r"\b(?:an?|another|some|many|several|certain|other)\s+(?!(?:[\w-]+\s+)*subsidiar)(?:[\w-]+\s+){1,3}$",
    re.IGNORECASE,
)
LISTED = re.compile(r"\d[\d,.]*\s*(?:and|or|to|[-–—])\s*(?:approximately\s+|about\s+)?$")  # "between 5 and 10"


@dataclass(frozen=True, slots=True)
class Mention:
    """ "N bitcoins" in a sentence; offsets are relative to the sentence."""

    units: Decimal
    start: int
    end: int
    part: bool  # "N of the bitcoins": a part of the holding
    labelled: bool = False  # "bitcoin holdings of N"


def find_mentions(sentence: str, words: AssetWords) -> list[Mention]:
    """All counts of coins in a sentence, in order, those that are part of a larger one marked as such."""
    found = [
        Mention(
            Decimal(m["units"].replace(",", "")), m.start(), m.end(), bool(re.search(r"\d\s+.*?\bof\b", m.group()))
        )
        for m in words.mention.finditer(sentence)
    ]
    for m in words.labelled.finditer(sentence):
        if not any(m.start("units") < other.end and other.start < m.end() for other in found):
            found.append(
                Mention(Decimal(m["units"].replace(",", "")), m.start("units"), m.end(), False, labelled=True)
            )
    return sorted(found, key=lambda mention: mention.start)


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of a mention: `verb` is sold, transferred, pledged, mined, acquired or held."""

    verb: str
    start: int  # of the verb in the sentence
    present: bool = False  # "holds": true at the time of writing


def find_predicate(
    sentence: str, mention: Mention, left_from: int, right_to: int, names: re.Pattern[str]
) -> Predicate | None:
    """The verb that governs a mention, when the issuer is its subject and it states a fact; else None."""
    left, right = sentence[left_from : mention.start], sentence[mention.end : right_to]
    if COMPARED.search(left) or LISTED.search(left):
        return None
    active = None if mention.labelled else _find_active(left)
    apart = SET_APART.search(right)
    if (active is None or active[0] in ("held", "pledged")) and COLLATERAL.match(
        right[: apart.start()] if apart else right
    ):
        start = left_from + active[1] if active else mention.start
        return _checked(sentence, Predicate("pledged", start), names)
    if active:
        verb, at, word = active
        if verb == "held" and (mention.part or SUBSET.search(left)):
            return None
        present = verb == "held" and word.lower() in ("hold", "holds", "own", "owns", "has", "have", "possesses")
        return _checked(sentence, Predicate(verb, left_from + at, present), names)
    if mention.labelled:
        return _checked(sentence, Predicate("held", mention.start), names)
    return _find_passive(sentence, mention, left, right, names)


def _find_active(left: str) -> tuple[str, int, str] | None:
    verbs = list(VERB.finditer(left))
    if not verbs:
        return None
    last = verbs[-1]
    if last["held_n"] and len(verbs) > 1 and last.start() - verbs[-2].end() < 12:
        last = verbs[-2]  # "purchased a total of N"
    gap = left[last.end() :]
    if len(gap) > 90 or OTHER_OBJECT.search(gap):
        return None
    kind = next(name for name, value in last.groupdict().items() if value)
    return kind.rsplit("_", 1)[0], last.start(), last.group()


def _find_passive(
    sentence: str, mention: Mention, left: str, right: str, names: re.Pattern[str]
) -> Predicate | None:
    match = re.match(RELATIVE.format(names=names.pattern), right)
    if match:
        verb = _kind_of(match["verb"])
        if verb == "held" and (mention.part or SUBSET.search(left)):
            return None
        return Predicate(verb, mention.end) if not CONDITION.search(sentence[: mention.start]) else None
    match = PASSIVE.match(right)
    if match is None:
        return None
    verb = _kind_of(match["verb"])
    if verb == "held" and (mention.part or SUBSET.search(left) or "directly" in match.group()):
        return None
    if (
        match["by"]
        and not names.match(right, match.end())
        and not re.match(r"(?:its|our|the)\b", right[match.end() :])
    ):
        return None
    if CONDITION.search(sentence[: mention.start]) or INTENT.search(left) or MODAL.search(left):
        return None
    if match["by"] is None and is_foreign(sentence, mention.start, names):
        return None
    return Predicate(verb, mention.end)


def _kind_of(word: str) -> str:
    word = " ".join(word.lower().split())
    match = VERB.match(word)
    if match is None:
        return "held"
    return next(name for name, value in match.groupdict().items() if value).rsplit("_", 1)[0]


def _checked(sentence: str, predicate: Predicate, names: re.Pattern[str]) -> Predicate | None:
    return predicate if states_a_fact(sentence, predicate.start, names) else None


def states_a_fact(sentence: str, at: int, names: re.Pattern[str]) -> bool:
    """Whether the verb at `at` says what the issuer did: no condition, no plan, nobody else's coins."""
    before = sentence[:at]
    if is_foreign(sentence, at, names):
        return False
    # "should we sell", "Were we to sell": an inverted condition opens the sentence.
    if CONDITION.search(before) or re.match(r"(?:should|were|had)\s+(?:we|the|it)\b", sentence, re.IGNORECASE):
        return False
    subject_end = max((m.end() for m in names.finditer(before)), default=0)
    boundary = max(subject_end, *(m.end() for m in re.finditer(r"[;:]|,\s+(?:and|but|or)\s", before)), 0)
    return not (MODAL.search(before[-60:]) or INTENT.search(before, boundary))


def is_foreign(sentence: str, at: int, names: re.Pattern[str]) -> bool:
    """Whether the nearest subject before `at` is somebody else: "Tesla sold", "our customers hold".

    A name after a preposition or "subsidiary" is no subject ("through its subsidiary MacroStrategy LLC").
    """
    before = PARENTHESIS.sub(lambda m: " " * len(m.group()), sentence[:at])
    if SOMEBODY.search(before):
        return True
    ours = [m.span() for m in names.finditer(before)]
    nearest = ours[-1][1] if ours else -1
    for pattern in (NAME, OTHERS):
        for match in re.finditer(pattern, before):
            start, end = match.start(), match.end()
            if end <= nearest or any(a < end and start < b for a, b in ours):
                continue
            if PREPOSITION.search(before[:start]):
                continue
            if pattern is NAME and not _is_name(match.group(), start, sentence[end:]):
                continue
            return True
    return False


def _is_name(words: str, start: int, following: str) -> bool:
    plain = load_words()["not_a_name"]
    unknown = [
        word for word in re.findall(r"[\w’'&-]+", words) if word.lower() not in plain and not word[0].isdigit()
    ]
    if not unknown:
        return False
    if start > 0 or len(unknown) > 1:
        return True
    # "Mining operations produced …" against "Tesla sold …": a lone capital opens every sentence.
    return bool(VERB.match(following.lstrip()) or FOLLOWED_BY_VERB.match(following))
