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

# Of the tables of obligations since 0014, and how what was in them before is put into them.
PAYMENT = f"""
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('interest', 'dividend', 'put', 'maturity', 'redemption')),
    due_on TEXT NOT NULL,
    {printed("amount_usd")},
    {printed("amount_other")},
    currency TEXT NOT NULL DEFAULT 'USD',
    basis TEXT NOT NULL CHECK (basis IN ('stated', 'computed')),
    certainty TEXT NOT NULL CHECK (certainty IN ('contractual', 'if_declared', 'holder_option', 'issuer_option')),
    period_start_on TEXT,
    period_end_on TEXT,
    note TEXT NOT NULL
"""
PAYMENT_BEFORE = (
    "obligation_id, instrument_id, issuer_cik, name, kind, due_on, amount_usd, amount_usd_precision, NULL, NULL,"
    " 'USD', basis, certainty, period_start_on, period_end_on, note, document_id, quote_start, quote_end, quote"
)
ONE_CURRENCY = """
    CHECK ((currency = 'USD') = (amount_usd IS NOT NULL) AND (amount_usd IS NULL) = (amount_other IS NOT NULL))
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
    (
        "0002_what_must_be_paid",
        f"""
CREATE TABLE instrument_terms (
    term_id TEXT PRIMARY KEY,
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    kind TEXT NOT NULL CHECK (kind IN ('convertible_note', 'senior_note', 'preferred', 'loan')),
    name TEXT NOT NULL,
    series TEXT NOT NULL,
    term TEXT NOT NULL,
    {printed("figure")},
    day_on TEXT,
    words TEXT,
    as_of_on TEXT,
    {PROVENANCE}
) STRICT;
CREATE INDEX instrument_terms_instrument ON instrument_terms(instrument_id, term, known_at);
CREATE INDEX instrument_terms_document ON instrument_terms(document_id);

CREATE TABLE instrument_events (
    event_id TEXT PRIMARY KEY,
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('priced', 'issued', 'option_exercised', 'converted', 'repurchased',
                                       'redeemed', 'rate_changed', 'matured')),
    happened_on TEXT,
    {printed("amount_usd")},
    {printed("shares")},
    {printed("paid_usd")},
    {printed("rate_from")},
    {printed("rate_to")},
    {PROVENANCE}
) STRICT;
CREATE INDEX instrument_events_instrument ON instrument_events(instrument_id, happened_on);
CREATE INDEX instrument_events_document ON instrument_events(document_id);

-- Derived: one row a version, made anew from terms and events by the judge.
CREATE TABLE instruments (
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    series TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('outstanding', 'retired')),
    {exact("principal_usd")},
    principal_as_of_on TEXT,
    {exact("shares")},
    {exact("liquidation_preference_usd")},
    {exact("coupon_rate")},
    {exact("dividend_rate")},
    {exact("payments_per_year")},
    payment_days TEXT,
    cumulative TEXT,
    issued_on TEXT,
    matures_on TEXT,
    put_on TEXT,
    callable_from_on TEXT,
    {exact("conversion_price_usd")},
    {exact("conversion_rate")},
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    term_ids TEXT NOT NULL,
    PRIMARY KEY (instrument_id, known_at)
) STRICT;
CREATE INDEX instruments_issuer ON instruments(issuer_cik, known_at);

CREATE TABLE obligations (
    obligation_id TEXT PRIMARY KEY,
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('interest', 'dividend', 'put', 'maturity', 'redemption')),
    due_on TEXT NOT NULL,
    {printed("amount_usd", required=True)},
    basis TEXT NOT NULL CHECK (basis IN ('stated', 'computed')),
    certainty TEXT NOT NULL CHECK (certainty IN ('contractual', 'if_declared', 'holder_option', 'issuer_option')),
    period_start_on TEXT,
    period_end_on TEXT,
    note TEXT NOT NULL,
    {PROVENANCE}
) STRICT;
CREATE INDEX obligations_due ON obligations(issuer_cik, due_on);
CREATE INDEX obligations_document ON obligations(document_id);

CREATE TABLE reserves (
    reserve_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    as_of_on TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('usd_reserve', 'usd_cash', 'cash')),
    {printed("amount_usd", required=True)},
    {PROVENANCE}
) STRICT;
CREATE INDEX reserves_day ON reserves(issuer_cik, kind, as_of_on);
CREATE INDEX reserves_document ON reserves(document_id);

CREATE TABLE reserve_movements (
    movement_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    kind TEXT NOT NULL CHECK (kind IN ('usd_reserve', 'usd_cash', 'cash')),
    direction TEXT NOT NULL CHECK (direction IN ('added', 'used')),
    {printed("amount_usd", required=True)},
    period_start_on TEXT,
    period_end_on TEXT,
    purpose TEXT,
    {PROVENANCE}
) STRICT;
CREATE INDEX reserve_movements_period ON reserve_movements(issuer_cik, period_end_on);
CREATE INDEX reserve_movements_document ON reserve_movements(document_id);

CREATE TABLE payment_statements (
    statement_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    topic TEXT NOT NULL,
    polarity TEXT NOT NULL CHECK (polarity IN ('affirmed', 'negated')),
    modality TEXT NOT NULL CHECK (modality IN ('fact', 'intention', 'authorised', 'obligation', 'possibility',
                                               'risk_factor', 'boilerplate')),
    tense TEXT NOT NULL CHECK (tense IN ('past', 'present', 'future')),
    instrument_id TEXT,
    {printed("amount_usd")},
    date_on TEXT,
    {PROVENANCE}
) STRICT;
CREATE INDEX payment_statements_known ON payment_statements(issuer_cik, known_at);
CREATE INDEX payment_statements_topic ON payment_statements(topic, modality);
CREATE INDEX payment_statements_document ON payment_statements(document_id);

CREATE TABLE issuances (
    issuance_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    kind TEXT NOT NULL CHECK (kind IN ('atm', 'offering', 'repurchase')),
    security TEXT NOT NULL,
    {printed("shares")},
    {printed("notional_usd")},
    {printed("net_proceeds_usd")},
    {printed("available_usd")},
    period_start_on TEXT,
    period_end_on TEXT,
    use_of_proceeds TEXT,
    {PROVENANCE}
) STRICT;
CREATE INDEX issuances_period ON issuances(issuer_cik, period_end_on);
CREATE INDEX issuances_document ON issuances(document_id);

CREATE TABLE purchase_fundings (
    funding_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    asset TEXT NOT NULL,
    period_start_on TEXT,
    period_end_on TEXT,
    securities TEXT NOT NULL,
    other_sources TEXT NOT NULL,
    {printed("amount_usd")},
    {PROVENANCE}
) STRICT;
CREATE INDEX purchase_fundings_period ON purchase_fundings(issuer_cik, period_end_on);
CREATE INDEX purchase_fundings_document ON purchase_fundings(document_id);

-- Derived: sources and uses of each period that the filings report.
CREATE TABLE funds_balances (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    period_start_on TEXT NOT NULL,
    period_end_on TEXT NOT NULL,
    {exact("proceeds_usd", required=True)},
    {exact("sales_usd", required=True)},
    {exact("purchases_usd", required=True)},
    {exact("repurchases_usd", required=True)},
    {exact("reserve_change_usd")},
    {exact("residual_usd", required=True)},
    {exact("tolerance_usd", required=True)},
    status TEXT NOT NULL CHECK (status IN ('balanced', 'within_rounding', 'other_cash_used', 'proceeds_kept',
                                           'unknown')),
    note TEXT NOT NULL,
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    known_at TEXT NOT NULL,
    PRIMARY KEY (issuer_cik, period_start_on, period_end_on)
) STRICT;

CREATE TABLE insider_trades (
    trade_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    form TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_cik INTEGER,
    relationship TEXT NOT NULL,
    security TEXT NOT NULL,
    code TEXT NOT NULL,
    {exact("shares")},
    {exact("price_usd")},
    traded_on TEXT,
    acquired INTEGER CHECK (acquired IN (0, 1)),
    ownership TEXT NOT NULL CHECK (ownership IN ('direct', 'indirect', '')),
    {exact("shares_after")},
    is_10b5_1 INTEGER CHECK (is_10b5_1 IN (0, 1)),
    is_notice INTEGER NOT NULL CHECK (is_notice IN (0, 1)),
    notice_id TEXT REFERENCES insider_trades(trade_id),
    known_at TEXT NOT NULL
) STRICT;
CREATE INDEX insider_trades_day ON insider_trades(issuer_cik, traded_on);
CREATE INDEX insider_trades_filing ON insider_trades(accession_number);
CREATE INDEX insider_trades_notice ON insider_trades(notice_id);

-- Derived: how long the cash of each day lasts, what the figures mean at a price, the stages of the chain.
CREATE TABLE payment_coverages (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    as_of_on TEXT NOT NULL,
    {exact("reserves_usd", required=True)},
    {exact("obligations_usd", required=True)},
    {exact("months", required=True)},
    reserve_ids TEXT NOT NULL,
    obligation_ids TEXT NOT NULL,
    note TEXT NOT NULL,
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    known_at TEXT NOT NULL,
    PRIMARY KEY (issuer_cik, as_of_on)
) STRICT;

CREATE TABLE stress_measures (
    measure_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    asset TEXT NOT NULL,
    as_of_on TEXT NOT NULL,
    measure TEXT NOT NULL,
    {printed("price_usd")},
    {printed("figure", required=True)},
    unit TEXT NOT NULL,
    note TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    known_at TEXT NOT NULL
) STRICT;
CREATE INDEX stress_measures_day ON stress_measures(issuer_cik, as_of_on, measure);
CREATE INDEX stress_measures_document ON stress_measures(document_id);

CREATE TABLE chain_stages (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    as_of_on TEXT NOT NULL,
    stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 7),
    name TEXT NOT NULL,
    observable TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('observed', 'not_observed', 'cannot_be_seen')),
    reason TEXT NOT NULL,
    document_id TEXT REFERENCES documents(document_id),
    quote_start INTEGER,
    quote_end INTEGER,
    quote TEXT,
    known_at TEXT NOT NULL,
    PRIMARY KEY (issuer_cik, as_of_on, stage)
) STRICT;
CREATE INDEX chain_stages_document ON chain_stages(document_id);
""",
    ),
    (
        # Nothing wrote insider_trades before: each line now has its place in the document, and its footnotes.
        "0003_lines_of_insiders",
        f"""
DROP TABLE insider_trades;
CREATE TABLE insider_trades (
    trade_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    form TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_cik INTEGER,
    relationship TEXT NOT NULL,
    security TEXT NOT NULL,
    is_derivative INTEGER NOT NULL CHECK (is_derivative IN (0, 1)),
    code TEXT NOT NULL,
    {exact("shares")},
    {exact("price_usd")},
    traded_on TEXT,
    acquired INTEGER CHECK (acquired IN (0, 1)),
    ownership TEXT NOT NULL CHECK (ownership IN ('direct', 'indirect', '')),
    nature TEXT NOT NULL,
    {exact("shares_after")},
    is_10b5_1 INTEGER CHECK (is_10b5_1 IN (0, 1)),
    is_notice INTEGER NOT NULL CHECK (is_notice IN (0, 1)),
    footnotes TEXT NOT NULL,
    notice_id TEXT REFERENCES insider_trades(trade_id),
    superseded_by TEXT REFERENCES insider_trades(trade_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    known_at TEXT NOT NULL
) STRICT;
CREATE INDEX insider_trades_day ON insider_trades(issuer_cik, traded_on);
CREATE INDEX insider_trades_filing ON insider_trades(accession_number);
CREATE INDEX insider_trades_document ON insider_trades(document_id);
CREATE INDEX insider_trades_notice ON insider_trades(notice_id);
CREATE INDEX insider_trades_superseded ON insider_trades(superseded_by);

-- Derived: by week, and by person.
CREATE TABLE insider_sums (
    sum_id TEXT PRIMARY KEY,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    week_start_on TEXT,
    owner TEXT NOT NULL,
    owner_cik INTEGER,
    security TEXT NOT NULL,
    {exact("bought_shares", required=True)},
    {exact("bought_usd", required=True)},
    {exact("sold_shares", required=True)},
    {exact("sold_usd", required=True)},
    {exact("plan_sold_shares", required=True)},
    {exact("noticed_sold_shares", required=True)},
    {exact("withheld_shares", required=True)},
    {exact("other_acquired_shares", required=True)},
    {exact("other_disposed_shares", required=True)},
    {exact("planned_shares", required=True)},
    unpriced_lines INTEGER NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    known_at TEXT NOT NULL
) STRICT;
CREATE INDEX insider_sums_week ON insider_sums(issuer_cik, week_start_on);
CREATE INDEX insider_sums_owner ON insider_sums(issuer_cik, owner);
""",
    ),
    (
        "0004_what_is_said",
        f"""
ALTER TABLE articles ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
ALTER TABLE articles ADD COLUMN duplicate_of TEXT REFERENCES articles(article_id);
CREATE INDEX articles_source ON articles(source, published_at);
CREATE INDEX articles_duplicate ON articles(duplicate_of);

CREATE TABLE claims (
    claim_id TEXT PRIMARY KEY,
    article_id TEXT REFERENCES articles(article_id),
    issuer_cik INTEGER REFERENCES issuers(issuer_cik),
    claim_type TEXT NOT NULL,
    subject TEXT NOT NULL,
    action TEXT NOT NULL,
    negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
    asset TEXT,
    {printed("quantity")},
    unit TEXT,
    comparator TEXT,
    qualifiers TEXT NOT NULL,
    period_start_on TEXT,
    period_end_on TEXT,
    modality TEXT NOT NULL CHECK (modality IN ('asserted', 'hedged', 'predicted', 'denied', 'reported_speech')),
    attribution TEXT NOT NULL,
    checkable TEXT NOT NULL CHECK (checkable IN ('yes', 'partly', 'no')),
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    claimed_at TEXT NOT NULL
) STRICT;
CREATE INDEX claims_document ON claims(document_id);
CREATE INDEX claims_article ON claims(article_id);
CREATE INDEX claims_type ON claims(issuer_cik, claim_type, claimed_at);

CREATE TABLE claim_figures (
    claim_id TEXT NOT NULL REFERENCES claims(claim_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    {printed("value", required=True)},
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    comparator TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    PRIMARY KEY (claim_id, position)
) STRICT;

CREATE TABLE verdicts (
    verdict_id TEXT PRIMARY KEY,
    claim_id TEXT NOT NULL REFERENCES claims(claim_id),
    as_of TEXT NOT NULL,
    label TEXT NOT NULL CHECK (label IN ('supported', 'refuted', 'not_enough_evidence')),
    {exact("score", required=True)},
    {exact("p_supported", required=True)},
    {exact("p_refuted", required=True)},
    {exact("p_not_enough_evidence", required=True)},
    reason TEXT NOT NULL,
    rationale TEXT NOT NULL,
    resolves_by_on TEXT,
    judge TEXT NOT NULL,
    judged_at TEXT NOT NULL
) STRICT;
CREATE INDEX verdicts_claim ON verdicts(claim_id, as_of);
CREATE INDEX verdicts_label ON verdicts(label, reason);

CREATE TABLE evidence (
    verdict_id TEXT NOT NULL REFERENCES verdicts(verdict_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    accession_number TEXT NOT NULL,
    url TEXT NOT NULL,
    stance TEXT NOT NULL CHECK (stance IN ('supports', 'refutes', 'context')),
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    PRIMARY KEY (verdict_id, position)
) STRICT;
CREATE INDEX evidence_document ON evidence(document_id);

CREATE TABLE narratives (
    narrative_id TEXT PRIMARY KEY,
    issuer_cik INTEGER REFERENCES issuers(issuer_cik),
    catalogue TEXT NOT NULL,
    name TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    claims INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    loudest_source TEXT NOT NULL,
    {exact("score", required=True)}
) STRICT;
CREATE INDEX narratives_issuer ON narratives(issuer_cik, last_seen_at);

CREATE TABLE narrative_claims (
    narrative_id TEXT NOT NULL REFERENCES narratives(narrative_id) ON DELETE CASCADE,
    claim_id TEXT NOT NULL REFERENCES claims(claim_id),
    PRIMARY KEY (narrative_id, claim_id)
) STRICT;
CREATE INDEX narrative_claims_claim ON narrative_claims(claim_id);

CREATE TABLE predictions (
    claim_id TEXT PRIMARY KEY REFERENCES claims(claim_id),
    issuer_cik INTEGER REFERENCES issuers(issuer_cik),
    who TEXT NOT NULL,
    asset TEXT NOT NULL,
    {exact("target_usd", required=True)},
    direction TEXT NOT NULL CHECK (direction IN ('at_least', 'at_most', 'about')),
    horizon_on TEXT,
    condition TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'came_true', 'failed', 'no_horizon', 'no_prices')),
    resolved_on TEXT
) STRICT;

CREATE TABLE prices (
    asset TEXT NOT NULL,
    day_on TEXT NOT NULL,
    {exact("close_usd", required=True)},
    source TEXT NOT NULL,
    PRIMARY KEY (asset, day_on)
) STRICT;

CREATE TABLE flows (
    fund TEXT NOT NULL,
    day_on TEXT NOT NULL,
    {exact("net_usd", required=True)},
    source TEXT NOT NULL,
    PRIMARY KEY (fund, day_on)
) STRICT;
""",
    ),
    (
        "0005_stated_payments",
        f"""
CREATE TABLE stated_payments (
    payment_id TEXT PRIMARY KEY,
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('interest', 'dividend', 'put', 'maturity', 'redemption')),
    due_on TEXT NOT NULL,
    {printed("per_share_usd")},
    {printed("amount_usd")},
    record_on TEXT,
    is_paid INTEGER NOT NULL CHECK (is_paid IN (0, 1)),
    {PROVENANCE}
) STRICT;
CREATE INDEX stated_payments_due ON stated_payments(issuer_cik, due_on);
CREATE INDEX stated_payments_document ON stated_payments(document_id);
""",
    ),
    (
        # What was judged before the store knew all that was known that day stays, marked; and what has come since
        # the claims were judged last is on record, so that an interrupted run is taken up by the next.
        "0006_verdicts_through_time",
        """
ALTER TABLE verdicts ADD COLUMN corrected_at TEXT;

CREATE TABLE unsettled (
    kind TEXT NOT NULL CHECK (kind IN ('article', 'filings', 'prices')),
    subject TEXT NOT NULL,
    from_on TEXT NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT;
""",
    ),
    (
        # In the order in which pages list them: a page of a large store walks an index and sorts nothing.
        "0007_pages_walk_indexes",
        """
CREATE INDEX claims_said ON claims(claimed_at, claim_id);
CREATE INDEX claims_kind ON claims(claim_type, claimed_at);
CREATE INDEX verdicts_day ON verdicts(as_of, verdict_id);
CREATE INDEX articles_fetched ON articles(fetched_at);
CREATE INDEX prices_day ON prices(day_on);
CREATE INDEX filings_accepted ON filings(accepted_at);
CREATE INDEX filings_filed ON filings(filed_on);
CREATE INDEX insider_trades_known ON insider_trades(known_at DESC, accession_number, quote_start);
CREATE INDEX insider_trades_owner ON insider_trades(owner, known_at);
CREATE INDEX predictions_who ON predictions(who);
CREATE INDEX runs_finished ON runs(finished_at);
""",
    ),
    (
        "0008_alerts",
        """
CREATE TABLE alerts (
    alert_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('notice', 'warning', 'critical')),
    issuer_cik INTEGER REFERENCES issuers(issuer_cik),
    raised_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    message TEXT NOT NULL,
    evidence TEXT NOT NULL CHECK (json_valid(evidence)),
    run_id TEXT REFERENCES runs(run_id)
) STRICT;
CREATE INDEX alerts_known ON alerts(known_at);
CREATE INDEX alerts_kind ON alerts(kind, known_at);
CREATE INDEX alerts_issuer ON alerts(issuer_cik, known_at);
CREATE INDEX alerts_run ON alerts(run_id);

-- What went to whom: written when an alert is raised, so that a channel that fails now is tried again.
CREATE TABLE deliveries (
    alert_id TEXT NOT NULL REFERENCES alerts(alert_id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered')),
    attempts INTEGER NOT NULL DEFAULT 0,
    attempted_at TEXT,
    error TEXT, -- of the last attempt
    PRIMARY KEY (alert_id, channel)
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries(channel, state);
""",
    ),
    (
        # How a source answers is asked in every run, and the fetches of years lie here.
        "0009_fetches_by_address",
        "CREATE INDEX fetches_url ON fetches(url, fetched_at);",
    ),
    (
        # What is judged now is the last version of each row, the one without `superseded_at`.
        "0010_versions_of_what_is_judged",
        f"""
CREATE TABLE judged_moments (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    subject TEXT NOT NULL, -- 'debts', or 'ledger of ' and the asset
    known_at TEXT NOT NULL,
    inputs TEXT NOT NULL, -- a digest of all that was known by then
    PRIMARY KEY (issuer_cik, subject, known_at)
) STRICT;

CREATE TABLE holdings_ledger_versions (
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
    facts_known_at TEXT NOT NULL,
    changes TEXT NOT NULL CHECK (json_valid(changes)), -- as in ledger_changes
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    PRIMARY KEY (issuer_cik, asset, as_of_on, known_at)
) STRICT;
CREATE INDEX holdings_ledger_versions_total ON holdings_ledger_versions(total_id);
CREATE INDEX holdings_ledger_versions_filing ON holdings_ledger_versions(accession_number);

CREATE TABLE obligation_versions (
    obligation_id TEXT NOT NULL,
    instrument_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('interest', 'dividend', 'put', 'maturity', 'redemption')),
    due_on TEXT NOT NULL,
    {printed("amount_usd", required=True)},
    basis TEXT NOT NULL CHECK (basis IN ('stated', 'computed')),
    certainty TEXT NOT NULL CHECK (certainty IN ('contractual', 'if_declared', 'holder_option', 'issuer_option')),
    period_start_on TEXT,
    period_end_on TEXT,
    note TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    facts_known_at TEXT NOT NULL,
    extractor TEXT NOT NULL,
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    PRIMARY KEY (obligation_id, known_at)
) STRICT;
CREATE INDEX obligation_versions_due ON obligation_versions(issuer_cik, due_on);
CREATE INDEX obligation_versions_document ON obligation_versions(document_id);

CREATE TABLE payment_coverage_versions (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    as_of_on TEXT NOT NULL,
    {exact("reserves_usd", required=True)},
    {exact("obligations_usd", required=True)},
    {exact("months", required=True)},
    reserve_ids TEXT NOT NULL,
    obligation_ids TEXT NOT NULL,
    note TEXT NOT NULL,
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    facts_known_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    PRIMARY KEY (issuer_cik, as_of_on, known_at)
) STRICT;
CREATE INDEX payment_coverage_versions_filing ON payment_coverage_versions(accession_number);
""",
    ),
    (
        # The next run judges every issuer, so that the versions of an older database are made without new filings.
        "0011_versions_of_what_was_judged",
        """
INSERT INTO unsettled (kind, subject, from_on)
SELECT DISTINCT 'filings', CAST(issuer_cik AS TEXT), '9999-12-31' FROM filings WHERE true ON CONFLICT DO NOTHING;
""",
    ),
    (
        "0012_versions_of_the_rest",
        f"""
CREATE TABLE funds_balance_versions (
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    period_start_on TEXT NOT NULL,
    period_end_on TEXT NOT NULL,
    {exact("proceeds_usd", required=True)},
    {exact("sales_usd", required=True)},
    {exact("purchases_usd", required=True)},
    {exact("repurchases_usd", required=True)},
    {exact("reserve_change_usd")},
    {exact("residual_usd", required=True)},
    {exact("tolerance_usd", required=True)},
    status TEXT NOT NULL CHECK (status IN ('balanced', 'within_rounding', 'other_cash_used', 'proceeds_kept',
                                           'unknown')),
    note TEXT NOT NULL,
    accession_number TEXT NOT NULL REFERENCES filings(accession_number),
    facts_known_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    PRIMARY KEY (issuer_cik, period_start_on, period_end_on, known_at)
) STRICT;
CREATE INDEX funds_balance_versions_filing ON funds_balance_versions(accession_number);

CREATE TABLE insider_sum_versions (
    sum_id TEXT NOT NULL,
    issuer_cik INTEGER NOT NULL REFERENCES issuers(issuer_cik),
    week_start_on TEXT,
    owner TEXT NOT NULL,
    owner_cik INTEGER,
    security TEXT NOT NULL,
    {exact("bought_shares", required=True)},
    {exact("bought_usd", required=True)},
    {exact("sold_shares", required=True)},
    {exact("sold_usd", required=True)},
    {exact("plan_sold_shares", required=True)},
    {exact("noticed_sold_shares", required=True)},
    {exact("withheld_shares", required=True)},
    {exact("other_acquired_shares", required=True)},
    {exact("other_disposed_shares", required=True)},
    {exact("planned_shares", required=True)},
    unpriced_lines INTEGER NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    facts_known_at TEXT NOT NULL,
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    PRIMARY KEY (sum_id, known_at)
) STRICT;
CREATE INDEX insider_sum_versions_week ON insider_sum_versions(issuer_cik, week_start_on);
CREATE INDEX insider_sum_versions_owner ON insider_sum_versions(issuer_cik, owner);

-- Each claim with the story as it stood once that had been told.
DROP TABLE narrative_claims;
CREATE TABLE narrative_claims (
    narrative_id TEXT NOT NULL REFERENCES narratives(narrative_id) ON DELETE CASCADE,
    claim_id TEXT NOT NULL REFERENCES claims(claim_id),
    told_at TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    name TEXT NOT NULL,
    claims INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    loudest_source TEXT NOT NULL,
    PRIMARY KEY (narrative_id, claim_id)
) STRICT;
CREATE INDEX narrative_claims_claim ON narrative_claims(claim_id);
CREATE INDEX narrative_claims_told ON narrative_claims(narrative_id, told_at, claim_id);

CREATE TABLE narrative_scores (
    narrative_id TEXT NOT NULL REFERENCES narratives(narrative_id) ON DELETE CASCADE,
    as_of TEXT NOT NULL,
    {exact("score", required=True)},
    PRIMARY KEY (narrative_id, as_of)
) STRICT;
""",
    ),
    (
        # As 0011: the next run makes the versions of an older database and tells its stories.
        "0013_versions_of_the_rest_that_was_judged",
        """
INSERT INTO unsettled (kind, subject, from_on)
SELECT DISTINCT 'filings', CAST(issuer_cik AS TEXT), '9999-12-31' FROM filings WHERE true ON CONFLICT DO NOTHING;
""",
    ),
    (
        # What is not paid in dollars has no `amount_usd`; SQLite drops no NOT NULL, so the tables are made anew.
        "0014_other_currencies",
        f"""
ALTER TABLE instrument_events ADD COLUMN happened_in TEXT;
ALTER TABLE instruments ADD COLUMN {exact("liquidation_preference_other")};
ALTER TABLE instruments ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
ALTER TABLE stated_payments ADD COLUMN {exact("per_share_other")};
ALTER TABLE stated_payments ADD COLUMN {exact("per_share_other_precision")};
ALTER TABLE stated_payments ADD COLUMN {exact("amount_other")};
ALTER TABLE stated_payments ADD COLUMN {exact("amount_other_precision")};
ALTER TABLE stated_payments ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';

CREATE TABLE obligations_before AS SELECT * FROM obligations;
DROP TABLE obligations;
CREATE TABLE obligations (
    obligation_id TEXT PRIMARY KEY,
    {PAYMENT},
    {PROVENANCE},
    {ONE_CURRENCY}
) STRICT;
CREATE INDEX obligations_due ON obligations(issuer_cik, due_on);
CREATE INDEX obligations_document ON obligations(document_id);
INSERT INTO obligations SELECT {PAYMENT_BEFORE}, known_at, extractor FROM obligations_before;
DROP TABLE obligations_before;

CREATE TABLE obligations_before AS SELECT * FROM obligation_versions;
DROP TABLE obligation_versions;
CREATE TABLE obligation_versions (
    obligation_id TEXT NOT NULL,
    {PAYMENT},
    document_id TEXT NOT NULL REFERENCES documents(document_id),
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL CHECK (quote_end > quote_start),
    quote TEXT NOT NULL,
    facts_known_at TEXT NOT NULL,
    extractor TEXT NOT NULL,
    known_at TEXT NOT NULL,
    superseded_at TEXT,
    PRIMARY KEY (obligation_id, known_at),
    {ONE_CURRENCY}
) STRICT;
CREATE INDEX obligation_versions_due ON obligation_versions(issuer_cik, due_on);
CREATE INDEX obligation_versions_document ON obligation_versions(document_id);
INSERT INTO obligation_versions
SELECT {PAYMENT_BEFORE}, facts_known_at, extractor, known_at, superseded_at FROM obligations_before;
DROP TABLE obligations_before;

INSERT INTO unsettled (kind, subject, from_on)
SELECT DISTINCT 'filings', CAST(issuer_cik AS TEXT), '9999-12-31' FROM filings WHERE true ON CONFLICT DO NOTHING;
""",  # noqa: S608 - names of ours
    ),
    (
        # A maturity of which filings say the month alone; the next run judges what is stored again.
        "0015_maturities_by_month",
        """
ALTER TABLE instruments ADD COLUMN matures_in TEXT;
ALTER TABLE obligations ADD COLUMN due_in TEXT;
ALTER TABLE obligation_versions ADD COLUMN due_in TEXT;

INSERT INTO unsettled (kind, subject, from_on)
SELECT DISTINCT 'filings', CAST(issuer_cik AS TEXT), '9999-12-31' FROM filings WHERE true ON CONFLICT DO NOTHING;
""",
    ),
)
