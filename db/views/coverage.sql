-- Months of interest and dividends that the cash of a day pays for. The links go to the largest balance and the
-- largest payment; the page /coverage lists all of them.
CREATE VIEW coverage AS --now
--versions CREATE VIEW coverage_versions AS
SELECT
    c.as_of_on,
    i.ticker,
    c.months,
    c.reserves_usd,
    c.obligations_usd,
    c.note,
    c.reserve_ids,
    c.obligation_ids,
    f.form,
    c.accession_number,
    f.url,
    f.reconstruction,
    c.known_at,
    --versions c.superseded_at,
    --versions c.facts_known_at,
    c.issuer_cik,
    json_object(
        'reserves_usd', (
            SELECT '/document/' || r.document_id || '?start=' || r.quote_start || '&end=' || r.quote_end || '#quote'
            FROM json_each('["' || replace(c.reserve_ids, ',', '","') || '"]') e
            JOIN reserves r ON r.reserve_id = e.value
            ORDER BY CAST(r.amount_usd AS REAL) DESC LIMIT 1
        ),
        'obligations_usd', (
            SELECT '/document/' || o.document_id || '?start=' || o.quote_start || '&end=' || o.quote_end || '#quote'
            FROM json_each('["' || replace(c.obligation_ids, ',', '","') || '"]') e
            JOIN obligations o ON o.obligation_id = e.value --now
            --versions JOIN obligation_versions o ON o.obligation_id = e.value AND o.known_at <= c.known_at
            --versions     AND (o.superseded_at IS NULL OR o.superseded_at > c.known_at)
            ORDER BY CAST(o.amount_usd AS REAL) DESC LIMIT 1
        )
    ) AS sentences
FROM payment_coverages c --now
--versions FROM payment_coverage_versions c
JOIN issuers i ON i.issuer_cik = c.issuer_cik
JOIN filings f ON f.accession_number = c.accession_number
ORDER BY c.issuer_cik, c.as_of_on DESC; --now
--versions ORDER BY c.issuer_cik, c.as_of_on DESC, c.known_at DESC;
