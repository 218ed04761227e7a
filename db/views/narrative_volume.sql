-- How often each story was told in each week, from Monday: of the newest 3,000 claims of the store.
CREATE VIEW narrative_volume AS
SELECT
    date(c.claimed_at, '-6 days', 'weekday 1') AS week_start_on,
    n.name,
    i.ticker,
    n.catalogue,
    count(*) AS claims,
    count(DISTINCT a.source) AS sources,
    max(c.claimed_at) AS last_seen_at,
    n.issuer_cik,
    n.narrative_id
FROM (SELECT claim_id, claimed_at, article_id FROM claims ORDER BY claimed_at DESC LIMIT 3000) c
JOIN narrative_claims m ON m.claim_id = c.claim_id
JOIN narratives n ON n.narrative_id = m.narrative_id
LEFT JOIN articles a ON a.article_id = c.article_id
LEFT JOIN issuers i ON i.issuer_cik = n.issuer_cik
GROUP BY n.narrative_id, week_start_on
ORDER BY week_start_on DESC, n.narrative_id;
