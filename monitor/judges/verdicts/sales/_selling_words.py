"""Words of filings that warn of a sale or plan one, and words of the news that say so."""

from __future__ import annotations

import re

COINS = (
    r"(?:(?:our|its|the|some|any|a\s+portion|portions?|part|all|additional|of|such|aggregate"
    r"|up\s+to)\s+){0,5}(?:\$[\d.,]+\s+\w+\s+(?:of\s+)?)?(?:bitcoins?|BTC"
    r"|digital\s+assets)"
)
WARNING = re.compile(
    rf"\b(?:may|might|could)\s+(?:also\s+)?(?:be\s+(?:required|forced|compelled)|need|have)\s+to\s+(?:\w+\s+)?(?:sell|liquidate|dispose\s+of)\s+{COINS}"
    rf"|\b(?:forced|required|compelled)\s+to\s+(?:sell|liquidate)\s+{COINS}"
    rf"|\brequired\s+to\s+take\s+actions[^.]{{0,60}}\bselling\s+{COINS}",
    re.IGNORECASE,
)
PLAN = re.compile(
    rf"\b(?:plans?|intends?|expects?|has\s+decided|have\s+decided|will)\s+to\s+(?:sell|liquidate|dispose\s+of)\s+{COINS}"
    rf"|\b(?:we|it|strategy|microstrategy|the\s+company)\s+(?:will|plans?\s+to|intends?\s+to|expects?\s+to)\s+(?:sell|liquidate|monetize)\s+{COINS}"
    rf"|\bauthori[sz]\w+[^.]{{0,80}}\b(?:sell|sale\s+of|sales\s+of)\s+{COINS}",
    re.IGNORECASE,
)
NOT_A_PLAN = re.compile(r"\b(?:not|no|never|if|may|might|could|would|whether|to\s+the\s+extent)\b", re.IGNORECASE)
BUYING = re.compile(r"\bintend\s+to\s+(?:purchase|acquire)\s+additional\s+(?:bitcoins?|BTC)\b", re.IGNORECASE)
NO_PLAN = re.compile(
    rf"\b(?:no\s+(?:current\s+|present\s+)?(?:plans?|intention)|(?:do|does)\s+not\s+(?:currently\s+)?(?:plan|intend|expect))\s+to\s+(?:sell|liquidate)\s+{COINS}",
    re.IGNORECASE,
)
SAYS_PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intends?|intention|will|going to|preparing|prepares|set to|about to|aims|wants"
    r"|means to|decided|decision|resolved|resolution|approved|has to|have to|must|needs to|required to"
    r"|forced to)\b[^.]{0,40}\b(?:sell|selling|sold|liquidat\w+"
    r"|dump\w*|offload\w*|unload\w*|dispos\w+|part(?:ing)? with|sale)",
    re.IGNORECASE,
)
SAYS_WARNING = re.compile(
    r"\b(?:may|might|could|possib\w+|would)\b[^.]{0,40}\b(?:need|forc\w+|required|have|having|compelled|sell"
    r"|liquidat\w+)|\bwarn\w*\b|\brisk\b|\bhaving to sell\b",
    re.IGNORECASE,
)
HEDGED = re.compile(
    r"\b(?:may|might|could|would|possibly)\s+(?:\w+\s+){0,3}?(?:required|forced|have|having|need|compelled|obliged)\s+to\b",
    re.IGNORECASE,
)
BEGUN = re.compile(
    r"\b(?:has|have)\s+(?:\w+\s+)?(?:begun|started|resumed|commenced)\s+(?:to\s+sell|selling|dumping|liquidating)",
    re.IGNORECASE,
)
NEVER_SOLD = re.compile(r"\bnever\s+(?:once\s+|ever\s+)?(?:sold|parted|dumped)\b", re.IGNORECASE)
ROUTINE = re.compile(
    r"\b(?:routine|boilerplate|standard|usual|generic|customary|merely|only|just|simply)\b[^.]{0,50}\b(?:risk|disclosure|language|warning|wording|disclaimer|factor)",
    re.IGNORECASE,
)
CONDITION = re.compile(r"\b(?:if|unless|should|in case|were to|once|in the event)\b", re.IGNORECASE)
NO_NEED = re.compile(
    r"\bnot\s+(?:currently\s+)?(?:believe|expect|anticipate)\s+(?:that\s+)?(?:we|it|the\s+company)\s+will\s+"
    r"(?:need|have|be\s+required)\s+to\s+sell\b[^.]{0,80}\b(?:bitcoins?|BTC)\b",
    re.IGNORECASE,
)
SAYS_NO_NEED = re.compile(
    r"\b(?:need\w*|have|having|forced|required)\s+to\s+(?:sell|liquidate|part with|dump)\b", re.IGNORECASE
)
# Coins given for money, in whatever voice; further words that only one rule knows stand beside it.
GAVE_UP = (
    r"(?:s[eo]ll\w*|sold|sales? of|part(?:ed|s|ing)? with|let(?:s|ting)? go of|cash(?:ed|es|ing)? (?:in|out)"
    r"|sacrific\w+|g[ia]v(?:e|es|ing) up|liquidat\w+|dump\w*|(?:un|off)load\w*|flog(?:s|ged|ging)?|hawk(?:s|ed"
    r"|ing)?"
    r"|ditch\w*|jettison\w*|shed(?:s|ding)?|disgorg\w*|moneti[sz]\w*|unw[io]u?nd\w*|trad(?:ed|ing) in"
    r"|dip(?:ped|s|ping)? into|dr[ae]w(?:s|ing)? (?:on|from|down)|tapp\w+"
    r"|raid\w*)\b(?: [\w,.]+){0,4}? (?:bitcoins?|BTC|coins?)\b"
)
