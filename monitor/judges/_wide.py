"""Days of which only the figure for a longer period speaks: they add up, and yet a filing is not in the store.

When a quarter's purchases are disclosed as one figure, what the weeks leave of it falls on the days without a
week of their own (0000950170-25-077387 gave its week in an exhibit, 0000950170-25-094137 the quarter). The
step reconciles, and the ledger names the days all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from monitor.judges._days import Span, clip
from monitor.judges._missing import PERIODIC
from monitor.judges._netting import Piece
from monitor.records import Filing, Issuer


def find_wide(
    shares: Sequence[tuple[Piece, Decimal]], window: Span, filings: Mapping[str, Filing], issuer: Issuer
) -> Iterator[tuple[Piece, Decimal, tuple[Span, ...]]]:
    """Pieces of a step that speak for a longer period, their units, and the days that only they speak of.

    A report on the quarter to date is none when its last weeks are new in it (0001193125-21-270915), nor is the
    quarterly report of an issuer that discloses no oftener.
    """
    for piece, units in shares:
        if not units:
            continue
        form = filings[piece.change.source.document_id].form.removesuffix("/A")
        if form in PERIODIC:
            wide = issuer.cadence != "quarterly" and piece.statement.span[0] < piece.statement.span[1]
        else:
            latest = max((part.statement.span[1] for part in piece.parts if part.choices[0]), default=None)
            wide = latest is not None and units == piece.rest and any(first <= latest for first, _ in piece.days)
        if wide and not piece.statement.open_start:
            yield piece, units, clip(piece.days, window)
