"""The schema against the contract and against the records: one name for one thing."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest
from store_examples import Example, make_example

from monitor.errors import StoreError
from monitor.records import (
    FACT_TABLES,
    Alert,
    Block,
    ChainStage,
    CountedChange,
    Document,
    Fetch,
    Filing,
    FundsBalance,
    IndexedFiling,
    InsiderSum,
    InsiderTrade,
    Instrument,
    Issuer,
    LedgerStep,
    Moment,
    Obligation,
    PaymentCoverage,
    Problem,
    RaisedAlert,
    StressMeasure,
    Validator,
)
from monitor.store.columns import choices
from monitor.store.database import Store, open_store
from monitor.store.migrations import MIGRATIONS

PROVENANCE = {"document_id", "quote_start", "quote_end", "quote", "known_at", "extractor"}
CONTRACT = {
    "issuers": {"issuer_cik", "ticker", "name"},
    "filings": {
        *("accession_number", "issuer_cik", "form", "filed_on", "accepted_at", "period_on", "items", "url"),
        *("amends", "reconstruction"),
    },
    "documents": {"document_id", "accession_number", "article_id", "type", "url", "sha256", "text"},
    "holdings_changes": {
        *("change_id", "issuer_cik", "asset", "kind", "units", "usd_amount", "average_price_usd"),
        *("period_start_on", "period_end_on", "purpose"),
        *PROVENANCE,
    },
    "holdings_totals": {
        *("total_id", "issuer_cik", "asset", "as_of_on", "units", "cost_usd", "average_cost_usd"),
        *PROVENANCE,
    },
    "holdings_ledger": {
        *("issuer_cik", "asset", "as_of_on", "opening_units", "acquired_units", "sold_units", "expected_units"),
        *("reported_units", "residual_units", "status", "accession_number"),
    },
    "articles": {"article_id", "url", "source", "title", "author", "published_at", "fetched_at", "text"},
    "reserves": {"as_of_on", "kind", "amount_usd", *PROVENANCE},
    "instruments": {
        *("instrument_id", "issuer_cik", "kind", "name", "principal_usd", "coupon_rate", "dividend_rate"),
        *("issued_on", "matures_on", "put_on", "callable_from_on", "conversion_price_usd", "known_at"),
        "superseded_at",
    },
    "obligations": {
        *("obligation_id", "instrument_id", "kind", "due_on", "amount_usd", "basis"),
        *PROVENANCE,
    },
    "payment_statements": {
        *("statement_id", "issuer_cik", "topic", "polarity", "modality", "tense", "instrument_id", "amount_usd"),
        "date_on",
        *PROVENANCE,
    },
    "issuances": {
        *("security", "shares", "net_proceeds_usd", "available_usd", "period_start_on", "period_end_on"),
        "use_of_proceeds",
        *PROVENANCE,
    },
    "insider_trades": {
        *("accession_number", "owner", "relationship", "code", "shares", "price_usd", "traded_on", "is_10b5_1"),
        "is_notice",
    },
    "alerts": {
        *("alert_id", "kind", "severity", "issuer_cik", "raised_at", "known_at", "message", "evidence"),
    },
    "runs": {"run_id", "command", "started_at", "finished_at", "exit_code"},
    "problems": {"problem_id", "kind", "message"},
    "fetches": {"source", "url", "status", "fetched_at"},
}
QUOTE = {"document_id", "quote_start", "quote_end", "quote"}
# A record, its table, the fields that are no column of it, and the columns that are no field of it.
RECORDS: list[tuple[type, str, set[str], set[str]]] = [
    (Issuer, "issuers", {"names", "assets", "since_on"}, set()),
    (Filing, "filings", set(), {"archive_sha256", "stored_at"}),
    (IndexedFiling, "filing_index", {"stored"}, {"source", "listed_at"}),
    (Document, "documents", {"blocks", "tables", "tagged"}, {"superseded_by"}),
    (Block, "blocks", set(), {"document_id"}),
    (LedgerStep, "holdings_ledger", {"changes"}, set()),
    (CountedChange, "ledger_changes", set(), {"issuer_cik", "asset", "as_of_on", "position"}),
    (Fetch, "fetches", set(), {"fetch_id", "run_id"}),
    (Validator, "validators", set(), set()),
    (Problem, "problems", set(), {"problem_id", "run_id", "raised_at", "resolved_at"}),
    (Alert, "alerts", set(), {"raised_at", "run_id"}),
    (RaisedAlert, "alerts", {"ticker", "url"}, set()),
    (Instrument, "instruments", set(), set()),
    (FundsBalance, "funds_balances", set(), set()),
    (InsiderTrade, "insider_trades", set(), set()),
    (InsiderSum, "insider_sums", set(), set()),
    (PaymentCoverage, "payment_coverages", set(), set()),
    (Moment, "judged_moments", set(), {"issuer_cik", "subject"}),
    (ChainStage, "chain_stages", {"source"}, QUOTE),
    *(
        (
            record,
            table,
            {"source"},
            {*QUOTE, *(f"{name}_precision" for name, types in choices(record).items() if Decimal in types)},
        )
        for record, table in (
            *((record, table) for record, (table, _) in FACT_TABLES.items()),
            (Obligation, "obligations"),
            (StressMeasure, "stress_measures"),
        )
    ),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(tmp_path_factory.mktemp("schema") / "monitor.db", views=Path("no views"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return make_example(tmp_path_factory.mktemp("example"))


def columns_of(store: Store, table: str) -> set[str]:
    return {row["name"] for row in store.query("SELECT name FROM pragma_table_info(?)", [table])}


@pytest.mark.parametrize("table", CONTRACT)
def test_a_table_has_the_columns_of_the_contract(store: Store, table: str) -> None:
    """Checks outside the repository read these columns."""
    assert CONTRACT[table] - columns_of(store, table) == set()


@pytest.mark.parametrize(("record", "table", "not_columns", "not_fields"), RECORDS)
def test_field_name_is_column_name(
    store: Store, record: type, table: str, not_columns: set[str], not_fields: set[str]
) -> None:
    """What a record calls a thing, its table calls it too; every difference is on the list above."""
    names = {field.name for field in fields(record)}
    assert columns_of(store, table) == (names - not_columns) | not_fields


@pytest.mark.parametrize(
    ("versions", "table", "more"),
    [
        ("holdings_ledger_versions", "holdings_ledger", {"changes"}),
        ("obligation_versions", "obligations", set()),
        ("payment_coverage_versions", "payment_coverages", set()),
        ("funds_balance_versions", "funds_balances", set()),
        ("insider_sum_versions", "insider_sums", set()),
    ],
)
def test_versions_have_the_columns_of_what_holds_now(
    store: Store, versions: str, table: str, more: set[str]
) -> None:
    """And the two instants between which each held."""
    clocks = {"facts_known_at", "superseded_at"}
    assert columns_of(store, versions) == columns_of(store, table) | clocks | more


def test_every_table_is_strict(store: Store) -> None:
    """A text never slips into an INTEGER column."""
    found = [
        row["name"]
        for row in store.query("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        if not row["name"].startswith("sqlite_")
    ]
    loose = {
        row["name"]
        for row in store.query("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0")
        if not row["name"].startswith("sqlite_")
    }
    assert set(CONTRACT) <= set(found)
    assert loose == set()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("holdings_changes", "units"),
        ("holdings_changes", "usd_amount"),
        ("holdings_changes", "average_price_usd"),
        ("holdings_totals", "units"),
        ("holdings_totals", "cost_usd"),
        ("holdings_ledger", "reported_units"),
        ("ledger_changes", "counted_units"),
    ],
)
def test_no_float_touches_a_holding(example: Example, table: str, column: str) -> None:
    """The database itself refuses a float in a column of an exact decimal, whoever writes it."""
    with pytest.raises(StoreError, match=f"CHECK constraint failed: typeof\\({column}\\)"):
        example.store.query(f"UPDATE {table} SET {column} = 0.1")  # noqa: S608


def test_migrations_are_numbered_in_order() -> None:
    """They are appended, and their names sort as they were appended."""
    names = [name for name, _ in MIGRATIONS]
    assert names == sorted(set(names))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
