"""What machines are told of the feeds: `datapackage.json`, and Atom feeds that a reader can subscribe to."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import yaml
from atom_checking import ATOM, check_atom
from example_filings import CIK, at
from example_judged import make_debt_store

from monitor.publish.alerts_feed import SHOWN
from monitor.publish.atom import Entry, render_atom
from monitor.publish.feeds import publish_feeds
from monitor.records import Alert
from monitor.settings import packaged
from monitor.store.alerts import save_alerts
from monitor.store.database import open_store
from monitor.store.runs import start_run

HOSTILE = '<script>alert(1)</script> =1+1 & "x" \x00\x0b ]]>'


@pytest.fixture(scope="module")
def feeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feeds of a store with debts and two alerts, one of them hostile."""
    folder = tmp_path_factory.mktemp("described")
    db = make_debt_store(folder / "monitor.db")
    with open_store(db) as store:
        run_id = start_run(store, "update", started_at=at("2026-06-01T12:30:00"), version="0.1.0")
        accession = store.query("SELECT accession_number FROM filings LIMIT 1")[0]["accession_number"]
        save_alerts(
            store,
            [
                make_alert(
                    "1", HOSTILE, "2026-05-18T12:00:00", evidence=json.dumps({"accession_number": accession})
                ),
                make_alert("2", "A source is silent", "2026-05-19T12:00:00", cik=None),
            ],
            run_id=run_id,
            raised_at=at("2026-06-01T12:30:00"),
            channels_for=lambda _: [],
        )
    publish_feeds(db, folder / "feeds")
    return folder / "feeds"


def make_alert(number: str, message: str, known_at: str, *, cik: int | None = CIK, evidence: str = "{}") -> Alert:
    return Alert(
        alert_id=f"id{number}",
        kind="holdings_decrease",
        severity="warning",
        issuer_cik=cik,
        known_at=at(known_at),
        message=message,
        evidence=evidence,
    )


def test_every_feed_is_described(feeds: Path) -> None:
    """By name, size and hash of the file that lies beside it; every column by type and meaning."""
    package = json.loads((feeds / "datapackage.json").read_text(encoding="utf-8"))
    files = {path.name for path in feeds.iterdir()} - {"datapackage.json", "manifest.json"}
    assert {resource["path"] for resource in package["resources"]} == files
    undescribed = []
    for resource in package["resources"]:
        content = (feeds / resource["path"]).read_bytes()
        found = (resource["bytes"], resource["hash"])
        assert found == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        if resource["format"] == "csv":
            header = content.decode().partition("\r\n")[0].split(",")
            assert [field["name"] for field in resource["schema"]["fields"]] == header
            undescribed += [
                f"{resource['path']}: {field['name']}"
                for field in resource["schema"]["fields"]
                if not field.get("description")
            ]
    assert undescribed == []


def test_the_metadata_says_nothing_twice() -> None:
    """A key that stands twice in a YAML file silently loses what the first one said."""
    twice: list[str] = []

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            names = [key.value for key, _ in node.value]
            twice.extend(f"{name}, line {node.start_mark.line + 1}" for name in names if names.count(name) > 1)
            for _, value in node.value:
                walk(value)

    walk(yaml.compose(packaged("db").joinpath("metadata.yml").read_text(encoding="utf-8")))
    assert twice == []


def test_types_are_those_of_the_database(feeds: Path) -> None:
    """A count is an integer, an exact decimal a number, a day a date, an instant a datetime, words a string."""
    package = json.loads((feeds / "datapackage.json").read_text(encoding="utf-8"))
    (ledger,) = [one for one in package["resources"] if one["path"] == "holdings_ledger.csv"]
    types = {field["name"]: field["type"] for field in ledger["schema"]["fields"]}
    chosen = ("uncovered_days", "reported_units", "as_of_on", "known_at", "status")
    assert [types[name] for name in chosen] == ["integer", "number", "date", "datetime", "string"]


def test_frictionless_finds_the_package_valid(feeds: Path) -> None:
    """The whole of it, every cell against its type, by the library that reads such packages."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.validate(str(feeds / "datapackage.json"))
    assert report.flatten(["type", "note", "rowNumber", "fieldName"]) == []
    assert report.valid


def test_the_alerts_can_be_subscribed_to(feeds: Path) -> None:
    """Newest first, with the filing as link; hostile words are words."""
    feed = check_atom((feeds / "alerts.atom").read_bytes())
    entries = feed.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", "", ATOM) for entry in entries] == [
        "A source is silent",
        '<script>alert(1)</script> =1+1 & "x"  ]]>',
    ]
    assert feed.findtext("a:updated", "", ATOM) == "2026-05-19T12:00:00Z"
    text = entries[1].findtext("a:content", "", ATOM)
    assert text.startswith('<script>alert(1)</script> =1+1 & "x"  ]]>')
    link = entries[1].find("a:link", ATOM)
    assert link is not None
    assert link.get("href", "").startswith("https://www.sec.gov/")
    assert b"<script" not in (feeds / "alerts.atom").read_bytes()


def test_every_atom_feed_is_valid(feeds: Path) -> None:
    """Whatever it tells of."""
    found = sorted(feeds.glob("*.atom"))
    assert found
    for path in found:
        check_atom(path.read_bytes())


@pytest.mark.parametrize(
    ("address", "found"),
    [(None, "alerts.atom"), ("https://example.org/feeds/", "https://example.org/feeds/alerts.atom")],
)
def test_an_atom_feed_says_where_it_is(feeds: Path, tmp_path: Path, address: str | None, found: str) -> None:
    """By the address of the folder, when it is set; else beside wherever it was read."""
    publish_feeds(feeds.parent / "monitor.db", tmp_path, address)
    (own,) = check_atom((tmp_path / "alerts.atom").read_bytes()).findall("a:link[@rel='self']", ATOM)
    assert own.get("href") == found


def test_a_feed_without_entries_is_valid_too() -> None:
    """And has the same bytes whenever it is written."""
    feed = render_atom("nothing", "Nothing yet", [], address="nothing.atom")
    assert (feed.rows, feed.newest_known_at) == (0, None)
    check_atom(feed.content)
    assert render_atom("nothing", "Nothing yet", [], address="nothing.atom") == feed


def test_only_a_web_address_becomes_a_link() -> None:
    """A filing may hold any words, and a reader may run some."""
    entry = Entry(id="1", title="x", text="y", updated_at="2026-01-01T00:00:00Z", url="javascript:alert(1)")
    feed = check_atom(render_atom("x", "x", [entry], address="x.atom").content)
    assert feed.find("a:entry/a:link", ATOM) is None


def test_the_feed_of_alerts_stays_short(tmp_path: Path) -> None:
    """The newest only: a reader takes it whole each time."""
    db = make_debt_store(tmp_path / "monitor.db")
    with open_store(db) as store:
        run_id = start_run(store, "update", started_at=at("2026-06-01T12:30:00"), version="0.1.0")
        alerts = [make_alert(f"{number}", "x", "2026-05-18T12:00:00") for number in range(SHOWN + 5)]
        save_alerts(store, alerts, run_id=run_id, raised_at=at("2026-06-01T12:30:00"), channels_for=lambda _: [])
    publish_feeds(db, tmp_path / "feeds")
    assert (tmp_path / "feeds" / "alerts.atom").read_bytes().count(b"<entry>") == SHOWN
