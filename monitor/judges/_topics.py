"""What a figure is of, by the words nearest to it: net proceeds, interest, shares, an average price.

The news and the filings use different words for the same ("write-down", "impairment losses"); one name stands for
each group. Words that mean something else together stand before those they are made of: "impairment losses" is no
loss of the quarter, "convertible notes" are no conversion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NAMES: dict[str, str] = {
    "impairment": r"impairments?(?:\s(?:loss(?:es)?|charges?))?"
    r"|writ(?:e|ing|ten)[\s-]?(?:it\s|them\s)?(?:downs?|offs?)"
    r"|writ(?:ing|es?) (?:its|the) (?:bitcoins?|coins) down",
    "unrealised": r"(?:unrealized|paper|on-paper) (?:loss(?:es)?|gains?)",
    "net": r"net proceeds|net(?:s|ted|ting)|clear(?:ed|s|ing)\b(?= (?:from|about|roughly|some|\$))"
    r"|after (?:costs|fees|expenses|discounts)|proceeds",
    "gross": r"gross(?:ed|es)?(?: proceeds)?",
    "loss": r"(?:net |operating )?loss(?:es)?|lost",
    "gain": r"(?:net |operating )?(?:gains?|profits?|income)|earned",
    "expenses": r"(?:operating |total )?expenses(?! payable)",
    "revenue": r"revenues?|turnover",
    "conversion": r"conversion(?: (?:price|rate|requests?))?|convert(?:ed|ing)?\b|swapp?\w*|turned into",
    "loan": r"loans?|lenders?|credit (?:lines?|facilit\w+|agreements?)|lent",
    "debt": r"(?:aggregate )?principal(?: amount)?|indebtedness|debts?|borrow\w*"
    r"|(?:convertible |senior |secured )*notes?"
    r"|bonds?|convertibles?|converts|ow(?:e|es|ed|ing)\b",
    "interest": r"interest(?! expense, net)|(?<!zero-)coupons?",
    "dividend": r"Series [A-Z] (?:Perpetual )?\w+ Preferred(?: Stock)?|dividends?|distributions?|payouts?",
    "payback": r"(?:pre)?pa(?:id|y\w*) (?:off|back|down)|prepa\w+|repa(?:id|y\w*)|payoff|settl\w+|discharg\w+"
    r"|redeem\w*|redemptions?|retir(?:ed|es|ing)|repurchas\w+",
    "collateral": r"collateral\w*|pledg\w+|encumber\w+",
    "free": r"unencumbered|free of (?:liens?|collateral|pledges?)",
    "reserve": r"(?:US dollar |USD |dollar |cash )?reserves?(?! the right)|cushion",
    "available": r"available|remain(?:s|ed|ing)|unsold|capacity|left to (?:sell|issue)",
    "carrying": r"carrying (?:value|amount)|book value|carried at|on (?:its|the) (?:books|balance sheet)",
    "market": r"(?:market|fair) value|worth|valued?(?: at)?",
    "average": r"average(?: purchase)? price|(?:on |an |at an )?average|apiece|per (?:bitcoin|coin)"
    r"|(?:a|each) coin|each",
    "price": r"(?:public )?offering price|per share|a share",
    "cost": r"aggregate purchase price|(?:total )?cost(?:s|ing)?|spen[dt]\w*|paid",
    "bought": r"(?:BTC |bitcoins? )?(?:acquir\w+|purchas\w+)|bought|buy(?:s|ing)?|hoovered|scooped|added",
    "sale": r"sold|sells?|selling|sales?(?! agreement)|dump\w+|(?:un|off)load\w*|liquidat\w+|part(?:ed|s) with"
    r"|shed(?:s|ding)?|got rid of|get(?:s|ting)? rid of|cash(?:ed|es|ing)? out|divest\w*|disposed? of"
    r"|unw(?:i|ou)nd\w*|jettison\w*|ditch(?:es|ed|ing)?|let go of",
    "held": r"(?:aggregate )?(?:BTC |bitcoin )?holdings?|hold(?:s|ing)?\b|held|owns"
    r"|(?<!its )(?<!their )own|stash|hoard|pile|sits? on",
    "shares": r"shares?|stock",
    "yield": r"(?:BTC|bitcoin) yield|yields?",
    "multiple": r"mNAV|net asset value",
    "votes": r"vot(?:es?|ing)(?: power)?",
    "lawsuit": r"lawsuits?|sue[ds]?|suing|complaints?|litigation",
    "guarding": r"security (?:program|costs?|detail)|guard(?:s|ed|ing)?|bodyguards?",
    "split": r"splits?",
    "premium": r"premiums?",
}
WORDS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in NAMES.items()) + r")\b", re.IGNORECASE
)


SUBJECTS = ("bought", "sale", "held")  # what is told of coins: their figures are of nothing else
BEFORE, AFTER = 90, 60  # characters in which a word is near
FAR = 25  # characters that a comma or an "and" counts for
APART = re.compile(r",|\b(?:and|but|while|yet)\b", re.IGNORECASE)
COMPARED = re.compile(r"\b(?:from|against|compared (?:with|to)|versus|vs|than|up on|down on)\b", re.IGNORECASE)
BREAK = re.compile(r"[;:]\s|\.\s(?=[A-Z])")
DIGITS = re.compile(
    r"[^\sA-Za-z]*\d[^\sA-Za-z]*(?:\s?(?:thousand|million|billion|trillion|[bm]n?)\b)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is of. `topics`: nearest first; `coins`: "held", "bought" or "sale" where it goes with a count
    of coins that stands before it, or is one."""

    topics: tuple[str, ...]
    coins: str = ""


def read_subjects(words: str, figures: Sequence[tuple[int, int, str]], *, compared: bool = False) -> list[Subject]:
    """For each figure (start, end, unit) of a sentence, in order, what it is of. `compared`: one that nothing is
    named beside, and that another is compared with, is of the same thing."""
    found: list[Subject] = []
    coins = ""
    for number, (start, end, unit) in enumerate(figures):
        low = max(_digits_end(words, figures[number - 1][0]) if number else 0, start - BEFORE)
        high = min(figures[number + 1][0] if number + 1 < len(figures) else len(words), end + AFTER)
        low = max([low, *(match.end() for match in BREAK.finditer(words, low, start))])
        stop = BREAK.search(words, end, high)
        topics = topics_near(words, start, _digits_end(words, start), low, stop.start() if stop else high)
        if (
            compared
            and not topics
            and found
            and COMPARED.search(words[_digits_end(words, figures[number - 1][0]) : start])
        ):
            topics = found[-1].topics  # "to $130.8 million from $110 million": the same, at another time
        if unit == "bitcoin":
            coins = next((one for one in topics if one in SUBJECTS), "")
        found.append(Subject(topics, coins))
    return found


def _digits_end(words: str, start: int) -> int:
    match = DIGITS.match(words, start)
    return start + len(match.group().rstrip(",;:.)")) if match else start


def topics_near(words: str, start: int, end: int, low: int, high: int) -> tuple[str, ...]:
    """The topics named in ``words[low:high]``, those nearest to the figure at ``words[start:end]`` first."""
    found = []
    for match in WORDS.finditer(words, low, high):
        between = words[match.end() : start] if match.end() <= start else words[end : match.start()]
        found.append((len(between) + FAR * len(APART.findall(between)), match.lastgroup or ""))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def topics_of(words: str) -> Iterator[str]:
    """All topics of a text, in order, with repeats."""
    for match in WORDS.finditer(words):
        yield match.lastgroup or ""
