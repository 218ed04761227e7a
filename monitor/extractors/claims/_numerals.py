"""Figures in words: "tens of thousands of coins", "half of its bitcoin", "the fifth consecutive week"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from monitor.extractors.claims._comparing import Amount, compared
from monitor.records.numerals import CARDINALS, ORDINALS

COINS = r"(?:BTC|₿|bitcoins?|coins?|satoshis?|tokens?)"
POWERS = {"hundred": 2, "dozen": 1, "thousand": 3, "million": 6, "billion": 9}
MANY = re.compile(
    rf"(?P<many>tens|hundreds|dozens)? ?(?:of )?(?P<scale>thousands|hundreds|dozens|millions"
    rf"|billions) of (?:dollars|{COINS})"
    r"|multi-?\s?(?P<multi>million|billion)(?:[\s-]dollar)?|(?P<single>a single"
    r"|one single) (?:coin|bitcoin|BTC|satoshi)",
    re.IGNORECASE,
)
# "half a million coins", "a billion dollars", "two hundred thousand bitcoin"
DIGIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
SPELT = re.compile(
    rf"\b(?P<count>(?:{TENS}[\s-])?(?:{DIGIT}|ten|eleven|twelve)[\s-]point[\s-](?:zero|{DIGIT})(?:[\s-](?:zero|{DIGIT}))*"
    rf"|{TENS}[\s-]{DIGIT}|half(?: an?)?|a quarter of an?|one and a half|two and a half"
    r"|an? (?:cool|round|even|full|flat|clean|whole|tidy)|the full|an?|one|two|three"
    rf"|four|five"
    r"|six|seven|eight|nine|ten"
    r"|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a couple of)[\s-]"
    rf"(?P<hundred>hundred[\s-](?:(?:and[\s-])?(?P<rest>{TENS}(?:[\s-]{DIGIT})?|{DIGIT}|ten|eleven|twelve|fifteen)[\s-]"
    r"(?=(?:thousand|million|billion)\b))?)?(?P<scale>hundred|thousand|million|billion"
    r"|trillion)(?:[\s-](?P<more>one|two|three|four|five|six|seven|eight|nine)[\s-]hundred(?!\s(?:thousand|million|billion)))?"
    rf"(?:(?<=billion)\s(?:and\s)?(?P<millions>(?:{TENS}[\s-])?{DIGIT}|ten|eleven|twelve|fifteen|{TENS})"
    r"\s(?P<hundreds>hundred\s)?million)?"
    r"(?P<dollars>[\s-]dollars?| bucks)?"
    r"(?![\w-])(?!(?<!dollars)(?<!bucks)s? of )",
    re.IGNORECASE,
)
SHAPE = re.compile(r"\ban?\b(?: (?:cool|round|even|full|flat|clean|whole|tidy))?|\bthe full\b")
SPELT_COUNTS = {
    "half a": "0.5",
    "half": "0.5",
    "a quarter of a": "0.25",
    "one and a half": "1.5",
    "two and a half": "2.5",
    "a": "1",
    "a couple of": "2",
    "fifteen": "15",
} | {
    name: str(number * 10)
    for number, name in enumerate(
        ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 1
    )
}
BARE = re.compile(r"(?<![\w-])billion-dollar\b", re.IGNORECASE)  # "the billion-dollar program"
FRACTION = re.compile(
    r"\b(?P<word>half|a third|one third|two thirds|two-thirds|a quarter|one quarter|three quarters|three-quarters)"
    r"(?= (?:of )?(?:its|their|the|his|all)\b)",
    re.IGNORECASE,
)
FRACTIONS = {"half": 50, "third": 33, "thirds": 67, "quarter": 25, "quarters": 75}
ORDINAL = re.compile(
    r"\b(?P<word>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))"
    r"[ -](?=(?:(?:straight|consecutive|successive)\s?|week(?:ly)?\b|purchase\b|acquisition\b"
    r"|buy\b|sale\b|in a row)+)",
    re.IGNORECASE,
)
SMALL = re.compile(
    r"\b(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)(?=(?P<between>(?: \w+)?) (?:purchases|sales|weeks|months|years|coins|bitcoins?|days)\b)",
    re.IGNORECASE,
)
LENGTHS = ("weeks", "months", "years", "days", "times")


def find_numerals(
    text: str, start: int, end: int, counted: Callable[[str, int, int], tuple[str, int]]
) -> Iterator[Amount]:
    """The figures of ``text[start:end]`` that are written in words; `counted` says what follows a number."""
    for match in MANY.finditer(text, start, end):
        if match["single"]:
            continue  # "not a single coin" counts nothing
        words = match.group().lower()
        power = POWERS[(match["scale"] or match["multi"]).lower().rstrip("s")]
        power += {"tens": 1, "hundreds": 2, "dozens": 1}.get((match["many"] or "").lower(), 0)
        unit = "USD" if "dollar" in words or match["multi"] else "bitcoin"
        yield Amount(Decimal((0, (1,), power)), unit, "more_than", match.start(), match.end())
    for match in SPELT.finditer(text, start, end):
        yield compared(text, _spelt(match, text, end, counted), start, False)
    for match in BARE.finditer(text, start, end):
        yield Amount(Decimal("1.0E+9"), "USD", "about", match.start(), match.end())
    for match in FRACTION.finditer(text, start, end):
        word = match["word"].lower().replace("-", " ").split()[-1]
        yield compared(
            text, Amount(Decimal(FRACTIONS[word]), "percent", "about", match.start(), match.end()), start, False
        )
    for match in ORDINAL.finditer(text, start, end):
        word = match["word"].lower()
        number = ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
        unit = "weeks" if "week" in text[match.end() : match.end() + 25] else "times"
        yield Amount(Decimal(number), unit, "exactly", match.start(), match.end())
    for match in SMALL.finditer(text, start, end):
        unit, stop = counted(text, match.end(), end)
        between = match["between"]
        if between and unit in ("number", "things"):  # "three April weeks", but not "three separate bitcoin buys"
            noun = counted(text, match.end() + len(between), end)
            unit, stop = noun if noun[0] in LENGTHS else (unit, stop)
        yield compared(
            text,
            Amount(Decimal(CARDINALS.index(match["word"].lower())), unit, "exactly", match.start(), stop),
            start,
            False,
        )


def _spelt(
    match: re.Match[str], text: str, end: int, counted: Callable[[str, int, int], tuple[str, int]]
) -> Amount:
    count = _count(SHAPE.sub("a", match["count"].lower()))
    power = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}[match["scale"].lower()]
    # "A million" is a round figure, and not one known to half a million: two digits more than are said.
    power += 2 if match["hundred"] else 0
    value = count.scaleb(power) if " point " in _spaced(match["count"]) else (count * 100).scaleb(power - 2)
    if match["rest"]:  # "seven hundred and forty-two million"
        value += _count(match["rest"].lower()).scaleb(power - 2)
    if match["millions"]:  # "two billion and ten million dollars"
        value += _count(match["millions"].lower()).scaleb(8 if match["hundreds"] else 6)
    if match["more"]:
        value += Decimal(CARDINALS.index(match["more"].lower())) * 100
    unit, stop = ("USD", match.end()) if match["dollars"] else counted(text, match.end(), end)
    if unit in ("number", "things") and power >= POWERS["billion"]:
        unit = "USD"  # of coins there are no billions
    return Amount(value, unit, "exactly", match.start(), stop)


def _count(word: str) -> Decimal:
    """ "half a", "twelve", "twenty-five", "eight point two"."""
    if word in SPELT_COUNTS:
        return Decimal(SPELT_COUNTS[word])
    whole, _, digits = _spaced(word).partition(" point ")
    value = sum(
        (Decimal(SPELT_COUNTS.get(part) or str(CARDINALS.index(part))) for part in whole.split()), Decimal(0)
    )
    places = "".join(str(CARDINALS.index(part)) for part in digits.split())
    return value + Decimal(f"0.{places}") if places else value


def _spaced(words: str) -> str:
    return re.sub(r"[\s-]+", " ", words.lower())
