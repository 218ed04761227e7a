-- Every disclosed change with its filing, its sentence, and how it entered the ledger.
CREATE VIEW changes AS
SELECT
    coalesce(c.period_end_on, substr(c.known_at, 1, 10)) AS day_on,
    i.ticker,
    f.form,
    c.kind,
    c.units,
    c.asset,
    c.usd_amount,
    c.average_price_usd,
    c.quote,
    -- One change can stand in several steps; 'counted' sorts before 'netted', 'repeated' and 'superseded'.
    CASE WHEN d.superseded_by IS NOT NULL THEN 'superseded' ELSE
        (SELECT min(t.treatment) FROM ledger_changes t WHERE t.change_id = c.change_id)
    END AS treatment,
    c.period_start_on,
    c.period_end_on,
    c.purpose,
    d.accession_number,
    f.url,
    f.reconstruction,
    c.known_at,
    substr(coalesce(c.period_end_on, c.known_at), 1, 4) AS year,
    c.issuer_cik,
    c.change_id,
    c.document_id,
    c.quote_start,
    c.quote_end,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path,
    c.extractor
FROM holdings_changes c
JOIN issuers i ON i.issuer_cik = c.issuer_cik
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY day_on DESC, c.known_at, c.change_id;
