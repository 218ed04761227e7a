-- What each issuer holds now: the total that closes the last step of its ledger.
CREATE VIEW latest_holdings AS
SELECT
    ticker,
    asset,
    reported_units AS units,
    average_cost_usd,
    cost_usd,
    as_of_on,
    status,
    quote,
    form,
    accession_number,
    url,
    reconstruction,
    known_at,
    issuer_cik,
    document_id,
    quote_start,
    quote_end,
    document_path
FROM ledger AS l
WHERE as_of_on = (
    SELECT max(n.as_of_on) FROM holdings_ledger n WHERE n.issuer_cik = l.issuer_cik AND n.asset = l.asset
);
