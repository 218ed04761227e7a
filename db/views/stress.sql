-- What the disclosed figures mean at a price, newest day first, each with its arithmetic and its sentence.
CREATE VIEW stress AS
SELECT
    s.as_of_on,
    i.ticker,
    s.measure,
    s.price_usd,
    s.figure,
    s.unit,
    s.note,
    s.quote,
    f.form,
    d.accession_number,
    f.url,
    f.reconstruction,
    s.known_at,
    s.asset,
    s.issuer_cik,
    s.measure_id,
    s.document_id,
    s.quote_start,
    s.quote_end,
    '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
        AS document_path
FROM stress_measures s
JOIN issuers i ON i.issuer_cik = s.issuer_cik
JOIN documents d ON d.document_id = s.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
-- The index stress_measures_day, walked backwards.
ORDER BY s.issuer_cik DESC, s.as_of_on DESC, s.measure DESC;
