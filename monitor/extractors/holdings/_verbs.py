"""The verbs that move coins, or keep them: of facts, of denials, and those that need a number right behind them.

"sold" may stand far from its number; "parted with" may not: "parted with the manager of 2,310 bitcoin". Some
verbs are a sale or a purchase only for dollars: "converted 50 bitcoin into $4.1 million", not "into wrapped
bitcoin". Pledging, lending and moving coins to a custodian are neither.
"""

from __future__ import annotations

import re

# Other words for "sold" whose object follows at once.
PARTED = (
    r"parted\s+with|let\s+go\s+of|off-?loaded|unloaded|dumped|shed|cashed\s+(?:in|out(?:\s+of)?)"
    r"|exited(?:\s+an?\s+(?:\w+\s+)?position\s+(?:of|in))?|moneti[sz]ed|liquidated|divested|disposed\s+of"
)
TRADE = (
    r"(?:(?:purchas|acquir|buy|bought|sell|sold|dispos|liquidat|moneti[sz]|off-?load|unload|divest)\w*"
    r"|part(?:ed)?\s+with|let\s+go\s+of|cash(?:ed)?\s+(?:in|out(?:\s+of)?))"
)
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
SELLS = re.compile(
    r"\b(?:sell|sold|sale|dispos|liquidat|moneti[sz]|off-?load|unload|divest|part(?:ed)?\s+with|let\s+go|cash(?:ed)?\s+(?:in|out)"
    r"|transact)",
    re.IGNORECASE,
)
# Coins moved in a number that is not given: "sold bitcoin for $936 million", "sold 75% of our bitcoin".
UNCOUNTED = (
    r"\b(?:purchased|acquired|bought|sold|disposed\s+of|liquidated|parted\s+with|let\s+go\s+of|off-?loaded|unloaded|moneti[sz]ed"
    r"|cashed\s+in)\s+(?:(?:a\s+(?:portion|part|majority)|some|all|\d[\d.]*\s*%|most)"
    r"\s+of\s+)?(?:(?:our|its|the\s+Company[’']s)\s+)?COIN(?=\s+(?:for|in\s+exchange|at)\b|\s*[.,;])"
)


VERBS: tuple[tuple[str, str], ...] = (
    (
        "sold",
        r"sold|disposed(?:,?\s+(?:through|via)\s+[^.;,$]{1,60}?,?)?\s+of|liquidated|moneti[sz]ed|divested",
    ),
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
        rf"|(?:by|from|through)\s+(?:selling|parting\s+with|liquidating|moneti[sz]ing|off-?loading|disposing\s+of)|(?:the|our|its|these)\s+sales?\s+of|^Sales\s+of|(?:sales|dispositions|disposals)\s+{SUMMED}",
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

# Right behind the verb, before the number: nothing but how exact it is, or through whom.
LEAD = (
    r"(?:,?\s+(?:through|via|with\s+the\s+help\s+of)\s+[^.;,$\d]{1,60}?,?)?"
    r"(?:\s+(?:approximately|about|roughly|around|some|another|an?|the|its|our|additional|further|aggregate|total|all|of|in))*\s+$"
)
HOLDING = (
    r"(?:its|our|the\s+Company[’']s)\s+(?:bitcoin\s+|BTC\s+|digital\s+asset\s+)?"
    r"(?:holdings?|position|treasury|stack)"
)
CLOSE = re.compile(rf"\b(?:{PARTED}){LEAD}", re.IGNORECASE)
# Sales and purchases only against dollars
FOR_MONEY = re.compile(
    rf"\b(?:(?P<sold>exchanged|converted|swapped|closed\s+out|(?:reduced|trimmed|cut|pared)\s+{HOLDING}\s+by)"
    rf"|(?P<acquired>obtained|secured|received|procured|picked\s+up|snapped\s+up|scooped\s+up|stacked"
    rf"|took\s+(?:delivery|possession)\s+of|took\s+in|(?:increased|grew|raised|expanded)\s+{HOLDING}\s+by)){LEAD}",
    re.IGNORECASE,
)
MONEY = (
    r"(?:approximately\s+|about\s+|some\s+|an\s+aggregate\s+of\s+)?\$\s?(?>[\d.,]*\d)(?:\s+(?:million|billion))?+"
)
AGAINST = re.compile(
    rf"[\s,]*(?:(?:in\s+)?(?:exchange|return)\s+for|for|into|receiving|against)\s+(?:{MONEY}|U\.?S\.?\s+dollars|cash\b)"
    r"(?!\s+of\s+(?!cash|US|U\.S\.|dollars))(?!\s+(?:in|worth\s+of)\s+(?!cash|total|aggregate|the))",
    re.IGNORECASE,
)
# The money first: "paid $33.9 million for 352 bitcoin"
MONEY_FIRST = re.compile(
    rf"\b(?:paid|spent|put|invested|deployed)\s+{MONEY}(?:\s+(?:in|of)\s+cash)?\s+(?:for|on|into|in|(?:to|and)\s+(?:buy|acquire|purchase|bought))"
    rf"(?=\s){LEAD}",
    re.IGNORECASE,
)


def find_close(left: str, right: str) -> tuple[str, int] | None:
    """(sold or acquired, place of the verb) when what stands before a number of coins ends in a verb of the kind
    that needs it close by; `right` is what stands behind the number."""
    if match := CLOSE.search(left):
        return "sold", match.start()
    if match := MONEY_FIRST.search(left):
        return "acquired", match.start()
    if (match := FOR_MONEY.search(left)) and AGAINST.match(right):
        return str(match.lastgroup), match.start()
    return None


def kind_of(word: str) -> str:
    """What a verb of its own does: "sold", "acquired", …; "held" when it is none of ours."""
    word = " ".join(word.lower().split())
    if re.match(PARTED, word):
        return "sold"
    match = VERB.match(word)
    if match is None:
        return "held"
    return next(name for name, value in match.groupdict().items() if value).rsplit("_", 1)[0]
