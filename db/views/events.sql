-- What happened to instruments: priced, issued, converted, bought back, redeemed, rates changed; with its sentence.
CREATE VIEW events AS
SELECT
    v.happened_on,
    v.happened_in,
    i.ticker,
    v.name,
    v.kind,
    v.amount_usd,
    v.shares,
    v.paid_usd,
    v.rate_from,
    v.rate_to,
    f.form,
    v.quote,
    v.known_at,
    d.accession_number,
    f.url,
    f.reconstruction,
    v.instrument_id,
    v.issuer_cik,
    v.event_id,
    v.document_id,
    v.quote_start,
    v.quote_end,
    '/document/' || v.document_id || '?start=' || v.quote_start || '&end=' || v.quote_end || '#quote'
        AS document_path,
    v.extractor
FROM instrument_events v
JOIN issuers i ON i.issuer_cik = v.issuer_cik
JOIN documents d ON d.document_id = v.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY v.instrument_id, v.happened_on;
