-- version: 1
-- Sources and uses of one reported period a row. `sentences` is a JSON object: column -> page that shows the largest
-- fact in it. `document_path` opens the filing that closes the period.
SELECT
    b.issuer_cik, b.period_start_on, b.period_end_on, b.proceeds_usd, b.sales_usd, b.purchases_usd,
    b.repurchases_usd, b.reserve_change_usd, b.residual_usd, b.tolerance_usd, b.status, b.note,
    b.accession_number, b.known_at, b.form, b.url, b.reconstruction, b.sentences,
    -- The primary document has the type of the form. (SQLite cannot order by a column of a view from in here.)
    '/document/' || coalesce(
        (SELECT min(d.document_id) FROM documents d
         WHERE d.accession_number = b.accession_number AND d.type = b.form AND d.superseded_by IS NULL),
        (SELECT min(d.document_id) FROM documents d WHERE d.accession_number = b.accession_number)
    ) AS document_path
FROM sources_and_uses b
ORDER BY b.issuer_cik, b.period_start_on, b.period_end_on
