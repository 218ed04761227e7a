-- version: 1
-- One figure as of a day a row, at a price where it depends on one; `note` holds the arithmetic.
SELECT
    s.measure_id, s.issuer_cik, s.asset, s.as_of_on, s.measure, s.price_usd, s.price_usd_precision,
    s.figure, s.figure_precision, s.unit, s.note,
    s.document_id, s.quote_start, s.quote_end, s.quote, s.known_at,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
        AS document_path
FROM stress_measures s
JOIN documents d ON d.document_id = s.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY s.issuer_cik, s.asset, s.as_of_on, s.measure, CAST(s.price_usd AS REAL), s.measure_id
