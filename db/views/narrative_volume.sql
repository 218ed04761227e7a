-- How often each story was told in each week, from Monday.
CREATE VIEW narrative_volume AS
SELECT
    date(c.claimed_at, '-6 days', 'weekday 1') AS week_start_on,
    n.name,
    i.ticker,
    n.catalogue,
    count(*) AS claims,
    count(DISTINCT a.source) AS sources,
    n.issuer_cik,
    n.narrative_id
FROM narratives n
JOIN narrative_claims m ON m.narrative_id = n.narrative_id
JOIN claims c ON c.claim_id = m.claim_id
LEFT JOIN articles a ON a.article_id = c.article_id
LEFT JOIN issuers i ON i.issuer_cik = n.issuer_cik
GROUP BY n.narrative_id, week_start_on
ORDER BY week_start_on DESC, n.narrative_id;
