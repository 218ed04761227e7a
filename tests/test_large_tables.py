"""What is offered of a large table: nothing that would read all of it while a visitor waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitor.publish.kept_day import adapt_query
from monitor.publish.large_tables import find_large, limit_large, list_sortable
from monitor.settings import packaged

# Views that can stand over a million rows: their first page must come from an index.
WALKED = ("claims_with_verdicts", "verdict_changes", "payments", "insiders", "ledger", "filing_gaps")


@pytest.fixture
def connection(said_db: Path) -> Iterator[sqlite3.Connection]:
    found = sqlite3.connect(said_db)
    yield found
    found.close()


def test_views_over_large_tables_are_large(connection: sqlite3.Connection) -> None:
    """With more than five claims, the views that read claims, and views that read those views."""
    large = find_large(connection, 5)
    assert {"claims", "claims_with_verdicts", "verdict_changes", "source_record"} <= large
    assert not large & {"predictions", "flows"}
    assert find_large(connection) == frozenset()


def test_no_unindexed_sort_is_offered(connection: sqlite3.Connection) -> None:
    """Each column that a table may be sorted by is one that an index begins with: the plan sorts nothing."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    plans = {}
    for table in tables:
        for column in list_sortable(connection, table):
            query = f'EXPLAIN QUERY PLAN SELECT * FROM "{table}" ORDER BY "{column}" DESC LIMIT 101'  # noqa: S608
            plans[table, column] = " ".join(row[3] for row in connection.execute(query))
    assert ("verdicts", "as_of") in plans
    assert [place for place, plan in plans.items() if "TEMP B-TREE" in plan] == []


def test_large_tables_lose_what_reads_them_whole() -> None:
    """Facets go; the sort of the first page stays when an index has it."""
    metadata: dict[str, Any] = {
        "verdicts": {"title": "Verdicts", "facets": ["label"], "sort_desc": "as_of"},
        "articles": {"facets": ["source"], "sort_desc": "title"},
        "issuers": {"facets": ["cadence"]},
    }
    limited = limit_large(metadata, frozenset({"verdicts", "articles"}), {"verdicts": ["as_of", "verdict_id"]})
    assert limited == {
        "verdicts": {"title": "Verdicts", "sort_desc": "as_of", "sortable_columns": ["as_of", "verdict_id"]},
        "articles": {"sortable_columns": []},
        "issuers": {"facets": ["cadence"]},
    }


def test_large_tables_are_not_counted() -> None:
    """A page of one asks Datasette for no count and no facet; other pages, and its rows, stay as they were."""
    large = frozenset({"verdicts"})

    def ask(path: str, query: str) -> str:
        scope = {"type": "http", "path": path, "query_string": query.encode()}
        return str(adapt_query(scope, "/monitor/", large)["query_string"].decode())

    assert ask("/monitor/verdicts", "label=refuted") == "label=refuted&_nocount=1&_nofacet=1"
    assert ask("/monitor/verdicts.json", "_nocount=0") == "_nocount=0&_nofacet=1"
    assert ask("/monitor/verdicts/abc", "") == ""
    assert ask("/monitor/issuers", "a=1") == "a=1"
    assert ask("/claims", "as_of=2026-05-20") == "as_of=2026-05-20"
    assert ask("/monitor/issuers", "as_of=2026-05-20") == "_as_of=2026-05-20"


@pytest.mark.parametrize("view", WALKED)
def test_views_walk_an_index(connection: sqlite3.Connection, view: str) -> None:
    """The order of the view is that of an index: no tree is built over all rows."""
    steps = connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view}").fetchall()  # noqa: S608 - our names
    # What is looked up for one row may sort its few.
    assert "USE TEMP B-TREE FOR ORDER BY" not in [words for _, parent, _, words in steps if parent == 0]


def test_each_facet_is_a_column(connection: sqlite3.Connection) -> None:
    """A facet or sort that names no column of its table would break the page."""
    from datasette.utils import parse_metadata

    described = parse_metadata((packaged("db") / "metadata.yml").read_text(encoding="utf-8"))
    wrong = []
    for table, entry in described["databases"]["monitor"]["tables"].items():
        columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}
        named = {
            *entry.get("facets", []),
            *(entry[key] for key in ("sort", "sort_desc", "label_column") if key in entry),
        }
        wrong += [(table, column) for column in named - columns]
    assert wrong == []
