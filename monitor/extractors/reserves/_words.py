"""What a sentence says of a reserve: its words with the reserve as "<R>" and each dollar figure as "<$0>".

"increased the US dollar reserve (“USD Reserve”) by approximately $62 million to $2.25 billion" becomes
"increased the <R> by <$0> to <$1>": few patterns then cover many ways of saying it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.holdings._words import load_words

ReserveKind = Literal["usd_reserve", "usd_cash", "cash"]
LETTERS: dict[str, ReserveKind] = {"R": "usd_reserve", "C": "usd_cash", "K": "cash"}

MENTION = re.compile(
    r"(?P<C>\b(?:USD|U\.?S\.?[\s-]dollars?)[\s-]cash\b(?![\s-](?:reserve|flow)))"
    r"|(?P<R>\b(?:USD|U\.?S\.?[\s-]dollars?|dollar)[\s-](?:cash[\s-])?reserves?\b)"
    r"|(?P<K>(?<!restricted\s)\b(?:unrestricted\s+)?(?:cash\s+(?:and|&)|cash,)\s+cash\s+equivalents\b"
    r"(?!\s*(?:,|and|&|or)\s+(?:and\s+)?"
    r"(?:restricted|short|long|marketable|digital|investments?|bitcoin|crypto|USD))"
    # "A dividend in cash of $1.11 per share" is a manner of paying, and no cash at hand.
    r"|(?<!restricted\s)(?<!\bin\s)\b(?:unrestricted\s+)?cash(?=\s+of\s+(?:approximately\s+)?(?:US|U\.S\.)?\s?\$))",
    re.IGNORECASE,
)
THE_RESERVE = re.compile(
    r"\b(?:the|this|our|its)\s+(?P<noun>reserve)\b(?!\s+(?:account|policy|asset))", re.IGNORECASE
)
VAGUE = re.compile(
    r"\b(?:approximately|about|roughly|nearly|around|an\s+aggregate\s+of|a\s+total\s+of|an\s+additional"
    r"|in\s+aggregate)\s+",
    re.IGNORECASE,
)
# A plan, a limit, a condition or a denial is no balance: "intends to maintain a USD Reserve sufficient to fund".
# "May" with a capital is a month (0001193125-26-249768).
UNREAL = re.compile(
    r"\b(?:(?-i:may)|might|could|would|should|will|shall|can|intends?|intended|intention|plans?|planned"
    r"|expects?|expected|anticipates?|aims?|targets?|goals?|at\s+least|sufficient|up\s+to|if|unless|until|propos\w+|authori[sz]\w+"
    r"|seeks?|desired?|minimum|maximum|floor|cap|not|no\s+longer|never|without"
    r"|required|pro\s+forma|as\s+adjusted)\b",
    re.IGNORECASE,
)
NAMED = r"(?P<who>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,4})"
OWNER = re.compile(NAMED + r"[’']s\s+(?:\w+\s+)?$")
SUBJECT = re.compile(NAMED + r"\s+(?:has|had|held|holds|maintains|maintained|established|keeps|kept)\b")
CLAUSE = re.compile(r"[;:]|,\s+(?:and|but|while|whereas)\s|\bthat\b")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with its names and figures replaced. ``figures[n]`` is "<$n>", spans count in the sentence."""

    words: str
    figures: tuple[Figure, ...]
    mentions: tuple[tuple[int, int], ...]


def make_template(sentence: str, *, told: bool = False) -> Template | None:
    """The template of a sentence, None when it has no dollar figure or names no reserve and no cash.

    `told`: a sentence before has named the USD Reserve, so "the reserve" means it.
    """
    figures = tuple(_own(figure, sentence) for figure in find_figures(sentence) if figure.kind == "usd")
    named = [(match.start(), match.end(), str(match.lastgroup)) for match in MENTION.finditer(sentence)]
    if told and not named:
        named = [(match.start("noun"), match.end("noun"), "R") for match in THE_RESERVE.finditer(sentence)]
    if not figures or not named:
        return None
    pieces = [*((start, end, f"<{letter}>") for start, end, letter in named)]
    pieces += [(figure.start, figure.end, f"<${number}>") for number, figure in enumerate(figures)]
    words, at = "", 0
    for start, end, replacement in sorted(pieces):
        words += sentence[at:start] + replacement
        at = max(at, end)
    words = VAGUE.sub("", words + sentence[at:])
    words = re.sub(r"(?P<name><[RC]>)\s*\((?:the\s+)?[“\"‘']*<[RC]>[”\"’']*\)", r"\g<name>", words)
    words = " ".join(re.sub(r"\([^()<]*\)", " ", words).split())
    return Template(words, figures, tuple((start, end) for start, end, _ in named))


def _own(figure: Figure, sentence: str) -> Figure:
    """ "$1.44 billion USD Reserve": the currency belongs to the reserve, not to the figure."""
    glued = re.search(r"\s*USD$", sentence[figure.start : figure.end])
    if glued is None or not re.match(r"[\s-](?:cash|reserve)", sentence[figure.end :], re.IGNORECASE):
        return figure
    return replace(figure, end=figure.start + glued.start())


def find_said(template: Template, patterns: Sequence[re.Pattern[str]]) -> Iterator[re.Match[str]]:
    """Where the template says one of the patterns as a fact, in order of the patterns."""
    for pattern in patterns:
        for match in pattern.finditer(template.words):
            before = CLAUSE.split(template.words[: match.start()])[-1]
            if not UNREAL.search(before) and not UNREAL.search(match.group()):
                yield match


def is_of_others(sentence: str, template: Template, names: re.Pattern[str]) -> bool:
    """Whether a reserve is somebody else's: "Tidewater Corp’s USD Reserve was", "Tidewater Corp holds a".

    `names`: what the issuer is called.
    """
    whose = [OWNER.search(sentence, 0, start) for start, _ in template.mentions]
    whose.append(SUBJECT.match(sentence))
    return any(one is not None and not names.search(one["who"]) and _is_named(one["who"]) for one in whose)


def _is_named(words: str) -> bool:
    plain = load_words()["not_a_name"]
    return any(word.lower() not in plain for word in re.findall(r"[\w&-]+", words))
