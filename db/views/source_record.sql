-- How the newest 3,000 claims fared, source by source, by the verdicts that hold now.
CREATE VIEW source_record AS
SELECT
    a.source,
    count(*) AS claims,
    sum(v.label IS 'supported') AS supported,
    sum(v.label IS 'refuted') AS refuted,
    sum(v.label IS 'not_enough_evidence') AS undecided,
    count(DISTINCT a.article_id) AS articles,
    min(c.claimed_at) AS first_seen_at,
    max(c.claimed_at) AS last_seen_at
FROM (SELECT claim_id, claimed_at, article_id FROM claims ORDER BY claimed_at DESC LIMIT 3000) c
JOIN articles a ON a.article_id = c.article_id
LEFT JOIN verdicts v ON v.verdict_id = (
    SELECT n.verdict_id FROM verdicts n WHERE n.claim_id = c.claim_id AND n.corrected_at IS NULL
    ORDER BY n.as_of DESC LIMIT 1
)
GROUP BY a.source
ORDER BY claims DESC, a.source;
