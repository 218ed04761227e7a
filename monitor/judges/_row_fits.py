"""Whether a figure is said to be of a row: by the words beside it, the coins it stands by, and its days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.judges._binding import IN_COINS
from monitor.judges._disclosed_rows import DAYS, Row
from monitor.judges._figure_words import WORDS as WORDS_OF
from monitor.judges.figure_groups import LEADS, find_owner
from monitor.judges.unread import Unread
from monitor.judges.verdicts._disclosed import last_digits
from monitor.records import ClaimFigure
from monitor.records.numerals import CARDINALS

MILLION = Decimal(1_000_000)
SHARP = 3  # digits by which a figure is known where no word beside it tells what it is of
WORDS = {"cash": (("cash",),), "net": (("net",), ("shares",), ("debt",))}
NUMBERS = {name: number for number, name in enumerate(CARDINALS)} | {"a": 1, "an": 1}
AGO = re.compile(
    rf"\s?(?:bitcoins?\s|BTC\s|coins?\s)?(?P<count>{'|'.join(NUMBERS)})\s(?P<unit>week|month|quarter"
    rf"|year)s?\s(?:ago|earlier|before)\b",
    re.IGNORECASE,
)
TRADES = ("bought", "sold", "mined")
BESIDE_IT = re.compile(  # "well below its $75,680 average": it is compared with that, and not bounded by it
    r"\b(?:(?P<less>below|under|less than|lower than|short of)|above|over|more than|higher than)"
    r"\s(?:its|the|their)\s\S*$",
    re.IGNORECASE,
)
PAID = re.compile(r"\b(?:paid|pay(?:s|ing)?|spen[dt]\w*|cost\w*)\b[^.;]*$", re.IGNORECASE)
GOT = re.compile(
    r"\b(?:got|gets|received|receives|took in|pocket\w*|fetch\w*|rais(?:ed|es)|bringing in|brought in)\b",
    re.IGNORECASE,
)
FOR_MONEY = re.compile(r"\bfor (?:\w+ )?\$", re.IGNORECASE)
TOLD = {
    "held": {"held", "average", "cost"},
    "bought": {"bought", "cost"},
    "sold": {"sold", "net"},
    "mined": {"mined"},
    "cash": {"cash"},
    "net": {"net", "shares", "debt"},
}
ITS_AVERAGE = re.compile(r"\b(?:its|overall|total|blended|whole|[’']s)\s(?:\w+\s){0,3}$", re.IGNORECASE)
TO = re.compile(r"\bto (?:about |roughly |some |a total of |exactly )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the row that it is of."""

    figure: ClaimFigure
    row: Row


def is_counted(figure: ClaimFigure, placed: Sequence[Placed]) -> bool:
    """So many purchases are those of a sum; so many weeks those of its days."""
    if figure.unit == "times":
        return any(one.row.count == figure.value for one in placed)
    if figure.unit == "weeks" and figure.value > 1:
        weeks = [((one.row.span[1] - one.row.span[0]).days + 3) // 7 for one in placed if one.row.count > 1]
        return not weeks or any(abs(figure.value - number) <= 1 for number in weeks)
    return True


def value_of(figure: ClaimFigure, row: Row) -> Decimal | None:
    """What of the row a figure is: coins, the price of one, or the sum."""
    if figure.unit != "USD":
        return row.units
    return row.usd if figure.value >= MILLION else row.each


def unbounded(figure: ClaimFigure, unread: Unread) -> ClaimFigure:
    """The figure itself where another one is compared with it, and stands on the side that is said."""
    said = BESIDE_IT.search(unread.text[: figure.start - unread.start + 1])
    if said is None or figure.comparator not in ("less_than", "more_than"):
        return figure
    before = [one for one in unread.figures if one.end <= figure.start and one.unit == figure.unit]
    right = before and (before[-1].value < figure.value) == (said["less"] is not None)
    return replace(figure, comparator="exactly") if right else figure


def find_row_owner(figure: ClaimFigure, unread: Unread, placed: Sequence[Placed]) -> tuple[Row | None, bool]:
    """The row of the coins that money stands by: those before it, unless it leads to those after it; and whether
    it does lead to them ("$177 million on 3,907 bitcoin")."""
    coins = [one for one in placed if one.figure.unit != "USD"]
    if not coins:
        return None, False
    owner = find_owner(figure, [one.figure for one in coins], unread)
    row = next((one.row for one in coins if one.figure is owner), None)
    between = unread.text[figure.end - unread.start : max(figure.end, owner.start) - unread.start]
    return row, owner.start >= figure.end and LEADS.match(between) is not None


def is_of(figure: ClaimFigure, row: Row, kinds: tuple[str, ...], unread: Unread, *, former: bool) -> bool:
    """Whether a number of coins is said to be of the kind of the row."""
    near = kinds[:2]
    if row.kind == "held":
        led_to = TO.search(unread.text[: figure.start - unread.start]) is not None
        from_it = former or figure.role == "units_before"
        if row.former:
            return from_it
        return not from_it and ("held" in near or not near or led_to)
    if row.kind not in TRADES:
        return False
    if not near:
        return last_digits(figure.value) >= SHARP or figure.value == row.units
    return row.kind in near


def is_money(
    figure: ClaimFigure, row: Row, kinds: tuple[str, ...], owner: Row | None, unread: Unread, *, former: bool
) -> bool:
    """Whether a sum or a price is said to be of the row: that of the coins it stands by, unless the word nearest
    to it says that it is a balance, what was raised, or what a purchase cost that led to those coins."""
    if row.kind in ("cash", "net"):
        spent = PAID.search(unread.text[: figure.start - unread.start]) or IN_COINS.search(unread.text)
        return kinds[:1] in WORDS[row.kind] and former == row.former and not (spent and row.kind == "cash")
    if kinds[:1] == ("net",) and row.kind != "sold":
        return False
    if owner is not None and _is_other_way(figure, owner, unread):
        return False
    if (row.former and not former) or kinds[:1] in (("worth",), ("cash",), ("else",)):
        return False
    if owner is None or row is owner or set(owner.sources) < set(row.sources):
        return row.kind != "held" or bool({"cost", "average", "bought", "held"} & set(kinds[:2]))
    if row.kind == "held" and ITS_AVERAGE.search(unread.text[: figure.start - unread.start]):
        return "average" in kinds[:2]
    led_to = owner.kind == "held" and row.kind in TRADES and row.span[1] == owner.span[1]
    return led_to and figure.value >= MILLION and kinds[:1] in (("bought",), ())


def _is_other_way(figure: ClaimFigure, owner: Row, unread: Unread) -> bool:
    """ "Paid $11.8 million for 704 coins" that were sold, "got" for coins that were bought."""
    before = unread.text[max(0, figure.start - unread.start - 30) : figure.start - unread.start]
    return (owner.kind == "sold" and PAID.search(before) is not None) or (
        owner.kind == "bought" and GOT.search(before) is not None
    )


def is_told(row: Row, unread: Unread) -> bool:
    """Whether some word of the statement says that coins were bought, sold or held: figures alone say nothing."""
    kinds = {match.lastgroup for match in WORDS_OF.finditer(unread.text)}
    other = {"sold": GOT, "bought": FOR_MONEY}.get(row.kind)
    return bool(kinds & TOLD[row.kind]) or (other is not None and other.search(unread.text) is not None)


def is_then(figure: ClaimFigure, row: Row, unread: Unread, rows: Sequence[Row]) -> bool:
    """ "Up from 189,150 twelve months earlier": by that much before what stands now, give or take a quarter."""
    said = AGO.match(unread.text, figure.end - unread.start)
    if said is None:
        return True
    days = NUMBERS[said["count"].lower()] * DAYS[said["unit"].lower()]
    now = next((one.span[1] for one in rows if one.kind == row.kind and not one.former), row.span[1])
    return abs((now - row.span[1]).days - days) <= max(days // 4, 6)
