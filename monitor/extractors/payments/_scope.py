"""How far a cue reaches in a sentence: which words stand under it, and in which clause a word stands.

The grammar is the parser's; where it ends a scope is data (`models/payments/manner.toml`, `[scope]`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.extractors._language import Found, Parsed

ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "attr", "oprd", "expl", "dative", "pobj", "ROOT"}
SUBJECTS = {"nsubj", "nsubjpass"}
# What a clause between a word and the main verb costs: 0 in the main clause, about 1 in a subordinate one.
DEPTHS = {"relcl": 1.0, "advcl": 1.0, "acl": 0.5, "pcomp": 0.4, "appos": 0.6, "prep": 0.12, "conj": 0.25}
PURPOSE = 0.1  # "use the proceeds to redeem": the act is named


@dataclass(frozen=True, slots=True)
class Scope:
    """Roles and words that end what a cue acts on."""

    roles: frozenset[str]
    words: frozenset[str]

    def under(self, parsed: Parsed, top: int, cue: int) -> Iterator[int]:
        """`top` and what hangs on it, as far as the scope goes."""
        yield top
        for child in parsed.children[top]:
            if parsed.words[child].role in self.roles and child != cue and not is_purpose(parsed, child):
                continue  # but "not enough cash to pay" reaches the paying
            if child > cue and any(parsed.words[mark].text in self.words for mark in _openers(parsed, top, child)):
                continue
            yield from self.under(parsed, child, cue)


def _openers(parsed: Parsed, top: int, child: int) -> Iterator[int]:
    """What opens the stretch of `child`: itself, its marks, and the conjunction before it."""
    yield child
    yield from (grand for grand in parsed.children[child] if parsed.words[grand].role in ("mark", "cc", "prep"))
    if parsed.words[child].role == "conj":
        yield from (other for other in parsed.children[top] if parsed.words[other].role == "cc" and other < child)


def is_purpose(parsed: Parsed, verb: int) -> bool:
    """Whether a clause is "to redeem": an infinitive without a mark such as "if"."""
    marks = [parsed.words[c].text for c in parsed.children[verb] if parsed.words[c].role in ("mark", "aux")]
    return marks[:1] == ["to"]


def reach(parsed: Parsed, cue: Found, scope: Scope, *, climbs: bool) -> set[int]:
    """The words a cue acts on."""
    return set(scope.under(parsed, _top_of(parsed, cue.first, climbs=climbs), cue.first))


def _top_of(parsed: Parsed, cue: int, *, climbs: bool) -> int:
    """The verb or noun that a cue acts on: of "No dividends were declared" the verb, as "no" climbs."""
    word = parsed.words[cue]
    if word.role in ("neg", "aux", "auxpass", "advmod", "preconj", "mark"):
        return word.head
    top = word.head if word.role == "det" else cue
    while climbs and parsed.words[top].role in ARGUMENTS and parsed.words[top].head != top:
        above = parsed.words[top].head
        if parsed.words[top].role == "pobj":
            if parsed.words[above].text not in ("by", "in", "of"):
                break  # "with no premium" says nothing of the verb
            above = parsed.words[above].head
        top = above
        if parsed.words[top].tag.startswith("V"):
            break
    return top


def chain_of(parsed: Parsed, anchor: int) -> list[int]:
    """The act and the words above it, up to where its clause ends or the sentence does."""
    chain = [anchor]
    while not _ends(parsed, chain[-1]):
        chain.append(parsed.words[chain[-1]].head)
    return chain


def _ends(parsed: Parsed, at: int) -> bool:
    """An adverbial clause is told like the clause above it: "if we fail to pay, the rate will rise"."""
    word = parsed.words[at]
    if word.head == at or (word.role == "relcl" and not is_purpose(parsed, at)):
        return True
    return word.role == "conj" and _has_subject(parsed, at)


def _has_subject(parsed: Parsed, verb: int) -> bool:
    return any(parsed.words[child].role in SUBJECTS for child in parsed.children[verb])


def clause_of(parsed: Parsed, anchor: int, scope: Scope) -> list[int]:
    """The words of the clause of the act, in order: the sentence without the clauses it does not stand in."""
    chain = chain_of(parsed, anchor)
    return sorted(_gather(parsed, chain[-1], frozenset(chain), scope))


def _gather(parsed: Parsed, top: int, chain: frozenset[int], scope: Scope) -> Iterator[int]:
    yield top
    for child in parsed.children[top]:
        role = parsed.words[child].role
        apart = role in scope.roles and not is_purpose(parsed, child)
        apart = apart or (role == "conj" and _has_subject(parsed, child))
        if child in chain or not apart:
            yield from _gather(parsed, child, chain, scope)


def depth_of(parsed: Parsed, anchor: int) -> float:
    """How far from the main clause a word stands: 0 in it, about 1 for each subordinate clause above it."""
    depth = 0.0
    at = anchor
    while parsed.words[at].head != at:
        role = parsed.words[at].role
        depth += PURPOSE if role == "advcl" and is_purpose(parsed, at) else DEPTHS.get(role, 0.0)
        at = parsed.words[at].head
    return depth


def top_word(parsed: Parsed, start: int, end: int) -> int | None:
    """The highest word that stands in ``start:end`` of the sentence."""
    inside = [number for number, word in enumerate(parsed.words) if word.start < end and word.end > start]
    if not inside:
        return None
    return min(inside, key=lambda number: (sum(1 for _ in parsed.up(number)), number))
