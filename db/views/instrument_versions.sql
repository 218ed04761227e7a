-- Every version of every instrument. `sentences` says for each figure which page shows the sentence behind it:
-- of several facts behind one figure the one known last.
CREATE VIEW instrument_versions AS
SELECT
    n.name,
    i.ticker,
    n.kind,
    n.status,
    n.principal_usd,
    n.coupon_rate,
    n.dividend_rate,
    n.issued_on,
    n.matures_on,
    n.matures_in,
    n.put_on,
    n.callable_from_on,
    n.conversion_price_usd,
    n.conversion_rate,
    n.shares,
    n.liquidation_preference_usd,
    n.liquidation_preference_other,
    n.currency,
    n.payments_per_year,
    n.payment_days,
    n.cumulative,
    n.principal_as_of_on,
    n.known_at,
    n.superseded_at,
    n.accession_number,
    f.form,
    f.url,
    f.reconstruction,
    n.series,
    n.instrument_id,
    n.issuer_cik,
    n.term_ids,
    (
        SELECT json_group_object(figure_name, path) FROM (
            SELECT t.term AS figure_name, t.known_at AS told_at,
                '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote' AS path
            FROM json_each('["' || replace(n.term_ids, ',', '","') || '"]') e
            JOIN instrument_terms t ON t.term_id = e.value
            UNION ALL
            SELECT
                CASE
                    WHEN v.kind = 'issued' THEN 'issued_on'
                    WHEN v.kind = 'rate_changed' THEN 'dividend_rate'
                    WHEN n.kind = 'preferred' THEN 'shares'
                    ELSE 'principal_usd'
                END,
                v.known_at,
                '/document/' || v.document_id || '?start=' || v.quote_start || '&end=' || v.quote_end || '#quote'
            FROM json_each('["' || replace(n.term_ids, ',', '","') || '"]') e
            JOIN instrument_events v ON v.event_id = e.value
            UNION ALL
            SELECT 'shares', s.known_at,
                '/document/' || s.document_id || '?start=' || s.quote_start || '&end=' || s.quote_end || '#quote'
            FROM json_each('["' || replace(n.term_ids, ',', '","') || '"]') e
            JOIN issuances s ON s.issuance_id = e.value
            ORDER BY told_at
        )
    ) AS sentences
FROM instruments n
JOIN issuers i ON i.issuer_cik = n.issuer_cik
JOIN filings f ON f.accession_number = n.accession_number
-- The key of the table gives this order.
ORDER BY n.instrument_id, n.known_at;
