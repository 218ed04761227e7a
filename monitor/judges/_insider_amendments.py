"""Which lines an amended Form 3, 4, 5 or 144 takes the place of.

An amendment repeats only the lines that it amends, or adds (Form 4, General Instruction 9): so a line replaces the
one that it is like, the other lines of the original stand, and a line like no other is new. Nothing in the form
names the line, nor the accession number; the person, the period and the figures must do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from monitor.judges._insider_names import same_person
from monitor.records import Filing, InsiderTrade

TRANSACTION: tuple[str, ...] = (
    "security",
    "code",
    "traded_on",
    "shares",
    "price_usd",
    "shares_after",
    "ownership",
    "nature",
)
HOLDING: tuple[str, ...] = ("shares_after", "nature")
NOTICE: tuple[str, ...] = ("security", "shares", "traded_on")


def supersede(trades: Sequence[InsiderTrade], filings: Mapping[str, Filing]) -> list[InsiderTrade]:
    """The trades with `superseded_by` set, in the order given. `filings` by accession number."""
    ordered = sorted(trades, key=lambda trade: (trade.known_at, trade.accession_number))
    replaced: dict[str, str] = {}
    for accession, group in groupby(ordered, key=lambda trade: trade.accession_number):
        lines = list(group)
        if not lines[0].form.endswith("/A"):
            continue
        open_lines = [trade for trade in _find_earlier(lines[0], ordered) if trade.trade_id not in replaced]
        period_on = filings[accession].period_on if accession in filings else None
        same_period = [trade for trade in open_lines if _period(trade, filings) == period_on]
        # The first transaction's day is the period: when that was what was wrong, the periods differ.
        candidates, limit = (same_period, 2) if same_period and period_on else (open_lines, 1)
        replaced |= _pair(candidates, lines, limit)
    return [replace(trade, superseded_by=replaced.get(trade.trade_id)) for trade in trades]


def link_forms(trades: Iterable[InsiderTrade]) -> dict[str, str]:
    """Accession number of an amendment -> that of the form whose lines it replaces, from superseded trades."""
    known = {trade.trade_id: trade for trade in trades}
    return {
        known[trade.superseded_by].accession_number: trade.accession_number
        for trade in sorted(known.values(), key=lambda trade: (trade.known_at, trade.trade_id))
        if trade.superseded_by
    }


def _find_earlier(amending: InsiderTrade, ordered: Sequence[InsiderTrade]) -> list[InsiderTrade]:
    form = amending.form.removesuffix("/A")
    return [
        trade
        for trade in ordered
        if trade.known_at <= amending.known_at
        and trade.accession_number != amending.accession_number
        and trade.form.removesuffix("/A") == form
        and same_person(trade, amending)
    ]


def _period(trade: InsiderTrade, filings: Mapping[str, Filing]) -> object:
    return filings[trade.accession_number].period_on if trade.accession_number in filings else None


def _pair(originals: Sequence[InsiderTrade], amended: Sequence[InsiderTrade], limit: int) -> dict[str, str]:
    """The most alike first, each line once."""
    pairs = sorted(
        (difference, old, new)
        for old, original in enumerate(originals)
        for new, line in enumerate(amended)
        if (difference := _count_differences(original, line)) is not None and difference <= limit
    )
    found: dict[str, str] = {}
    taken: set[int] = set()
    for _, old, new in pairs:
        if originals[old].trade_id not in found and new not in taken:
            found[originals[old].trade_id] = amended[new].trade_id
            taken.add(new)
    return found | _pair_rest(originals, amended, found, taken)


def _pair_rest(
    originals: Sequence[InsiderTrade], amended: Sequence[InsiderTrade], found: Mapping[str, str], taken: set[int]
) -> dict[str, str]:
    """Lines whose figures were all wrong: each replaces the trade of the same kind, day and security that started
    from the same holding, else the one whose number of shares is nearest. A trade that was left out is no such:
    what is owned after it follows on a line that nothing else follows on, 850 after 900 less 50."""
    pairs: dict[str, str] = {}
    last = max((one.known_at for one in originals), default=None)
    newest = [one for one in originals if one.known_at == last]
    for number, line in enumerate(amended):
        if number in taken or not (line.code or line.is_notice):
            continue
        before = [one for one in newest if _follows(one, line)]
        fitting = [
            one
            for one in newest
            if one.trade_id not in found and one.trade_id not in pairs and _place(one) == _place(line)
        ]
        if before:  # of those, only what follows on the same line
            fitting = [one for one in fitting if any(_follows(start, one) for start in before)]
        if fitting:
            nearest = min(fitting, key=lambda one: (abs((one.shares or 0) - (line.shares or 0)), one.trade_id))
            pairs[nearest.trade_id] = line.trade_id
    return pairs


def _place(trade: InsiderTrade) -> tuple[object, ...]:
    """All but the figures. A planned sale is placed by its security alone: its day is a plan too."""
    day = None if trade.is_notice else trade.traded_on
    return trade.security, trade.code, day, trade.acquired, trade.ownership, trade.nature, trade.is_derivative


def _follows(original: InsiderTrade, line: InsiderTrade) -> bool:
    """Whether what is owned after a line is what was owned after another, less or more the shares of the line."""
    before, after, moved = original.shares_after, line.shares_after, line.shares
    if before is None or after is None or moved is None or line.acquired is None:
        return False
    same = (original.security, original.ownership, original.nature) == (line.security, line.ownership, line.nature)
    return same and after == (before + moved if line.acquired else before - moved)


def _count_differences(one: InsiderTrade, other: InsiderTrade) -> int | None:
    """In how many fields two lines differ; None when they cannot be the same line."""
    if (one.is_derivative, one.is_notice, not one.code) != (other.is_derivative, other.is_notice, not other.code):
        return None
    if one.is_notice:
        fields, most = NOTICE, 1
    elif one.code:
        fields, most = TRANSACTION, 2
    elif (one.security, one.ownership) != (other.security, other.ownership):
        return None
    else:
        fields, most = HOLDING, 1
    differing = sum(getattr(one, name) != getattr(other, name) for name in fields)
    return differing if differing <= most else None
