"""What the trained heads see of a sentence about paying: words, classes of words, what hangs on what, and where.

Features are names; a sentence has one or has it not. Two sets: for the topic, and for the manner of one act in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.extractors._language import Parsed
from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._rules import load_manner_rules
from monitor.extractors.payments._scope import chain_of, clause_of, depth_of
from monitor.extractors.payments._words import Classes, alike, load_classes, stem, words_of

OBJECTS = ("dobj", "nsubjpass")
HELPERS = ("aux", "auxpass", "neg", "cop")
# Classes that say how, not what: no pair of them names a topic.
MANNERS = frozenset({"co", "may", "must", "not", "has", "if", "right", "risk", "holders", "board", "intend"})
BEGINNINGS = (4, 5)  # letters
FIRST = 8  # words that open a sentence
MAIN = 0.5  # a word less deep stands in the main clause


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the heads see it: its words made alike, and the parser's words with stem, class and depth."""

    parsed: Parsed
    masked: str
    words: list[str]
    texts: list[str]
    stems: list[str]
    classes: list[str | None]
    depths: list[float]


def see(parsed: Parsed, masked: str) -> Seen:
    """Look at a parsed sentence once."""
    classes = load_classes()
    texts = [alike(masked[word.start : word.end]) for word in parsed.words]
    return Seen(
        parsed=parsed,
        masked=masked,
        words=words_of(masked),
        texts=texts,
        stems=[stem(text) for text in texts],
        classes=[classes.of(text) for text in texts],
        depths=[depth_of(parsed, number) for number in range(len(texts))],
    )


def topic_features(seen: Seen) -> set[str]:
    """What a sentence may be about."""
    return {*surface_features(seen.words), *_beginnings(seen), *_grammar(seen), *_class_grammar(seen)}


def surface_features(words: Sequence[str]) -> set[str]:
    """What needs no parser."""
    return {*_runs(words, "", 3), *_stems(words), *_classes(load_classes(), words)}


def _runs(words: Sequence[str], mark: str, longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for at in range(len(words) - length + 1):
            yield mark + " ".join(words[at : at + length])


def _beginnings(seen: Seen) -> Iterator[str]:
    """The first letters of long words: "forbearance" and "forbore" begin alike, whatever their endings."""
    for text in seen.texts:
        yield from (f"{length}:{text[:length]}" for length in BEGINNINGS if len(text) > length)


def _stems(words: Sequence[str]) -> Iterator[str]:
    stems = [stem(word) for word in words]
    yield from (f"~{one}" for one in stems)
    yield from (f"~{one} {two}" for one, two in itertools.pairwise(stems))
    yield from (f"~{one} _ {two}" for one, two in zip(stems, stems[2:], strict=False))
    yield from (f"^{one}" for one in stems[:FIRST])


def _classes(classes: Classes, words: Sequence[str]) -> Iterator[str]:
    """Classes alone, in a row with and without a gap, and any two of those that name things and acts."""
    row = classes.sequence(words)
    yield from (f"C:{one}" for one in row)
    runs = [one for number, one in enumerate(row) if number == 0 or row[number - 1] != one]
    yield from (f"C2:{one} {two}" for one, two in itertools.pairwise(runs))
    yield from (f"C2:{one} _ {two}" for one, two in zip(runs, runs[2:], strict=False))
    yield from (f"C3:{a} {b} {c}" for a, b, c in zip(runs, runs[1:], runs[2:], strict=False))
    yield from (f"Cs:{one}" for one in runs[:4])
    things = sorted(set(row) - MANNERS)
    for number, one in enumerate(things):
        yield from (f"Cp:{one}+{two}" for two in things[number + 1 :])


def _grammar(seen: Seen) -> Iterator[str]:
    """Words with what they hang on, the main clause marked."""
    for number, word in enumerate(seen.parsed.words):
        if word.role in ("punct", "det"):
            continue
        if seen.depths[number] < MAIN:
            yield f"m:{seen.stems[number]}"
        if word.head == number:
            yield f"r:{seen.stems[number]}"
            yield f"rt:{word.tag}"
            for child in seen.parsed.children[number]:
                yield f"r:{seen.parsed.words[child].role}>{seen.stems[child]}"
        elif word.role != "prep":
            role, above = _above(seen.parsed, number)
            yield f"d:{seen.stems[above]}>{role}>{seen.stems[number]}"


def _class_grammar(seen: Seen) -> Iterator[str]:
    """The same for classes."""
    for number, name in enumerate(seen.classes):
        if name is None:
            continue
        head = seen.parsed.words[number].head
        if head == number:
            yield f"Cr:{name}"
            continue
        role, above = _above(seen.parsed, number)
        yield f"Cd:{seen.classes[above] or '?'}>{role}>{name}"
        if seen.depths[number] < MAIN:
            yield f"Cm:{name}"
        if role in ("nsubj", "o") and seen.parsed.words[head].head == head:
            yield f"Cq:{role}>{name}"


def _above(parsed: Parsed, number: int) -> tuple[str, int]:
    """The role of a word and what it hangs on, prepositions passed over."""
    word = parsed.words[number]
    above = parsed.words[word.head]
    if word.role == "pobj" and above.head != word.head:
        return "p", above.head
    return "o" if word.role in OBJECTS else word.role, word.head


def manner_features(seen: Seen, anchor: int, topic: str, setting: Setting) -> set[str]:
    """How the act whose word is `anchor` is told: its verbs and their helpers, its clause, the whole sentence."""
    parsed, rules, classes = seen.parsed, load_manner_rules(), load_classes()
    clause = [
        seen.texts[number]
        for number in clause_of(parsed, anchor, rules.scope)
        if parsed.words[number].role != "punct"
    ]
    word = parsed.words[anchor]
    found = {
        *_runs(clause, "c:", 3),
        *_runs(seen.words, "", 2),
        *(f"~{stem(word)}" for word in seen.words),
        f"t:{topic}",
        f"T:{word.tag}:{word.role}",
        *_verbs(seen, anchor),
    }
    shapes = [name for name in found if name.startswith(("x:", "a:", "T:", "top:"))]
    for place in _places(setting):
        found |= {f"g:{place}", *(f"{place}|{name}" for name in _short(found))}
    found |= {f"{topic}|{name}" for name in shapes}
    found |= set(_turns(seen.masked, clause, topic, setting))
    found |= {f"c{name}" for name in _classes(classes, clause)}
    found |= set(_classes(classes, seen.words))
    return found


def _turns(masked: str, clause: Sequence[str], topic: str, setting: Setting) -> Iterator[str]:
    """Turns of phrase of `manner.toml`, in the sentence and in the clause of the act."""
    told = " ".join(clause)
    for name, words in load_manner_rules().turns.items():
        if words.search(masked) is not None:
            yield f"q:{name}"
            yield f"{topic}|q:{name}"
            yield from (f"{place}|q:{name}" for place in _places(setting))
        if words.search(told) is not None:
            yield f"qc:{name}"


def _places(setting: Setting) -> list[str]:
    return ["risky"] * setting.risky + ["listed"] * setting.listed


def _short(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(("a:", "x:", "c:")) and " " not in name]


def _verbs(seen: Seen, anchor: int) -> Iterator[str]:
    """The verbs above an act up to the end of its clause, with helpers, denials and subjects."""
    parsed = seen.parsed
    chain = chain_of(parsed, anchor)
    for at in chain:
        tag = parsed.words[at].tag
        helpers = [seen.texts[c] for c in parsed.children[at] if parsed.words[c].role in HELPERS]
        subjects = [seen.stems[c] for c in parsed.children[at] if parsed.words[c].role in ("nsubj", "nsubjpass")]
        row = " ".join(helpers)
        yield f"k:{seen.stems[at]}"
        if helpers or tag[:2] in ("VB", "MD"):
            yield f"x:{row}+{tag}"
            yield f"y:{row}+{seen.stems[at]}"
            yield from (f"a:{helper}" for helper in helpers)
            for subject in subjects:
                yield f"s:{subject}"
                yield from (f"sa:{subject} {helper}" for helper in helpers)
        if at == chain[-1]:
            yield f"top:{row}+{tag}"
            yield f"top:{seen.stems[at]}"
