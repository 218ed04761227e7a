"""Figures as the news prints them: "$54.2 billion", "400,000+", "¥13.7 billion", "tens of thousands of coins".

`value` keeps the last printed digit in its exponent, as in `_figures`; the comparator is read from the words around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.extractors._figures import NUMBER
from monitor.records import Comparator

SCALES = {
    "thousand": 3, "k": 3, "million": 6, "mln": 6, "mn": 6, "mm": 6, "m": 6, "billion": 9, "bln": 9, "bn": 9, "b": 9,
    "trillion": 12, "tn": 12, "t": 12,
}  # fmt: skip
MONEY = {"$": "USD", "USD": "USD", "US$": "USD", "U.S.$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "C$": "CAD", "A$": "AUD"}
MONEY_AFTER = {"yen": "JPY", "euro": "EUR", "pound": "GBP", "dollar": "USD", "usd": "USD"}
COINS = r"(?:BTC|₿|bitcoins?|coins?|satoshis?|tokens?)"
OF_ITS = r"(?:more |additional |extra |further |other |new |of (?:its|their|the|them|those|all) ?|in )*"
AMOUNT = re.compile(
    rf"(?P<sign>US\$|U\.S\.\$|USD\s?|[CA]\$|[$€£¥₿])?\s?(?<![\w.,])(?P<number>{NUMBER})(?!\d|,\d|\.\d)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion)s?\b|\s?(?P<short>mln|bln|mn|bn|mm|tn|[kmbKMB])(?![\w-]))?"
    r"(?P<plus>\+)?"
    r"(?P<after>\s?%|[\s-]per\s?cent(?:age points?)?\b|\s?x\b|(?:\s|-)(?:US |U\.S\. )?(?:yen|euros?|pounds|dollars?|USD)\b)?",
)
MANY = re.compile(
    rf"(?P<many>tens|hundreds|dozens)? ?(?:of )?(?P<scale>thousands|hundreds|dozens|millions|billions) of (?:dollars|{COINS})"
    r"|multi-?\s?(?P<multi>million|billion)(?:[\s-]dollar)?|(?P<single>a single|one single) (?:coin|bitcoin|BTC|satoshi)",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"\b(?P<word>half|a third|one third|two thirds|two-thirds|a quarter|one quarter|three quarters|three-quarters)"
    r"(?= (?:of )?(?:its|their|the|his|all)\b)",
    re.IGNORECASE,
)
FRACTIONS = {"half": 50, "third": 33, "thirds": 67, "quarter": 25, "quarters": 75}
ORDINAL = re.compile(
    r"\b(?P<word>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d+(?:st|nd|rd|th))"
    r"[ -](?=(?:(?:straight|consecutive|successive)\s?|week(?:ly)?\b|purchase\b|acquisition\b|buy\b|sale\b|in a row)+)",
    re.IGNORECASE,
)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")  # fmt: skip
SMALL = re.compile(
    r"\b(?P<word>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?= (?:\w+ )?(?:purchases|sales|weeks|months|years|coins|bitcoins?|days)\b)",
    re.IGNORECASE,
)
SMALLS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TIME_AFTER = re.compile(r"[\s-](?:straight |consecutive |more )?(?P<unit>week|month|year|day|quarter|hour|minute)s?\b", re.IGNORECASE)
COINS_AFTER = re.compile(rf"[\s-]{OF_ITS}{COINS}(?!\w)|\s?of (?:them|those)\b|\s₿", re.IGNORECASE)
SHARES_AFTER = re.compile(r"\s(?:[\w-]+\s){0,3}?(?:shares|stock)\b|[\s-]share\b", re.IGNORECASE)
NO_AMOUNT = re.compile(
    r"(?:S&P|Nasdaq|Form|Item|Rule|Section|Chapter|Russell|Dow|FTSE|Nikkei|Covid|No\.?|Class|Series|Hut|Web|page)[\s-]*$|[#@]$",
    re.IGNORECASE,
)
BEFORE: tuple[tuple[Comparator, str], ...] = (
    ("at_most", r"no more than|at most|a maximum of|not more than"),
    ("at_least", r"at least|no (?:less|fewer) than|not less than|a minimum of|as (?:many|much) as at least"),
    ("up_to", r"up to|as (?:many|much) as"),
    ("more_than", r"(?:slightly |far |well |a (?:bit|little) )?(?:more|greater|higher|larger) than|(?:just |well |slightly )?(?:over|above)|exceed(?:s|ed|ing)?|upwards? of|north of|topp?(?:s|ed|ing)?|surpass(?:es|ed|ing)?|in excess of|beyond|past"),
    ("less_than", r"(?:less|fewer|lower) than|(?:well |far )?(?:under|below)|short of|south of"),
    ("nearly", r"nearly|almost|just (?:under|below|shy of)|close to|near|approach(?:es|ed|ing)|shy of|not quite"),
    ("about", r"about|around|roughly|some|approximately|approx\.?|circa|an? estimated|something like|in the region of|~|≈"),
)  # fmt: skip
COMPARATORS = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in sorted(BEFORE, key=lambda pair: pair[0] != "nearly"))
    + r")(?:\s+(?:an?|the|its|another|a further|an additional|of|total of))*\s*$",
    re.IGNORECASE,
)
AFTER = re.compile(r"\s*(?:(?:BTC|bitcoins?|coins?|shares)\s+)?(?:or (?P<more>more|over)|or (?P<so>so)\b|or (?P<less>less|fewer))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure of a passage; offsets as in the text it was found in. `unit`: "USD", "JPY", "bitcoin", "shares",
    "percent", "times", "weeks", ... or "number" where nothing says what is counted."""

    value: Decimal
    unit: str
    comparator: Comparator
    start: int
    end: int


def find_amounts(text: str, start: int, end: int, masked: list[tuple[int, int]]) -> list[Amount]:
    """The figures of ``text[start:end]`` in order, those inside a masked span (dates) left out."""
    found = [
        amount
        for amount in (*_numbers(text, start, end), *_words(text, start, end))
        if not any(low <= amount.start < high for low, high in masked)
    ]
    found.sort(key=lambda amount: (amount.start, -amount.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return list(_borrowed(text, kept))


def _numbers(text: str, start: int, end: int) -> Iterator[Amount]:
    for match in AMOUNT.finditer(text, start, end):
        before = text[max(start, match.start() - 12) : match.start()]
        sign = (match["sign"] or "").strip()
        scale, after = (match["scale"] or match["short"] or "").lower(), (match["after"] or "").strip(" -").lower()
        stop = match.end()
        if match["short"] and not sign and scale in ("m", "b", "t", "k") and not COINS_AFTER.match(text, stop):
            continue
        if NO_AMOUNT.search(before) or (not sign and re.match(r"[-–][A-Z]\b|\)", text[stop : stop + 2])):
            continue
        value = Decimal(match["number"].replace(",", "")).scaleb(SCALES[scale] if scale else 0)
        unit = MONEY.get(sign, "")
        if not unit and "%" in after or "cent" in after:
            unit = "percent"
        elif not unit and after == "x":
            unit = "times"
        elif not unit and after:
            unit = next(code for word, code in MONEY_AFTER.items() if word in after)
        if not unit:
            unit, stop = ("bitcoin", stop) if sign == "₿" else _counted(text, stop, end)
        digits = match["number"]
        begin = match.start("sign") if match["sign"] else match.start("number")
        if unit == "number" and re.fullmatch(r"(?:19|20)\d\d", digits):
            continue  # a year
        yield _compared(text, Amount(value, unit, "exactly", begin, stop), start, bool(match["plus"]))


def _counted(text: str, stop: int, end: int) -> tuple[str, int]:
    if match := COINS_AFTER.match(text, stop, end):
        return "bitcoin", match.end()
    if match := re.compile(r"\s(?:bitcoin |separate |weekly )?(?:sales|purchases|buys|acquisitions)\b").match(text, stop, end):
        return "times", match.end()
    if match := re.compile(r"\stimes\b").match(text, stop, end):
        return "times", match.end()
    if match := TIME_AFTER.match(text, stop, end):
        return match["unit"].lower() + "s", match.end()
    if match := SHARES_AFTER.match(text, stop, end):
        return "shares", match.end()
    noun = re.compile(r"\s(?!(?:and|or|at|in|on|for|to|from|by|of|after|before|now|last|this|over|between|worth|back|net|total|today|yesterday|only|while|with|the|its|per)\b)[a-z]{3,}").match(text, stop, end)
    return ("things" if noun else "number"), stop


def _words(text: str, start: int, end: int) -> Iterator[Amount]:
    for match in MANY.finditer(text, start, end):
        if match["single"]:
            continue  # "not a single coin" counts nothing
        words = match.group().lower()
        power = SCALES[(match["scale"] or match["multi"]).lower().rstrip("s")] if not re.search(r"dozens$|hundreds$", (match["scale"] or "").lower()) else 2
        power += {"tens": 1, "hundreds": 2, "dozens": 1}.get((match["many"] or "").lower(), 0)
        unit = "USD" if "dollar" in words or match["multi"] else "bitcoin"
        yield Amount(Decimal((0, (1,), power)), unit, "more_than", match.start(), match.end())
    for match in FRACTION.finditer(text, start, end):
        word = match["word"].lower().replace("-", " ").split()[-1]
        yield _compared(text, Amount(Decimal(FRACTIONS[word]), "percent", "about", match.start(), match.end()), start, False)
    for match in ORDINAL.finditer(text, start, end):
        word = match["word"].lower()
        number = ORDINALS.index(word) + 1 if word in ORDINALS else int(re.sub(r"\D", "", word))
        unit = "weeks" if "week" in text[match.end() : match.end() + 25] else "times"
        yield Amount(Decimal(number), unit, "exactly", match.start(), match.end())
    for match in SMALL.finditer(text, start, end):
        unit, stop = _counted(text, match.end(), end)
        yield _compared(text, Amount(Decimal(SMALLS.index(match["word"].lower())), unit, "exactly", match.start(), stop), start, False)


def _compared(text: str, amount: Amount, begin: int, plus: bool) -> Amount:
    if plus:
        return replace(amount, comparator="at_least")
    if after := AFTER.match(text, amount.end):
        comparator: Comparator = "at_least" if after["more"] else "about" if after["so"] else "at_most"
        return replace(amount, comparator=comparator)
    if before := COMPARATORS.search(text, max(begin, amount.start - 40), amount.start):
        name = before.lastgroup
        for comparator, _ in BEFORE:
            if comparator == name:
                return replace(amount, comparator=comparator)
    return amount


def _borrowed(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """ "from 484,000 to 437,000 BTC", "$75,000 – $76,000", "5–10%": the first takes its unit from the second, and a
    range bounds from below and from above."""
    for place, amount in enumerate(amounts):
        following = amounts[place + 1] if place + 1 < len(amounts) else None
        previous = amounts[place - 1] if place else None
        if following and re.fullmatch(r"\s?[–—-]\s?", text[amount.end : following.start]):
            unit = following.unit if amount.unit in ("number", "things") else amount.unit
            yield replace(amount, unit=unit, comparator="at_least")
        elif previous and re.fullmatch(r"\s?[–—-]\s?", text[previous.end : amount.start]):
            yield replace(amount, comparator="at_most")
        elif following and amount.unit == "number" and re.fullmatch(
            r"\s(?:to|and|or)\s(?:(?:about|around|roughly|some|nearly|just)\s)*", text[amount.end : following.start]
        ):
            yield replace(amount, unit=following.unit)
        else:
            yield amount
