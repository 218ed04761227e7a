-- version: 1
-- One disclosed change a row, as the filing says it: repetitions are kept, netting is the ledger's work.
SELECT
    c.change_id, c.issuer_cik, c.asset, c.kind, c.units, c.units_precision,
    c.usd_amount, c.usd_amount_precision, c.average_price_usd, c.average_price_usd_precision,
    c.period_start_on, c.period_end_on, c.purpose,
    c.document_id, c.quote_start, c.quote_end, c.quote, c.known_at, c.extractor,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM holdings_changes c
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY c.issuer_cik, c.asset, coalesce(c.period_end_on, substr(c.known_at, 1, 10)), c.known_at, c.change_id
