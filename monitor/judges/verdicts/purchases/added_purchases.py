"""Several purchases told as one sum: "the buys reported on January 13, 21 and 27 make 23,637 bitcoin together",
"its last three buys cost about $2.4 billion".

Each day that is named is the one on which a purchase was filed, or on which it ended; the last so many are those
known when it was said. Where a day has none, nothing is concluded: another kind may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from monitor.judges._days import MONTHS, new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import Sum, Trade, is_mined, sum_of, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._paper_words import MONTH
from monitor.judges.verdicts._saying import say_filed_trade, say_sum
from monitor.judges.verdicts._since import NUMBERS
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase", "holdings_total", "avg_cost", "other")
TOGETHER = re.compile(
    r"\b(?:added (?:together|up)|add(?:s|ing)? up|together|combined|taken together|in (?:total|all|sum)"
    r"|altogether|all told"
    r"|totall?(?:s|ed|ing)?|sum(?:s|med)?(?: (?:up|of))?|come(?:s)? to|came to|make(?:s)?|made|between them"
    r"|amount(?:s|ed)? to)\b",
    re.IGNORECASE,
)
BOUGHT = re.compile(r"\b(?:buys?|bought|buying|purchas\w+|acqui\w+|hauls?|additions?|tranches?)\b", re.IGNORECASE)
ELSE = re.compile(
    r"\b(?:s[oe]ll\w*|sold|sales?|shares?|stock|notes?|than|average|apiece|each|per coin|largest|biggest|if"
    r"|would)\b",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?:report\w*|disclos\w+|announc\w+|reveal\w*|fil(?:ed|ings?)|8-Ks?|updates?|purchases|buys|hauls|tranches)\b",
    re.IGNORECASE,
)
ONE = rf"(?:{MONTH}\.?\s)?\d{{1,2}}(?:st|nd|rd|th)?(?!\d|,\d|\.\d)"
LIST = re.compile(
    rf"\b(?:of|on|from)\s(?:the\s)?(?P<list>{MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d|,\d)(?:,\s{ONE})*,?\s(?:and|plus)\s{ONE})"
    r"(?:,?\s(?P<year>20\d\d))?",
    re.IGNORECASE,
)
DAY = re.compile(rf"(?:(?P<month>{MONTH})\.?\s)?(?P<day>\d{{1,2}})", re.IGNORECASE)
LAST = re.compile(
    rf"\b(?:last|latest|past|most recent)\s(?P<count>{'|'.join(NUMBERS)}|\d)\s(?:weekly\s|bitcoin\s|reported\s"
    rf"|announced\s)*"
    r"(?:buys|purchases|acquisitions|hauls|tranches)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum of several purchases is told, or one of them is not to be found."""
    words = claim.source.quote
    if claim.negated or claim.modality == "predicted" or not TOGETHER.search(words) or ELSE.search(words):
        return None
    if not BOUGHT.search(words):
        return None
    figures = find_figures(claim.figures, "units", "units_after", "usd_total", "usd_value")
    trades = _find_trades(words, said_on(claim), known) if len(figures) == 1 == len(claim.figures) else ()
    if len(trades) < 2:
        return None
    whole = sum_of(trades)
    figure = figures[0]
    actual = whole.usd if figure.unit == "USD" else whole.units
    if actual is None:
        return None
    right = is_right(figure, actual) or (figure.unit == "USD" and abs(figure.value - actual) <= whole.usd_slack)
    return _tell(known, whole, right=right, claimed="" if right else f"; {say_figure(figure)} is claimed")


def _find_trades(words: str, day: date, known: Knowledge) -> tuple[Trade, ...]:
    """The purchases that are meant, oldest first; none where one of the days has no purchase."""
    bought = [one for one in trades_of(known, "acquired") if not one.wide and not is_mined(one)]
    bought = [one for one in bought if new_york_day(one.change.known_at) <= day]
    last, listed = LAST.search(words), LIST.search(words)
    if last is not None:
        count = int(last["count"]) if last["count"].isdigit() else NUMBERS[last["count"].lower()]
        return tuple(bought[-count:]) if count <= len(bought) else ()
    if listed is None or not TOLD.search(words[: listed.start()]):
        return ()
    found = [_of_day(one, bought) for one in _read_days(listed, day)]
    trades = [one for one in found if one is not None]
    return tuple(trades) if len(trades) == len(found) == len({one.span for one in trades}) else ()


def _of_day(day: date, bought: Sequence[Trade]) -> Trade | None:
    """The purchase filed on that day, else the one that ended on it."""
    filed = [one for one in bought if new_york_day(one.change.known_at) == day]
    ended = [one for one in bought if one.span[1] == day]
    return next(iter(filed[-1:] or ended[-1:]), None)


def _read_days(listed: re.Match[str], before: date) -> list[date]:
    """ "January 13, 21 and 27": a day without a month is of the one before it."""
    month, found = 0, []
    for match in DAY.finditer(listed["list"]):
        month = MONTHS.index(match["month"][:3].lower()) + 1 if match["month"] else month
        try:
            named = date(int(listed["year"] or before.year), month, int(match["day"]))
            found.append(named if listed["year"] or named <= before else named.replace(year=before.year - 1))
        except ValueError:
            return []
    return found


def _tell(known: Knowledge, whole: Sum, *, right: bool, claimed: str) -> Finding:
    parts = "; ".join(say_filed_trade(known, one) for one in whole.trades)
    return confirm_or_refute(
        known,
        right,
        f"{parts}. Together: {say_sum(known, whole)}{claimed}.",
        *(one.change for one in whole.trades),
        firmness="exact",
    )
