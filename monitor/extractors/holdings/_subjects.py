"""Whose act a sentence states, and whether it states one at all: no plan, no condition, nobody else's coins."""

from __future__ import annotations

import re

from monitor.extractors.holdings._verbs import VERB
from monitor.extractors.holdings._words import NAME, OTHERS, load_words

PREPOSITION = re.compile(
    r"\b(?:from|with|through|via|on|at|in|under|of|by|to|using|for|by\s+the|subsidiar(?:y|ies),?|named|d/b/a|dba|per|than)\s+(?:the\s+|an?\s+|its\s+|our\s+|approximately\s+)?$",
    re.IGNORECASE,
)
FOLLOWED_BY_VERB = re.compile(
    r"[\s,]*(?:(?:has|have|had|also|recently|currently|now|today|Inc|Corp|said|announced|reported|disclosed)\b|[(“])",
    re.IGNORECASE,
)
PARENTHESIS = re.compile(r"\([^()]*\)")
SOMEBODY = re.compile(
    r"(?<!\bclass\s)\b(?:an?|another|some|many|several|certain|other)\s+(?!(?:total|aggregate)\s+of\b|(?:[\w-]+\s+)*subsidiar)(?:[\w-]+\s+){1,3}$",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|whether|assum\w+|were\s+to|hypothetical\w*|for\s+example|illustrat\w+|pro\s+forma|in\s+the\s+event"
    r"|according\s+to\s+(?!(?:the|its|our)\s)|rumou?rs?|alleged\w*|reportedly|to\s+the\s+extent|had\s+(?:we|it|the\s+Company)\b(?=.*\bwould\b))\b",
    re.IGNORECASE,
)
MODAL = re.compile(
    r"\b(?:(?-i:may)|might|could|would|should|will|shall|can|must|cannot|not|never|to|without|yet\s+to|n[’']t)\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
INTENT = re.compile(
    r"\b(?:intends?|intended|plans?\s+to|planned\s+to|plans?|expects?|expected|anticipates?|estimates?\s+that|aims?|seeks?|targets?|targeting"
    r"|proposes?|hopes?|considers?|considering|authori[sz]\w+|approved|agreed|committed|commits?|obligat\w+|option\s+to|right\s+to"
    r"|ability|allow\w*|permit\w*|requir\w+|goal|guidance|forecast\w*|projected?|opportunit\w+)\b",
    re.IGNORECASE,
)


# What is said of others' words: "denied that it had sold", "reports that we sold … are false"
DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w*|(?:media|press|news|market)\s+reports?|reports|speculat\w+|allegations?|claims)"
    r"\s+(?:\w+\s+){0,2}that\b",
    re.IGNORECASE,
)
NEW_CLAUSE = re.compile(r";|,\s+(?:and|but)\s")
UNTRUE = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+\s+){0,2}(?:false|untrue|incorrect|inaccurate|unfounded|wrong|baseless)\b",
    re.IGNORECASE,
)
# "A holder of our preferred stock sold": somebody, although "our" stands nearer
WHICH = re.compile(r",?\s+(?:which|who|that)\s+(?:\w+ly\s+)?$")  # "with its custodian, which held"
THEIRS = re.compile(r"\s+of\s+(?:our|its|the\s+Company[’']s)\s+(?:[\w-]+\s+){0,5}$", re.IGNORECASE)


def states_a_fact(sentence: str, at: int, names: re.Pattern[str]) -> bool:
    """Whether the verb at `at` says what the issuer did: no condition, no plan, nobody else's coins."""
    before = sentence[:at]
    if is_foreign(sentence, at, names):
        return False
    # "should we sell", "Were we to sell": an inverted condition opens the sentence.
    if CONDITION.search(before) or re.match(r"(?:should|were|had)\s+(?:we|the|it)\b", sentence, re.IGNORECASE):
        return False
    denied = next(reversed(list(DENIED.finditer(before))), None)
    if (denied and not NEW_CLAUSE.search(before, denied.end())) or UNTRUE.search(sentence, at):
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
            if pattern is OTHERS and THEIRS.match(before, end):
                return True
            if end <= nearest or any(a < end and start < b for a, b in ours):
                continue
            if pattern is OTHERS and WHICH.match(before, end):
                return True
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
