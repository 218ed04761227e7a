-- version: 3
-- One version of an instrument a row, superseded ones too. `sentences` is a JSON object: column -> page that shows the
-- sentence behind it. `document_path` opens the filing that made the version.
SELECT
    n.instrument_id, n.issuer_cik, n.kind, n.name, n.series, n.status, n.principal_usd, n.principal_as_of_on,
    n.shares, n.liquidation_preference_usd, n.liquidation_preference_other, n.currency, n.coupon_rate, n.dividend_rate, n.payments_per_year, n.payment_days,
    n.cumulative, n.issued_on, n.matures_on, n.matures_in, n.put_on, n.callable_from_on, n.conversion_price_usd,
    n.conversion_rate, n.known_at, n.superseded_at, n.accession_number, n.term_ids,
    n.form, n.url, n.reconstruction, n.sentences,
    -- The primary document has the type of the form. (SQLite cannot order by a column of a view from in here.)
    '/document/' || coalesce(
        (SELECT min(d.document_id) FROM documents d
         WHERE d.accession_number = n.accession_number AND d.type = n.form AND d.superseded_by IS NULL),
        (SELECT min(d.document_id) FROM documents d WHERE d.accession_number = n.accession_number)
    ) AS document_path
FROM instrument_versions n
ORDER BY n.issuer_cik, n.instrument_id, n.known_at
