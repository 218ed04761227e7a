"""One sentence to its labels: topic, polarity, modality, tense. The same for extraction and for measuring."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from monitor.extractors._language import Parsed, SentenceParser
from monitor.extractors._payment_manner import Setting, manner_of
from monitor.extractors._payment_rules import load_manner_rules, load_topic_rules
from monitor.extractors._payment_topics import Hit, choose, find_hits, weigh

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "—": "-", "–": "-", "‑": "-"})
REFERENCE = re.compile(r"\bnotes? (?=0{1,2}[,.;) ])(?:0{1,2}(?:, | and )?)+")  # "as described in Note 7" is no debt


@dataclass(frozen=True, slots=True)
class Labels:
    """What a sentence says. `act_start:act_end` is the act in the folded sentence."""

    topic: str
    polarity: str
    modality: str
    tense: str
    act_start: int
    act_end: int


def fold(text: str) -> str:
    """A sentence on one line with plain quotation marks. Case and digits stay."""
    return " ".join(text.translate(QUOTES).split())


def mask(folded: str) -> str:
    """Lower case, every digit 0, references to notes struck out: the weekly sentence with new figures is the same sentence. Same length."""
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)
    masked = re.sub(r"\bmay(?= 00?\b| 0000\b)", "mai", re.sub(r"\d", "0", lower))  # the month is no modal verb
    return REFERENCE.sub(lambda found: "-" * len(found[0]), masked)


def is_candidate(folded: str) -> bool:
    """Whether a sentence has a word of the gate. What has none is about no payment, and goes no further."""
    return load_topic_rules().gate.search(folded.lower()) is not None


def label_sentences(sentences: Sequence[tuple[str, Setting]]) -> list[Labels | None]:
    """Labels of folded sentences, None where a sentence is about no payment. Each is judged by itself."""
    asked = [(re.sub(r"\d", "0", folded), setting) for folded, setting in sentences]
    missing = [key for key in dict.fromkeys(asked) if key not in _KNOWN]
    hits = {key: find_hits(mask(key[0])) for key in missing if is_candidate(key[0])}
    parsable = [key for key in missing if any(hit.rule.topic != "none" for hit in hits.get(key, ()))]
    parses = dict(zip(parsable, parser().parse([text for text, _ in parsable]), strict=True)) if parsable else {}
    answers = {key: _judge(key, hits[key], parses[key]) if key in parses else None for key in missing}
    if len(_KNOWN) + len(answers) > KEPT:
        _KNOWN.clear()
    _KNOWN.update(answers)
    return [answers[key] if key in answers else _KNOWN[key] for key in asked]


KEPT = 20_000
_KNOWN: dict[tuple[str, Setting], Labels | None] = {}


@cache
def parser() -> SentenceParser:
    """The parser with the cues of the rules."""
    return SentenceParser(load_manner_rules().phrases, {})


def _judge(key: tuple[str, Setting], hits: list[Hit], parsed: Parsed) -> Labels | None:
    text, setting = key
    best = choose(weigh(hits, parsed, len(text)), mask(text))
    if best is None or _is_label(text, parsed):
        return None
    hit = best.hit
    absorbed = range(0)
    if hit.rule.absorbs == "all":
        absorbed = range(len(parsed.words))
    elif hit.rule.absorbs:
        inside = [n for n, word in enumerate(parsed.words) if word.start < hit.end and word.end > hit.start]
        absorbed = range(inside[0], inside[-1] + 1)
    manner = manner_of(
        parsed, mask(text), best.anchor, topic=hit.rule.topic, absorbed=absorbed, setting=setting
    )
    return Labels(
        hit.rule.topic, manner.polarity, manner.modality, manner.tense, hit.act_start, hit.act_end
    )


def _is_label(text: str, parsed: Parsed) -> bool:
    """A heading that is a bare noun phrase states nothing: no verb, no figure."""
    return "0" not in text and not any(word.tag.startswith(("V", "MD")) for word in parsed.words)

