-- version: 1
-- One step of the ledger a row: opening + acquired - sold = expected, against the reported total.
SELECT
    l.issuer_cik, l.asset, l.as_of_on, l.opening_on, l.opening_units, l.acquired_units, l.sold_units,
    l.expected_units, l.reported_units, l.residual_units, l.status, l.cost_usd, l.average_cost_usd,
    l.uncovered_from_on, l.uncovered_until_on, l.uncovered_days, l.missing_accessions, l.note, l.total_id,
    l.accession_number, l.known_at,
    f.form, f.url, f.reconstruction,
    '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote'
        AS document_path
FROM holdings_ledger l
JOIN holdings_totals t ON t.total_id = l.total_id
JOIN filings f ON f.accession_number = l.accession_number
ORDER BY l.issuer_cik, l.asset, l.as_of_on
