"""What the words of a statement say that a figure is of: coins held, bought, sold, pledged; a cost, a value.

A figure is *bound* when the word of its own clause that is nearest to it names what it is of ("holds 32", "the
stack is now 40,824"). A number of coins without such a word, or one that is a part ("95,600 of its coins carry no
lien", "2,000 parked on an exchange"), is bound to nothing: it may be that of another thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from monitor.judges._topics import APART, FAR
from monitor.records import ClaimFigure

# What a word says of the coins, or of the money, that it stands by.
KINDS: dict[str, tuple[str, ...]] = {
    "else": (
        r"orders?\b(?! to)|order book|bids\b|demand\b|subscriptions?|oversubscri\w+|outflows?|inflows?|lawsuits?",
        r"fines?\b|tax\w*|market cap\w*|enterprise value|salary|security budget",
    ),
    "net": (
        r"net(?:s|ted|ting)?\b(?! (?:position|seller|buyer))|proceeds|brought in|bringing in|fetch\w*",
        r"rais(?:ed|es|ing) (?=\$|about|some|roughly)",
    ),
    "free": (
        r"unencumbered|unpledged|not pledged|unrestricted",
        r"free (?:and clear|of)",
        r"no (?:lien|pledge|claim)s?",
    ),
    "pledged": (
        r"pledg\w+|collateral\w*|encumbered|posted|restricted",
        r"secur(?:es?|ed|ing|ity)",
        r"back(?:s|ing) (?:the|its|a)\b",
    ),
    "part": (
        r"park(?:s|ed)|stuck|trapped|frozen|locked|lent|loaned|missing|short of|unaccounted",
        r"stor(?:ed|es)|custod\w+|cold storage|kept (?:with|on|at)|keeps\b(?=[^.;]{0,40} (?:with|on"
        r"|at) (?-i:[A-Z]))",
        r"wallets?|address(?:es)?|exchanges?\b(?! rate)",
        r"mov(?:ed|es|ing)|shift(?:ed|s|ing)|transferr?\w*|sent",
        r"subsidiar\w+|MacroStrategy|unit(?=[’' ])",
    ),
    "mined": (r"min(?:ed|es|ing)\b|produc(?:ed|es|tion)|self-mined",),
    "sold": (
        r"s[oe]ll(?:s|ing)?\b|sold|sales?\b|dump\w*|(?:un|off)load\w*|liquidat\w+|divest\w*|dispos\w+",
        r"part(?:ed|s|ing) with|let(?:ting)?\b[^.;,]{0,20} go\b|shed(?:s|ding)?|g[oe]t(?:s|ten|ting)? rid",
        r"cash(?:ed|es|ing)? (?:out|in)|turned\b[^.;]{0,40}\binto cash|jettison\w*|ditch\w*|unw(?:i|ou)nd\w*",
        r"loss(?:es)? on|left (?:its|the) (?:books|treasury|vault)|\bout\b(?=,)|trimm\w*|outflows?|bleed\w*"
        r"|bled\b",
    ),
    "bought": (
        r"(?:hauls?|purchases?|buys?|spree|intake|additions)\b[^.;,\d$]{0,45}?\b(?:topp?(?:s|ed|ing)|pass\w*|cross\w*"
        r"|surpass\w*|exceed\w*|(?:goes|went) (?:past|beyond))\b",
        r"(?:quarter|month|week|year|Q[1-4]|January|February|March|April|May|June|July|August|September|October"
        r"|November|December)(?:[’']s)?(?: \w+)? (?:tally|total|take|count|sum|stack|pile)\b",
        r"b(?:uy|uys|uying|ought)\b|purchas\w+|acqui\w+|add(?:s|ed|ing)?\b|addition\w*|invest\w*|spen[dt]\w*"
        r"|laid out",
        r"pick(?:s|ed|ing)?\b[^.;,]{0,15} up|snap\w*|scoop\w*|hoover\w*|gobbl\w*|grab\w*|bag(?:s|ged)|swallow\w*",
        r"nibbl\w*|took\b(?= (?:\w+ ){0,2}\d)|coins? later|come (?:its|their|[A-Z]\w+[’']s) way",
        r"haul\w*|intake|took (?:in|on|home)|tak(?:es|ing|en)? in|pil(?:ed|es|ing) (?:up|on|in)|put away"
        r"|stack(?:ed|ing)",
        r"gather\w*|collect\w*|amass\w*|accumulat\w+|pocket\w*|brought\b(?! (?:\w+ ){0,4}to )(?=[^.;\d$]{0,35}\d)",
        r"splurg\w*|spree|rounds?\b|batch\w*|tranches?|deals?\b|lot\b|in the market|pour\w*|plough\w*|plow\w*"
        r"|deploy\w*",
        r"turn(?:ed|s|ing)\b[^.;]{0,20}\binto(?= (?:\w+ ){0,2}\d)|more\b(?! than)|fresh|new(?:est|ly)?\b|latest"
        r"|another|\bin(?=:)|(?:gain|increase|growth) of|(?:grew"
        r"|rose|up) by",
    ),
    "held": (
        r"h[eo]ld(?:s|ing|ings)?\b|own(?:s|ed|ing)?\b|hodl\w*|possess\w*|control\w*|boast\w*|keeps?\b|in hand",
        r"(?:has|have|had|having)\b(?! (?:been |just |now |also |already |again |never |not |since |so far "
        r"|\w+ly )*"
        r"(?:\w+(?:ed|en|ing|ught|old|own|unk|one)\b|put|spent|paid|come|let|begun|become|done|made|got|swept))",
        r"reach\w*|(?:end|clos|finish)\w*\b[^.;]{0,25}\b(?:with|at|on)"
        r"|s[ia]t(?:s|ting)? (?:on|at)|counts?\b(?= (?:\w+ ){0,2}\d)"
        r"|(?:coin|bitcoin) count"
        r"|counting",
        r"carr(?:y|ies|ied|ying)|st(?:ands?|ood) at"
        r"|is (?:now |back )?(?:at|up to|down to)|are (?:now )?(?:at|up to)",
        r"stash|hoard|stack\b|trove|stockpile|pile\b|cache|treasur\w+|coffers|vault|balance|position|tally"
        r"|total\w*",
        r"(?:bitcoin|BTC|coin) reserves?|nest egg|war chest|on (?:its|the) books|left with|leaving|now\b",
        r"in all\b|altogether|all told|(?:went|gone|go(?:es|ing)|mov(?:ed|es|ing)|swung|edged) from",
        r"(?:take|took|taking|bring\w*|brought|lift\w*|rais\w+|push\w*|boost\w*|carried|swell\w*|swollen"
        r"|gr[eo]w\w*|climb\w*"
        r"|ros?en?|rise\w*|swung|expand\w*|fell|fallen|shr[aiu]nk\w*|drop\w*|dwindl\w*|down|up|reduc\w+|cut)\b"
        r"[^.;,\d]{0,40}\b(?:to|past|above|over|beyond)",
        r"(?:past|beyond)\b(?= (?:the )?\d)|cross\w*|surpass\w*|topp?(?:s|ed)\b|mark\b|milestone|threshold"
        r"|barrier",
    ),
    "worth": (r"worth|valu\w+|market|fair",),
    "average": (
        r"averag\w+(?: (?:purchase|entry|acquisition))?(?: (?:price|cost))?",
        r"apiece|a piece|a pop|each"
        r"|per (?:coin|bitcoin|BTC)|(?:a|every) (?:coin|bitcoin|BTC)\b",
        r"cost basis|break-?even|entry (?:price|cost)|mean (?:price|cost)",
    ),
    "cost": (r"costs?\b|paid|pay(?:s|ing)?\b|price tag|outlay|aggregate|bill\b|bought for|purchase price",),
    "cash": (
        r"cash\b(?!ed)|(?:dollar|USD) (?:cushion|pile)|(?<!bitcoin )(?<!BTC )reserves?\b|cushion|buffer|liquidity",
    ),
    "debt": (r"debts?|notes?\b|bonds?|convert\w*|borrow\w*|loans?|ow(?:e|es|ed|ing)\b",),
    "shares": (r"shares?|stock|equity|preferreds?",),
}
WORDS = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in KINDS.items()) + r")\b", re.IGNORECASE
)
COINS = r"(?:bitcoins?|BTC|coins?|₿)"
PARTITIVE = re.compile(  # "95,600 of MicroStrategy's coins", "34,619 of the coins", "12,000 of them"
    rf"\s?(?:{COINS}\s)?(?:out )?of (?:them|those|these"
    rf"|(?:its|their|the|those|these|all|[A-Z]\w+[’']s?)\s(?:[\d,]+\s)?(?:\w+\s)?{COINS})",
)
OF_THE = re.compile(
    rf"\s?(?:{COINS}\s)?(?:out of\s|(?:out )?of (?:its|their|the|all|a total of"
    rf"|[A-Z][\w.]+[’']s?)\s)(?:(?:more than|about"
    rf"|roughly|total|some) )*"
)
OF_ALL = re.compile(
    r"(?:^|[,;:]\s)[Oo]f (?:its|the|their|all|[A-Z][\w.]+[’']s?)?(?:\s(?:the|its|about|some|total))*\s?$"
)
PART_OF = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?|most|some|part|all|none|per ?cent|%) of (?:its|the|their"
    r"|[A-Z][\w.]+[’']s?)\s?$"
)
OWNED = re.compile(
    r"(?:\b(?:its|their|his|whole|entire)|[’']s)\s"
    r"(?:(?:entire|whole|full|total|some|about|roughly|over|nearly|almost) )*$"
)
REACH = 90  # characters in which a word is near
COUNTS = ("times", "weeks", "months", "days", "years", "quarters", "things", "hours")  # of what bounds no clause
BEFORE = re.compile(r";\s|\.\s(?=[A-Z])")  # what stands before a colon is said of what follows it
AFTER = re.compile(r"[;:]\s|\.\s(?!(?:That|This|It|Which|All) )(?=[A-Z])")


def kinds_near(words: str, figure: ClaimFigure, figures: Sequence[ClaimFigure], begin: int = 0) -> tuple[str, ...]:
    """What the words near a figure are of, nearest first; the figures beside it bound them. `begin`: where `words`
    begin in the text that the offsets of `figures` are of."""
    return _kinds_near(words, figure, tuple(figures), begin)


@lru_cache(maxsize=4096)  # a statement is judged on many days, and by many rules
def _kinds_near(words: str, figure: ClaimFigure, figures: Sequence[ClaimFigure], begin: int) -> tuple[str, ...]:
    start, end = figure.start - begin, figure.end - begin
    whole = next((one for one in figures if _is_of(words[end : max(end, one.start - begin)])), None)
    if whole is not None:  # "3,300 of its 19,273 coins serve as security": what follows is said of the 3,300
        end, figures = whole.end - begin, [one for one in figures if one is not whole]
    elif any(_is_of(words[max(0, one.end - begin) : start]) for one in figures if one.end - begin <= start):
        return ("held",)
    if OF_ALL.search(words[:start]):
        traded = re.match(r"[^,;.]{0,40}\b(?:bought|purchased|acquired|added|sold)\b", words[end:])
        return ("sold" if traded.group().endswith("sold") else "bought",) if traded else ("held",)
    if PART_OF.search(words[:start]):
        return ("held",)
    figures = [one for one in figures if one.unit not in COUNTS]
    low = max([0, start - REACH, *(one.end - begin for one in figures if one.end - begin <= start)])
    high = min([len(words), end + REACH, *(one.start - begin for one in figures if one.start - begin >= end)])
    low = max([low, *(match.end() for match in BEFORE.finditer(words, low, start))])
    stop = AFTER.search(words, end, high)
    high = stop.start() if stop else high
    found = []
    for match in WORDS.finditer(words, low, high):
        inside = match.start() < end and start < match.end()
        between = words[match.end() : start] if match.end() <= start else words[end : match.start()]
        found.append((0 if inside else len(between) + FAR * len(APART.findall(between)), match.lastgroup or ""))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def _is_of(between: str) -> bool:
    return OF_THE.fullmatch(between) is not None


def is_part(words: str, figure: ClaimFigure, begin: int = 0) -> bool:
    """Whether it is so many of the coins, and not all of them."""
    return PARTITIVE.match(words, figure.end - begin) is not None


def is_owned(words: str, figure: ClaimFigure, begin: int = 0) -> bool:
    """ "its 712,647 bitcoin", "Strategy's 712,647 coins": a holding that is taken for granted."""
    return OWNED.search(words[: figure.start - begin]) is not None
