-- Sums by quarter of what falls due, in whole dollars. A put and the maturity of one note are not both paid, so
-- there is no sum over all kinds.
CREATE VIEW obligation_quarters AS
SELECT
    quarter,
    ticker,
    CAST(round(sum(CASE WHEN kind = 'interest' THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER) AS interest_usd,
    CAST(round(sum(CASE WHEN kind = 'dividend' THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER) AS dividends_usd,
    CAST(round(sum(CASE WHEN kind IN ('interest', 'dividend') THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER)
        AS regular_usd,
    CAST(round(sum(CASE WHEN kind = 'put' THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER) AS puts_usd,
    CAST(round(sum(CASE WHEN kind IN ('maturity', 'redemption') THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER)
        AS principal_due_usd,
    count(*) AS payments,
    min(due_on) AS first_on,
    max(due_on) AS last_on,
    max(known_at) AS known_at,
    issuer_cik
FROM obligation_calendar
GROUP BY issuer_cik, quarter
ORDER BY issuer_cik, quarter;
