-- version: 1
-- One stage of the chain as of a day a row. A stage that cannot be seen from filings has no sentence.
SELECT
    c.issuer_cik, c.as_of_on, c.stage, c.name, c.observable, c.state, c.reason,
    c.document_id, c.quote_start, c.quote_end, c.quote, c.known_at,
    c.accession_number, c.form, c.url, c.reconstruction, c.document_path
FROM chain c
ORDER BY c.issuer_cik, c.as_of_on, c.stage
