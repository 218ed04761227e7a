"""The schema, in the order it grew. Append a migration; never change one that has landed.

STRICT tables. Ids are content hashes (TEXT). Instants are UTC ISO-8601 text ("2026-06-01T12:01:00Z"), dates ISO
text. An exact decimal is an INTEGER when it is whole and canonical TEXT when it is not (ANY column), so that no
figure passes through a float; cast to REAL to sort or plot. Beside each printed figure, `*_precision` is the value
of its last printed digit ("$63.87 billion": 10000000, "$115,829.40": '0.01').
"""

from __future__ import annotations


def exact(name: str, *, required: bool = False) -> str:
    """The definition of an exact decimal column: a float is refused by the database itself."""
    return f"{name} ANY {'NOT NULL ' if required else ''}CHECK (typeof({name}) IN ('integer', 'text', 'null'))"


def printed(name: str, *, required: bool = False) -> str:
    """The two columns of a figure as printed: the value and its precision."""
    return f"{exact(name, required=required)},\n    {exact(name + '_precision', required=required)}"


PROVENANCE = """
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    known_at TEXT NOT NULL,
    extractor TEXT NOT NULL
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "0001_the_road",
        f"""
CREATE TABLE issuers (
    issuer_cik INTEGER PRIMARY KEY,
    ticker TEXT NOT NULL,
    name TEXT NOT NULL,
    cadence TEXT NOT NULL CHECK (cadence IN ('weekly', 'monthly', 'quarterly')),
    watched INTEGER NOT NULL CHECK (watched IN (0, 1))
) STRICT;

CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    exit_code INTEGER,
    filings_added INTEGER NOT NULL DEFAULT 0,
    facts_added INTEGER NOT NULL DEFAULT 0,
    problems_raised INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    version TEXT NOT NULL
) STRICT;

CREATE TABLE fetches (
    fetch_id INTEGER PRIMARY KEY,
    run_id TEXT REFERENCES runs(run_id),
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    status INTEGER,
    bytes INTEGER,
    sha256 TEXT,
    fetched_at TEXT NOT NULL,
    elapsed_ms INTEGER,
    error TEXT
) STRICT;
CREATE INDEX fetches_source ON fetches(source, fetched_at);
CREATE INDEX fetches_run ON fetches(run_id);

CREATE TABLE validators (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    sha256 TEXT NOT NULL,
    checked_at TEXT NOT NULL
) STRICT;

CREATE TABLE filing_index (
    accession_number TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    form TEXT NOT NULL,
    filed_on TEXT NOT NULL,
    accepted_at TEXT,
    period_on TEXT,
    items TEXT NOT NULL DEFAULT '',
    primary_document TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL,
    listed_at TEXT NOT NULL,
    PRIMARY KEY (issuer_cik, accession_number)
) STRICT;
CREATE INDEX filing_index_filed ON filing_index(issuer_cik, filed_on);

CREATE TABLE filings (
    accession_number TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    form TEXT NOT NULL,
    filed_on TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    period_on TEXT,
    items TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL,
    primary_document TEXT NOT NULL DEFAULT '',
    amends TEXT,
    reconstruction INTEGER NOT NULL DEFAULT 0 CHECK (reconstruction IN (0, 1)),
    archive_sha256 TEXT NOT NULL,
    stored_at TEXT NOT NULL
) STRICT;
CREATE INDEX filings_issuer ON filings(issuer_cik, filed_on);
CREATE INDEX filings_form ON filings(form);

CREATE TABLE articles (
    article_id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    source TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    published_at TEXT,
    fetched_at TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    document_id TEXT PRIMARY KEY,
    accession_number TEXT REFERENCES filings(accession_number),
    article_id TEXT REFERENCES articles(article_id),
    type TEXT NOT NULL,
    url TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT 'en',
    superseded_by TEXT REFERENCES documents(document_id), -- the same document of the same filing, received anew
    CHECK ((accession_number IS NULL) <> (article_id IS NULL))
) STRICT;
CREATE INDEX documents_filing ON documents(accession_number);
CREATE INDEX documents_article ON documents(article_id);

CREATE TABLE blocks (
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('heading', 'paragraph', 'list_item', 'table', 'footnote')),
    section TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (document_id, start, end, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE holdings_changes (
    change_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    asset TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('acquired', 'sold', 'transferred', 'pledged', 'none')),
    {printed("units", required=True)},
    {printed("usd_amount")},
    {printed("average_price_usd")},
    period_start_on TEXT,
    period_end_on TEXT,
    purpose TEXT,
    {PROVENANCE}
) STRICT;
CREATE INDEX holdings_changes_period ON holdings_changes(issuer_cik, asset, period_end_on);
CREATE INDEX holdings_changes_document ON holdings_changes(document_id);
CREATE INDEX holdings_changes_kind ON holdings_changes(kind);

CREATE TABLE holdings_totals (
    total_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    asset TEXT NOT NULL,
    as_of_on TEXT NOT NULL,
    {printed("units", required=True)},
    {printed("cost_usd")},
    {printed("average_cost_usd")},
    {PROVENANCE}
) STRICT;
CREATE INDEX holdings_totals_day ON holdings_totals(issuer_cik, asset, as_of_on);
CREATE INDEX holdings_totals_document ON holdings_totals(document_id);

-- Derived: made anew from the facts by the judge, in one transaction per issuer.
CREATE TABLE holdings_ledger (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    asset TEXT NOT NULL,
    as_of_on TEXT NOT NULL,
    opening_on TEXT,
    {exact("opening_units", required=True)},
    {exact("acquired_units", required=True)},
    {exact("sold_units", required=True)},
    {exact("expected_units", required=True)},
    {exact("reported_units", required=True)},
    {exact("residual_units", required=True)},
    status TEXT NOT NULL CHECK (status IN ('opening', 'reconciled', 'rounding', 'missing_filing',
                                           'unexplained_increase', 'unexplained_decrease')),
    {exact("cost_usd")},
    {exact("average_cost_usd")},
    uncovered_from_on TEXT,
    uncovered_until_on TEXT,
    uncovered_days INTEGER NOT NULL,
    missing_accessions TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL,
    total_id TEXT NOT NULL REFERENCES holdings_totals(total_id),
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    known_at TEXT NOT NULL,
    PRIMARY KEY (issuer_cik, asset, as_of_on)
) STRICT;

CREATE TABLE ledger_changes (
    issuer_cik INTEGER NOT NULL,
    asset TEXT NOT NULL,
    as_of_on TEXT NOT NULL,
    position INTEGER NOT NULL, -- within the step, from 0
    change_id TEXT NOT NULL REFERENCES holdings_changes(change_id),
    {exact("counted_units", required=True)},
    treatment TEXT NOT NULL CHECK (treatment IN ('counted', 'netted', 'repeated', 'superseded')),
    PRIMARY KEY (issuer_cik, asset, as_of_on, position),
    FOREIGN KEY (issuer_cik, asset, as_of_on)
        REFERENCES holdings_ledger(issuer_cik, asset, as_of_on) ON DELETE CASCADE
) STRICT;
CREATE INDEX ledger_changes_change ON ledger_changes(change_id);

CREATE TABLE problems (
    problem_id TEXT PRIMARY KEY,
    run_id TEXT REFERENCES runs(run_id),
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('notice', 'warning', 'error')),
    message TEXT NOT NULL,
    accession_number TEXT,
    issuer_cik INTEGER,
    source TEXT,
    line INTEGER,
    raised_at TEXT NOT NULL,
    resolved_at TEXT
) STRICT;
CREATE INDEX problems_open ON problems(resolved_at, kind);
CREATE INDEX problems_filing ON problems(accession_number);
""",
    ),
)
