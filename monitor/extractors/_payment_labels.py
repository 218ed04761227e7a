"""One sentence to its labels: topic, polarity, modality, tense. The same for extraction and for measuring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from monitor.extractors._language import Parsed, SentenceParser
from monitor.extractors._payment_manner import Setting, manner_of
from monitor.extractors._payment_rules import load_manner_rules, load_topic_rules
from monitor.extractors._payment_topics import Hit, choose, find_hits, weigh

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "—": "-", "–": "-", "‑": "-"})
REFERENCE = re.compile(
    r"\bnotes? (?=0{1,2}[,.;) ])(?:0{1,2}(?:, | and )?)+"
)  # "as described in Note 7" is no debt
MONTH_OF_MAY = re.compile(r"\bmay(?= 00?\b| 0000\b)")  # is no modal verb (0001193125-26-237907)
KEPT = 20_000  # judged sentences; a year of weekly filings of one issuer has some 2,000


@dataclass(frozen=True, slots=True)
class Labels:
    """What a sentence says. `act` is the span of the act in the folded sentence."""

    topic: str
    polarity: Literal["affirmed", "negated"]
    modality: str
    tense: Literal["past", "present", "future"]
    act: tuple[int, int]


def fold(text: str) -> str:
    """A sentence on one line with plain quotation marks. Case and digits stay."""
    return " ".join(text.translate(QUOTES).split())


def mask(folded: str) -> str:
    """Lower case, every digit 0, references to notes struck out: the weekly sentence with new figures is the same
    sentence. Same length."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    masked = MONTH_OF_MAY.sub("mai", re.sub(r"\d", "0", lower))
    return REFERENCE.sub(lambda found: "-" * len(found[0]), masked)


def is_candidate(folded: str) -> bool:
    """Whether a sentence has a word of the gate. What has none is about no payment, and goes no further."""
    return load_topic_rules().gate.search(folded.lower()) is not None


def label_sentences(sentences: Sequence[tuple[str, Setting]]) -> list[Labels | None]:
    """Labels of folded sentences, None where a sentence is about no payment. Each is judged by itself, once:
    what was judged is kept, as boilerplate comes back every week."""
    asked = [(re.sub(r"\d", "0", folded), setting) for folded, setting in sentences]
    missing = [key for key in dict.fromkeys(asked) if key not in _JUDGED]
    hits = {key: find_hits(mask(key[0])) for key in missing if is_candidate(key[0])}
    parsable = [key for key in missing if any(hit.rule.topic != "none" for hit in hits.get(key, ()))]
    parses = dict(zip(parsable, _parser().parse([text for text, _ in parsable]), strict=True)) if parsable else {}
    answers = {key: _judge(key, hits[key], parses[key]) if key in parses else None for key in missing}
    known = _JUDGED | answers
    if len(known) > KEPT:
        _JUDGED.clear()
    _JUDGED.update(answers)
    return [known[key] for key in asked]


_JUDGED: dict[tuple[str, Setting], Labels | None] = {}


@cache
def _parser() -> SentenceParser:
    acts = load_topic_rules().acts
    return SentenceParser(
        load_manner_rules().phrases, {name: (act.verbs, act.things) for name, act in acts.items()}
    )


def _judge(key: tuple[str, Setting], hits: list[Hit], parsed: Parsed) -> Labels | None:
    text, setting = key
    masked = mask(text)
    best = choose(weigh(hits, parsed, len(text)), masked)
    if best is None or _is_label(text, parsed):
        return None
    absorbed = range(0)
    if best.absorbs == "all":
        absorbed = range(len(parsed.words))
    elif best.absorbs:
        first, last = best.span
        inside = [n for n, word in enumerate(parsed.words) if word.start < last and word.end > first]
        absorbed = range(inside[0], inside[-1] + 1)
    manner = manner_of(parsed, masked, best.anchor, topic=best.topic, absorbed=absorbed, setting=setting)
    return Labels(best.topic, manner.polarity, manner.modality, manner.tense, best.act)


def _is_label(text: str, parsed: Parsed) -> bool:
    """A heading that is a bare noun phrase states nothing: no verb, no figure."""
    return "0" not in text and not any(word.tag.startswith(("V", "MD")) for word in parsed.words)
