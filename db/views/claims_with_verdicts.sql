-- Every claim with the verdict that holds now, latest said first.
CREATE VIEW claims_with_verdicts AS
SELECT
    substr(c.claimed_at, 1, 10) AS said_on,
    i.ticker,
    a.source,
    c.claim_type,
    c.quote,
    v.label,
    v.score,
    v.reason,
    v.rationale,
    v.as_of,
    v.resolves_by_on,
    c.subject,
    c.action,
    c.negated,
    c.quantity,
    c.unit,
    c.comparator,
    c.modality,
    c.attribution,
    c.checkable,
    c.period_start_on,
    c.period_end_on,
    (SELECT count(*) FROM verdicts n WHERE n.claim_id = c.claim_id) AS verdicts,
    a.title,
    d.url,
    c.claimed_at,
    v.judge,
    v.judged_at,
    c.issuer_cik,
    c.claim_id,
    v.verdict_id,
    c.article_id,
    c.document_id,
    c.quote_start,
    c.quote_end,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM claims c
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN articles a ON a.article_id = c.article_id
LEFT JOIN issuers i ON i.issuer_cik = c.issuer_cik
LEFT JOIN verdicts v ON v.verdict_id = (
    SELECT n.verdict_id FROM verdicts n WHERE n.claim_id = c.claim_id AND n.corrected_at IS NULL
    ORDER BY n.as_of DESC LIMIT 1
)
-- The index claims_said, walked backwards.
ORDER BY c.claimed_at DESC, c.claim_id DESC;
