-- Dollars put into a reserve or taken from it, newest first, each with its sentence.
CREATE VIEW cash_movements AS
SELECT
    coalesce(m.period_end_on, substr(m.known_at, 1, 10)) AS day_on,
    i.ticker,
    m.kind,
    m.direction,
    m.amount_usd,
    m.purpose,
    f.form,
    m.quote,
    m.period_start_on,
    m.period_end_on,
    d.accession_number,
    f.url,
    f.reconstruction,
    m.known_at,
    substr(coalesce(m.period_end_on, m.known_at), 1, 4) AS year,
    m.issuer_cik,
    m.movement_id,
    m.document_id,
    m.quote_start,
    m.quote_end,
    '/document/' || m.document_id || '?start=' || m.quote_start || '&end=' || m.quote_end || '#quote'
        AS document_path,
    m.extractor
FROM reserve_movements m
JOIN issuers i ON i.issuer_cik = m.issuer_cik
JOIN documents d ON d.document_id = m.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY day_on DESC, m.known_at DESC, m.movement_id;
