-- Every story with what the filings say of its claims, the one told last first. Labels are counted over the newest
-- 3,000 claims of the store; claims, sources and score are of all of them.
CREATE VIEW narratives_overview AS
WITH current AS (
    SELECT
        m.narrative_id,
        (SELECT v.label FROM verdicts v WHERE v.claim_id = c.claim_id AND v.corrected_at IS NULL
         ORDER BY v.as_of DESC LIMIT 1) AS label
    FROM (SELECT claim_id FROM claims ORDER BY claimed_at DESC LIMIT 3000) c
    JOIN narrative_claims m ON m.claim_id = c.claim_id
)
SELECT
    n.name,
    i.ticker,
    n.catalogue,
    n.score,
    n.claims,
    sum(u.label IS 'supported') AS supported,
    sum(u.label IS 'refuted') AS refuted,
    sum(u.label IS 'not_enough_evidence') AS undecided,
    n.sources,
    n.loudest_source,
    n.first_seen_at,
    n.last_seen_at,
    n.issuer_cik,
    n.narrative_id
FROM narratives n
LEFT JOIN current u ON u.narrative_id = n.narrative_id
LEFT JOIN issuers i ON i.issuer_cik = n.issuer_cik
GROUP BY n.narrative_id
ORDER BY n.last_seen_at DESC, n.narrative_id;
