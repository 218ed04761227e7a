-- version: 1
-- One reported total a row; the same day told by several filings stands several times.
SELECT
    c.total_id, c.issuer_cik, c.asset, c.as_of_on, c.units, c.units_precision,
    c.cost_usd, c.cost_usd_precision, c.average_cost_usd, c.average_cost_usd_precision,
    c.document_id, c.quote_start, c.quote_end, c.quote, c.known_at, c.extractor,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM holdings_totals c
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY c.issuer_cik, c.asset, c.as_of_on, c.known_at, c.total_id
