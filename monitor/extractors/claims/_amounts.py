"""Figures as the news prints them: "$54.2 billion", "400,000+", "¥13.7 billion", "tens of thousands of coins".

`value` keeps the last printed digit in its exponent, as in `_figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from monitor.extractors._figures import NUMBER
from monitor.extractors.claims._comparing import Amount, compared
from monitor.extractors.claims._numerals import COINS, find_numerals

SCALES = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "mln": 6,
    "mn": 6,
    "mm": 6,
    "m": 6,
    "billion": 9,
    "bln": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "t": 12,
}
MONEY = {
    "$": "USD",
    "USD": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "C$": "CAD",
    "A$": "AUD",
}
MONEY_AFTER = {
    "yen": "JPY",
    "euro": "EUR",
    "pound": "GBP",
    "dollar": "USD",
    "buck": "USD",
    "greenback": "USD",
    "grand": "USD",
    "usd": "USD",
}
COARSEST = Decimal("1E4")  # what a number of coins is taken to be printed to, at most
OF_ITS = r"(?:more |additional |extra |further |other |new |of (?:its|their|the|them|those|all) ?|in )*"
AMOUNT = re.compile(
    rf"(?P<sign>US\$|U\.S\.\$|USD\s?|[CA]\$|[$€£¥₿])?\s?(?<![\w.,])(?P<number>{NUMBER})(?!\d|,\d|\.\d)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion)s?\b|\s?(?P<short>mln|bln|mn|bn|mm"
    r"|tn|[kmbKMB])(?![\w-]))?"
    r"(?P<plus>\+)?"
    r"(?P<after>\s?%|\s(?:basis points?|bps?)\b|[\s-]per\s?cent(?:age points?)?\b|\s?x\b|(?:\s|-)(?:US "
    r"|U\.S\. )?(?:yen"
    r"|euros?|pounds|dollars?|bucks|greenbacks|grand|USD|cents?)\b|\s?¢)?",
)
TIME_AFTER = re.compile(
    r"[\s-](?:straight |consecutive |more )?(?P<unit>week|month|year|day|quarter|hour|minute)s?\b", re.IGNORECASE
)
COINS_AFTER = re.compile(rf"[\s-]{OF_ITS}{COINS}(?!\w)|\s?of (?:them|those)\b|\s₿", re.IGNORECASE)
SHARES_AFTER = re.compile(r"\s(?:[\w-]+\s){0,3}?(?:shares|stock)\b|[\s-]share\b", re.IGNORECASE)
NTH = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
NO_AMOUNT = re.compile(
    r"(?:S&P|Nasdaq|Form|Item|Rule|Section|Chapter|Russell|Dow|FTSE|Nikkei|Covid|No\.?|Class"
    r"|Series|Hut|Web|page)[\s-]*$|[#@]$",
    re.IGNORECASE,
)


def find_amounts(text: str, start: int, end: int, masked: list[tuple[int, int]]) -> list[Amount]:
    """The figures of ``text[start:end]`` in order, those inside a masked span (dates) left out."""
    found = [
        amount
        for amount in (*_numbers(text, start, end), *find_numerals(text, start, end, _counted))
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
        if not scale and NTH.match(text, stop):
            continue  # "the 7th"
        if match["short"] and not sign and scale in ("m", "b", "t", "k") and not COINS_AFTER.match(text, stop):
            continue
        if NO_AMOUNT.search(before) or (not sign and re.match(r"[-–][A-Z]\b|\)", text[stop : stop + 2])):
            continue
        value = Decimal(match["number"].replace(",", "")).scaleb(SCALES[scale] if scale else 0)
        unit = MONEY.get(sign, "")
        if after in ("cent", "cents", "¢"):
            value, unit, after = value.scaleb(-2), unit or "USD", ""  # "94 cents a share"
        if after.startswith(("grand", "basis", "bp")):  # "102 grand a coin", "SOFR plus 370 basis points"
            value, unit = (value.scaleb(3), "USD") if after == "grand" else (value.scaleb(-2), unit or "percent")
        if (not unit and "%" in after) or "cent" in after:
            unit = "percent"
        elif not unit and after == "x":
            unit = "times"
        elif not unit and after:
            unit = next(code for word, code in MONEY_AFTER.items() if word in after)
        if not unit:
            unit, stop = ("bitcoin", stop) if sign == "₿" else _counted(text, stop, end)
        if unit == "bitcoin" and scale == "million" and value == value.quantize(COARSEST):
            value = value.quantize(COARSEST)  # "1 million coins" is not known to half a million
        digits = match["number"]
        begin = match.start("sign") if match["sign"] else match.start("number")
        year = unit == "number" or (unit == "things" and re.search(r"\b(?:in|into|since|of|by|until)\s$", before))
        if year and re.fullmatch(r"(?:19|20)\d\d", digits):
            continue  # a year
        yield compared(text, Amount(value, unit, "exactly", begin, stop), start, bool(match["plus"]))


def _counted(text: str, stop: int, end: int) -> tuple[str, int]:
    if match := COINS_AFTER.match(text, stop, end):
        return "bitcoin", match.end()
    if match := re.compile(r"\s(?:(?:bitcoin|separate|weekly) )*(?:sales|purchases|buys|acquisitions)\b").match(
        text, stop, end
    ):
        return "times", match.end()
    if match := re.compile(r"\stimes\b").match(text, stop, end):
        return "times", match.end()
    if match := TIME_AFTER.match(text, stop, end):
        return match["unit"].lower() + "s", match.end()
    if match := SHARES_AFTER.match(text, stop, end):
        return "shares", match.end()
    noun = re.compile(
        r"\s(?!(?:and|or|at|in|on|for|to|from|by|of|after|before|now|last|this|over|between|worth"
        r"|back|net|total|today|yesterday|only|while|with|the|its|per|more|extra|additional|mark|milestone|threshold)\b)[a-z]{3,}"
    ).match(text, stop, end)
    return ("things" if noun else "number"), stop


def _borrowed(text: str, amounts: list[Amount]) -> Iterator[Amount]:
    """ "from 484,000 to 437,000 BTC", "$75,000 – $76,000", "5–10%": the first takes its unit from the second,
    and a range bounds from below and from above."""
    for place, amount in enumerate(amounts):
        following = amounts[place + 1] if place + 1 < len(amounts) else None
        previous = amounts[place - 1] if place else None
        if following and re.fullmatch(r"\s?[–—-]\s?", text[amount.end : following.start]):
            unit = following.unit if amount.unit in ("number", "things") else amount.unit
            yield replace(amount, unit=unit, comparator="at_least")
        elif previous and re.fullmatch(r"\s?[–—-]\s?", text[previous.end : amount.start]):
            yield replace(amount, comparator="at_most")
        elif (
            following
            and amount.unit == "number"
            and re.fullmatch(
                r"\s(?:to|and|or)\s(?:(?:about|around|roughly|some|nearly|just)\s)*|\s?(?:→|-+>|=>|»)\s?",
                text[amount.end : following.start],
            )
        ):
            yield replace(amount, unit=following.unit)
        else:
            yield amount
