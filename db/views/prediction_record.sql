-- How the predictions of each person came out.
CREATE VIEW prediction_record AS
SELECT
    p.who,
    count(*) AS predictions,
    sum(p.status = 'came_true') AS came_true,
    sum(p.status = 'failed') AS failed,
    sum(p.status IN ('open', 'no_horizon')) AS undecided,
    sum(p.status = 'no_prices') AS no_prices,
    max(c.claimed_at) AS last_seen_at
FROM predictions p
JOIN claims c ON c.claim_id = p.claim_id
GROUP BY p.who
ORDER BY predictions DESC, p.who;
