"""One sentence to its labels: topic, polarity, modality, tense. The same for extraction and for measuring."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from monitor.extractors._language import Parsed, SentenceParser
from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._decision import Labels, decide, look
from monitor.extractors.payments._encoder import load_encoder, read_sentences
from monitor.extractors.payments._features import surface_features
from monitor.extractors.payments._heads import Heads, load_heads
from monitor.extractors.payments._rules import load_manner_rules, load_topic_rules
from monitor.extractors.payments._topics import Hit, find_hits
from monitor.extractors.payments._words import words_of

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "—": "-", "–": "-", "‑": "-"})
REFERENCE = re.compile(
    r"\bnotes? (?=0{1,2}[,.;) ])(?:0{1,2}(?:, | and )?)+"
)  # "as described in Note 7" is no debt
MONTH_OF_MAY = re.compile(r"\bmay(?= 00?\b| 0000\b)")  # is no modal verb (0001193125-26-237907)
LEAST = math.log(0.2)  # chance of the gate's head, below which a sentence is not parsed
KEPT = 20_000  # judged sentences; a year of weekly filings of one issuer has some 2,000


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
    answers = dict(zip(missing, _judge(missing), strict=True))
    known = _JUDGED | answers
    if len(known) > KEPT:
        _JUDGED.clear()
    _JUDGED.update(answers)
    return [known[key] for key in asked]


_JUDGED: dict[tuple[str, Setting], Labels | None] = {}


def _judge(keys: Sequence[tuple[str, Setting]]) -> list[Labels | None]:
    heads = load_heads()
    masks = {text: mask(text) for text, _ in keys if is_candidate(text)}
    hits = {text: find_hits(masked) for text, masked in masks.items()}
    parses = parse_sentences([text for text in masks if is_worth_parsing(masks[text], hits[text], heads)])
    views = {text: look(masks[text], parsed, hits[text], heads) for text, parsed in parses.items()}
    unsure = [key for key in keys if key[0] in views and views[key[0]].is_open]
    opinions = read_sentences([(masks[text], setting) for text, setting in unsure], load_encoder())
    told = dict(zip(unsure, opinions, strict=True))
    return [decide(views[key[0]], key[1], heads, told.get(key, {})) if key[0] in views else None for key in keys]


def is_worth_parsing(masked: str, hits: Sequence[Hit], heads: Heads) -> bool:
    """Whether a rule fires on a sentence, or its mere words are like those of sentences about paying."""
    if any(hit.rule.topic != "none" for hit in hits):
        return True
    return heads.gate.log_chances(surface_features(words_of(masked)))["payment"] > LEAST


def parse_sentences(texts: Sequence[str]) -> dict[str, Parsed]:
    """Sentences, digits made 0, with their grammar."""
    return dict(zip(texts, _parser().parse(texts), strict=True)) if texts else {}


@cache
def _parser() -> SentenceParser:
    acts = load_topic_rules().acts
    return SentenceParser(
        load_manner_rules().phrases, {name: (act.verbs, act.things) for name, act in acts.items()}
    )
