-- The seven stages of the feared collapse as of a day, newest day first: what would show each, and whether it shows.
CREATE VIEW chain AS
SELECT
    c.as_of_on,
    i.ticker,
    c.stage,
    c.name,
    c.state,
    c.observable,
    c.reason,
    c.quote,
    f.form,
    d.accession_number,
    f.url,
    f.reconstruction,
    c.known_at,
    c.issuer_cik,
    c.document_id,
    c.quote_start,
    c.quote_end,
    CASE WHEN c.document_id IS NOT NULL
        THEN '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
    END AS document_path
FROM chain_stages c
JOIN issuers i ON i.issuer_cik = c.issuer_cik
LEFT JOIN documents d ON d.document_id = c.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY c.issuer_cik, c.as_of_on DESC, c.stage;
