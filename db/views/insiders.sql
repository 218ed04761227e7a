-- What insiders hold, trade and mean to sell, line by line, each with its place in the form and its notice.
CREATE VIEW insiders AS
SELECT
    t.traded_on,
    i.ticker,
    t.form,
    t.owner,
    t.relationship,
    t.code,
    CASE
        WHEN t.is_notice THEN 'planned sale'
        WHEN t.code = '' THEN 'holding'
        WHEN t.code = 'P' THEN 'purchase'
        WHEN t.code = 'S' THEN 'sale'
        WHEN t.code = 'F' THEN 'tax withholding'
        WHEN t.code IN ('M', 'X', 'O', 'C') THEN 'exercise or conversion'
        WHEN t.code = 'A' THEN 'award'
        WHEN t.code = 'G' THEN 'gift'
        ELSE 'other'
    END AS kind,
    t.security,
    t.is_derivative,
    t.shares,
    t.price_usd,
    t.acquired,
    t.shares_after,
    t.ownership,
    t.nature,
    t.is_10b5_1,
    t.is_notice,
    t.quote,
    t.footnotes,
    n.accession_number AS notice_accession_number,
    CASE WHEN n.trade_id IS NOT NULL
        THEN '/document/' || n.document_id || '?start=' || n.quote_start || '&end=' || n.quote_end || '#quote'
    END AS notice_path,
    t.superseded_by IS NOT NULL AS superseded,
    a.accession_number AS superseded_by_accession_number,
    t.accession_number,
    f.filed_on,
    f.url,
    f.reconstruction,
    t.known_at,
    substr(coalesce(t.traded_on, t.known_at), 1, 4) AS year,
    t.owner_cik,
    t.issuer_cik,
    t.trade_id,
    t.notice_id,
    t.document_id,
    t.quote_start,
    t.quote_end,
    '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote'
        AS document_path
FROM insider_trades t
JOIN issuers i ON i.issuer_cik = t.issuer_cik
JOIN documents d ON d.document_id = t.document_id AND d.superseded_by IS NULL
JOIN filings f ON f.accession_number = t.accession_number
LEFT JOIN insider_trades n ON n.trade_id = t.notice_id
LEFT JOIN insider_trades a ON a.trade_id = t.superseded_by
ORDER BY t.known_at DESC, t.accession_number, t.quote_start;
