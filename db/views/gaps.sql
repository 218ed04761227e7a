-- Where the ledger does not add up, or days that no disclosure in the store speaks of.
CREATE VIEW gaps AS --now
--versions CREATE VIEW gap_versions AS
SELECT
    ticker,
    asset,
    status,
    coalesce(uncovered_from_on, opening_on) AS from_on,
    coalesce(uncovered_until_on, as_of_on) AS until_on,
    uncovered_days,
    residual_units,
    missing_accessions,
    note,
    accession_number AS closed_by_accession_number,
    url,
    known_at,
    --versions superseded_at,
    issuer_cik,
    document_path
FROM ledger --now
--versions FROM ledger_versions
WHERE status IN ('missing_filing', 'unexplained_increase', 'unexplained_decrease');
