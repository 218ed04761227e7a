-- The instruments as they stand now: of each the version that nothing has superseded, what is retired last.
CREATE VIEW debt AS
SELECT * FROM instrument_versions
WHERE superseded_at IS NULL
ORDER BY issuer_cik, status, kind, matures_on, name;
