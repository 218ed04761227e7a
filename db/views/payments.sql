-- Every sentence about paying or not paying, newest first, with its labels.
CREATE VIEW payments AS
SELECT
    substr(p.known_at, 1, 10) AS filed_on,
    i.ticker,
    f.form,
    p.topic,
    p.polarity,
    p.modality,
    p.tense,
    p.quote,
    p.amount_usd,
    p.date_on,
    (SELECT n.name FROM instruments n WHERE n.instrument_id = p.instrument_id ORDER BY n.known_at DESC LIMIT 1)
        AS name,
    d.accession_number,
    f.url,
    f.reconstruction,
    p.known_at,
    substr(p.known_at, 1, 4) AS year,
    p.instrument_id,
    p.issuer_cik,
    p.statement_id,
    p.document_id,
    p.quote_start,
    p.quote_end,
    '/document/' || p.document_id || '?start=' || p.quote_start || '&end=' || p.quote_end || '#quote'
        AS document_path,
    p.extractor
FROM payment_statements p
JOIN issuers i ON i.issuer_cik = p.issuer_cik
JOIN documents d ON d.document_id = p.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
-- The index payment_statements_known, walked backwards.
ORDER BY p.issuer_cik DESC, p.known_at DESC;
