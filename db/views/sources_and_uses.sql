-- Sources and uses of each reported period, newest first: proceeds + sales - purchases - repurchases - what went
-- into the reserve. The links go to the largest fact of the period that the filing states.
CREATE VIEW sources_and_uses AS
SELECT
    b.period_start_on,
    b.period_end_on,
    i.ticker,
    b.status,
    b.residual_usd,
    b.proceeds_usd,
    b.sales_usd,
    b.purchases_usd,
    b.repurchases_usd,
    b.reserve_change_usd,
    b.note,
    b.tolerance_usd,
    f.form,
    b.accession_number,
    f.url,
    f.reconstruction,
    b.known_at,
    substr(b.period_end_on, 1, 4) AS year,
    b.issuer_cik,
    json_object(
        'proceeds_usd', (
            SELECT '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
            FROM issuances s
            WHERE s.issuer_cik = b.issuer_cik AND s.period_end_on = b.period_end_on
              AND s.period_start_on IS b.period_start_on AND s.kind <> 'repurchase'
            ORDER BY CAST(s.net_proceeds_usd AS REAL) DESC, s.known_at LIMIT 1
        ),
        'repurchases_usd', (
            SELECT '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
            FROM issuances s
            WHERE s.issuer_cik = b.issuer_cik AND s.period_end_on = b.period_end_on
              AND s.period_start_on IS b.period_start_on AND s.kind = 'repurchase'
            ORDER BY CAST(s.net_proceeds_usd AS REAL) DESC, s.known_at LIMIT 1
        ),
        'purchases_usd', (
            SELECT '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
            FROM holdings_changes c
            WHERE c.issuer_cik = b.issuer_cik AND c.period_end_on = b.period_end_on AND c.kind = 'acquired'
            ORDER BY CAST(c.usd_amount AS REAL) DESC, c.known_at LIMIT 1
        ),
        'sales_usd', (
            SELECT '/document/' || c.document_id || '?start=' || c.quote_start || '&end=' || c.quote_end || '#quote'
            FROM holdings_changes c
            WHERE c.issuer_cik = b.issuer_cik AND c.period_end_on = b.period_end_on AND c.kind = 'sold'
            ORDER BY CAST(c.usd_amount AS REAL) DESC, c.known_at LIMIT 1
        )
    ) AS sentences
FROM funds_balances b
JOIN issuers i ON i.issuer_cik = b.issuer_cik
JOIN filings f ON f.accession_number = b.accession_number
-- The key of the table, walked backwards.
ORDER BY b.issuer_cik DESC, b.period_start_on DESC, b.period_end_on DESC;
