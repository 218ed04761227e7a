"""The words of a sentence about paying, made alike: a trained head shall know sentences, not issuers.

    words_of("the 0.000% convertible senior notes due 0000 bear interest")  -> ["notes", "bear", "interest"]

Names of instruments, dates, figures and the words for the company become one word each. Words that mean much the
same stand in one class (`models/payments/words.toml`): "lenders" and "noteholders" are both `holders`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from monitor.extractors.payments._rules import load_toml

MONTHS = "january|february|march|april|mai|may|june|july|august|september|october|november|december"
COMPANY = "company|registrant|issuer|partnership|corporation|borrower|parent|group"
ADJECTIVES = (
    "series [a-z0]+(?:-0)?|class [a-z]|perpetual [a-z]+|cumulative|non-cumulative|perpetual|convertible|redeemable"
    "|variable|fixed|floating|rate|senior|junior|mandatory|exchangeable|fixed-rate|floating-rate"
    "|non-convertible|euro-denominated"
)
ALIKE = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (rf"\b(?:{MONTHS}) 00?(?:, 0000)?\b|\b(?:{MONTHS}),? 0000\b", "#date"),
        (r"\bu\.s\. ?\$|us\$", "$"),
        (r"[$€£] ?0[0,.]*0?(?: (?:million|billion|thousand))?\b", "$#"),
        (r"\b0[0,.]*0? ?%|\b0[0,.]*0? percent\b", "#%"),
        (
            rf"(?:#% )?(?:(?:{ADJECTIVES})[ ,-]+)*"
            r"(?:preferred|preference) (?:stock|shares?|units?|securities|equity)(?: series [a-z0]+)?",
            "pref",
        ),
        (r"\bseries [a-z]\b(?! (?:notes|bonds|common))", "pref"),
        (r"\bstr[a-z] (?:stock|shares?)|\b[a-z]{4} stock\b(?<!such stock)(?<!said stock)(?<!that stock)", "pref"),
        (
            r"(?:#% )?(?:0000[a-z]? )?(?:(?:convertible|senior|secured|unsecured|subordinated|exchangeable|junior"
            r"|fixed-rate|floating rate) )*(?:notes?|debentures?|bonds?)\b(?: due 0000[a-z]?)?",
            "notes",
        ),
        (r"\b0[0,.]*0?(?:st|nd|rd|th)?\b", "#"),
        (rf"\b(?:the |our )?(?:{COMPANY})'s\b|\b(?:our|its|their)\b", "co's"),
        (rf"\b(?:the )?(?:{COMPANY})\b|\b(?:we|us|it)\b", "co"),
    )
)
TOKEN = re.compile(r"\$#|#date|#%|#|co's|[a-z]+(?:-[a-z]+)*n't|[a-z]+(?:-[a-z]+)*|[;:]")
ONE_FIGURE, ONE_MONTH, ONE_COMPANY = re.compile("[0,.]+"), re.compile(MONTHS), re.compile(f"{COMPANY}|we|us|it")
ENDINGS = re.compile(r"(?:ations?|ings?|ments?|ed|es|ies|s|ly|ion|ions|e)$")
PHRASES = re.compile(r"\[([^\]]+)\]|(\S+)")
LONGEST = 4  # words in a phrase of a class


def words_of(masked: str) -> list[str]:
    """The words of a masked sentence; what differs by issuer and week is made alike."""
    for pattern, word in ALIKE:
        masked = pattern.sub(word, masked)
    return TOKEN.findall(masked)


def alike(token: str) -> str:
    """One word of the parser, made alike as far as it can be alone."""
    if ONE_FIGURE.fullmatch(token):
        return "#"
    if ONE_MONTH.fullmatch(token):
        return "#date"
    return "co" if ONE_COMPANY.fullmatch(token) else token


def stem(word: str) -> str:
    """A word without its ending: "redeemed", "redeems" and "redeeming" are one."""
    if len(word) < 5 or "#" in word:
        return word
    short = ENDINGS.sub("", word)
    return short if len(short) >= 3 else word


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of words: whole words, beginnings of words, phrases; and the order in which lists are tried."""

    words: dict[str, str]
    beginnings: tuple[tuple[str, str], ...]
    phrases: dict[tuple[str, ...], str]
    order: dict[str, int]
    acts: dict[str, tuple[str, ...]]  # topic to the classes of the words that name its act
    seen: dict[str, str | None]

    def of(self, word: str) -> str | None:
        """The class of one word."""
        if word not in self.seen:
            fitting = [name for start, name in self.beginnings if word.startswith(start)]
            fitting += [self.words[word]] if word in self.words else []
            self.seen[word] = min(fitting, key=self.order.__getitem__) if fitting else None
        return self.seen[word]

    def sequence(self, words: Sequence[str]) -> list[str]:
        """The classes of a row of words, phrases first, words of no class left out."""
        found, at = [], 0
        while at < len(words):
            for length in range(LONGEST, 1, -1):
                if (name := self.phrases.get(tuple(words[at : at + length]))) is not None:
                    break
            else:
                length, name = 1, self.of(words[at])
            if name is not None:
                found.append(name)
            at += length
        return found


@cache
def load_classes() -> Classes:
    """The classes that ship."""
    told = load_toml("words.toml")
    words: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    phrases: dict[tuple[str, ...], str] = {}
    for name, listed in told["classes"].items():
        for phrase, word in PHRASES.findall(listed):
            if " " in phrase:
                phrases.setdefault(tuple(phrase.split()), name)
            elif (single := phrase or word).endswith("*"):
                beginnings.append((single[:-1], name))
            else:
                words.setdefault(single, name)
    order = {name: number for number, name in enumerate(told["classes"])}
    acts = {topic: tuple(listed.split()) for topic, listed in told["acts"].items()}
    return Classes(words, tuple(beginnings), phrases, order, acts, {})
