"""What money a phrase names: "proceeds from the STRK ATM and STRC Offering and $40.6 million of Excess Cash".

Securities are given as the same document's issuances print them, so that both can be joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.issuances._words import PROGRAM, SERIES, Reading, plain_name, security_key
from monitor.records import Issuance

LIST_OF_ATMS = re.compile(
    r"\b(?P<names>[A-Z]{3,5}(?:(?:,\s*(?:and\s+)?|\s+and\s+)[A-Z]{3,5})+)\s+(?P<noun>ATM|Stock|Share)s?(?:\s+programs?)?\b"
)
NAMED = re.compile(
    r"\b(?:(?:20\d\d\s+)?(?:(?!USD\b)[A-Z]{3,5}|Common(?:\s+Stock)?)\s+ATM\b"
    r"|(?:[A-Z][\w-]*\s+){0,4}Offerings?\b"
    r"|(?!USD\b|ATM\b)[A-Z]{3,5}\s+(?:Stock|Shares|IPO)\b"
    r"|(?:\d+(?:\.\d+)?%\s+|20\d\d[A-Z]?\s+)(?:[\w-]+\s+){0,5}?[Nn]otes(?:\s+due\s+20\d\d)?"
    r"|(?i:(?:convertible\s+)?(?:senior\s+)?(?:secured\s+)?notes\s+due\s+20\d\d)"
    r"|(?:[\w.%]+\s+){0,7}?(?i:preferred\s+stock)\b"
    r"|(?i:(?:class\s+[a-z]\s+)?common\s+stock)\b"
    r"|(?<=the\s)notes\b"
    r"|(?:Prior\s+(?:ATM\s+)?)?Shares\b(?=[^.]{0,20}\bunder\b))"
)
SALES = re.compile(
    r"\bsales?\s+of\s+(?:stock|shares|securities)\b|\bproceeds\s+(?:of|from)\s+(?:the|these|those|such)\s+sales\b"
    r"|^\W*the\s+(?:net\s+)?proceeds\W*$|\b(?:those|these|such)\s+(?:net\s+)?proceeds\b(?![^;]*\$|\s+of\b)|\bthe\s+(?:combined|aggregate|total)\s+(?:net\s+)?proceeds\b"
    r"|\bthe\s+(?:net\s+)?proceeds\s+(?:\w+\s+){0,2}above\b"
)
THE_OFFERING = re.compile(r"\b(?:this|the)\s+offering\b", re.IGNORECASE)
PREFERRED_LEAD = re.compile(
    r"^(?:(?:the|net|proceeds|previously|announced|and|completed|initial|public|offerings?|of|from|its|sales?|issuances?|in|our)\s+)+",
    re.IGNORECASE,
)
# "proceeds of the MSTR ATM, and with $12.0 million of borrowings": the amount is not the first source's.
BESIDES = re.compile(
    r"(?:,|\b(?:and|plus|with|as\s+well\s+as))\s+(?:with\s+|by\s+|from\s+)?(?:approximately\s+|about\s+|another\s+)*$",
    re.IGNORECASE,
)
OTHER: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("excess cash", r"\bexcess\s+cash\b"),
        ("USD Reserve", r"\bUSD\s+Reserve\b|\bdollar\s+reserve\b"),
        ("USD Cash", r"\bUSD\s+Cash\b"),
        ("sale of bitcoin", r"\bsales?\s+of\s+(?:\w+\s+)?(?:bitcoins?|BTC)\b|\bbitcoin\s+sales?\b"),
        # "$20.0 million drawn on the Revolver"
        (
            "loan",
            r"\bdrawn\s+(?:on|under|from)\b|\b(?:loan|borrowings?|revolver|credit\s+(?:facility|agreement|line)"
            r"|lines?\s+of\s+credit)\b",
        ),
        ("operating cash flow", r"\bcash\s+(?:flows?|generated)\s+(?:from|by)\s+operati\w+|\boperating\s+cash\b"),
        ("working capital", r"\bworking\s+capital\b"),
        ("cash on hand", r"\bcash\s+on\s+hand\b|\b(?:available|existing)\s+cash\b|\bcash\s+equivalents\b"),
        ("cash", r"(?<!in\s)(?<!excess\s)(?<!USD\s)\bcash\b(?!\s+(?:on\s+hand|flows?|and\s+cash|generated|from))"),
        ("convertible notes", r"(?<![\dA-Z]\s)\bconvertible\s+(?:senior\s+)?notes\b(?!\s+due)"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sources:
    """Securities and other money that a stretch of words names, with the amount it gives for them."""

    securities: tuple[str, ...]
    others: tuple[str, ...]
    amount: Decimal | None


def read_sources(
    phrase: str, reading: Reading, issuances: Sequence[Issuance], days: tuple[date | None, date | None]
) -> Iterator[Sources]:
    """One for each amount of the phrase; one for all of it when it gives none."""
    amounts = [
        figure
        for figure in find_figures(phrase)
        if figure.kind == "usd" and not re.match(r"\s+(?:in\s+)?(?:aggregate\s+)?principal", phrase[figure.end :])
    ]
    if amounts and BESIDES.search(before := phrase[: amounts[0].start]):
        named = _names(before, reading, issuances, days)
        if any(named):
            yield Sources(*named, None)
            phrase, amounts = _after(phrase, amounts)
    cuts = [figure.start for figure in amounts[1:]]
    pieces = [phrase[a:b] for a, b in zip([0, *cuts], [*cuts, len(phrase)], strict=True)]
    for number, piece in enumerate(pieces):
        securities, others = _names(piece, reading, issuances, days)
        amount = amounts[number].value if amounts else None
        # "$1.026 billion in net proceeds from … and excess cash": the amount is the proceeds' alone.
        cash = tuple(one for one in others if "cash" in one.lower() or one == "working capital")
        rest = tuple(one for one in others if one not in cash)
        if amount is not None and cash and (securities or rest):
            yield Sources(securities, rest, amount)
            yield Sources((), cash, None)
        elif securities or others:
            yield Sources(securities, others, amount)


def _after(phrase: str, amounts: list[Figure]) -> tuple[str, list[Figure]]:
    """The phrase from its first amount on, with the places of its amounts in what is left."""
    cut = amounts[0].start
    return phrase[cut:], [replace(one, start=one.start - cut, end=one.end - cut) for one in amounts]


def _names(
    piece: str, reading: Reading, issuances: Sequence[Issuance], days: tuple[date | None, date | None]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    text = LIST_OF_ATMS.sub(_spread, piece)
    found: dict[str, None] = {}
    for match in NAMED.finditer(text):
        name = PREFERRED_LEAD.sub("", " ".join(match.group().split()))
        if name == "notes" and name not in reading.aliases:
            continue
        if not name or (
            name.lower() in ("preferred stock", "offering", "offerings") and "Offering" not in reading.aliases
        ):
            continue
        found.update(dict.fromkeys(resolve(name, reading, issuances, days)))
    securities = list(found)
    if not securities and (PROGRAM.search(text) or SALES.search(text)):
        securities = _sold_then(issuances, days) or ["ATM"]
    if not securities and re.search(r"\bsale\s+of\s+the\s+notes\b|\bthe\s+(?:offering|notes)\b", text):
        securities = [one.security for one in issuances if one.kind == "offering"][:1]
    bare = NAMED.sub(" ", text)
    others = [label for label, pattern in OTHER if pattern.search(bare)]
    if "cash" in others and len(others) > 1:
        others.remove("cash")
    return tuple(securities), tuple(others)


def resolve(
    name: str, reading: Reading, issuances: Sequence[Issuance], days: tuple[date | None, date | None]
) -> list[str]:
    """A name as the document's issuances print it: "MSTR ATM" is "Common ATM" where the table says so. Of two
    programs of one security sold under in the same period, both are meant."""
    known = reading.aliases.get(name) or reading.aliases.get(name.removesuffix("s"))
    key = security_key(known or name, reading.issuer)
    kinds = {one.security: one.kind for one in issuances}
    if name in kinds:
        return [name]
    fitting = [one for one in issuances if security_key(one.security, reading.issuer) == key]
    if "ATM" in name:
        fitting = [one for one in fitting if one.kind == "atm"]
    elif "Offering" in name or "IPO" in name:
        fitting = [one for one in fitting if one.kind == "offering"]
    fitting.sort(key=lambda one: (not one.shares, (one.period_start_on, one.period_end_on) != days))
    if not fitting:
        return [known or plain_name(name)]
    best = fitting[0]
    years = re.findall(r"\b20\d\d\b", name)
    both = [one for one in fitting if _is_beside(one, best) and all(year in one.security for year in years)]
    return list(dict.fromkeys(one.security for one in both)) or [best.security]


def _is_beside(one: Issuance, other: Issuance) -> bool:
    """Whether both were sold under programs in one period."""
    if one is other:
        return True
    sold = bool(one.shares and other.shares) and one.kind == other.kind == "atm"
    return sold and (one.period_start_on, one.period_end_on) == (other.period_start_on, other.period_end_on)


def mentions(text: str, issuance: Issuance, reading: Reading, *, near: bool) -> bool:
    """Whether a sentence names the security of an issuance, or speaks of its program in general; `near` the
    statement of an offering "the net proceeds" are its own."""
    key = security_key(issuance.security, reading.issuer)
    spread = LIST_OF_ATMS.sub(_spread, text)
    named = [" ".join(match.group().split()) for match in NAMED.finditer(spread)]
    keys = {security_key(reading.aliases.get(name, name), reading.issuer) for name in named}
    series = SERIES.search(issuance.security)
    if key in keys or (series is not None and series["word"].lower() in text.lower() and "referred" in text):
        return True
    general = PROGRAM if issuance.kind == "atm" else THE_OFFERING
    own = near and issuance.kind == "offering" and re.search(r"\bthe\s+(?:net\s+)?proceeds\b", text) is not None
    return not named and (own or general.search(text) is not None)


def _sold_then(issuances: Sequence[Issuance], days: tuple[date | None, date | None]) -> list[str]:
    sold = [one for one in issuances if one.kind == "atm" and (one.shares or one.net_proceeds_usd)]
    then = [one for one in sold if days[0] is None or (one.period_start_on, one.period_end_on) == days] or sold
    return list(dict.fromkeys(one.security for one in then))


def _spread(match: re.Match[str]) -> str:
    """ "STRK, STRF and STRD ATMs" with the noun after each."""
    return ", ".join(f"{name} {match['noun']}" for name in re.findall(r"[A-Z]{3,5}", match["names"]))
