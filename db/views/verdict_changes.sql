-- A verdict whose label or reason differs from the one before it, latest first: what a new filing changed. One of the
-- same day was corrected: the store learned late of what had been known on that day.
CREATE VIEW verdict_changes AS
SELECT
    h.as_of,
    i.ticker,
    c.claim_type,
    c.quote,
    b.label AS label_before,
    h.label,
    b.reason AS reason_before,
    h.reason,
    b.score AS score_before,
    h.score,
    h.rationale,
    b.as_of AS as_of_before,
    c.claimed_at,
    a.source,
    h.judged_at,
    (SELECT e.accession_number FROM evidence e WHERE e.verdict_id = h.verdict_id ORDER BY e.position LIMIT 1)
        AS accession_number,
    (SELECT e.url FROM evidence e WHERE e.verdict_id = h.verdict_id ORDER BY e.position LIMIT 1) AS url,
    c.issuer_cik,
    h.claim_id,
    h.verdict_id,
    b.verdict_id AS verdict_id_before,
    c.document_id,
    c.quote_start,
    c.quote_end,
    '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
        AS document_path
FROM verdicts h
CROSS JOIN verdicts b ON b.verdict_id = (
    SELECT n.verdict_id FROM verdicts n
    WHERE n.claim_id = h.claim_id AND n.as_of <= h.as_of
      AND (n.as_of, n.corrected_at IS NULL, n.judged_at, n.verdict_id)
          < (h.as_of, h.corrected_at IS NULL, h.judged_at, h.verdict_id)
    ORDER BY n.as_of DESC, n.corrected_at IS NULL DESC, n.judged_at DESC, n.verdict_id DESC LIMIT 1
)
CROSS JOIN claims c ON c.claim_id = h.claim_id
LEFT JOIN articles a ON a.article_id = c.article_id
LEFT JOIN issuers i ON i.issuer_cik = c.issuer_cik
WHERE h.label <> b.label OR h.reason <> b.reason
-- The index verdicts_day, walked backwards; each verdict before is looked up in verdicts_claim.
ORDER BY h.as_of DESC, h.verdict_id DESC;
