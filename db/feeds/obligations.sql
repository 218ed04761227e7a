-- version: 3
-- One payment a row, as known now. `basis` is computed when no filing states the amount: `note` holds the arithmetic
-- and the quote is the term that it rests on most. A put is the holder's choice; what it pays is not due again.
SELECT
    o.obligation_id, o.instrument_id, o.issuer_cik, o.name, o.kind, o.due_on, o.due_in, o.amount_usd, o.amount_usd_precision,
    o.amount_other, o.amount_other_precision, o.currency,
    o.basis, o.certainty, o.period_start_on, o.period_end_on, o.note,
    o.document_id, o.quote_start, o.quote_end, o.quote, o.known_at, o.extractor,
    d.superseded_by, d.accession_number, f.form, f.url, f.reconstruction,
    '/document/' || o.document_id || '?start=' || o.quote_start || '&end=' || o.quote_end || '#quote'
        AS document_path
FROM obligations o
JOIN documents d ON d.document_id = o.document_id
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY o.issuer_cik, o.due_on, o.instrument_id, o.kind, o.obligation_id
