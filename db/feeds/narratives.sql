-- version: 1
-- One story a row, with how its claims stand now. `claim_ids` are those in claims.csv.
SELECT
    n.narrative_id, n.issuer_cik, n.catalogue, n.name, n.first_seen_at, n.last_seen_at, n.claims, n.sources,
    n.loudest_source, n.score, n.last_seen_at AS known_at, o.supported, o.refuted, o.undecided,
    (SELECT group_concat(m.claim_id, ',')
     FROM (SELECT claim_id FROM narrative_claims WHERE narrative_id = n.narrative_id ORDER BY claim_id) m)
        AS claim_ids
FROM narratives n
JOIN narratives_overview o ON o.narrative_id = n.narrative_id
ORDER BY n.first_seen_at, n.narrative_id
