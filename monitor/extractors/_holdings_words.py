"""The words of holdings: what an asset is called, who "we" are, which verbs move coins, and what disqualifies.

Compiled once per asset and issuer, so that a document of another kind costs one search.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from monitor.extractors._figures import NUMBER
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


TRADE = r"(?:purchas|acquir|buy|bought|sell|sold|dispos|liquidat)\w*"
DEAL = r"(?:purchases?|acquisitions?|sales?|dispositions?|transactions?)"
DEALS = rf"{DEAL}(?:\s+(?:or|nor|and)\s+(?:any\s+|no\s+)?(?:COIN\s+)?{DEAL})?"
NOT_ONE = (
    r"(?:did\s+not\s+(?:make|complete|execute|effect|conduct|have|engage\s+in|enter\s+into)\s+any"
    r"|(?:made|had|executed|there\s+were)\s+no)"
)
# "bought no bitcoin", "neither purchased nor sold any bitcoin", "did not sell any of our bitcoin"
NOTHING = (
    rf"\b(?:(?:did|has|have|had)\s+not|neither|didn[’']t)\s+(?:\w+\s+)??(?:{TRADE}(?:\s+of)?(?:\s*,|\s+n?or|\s+and|\s+otherwise)*\s+){{1,4}}"
    r"(?:(?:any|additional|further|of\s+(?:our|its|the\s+Company[’']s))\s+){0,3}COIN(?!\s+(?:miners?|mining))"
    rf"|\bneither\s+[^.;]{{0,80}}?\bn?or\b[^.;]{{0,60}}?\b(?:{TRADE}(?:\s+of)?(?:\s*,|\s+n?or|\s+and|\s+otherwise)*\s+){{1,4}}(?:any\s+)?COIN"
    rf"|\b(?:{NOT_ONE}|no)\s+{DEALS}\s+of\s+(?:any\s+)?COIN"
    rf"|\b{NOT_ONE}\s+COIN\s+{DEALS}"
    rf"|\bno\s+COIN\s+(?:{DEALS}\s+)?(?:occurred|took\s+place|(?:was|were)\s+(?:made|executed|completed|purchased|acquired|bought|sold)"
    r"(?:\s+(?:or|nor|and)\s+(?:purchased|acquired|bought|sold))?)"
    r"|\b(?:bought|purchased|acquired|sold)\s+(?:(?:or|nor|and)\s+(?:bought|purchased|acquired|sold)\s+)?no\s+(?:additional\s+|further\s+)?COIN"
    r"(?!\s+(?:miners?|mining))"
)
# One denial of both, and not a denial of the one beside the other.
BUYS = re.compile(r"\b(?:purchas|acqui|buy|bought|transact)", re.IGNORECASE)
SELLS = re.compile(r"\b(?:sell|sold|sale|dispos|liquidat|transact)", re.IGNORECASE)
# Coins moved in a number that is not given: "sold bitcoin for $936 million", "sold 75% of our bitcoin".
UNCOUNTED = (
    r"\b(?:purchased|acquired|bought|sold|disposed\s+of|liquidated)\s+(?:(?:a\s+(?:portion|part|majority)|some|all|\d[\d.]*\s*%|most)"
    r"\s+of\s+)?(?:(?:our|its|the\s+Company[’']s)\s+)?COIN(?=\s+(?:for|in\s+exchange|at)\b|\s*[.,;])"
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


VERBS: tuple[tuple[str, str], ...] = (
    ("sold", r"sold|disposed\s+of|liquidated|monetized|divested"),
    ("transferred", r"transferred|moved|migrated|relocated"),
    ("pledged", r"pledged|posted|encumbered|placed\s+as\s+collateral"),
    ("mined", r"mined|produced|self-mined|earned|generated"),
    ("acquired", r"acquired|acquiring|purchased|purchasing|bought|added|accumulated|invested\s+in"),
    (
        "held",
        r"(?:continues?|continued)\s+to\s+(?:hold|own)|held|holds?|holding|hodl(?:s|ed|ing)?|owned|owns?|owning|had|has|have|possesses|possessed|consist(?:s|ing|ed)\s+of|compris(?:ed\s+of|ing|ed|es)|carried|custodied",
    ),
)
# "BTC sales for the week totaled 2,500 bitcoin", with nothing between that a total could be of
SUMMED = (
    r"(?:(?!\b(?:held|holds?|and|we|which|that|holdings?|treasury|balance)\b)[^.;$]){0,90}?"
    r"\b(?:totall?(?:ed|ing)|amounted\s+to|aggregated|were(?=\s+(?:approximately\s+|about\s+)?$))"
)
# "used $6.5 million of the net proceeds to acquire", "deployed $40.0 million toward the acquisition of": done, and
# no second "to" on the way without a sum of its own: what was used to repay a loan bought no coins. "To buy the
# 691 bitcoin" tells of coins that were spoken of before, and handed on already (CleanSpark, 10-Q of June 2025).
SPENT = (
    r"(?:used|utili[sz]ed|spent|deployed|applied|expended)\s+(?:(?:(?!\bto(?:wards?)?\b)[^.;]|\.(?=\d)){1,120}?\s)?"
    r"(?:(?:[^.;]|\.(?=\d)){1,160}?\band\s+(?:approximately\s+|about\s+)?(?:US)?\$\s?[\d.,]+(?:\s+(?:million|billion))?\s+(?:of\s+[^.;$]{3,40}?\s+)?)?"
    r"to(?:wards?)?\s+(?:purchase|acquire|buy|(?:the\s+)?(?:purchase|acquisition)s?\s+of)(?!\s+(?:the|those|these|such)\s)"
)
NOUNS: tuple[tuple[str, str], ...] = (
    (
        "sold",
        r"(?:completed|closed|executed|announced|reported|from|through|by|via)\s+(?:the\s+|its\s+|a\s+|an\s+|our\s+)?(?:\w+\s+)?(?:sales?|disposition|disposal|liquidation)\s+of"
        rf"|(?:the|our|its|these)\s+sales?\s+of|^Sales\s+of|(?:sales|dispositions|disposals)\s+{SUMMED}",
    ),
    ("transferred", r"(?:completed|executed|reflects?|made)\s+(?:the\s+|a\s+|its\s+|our\s+)?transfers?\s+of"),
    (
        "acquired",
        r"(?:completed|closed|executed|announced|reported|made|announcing)\s+(?:the\s+|its\s+|a\s+|an\s+|our\s+)?(?:\w+\s+)?(?:purchases?|acquisitions?|buy)\s+of"
        r"|with\s+(?:this|its|our)\s+(?:\w+\s+)?(?:purchase|acquisition)\s+of"
        rf"|{SPENT}|(?:purchases|acquisitions)\s+{SUMMED}",
    ),
    (
        "held",
        r"(?:holdings?|treasury|total|balance|reserves?|count|stack|position)\s+(?:\w+\s+){0,2}?(?:of|to|at|is|are|was|were|comprise[ds]?|consist(?:ed|s)\s+of|reached|totall?(?:ed|ing)|total)(?:\s+now)?|(?:total(?:ed|ing|s)|reached)",
    ),
)
VERB = re.compile(
    "|".join(rf"(?P<{kind}_v>\b(?:{words})\b)" for kind, words in VERBS)
    + "|"
    + "|".join(rf"(?P<{kind}_n>\b(?:{words})(?=\s|$))" for kind, words in NOUNS),
    re.IGNORECASE,
)
