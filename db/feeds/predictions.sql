-- version: 1
-- One prediction of a price a row. One with a condition is not settled by the price alone and stays open.
SELECT
    p.claim_id, p.issuer_cik, p.who, p.asset, p.target_usd, p.direction, p.horizon_on, p.condition, p.status,
    p.resolved_on, c.claimed_at, c.claimed_at AS known_at, c.quote, c.document_id, c.quote_start, c.quote_end,
    a.source, d.url,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM predictions p
JOIN claims c ON c.claim_id = p.claim_id
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN articles a ON a.article_id = c.article_id
ORDER BY c.claimed_at, p.claim_id
