-- version: 1
-- Months of interest and dividends that the cash of a day pays for, one day a row. The ids name every balance and
-- every payment counted; `document_path` shows the largest balance.
SELECT
    c.issuer_cik, c.as_of_on, c.reserves_usd, c.obligations_usd, c.months, c.reserve_ids, c.obligation_ids, c.note,
    c.accession_number, c.known_at, c.form, c.url, c.reconstruction, c.sentences,
    json_extract(c.sentences, '$.reserves_usd') AS document_path
FROM coverage c
ORDER BY c.issuer_cik, c.as_of_on
