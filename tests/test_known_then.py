"""A page, table or view of a day is what a store would show that never got what came later.

Two stores are made: one of everything, one of what was filed and said by the day. What the first shows as of the
day is compared with what the second shows, table by table and page by page.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from road_running import run
from site_asking import open_site, page, words

from monitor.publish.as_of import AsOf
from monitor.publish.known_then import connect_then, find_undated
from monitor.publish.navigation import GROUPS
from monitor.sample.news_server import read_articles

SAMPLE = Path(__file__).parents[1] / "monitor" / "sample"
# A report is amended on 9 June 2026; a notice of 2 March is followed by its sale on 5 March; between two filings.
DAYS = {"amended": "2026-06-08", "noticed": "2026-03-03", "said": "2026-05-26"}
# The clock on the wall of whoever ran the monitor, and what it saw of its own work.
WALL = {"stored_at", "raised_at", "judged_at", "listed_at", "applied_at"}
OWN = {"runs", "fetches", "problems", "alerts", "deliveries", "unsettled", "validators", "_migrations"}
SINGLE = {
    "/claim/": "SELECT claim_id FROM claims",
    "/verdict/": "SELECT verdict_id FROM verdicts",
    "/narrative/": "SELECT narrative_id FROM narratives",
    "/instrument/": "SELECT DISTINCT instrument_id FROM instruments",
    "/document/": "SELECT document_id FROM documents",
    "/monitor/filings/": "SELECT accession_number FROM filings",
}
QUESTIONS = (
    "holdings_as_of_a_day", "what_was_known_when", "claims_about", "what_falls_due_before", "sales_between",
    "verdicts_that_changed_since", "coverage_over_time", "insider_sales_of", "payment_language_since",
)  # fmt: skip


@dataclass(frozen=True)
class Stores:
    """A store of everything, and one of what was known on the day."""

    day: str
    whole: Path
    then: Path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its news, whole."""
    return load(tmp_path_factory.mktemp("whole"), SAMPLE / "manifest.csv", "2099-01-01", said=True)


@pytest.fixture(scope="module", params=[*DAYS.values(), "corpus"])
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Stores:
    """The stores of each day of the sample, and of one of the corpus."""
    manifest, day, whole = SAMPLE / "manifest.csv", request.param, sample
    if day == "corpus":
        manifest, day = request.getfixturevalue("corpus") / "filings.csv", "2026-02-02"
        whole = load(tmp_path_factory.mktemp("whole"), manifest, "2099-01-01", said=False)
    then = load(tmp_path_factory.mktemp("then"), manifest, day, said=whole == sample)
    return Stores(day=day, whole=whole, then=then)


def load(folder: Path, manifest: Path, day: str, *, said: bool) -> Path:
    """A store of the filings accepted by the end of a day, and of what was said and closed by then."""
    until = AsOf(day=date.fromisoformat(day)).until
    with manifest.open(encoding="utf-8") as lines:
        rows = [row | {"file": str(manifest.parent / row["file"])} for row in csv.DictReader(lines)]
    known = [row for row in rows if row["accepted_at"] <= until]
    with (folder / "filings.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(known)
    assert run(folder, "load", "filings.csv").code == 0
    if said:
        load_said(folder, day, until)
    return folder / "db" / "monitor.db"


def load_said(folder: Path, day: str, until: str) -> None:
    """The news of the sample."""
    articles = [
        {"url": f"https://news.example/{one.slug}", "source": one.source, "title": one.title,
         "text": "\n\n".join(one.paragraphs), "published_at": at, "fetched_at": at}
        for one in read_articles()
        if (at := f"{one.published_at:%Y-%m-%dT%H:%M:%SZ}") <= until
    ]  # fmt: skip
    (folder / "said.jsonl").write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    assert run(folder, "load", "--articles", "said.jsonl").code == 0
    head, *closes = (SAMPLE / "news" / "closes.csv").read_text(encoding="utf-8").splitlines()
    if known := [line for line in closes if line.split(",")[1] <= day]:
        (folder / "closes.csv").write_text("\n".join([head, *known]) + "\n", encoding="utf-8")
        assert run(folder, "load", "--prices", "closes.csv").code == 0


def test_every_table_and_view_is_that_of_the_day(stores: Stores) -> None:
    """The same rows in the same columns, but for the clock on the wall."""
    day = date.fromisoformat(stores.day)
    with (
        closing(sqlite3.connect(stores.then)) as then,
        closing(connect_then(stores.whole, AsOf(day=day))) as whole,
    ):
        names = [row[0] for row in then.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
        different = []
        for name in names:
            if name in OWN or name.startswith("documents_fts"):
                continue
            columns = [row[1] for row in then.execute(f"PRAGMA table_info({name})") if row[1] not in WALL]
            chosen = ", ".join(f'"{column}"' for column in columns)
            asked = f"SELECT {chosen} FROM {name}"  # noqa: S608 - names of the schema
            found, expected = (sorted(one.execute(asked), key=repr) for one in (whole, then))
            if found != expected:
                different.append((name, len(found), len(expected)))
    assert different == []


def test_every_page_is_that_of_the_day(stores: Stores) -> None:
    """The same words on every page, on every question, and on the page of each single thing that was there."""
    whole, then = open_site(stores.whole), open_site(stores.then)
    paths = [
        path for group in GROUPS for _, path in group.pages if path != "/alerts"
    ]  # what was raised, not judged
    paths += [f"/monitor/{name}" for name in QUESTIONS] + ["/search?q=bitcoin", "/monitor?sql=SELECT+*+FROM+debt"]
    with closing(sqlite3.connect(stores.then)) as connection:
        for start, query in SINGLE.items():
            found = connection.execute(f"{query} ORDER BY 1 LIMIT 12")
            paths += [f"{start}{row[0]}" for row in found]
    different = []
    for path in dict.fromkeys(paths):
        asked = f"{path}{'&' if '?' in path else '?'}as_of={stores.day}"
        if tell(whole(asked).text) != tell(then(asked).text):
            different.append(path)
    assert different == []


def tell(text: str) -> list[str]:
    """The words of a page, without the clock on the wall; in which order a search ranks its hits is of now."""
    told = words(BeautifulSoup(text, "lxml").select_one("main"))
    told = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\dZ| UTC)", "·", told).split()
    return sorted(told) if told[:1] == ["Search"] or "Search the documents" in " ".join(told[:40]) else told


def test_what_came_later_is_not_there(stores: Stores) -> None:
    """The page of a filing of later is not found as of the day."""
    with closing(sqlite3.connect(stores.whole)) as connection:
        last = connection.execute("SELECT accession_number FROM filings ORDER BY accepted_at DESC").fetchone()[0]
    answer = open_site(stores.whole)(f"/monitor/filings/{last}?as_of={stores.day}", status=404)
    assert "As known at the end of" in words(page(answer).select_one(".as-of-banner"))


def test_what_tells_of_no_time(stores: Stores) -> None:
    """Only these are as they are now on any day: a new table has a clock, or says here that it has none."""
    with closing(sqlite3.connect(stores.whole)) as connection:
        undated = {name for name in find_undated(connection) if not name.startswith("documents_fts")}
    assert undated == {"issuers", "unsettled", "validators", "_migrations", "_views"}
