-- version: 1
-- One verdict a row, all that ever held: of a claim's rows the last without `corrected_at` is the one that holds now. `evidence` is JSON.
SELECT
    v.verdict_id, v.claim_id, v.as_of, v.label, v.score, v.p_supported, v.p_refuted, v.p_not_enough_evidence,
    v.reason, v.rationale, v.resolves_by_on, v.judge, v.judged_at, v.corrected_at,
    v.judged_at AS known_at, c.issuer_cik, c.claim_type, c.quote,
    (SELECT json_group_array(json_object('accession_number', e.accession_number, 'url', e.url, 'stance', e.stance,
                                         'quote', e.quote))
     FROM (SELECT * FROM evidence WHERE verdict_id = v.verdict_id ORDER BY position) e) AS evidence
FROM verdicts v
JOIN claims c ON c.claim_id = v.claim_id
ORDER BY v.claim_id, v.as_of, v.corrected_at IS NULL, v.judged_at, v.verdict_id
