-- version: 1
-- One proposition of an article a row. It is known from when it was said. The verdicts are in verdicts.csv.
SELECT
    c.claim_id, c.article_id, c.issuer_cik, c.claim_type, c.subject, c.action, c.negated, c.asset,
    c.quantity, c.quantity_precision, c.unit, c.comparator, c.qualifiers, c.period_start_on, c.period_end_on,
    c.modality, c.attribution, c.checkable, c.document_id, c.quote_start, c.quote_end, c.quote, c.claimed_at,
    c.claimed_at AS known_at, a.source, d.url,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM claims c
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN articles a ON a.article_id = c.article_id
ORDER BY c.claimed_at, c.document_id, c.quote_start, c.claim_id
