-- Every version of everything that fell or falls due, superseded ones too.
CREATE VIEW obligation_calendar_versions AS
SELECT
    o.due_on,
    i.ticker,
    o.name,
    o.kind,
    o.amount_usd,
    o.basis,
    o.certainty,
    o.note,
    o.quote,
    o.period_start_on,
    o.period_end_on,
    f.form,
    d.accession_number,
    f.url,
    f.reconstruction,
    o.known_at,
    o.superseded_at,
    o.facts_known_at,
    substr(o.due_on, 1, 4) || ' Q' || ((CAST(substr(o.due_on, 6, 2) AS INTEGER) + 2) / 3) AS quarter,
    o.instrument_id,
    o.issuer_cik,
    o.obligation_id,
    o.document_id,
    o.quote_start,
    o.quote_end,
    '/document/' || o.document_id || '?start=' || o.quote_start || '&end=' || o.quote_end || '#quote'
        AS document_path,
    o.extractor
FROM obligation_versions o
JOIN issuers i ON i.issuer_cik = o.issuer_cik
JOIN documents d ON d.document_id = o.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY o.issuer_cik, o.due_on, o.name, o.known_at;
