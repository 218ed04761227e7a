"""The words of holdings: what an asset is called, who "we" are, and what disqualifies.

Compiled once per asset and issuer, so that a document of another kind costs one search.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from monitor.extractors._figures import NUMBER
from monitor.extractors.holdings._verbs import NOTHING, UNCOUNTED
from monitor.records import Asset, Issuer
from monitor.records.numerals import CARDINALS
from monitor.settings import packaged

# "bitcoin Cash", "bitcoin ETPs", "2,530 bitcoin miners", "BTC Yield": the word without the coin.
NOT_THE_COIN = (
    r"(?!\s*-?(?:cash|sv|gold|ETFs?|ETPs?|trusts?|funds?|miners?\b|mining|machines?|rigs?|futures|options?|derivatives?"
    r"|swaps?|kiosks?|atms?|wallets|yield|gain|\$|gains?|price|rating|nodes?|equivalents?|per\s+(?:share|1,000)|shares?"
    r"|rewards?|blocks?|network|treasury\s+compan|treasuries|denominated|backed|linked|torque|par)\b)"
)
ADJECTIVES = (
    r"(?:(?:additional|more|new|newly|further|extra|net|incremental|restricted|unrestricted|unencumbered|pledged"
    r"|self-mined|mined|whole|total)\s+){0,2}"
)
POSSESSIVE = (
    r"(?:of\s+(?:the\s+Company[’']s|its|our|the|these|those|their|\w+[’']s)\s+"
    r"(?:total\s+|aggregate\s+)?(?:(?P<outof>{number})\s+)?)?"
)

# Small numbers in words, also with their digits in brackets: "one bitcoin", "ten (10) bitcoin".
SPELLED = {word: number for number, word in enumerate(CARDINALS[1:], 1)}
ONE_OF_SEVERAL = rf"(?<![\w.,$])(?:{NUMBER})(?![\d,.]*\d)"
SEVERAL = (
    r"(?P<several>{n}(?:\s+{coin})?(?:\s*,\s*{n}(?:\s+{coin})?)*\s*,?\s+and\s+(?:approximately\s+|about\s+)?{n})"
    r"\s+(?:of\s+(?:our|its)\s+)?{coin}"
)
# The signs that may stand before a number of coins, as in "₿2,345".
SIGNS = {"bitcoin": "₿", "ether": "Ξ"}

US_WORDS = r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Tt]he Company|the Registrant|the Issuer|[Tt]he Group|[Oo]ur [Cc]ompany)\b"
OTHERS = (
    r"\b(?:customers?|clients?|investors?|lenders?|holders?|chair(?:man|woman|person)|president|executives?|insiders?|employees?|governments?|stockholders|shareholders|users?|exchanges?"
    r"|ETFs?|ETPs?|trusts?|competitors?|peers?|compan(?:y|ies)|miners|creditors?|counterpart(?:y|ies)|custodians?"
    r"|third part(?:y|ies)|hackers?|officers?|directors?|founder|others|whales?|funds?|market participants"
    r"|noteholders|affiliates?|individuals?|joint\s+ventures?|seller|buyer|borrower|bank|he|she|who)\b"
)
NAME = r"(?<![\w$])(?:[A-Z][\w&.’'-]*(?:\s+(?:of|and|&)\s+(?=[A-Z])|\s+)?)+"
# A figure quoted from the past: the filing that first stated it is the one to cite.
REPEATED = re.compile(
    r"\b(?:as\s+|were\s+|was\s+)?(?:previously|earlier|already|last)\s+(?:disclosed|announced|reported|stated|published)(?:,|\s+(?:on|in|that|by)\b)"
    r"|\bas\s+(?:disclosed|reported|announced)\s+(?:in|on|by)\b|^\s*as\s+(?:previously\s+)?(?:disclosed|reported|announced)\b"
    r"|\b(?:had|has|have)\s+previously\s+(?:disclosed|announced|reported|stated)",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"(?:compared\s+(?:to|with)|as\s+against|versus|vs\.?|down\s+from|up\s+from|(?:in|de)crease[sd]?\s+of|equivalent\s+to|equal\s+to|prior\s+(?:year|month|period|quarter)"
    r"|(?:in|de)creased\s+(?:by|from)|(?:increased|decreased|grew|rose|fell)\s+.{0,40}\bby|as\s+opposed\s+to|equivalent\s+of|rather\s+than|instead\s+of"
    r"|up\s+to|as\s+many\s+as|(?:maximum|minimum|floor|cap|ceiling|limit|threshold|quota|range|capacity|tranche|increments?|lots?)s?\s+of|at\s+least|more\s+than|less\s+than|fewer\s+than|over|nearly"
    r"|almost|exceed(?:s|ed|ing)?|goal\s+of|target\s+of|per|every|each)\s*(?:an?\s+|the\s+)?(?:total\s+of\s+)?(?:approximately\s+|about\s+|another\s+)?$",
    re.IGNORECASE,
)
SUBSET = re.compile(
    r"(?:of\s+which,?|with|including|includes|excluding|of\s+these|remaining|comprised\s+of)\s*(?:\w+\s+holding\s+)?"
    r"(?:approximately\s+|about\s+|an\s+aggregate\s+of\s+)?$"
)


@dataclass(frozen=True, slots=True)
class AssetWords:
    """An asset's patterns: `word` finds it at all, `mention` finds "N bitcoins", `labelled` "holdings of N"."""

    asset: str
    word: re.Pattern[str]
    mention: re.Pattern[str]
    prefixed: re.Pattern[str]  # "BTC 1,234.5678"
    labelled: re.Pattern[str]
    line: re.Pattern[str]  # "BTC sold in May 2026: 293.5"
    nothing: re.Pattern[str]  # "did not purchase or sell any bitcoin"
    uncounted: re.Pattern[str]  # "sold bitcoin for $936 million"
    several: re.Pattern[str]  # "100 and 200 bitcoin"


@lru_cache(maxsize=64)
def asset_words(asset: Asset) -> AssetWords:
    """The patterns of one asset of a profile."""
    words = "|".join(re.escape(word) for word in sorted(asset.words, key=len, reverse=True))
    coin = rf"(?:{words})\b"
    spelled = rf"(?<![\w-])(?P<spelled>{'|'.join(SPELLED)}|[a-z-]+(?=\s\())(?:\s\((?P<digits>{NUMBER})\))?"
    number = rf"(?:(?<![\w.,$])(?P<units>{NUMBER})(?![\d,.]*\d)|{spelled})"
    signs = "|".join(
        [*(rf"{re.escape(word)}\s" for word in asset.words if word.isupper()), SIGNS.get(asset.asset, "₿")]
    )
    possessive = POSSESSIVE.format(number=NUMBER)
    return AssetWords(
        asset=asset.asset,
        word=re.compile(rf"\b{coin}", re.IGNORECASE),
        mention=re.compile(
            rf"{number}\s+(?:₿\s*|\$(?=[A-Z])|(?:units|coins)\s+of\s+)?{ADJECTIVES}{possessive}{ADJECTIVES}{coin}{NOT_THE_COIN}",
            re.IGNORECASE,
        ),
        prefixed=re.compile(
            rf"(?<![\w-])(?<!\d\s)(?:{signs})\s?(?!(?:19|20)\d\d\b)(?P<units>{NUMBER})(?![\w%]|[\d,.]*\d|\s*(?:%|percent|million|billion|per\b|(?i:{coin})))"
        ),
        labelled=re.compile(
            rf"\b{coin}\s+(?:treasury\s+)?(?:holdings?|held|balance|treasury|reserves?|position)\b(?:\s*\([^)]*\))?(?:,?\s+(?:as\s+of|at|on)\s+[A-Z]\w+\s+\d{{1,2}},\s+\d{{4}},?)?[^.;:$\d]{{0,60}}?"
            rf"\b(?:of|to|at|were|was|is|are|totall?ed|totall?ing|reached|stood\s+at|comprised|equalled|equaled)\s+"
            rf"(?:now\s+)?(?:an?\s+(?:aggregate|total)\s+of\s+)?(?:approximately\s+|about\s+|~\s*)?(?<![$\w.,])(?P<units>{NUMBER})"
            rf"(?![\d,.]*\d)(?!\s*(?:%|percent|million|billion|basis|{words}))(?=[\s,.;)]|$)",
            re.IGNORECASE,
        ),
        line=re.compile(
            rf"\W*(?P<label>(?=[^:]*\b{coin})[^:;.]{{3,110}}):\s*(?:approximately\s+)?(?P<units>{NUMBER})\s*(?:{words})?\s*(?:\([^()]*\))?\W*",
            re.IGNORECASE,
        ),
        nothing=re.compile(NOTHING.replace("COIN", coin), re.IGNORECASE),
        uncounted=re.compile(UNCOUNTED.replace("COIN", coin), re.IGNORECASE),
        several=re.compile(SEVERAL.format(n=ONE_OF_SEVERAL, coin=coin) + NOT_THE_COIN, re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def load_words() -> dict[str, frozenset[str]]:
    """The word lists of `models/holdings.toml`."""
    lists = tomllib.loads((packaged("models") / "holdings.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in lists.items()}


@lru_cache(maxsize=64)
def issuer_names(issuer: Issuer) -> re.Pattern[str]:
    """ "We", "the Company", every name of the profile, longest first. Case counts: a strategy is no Strategy."""
    names = {issuer.name, *issuer.names}
    names |= {
        re.sub(r",?\s+(?:Inc|Corp|Corporation|Ltd|LLC|Limited|plc|Co|Holdings)\b\.?$", "", name) for name in names
    }
    if issuer.ticker and not issuer.ticker.startswith("CIK"):
        names.add(issuer.ticker)
    first = issuer.name.split()[0] if issuer.name else ""
    if len(first) > 2 and first.lower() not in load_words()["not_a_name"]:
        names.add(first)
    parts = "|".join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))
    # Cover pages and submission headers shout: "STRATEGY INC".
    return re.compile(rf"{US_WORDS}|\b(?:{parts})(?![\w-])", 0)
