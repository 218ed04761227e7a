-- What each filing says of the USD Reserve, USD Cash and the cash of the balance sheet, newest first.
CREATE VIEW cash_balances AS
SELECT
    r.as_of_on,
    i.ticker,
    r.kind,
    r.amount_usd,
    f.form,
    r.quote,
    d.accession_number,
    f.url,
    f.reconstruction,
    r.known_at,
    substr(r.as_of_on, 1, 4) AS year,
    r.issuer_cik,
    r.reserve_id,
    r.document_id,
    r.quote_start,
    r.quote_end,
    '/document/' || r.document_id || '?start=' || r.quote_start || '&end=' || r.quote_end || '#quote'
        AS document_path,
    r.extractor
FROM reserves r
JOIN issuers i ON i.issuer_cik = r.issuer_cik
JOIN documents d ON d.document_id = r.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY r.as_of_on DESC, r.known_at DESC, r.reserve_id;
