-- version: 1
-- Every filing in the store. `document_path` opens its primary document.
SELECT
    f.accession_number, f.issuer_cik, f.form, f.filed_on, f.accepted_at, f.period_on, f.items, f.url,
    f.primary_document, f.amends, f.reconstruction, f.archive_sha256,
    '/document/' || coalesce(
        (SELECT min(d.document_id) FROM documents d
         WHERE d.accession_number = f.accession_number AND d.type = f.form AND d.superseded_by IS NULL),
        (SELECT min(d.document_id) FROM documents d WHERE d.accession_number = f.accession_number)
    ) AS document_path
FROM filings f
ORDER BY f.issuer_cik, f.filed_on, f.accession_number
