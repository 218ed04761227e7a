-- Securities sold under programs and in offerings, and those bought back, newest first, each with its sentence.
CREATE VIEW issuance AS
SELECT
    coalesce(s.period_end_on, substr(s.known_at, 1, 10)) AS day_on,
    i.ticker,
    s.kind,
    s.security,
    s.shares,
    s.notional_usd,
    s.net_proceeds_usd,
    s.available_usd,
    f.form,
    s.quote,
    s.use_of_proceeds,
    s.period_start_on,
    s.period_end_on,
    d.accession_number,
    f.url,
    f.reconstruction,
    s.known_at,
    substr(coalesce(s.period_end_on, s.known_at), 1, 4) AS year,
    s.issuer_cik,
    s.issuance_id,
    s.document_id,
    s.quote_start,
    s.quote_end,
    '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
        AS document_path,
    s.extractor
FROM issuances s
JOIN issuers i ON i.issuer_cik = s.issuer_cik
JOIN documents d ON d.document_id = s.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY day_on DESC, s.known_at DESC, s.security, s.issuance_id;
