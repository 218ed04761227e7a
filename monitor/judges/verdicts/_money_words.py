"""What money a sentence says was used, for how much of it: "paid for with share sales", "every dollar borrowed".

named     stock, common stock, preferred stock, a series of it, debt, notes, a loan, the dollar reserve, cash
denied    "without selling a share", "no borrowed money": said not to have been used
share     "all" ("entirely", "nothing else"), "most" ("mainly"), "" where it is not told how much
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from monitor.judges._particulars import SERIES

Share = Literal["all", "most", ""]
COIN = r"(?:bitcoins?|BTC|coins?)"
PAPER = r"(?:stock|shares?|equity|preferreds?|notes?|bonds?|debt|convertibles?|converts|STR[KFCDE]|ATM|loans?)"
PAID_WITH = re.compile(
    r"\b(?:fund(?:ed|ing)|financ(?:ed|ing)|paid for|bankroll\w*|using|with (?:the )?(?:proceeds|cash|borrowed"
    r"|debt|money)|borrowed money|drew on|drawing on|dipp(?:ed|ing) into|tapp(?:ed|ing)"
    r"|through (?:the )?(?:sale|issuance|issue)|by (?:selling|issuing|borrowing))\b"
    r"|\bpa(?:id|ys?|ying)\s(?:\w+\s){0,2}for\b|\bhelp(?:ed|s|ing)?\s(?:to\s)?(?:pay|fund|finance|buy|cover"
    r"|bankroll)\b"
    r"|\b(?:was|were|been|all|money|being|of it)\sborrowed\b|\bon (?:credit|margin|borrowed)\b"
    rf"|\b(?:issu|s[oe]l|rais|plac|float)\w+\b[^.;]{{0,60}}\bto (?:pay for|fund|finance|buy|acquire|purchase"
    rf"|bankroll)\b"
    rf"|\b{PAPER}[- ](?:funded|financed|fuel\w+|paid)\b"
    rf"|\b(?:plough|plow|pour|pump|funnel|channel|roll|sank|sink)\w*\b[^.;]{{0,40}}\b(?:into"
    rf"|in)\s(?:\w+\s){{0,2}}{COIN}\b"
    rf"|\b{PAPER} (?:money|proceeds|cash)\b"
    rf"|\b{PAPER}\b[^.;$]{{0,30}}\b(?:rais(?:ed|es)|brought in|yielded|produced|generated|provided|supplied)\b"
    r"(?:[^.;]|\.(?=\d)){0,40}"
    r"\b(?:that|which|it|\w*strategy|the company)\s(?:\w+\s){0,2}?(?:spent|put|used|paid|poured|ploughed|plowed)\b"
    r"|\b(?:courtesy of|thanks to|(?:the )?fruits? of|out of|footed the bill|picked up the tab"
    r"|(?:cover|foot|shoulder|carri|meet|met|picked up)(?:ed|s|es|ing)?\s(?:\w+\s){0,4}?(?:the|its)"
    r"\s(?:cost|bill|tab|price)"
    r"|the money (?:for it )?c[ao]me|money c[ao]me from|came (?:entirely |all |mostly |solely )?from)\b"
    r"|\b(?:all|most(?:ly)?|mainly|largely|partly|entirely|solely|only|wholly|chiefly|fresh|straight)\s(?:from"
    r"|by|with|through)\b"
    r"|\bfrom (?:the )?(?:selling|issuing|sales? of|proceeds)\b"
    r"|\bborrow(?:ed|s|ing)? (?:\w+ ){0,3}to\b|\bnothing but\b|\bus(?:ed|es|ing) (?:its|the|an?|some|money"
    r"|cash|proceeds|excess|spare|common|preferred)\b"
    rf"|\bhelped by\b|\b(?:bought|purchased|acquired|paid)\b[^.;]{{0,30}}\bwith (?:\w+\s){{0,4}}{PAPER}\b"
    r"|\bwithout (?:selling|issuing|borrowing|touching|dipping|tapping|a (?:single )?(?:share|dollar|cent))\b",
    re.IGNORECASE,
)
MEANS: dict[str, tuple[str, str]] = {  # name: words in the claim, words in the filing
    "stock": (
        r"\b(?:shares? sales?|stock sales?|(?:sell\w*|sold|sales? of|issu\w+|placing|with|by|from|through|of"
        r"|more|new"
        r"|and|or)\s(?:its |new |own |more |fresh |a (?:single )?|any )*(?:shares?|stock)|(?:stock"
        r"|share)[- ](?:funded"
        r"|financed|issu\w+)|equity|at-the-market|(?<!common )(?<!MSTR )(?<!STR[KFCDE] )ATM)\b",
        r"\b(?:common|MSTR|class A|ATM|at-the-market|stock|preferred|STR[KFCDE])\b",
    ),
    "common stock": (
        r"\b(?:common (?:stock|shares?|equity|ATM)|ordinary shares|class A|MSTR (?:shares?|stock|ATM))\b",
        r"\b(?:common|MSTR|class A|at-the-market)\b"
        r"|(?<!STR[KFCDE] )\bATM\b|(?<!Preferred )(?<!STR[KFCDE] )\bstock\b",
    ),
    "preferred stock": (
        r"\b(?:preferreds?|STR[KFCDE])\b",
        r"\b(?:preferred|STR[KFCDE]|stretch|strike|strife|stride|stream)\b",
    ),
    "debt": (
        r"\b(?:convertibles?|converts|notes?|bonds?|debt|borrow\w*|loans?|leverage|on credit)\b",
        r"\b(?:convertible|notes?|loan|debt|borrow\w*)\b",
    ),
    "convertible notes": (r"\b(?:convertibles?|converts)\b(?! preferred)", r"\bconvertible\b"),
    "a loan": (r"\b(?:loans?|bank credit|credit line)\b", r"\b(?:loan|credit)\b"),
    "the dollar reserve": (r"\b(?:dollar|USD|cash) reserves?\b", r"\breserve\b"),
    "cash": (
        r"\b(?:excess cash|cash on hand|spare cash|own cash|cash at hand|idle cash|cash pile|operating cash"
        r"|cash flow)\b",
        r"\bcash\b",
    ),
} | {
    ticker: (rf"\b(?:{ticker}|(?-i:{name.capitalize()}))\b", rf"\b(?:{ticker}|{name})\b")
    for ticker, name in SERIES.items()
}  # fmt: skip
WIDER = {  # what each also is
    "common stock": ("stock",),
    "preferred stock": ("stock",),
    "convertible notes": ("debt",),
    "a loan": ("debt",),
} | dict.fromkeys(SERIES, ("preferred stock", "stock"))
DENIED = re.compile(
    r"\b(?:without|no(?! (?:doubt|less|more|fewer))|not|never|neither|nor|rather than"
    r"|instead of)\b(?P<what>[^.;,:]{0,60})",
    re.IGNORECASE,
)
NOT_ONLY = re.compile(
    r"^\s(?:only|just|merely|all|entirely|wholly|yet|a (?:bad|small)|for the first)\b", re.IGNORECASE
)
ALL = re.compile(
    r"\b(?:entirely|wholly|solely|exclusively|fully|purely|completely)\b|\bevery (?:last |single )?(?:dollar"
    r"|cent|penny)\b"
    r"|\b(?:paid for|paid|funded|financed|covered|bankrolled) (?:all|the whole|the entire|every)\b"
    r"|\b(?:whole|entire) (?:\$[\d.,]+ (?:million|billion)|sum|amount|bill|cost|price|outlay)\b"
    r"|\bnothing (?:else|but|more)\b|\bin full\b|\b100 ?(?:%|percent)|\bdown to the last (?:dollar|cent|penny)\b"
    r"|\ball\b[^.;,]{0,30}\b(?:funded|financed|paid|raised|borrowed|came|money|cash|dollars)\b"
    r"|\ball (?:of )?(?:the|its|their|those) (?:\w+ )?(?:proceeds|money)\b"
    r"|\ball\s(?:of (?:it|them)\s)?(?:by|with|from|through|out of)\b"
    rf"|\b(?:offering|sales?|{PAPER})\s(?:\w+\s)?alone\b"
    rf"|\b(?:funded|financed|paid for|bought|came)\s(?:\w+\s)?(?:only|just|all)?\s?(?:by|with|from"
    rf"|through)\s{PAPER}\w*"
    r"\s(?:\w+\s)?alone\b|\b(?:only|alone)\s(?:by|with|from|through|via|in|into|on|for)\b",
    re.IGNORECASE,
)
MOST = re.compile(
    r"\b(?:mostly|mainly|chiefly|largely|primarily|predominantly|for the most part|(?:most|the bulk|the majority"
    r"|the lion[’']s share) of (?:it|them|that|the (?:money|cash|cost|bill|coins|purchase|price)))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What a sentence says of the money, by the names of `MEANS`."""

    named: tuple[str, ...]
    denied: tuple[str, ...]
    share: Share


def read_money(words: str) -> Money | None:
    """None where it does not speak of what was used."""
    if not PAID_WITH.search(words):
        return None
    denied: list[str] = []
    said = words
    for match in DENIED.finditer(words):
        if not NOT_ONLY.match(match["what"]):
            denied.extend(name for name in means_of(match["what"]) if name not in denied)
            said = said.replace(match.group(), " ")
    named = means_of(said)
    wider = {other for name in named for other in WIDER.get(name, ())}
    named = tuple(name for name in named if name not in wider)
    share: Share = "all" if ALL.search(said) else "most" if MOST.search(said) else ""
    return Money(named=named, denied=tuple(denied), share=share) if named or denied else None


def means_of(words: str) -> tuple[str, ...]:
    """The names whose words stand there."""
    return tuple(name for name, (said, _) in MEANS.items() if re.search(said, words, re.IGNORECASE))


def shows(name: str, told: str) -> bool:
    """Whether the words of a filing name these means."""
    return re.search(MEANS[name][1], told, re.IGNORECASE) is not None
