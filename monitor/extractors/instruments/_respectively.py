"""Sentences about two instruments at once, taken apart: "... of the 2029 Notes and the 2031 Notes, respectively".

"The 2029 Notes and the 2031 Notes mature on December 1, 2029 and June 15, 2031, respectively" is read as if it
were "The 2029 Notes mature on December 1, 2029" and "The 2031 Notes mature on June 15, 2031": each list of as many
sums, rates, counts or days as there are names gives each name its own. The quote is the whole sentence.

What may be shared out by something else is left alone: figures "as of" two days, or of two years, and a list of
names that is not as long as the list of figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.extractors._dates import DAY, MONTH
from monitor.extractors.instruments._names import InstrumentMention

if TYPE_CHECKING:
    from monitor.extractors.instruments._passages import Passage

RESPECTIVELY = re.compile(r",?\s*\brespectively\b,?", re.IGNORECASE)
# Between two names of a list: a definition in brackets, a comma, "and the Company's".
BETWEEN_NAMES = re.compile(
    r"(?:\s*\([^()]*\))?\s*,?\s*(?:and|or)?\s+(?:(?:of|on|under|the|its|our|such|outstanding|Company[’']s)\s+)*(?:\([ivx]+\)\s*)?",
    re.IGNORECASE,
)
DEFINED = re.compile(r"\s*\((?:the|our)\s+[“\"][^()]*\)", re.IGNORECASE)
DEFINING = re.compile(r"\s*\((?:the|our)\s+[“\"]", re.IGNORECASE)
ONE = {
    "prices": "price",
    "rates": "rate",
    "dates": "date",
    "amounts": "amount",
    "balances": "balance",
    "are": "is",
}
SEVERAL = re.compile(rf"\b(?:{'|'.join(ONE)})\b", re.IGNORECASE)
ABOUT = r"(?:approximately\s+|about\s+|an?\s+)?"
VALUES = tuple(
    rf"(?:{value})"
    for value in (
        DAY,
        rf"{MONTH}\s+\d{{4}}",
        r"(?:US)?\$\s?\d[\d,]*(?:\.\d+)?(?:\s+(?:thousand|million|billion))?",
        r"\d{1,2}(?:\.\d{1,4})?\s?%",
        r"(?<![\w$.,])\d[\d,]*(?:\.\d+)?(?![\w%]|[.,]\d)",
    )
)
LISTS = tuple(
    re.compile(rf"{ABOUT}{value}(?:\s*,\s*{ABOUT}{value})*\s*,?\s+and\s+{ABOUT}{value}", re.IGNORECASE)
    for value in VALUES
)
EACH = tuple(re.compile(rf"{ABOUT}{value}", re.IGNORECASE) for value in VALUES)
SCALE = re.compile(r"\s+(?:thousand|million|billion)$", re.IGNORECASE)
# Two days or years that figures are of, not days that are given to names.
AS_OF = re.compile(r"\b(?:as\s+of|at|ended|ending|from|between|since)\s+$", re.IGNORECASE)
TWO_YEARS = re.compile(r"\b20\d\d\s*(?:,\s*20\d\d\s*)*,?\s+and\s+20\d\d\b(?!\s+(?:\w+\s+){0,3}[Nn]otes)")


def share_out(passage: Passage) -> Iterator[Passage]:
    """A sentence for each of the names that it gives figures to in turn; none when that is not told."""
    words = passage.words
    told = list(RESPECTIVELY.finditer(words))
    names = _without_definitions(passage)
    if len(told) != 1 or not _is_list(passage, names) or TWO_YEARS.search(words):
        return
    opens, ends = names[0].start - passage.start, names[-1].end - passage.start
    if defined := DEFINED.match(words, ends):
        ends = defined.end()
    lists = _find_lists(words, len(names), (opens, ends))
    if not lists or any(AS_OF.search(words, 0, start) for start, _, _, is_day in lists if is_day):
        return
    base = passage.text.rfind("\n\n", 0, max(0, passage.paragraph[0] - 2)) + 2
    base = base if base > 1 else 0
    for at, name in enumerate(names):
        title = passage.text[name.start : name.end]
        cuts = [(start, end, values[at]) for start, end, values, _ in lists]
        cuts += [(opens, ends, title), (told[0].start(), told[0].end(), "")]
        before, after = (_rewrite(words, part, cuts) for part in ((0, opens), (opens, len(words))))
        start = passage.start - base
        end = start + len(before) + len(after)
        moved = replace(name, start=start + len(before), end=start + len(before) + len(title))
        rest = passage.text[passage.end : passage.paragraph[1]]
        yield replace(
            passage,
            text=passage.text[base : passage.start] + before + after + rest,
            start=start,
            end=end,
            paragraph=(passage.paragraph[0] - base, end + len(rest)),
            mentions=(moved,),
            earlier=tuple(replace(one, start=one.start - base, end=one.end - base) for one in passage.earlier),
            quoted=(passage.start, passage.end),
        )


def _without_definitions(passage: Passage) -> list[InstrumentMention]:
    """The names of a sentence, without the short one that is given to a name in brackets."""
    names: list[InstrumentMention] = []
    for name in passage.mentions:
        if not (names and DEFINING.fullmatch(passage.text, names[-1].end, name.start)):
            names.append(name)
    return names


def _is_list(passage: Passage, names: Sequence[InstrumentMention]) -> bool:
    """Whether the names of a sentence are different ones and stand in one list."""
    if len(names) < 2 or len({one.instrument_id for one in names}) != len(names):
        return False
    return all(BETWEEN_NAMES.fullmatch(passage.text, one.end, other.start) for one, other in pairwise(names))


def _find_lists(words: str, length: int, names: tuple[int, int]) -> list[tuple[int, int, tuple[str, ...], bool]]:
    """The lists of so many figures or days: start, end, what stands in it, and whether these are days."""
    found: list[tuple[int, int, tuple[str, ...], bool]] = []
    for number, pattern in enumerate(LISTS):
        for match in pattern.finditer(words):
            start, end = match.span()
            if any(a < end and start < b for a, b in [names, *((a, b) for a, b, _, _ in found)]):
                continue
            values = [one.group() for one in EACH[number].finditer(match.group())]
            if len(values) != length:
                continue
            if scale := SCALE.search(values[-1]):  # "$410.0 and $650.0 million"
                values = [one if SCALE.search(one) else one + scale.group() for one in values]
            found.append((start, end, tuple(values), number == 0))
    return found


def _rewrite(words: str, part: tuple[int, int], cuts: Sequence[tuple[int, int, str]]) -> str:
    """A part of a sentence with something else in the place of each cut, and one where it spoke of several."""
    said, at = [], part[0]
    for start, end, new in sorted(cuts):
        if part[0] <= start < part[1]:
            said += [_of_one(words[at:start]), new]
            at = end
    return "".join([*said, _of_one(words[at : part[1]])])


def _of_one(words: str) -> str:
    return SEVERAL.sub(lambda found: ONE[found.group().lower()], words)
