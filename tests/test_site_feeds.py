"""Feeds as the site serves them: the published files, and any table or view as Atom."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import feedparser
import pytest
from atom_checking import ATOM, check_atom
from example_filings import LAST_SALE_SENTENCE
from site_asking import Get, open_site, page, sentence, words

from monitor.publish.atom_rows import find_clock
from monitor.publish.feed_files import find_feed


@pytest.fixture(scope="module")
def get(said_db: Path) -> Get:
    return open_site(said_db)


def test_the_page_lists_what_was_published(get: Get, said_db: Path) -> None:
    """Every file of the folder is linked and sent as it is, with its own type."""
    found = page(get("/feeds"))
    names = {link["href"].removeprefix("/feeds/") for link in found.select('main a[href^="/feeds/"]')}
    folder = said_db.parent / "feeds"
    assert names == {path.name for path in folder.iterdir()}
    for name in names:
        answer = get(f"/feeds/{name}")
        assert answer.content == (folder / name).read_bytes()
    assert "alerts.atom" in words(found.select_one(".claims"))
    assert get("/feeds/obligations.ics").headers["content-type"].startswith("text/calendar")


def test_a_folder_is_not_left(said_db: Path) -> None:
    """Names with a folder, a dot in front or another ending are no feeds."""
    folder = said_db.parent / "feeds"
    assert find_feed(folder, "claims.csv") is not None
    assert [
        find_feed(folder, name) for name in ("../monitor.db", ".claims.csv.1.tmp", "x/claims.csv", "monitor.db")
    ] == [None] * 4


def test_rows_as_atom(get: Get) -> None:
    """Each row of a view an entry with a stable id, the instant it was known and a link to its sentence."""
    answer = get("/monitor/changes.atom?kind=sold")
    feed = feedparser.parse(answer.text)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert (feed.bozo, len(feed.entries)) == (False, 2)
    entry = feed.entries[0]
    assert entry.title.startswith("31 May 2026 · MSTR · 8-K · sold · 32")
    assert entry.updated == "2026-05-31T12:01:00Z"
    assert sentence(get, entry.link.removeprefix("http://localhost")) == LAST_SALE_SENTENCE
    assert get("/monitor/changes.atom?kind=sold").content == answer.content
    assert len({one.id for one in feed.entries}) == 2


def test_a_feed_without_rows_is_a_feed(get: Get) -> None:
    """Nothing was pledged: the feed is empty and valid."""
    feed = feedparser.parse(get("/monitor/changes.atom?kind=pledged").text)
    assert (feed.bozo, feed.entries) == (False, [])


def test_every_table_and_view_is_a_feed(get: Get, said_db: Path) -> None:
    """Those that no page lists too: valid, each row dated, the same bytes again, and linked on its page."""
    with closing(sqlite3.connect(said_db)) as connection:
        names = [
            row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        ]
        undated = []
        for name in names:
            answer = get(f"/monitor/{name}.atom")
            feed = check_atom(answer.content)
            entries = feed.findall("a:entry", ATOM)
            stored = connection.execute(f"SELECT count(*) FROM [{name}]").fetchone()[0]  # noqa: S608
            assert bool(entries) == bool(stored), name
            assert get(f"/monitor/{name}.atom").content == answer.content, name
            found = page(get(f"/monitor/{name}"))
            (link,) = found.select('.exports a[href*=".atom"]')
            assert found.head.select_one('link[type*="atom"]')["href"] == link["href"], name
            if any(entry.findtext("a:updated", "", ATOM).startswith("1970") for entry in entries):
                undated.append(name)
    assert len(names) > 90
    assert undated == []


def test_every_question_and_query_is_a_feed(get: Get) -> None:
    """What is asked in one's own words too, the same row twice told apart."""
    asked = {path["href"] for path in page(get("/questions")).select('main a[href^="/monitor/"]')}
    assert len(asked) > 5
    for path in asked:
        check_atom(get(f"{path}.atom").content)
    twice = get("/monitor.atom?sql=SELECT+1+AS+a+UNION+ALL+SELECT+1")
    ids = [entry.id for entry in feedparser.parse(twice.text).entries]
    check_atom(twice.content)
    assert ids[1] == f"{ids[0]}-2"


@pytest.mark.parametrize(
    ("table", "rows_of", "told"),
    [
        ("claim_figures", "claim_id", "SELECT claim_id, claimed_at FROM claims"),
        (
            "documents",
            "document_id",
            "SELECT document_id, accepted_at FROM documents JOIN filings USING (accession_number)",
        ),
        ("ledger_changes", "change_id", "SELECT change_id, known_at FROM holdings_changes"),
        ("evidence", "verdict_id", "SELECT verdict_id, as_of || 'T00:00:00Z' FROM verdicts"),
        ("narratives", "narrative_id", "SELECT narrative_id, last_seen_at FROM narratives"),
    ],
)
def test_a_row_without_a_clock_has_that_of_its_owner(
    get: Get, said_db: Path, table: str, rows_of: str, told: str
) -> None:
    """A figure is as old as its claim, a document as its filing, evidence as its verdict."""
    with closing(sqlite3.connect(said_db)) as connection:
        clocks = dict(connection.execute(told).fetchall())
    feed = check_atom(get(f"/monitor/{table}.atom?_size=max").content)
    rows = get(f"/monitor/{table}.json?_shape=array&_size=max").json()
    expected = [clocks[row[rows_of]] for row in rows if row[rows_of] in clocks]
    updated = [entry.findtext("a:updated", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert expected
    assert [one for one, row in zip(updated, rows, strict=True) if row[rows_of] in clocks] == expected


def test_what_belongs_to_nothing_is_dated_by_the_last_change(get: Get) -> None:
    """The table of issuers tells of no time: the run that last changed the store does."""
    (run,) = get("/monitor/runs.json?_shape=array").json()
    feed = check_atom(get("/monitor/issuers.atom").content)
    assert feed.findtext("a:updated", "", ATOM) == (run["finished_at"] or run["started_at"])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"day_on": "2026-05-17", "known_at": "2026-05-18T12:00:00Z"}, "2026-05-18T12:00:00Z"),
        ({"known_at": "2026-05-18T12:00:00Z", "superseded_at": "2026-05-26T12:00:00Z"}, "2026-05-26T12:00:00Z"),
        ({"claimed_at": "2026-05-15T12:00:00Z", "as_of": "2026-05-18"}, "2026-05-18T00:00:00Z"),
        ({"claimed_at": "2026-05-15T12:00:00Z", "as_of": None}, "2026-05-15T12:00:00Z"),
        ({"known_at": "long ago", "judged_at": "2026-05-15T12:00:00Z"}, None),
    ],
)
def test_the_clock_of_a_row(row: dict[str, object], told: str | None) -> None:
    """When it could be known, or became another; never when it was judged, and no other words."""
    assert find_clock(row) == told
