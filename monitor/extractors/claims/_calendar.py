"""When a passage speaks of: "last week", "so far in July", "as of May 25", relative to the day it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from monitor.extractors._dates import DAY, MONTH, find_periods
from monitor.extractors.claims._calendar_days import read_days, to_come
from monitor.extractors.claims._month_parts import find_parts
from monitor.extractors.claims._stretches import find_stretches

Bearing = Literal["during", "as_of", "since", "until"]
NAMED_DAY = (
    rf"(?:{MONTH}\s+(?P<d{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)?|(?P<e{{0}}>\d{{{{1,2}}}})(?:st|nd"
    rf"|rd|th)?\s+{MONTH})(?!\s*,?\s*\d{{{{4}}}})(?!\d|,\d|-[KQ]\b)"
)
YEARLESS = re.compile(
    rf"""
      (?P<range_a>{NAMED_DAY.format(1)})\s*(?:and|to|through|until|–|—|-)\s*
          (?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?
          (?P<range_b>{NAMED_DAY.format(2)})|(?P<range_d>\d{{1,2}})(?!\d|,\d))
    | (?P<day>{NAMED_DAY.format(3)})
    | (?P<lastfirst>(?:first|second|third|fourth|1st|2nd|3rd|4th)|Q[1-4])
          (?:[\s-](?:fiscal\s)?(?:quarter))?(?=\b)(?!\s*(?:of\s)?20\d\d)
    | (?P<part>early|late|mid)[\s-](?P<part_year>20\d\d)
    | (?P<month>\b{MONTH})(?!\w)(?![,.]*\s*\d)
    | \b(?:as\sof|through|until|since|on|by|of|to|from)\s
          (?P<slash>(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?![/\d])
    | \b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b
          (?!,?\s(?:the\s)?{NAMED_DAY.format(4)})
    | \b(?P<which>last|this|past|previous|current|next)\s(?P<span>week|month|quarter|year)\b
    | \b(?:the\s)?(?:past|last)\s(?P<count>\d+|two|three|four|five|six|seven)\s(?P<unit>days|weeks|months|years)\b
    | \b(?P<near>yesterday|today|overnight|over\sthe\sweekend|the\sweekend)\b
    | \b(?P<monthend>(?:month|quarter|year)[\s-]end)\b
          (?!\s(?:round|rall|report|update|bonus|statement|filing|spree|purchase|buy|batch|deal)\w*)
    | (?:(?P<yearpre>\b(?:in|since|during|of|by|for|until|throughout|before)\s)
          |(?P<yearend>\bend\sof\s))(?P<year>20\d\d)\b(?!,\d)
          (?!\s(?:notes?|converts?|convertibles?|bonds?|paper|maturit\w+)\b)
    | (?<=20\d\d\sand\s)(?P<andyear>20\d\d)\b(?!,\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DAY_OF_MONTH = re.compile(r"[a-z.]\s+(?:[0-2]?\d|3[01])$", re.IGNORECASE)
BOTH_ENDS = re.compile(
    r"\w\s*(?:\b(?:and|to|through|until)\b|[–—])\s*\w|\d(?:st|nd|rd|th)?\s*-\s*\w", re.IGNORECASE
)
BEFORE = re.compile(
    r"(?P<since>(?:since|from|after|beginning)(?: (?:the )?(?:start|beginning|end|early|late|mid) ?(?:of)?| the"
    r"| the (?:last|final|first) (?:one|week|purchase|buy|days) (?:of|in)"
    r"| (?:the )?[\d,]+ (?:coins?|bitcoins?|BTC) (?:of|in))?)\s*$"
    r"|(?P<end>(?:at|by|as of|until|till|before|from)?\s*(?:the )?end of(?: the)?)\s*$"
    r"|(?P<as_of>as (?:of|at)(?: the)?|by|up to|until|till|through)\s*$",
    re.IGNORECASE,
)


DOCUMENT = re.compile(
    r"(?:[’']s)?[\s-](?:[\w-]+\s)?(?:filings?|8-K|10-[QK]|6-K|reports?|form|prospectus)\b(?!\s(?:week|month"
    r"|quarter))",
    re.IGNORECASE,
)


SINCE_ITS = re.compile(
    r"(?P<since>since (?:its|the|their|an?|[A-Z]\w+[’']s)(?: last| latest| previous)?)\s*$", re.IGNORECASE
)
TOLD_AT = re.compile(
    r"(?:[’']s)?\s(?:\w+\s)?(?:reports?|filings?|updates?|disclosures?|announcements?|8-K)\b", re.IGNORECASE
)
RANKED_SINCE = re.compile(
    r"\b(?:first|largest|biggest|highest|smallest|lowest|most|record|heaviest|busiest)\b[^,;.]{0,50}\bsince\s[^,;.]{0,50}$",
    re.IGNORECASE,
)
AHEAD = re.compile(  # what is announced of a day to come
    r"\b(?:will|won[’']t|shall|(?:is|are) (?:set |going |due )?to|to be|set to|scheduled|payable|redemption"
    r"|redeem(?:s|ing)?"
    r"|call(?:s|ing|ed)(?: [\w$%.,-]+){0,12} for|record date|as the (?:day|date)"
    r"|(?:of|on) record|takes? effect|effective|begins?|starts?"
    r"|split|falls? due|due|matures?|expected|expects?|upcoming|coming"
    r"|gets?|receives?|collects?|are owed|in line for|awaits?)\b",
    re.IGNORECASE,
)
YEARLESS_PART = re.compile(r"(?:early|mid|late)[\s-][A-Za-z]+\.?$", re.IGNORECASE)
WILL = re.compile(
    r"\b(?:will|won[’']t|shall|(?:is|are) (?:going|about|set|expected) to)\b[^;]*\b(?:in|before|by|until)\s$",
    re.IGNORECASE,
)


NAMED_BEFORE = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s$")
UNTIL = re.compile(r"\b(?:up to|until|till|through|to)\s(?:and including\s)?(?:the\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """Days that a text names. "since": from start_on to the day it was said; "as_of": only the end counts."""

    start_on: date
    end_on: date
    bearing: Bearing
    start: int
    end: int


def find_whens(text: str, start: int, end: int, said_on: date) -> list[When]:
    """Periods and days of ``text[start:end]``, in order. A day without a year is the nearest one in the past, or,
    where the words tell of what is to come and that would be long ago, the next one."""
    ahead = AHEAD.search(text, start, end) is not None
    found = [
        When(*_next_part(first, last, text[begin:stop], ahead=ahead, said_on=said_on), "during", begin, stop)
        for first, last, begin, stop in find_parts(text, start, end, said_on)
    ]
    found += [
        When(first, last, bearing, begin, stop)
        for first, last, bearing, begin, stop in find_stretches(text, start, end, said_on)
        if not any(when.start < stop and begin < when.end for when in found)
    ]
    for p in find_periods(text, start, end, today=said_on):
        if p.kind == "month" and DAY_OF_MONTH.search(text[p.start : p.end]):
            continue  # "Jan. 20" is a day of this January, not January 2020
        if not any(when.start < p.end and p.start < when.end for when in found):
            found.append(When(p.start_on, p.end_on, "during", p.start, p.end))
    taken = [(when.start, when.end) for when in found]
    for match in YEARLESS.finditer(text, start, end):
        if any(low < match.end() and match.start() < high for low, high in taken):
            continue
        if days := read_days(match, said_on):
            begin = match.start("year") if match["year"] else match.start()  # "since" is read as what bears on it
            if match["month"] and WILL.search(text, start, match.start()):
                days = to_come(*days, said_on)[0].replace(day=1), to_come(*days, said_on)[1]
            if match["day"] and ahead:
                days = to_come(*days, said_on)
            found.append(When(days[0], days[1], "during", begin, match.end()))
    return sorted((_borne(text, start, when, said_on) for when in found), key=lambda when: when.start)


def narrow(text: str, whens: Sequence[When], first: When) -> When:
    """What days are narrowed down to: "the November haul, gathered between the 10th and the 16th", "in the third
    quarter up to September 12"."""
    inside = [one for one in whens if first.start_on <= one.start_on and one.end_on <= first.end_on]
    found = min(inside, key=lambda one: one.end_on - one.start_on, default=first)
    if found is not first and UNTIL.search(text, 0, found.start):
        return replace(found, start_on=first.start_on)
    return found


def ranks_since(text: str, begin: int, when: When) -> bool:
    """Whether the days only say how far back a rank holds: "the largest since the week ended August 3"."""
    return RANKED_SINCE.search(text, max(begin, when.start - 110), when.start) is not None


def names_document(text: str, when: When) -> bool:
    """Whether the days are those of a document: "Monday's filing", "its first-quarter report"; not where it only
    says since when: "since its August 24 report"."""
    return when.bearing != "since" and DOCUMENT.match(text, when.end) is not None


def _borne(text: str, begin: int, when: When, said_on: date) -> When:
    if when.bearing != "during":
        return when
    low = max(begin, when.start - 35)
    named = NAMED_BEFORE.search(text, low, when.start)  # "since Monday, May 5"
    before = BEFORE.search(text, low, named.start() if named else when.start)
    if before is None and TOLD_AT.match(text, when.end):
        before = SINCE_ITS.search(text, low, when.start)  # "since its August 24 update"
    if before is None or (before["since"] and BOTH_ENDS.search(text, when.start, when.end)):
        return when  # "from July 21 to July 27" has an end of its own
    if before["since"] and re.match(r"[’']s\b", text[when.end : when.end + 2]):
        return when  # "after last week's sale" is of last week
    if before["since"]:
        at_end = "end" in before["since"].lower()
        after = before["since"].lower().startswith("after") and when.start_on == when.end_on  # that day left out
        return When(
            when.end_on if at_end else when.start_on + timedelta(days=after),
            max(said_on, when.start_on),
            "since",
            before.start(),
            when.end,
        )
    return When(when.start_on if before["as_of"] else when.end_on, when.end_on, "as_of", before.start(), when.end)


def _next_part(first: date, last: date, words: str, *, ahead: bool, said_on: date) -> tuple[date, date]:
    """ "For mid-July", said in June: the next one."""
    if not ahead or not YEARLESS_PART.match(words):
        return first, last
    days = to_come(first, first, said_on)[0], to_come(last, last, said_on)[1]
    return days if days[0] <= days[1] and days[0].year == days[1].year else (first, last)


def masked_spans(text: str, start: int, end: int, whens: list[When]) -> Iterator[tuple[int, int]]:
    """Where no figure may be looked for: dates, years and clock times."""
    for when in whens:
        yield when.start, when.end
    for match in re.compile(rf"{DAY}|\b20\d\d[-–/](?:20)?\d\d\b|\b\d{{1,2}}:\d\d\b|\b[QH][1-4]\b").finditer(
        text, start, end
    ):
        yield match.span()
