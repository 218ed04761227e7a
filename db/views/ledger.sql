-- The ledger with names, the filing that closes each step, and the sentence of its total.
CREATE VIEW ledger AS --now
--versions CREATE VIEW ledger_versions AS
SELECT
    l.as_of_on,
    i.ticker,
    l.asset,
    f.form,
    l.status,
    l.opening_units,
    l.acquired_units,
    l.sold_units,
    l.expected_units,
    l.reported_units,
    l.residual_units,
    l.average_cost_usd,
    l.cost_usd,
    t.quote,
    l.note,
    l.accession_number,
    f.url,
    f.reconstruction,
    l.opening_on,
    l.uncovered_from_on,
    l.uncovered_until_on,
    l.uncovered_days,
    l.missing_accessions,
    l.known_at,
    --versions l.superseded_at,
    --versions l.facts_known_at,
    substr(l.as_of_on, 1, 4) AS year,
    l.issuer_cik,
    l.total_id,
    t.document_id,
    t.quote_start,
    t.quote_end,
    '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote'
        AS document_path,
    -- The opening links to the total before, what was acquired or sold to the largest change in the sum.
    json_object(
        'opening_units', (
            SELECT '/document/' || p.document_id || '?start=' || p.quote_start || '&end=' || p.quote_end || '#quote'
            FROM holdings_totals p
            WHERE p.issuer_cik = l.issuer_cik AND p.asset = l.asset AND p.as_of_on = l.opening_on
              AND p.units = l.opening_units
            ORDER BY p.known_at LIMIT 1
        ),
        'acquired_units', (
            SELECT '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
            FROM holdings_changes c
            WHERE c.issuer_cik = l.issuer_cik AND c.asset = l.asset AND c.kind = 'acquired' AND l.acquired_units <> 0
              AND c.period_end_on > coalesce(l.opening_on, '') AND c.period_end_on <= l.as_of_on
            ORDER BY CAST(c.units AS REAL) DESC, c.known_at LIMIT 1
        ),
        'sold_units', (
            SELECT '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
            FROM holdings_changes c
            WHERE c.issuer_cik = l.issuer_cik AND c.asset = l.asset AND c.kind = 'sold' AND l.sold_units <> 0
              AND c.period_end_on > coalesce(l.opening_on, '') AND c.period_end_on <= l.as_of_on
            ORDER BY CAST(c.units AS REAL) DESC, c.known_at LIMIT 1
        )
    ) AS sentences
FROM holdings_ledger l --now
--versions FROM holdings_ledger_versions l
JOIN issuers i ON i.issuer_cik = l.issuer_cik
JOIN holdings_totals t ON t.total_id = l.total_id
JOIN filings f ON f.accession_number = l.accession_number
-- Newest first within an issuer: SQLite walks the key of the table, nothing is sorted but one asset's days.
ORDER BY l.issuer_cik, l.asset, l.as_of_on DESC; --now
--versions ORDER BY l.issuer_cik DESC, l.asset DESC, l.as_of_on DESC, l.known_at DESC;
