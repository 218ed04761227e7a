-- What the purchases of a period were paid with, by the words of the footnote, newest first.
CREATE VIEW purchase_funding AS
SELECT
    coalesce(p.period_end_on, substr(p.known_at, 1, 10)) AS day_on,
    i.ticker,
    p.securities,
    p.other_sources,
    p.amount_usd,
    f.form,
    p.quote,
    p.period_start_on,
    p.period_end_on,
    p.asset,
    d.accession_number,
    f.url,
    f.reconstruction,
    p.known_at,
    substr(coalesce(p.period_end_on, p.known_at), 1, 4) AS year,
    p.issuer_cik,
    p.funding_id,
    p.document_id,
    p.quote_start,
    p.quote_end,
    '/document/' || p.document_id || '?start=' || p.quote_start || '&end=' || p.quote_end || '#quote'
        AS document_path,
    p.extractor
FROM purchase_fundings p
JOIN issuers i ON i.issuer_cik = p.issuer_cik
JOIN documents d ON d.document_id = p.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY day_on DESC, p.known_at DESC, p.funding_id;
