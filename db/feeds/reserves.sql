-- version: 1
-- One stated balance a row; the same day told by several filings stands several times.
SELECT
    r.reserve_id, r.issuer_cik, r.as_of_on, r.kind, r.amount_usd, r.amount_usd_precision,
    r.document_id, r.quote_start, r.quote_end, r.quote, r.known_at, r.extractor,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || r.document_id || '?start=' || r.quote_start || '&end=' || r.quote_end || '#quote'
        AS document_path
FROM reserves r
JOIN documents d ON d.document_id = r.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY r.issuer_cik, r.as_of_on, r.kind, r.known_at, r.reserve_id
