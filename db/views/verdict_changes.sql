-- A verdict whose label or reason differs from the one before it, latest first: what a new filing changed. One of the
-- same day was corrected: the store learned late of what had been known on that day.
CREATE VIEW verdict_changes AS
WITH history AS (
    SELECT
        v.*,
        lag(v.label) OVER told AS label_before,
        lag(v.reason) OVER told AS reason_before,
        lag(v.score) OVER told AS score_before,
        lag(v.as_of) OVER told AS as_of_before,
        lag(v.verdict_id) OVER told AS verdict_id_before
    FROM verdicts v
    WINDOW told AS (PARTITION BY v.claim_id ORDER BY v.as_of, v.corrected_at IS NULL, v.judged_at, v.verdict_id)
)
SELECT
    h.as_of,
    i.ticker,
    c.claim_type,
    c.quote,
    h.label_before,
    h.label,
    h.reason_before,
    h.reason,
    h.score_before,
    h.score,
    h.rationale,
    h.as_of_before,
    c.claimed_at,
    a.source,
    h.judged_at,
    (SELECT e.accession_number FROM evidence e WHERE e.verdict_id = h.verdict_id ORDER BY e.position LIMIT 1)
        AS accession_number,
    (SELECT e.url FROM evidence e WHERE e.verdict_id = h.verdict_id ORDER BY e.position LIMIT 1) AS url,
    c.issuer_cik,
    h.claim_id,
    h.verdict_id,
    h.verdict_id_before,
    c.document_id,
    c.quote_start,
    c.quote_end,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM history h
JOIN claims c ON c.claim_id = h.claim_id
LEFT JOIN articles a ON a.article_id = c.article_id
LEFT JOIN issuers i ON i.issuer_cik = c.issuer_cik
WHERE h.label_before IS NOT NULL AND (h.label <> h.label_before OR h.reason <> h.reason_before)
ORDER BY h.as_of DESC, h.judged_at DESC, h.verdict_id;
