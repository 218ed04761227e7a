"""Whether a figure of a statement is certainly of what a rule took it for, by the words of its own clause.

Certain: it lies close to the disclosed figure or is a slip of it, or the nearest word names that measure. Not
certain: a part of the coins, a sum that became something else, a market price, a difference from what is
disclosed, a second figure of a measure that is told rightly beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from monitor.judges._figure_words import is_owned, is_part, kinds_near
from monitor.judges.figure_groups import ITS_AVERAGE
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Missed
from monitor.judges.verdicts._figures import is_meant
from monitor.records import ClaimFigure, ClaimType

NEAR = Decimal("0.1")  # so close to the disclosed figure, a wrong one is meant for it
MONEY: dict[str, tuple[str, ...]] = {  # what may stand nearest to money that is that of the coins
    "cost": ("cost", "bought", "sold", "held", "average"),
    "average": ("average", "cost", "bought", "sold", "held"),
    "price": ("average", "cost", "bought", "sold", "held"),
    "worth": ("worth", "held"),
    "fetched": ("net", "sold", "cost", "cash", "worth", "average"),
}
INTO = re.compile(  # "$425 million of its cash into 21,454 bitcoin", "$1.48 billion raised went into bitcoin"
    r"[^.;$]{0,60}\b(?:went|gone|put|poured|ploughed|plowed|funnel\w+|spent)\s(?:all )?(?:into"
    r"|on)\s(?:bitcoins?|BTC|coins)\b|"
    r"\s(?:of (?:its |the )?(?:own )?(?:cash|money|proceeds) )?(?:into|for|on|in)\s(?:\w+\s){0,2}[\d.,]+k?"
    r"\s(?:\w+\s)?(?:bitcoins?|BTC|coins?)\b",
    re.IGNORECASE,
)
MARKET = re.compile(  # "with bitcoin near $40,000": what it is at on the market
    r"(?<!\d )\b(?:bitcoin|BTC|prices?|(?:the )?coin|market)\s(?:is |was |now |trad\w+ |stood |stands |sits "
    r"|back )*"
    r"(?:near|at|above|below|under|around|over|past|close to)\s(?:about |some )?$",
    re.IGNORECASE,
)
APART_BY = re.compile(
    r"\s(?:a (?:coin|piece) )?(?:more|less|higher|lower|above|below|over|under|cheaper|dearer)\b"
)
OF_IT = re.compile(r"\b(?:than|below|above|under|over)\s(?:the|its|their)\s$", re.IGNORECASE)
NET_OF = re.compile(r"\b(?:net of|on balance|after sales)\b", re.IGNORECASE)
IN_COINS = re.compile(r"\b(?:in|of) (?:bitcoins?|BTC|coins)\b|\b(?:bitcoin|BTC) (?:cash )?reserve", re.IGNORECASE)
APART = ("part", "free", "pledged")  # told of coins, it is no count of all
PAPER = ("cash", "debt")
MILLION = Decimal(1_000_000)
LINK = 6  # characters: ", " or " for "
BESIDE = 30  # characters
TRADED = (("bought",), ("sold",), ("mined",))
TYPES: dict[str, tuple[ClaimType, str]] = {
    "cash": ("reserve", "hold"),
    "average": ("avg_cost", "average"),
    "bought": ("purchase", "buy"),
    "sold": ("btc_sale_past", "sell"),
    "held": ("holdings_total", "hold"),
}


def is_second(missed: Missed, one: Judged, elsewhere: frozenset[Decimal]) -> bool:
    """Whether the claim tells a right figure of the same measure beside it: what was bought has one price, what is
    held one number, so the other figure is of something else. Not where a slip of the same is told twice."""
    wrong = {other.figure.start for other in one.finding.against}
    same = [
        figure
        for figure in one.claim.figures
        if figure.role == missed.figure.role and figure.unit == missed.figure.unit and figure.start not in wrong
        if figure.comparator in ("exactly", "about")
    ]
    slip = missed.actual is not None and is_meant(missed.figure, missed.actual)
    slip = slip and missed.figure.value not in elsewhere
    return bool(same) and not slip and missed.taken_for not in PAPER


def is_bound(missed: Missed, unread: Unread) -> bool:
    """Whether a figure that differs from the disclosed one is certainly a figure of that."""
    figure, actual, taken = missed.figure, missed.actual, missed.taken_for
    near = kinds_near(unread.text, figure, unread.figures, unread.start)
    told = _told_otherwise(missed, near, unread)
    if told is not None:
        return told
    if taken in PAPER:
        return taken in near[:2] and not {"else", "net"} & set(near[:3])
    money = MONEY.get(taken, ())
    other = bool(money) and bool(near) and near[0] not in money
    close = actual is not None and abs(figure.value - actual) <= NEAR * abs(actual)
    if (actual is not None and is_meant(figure, actual)) or (close and not other):
        return True
    if money:
        return near[0] in money if near else _stands_by_coins(figure, unread)
    if is_part(unread.text, figure, unread.start) or any(kind in APART for kind in near):
        return False
    if figure.role == "units_after" or (_is_whole(missed, near) and is_owned(unread.text, figure, unread.start)):
        return True
    return near[:1] == (taken,)


def _told_otherwise(missed: Missed, near: Sequence[str], unread: Unread) -> bool | None:
    """What plain words decide before any measure is taken; None where they decide nothing."""
    figure, taken = missed.figure, missed.taken_for
    before, end = unread.text[: figure.start - unread.start], figure.end - unread.start
    if taken == "cost" and INTO.match(unread.text, end):
        return True
    if near[:1] == ("cash",) and taken != "cash" and IN_COINS.search(unread.text):
        return True  # a reserve of dollars called one of coins (contract, Verdicts, 5)
    apart = (
        (taken == "bought" and NET_OF.search(unread.text) is not None)
        or near[:1] == ("else",)
        or (near[:1] == ("net",) and taken != "fetched")
        or (taken == "price" and ITS_AVERAGE.search(before) is not None)
        or (taken in ("price", "average") and MARKET.search(before) is not None)
        or (taken in MONEY and (_is_of_shares(figure, unread) or APART_BY.match(unread.text, end) is not None))
        or (taken in MONEY and figure.value == missed.actual and OF_IT.search(before) is not None)
    )
    return False if apart else None


def _is_of_shares(figure: ClaimFigure, unread: Unread) -> bool:
    """ "1,237,000 new shares, $425.3 million": what these brought in."""
    return any(one.unit == "shares" and 0 <= figure.start - one.end <= LINK for one in unread.figures)


def _stands_by_coins(figure: ClaimFigure, unread: Unread) -> bool:
    """ "8,178 coins for $835.6 million": no more than a few words between."""
    return any(
        one.unit in ("bitcoin", "number") and 0 <= max(one.start - figure.end, figure.start - one.end) <= BESIDE
        for one in unread.figures
        if one.start != figure.start
    )


def _is_whole(missed: Missed, near: Sequence[str]) -> bool:
    """ "Its 600,000 coins" are the holding whatever is done with them; "its 32 coins were sold" are those sold."""
    large = missed.actual is not None and 2 * missed.figure.value >= missed.actual
    return large or near[:1] not in TRADED


def kind_of(figure: ClaimFigure, unread: Unread) -> str:
    """The kind of `TYPES` that the nearest word names: of a number of coins, of a sum, or of a price; else ""."""
    near = kinds_near(unread.text, figure, unread.figures, unread.start)
    apart = is_part(unread.text, figure, unread.start) or any(kind in APART for kind in near)
    coins, sums, prices = ("bought", "sold", "held"), ("bought", "sold", "cash"), ("average",)
    kinds = coins if figure.role.startswith("units") else sums if figure.value >= MILLION else prices
    named = near[:1] if near[:1] != ("held",) or figure.role.startswith("units") else near[1:2]
    return named[0] if named and not apart and named[0] in kinds else ""
