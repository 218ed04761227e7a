-- version: 1
-- One event a row, raised once, the oldest first. `evidence` is JSON: accession_number, document_id and quote, or
-- run_id, or source. Empty issuer_cik: about the monitor itself, or about nobody in the watchlist.
SELECT
    a.alert_id, a.kind, a.severity, a.issuer_cik, i.ticker, a.raised_at, a.known_at, a.message, a.evidence, a.run_id,
    json_extract(a.evidence, '$.accession_number') AS accession_number, f.url,
    '/document/' || json_extract(a.evidence, '$.document_id') || '?start=' || json_extract(a.evidence, '$.quote_start')
        || '&end=' || json_extract(a.evidence, '$.quote_end') || '#quote' AS document_path
FROM alerts a
LEFT JOIN issuers i ON i.issuer_cik = a.issuer_cik
LEFT JOIN filings f ON f.accession_number = json_extract(a.evidence, '$.accession_number')
ORDER BY a.known_at, a.kind, a.alert_id
