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
from decimal import Decimal

from monitor.judges._days import Span
from monitor.judges._disclosed_rows import NEAR, Row, list_rows
from monitor.judges._figure_words import kinds_near
from monitor.judges._row_fits import (
    SHARP,
    TO,
    TRADES,
    Placed,
    find_row_owner,
    is_counted,
    is_money,
    is_of,
    is_then,
    is_told,
    unbounded,
    value_of,
)
from monitor.judges.figure_groups import COIN_TYPES, COINS
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

FEWEST = Decimal(100)  # a number without a unit below this counts something else than coins, if no trade has it
CLOSE = Decimal("0.05")  # by how much a bound may lie off what is meant
AFTER = 7  # days from the last trade to the holding that it led to
SHOWN = 6
MANNER = ("asserted", "reported_speech")
LENGTHS = ("days", "weeks", "months", "quarters", "years", "hours")
UNSURE = re.compile(
    r"\?|\b(?:if|would|could|might|(?-i:may)|will|won[’']t|shall|plans?|expects?|likely|rumou?r\w*|reckons?"
    r"|said to|guess|bet"
    r"|unless|should|estimat\w*|wallets?|on-?chain|arkham|not|no|never|none|nothing|neither|without)\b|n[’']t\b",
    re.IGNORECASE,
)
OF_MONEY = ("cost", "average", "worth", "cash", "debt", "shares", "net")
FOR = re.compile(r"\bfor (?:about |around |roughly |some |nearly |just |only |a mere )*$", re.IGNORECASE)
PASSED = re.compile(
    r"\s?-?(?:coins?|bitcoins?|BTC)?\s?-?(?:mark|milestone|threshold|barrier|line|level)\b", re.IGNORECASE
)


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
    sound = all(is_counted(one, placed) for one in counts) and _hangs_together(placed, unread.days)
    return placed if sound and all(is_told(one.row, unread) for one in placed) else None


def _is_coins(figure: ClaimFigure, rows: Sequence[Row]) -> bool:
    if figure.unit == "bitcoin":
        return True
    small = any(row.units == figure.value and row.kind in TRADES for row in rows)
    return figure.unit in ("number", "things") and (figure.value >= FEWEST or small)


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
    asked = unbounded(figure, unread)
    owner, linked = find_row_owner(figure, unread, placed) if figure.unit == "USD" else (None, False)
    for row in sorted(rows, key=lambda one: not _is_inside(one, unread.days)):
        actual = value_of(figure, row)
        if actual is None or not _is_it(asked, actual, unread) or not is_then(figure, row, unread, rows):
            continue
        if figure.unit == "USD":
            if (row is owner or not linked) and is_money(figure, row, kinds, owner, unread, former=former):
                yield row
        elif is_of(figure, row, kinds, unread, former=former):
            yield row


def _is_inside(row: Row, days: Sequence[Span]) -> bool:
    """Whether it is of days that the statement names."""
    return any(first <= row.span[1] <= last for first, last in days)


def _is_it(figure: ClaimFigure, actual: Decimal, unread: Unread) -> bool:
    if PASSED.match(unread.text, figure.end - unread.start) and figure.comparator in ("exactly", "more_than"):
        return figure.value <= actual <= figure.value * (1 + CLOSE)
    near = figure.comparator in ("exactly", "about", "nearly") or abs(figure.value - actual) <= CLOSE * actual
    return near and is_right(figure, actual)


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
