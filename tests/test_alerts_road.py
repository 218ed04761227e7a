"""Alerts along the whole road: raised once, delivered once, tried again, quiet on the first load of an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from road_running import MONDAY, accession, ask, page, run, write_manifest, write_weeks

from monitor._alert_settings import AlertSettings, Channel
from monitor.errors import StoreError
from monitor.pipeline import rebuild_store, update_store
from monitor.pipeline._run import Outcome, open_run
from monitor.pipeline.alerts import raise_alerts
from monitor.records import Fetch
from monitor.sample.edgar_server import LoopbackEdgar, Reply
from monitor.settings import NewsFeed, Settings, load_settings
from monitor.store.database import open_store
from monitor.store.runs import save_fetches
from monitor.terminal import Terminal

QUIET = Terminal(quiet=True)
SOLD = (
    "During the period between May 18, 2026 and May 24, 2026, Strategy sold approximately 30 bitcoins for about "
    "$2.4 million in cash. As of May 24, 2026, Strategy held about 1,170 bitcoins."
)


@pytest.fixture
def edgar(tmp_path: Path) -> Iterator[LoopbackEdgar]:
    """Two weeks of purchases, and a third in which 30 of 1,200 bitcoin were sold."""
    rows = write_weeks(tmp_path, 3)
    (tmp_path / "2.htm").write_text(page(SOLD), encoding="utf-8")
    with LoopbackEdgar(write_manifest(tmp_path, rows)) as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path, edgar: LoopbackEdgar) -> Settings:
    """One file as the only channel."""
    plain = load_settings(environ={"MONITOR_EDGAR_URL": edgar.url}, db=tmp_path / "db" / "monitor.db")
    log = Channel(name="log", file=tmp_path / "log.jsonl")
    return replace(
        plain, feeds=tmp_path / "feeds", alerts=AlertSettings(channels=(log,), mute=("late_disclosure",))
    )


def update(settings: Settings, at: datetime) -> Outcome:
    return update_store(settings, QUIET, now=lambda: at)


def after(weeks: int, **more: int) -> datetime:
    """The Monday noon in New York on which the filing of a week was made, and later."""
    day = MONDAY + timedelta(weeks=weeks + 1)
    return datetime(day.year, day.month, day.day, 16, tzinfo=UTC) + timedelta(**more)


def delivered(folder: Path) -> list[dict[str, Any]]:
    path = folder / "log.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def raised(folder: Path) -> list[tuple[Any, ...]]:
    return ask(folder, "SELECT kind, severity, known_at FROM alerts ORDER BY known_at, kind")


def test_a_sale_is_told_once(tmp_path: Path, settings: Settings, edgar: LoopbackEdgar) -> None:
    """When it is filed, with its sentence; not by the next run, nor after a rebuild."""
    edgar.publish_until(after(1))
    update(settings, after(1))
    assert delivered(tmp_path) == []
    edgar.publish_until(after(2))
    for minutes in (5, 20):
        update(settings, after(2, minutes=minutes))
    (told,) = delivered(tmp_path)
    assert (told["kind"], told["severity"], told["raised_at"]) == (
        "holdings_decrease",
        "critical",
        "2026-05-25T16:05:00Z",
    )
    assert (told["known_at"], told["evidence"]["accession_number"]) == ("2026-05-25T12:00:00Z", accession(2))
    assert "1,170 bitcoins" in told["evidence"]["quote"]
    assert "fell by 30 to 1,170 by 2026-05-24, 2.5 % below the peak" in told["message"]
    before = ask(tmp_path, "SELECT * FROM alerts")
    rebuild_store(settings, QUIET)
    update(settings, after(2, minutes=40))
    assert ask(tmp_path, "SELECT * FROM alerts") == before
    assert len(delivered(tmp_path)) == 1


def test_a_week_off_is_caught_up_in_one_run(tmp_path: Path, settings: Settings, edgar: LoopbackEdgar) -> None:
    """Filings of three weeks arrive at once: in the order filed, each event told once, as of its day."""
    update(settings, after(2, days=3))
    assert ask(tmp_path, "SELECT accession_number FROM filings ORDER BY rowid") == [
        (accession(number),) for number in range(3)
    ]
    assert [request.path for request in edgar.requests if request.path.endswith(".txt")] == [
        f"/Archives/edgar/data/1050446/{accession(number).replace('-', '')}/{accession(number)}.txt"
        for number in range(3)
    ]
    assert [(told["kind"], told["known_at"]) for told in delivered(tmp_path)] == [
        ("holdings_decrease", "2026-05-25T12:00:00Z")
    ]
    update(settings, after(2, days=3, hours=1))
    assert len(delivered(tmp_path)) == 1


def test_a_month_off_is_caught_up_too(tmp_path: Path, settings: Settings, edgar: LoopbackEdgar) -> None:
    """What could be known since the last update is news, however long ago; an old archive has no update before."""
    edgar.publish_until(after(1))
    update(settings, after(1))
    edgar.publish_until(None)
    update(settings, after(2, days=40))
    assert [told["kind"] for told in delivered(tmp_path)] == ["holdings_decrease"]


def test_an_old_archive_is_history_and_no_news(tmp_path: Path, settings: Settings) -> None:
    """Loaded in September, the sale of May is on record and in the feeds, and nobody is woken."""
    update(settings, after(16))
    assert ("holdings_decrease", "critical", "2026-05-25T12:00:00Z") in raised(tmp_path)
    assert "holdings_decrease" not in {told["kind"] for told in delivered(tmp_path)}
    assert "holdings_decrease" in (tmp_path / "feeds" / "alerts.csv").read_text(encoding="utf-8")
    feed = ET.fromstring((tmp_path / "feeds" / "alerts.atom").read_bytes())  # noqa: S314 - ours
    atom = {"a": "http://www.w3.org/2005/Atom"}
    terms = [category.get("term") for category in feed.findall("a:entry/a:category", atom)]
    assert "holdings_decrease" in terms
    titles = [title.text or "" for title in feed.findall("a:entry/a:title", atom)]
    assert len(set(titles)) == len(titles), "a list of titles tells what each alert is about"


def test_a_channel_that_fails_is_tried_again(tmp_path: Path, settings: Settings) -> None:
    """A problem and exit code 3; the run after the repair delivers, and the problem is resolved."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    failing = replace(settings, alerts=AlertSettings(channels=(Channel(name="log", file=blocked / "log.jsonl"),)))
    assert update(failing, after(2)).exit_code == 3
    open_now = "SELECT kind, source FROM problems WHERE resolved_at IS NULL"
    assert ask(tmp_path, open_now) == [("alert_not_delivered", "alerts channel log")]
    assert ask(tmp_path, "SELECT state, attempts FROM deliveries") == [("waiting", 1)]
    assert update(settings, after(2, minutes=15)).exit_code == 0
    assert ask(tmp_path, open_now) == []
    kinds = [told["kind"] for told in delivered(tmp_path)]
    assert kinds == ["holdings_decrease", "run_failed"]  # and that the run before it failed
    assert ask(tmp_path, "SELECT DISTINCT state FROM deliveries") == [("delivered",)]


def test_a_failing_source_is_told_and_a_silent_one_too(
    tmp_path: Path, settings: Settings, edgar: LoopbackEdgar
) -> None:
    """The run that meets it says so at once; a day and a half later the source is silent."""
    update(settings, after(2))
    index = "/submissions/CIK0001050446.json"
    for hours in (1, 2, 40):
        edgar.respond(index, *[Reply(status=404)] * 9)
        edgar.respond("/cgi-bin/browse-edgar", *[Reply(status=404)] * 9)
        assert update(settings, after(2, hours=hours)).exit_code == 3
    told = [(one["kind"], one["raised_at"]) for one in delivered(tmp_path)]
    assert told == [
        ("holdings_decrease", "2026-05-25T16:00:00Z"),
        ("run_failed", "2026-05-25T17:00:00Z"),
        ("source_silent", "2026-05-27T08:00:00Z"),
    ]


def test_a_run_that_ends_early_tells_of_itself(tmp_path: Path, settings: Settings, edgar: LoopbackEdgar) -> None:
    """A database that another version spoilt: exit by an error, and yet the channel hears of it; once in a row."""
    update(settings, after(1))
    with open_store(settings.db) as store, store.transaction("spoil a document") as connection:
        connection.execute("UPDATE documents SET text = 'Other words than were read.'")
    for hours in (1, 2):
        with pytest.raises(StoreError, match="monitor verify"):
            update(settings, after(1, hours=hours))
    (told,) = [one for one in delivered(tmp_path) if one["kind"] == "run_failed"]
    assert (told["severity"], "monitor verify" in told["message"]) == ("critical", True)


def test_one_feed_of_many_that_fell_silent_is_told(tmp_path: Path, settings: Settings) -> None:
    """By its name: the others, which answer, do not hide it; one that is no longer in the settings is nobody's."""
    addresses = {name: f"http://127.0.0.1:1/{name}" for name in ("a", "b", "gone")}
    feeds = tuple(NewsFeed(name=name, url=addresses[name]) for name in ("a", "b"))
    with open_run(settings, "update", QUIET, now=lambda: after(0)) as before:
        for name, hours in (("a", 1), ("b", 60), ("gone", 60)):
            at = after(0) - timedelta(hours=hours)
            fetch = Fetch(
                source="news",
                url=addresses[name],
                status=200,
                bytes=1,
                sha256="",
                fetched_at=at,
                elapsed_ms=1,
                error=None,
            )
            save_fetches(before.store, [fetch], run_id=before.run_id)
    with open_run(replace(settings, news=feeds), "update", QUIET, now=lambda: after(0)) as at_work:
        added = raise_alerts(at_work)
    assert [(alert.kind, alert.message.partition(" last")[0]) for alert in added] == [("source_silent", "news: b")]
    health = json.loads((tmp_path / "db" / "health.json").read_text(encoding="utf-8"))
    assert [source["source"] for source in health["stale_sources"]] == ["news: b"]


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────


def write_settings(folder: Path, *lines: str) -> None:
    (folder / "monitor.toml").write_text(
        '[[issuers]]\nticker = "MSTR"\ncik = 1050446\nname = "Strategy"\nwatch = false\n' + "\n".join(lines),
        encoding="utf-8",
    )


def test_alerts_are_listed(tmp_path: Path) -> None:
    """Newest first, as lines and as JSON; of one kind; an unknown kind names the known ones."""
    write_settings(tmp_path)
    rows = write_weeks(tmp_path, 3)
    (tmp_path / "2.htm").write_text(page(SOLD), encoding="utf-8")
    assert run(tmp_path, "load", write_manifest(tmp_path, rows).name).code == 0
    done = run(tmp_path, "alerts")
    assert (done.code, done.out.splitlines()[0]) == (0, "2026-05-25 12:00  critical  holdings_decrease")
    (told,) = json.loads(run(tmp_path, "alerts", "--json").out)
    assert (told["kind"], told["evidence"]["accession_number"]) == ("holdings_decrease", accession(2))
    assert run(tmp_path, "alerts", "--kind", "run_failed").out == "No alert was raised.\n"
    assert run(tmp_path, "alerts", "--kind", "run_failed", "--json").out == "[]\n"
    done = run(tmp_path, "alerts", "--kind", "rain")
    assert (done.code, "known are holdings_decrease" in done.err) == (2, True)


def test_a_test_goes_through_every_channel(tmp_path: Path) -> None:
    """Exit code 3 when one fails, and the others are reached all the same; 2 without any."""
    write_settings(tmp_path)
    done = run(tmp_path, "alerts", "test")
    assert (done.code, "[[alerts.channels]]" in done.err) == (2, True)
    broken = '[[alerts.channels]]\nname = "a"\nfile = "."'
    sound = '[[alerts.channels]]\nname = "b"\nfile = "log.jsonl"'
    write_settings(tmp_path, broken, sound)
    done = run(tmp_path, "alerts", "test")
    assert (done.code, done.out.splitlines()) == (3, ["a: .: cannot be written: Is a directory", "b: delivered"])
    assert [told["message"] for told in delivered(tmp_path)] == [
        "This is a test: alerts of the filing monitor arrive here"
    ]
    write_settings(tmp_path, sound)
    assert run(tmp_path, "alerts", "test").code == 0
