"""The lines of Forms 3, 4, 5 and 144: saved with their filing, judged later, loaded as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from monitor.records import InsiderTrade
from monitor.store.columns import record_of, row_of
from monitor.store.database import Store
from monitor.store.saving import upsert

JUDGED = ("notice_id", "superseded_by")


def save_trades(store: Store, trades: Iterable[InsiderTrade]) -> int:
    """Add the lines of a form, or bring them up to date; what was judged of them stays. Returns how many were new.

    Their filing and document must have been saved.
    """
    with store.transaction("save the trades of insiders") as connection:
        return sum(
            upsert(connection, "insider_trades", row_of(trade), key=("trade_id",), keep=JUDGED) for trade in trades
        )


def load_trades(store: Store, issuer_cik: int) -> list[InsiderTrade]:
    """The lines in an issuer's current documents, in the order known, then as they stand in the form."""
    rows = store.query(
        "SELECT t.* FROM insider_trades t JOIN documents d USING (document_id)"
        " WHERE t.issuer_cik = ? AND d.superseded_by IS NULL"
        " ORDER BY t.known_at, t.accession_number, t.document_id, t.quote_start",
        [issuer_cik],
    )
    return [record_of(InsiderTrade, row) for row in rows]


def save_judged_trades(store: Store, issuer_cik: int, trades: Sequence[InsiderTrade]) -> None:
    """Write down which notice each line followed and which line took its place. Nothing is written when it is so
    already. Lines of documents that came anew are not judged: a rebuild would not know what was said of them."""
    with store.transaction("save what was judged of insiders") as connection:
        connection.executemany(
            "UPDATE insider_trades SET notice_id = ?2, superseded_by = ?3"
            " WHERE trade_id = ?1 AND (notice_id IS NOT ?2 OR superseded_by IS NOT ?3)",
            [(trade.trade_id, trade.notice_id, trade.superseded_by) for trade in trades],
        )
        connection.execute(
            "UPDATE insider_trades SET notice_id = NULL, superseded_by = NULL"
            " WHERE issuer_cik = ? AND (notice_id IS NOT NULL OR superseded_by IS NOT NULL)"
            " AND document_id IN (SELECT document_id FROM documents WHERE superseded_by IS NOT NULL)",
            [issuer_cik],
        )
