"""One mention of a number of coins: which verb governs it, whose act it is, and whether it really happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from monitor.extractors.holdings._subjects import CONDITION, INTENT, MODAL, is_foreign, states_a_fact
from monitor.extractors.holdings._verbs import PARTED, VERB, find_close, kind_of
from monitor.extractors.holdings._words import COMPARED, SPELLED, SUBSET, AssetWords

PASSIVE = re.compile(
    r"^[\s,]*(?:(?:which|that)\s+)?(?:(?:were|was|are|is|have\s+been|has\s+been|had\s+been)\s+)?(?:\w+ly\s+)?"
    rf"(?P<verb>sold|{PARTED}|acquired|purchased|bought|mined|produced|earned|transferred|moved|held|owned"
    r"|on\s+(?:hand|(?:our|its|the)\s+balance\s+sheet)|in\s+(?:our|its)\s+(?:treasury|holdings))\b"
    r"(?P<by>\s+(?:directly\s+)?by\s+)?",
)
RELATIVE = (
    r"^\s*(?:that\s+)?(?P<subject>{names})\s+(?:have\s+|had\s+|has\s+)?"
    r"(?P<verb>mined|produced|earned|sold|acquired|purchased|held|holds?|owned|owns?)\b"
)
COLLATERAL = re.compile(
    r"^[^.;]{0,90}?\b(?:(?:as|part\s+of\s+the|in\s+(?:an?|the|segregated)(?:\s+\w+){0,3}?)\s+collateral|pledged|posted\s+(?:as|to)|collateraliz\w+)\b"
)
SET_APART = re.compile(r",?\s*(?:of\s+which|including|with)\b|;")
OTHER_OBJECT = re.compile(  # "sold its interest in X for 300 bitcoin"
    r"[;:]|\b(?:that|which|who|per|price|shares?|stock|interests?|stake|notes|equipment|machines|preferred|options?|calls?|puts"
    r"|futures|forwards?|swaps?|derivatives?|volatility|exposure|contracts?|warrants?|yield|gains?|claims?|right|ability|obligations?)\b"
    r"|\bto\s+(?:purchase|acquire|buy|sell|mine|hold|receive)\b"
    r"|\bfor\s+(?!approximately|about|an?\s|~|cash|\$)",
    re.IGNORECASE,
)
OF_HOW_MANY = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|our\s+|its\s+)?")
RATHER_THAN = re.compile(
    r"\b(?:and|but)?\s*(?:not|rather\s+than|instead\s+of)\s+(?:the\s+)?(?:approximately\s+)?$", re.IGNORECASE
)
A_DAY = re.compile(r"\s*(?:per|a|each|every)\s+(?:day|week|month|block)\b|\s+(?:daily|weekly)\b", re.IGNORECASE)
SET_FREE = re.compile(r"[^.;]{0,80}?\b(?:released|returned|freed|unencumbered)\b", re.IGNORECASE)
NUMBER_WORD = re.compile(
    r"\b(?:hundred|thousand|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:\s+and)?[\s-]+$",
    re.IGNORECASE,
)
# "had loaned 9,377", "has received 12": the perfect tense of another verb.
PERFECT = re.compile(
    r"(?:had|has|have)\s+(?:\w+ly\s+|since\s+|also\s+|not\s+)*"
    r"(?:\w+ed|lent|lost|paid|spent|sent|put|set|given|taken|withdrawn|kept|won|stolen|been)\b",
    re.IGNORECASE,
)
# What befell coins that were held: they are gone, or with somebody else.
BEREFT = re.compile(
    r"[^.,;]{0,60}?\b(?:was|were|been|are|is)\s+(?:\w+ly\s+)?(?:stolen|lost|hacked|seized|misappropriated|forfeited|lent|loaned|returned)\b",
    re.IGNORECASE,
)
A_TOTAL_OF = re.compile(
    r"(?:^|[,;:]\s+)(?:[Ii]n\s+total,\s+)?[Aa]n?\s+(?:total|aggregate)\s+of\s+(?:approximately\s+|about\s+)?$"
)
# "The program has 17,500 bitcoin left": no holder
A_SCHEME = re.compile(
    r"\b(?:framework|program|plan|policy|agreement|facility|arrangement|mandate|authori[sz]ation)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
ONCE = re.compile(r"\b(?:when|once|until|after|before|unless)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
HAVE_BEEN = re.compile(r"\s*(?:have|has)\s+been\b", re.IGNORECASE)
WERE = re.compile(
    r"\s*(?:were|was|have\s+been|has\s+been)\s+(?:\w+ly\s+)?"
    r"(?:sold|disposed|liquidated|off-?loaded|unloaded|moneti[sz]ed|acquired|purchased|bought|mined)\b"
)
PRESENT = frozenset(
    (
        "continue to hold",
        "continues to hold",
        "continues to own",
        "hold",
        "holds",
        "hodl",
        "hodls",
        "own",
        "owns",
        "has",
        "have",
        "possesses",
    )
)
TO_CUSTOMERS = re.compile(
    r"\s*(?:to|for|on\s+behalf\s+of)\s+(?:our\s+|its\s+|the\s+)?(?:\w+\s+)?(?:customers|clients)\b", re.IGNORECASE
)
COUNTED_IN = re.compile(r"\s(?:units|coins)\s+of\b", re.IGNORECASE)
LISTING = re.compile(r"(?:consist|compris)", re.IGNORECASE)
WHOLE = re.compile(
    r"\b(?:holdings?|digital\s+assets?|treasury|reserves?|portfolio|balance)\b[^.;]{0,40}$", re.IGNORECASE
)
# "The sale of 1,000 bitcoin generated $64.2 million", not "would generate"
ON_SALE = re.compile(r"(?:(?:the|our|its|these)\s+)?sales?\s+of", re.IGNORECASE)
# "The program is funded by the sale of 20,000 bitcoin": no sale yet
BY_SALE = re.compile(r"(?:by|via|through)\b", re.IGNORECASE)
OF_HABIT = re.compile(r"\b(?:is|are|be|being)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
DONE = re.compile(
    r"\b(?:generated|resulted|yielded|raised|provided|brought|closed|(?:was|were)\s+(?:completed|executed|settled|made))\b"
)
WOULD = re.compile(r"\b(?:would|could|(?-i:may)|might|will|should|can|expected)\b", re.IGNORECASE)
NEXT_LEFT = re.compile(
    r"\s+(?:on|in|during|between|from)\s[^;]{0,60}?\d{4}\s*(?:,\s*and|,|\s+and)\s+"
    r"(?:approximately\s+|another\s+|an\s+additional\s+)?"
)
NEXT_RIGHT = re.compile(r"\s+(?:on|in|during|between|from)\s[^;.]{0,60}?\d{4}")
LISTED = re.compile(r"\d[\d,.]*\s*(?:and|or|to|[-–—])\s*(?:approximately\s+|about\s+)?$")  # "between 5 and 10"


@dataclass(frozen=True, slots=True)
class Mention:
    """ "N bitcoins" in a sentence; offsets are relative to the sentence."""

    units: Decimal
    start: int
    end: int
    part: bool  # "N of the bitcoins": a part of the holding
    labelled: bool = False  # "bitcoin holdings of N"


def find_mentions(sentence: str, words: AssetWords) -> list[Mention]:
    """All counts of coins in a sentence, in order, those that are part of a larger one marked as such."""
    found = [
        Mention(units, m.start(), m.end(), bool(re.search(r"\w\s+.*?\bof\b", COUNTED_IN.sub("", m.group()))))
        for m in words.mention.finditer(sentence)
        if (units := _read_units(m, sentence)) is not None
    ]
    for pattern in (words.labelled, words.prefixed):
        for m in pattern.finditer(sentence):
            if not any(m.start("units") < other.end and other.start < m.end() for other in found):
                units, labelled = Decimal(m["units"].replace(",", "")), pattern is words.labelled
                start = m.start("units") if labelled else m.start()
                found.append(Mention(units, start, m.end(), False, labelled=labelled))
    found.sort(key=lambda mention: mention.start)
    # "sold 205 BTC of 196 BTC earned": of how many. "sold 18 bitcoin (not 15 bitcoin)": no second fact.
    return [
        one
        for number, one in enumerate(found)
        if not (number and OF_HOW_MANY.fullmatch(sentence, found[number - 1].end, one.start))
        and not RATHER_THAN.search(sentence, max(0, one.start - 30), one.start)
    ]


def _read_units(match: re.Match[str], sentence: str) -> Decimal | None:
    """Digits as printed; a number in words when it is one word: of "twenty-one" or "one hundred one" only the
    digits behind it tell."""
    digits = match["units"] or match["digits"]
    if digits:
        return Decimal(digits.replace(",", ""))
    word = match["spelled"].lower()
    if word not in SPELLED or NUMBER_WORD.search(sentence[: match.start()]):
        return None
    return Decimal(SPELLED[word])


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of a mention: `verb` is sold, transferred, pledged, mined, acquired or held."""

    verb: str
    start: int  # of the verb in the sentence
    present: bool = False  # "holds": true at the time of writing


def find_predicate(
    sentence: str, mention: Mention, left_from: int, right_to: int, names: re.Pattern[str]
) -> Predicate | None:
    """The verb that governs a mention, when the issuer is its subject and it states a fact; else None."""
    left, right = sentence[left_from : mention.start], sentence[mention.end : right_to]
    if LISTED.search(left) or A_DAY.match(right) or BEREFT.match(right) or TO_CUSTOMERS.match(right):
        return None
    if not mention.labelled and (close := find_close(left, right)):
        return _checked(sentence, Predicate(close[0], left_from + close[1]), names)
    if COMPARED.search(left):
        return None
    active = None if mention.labelled else _find_active(left)
    if active and active[0] == "pledged" and re.match(RELATIVE.format(names=names.pattern), right):
        active = None  # "3,300 were pledged and are included in the 15,680 bitcoin we held"
    if active and active[0] == "held" and A_TOTAL_OF.search(left) and WERE.match(right):
        active = None  # "A total of 2,500 bitcoin were sold"
    apart = SET_APART.search(right)
    if (active is None or active[0] in ("held", "pledged")) and COLLATERAL.match(
        right[: apart.start()] if apart else right
    ):
        if SET_FREE.match(right):
            return None
        start = left_from + active[1] if active else mention.start
        return _checked(sentence, Predicate("pledged", start), names)
    if active:
        verb, at, word = active
        if verb == "held" and (mention.part or (SUBSET.search(left) and not LISTING.match(word))):
            return None
        if ON_SALE.match(word) and (not DONE.search(right) or WOULD.search(right)):
            return None
        if BY_SALE.match(word) and OF_HABIT.search(left, 0, at):
            return None
        present = verb == "held" and " ".join(word.lower().split()) in PRESENT
        return _checked(sentence, Predicate(verb, left_from + at, present), names)
    if mention.labelled:
        return _checked(sentence, Predicate("held", mention.start), names)
    return _find_passive(sentence, mention, left, right, names)


def is_next_of_list(sentence: str, left_from: int, mention: Mention, right_to: int) -> bool:
    """Whether a mention shares the verb before it: "sold 10 BTC on June 2, 2026 and 5 BTC on June 5, 2026"."""
    left, right = sentence[left_from : mention.start], sentence[mention.end : right_to]
    return NEXT_LEFT.fullmatch(left) is not None and NEXT_RIGHT.match(right) is not None


def _find_active(left: str) -> tuple[str, int, str] | None:
    verbs = list(VERB.finditer(left))
    if not verbs:
        return None
    last = verbs[-1]
    if last["held_n"] and len(verbs) > 1:
        apart = last.start() - verbs[-2].end()
        if apart < 12 or (verbs[-2]["held_v"] and apart < 40 and not PERFECT.match(left, verbs[-2].start())):
            last = verbs[-2]  # "purchased a total of N", "had a strategic reserve of N"
    gap = left[last.end() :]
    listing = last["held_v"] and LISTING.match(last.group()) and not re.search(r"[;:]", gap)
    if listing:  # "crypto holdings are comprised of 5,000 ETH at $2,100 per ETH, 198 bitcoin and cash"
        return ("held", last.start(), last.group()) if WHOLE.search(left[: last.start()]) else None
    if len(gap) > 90 or OTHER_OBJECT.search(gap) or PERFECT.match(left, last.start()):
        return None
    kind = next(name for name, value in last.groupdict().items() if value)
    return kind.rsplit("_", 1)[0], last.start(), last.group()


def _find_passive(
    sentence: str, mention: Mention, left: str, right: str, names: re.Pattern[str]
) -> Predicate | None:
    match = re.match(RELATIVE.format(names=names.pattern), right)
    if match:
        verb = kind_of(match["verb"])
        if verb == "held" and (mention.part or SUBSET.search(left)):
            return None
        return Predicate(verb, mention.end) if not CONDITION.search(sentence[: mention.start]) else None
    match = PASSIVE.match(right)
    if match is None:
        return None
    verb = kind_of(match["verb"])
    if verb == "held" and (mention.part or SUBSET.search(left) or "directly" in match.group()):
        return None
    if verb != "held" and (
        re.match(r"[\s,]*(?:(?:which|that)\s+)?(?:are|is)\b", right) or A_DAY.match(right, match.end("verb"))
    ):
        return None  # "450 bitcoin are mined each day": a habit, no event
    if verb != "held" and SUBSET.search(left) and right.lstrip().startswith((match["verb"], "were", "was")):
        return None  # "12,500 BTC, including 150 BTC sold but not delivered", "of which 120 were sold": a part
    if ONCE.search(left) and HAVE_BEEN.match(right):
        return None  # "the program ends when 20,000 bitcoin have been sold"
    if (
        match["by"]
        and not names.match(right, match.end())
        and not re.match(r"(?:its|our)\b", right[match.end() :])
    ):
        return None
    if CONDITION.search(sentence[: mention.start]) or INTENT.search(left) or MODAL.search(left):
        return None
    if match["by"] is None and is_foreign(sentence, mention.start, names):
        return None
    return Predicate(verb, mention.end)


def _checked(sentence: str, predicate: Predicate, names: re.Pattern[str]) -> Predicate | None:
    if predicate.verb == "held" and A_SCHEME.search(sentence, 0, predicate.start):
        return None
    return predicate if states_a_fact(sentence, predicate.start, names) else None
