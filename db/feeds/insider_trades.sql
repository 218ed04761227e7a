-- version: 1
-- One line of a Form 3, 4, 5 or 144 a row. A notice (is_notice) is no sale, nor is code F; a line with a
-- superseded_by was replaced by an amendment and is kept.
SELECT
    t.trade_id, t.issuer_cik, t.accession_number, t.document_id, t.form, t.owner, t.owner_cik, t.relationship,
    t.security, t.is_derivative, t.code, t.shares, t.price_usd, t.traded_on, t.acquired, t.ownership, t.nature,
    t.shares_after, t.is_10b5_1, t.is_notice, t.footnotes, t.notice_id, t.superseded_by,
    t.quote_start, t.quote_end, t.quote, t.known_at,
    d.superseded_by AS document_superseded_by, f.url, f.reconstruction,
    '/document/' || t.document_id || '?start=' || t.quote_start || '&end=' || t.quote_end || '#quote'
        AS document_path
FROM insider_trades t
JOIN documents d ON d.document_id = t.document_id
JOIN filings f ON f.accession_number = t.accession_number
ORDER BY t.issuer_cik, coalesce(t.traded_on, substr(t.known_at, 1, 10)), t.known_at, t.accession_number,
    t.document_id, t.quote_start
