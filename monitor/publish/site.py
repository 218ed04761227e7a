"""The site: Datasette over the database with the configuration in `db/`. Nothing is fetched from elsewhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monitor.errors import StoreError
from monitor.publish.known_then import find_undated
from monitor.publish.large_tables import find_large, limit_large, list_sortable
from monitor.publish.rows import fetch_rows
from monitor.publish.wording import name_issuer
from monitor.settings import packaged

if TYPE_CHECKING:
    from datasette.app import Datasette

DATABASE = "monitor"  # in every URL, whatever the file is called
NEEDED = {
    "holdings_ledger",
    "ledger_versions",
    "documents_fts",
    "ledger",
    "changes",
    "verdicts",
    "alerts",
    "insider_sum_versions",
    "narrative_scores",
}  # the last ones that came

# Reading is open to everybody, SQL included (the connection is read-only): the limits keep one visitor from
# taking the machine. Pages are never cached for long, because a sale must show at once.
LIMITS: dict[str, Any] = {
    "default_allow_sql": True,
    "sql_time_limit_ms": 2000,
    "max_returned_rows": 2000,
    "default_page_size": 100,
    "facet_time_limit_ms": 500,
    "suggest_facets": False,  # guesses cost a query a column; `metadata.yml` names the facets that mean something
    "max_csv_mb": 50,
    "truncate_cells_html": 600,
    "allow_download": False,  # a copy of the file without its write-ahead log lacks the newest rows; feeds do not
}

# Scripts and pictures come from this host alone and no script stands inside a page, so a script that slipped
# into a page from a filing would not run. Styles inside pages are allowed: Datasette's own tables use them.
HEADERS: tuple[tuple[str, str], ...] = (
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
)


def build_datasette(db: Path, feeds: Path | None = None) -> Datasette:
    """The site over `db`, ready for `.app()` or its own client.

    `feeds` is the folder where they are published; without one it is the folder `feeds` beside `db`.
    Raises StoreError when `db` is missing or is not a database of the monitor; the message holds the remedy.
    """
    tables, large, sortable, undated = check_database(db)
    from datasette.app import Datasette
    from datasette.utils import parse_metadata

    from monitor.publish.site_database import SiteDatabase

    folder = packaged("db")
    metadata = describe_columns(parse_metadata((folder / "metadata.yml").read_text(encoding="utf-8")), tables)
    limit_large(metadata["databases"][DATABASE]["tables"], large, sortable)
    site = Datasette(
        metadata=metadata,
        template_dir=str(folder / "templates"),
        plugins_dir=str(folder / "plugins"),
        static_mounts=[("assets", str(folder / "static"))],
        settings=LIMITS,
    )
    # Named here and not by its file, so that a link to the site holds wherever the database lies.
    site.remove_database("_memory")
    site.add_database(SiteDatabase(site, path=str(db)), name=DATABASE)
    site.monitor_feeds = feeds or db.parent / "feeds"
    site.monitor_tables = tables
    site.monitor_large = large
    site.monitor_undated = undated
    site.monitor_issuers = name_issuers(db)
    return site


def serve(db: Path, host: str, port: int, feeds: Path | None = None) -> None:
    """Serve the site until interrupted. Raises StoreError like `build_datasette`."""
    site = build_datasette(db, feeds)
    import uvicorn

    uvicorn.run(site.app(), host=host, port=port, log_level="warning", lifespan="on", workers=1)


def check_database(db: Path) -> tuple[dict[str, list[str]], frozenset[str], dict[str, list[str]], frozenset[str]]:
    """The columns of every table and view, those that are large, by what these can be sorted, and those that are
    the same on any day.

    Raises StoreError unless `db` is a database that the site can show.
    """
    remedy = "run `monitor demo` for the embedded sample, or `monitor load MANIFEST.csv` for filings of your own"
    if not db.is_file():
        raise StoreError(f"{db}: there is no database yet; {remedy}")
    connection = sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)
    try:
        tables: dict[str, list[str]] = {}
        for table, column in connection.execute(
            """SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
               WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid"""
        ):
            tables.setdefault(table, []).append(column)
        large = find_large(connection)
        sortable = {table: list_sortable(connection, table) for table in large}
        undated = find_undated(connection)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{db}: not a database that can be read ({error}); {remedy}") from error
    finally:
        connection.close()
    if missing := sorted(NEEDED - tables.keys()):
        raise StoreError(f"{db}: not a database of this version of the monitor (it lacks {missing[0]}); {remedy}")
    return tables, large, sortable, undated


def name_issuers(db: Path) -> dict[int, str]:
    """The issuers as people know them, by their number at the SEC. One that comes later stays a number for now."""
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        issuers = fetch_rows(connection, "SELECT issuer_cik, ticker, name FROM issuers")
    return {row["issuer_cik"]: name_issuer(row) for row in issuers}


def describe_columns(metadata: dict[str, Any], tables: dict[str, list[str]]) -> dict[str, Any]:
    """A column means the same wherever it stands, so `metadata.yml` says it once, under `columns`."""
    meanings = metadata.pop("columns")
    described = metadata["databases"][DATABASE]["tables"]
    for table, columns in tables.items():
        entry = described.setdefault(table, {})
        own = entry.get("columns", {})
        entry["columns"] = {
            name: own.get(name, meanings.get(name)) for name in columns if name in own or name in meanings
        }
    return metadata
