-- Every term of an instrument that a filing states, superseded ones too, with its sentence.
CREATE VIEW terms AS
SELECT
    t.name,
    i.ticker,
    t.term,
    -- One text for what is a number, a day or words; the columns of their own follow.
    coalesce(CAST(t.figure AS TEXT), t.day_on, t.words) AS stated,
    t.as_of_on,
    f.form,
    t.quote,
    t.known_at,
    d.accession_number,
    f.url,
    f.reconstruction,
    t.figure,
    t.day_on,
    t.words,
    t.kind,
    t.series,
    t.instrument_id,
    t.issuer_cik,
    t.term_id,
    t.document_id,
    t.quote_start,
    t.quote_end,
    '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote'
        AS document_path,
    t.extractor
FROM instrument_terms t
JOIN issuers i ON i.issuer_cik = t.issuer_cik
JOIN documents d ON d.document_id = t.document_id AND d.superseded_by IS NULL
LEFT JOIN filings f ON f.accession_number = d.accession_number
ORDER BY t.instrument_id, t.term, t.known_at;
