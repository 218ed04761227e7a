"""The view `changes` as of a day: what was disclosed by then, with its place in the ledger as judged then."""

from __future__ import annotations

from monitor.publish.as_of import AsOf, judged

COLUMNS = (
    "day_on", "ticker", "form", "kind", "units", "usd_amount", "average_price_usd", "quote", "period_start_on",
    "period_end_on", "purpose", "accession_number", "url", "reconstruction", "known_at", "year", "asset",
    "issuer_cik", "change_id", "document_id", "quote_start", "quote_end", "document_path", "extractor",
)  # fmt: skip


def changes_then(as_of: AsOf) -> str:
    """What stands after FROM in place of `changes`. The query has `as_of.values`."""
    if as_of.day is None:
        return "changes"
    chosen = ", ".join(f"c.{name}" for name in COLUMNS)
    # As in the view: one change can stand in several steps; 'counted' sorts before the other treatments.
    return f"""(
        SELECT {chosen},
            CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded' ELSE t.treatment END AS treatment
        FROM changes c JOIN documents d ON d.document_id = c.document_id
        LEFT JOIN (
            SELECT json_extract(e.value, '$.change_id') AS change_id,
                min(json_extract(e.value, '$.treatment')) AS treatment
            FROM {judged("holdings_ledger", as_of)} l, json_each(l.changes) e GROUP BY 1
        ) t ON t.change_id = c.change_id
        WHERE c.known_at <= :until
    )"""  # noqa: S608 - names of ours
