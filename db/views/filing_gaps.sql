-- Filings that EDGAR's index lists and the store lacks, but for those that turned out to be about other issuers.
CREATE VIEW filing_gaps AS
SELECT
    i.ticker,
    x.filed_on,
    x.form,
    x.accession_number,
    x.items,
    x.period_on,
    'https://www.sec.gov/Archives/edgar/data/' || x.issuer_cik || '/' || replace(x.accession_number, '-', '')
        || '/' || x.accession_number || '-index.htm' AS url,
    x.source,
    x.listed_at,
    x.issuer_cik
FROM filing_index x
JOIN issuers i ON i.issuer_cik = x.issuer_cik
WHERE NOT EXISTS (SELECT 1 FROM filings f WHERE f.accession_number = x.accession_number)
  AND NOT EXISTS (SELECT 1 FROM problems p
                  WHERE p.accession_number = x.accession_number AND p.kind = 'other_issuer' AND p.resolved_at IS NULL)
-- The index filing_index_filed gives this order without a sort.
ORDER BY x.issuer_cik, x.filed_on;
