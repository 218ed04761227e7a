-- Every reported total with its filing and its sentence.
CREATE VIEW totals AS
SELECT
    t.as_of_on,
    i.ticker,
    f.form,
    t.units,
    t.asset,
    t.cost_usd,
    t.average_cost_usd,
    t.quote,
    d.accession_number,
    f.url,
    f.reconstruction,
    t.known_at,
    substr(t.as_of_on, 1, 4) AS year,
    t.issuer_cik,
    t.total_id,
    t.document_id,
    t.quote_start,
    t.quote_end,
    '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote'
        AS document_path,
    t.extractor
FROM holdings_totals t
JOIN issuers i ON i.issuer_cik = t.issuer_cik
JOIN documents d ON d.document_id = t.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY t.as_of_on DESC, t.known_at, t.total_id;
