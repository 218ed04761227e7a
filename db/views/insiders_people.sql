-- What each insider of an issuer did over all time, security by security.
CREATE VIEW insiders_people AS
SELECT
    s.owner,
    i.ticker,
    s.owner_cik,
    s.security,
    s.bought_shares,
    s.bought_usd,
    s.sold_shares,
    s.sold_usd,
    s.plan_sold_shares,
    s.noticed_sold_shares,
    s.withheld_shares,
    s.other_acquired_shares,
    s.other_disposed_shares,
    s.planned_shares,
    s.unpriced_lines,
    s.first_on,
    s.last_on,
    s.known_at,
    s.issuer_cik,
    s.sum_id
FROM insider_sums s
JOIN issuers i ON i.issuer_cik = s.issuer_cik
WHERE s.week_start_on IS NULL
ORDER BY s.issuer_cik, s.owner, s.security;
