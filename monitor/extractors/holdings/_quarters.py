"""Periods that only the filing can date: "during the quarter", "third quarter of fiscal 2026", "year to date".

A 10-Q or 10-K is the report on a period that ends with `filing.period_on`; which quarter of the fiscal year that
is shows in its own headings ("nine months ended": the third). A current report tells only calendar quarters that
have just ended. What these do not settle is left undated rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from monitor.extractors._dates import DAY, ORDINALS, Period, PeriodKind, months_before, quarter_days, read_day
from monitor.records import Filing

NTH = r"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)"
QUARTER = re.compile(
    rf"""\b(?:
      (?P<qtd>quarter[\s-]to[\s-]date|QTD\b|(?:so\s+far\s+(?:in\s+)?(?:this|the\s+current)
          |since\s+(?:the\s+)?(?:start|beginning)\s+of\s+(?:the|this)\s+(?:(?P<qtd_nth>first|second|third|fourth)\s+)?)
          (?:\s*quarter)\b(?!\s+(?:of\s+)?(?:fiscal\s+)?20))
          (?:,?\s+(?:through|to|as\s+of|ended)\s+(?P<qtd_on>{DAY}))?
    | (?:(?:during|in|for|throughout|of|since)\s+)(?:the\s+)?
          (?P<this>(?:current\s+|reported\s+)?(?:fiscal\s+)?quarter)\b(?!\s+(?:ended|ending|end\b|of|to))
    | {NTH}\s+(?P<fiscal>fiscal\s+)?quarter\b
          (?:\s+(?:of\s+)?(?P<of_fiscal>(?:our\s+)?fiscal\s+(?:year\s+)?)(?P<year>20\d\d))?(?!\s+(?:of\s+)?(?:calendar\s+)?\d)
    | (?P<ytd>year[\s-]to[\s-]date)(?:\s+(?:through|to|as\s+of|ended)\s+(?P<ytd_on>{DAY}))?
    | first\s+(?P<n>three|six|nine)\s+months\s+of\s+(?P<n_year>20\d\d)
    | (?P<half>first|second)\s+half\s+of\s+(?P<half_year>20\d\d)
    | since\s+(?:the\s+)?(?:beginning|start)\s+of\s+(?:the\s+)?(?:calendar\s+)?(?:year\s+)?(?P<since>20\d\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
YEAR = re.compile(
    r"\b(?:in|during|throughout)\s+(?:calendar\s+|the\s+year\s+)?(?P<year>20\d\d)\b(?!\s*[-–/]|\s+(?:\w+\s+){0,3}(?:Notes|Loan|Plan|Bonds)\b)",
    re.IGNORECASE,
)
DECEMBER = 12
SPANS = ((3, re.compile(r"nine\s+months\s+ended", re.I)), (2, re.compile(r"six\s+months\s+ended", re.I)))
JUST_ENDED = timedelta(100)  # an earnings release speaks of the quarter that ended within so many days
THIRTEEN_WEEKS = timedelta(90)  # from the first to the last day: quarters of a 52-week year
YEAR_OF_WEEKS = timedelta(364)


def find_filing_periods(sentence: str, filing: Filing, text: str, today: date) -> Iterator[Period]:
    """The periods of a sentence that rest on its filing, whose whole text is `text`; `today` is its report day."""
    for match in QUARTER.finditer(sentence):
        if days := _read(match, filing, text, today):
            kind: PeriodKind = "quarter" if match["this"] or match["nth"] else "span"
            yield Period(days[0], days[1], kind, match.start(), match.end())


def find_year(sentence: str, filing: Filing) -> Iterator[Period]:
    """ "In 2022 we sold 704 bitcoins": the calendar year, unless the filer's own year is another."""
    if filing.form.upper().startswith("10-K") and filing.period_on and filing.period_on.month != DECEMBER:
        return
    for match in YEAR.finditer(sentence):
        year = int(match["year"])
        yield Period(date(year, 1, 1), date(year, DECEMBER, 31), "span", match.start(), match.end())


def _read(match: re.Match[str], filing: Filing, text: str, today: date) -> tuple[date, date] | None:
    if match["n"]:
        year, quarters = int(match["n_year"]), ("three", "six", "nine").index(match["n"].lower()) + 1
        return date(year, 1, 1), quarter_days(year, quarters)[1]
    if match["half"]:
        year, last = int(match["half_year"]), 2 * ORDINALS[match["half"].lower()]
        return quarter_days(year, last - 1)[0], quarter_days(year, last)[1]
    if match["since"]:
        return date(int(match["since"]), 1, 1), today
    reports = filing.form.upper().startswith("10-Q") and filing.period_on is not None
    if match["ytd"]:
        until = read_day(match["ytd_on"] or "") or (filing.period_on if reports and filing.period_on else today)
        return date(until.year, 1, 1), until
    if match["qtd"]:
        return _quarter_so_far(read_day(match["qtd_on"] or "") or today, match["qtd_nth"])
    if match["this"]:
        return _quarter_to(filing.period_on) if reports and filing.period_on else None
    nth = ORDINALS[match["nth"].lower()]
    if filing.period_on is not None and filing.form.upper().startswith(("10-Q", "10-K")):
        return _fiscal_quarter(nth, match["year"], filing.form, filing.period_on, text)
    if match["fiscal"] or match["of_fiscal"]:
        return None
    candidates = (quarter_days(year, nth) for year in (today.year, today.year - 1))
    return next((days for days in candidates if timedelta(0) <= today - days[1] <= JUST_ENDED), None)


def _quarter_so_far(until: date, nth: str | None) -> tuple[date, date] | None:
    """From the first day of the calendar quarter of a day, or of an earlier one of its year that is named."""
    number = (until.month + 2) // 3
    named = ORDINALS[nth.lower()] if nth else number
    return (quarter_days(until.year, named)[0], until) if named <= number else None


def _fiscal_quarter(nth: int, year: str | None, form: str, period_on: date, text: str) -> tuple[date, date] | None:
    """Quarter `nth` of the fiscal year that a periodic report stands in, or of an earlier one that it names."""
    current = 4 if form.upper().startswith("10-K") else _current_quarter(text, nth)
    if nth > current:
        return None
    until = period_on
    years = 0
    if year is not None:
        ends = date.fromordinal(period_on.toordinal() + 91 * (4 - current))
        # A year that ends in January or February mostly bears the number of the year before.
        early = ends.month <= 2 and not re.search(rf"\bfiscal\s+(?:year\s+)?{ends.year}\b", text, re.IGNORECASE)
        years = ends.year - early - int(year)
    if years < 0:
        return None
    for _ in range(current - nth):
        until = _quarter_to(until)[0] - timedelta(1)
    for _ in range(years):
        until = months_before(until, 12) - timedelta(1) if _ends_month(until) else until - YEAR_OF_WEEKS
    return _quarter_to(until)


@lru_cache(maxsize=64)
def _current_quarter(text: str, nth: int) -> int:
    """The quarter a 10-Q is about; `nth`, the one it speaks of, when nothing in it tells."""
    told = next((number for number, pattern in SPANS if pattern.search(text)), None)
    if told is None:
        return 1 if re.search(r"three\s+months\s+ended", text, re.IGNORECASE) else nth
    return told


def _quarter_to(until: date) -> tuple[date, date]:
    return (months_before(until, 3) if _ends_month(until) else until - THIRTEEN_WEEKS), until


def _ends_month(day: date) -> bool:
    return (day + timedelta(1)).day == 1
