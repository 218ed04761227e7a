-- What falls due in the three years after the newest filing in the store: the same days as obligations.ics.
CREATE VIEW obligation_calendar AS --now
--versions CREATE VIEW obligation_calendar_versions AS
SELECT
    o.due_on,
    o.due_in,
    i.ticker,
    o.name,
    o.kind,
    o.amount_usd,
    coalesce(o.amount_usd, o.amount_other) AS amount,
    o.currency,
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
    --versions o.superseded_at,
    --versions o.facts_known_at,
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
FROM obligations o --now
--versions FROM obligation_versions o
JOIN issuers i ON i.issuer_cik = o.issuer_cik
JOIN documents d ON d.document_id = o.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
CROSS JOIN (SELECT substr(max(accepted_at), 1, 10) AS newest_on FROM filings) n --now
WHERE o.due_on >= n.newest_on AND o.due_on <= date(n.newest_on, '+36 months') --now
ORDER BY o.issuer_cik, o.due_on, o.name; --now
--versions ORDER BY o.issuer_cik, o.due_on, o.name, o.known_at;
