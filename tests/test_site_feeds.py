"""Feeds as the site serves them: the published files, and any table or view as Atom."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from example_filings import LAST_SALE_SENTENCE
from site_asking import Get, open_site, page, sentence, words

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


def test_rows_without_a_clock_are_no_feed(get: Get) -> None:
    """The page offers none, and the address says why."""
    assert "Atom" not in words(page(get("/monitor/issuers")).select_one(".exports"))
    assert "Atom" in words(page(get("/monitor/changes")).select_one(".exports"))
    assert "needs a column that says when" in get("/monitor/issuers.atom", status=400).text
