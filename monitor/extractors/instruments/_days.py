"""Days that a sentence states of an instrument: maturity, the holders' put, the issuer's call.

"The notes will mature on March 15, 2030"; "extended its maturity from May 15, 2028 to November 15, 2029"
"The loan matures in March 2029" -> matures_in, for the filing says no day
"Holders have the right to require ... on September 15, 2028", "On that day holders may require ..." -> put_on
"may redeem ... on or after March 22, 2027"; "may not redeem the notes prior to ..." -> callable_from_on

A fundamental change gives no day, and "the date that is 91 days before" another day is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from monitor.extractors._dates import DAY, MONTH, read_day, read_month
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._passages import Passage
from monitor.records import InstrumentTerm

NO_STOP = r"(?:[^.;]|\.(?=\s?\d))"
HOLDERS = r"(?:note)?holders?\b"
WE = r"(?:the\s+Company|the\s+Issuer|the\s+Borrower|we|us|it|[A-Z]\w+)"
# "buy insurance on the notes" buys no notes
REPURCHASE = (
    r"(?:(?:re)?purchase|buy(?:\s+back)?(?=\s+(?:all|any|some|each|its|their|the|such|up\s+to|\$))|redeem)\b"
)
REQUIRE = r"(?:require|cause|compel|oblige|force)"


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in patterns)


# One look at a sentence, before the many patterns.
PUT_WORDS = re.compile(r"\bput|purchase|\bbuy|redeem|redemption", re.IGNORECASE)
CALL_WORDS = re.compile(r"redeem|redemption|\bcall|\bnon-?call", re.IGNORECASE)
END_WORDS = re.compile(r"matur|\bdue\b|\bterm\b", re.IGNORECASE)
THE_MONTH = rf"(?:{MONTH}\s+\d{{4}})"
MATURES = _any(
    rf"\bmatur(?:es?|ing)\s+(?:[\w-]+\s+(?:months|years|days)\s+[\w\s]{{3,40}},\s+)?(?:on\s+)?(?:the\s+\w+\s+anniversary\s+of\s+[^.;,]{{3,40}},\s+)?(?P<day>{DAY})",
    rf"\b(?:stated\s+|scheduled\s+|final\s+|extended\s+)?maturity(?:\s+date)?\s+(?:is|of|will\s+be|has\s+been\s+set\s+(?:at|for))\s+(?P<day>{DAY})",
    rf"\b(?:extend|mov|chang|postpon|push)(?:e|ed|es|s|ing)?\s+(?:back\s+|out\s+)?(?:its|the|their)\s+(?:\w+\s+)?(?:maturity|term)\b{NO_STOP}{{0,80}}?"
    rf"\b(?:to|through|until)\s+(?P<day>{DAY})",
    rf"\bmaturity(?:\s+date)?\s+{NO_STOP}{{0,60}}?\b(?:was|is|has\s+been)\s+(?:extended|moved|changed|postponed)\s+{NO_STOP}{{0,40}}?\bto\s+(?P<day>{DAY})",
    rf"\b(?:is|are|becomes?|falls?|comes?)\s+due\s+(?:and\s+payable\s+)?(?:in\s+full\s+)?(?:on\s+)?(?P<day>{DAY})",
    rf"\bmaturity(?:\s+date)?:\s+(?P<day>{DAY})",
)
MATURES_IN = _any(
    rf"\bmatur(?:es?|ing)\s+in\s+(?P<day>{THE_MONTH})",
    rf"\b(?:stated\s+|scheduled\s+|final\s+|extended\s+)?maturity(?:\s+date)?\s+(?:is|of|in|will\s+be)\s+(?:in\s+)?(?P<day>{THE_MONTH})",
    rf"\bextend(?:ed|s|ing)?\s+(?:its|the|their)\s+(?:\w+\s+)?(?:maturity|term)\b{NO_STOP}{{0,80}}?\b(?:to|through|until)\s+(?P<day>{THE_MONTH})",
    rf"\bmaturity\s+date\s+{NO_STOP}{{0,60}}?\b(?:was|is|has\s+been)\s+extended\s+{NO_STOP}{{0,40}}?\bto\s+(?P<day>{THE_MONTH})",
    rf"\b(?:is|are|becomes?|falls?)\s+due\s+(?:and\s+payable\s+)?(?:in\s+full\s+)?in\s+(?P<day>{THE_MONTH})",
)
# "6.00% Senior Debentures due March 1, 2030", "notes due March 2030": the title says it.
TITLED = re.compile(rf"\b(?:due|maturing)\s+(?:in\s+|on\s+)?(?P<day>{DAY}|{THE_MONTH})", re.IGNORECASE)
SPRINGING = re.compile(r"spring|provided\s+that|\bexisting\b[^.;]{0,80}$", re.IGNORECASE)
# "the first payment of interest is due on September 15, 2024"
NOT_ALL = re.compile(
    r"\b(?:interest|payments?|dividends?|instal\w+|coupons?|fees?|first|next|each|last|which)\s+(?:(?!and\b|which\b)[\w$.,’-]+\s+){0,8}$",
    re.IGNORECASE,
)
PUTS = _any(
    rf"\b(?:rights?|option|ability)\s+to\s+{REQUIRE}\s+{WE}\s+to\s+{REPURCHASE}{NO_STOP}*?\bon\s+(?:each\s+of\s+)?(?P<day>{DAY})",
    rf"\b(?:may|can)\s+(?:also\s+)?{REQUIRE}\s+{WE}\s+to\s+{REPURCHASE}{NO_STOP}*?\bon\s+(?:each\s+of\s+)?(?P<day>{DAY})",
    rf"\bon\s+(?:each\s+of\s+)?(?P<day>{DAY})(?:,?\s+(?:and|or)\s+{DAY})*,?\s+(?:each\s+|an?\s+|the\s+)?{HOLDERS}{NO_STOP}{{0,80}}?\b(?:may|can|rights?\s+to|option\s+to)\s+(?:also\s+)?{REQUIRE}\s+{WE}\s+to\s+{REPURCHASE}",
    rf"\brights?\s+to\s+put\b{NO_STOP}{{0,120}}?\bon\s+(?P<day>{DAY})",
    rf"\bmay\s+put\s+{NO_STOP}{{3,60}}?\bto\s+{WE}{NO_STOP}{{0,40}}?\bon\s+(?P<day>{DAY})",
    rf"\b(?:may|can)\s+be\s+put\s+(?:back\s+)?to\s+{WE}{NO_STOP}{{0,60}}?\bon\s+(?P<day>{DAY})",
    rf"\bright,?\s+(?:at\s+(?:their|its)\s+(?:option|election),?\s+)?to\s+have\s+{NO_STOP}{{3,60}}?\b(?:re)?purchased\b{NO_STOP}{{0,60}}?\bon\s+(?P<day>{DAY})",
    rf"\bputtable\b{NO_STOP}{{0,80}}?\bon\s+(?P<day>{DAY})",
    rf"\bput\s+(?:right|option|date)s?\b{NO_STOP}{{0,60}}?\b(?:on|of|is|exercisable\s+on)\s+(?P<day>{DAY})",
    rf"\b{REPURCHASE}{NO_STOP}{{0,60}}?\bat\s+the\s+option\s+of\s+(?:the\s+|each\s+)?{HOLDERS},?\s+on\s+(?P<day>{DAY})",
    rf"\bat\s+the\s+option\s+of\s+(?:the\s+|each\s+|any\s+)?{HOLDERS},?\s+{NO_STOP}{{0,60}}?\b(?:must|will|shall|is\s+required\s+to)"
    rf"\s+{REPURCHASE}{NO_STOP}{{0,80}}?\bon\s+(?P<day>{DAY})",
    rf"\b{HOLDERS}{NO_STOP}{{0,60}}?\brequire\s+(?:the\s+)?(?:{REPURCHASE}\s+of\b|redemption\b|repurchase\b){NO_STOP}{{0,80}}?\bon\s+(?P<day>{DAY})",
)
CHANGE = re.compile(
    r"fundamental\s+change|change\s+(?:of|in)\s+control|tax\s+event|\bif\b[^,]{0,80}\boccurs?\b", re.IGNORECASE
)
# The last day to ask for it is not the day of the put.
ENDS = re.compile(r"\b(?:expire[sd]?|expiring|lapse[sd]?|deadline|notices?|deliver\w*)\b", re.IGNORECASE)
ON_CONDITION = re.compile(r"\W*(?:If|In\s+the\s+event)\b(?!\s+not\b)", re.IGNORECASE)
AFTER = (
    r"(?:on\s+(?:or|and)\s+after|at\s+any\s+time\s+(?:(?:on\s+or\s+)?after|from)|from\s+and\s+after"
    r"|(?:beginning|commencing|starting)\s+on)"
)
BEFORE = r"(?:prior\s+to|before|until)"
CALLS = _any(
    rf"(?<!not\s)\b(?:redeem|redeemable|call(?!\s+(?:an?|for|on|upon)\b)|callable)\b(?!\s+less){NO_STOP}{{0,260}}?\b{AFTER}\s+(?P<day>{DAY})",
    rf"\b{AFTER}\s+(?P<day>{DAY}),?\s+(?:and\s+{NO_STOP}{{0,90}}?,\s+)?{WE}\s+may(?:,?\s+at\s+(?:its|our)\s+(?:sole\s+)?option,?)?\s+redeem\b",
    rf"\bfrom\s+(?P<day>{DAY}),?\s+(?:on(?:wards?)?,?\s+)?{WE}\s+may\s+redeem\b",
    rf"\b{BEFORE}\s+(?P<day>{DAY}),?\s+(?:{WE}\s+(?:may\s+not|cannot|will\s+not\s+be\s+able\s+to)\s+redeem|the\s+(?:[\w.%-]+\s+){{1,5}}(?:are|may|will)\s+not\s+(?:be\s+)?redeem)",
    rf"\b(?:may\s+not|cannot|will\s+not\s+be\s+able\s+to)\s+redeem\b{NO_STOP}{{0,80}}?\b{BEFORE}\s+(?P<day>{DAY})",
    rf"\bnot\s+(?:be\s+)?(?:redeemable|redeemed|callable|called)\b{NO_STOP}{{0,80}}?\b{BEFORE}\s+(?P<day>{DAY})",
    rf"\bno\s+right\s+to\s+(?:redeem|call)\b{NO_STOP}{{0,80}}?\b{BEFORE}\s+(?P<day>{DAY})",
    rf"\bcannot\s+be\s+(?:redeemed|called)\b{NO_STOP}{{0,80}}?\b{BEFORE}\s+(?P<day>{DAY})",
    rf"\bnon-?call(?:able)?\b{NO_STOP}{{0,40}}?\b{BEFORE}\s+(?P<day>{DAY})",
    rf"^\W*(?:optional\s+)?(?:call|redemption):\s+(?:from|{AFTER})\s+(?P<day>{DAY})",
    rf"\bmay\s+(?:call|redeem)\b{NO_STOP}{{0,60}}?\bfrom\s+(?P<day>{DAY})",
    rf"(?<!not\s)\b(?:callable|redeemable)\b{NO_STOP}{{0,80}}?\bfrom\s+(?P<day>{DAY})",
)


def find_days(passage: Passage, source: Source, span: tuple[int, int]) -> Iterator[InstrumentTerm]:
    """Maturity, put and call of one sentence."""
    words = passage.words
    for mention in passage.mentions:
        titled = TITLED.search(passage.text, mention.start, mention.end)
        if titled and mention.kind != "preferred" and titled.end() == mention.end:
            day, month = read_day(titled["day"]), read_month(titled["day"])
            if day:
                yield source.term(span, mention, "matures_on", day_on=day)
            elif month:
                yield source.term(span, mention, "matures_in", words=f"{month[0]:%Y-%m}")
    due = END_WORDS.search(words) is not None
    if due and (matures := _maturity(words, MATURES)):
        yield from _day(passage, source, span, "matures_on", matures)
    elif due and (matures := _maturity(words, MATURES_IN)):
        subject, month = passage.subject(passage.start + matures.start()), read_month(matures["day"])
        if subject and month:
            yield source.term(span, subject, "matures_in", words=f"{month[0]:%Y-%m}")
    for pattern in PUTS if PUT_WORDS.search(words) else ():
        put = pattern.search(words)
        if put and ENDS.search(put.group()):
            continue
        if put and not (CHANGE.search(words[: put.end()]) or ON_CONDITION.match(words)):
            yield from _day(passage, source, span, "put_on", put)
            break
    for pattern in CALLS if CALL_WORDS.search(words) else ():
        if call := pattern.search(words):
            yield from _day(passage, source, span, "callable_from_on", call)
            break


def _maturity(words: str, patterns: tuple[re.Pattern[str], ...]) -> re.Match[str] | None:
    for pattern in patterns:
        matures = pattern.search(words)
        if matures is None or SPRINGING.search(words[: matures.start()]):
            continue
        if not (" due " in matures.group() and NOT_ALL.search(words[: matures.start()])):
            return matures
    return None


def _day(
    passage: Passage,
    source: Source,
    span: tuple[int, int],
    term: Literal["matures_on", "put_on", "callable_from_on"],
    match: re.Match[str],
) -> Iterator[InstrumentTerm]:
    until = passage.start + match.start("day")
    inside = [one for one in passage.mentions if passage.start + match.start() <= one.start and one.end <= until]
    # "may not redeem the 2029 Notes before June 20, 2028 or the 2032 Notes before ...": the one that day is of
    told = len({one.instrument_id for one in inside}) == 1 and not passage.is_mixed
    subject = inside[-1] if told else passage.subject(passage.start + match.start())
    day = read_day(match["day"])
    if subject and day and (term == "matures_on" or subject.kind != "loan"):
        yield source.term(span, subject, term, day_on=day)
