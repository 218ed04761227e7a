-- Sums by quarter of what falls due, in whole dollars. A put and the maturity of one note are not both paid, so
-- there is no sum over all kinds.
CREATE VIEW obligation_quarters AS
SELECT
    quarter,
    ticker,
    CAST(round(total(CASE WHEN kind = 'interest' THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER) AS interest_usd,
    CAST(round(total(CASE WHEN kind = 'dividend' THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER) AS dividends_usd,
    CAST(round(total(CASE WHEN kind IN ('interest', 'dividend') THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER)
        AS regular_usd,
    CAST(round(total(CASE WHEN kind = 'put' THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER) AS puts_usd,
    CAST(round(total(CASE WHEN kind IN ('maturity', 'redemption') THEN CAST(amount_usd AS REAL) ELSE 0 END)) AS INTEGER)
        AS principal_due_usd,
    -- In none of the sums: what is not paid in dollars.
    (
        SELECT group_concat(currency || ' ' || printf('%.2f', amount), ', ') FROM (
            SELECT a.currency, sum(CAST(a.amount AS REAL)) AS amount FROM obligation_calendar a
            WHERE a.issuer_cik = c.issuer_cik AND a.quarter = c.quarter AND a.currency <> 'USD'
            GROUP BY a.currency ORDER BY a.currency
        )
    ) AS not_in_dollars,
    count(*) AS payments,
    min(due_on) AS first_on,
    max(due_on) AS last_on,
    max(known_at) AS known_at,
    issuer_cik
FROM obligation_calendar c
GROUP BY issuer_cik, quarter
ORDER BY issuer_cik, quarter;
