"""Every figure of a statement with the row of the record that it is of.

A sentence tells of several things: "After 32 coins were let go at $77,135 it bought 1,550 for $101.3 million and
holds 845,256". Rules that expect one thing compare some of its figures with the wrong one, or leave them
unchecked. Here each figure looks for its own row among all that is disclosed (`_disclosed_rows.py`): a row of the
kind that the words beside the figure name, of the days that the statement names, and for money the row of the
coins that it stands by.

    every figure has a row      supported, with all of them told
    otherwise                   nothing is said: what is wrong is told by the rule of its kind
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.judges._binding import IN_COINS
from monitor.judges._days import Span
from monitor.judges._disclosed_rows import DAYS, NEAR, Row, list_rows
from monitor.judges._figure_words import WORDS as WORDS_OF
from monitor.judges._figure_words import kinds_near
from monitor.judges.figure_groups import COIN_TYPES, COINS, LEADS, find_owner
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import last_digits
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts._words import is_former
from monitor.records import Claim, ClaimFigure
from monitor.records.numerals import CARDINALS

MILLION = Decimal(1_000_000)
FEWEST = Decimal(100)  # a number without a unit below this counts something else than coins, if no trade has it
SHARP = 3  # digits by which a figure is known where no word beside it tells what it is of
CLOSE = Decimal("0.05")  # by how much a bound may lie off what is meant
AFTER = 7  # days from the last trade to the holding that it led to
SHOWN = 6
WORDS = {"cash": (("cash",),), "net": (("net",), ("shares",), ("debt",))}
NUMBERS = {name: number for number, name in enumerate(CARDINALS)} | {"a": 1, "an": 1}
AGO = re.compile(
    rf"\s?(?:bitcoins?\s|BTC\s|coins?\s)?(?P<count>{'|'.join(NUMBERS)})\s(?P<unit>week|month|quarter"
    rf"|year)s?\s(?:ago|earlier|before)\b",
    re.IGNORECASE,
)
TRADES = ("bought", "sold", "mined")
MANNER = ("asserted", "reported_speech")
LENGTHS = ("days", "weeks", "months", "quarters", "years", "hours")
UNSURE = re.compile(
    r"\?|\b(?:if|would|could|might|(?-i:may)|will|won[’']t|shall|plans?|expects?|likely|rumou?r\w*|reckons?"
    r"|said to|guess|bet"
    r"|unless|should|estimat\w*|wallets?|on-?chain|arkham|not|no|never|none|nothing|neither|without)\b|n[’']t\b",
    re.IGNORECASE,
)
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
OF_MONEY = ("cost", "average", "worth", "cash", "debt", "shares", "net")
FOR = re.compile(r"\bfor (?:about |around |roughly |some |nearly |just |only |a mere )*$", re.IGNORECASE)
TO = re.compile(r"\bto (?:about |roughly |some |a total of |exactly )?$", re.IGNORECASE)
PASSED = re.compile(
    r"\s?-?(?:coins?|bitcoins?|BTC)?\s?-?(?:mark|milestone|threshold|barrier|line|level)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the row that it is of."""

    figure: ClaimFigure
    row: Row


def place_figures(judged: Sequence[Judged], unread: Unread, known: Knowledge) -> Judged | None:
    """Supported when every figure of a plain statement on coins has its row; None otherwise."""
    claim = judged[0].claim
    if not _is_plain(judged, unread) or not known.settled.get(known.asset):
        return None
    day = said_on(claim)
    spans = [span for one in judged if (span := period(one.claim)) is not None]
    named = tuple(dict.fromkeys((*unread.days, *spans)))
    rows = list_rows(known, day, named, unread.text)
    placed = _place(claim, unread, rows)
    if placed is None or len(placed) < 2 or not all(_is_named(span, placed) for span in named if span[0] <= day):
        return None
    used = list(dict.fromkeys(one.row for one in placed))
    if _is_sale_untold(judged, used):
        return None
    finding = Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{'. '.join(row.told for row in used)}.",
        evidence=cite(known, "supports", *(source for row in used for source in row.sources[-SHOWN:])),
        firmness="exact",
        judge="figure_rows",
    )
    return Judged(claim=claim, finding=finding)


def _is_sale_untold(judged: Sequence[Judged], rows: Sequence[Row]) -> bool:
    """Whether a sale is told of that has no figure, and that nothing shows: "a year after its sale it bought"."""
    bare = [one for one in judged if one.claim.claim_type.startswith("btc_sale") and not one.claim.figures]
    return any(one.finding.label != "supported" for one in bare) and all(row.kind != "sold" for row in rows)


def _is_plain(judged: Sequence[Judged], unread: Unread) -> bool:
    return (
        (COINS.search(unread.text) is not None or all(one.claim.claim_type in COIN_TYPES for one in judged))
        and UNSURE.search(unread.text) is None
        and all(one.claim.modality in MANNER and not one.claim.negated for one in judged)
    )


def _place(claim: Claim, unread: Unread, rows: Sequence[Row]) -> list[Placed] | None:
    """Coins first, then the money that stands by them; None when one has no row, or is of nothing listed."""
    counts = [one for one in unread.figures if one.unit in LENGTHS or one.unit == "times"]
    others = [one for one in unread.figures if one not in counts]
    coins = [one for one in others if _is_coins(one, rows)]
    money = [one for one in others if one.unit == "USD"]
    if len(coins) + len(money) != len(others):
        return None
    placed: list[Placed] = []
    for figure in (*coins, *money):
        row = next(_fitting(claim, figure, unread, rows, placed), None)
        if row is None:
            return None
        placed.append(Placed(figure, row))
    sound = all(_is_counted(one, placed) for one in counts) and _hangs_together(placed, unread.days)
    return placed if sound and all(_is_told(one.row, unread) for one in placed) else None


def _is_coins(figure: ClaimFigure, rows: Sequence[Row]) -> bool:
    if figure.unit == "bitcoin":
        return True
    small = any(row.units == figure.value and row.kind in TRADES for row in rows)
    return figure.unit in ("number", "things") and (figure.value >= FEWEST or small)


def _is_counted(figure: ClaimFigure, placed: Sequence[Placed]) -> bool:
    """So many purchases are those of a sum; so many weeks those of its days."""
    if figure.unit == "times":
        return any(one.row.count == figure.value for one in placed)
    if figure.unit == "weeks" and figure.value > 1:
        weeks = [((one.row.span[1] - one.row.span[0]).days + 3) // 7 for one in placed if one.row.count > 1]
        return not weeks or any(abs(figure.value - number) <= 1 for number in weeks)
    return True


def _fitting(
    claim: Claim, figure: ClaimFigure, unread: Unread, rows: Sequence[Row], placed: Sequence[Placed]
) -> Iterator[Row]:
    kinds = kinds_near(unread.text, figure, unread.figures, unread.start)
    if figure.unit != "USD":
        kinds = tuple(kind for kind in kinds if kind not in OF_MONEY)
    elif FOR.search(unread.text[: figure.start - unread.start]):
        kinds = ("bought", *kinds)
    elif not kinds and TO.search(unread.text[: figure.start - unread.start]):  # "from $66,357 to $73,527"
        before = [one for one in unread.figures if one.end <= figure.start and one.unit == figure.unit][-1:]
        kinds = kinds_near(unread.text, before[0], unread.figures, unread.start) if before else kinds
    former = is_former(claim, figure)
    asked = _unbounded(figure, unread)
    owner, linked = _find_owner(figure, unread, placed) if figure.unit == "USD" else (None, False)
    for row in sorted(rows, key=lambda one: not _is_inside(one, unread.days)):
        actual = _value_of(figure, row)
        if actual is None or not _is_it(asked, actual, unread) or not _is_then(figure, row, unread, rows):
            continue
        if figure.unit == "USD":
            if (row is owner or not linked) and _is_money(figure, row, kinds, owner, unread, former=former):
                yield row
        elif _is_of(figure, row, kinds, unread, former=former):
            yield row


def _is_inside(row: Row, days: Sequence[Span]) -> bool:
    """Whether it is of days that the statement names."""
    return any(first <= row.span[1] <= last for first, last in days)


def _value_of(figure: ClaimFigure, row: Row) -> Decimal | None:
    if figure.unit != "USD":
        return row.units
    return row.usd if figure.value >= MILLION else row.each


def _is_it(figure: ClaimFigure, actual: Decimal, unread: Unread) -> bool:
    if PASSED.match(unread.text, figure.end - unread.start) and figure.comparator in ("exactly", "more_than"):
        return figure.value <= actual <= figure.value * (1 + CLOSE)
    near = figure.comparator in ("exactly", "about", "nearly") or abs(figure.value - actual) <= CLOSE * actual
    return near and is_right(figure, actual)


def _unbounded(figure: ClaimFigure, unread: Unread) -> ClaimFigure:
    """The figure itself where another one is compared with it, and stands on the side that is said."""
    said = BESIDE_IT.search(unread.text[: figure.start - unread.start + 1])
    if said is None or figure.comparator not in ("less_than", "more_than"):
        return figure
    before = [one for one in unread.figures if one.end <= figure.start and one.unit == figure.unit]
    right = before and (before[-1].value < figure.value) == (said["less"] is not None)
    return replace(figure, comparator="exactly") if right else figure


def _find_owner(figure: ClaimFigure, unread: Unread, placed: Sequence[Placed]) -> tuple[Row | None, bool]:
    """The row of the coins that money stands by: those before it, unless it leads to those after it; and whether
    it does lead to them ("$177 million on 3,907 bitcoin")."""
    coins = [one for one in placed if one.figure.unit != "USD"]
    if not coins:
        return None, False
    owner = find_owner(figure, [one.figure for one in coins], unread)
    row = next((one.row for one in coins if one.figure is owner), None)
    between = unread.text[figure.end - unread.start : max(figure.end, owner.start) - unread.start]
    return row, owner.start >= figure.end and LEADS.match(between) is not None


def _is_of(figure: ClaimFigure, row: Row, kinds: tuple[str, ...], unread: Unread, *, former: bool) -> bool:
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


def _is_money(
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


def _is_told(row: Row, unread: Unread) -> bool:
    """Whether some word of the statement says that coins were bought, sold or held: figures alone say nothing."""
    kinds = {match.lastgroup for match in WORDS_OF.finditer(unread.text)}
    other = {"sold": GOT, "bought": FOR_MONEY}.get(row.kind)
    return bool(kinds & TOLD[row.kind]) or (other is not None and other.search(unread.text) is not None)


def _is_then(figure: ClaimFigure, row: Row, unread: Unread, rows: Sequence[Row]) -> bool:
    """ "Up from 189,150 twelve months earlier": by that much before what stands now, give or take a quarter."""
    said = AGO.match(unread.text, figure.end - unread.start)
    if said is None:
        return True
    days = NUMBERS[said["count"].lower()] * DAYS[said["unit"].lower()]
    now = next((one.span[1] for one in rows if one.kind == row.kind and not one.former), row.span[1])
    return abs((now - row.span[1]).days - days) <= max(days // 4, 6)


def _is_named(span: Span, placed: Sequence[Placed]) -> bool:
    """Whether days that are named are those of a row: it lies inside them, or ends on the day, give or take."""
    first, last = span
    if first == last:
        return any(one.row.span[1] == last for one in placed)
    return any(first - NEAR <= one.row.span[0] and one.row.span[1] <= last + NEAR for one in placed)


def _hangs_together(placed: Sequence[Placed], days: Sequence[Span]) -> bool:
    """Whether what is held is what the trades that are told of led to, and what stood before stood before them."""
    trades = [one.row for one in placed if one.row.kind in TRADES]
    digits = [last_digits(one.figure.value) for one in placed]
    if max(digits, default=0) < SHARP and (sum(digits) < SHARP or not days):
        return False  # round figures are met by chance
    if not trades:
        return True
    first, last = min(row.span[0] for row in trades), max(row.span[1] for row in trades)
    held = [one.row for one in placed if one.row.kind == "held"]
    return all(row.span[1] <= first if row.former else 0 <= (row.span[1] - last).days <= AFTER for row in held)
