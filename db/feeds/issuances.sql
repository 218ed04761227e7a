-- version: 1
-- Securities sold under a program or in an offering in a period, one a row; a repurchase has a kind of its own.
SELECT
    s.issuance_id, s.issuer_cik, s.kind, s.security, s.shares, s.shares_precision,
    s.notional_usd, s.notional_usd_precision, s.net_proceeds_usd, s.net_proceeds_usd_precision,
    s.available_usd, s.available_usd_precision, s.period_start_on, s.period_end_on, s.use_of_proceeds,
    s.document_id, s.quote_start, s.quote_end, s.quote, s.known_at, s.extractor,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
        AS document_path
FROM issuances s
JOIN documents d ON d.document_id = s.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY s.issuer_cik, coalesce(s.period_end_on, substr(s.known_at, 1, 10)), s.known_at, s.security, s.issuance_id
