"""Words of a statement that nothing accounts for: "a *private* deal", "a *reverse* split", "*insured* coins".

A word is accounted for by the sentences of the verdict, in whatever form and by near synonyms; by being plain
(how something is said, when, how many, verbs of holding, buying, selling: `models/verdicts/plain_words.txt`);
by being a term of debt or stock where the rules that read those gave the verdict (`terms.txt`); or by an
assertion that is weighed by itself (`_assertions.py`). Of the others those block `supported` that some filing
uses: of such a thing filings speak, and not here. What no filing ever says ("a nibble", "on the trot") is
colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from monitor.judges._likeness import STOP, stems_of
from monitor.judges.knowledge import Knowledge
from monitor.records import Document
from monitor.settings import packaged

WORD = re.compile(r"(?<![\d\w])[A-Za-z][A-Za-z’'-]*[A-Za-z]")
OTHERS_FEAR = re.compile(  # what somebody thinks of it
    r"\b(?:worr(?:y|ies|ied)|fear(?:s|ed|ing)?|concern(?:s|ed)?|unease|grumbl\w+|joke[sd]?)\s(?:about|of|over"
    r"|that)\b[^.;,]*",
    re.IGNORECASE,
)
MANNER = re.compile(r"(?<!private)(?<!joint)(?<!public)ly$")  # how, not what
CUT = re.compile(r"n['’]t$|['’](?:s|re|ve|ll|d|m)$|['’]$")
SAME = (  # words for the same thing, where the stems do not tell
    "lien encumber unencumber collater pledg secur",
    "min produc produce",
    "par princip fac",
    "ip offer float underwritten public",
    "puttabl put repurchas requir demand",
    "ask request",
    "atm at-the-market program",
    "lend lender loan bank credit",
    "servic interest",
    "debt indebtedness borrow note",
    "owner hold holder",
    "splitt split",
    "denominat euro",
)
COIN_RULES = (  # the rules that read of coins and prices alone
    "verdicts.purchases", "verdicts.holdings", "verdicts.average", "verdicts.sales", "verdicts.mined",
    "verdicts.prices", "verdicts.market_value", "figure_groups", "figure_rows",
)  # fmt: skip


@lru_cache(maxsize=2)
def _load(name: str) -> frozenset[str]:
    """The words of a list, and their stems. Raises SettingsError when the installation is incomplete."""
    lines = (packaged("models") / "verdicts" / name).read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset({*words, *stems_of(" ".join(words))})


def words_filed(known: Knowledge) -> frozenset[str]:
    """The stems of all words in the filings known by then."""
    documents = known.record.documents
    return known.once("words filed", lambda: frozenset().union(*(_words_in(one) for one in documents.values())))


@lru_cache(maxsize=4096)
def _words_in(document: Document) -> frozenset[str]:
    return frozenset(stems_of(document.text))


def find_unaccounted(
    text: str, told: str, filed: frozenset[str], judges: Sequence[str], weighed: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """The words, as written. `weighed`: the stretches of the text that are weighed by themselves."""
    shown = set(stems_of(told))
    for same in SAME:
        if shown & set(same.split()):
            shown.update(same.split())
    plain = _load("plain_words.txt")
    terms = _load("terms.txt") if any(judge not in COIN_RULES for judge in judges) else frozenset()
    weighed = [*weighed, *(match.span() for match in OTHERS_FEAR.finditer(text))]
    for match in WORD.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in weighed):
            continue
        whole = CUT.sub("", match.group()).lower()
        if match.group()[0].isupper() and match.start():
            continue  # a name: `_names.py`
        for part in [whole] if whole in plain or whole in terms else whole.split("-"):
            stems = stems_of(part)
            if len(part) < 3 or part in STOP or not stems or part in plain or part in terms or MANNER.search(part):
                continue
            if not any(stem in shown or stem in plain or stem in terms for stem in stems) and filed & set(stems):
                yield part
