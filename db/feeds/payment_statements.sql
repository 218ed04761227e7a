-- version: 1
-- One sentence about paying or not paying a row, with its labels. A risk factor or boilerplate is no fact: `modality`.
SELECT
    p.statement_id, p.issuer_cik, p.topic, p.polarity, p.modality, p.tense, p.instrument_id,
    p.amount_usd, p.amount_usd_precision, p.date_on,
    p.document_id, p.quote_start, p.quote_end, p.quote, p.known_at, p.extractor,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || p.document_id || '?start=' || p.quote_start || '&end=' || p.quote_end || '#quote'
        AS document_path
FROM payment_statements p
JOIN documents d ON d.document_id = p.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY p.issuer_cik, p.known_at, p.document_id, p.quote_start, p.topic, p.statement_id
