"""How fresh the store is: the last run of each command, the last answer of each source, the newest filing of each
issuer, and how much there is of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from monitor.store.columns import instant_from_column, record_of
from monitor.store.content import content_tables
from monitor.store.database import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """The last run of a command. `finished_at` is None while it runs, or when it was interrupted."""

    command: str
    started_at: datetime
    finished_at: datetime | None
    exit_code: int | None
    filings_added: int
    facts_added: int
    problems_raised: int
    requests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFreshness:
    """When a source was last asked, when it last gave a usable answer, and why not if not."""

    source: str
    asked_at: datetime
    answered_at: datetime | None
    error: str | None  # of the last request; None when it succeeded
    changed_at: datetime | None = None  # of a feed: when it last said something new


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerFreshness:
    """What the store has of an issuer; `lacking` counts filings that the index lists and the store lacks."""

    issuer_cik: int
    ticker: str
    watched: bool
    filings: int
    newest_accession: str | None
    newest_filed_on: date | None
    newest_accepted_at: datetime | None
    lacking: int


def load_last_runs(store: Store) -> list[RunOutcome]:
    """The last run of each command, by command."""
    rows = store.query(
        "SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY command ORDER BY started_at DESC, rowid DESC)"
        " AS place FROM runs) WHERE place = 1 ORDER BY command"
    )
    return [record_of(RunOutcome, row) for row in rows]


def load_sources(store: Store, named: Mapping[str, str] | None = None) -> list[SourceFreshness]:
    """The freshness of each source that was ever asked, by source.

    `named`: the address of a feed or price source -> its name; these are told one by one.
    """
    found: list[SourceFreshness] = []
    for url, name in (named or {}).items():
        rows = store.query("SELECT * FROM fetches WHERE url = ? ORDER BY fetched_at, fetch_id", [url])
        if not rows:
            continue
        answered = [row for row in rows if row["error"] is None and row["status"] < 400]
        full = [row for row in answered if row["status"] == 200]
        news = [
            row
            for row, last in zip(full, [None, *full], strict=False)
            if not last or last["sha256"] != row["sha256"]
        ]
        last = rows[-1]
        found.append(
            SourceFreshness(
                source=name,
                asked_at=instant_from_column(last["fetched_at"]),
                answered_at=instant_from_column(answered[-1]["fetched_at"]) if answered else None,
                error=last["error"] or (f"HTTP status {last['status']}" if last["status"] >= 400 else None),
                changed_at=instant_from_column(news[-1]["fetched_at"]) if news else None,
            )
        )
    told = {source.source.partition(":")[0] for source in found}  # "news" of "news: CoinDesk"
    return [source for source in _load_by_client(store) if source.source not in told] + found


def _load_by_client(store: Store) -> list[SourceFreshness]:
    rows = store.query(
        "SELECT source, max(fetched_at) AS asked_at,"
        " max(CASE WHEN error IS NULL AND status < 400 THEN fetched_at END) AS answered_at,"
        " (SELECT coalesce(error, CASE WHEN status >= 400 THEN 'HTTP status ' || status END) FROM fetches last"
        "  WHERE last.source = fetches.source ORDER BY fetched_at DESC, fetch_id DESC LIMIT 1) AS error"
        " FROM fetches GROUP BY source ORDER BY source"
    )
    return [record_of(SourceFreshness, row, changed_at=None) for row in rows]


def load_issuers(store: Store) -> list[IssuerFreshness]:
    """The freshness of each issuer, by ticker."""
    rows = store.query(
        "SELECT i.issuer_cik, i.ticker, i.watched, count(f.accession_number) AS filings,"
        " n.accession_number AS newest_accession, n.filed_on AS newest_filed_on,"
        " n.accepted_at AS newest_accepted_at,"
        " (SELECT count(*) FROM filing_index x WHERE x.issuer_cik = i.issuer_cik"
        "  AND NOT EXISTS (SELECT 1 FROM filings h WHERE h.accession_number = x.accession_number)) AS lacking"
        " FROM issuers i LEFT JOIN filings f ON f.issuer_cik = i.issuer_cik"
        " LEFT JOIN filings n ON n.accession_number = (SELECT accession_number FROM filings l WHERE"
        "  l.issuer_cik = i.issuer_cik ORDER BY l.accepted_at DESC, l.accession_number DESC LIMIT 1)"
        " GROUP BY i.issuer_cik ORDER BY i.ticker"
    )
    return [record_of(IssuerFreshness, row) for row in rows]


def load_counts(store: Store) -> dict[str, int]:
    """The number of rows of each content table."""
    counts = {}
    for table in content_tables(store):
        (row,) = store.query(f"SELECT count(*) AS n FROM {table}")  # noqa: S608 - a name of our schema
        counts[table] = row["n"]
    return counts


def find_newest_day(store: Store) -> date | None:
    """The day of the newest thing in the store: a filing, an article, a close. None when there is nothing."""
    (row,) = store.query(
        "SELECT max(day) AS day FROM (SELECT substr(max(accepted_at), 1, 10) AS day FROM filings"
        " UNION ALL SELECT substr(max(fetched_at), 1, 10) FROM articles"
        " UNION ALL SELECT max(day_on) FROM prices)"
    )
    return date.fromisoformat(row["day"]) if row["day"] else None
