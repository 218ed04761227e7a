-- How fresh each issuer's picture is: last filing accepted, last disclosure of holdings, last day covered.
CREATE VIEW freshness AS
SELECT
    i.ticker,
    i.name,
    i.cadence,
    i.watched,
    (SELECT count(*) FROM filings f WHERE f.issuer_cik = i.issuer_cik) AS filings,
    (SELECT max(f.accepted_at) FROM filings f WHERE f.issuer_cik = i.issuer_cik) AS last_filing_accepted_at,
    (SELECT max(l.known_at) FROM holdings_ledger l WHERE l.issuer_cik = i.issuer_cik) AS last_disclosure_known_at,
    (SELECT max(l.as_of_on) FROM holdings_ledger l WHERE l.issuer_cik = i.issuer_cik) AS covered_until_on,
    (SELECT count(*) FROM holdings_ledger l WHERE l.issuer_cik = i.issuer_cik AND l.status IN
        ('missing_filing', 'unexplained_increase', 'unexplained_decrease')) AS open_gaps,
    (SELECT count(*) FROM filing_gaps g WHERE g.issuer_cik = i.issuer_cik) AS filings_missing,
    i.issuer_cik
FROM issuers i
ORDER BY i.issuer_cik;
