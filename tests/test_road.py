"""End to end: the real edgartools against a loopback EDGAR, as cron would have it, night after night."""

from __future__ import annotations

import csv
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from road_running import (
    CIK,
    CLEAN,
    Done,
    accession,
    ask,
    count_rows,
    open_problems,
    page,
    read_ledger,
    row,
    run,
    run_apart,
    week,
    write_manifest,
    write_weeks,
)

from monitor.sample import MANIFEST
from monitor.sample.edgar_server import LoopbackEdgar, Reply, Request

SLIP, AMENDMENT = (
    "0001193125-26-260709",
    "0001050446-26-900002",
)  # of the sample: a total misprinted, then put right
BEFORE_THE_SLIP = datetime(2026, 6, 8, 11, tzinfo=UTC)
INDEX = f"/submissions/CIK{CIK:010d}.json"


@dataclass
class Night:
    """One update: what it said, what it asked for, and what the ledger was afterwards."""

    done: Done
    asked: list[str]
    ledger: list[tuple[str, int, str]]
    rows: Mapping[str, int]
    modules: set[str] = field(default_factory=set)


@dataclass
class Nights:
    """Three updates in a row: at first, after two more filings, and with nothing new."""

    folder: Path
    first: Night
    second: Night
    third: Night


def night(folder: Path, edgar: LoopbackEdgar, *arguments: str, apart: bool = False) -> Night:
    start = len(edgar.requests)
    modules: set[str] = set()
    if apart:
        done, modules = run_apart(folder, *arguments, "update", MONITOR_EDGAR_URL=edgar.url)
    else:
        done = run(folder, *arguments, "update", MONITOR_EDGAR_URL=edgar.url)
    asked = [request.path for request in edgar.requests[start:]]
    return Night(done, asked, read_ledger(folder), count_rows(folder), modules)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("road")
    with MANIFEST.open(encoding="utf-8", newline="") as lines:
        rows = [line | {"file": str(MANIFEST.parent / line["file"])} for line in csv.DictReader(lines)]
    with LoopbackEdgar(write_manifest(folder, rows[-6:])) as edgar:
        edgar.publish_until(BEFORE_THE_SLIP)
        first = night(folder, edgar)
        edgar.publish_until(None)
        second = night(folder, edgar)
        yield Nights(folder, first, second, night(folder, edgar, apart=True))


def test_the_first_update_brings_what_edgar_has(nights: Nights) -> None:
    """Four filings, and a ledger up to the sale of the last week."""
    assert nights.first.done.code == 0
    assert nights.first.rows["filings"] == 4
    assert nights.first.ledger[-2:] == [("2026-05-25", 843738, "reconciled"), ("2026-05-31", 843706, "reconciled")]


def test_the_second_update_brings_the_two_new_ones_and_nothing_else(nights: Nights) -> None:
    """The 8-K and the 8-K/A are fetched; the four known filings are not asked for again."""
    assert nights.second.done.code == 0
    fetched = [path.rpartition("/")[2] for path in nights.second.asked if path.endswith(".txt")]
    assert fetched == [f"{SLIP}.txt", f"{AMENDMENT}.txt"]
    assert nights.second.rows["filings"] == 6


def test_the_ledger_follows_the_amendment(nights: Nights) -> None:
    """What stood before stands unchanged, and the new step has the amended total, which reconciles."""
    assert nights.second.ledger == [*nights.first.ledger, ("2026-06-07", 845256, "reconciled")]
    steps = ask(nights.folder, "SELECT accession_number FROM holdings_ledger WHERE as_of_on = '2026-06-07'")
    assert steps == [(AMENDMENT,)]


def test_the_amendment_names_what_it_amends(nights: Nights) -> None:
    """The link is in the filings, and only there where it belongs."""
    assert ask(nights.folder, "SELECT accession_number, amends FROM filings WHERE amends IS NOT NULL") == [
        (AMENDMENT, SLIP)
    ]


def test_the_amended_total_stays_visible(nights: Nights) -> None:
    """Both totals of that day are in the store, the misprinted one and the one that put it right."""
    totals = (
        "SELECT d.accession_number, t.units FROM holdings_totals t JOIN documents d USING (document_id)"
        " WHERE t.as_of_on = '2026-06-07' ORDER BY t.known_at"
    )
    assert ask(nights.folder, totals) == [(SLIP, 845265), (AMENDMENT, 845256)]


def test_an_amended_purchase_is_superseded_and_stays_visible(tmp_path: Path) -> None:
    """The 8-K/A corrects 100 bitcoin to 150: the later figure counts, the earlier one is there and marked."""
    rows = write_weeks(tmp_path, 2)
    (tmp_path / "amended.htm").write_text(page(week(1, bought=150)), encoding="utf-8")
    rows.append(
        row(1, file="amended.htm", accession_number=accession(9), form="8-K/A", accepted_at="2026-05-19T12:00:00Z")
    )
    with LoopbackEdgar(write_manifest(tmp_path, rows)) as edgar:
        edgar.publish_until(datetime(2026, 5, 18, 13, tzinfo=UTC))
        before = night(tmp_path, edgar)
        edgar.publish_until(None)
        after = night(tmp_path, edgar)
    assert before.ledger[-1] == ("2026-05-17", 1200, "reconciled")
    assert after.ledger[-1] == ("2026-05-17", 1250, "reconciled")
    sql = (
        "SELECT d.accession_number, c.units, c.treatment FROM changes c JOIN documents d USING (document_id)"
        " WHERE c.period_end_on = '2026-05-17' ORDER BY c.known_at"
    )
    assert ask(tmp_path, sql) == [(accession(1), 100, "superseded"), (accession(9), 150, "counted")]


def test_an_update_without_news_asks_little(nights: Nights) -> None:
    """At most three requests for the one issuer."""
    assert nights.third.done.code == 0
    assert len(nights.third.asked) <= 3


def test_an_update_without_news_changes_nothing(nights: Nights) -> None:
    """Not one row more in any content table, and the same ledger."""
    assert nights.third.rows == nights.second.rows
    assert nights.third.ledger == nights.second.ledger


def test_an_update_without_news_does_not_pay_for_edgartools(nights: Nights) -> None:
    """Its import takes longer than everything else such an update does."""
    assert "monitor" in nights.third.modules
    assert nights.third.modules & {"edgar", "datasette", "pandas", "pyarrow"} == set()


def test_the_store_that_grew_by_updates_keeps_every_promise(nights: Nights) -> None:
    """Every quote stands, the arithmetic holds, and the archive makes the same database again."""
    assert run(nights.folder, "verify").code == 0
    check = run(nights.folder, "--quiet", "rebuild", "--check")
    assert (check.code, check.out.count("DIFFERS")) == (0, 0)


# ── interrupted ──────────────────────────────────────────────────────────────────────────────────────────


def path_of(number: int) -> str:
    return f"/Archives/edgar/data/{CIK}/{accession(number).replace('-', '')}/{accession(number)}.txt"


def test_a_source_that_fails_midway_costs_only_what_it_failed_on(tmp_path: Path) -> None:
    """One filing answers 404, one is cut off: exit 3, the others stored; the next run fetches just those two."""
    with LoopbackEdgar(write_manifest(tmp_path, write_weeks(tmp_path, 5))) as edgar:
        edgar.respond(path_of(1), Reply(status=404))
        cut = b"<SEC-DOCUMENT>" + accession(3).encode() + b".txt\n</SEC-HEADER>\n<DOCUMENT>\n<TEXT>\nHalf a"
        edgar.respond(path_of(3), Reply(body=cut), Reply(body=cut))
        first = night(tmp_path, edgar)
        problems = open_problems(tmp_path)
        second = night(tmp_path, edgar)
    assert (first.done.code, first.rows["filings"]) == (3, 3)
    assert [kind for kind, _ in problems] == ["source_failed", "source_failed"]
    assert sorted(accession(n) in message for n in (1, 3) for _, message in problems) == [False, False, True, True]
    assert (second.done.code, second.rows["filings"], second.rows["documents"]) == (0, 5, 5)
    assert [path for path in second.asked if path.endswith(".txt")] == [path_of(1), path_of(3)]
    assert open_problems(tmp_path) == []
    assert [(held, status) for _, held, status in second.ledger] == [
        (1100, "opening"), (1200, "reconciled"), (1300, "reconciled"), (1400, "reconciled"), (1500, "reconciled"),
    ]  # fmt: skip


class DeadlyEdgar(LoopbackEdgar):
    """Kills the process that asks for one path: a power cut at a chosen moment."""

    def __init__(self, manifest: Path, deadly: str, **options: Any) -> None:
        super().__init__(manifest, **options)
        self.deadly: str | None = deadly
        self.victim: subprocess.Popen[str] | None = None
        self.started = threading.Event()

    def answer(self, request: Request) -> tuple[str, Reply]:
        if request.path == self.deadly and self.started.wait(10) and self.victim:
            self.deadly = None
            self.victim.kill()
            self.victim.wait(10)
        return super().answer(request)


@pytest.mark.parametrize("deadly", [path_of(2), INDEX.replace(".json", "-submissions-001.json")])
def test_a_killed_run_is_continued_by_the_next(tmp_path: Path, deadly: str) -> None:
    """Killed among the filings, or between the pages of the index: nothing is lost and nothing stands twice."""
    manifest = write_manifest(tmp_path, write_weeks(tmp_path, 4))
    with DeadlyEdgar(manifest, deadly, page_size=2) as edgar:
        edgar.victim = subprocess.Popen(
            [sys.executable, "-c", "from monitor.cli import main; main()", "update"],
            cwd=tmp_path,
            env=CLEAN | {"MONITOR_EDGAR_URL": edgar.url},
            stderr=subprocess.DEVNULL,
            text=True,
        )
        edgar.started.set()
        assert edgar.victim.wait(60) == -9
        stored = ask(tmp_path, "SELECT accession_number FROM filings ORDER BY 1")
        second = night(tmp_path, edgar)
    assert second.done.code == 0
    assert second.rows["filings"] == second.rows["documents"] == 4
    fetched = {path.rpartition("/")[2].removesuffix(".txt") for path in second.asked if path.endswith(".txt")}
    assert fetched.isdisjoint(number for (number,) in stored)
    assert [held for _, held, _ in second.ledger] == [1100, 1200, 1300, 1400]
    runs = ask(tmp_path, "SELECT finished_at IS NULL, exit_code FROM runs ORDER BY rowid")
    assert runs == [(1, None), (0, 0)]
    assert run(tmp_path, "verify").code == 0


def test_an_outage_of_the_index_is_a_failed_source(tmp_path: Path) -> None:
    """EDGAR answers 503 to every attempt: exit 3, a problem, and no word of "nothing new"; later all is well."""
    with LoopbackEdgar(write_manifest(tmp_path, write_weeks(tmp_path, 2))) as edgar:
        edgar.respond(INDEX, *[Reply(status=503, headers={"Retry-After": "0"})] * 4)
        first = run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url)
        problems = open_problems(tmp_path)
        second = night(tmp_path, edgar)
    assert first.code == 3
    assert "nothing new" not in first.err
    assert [kind for kind, _ in problems] == ["source_failed"]
    assert (second.done.code, second.rows["filings"], open_problems(tmp_path)) == (0, 2, [])


def test_one_issuer_that_fails_does_not_stop_the_other(tmp_path: Path) -> None:
    """Two watched issuers, one of them with a CIK that EDGAR does not know: exit 3, the other is stored."""
    (tmp_path / "monitor.toml").write_text(
        '[[issuers]]\nticker = "NONE"\ncik = 999\nname = "Nobody"\n'
        f'[[issuers]]\nticker = "MSTR"\ncik = {CIK}\nname = "Strategy Inc"\nnames = ["Strategy"]\n',
        encoding="utf-8",
    )
    with LoopbackEdgar(write_manifest(tmp_path, write_weeks(tmp_path, 2))) as edgar:
        found = night(tmp_path, edgar)
    assert (found.done.code, found.rows["filings"]) == (3, 2)
    ((kind, message),) = open_problems(tmp_path)
    assert kind == "source_failed"
    assert "CIK0000000999.json" in message


def test_a_filing_that_cannot_be_read_is_not_fetched_every_night(tmp_path: Path) -> None:
    """A PDF filed as the primary document: kept, reported, and not asked for again; the others are stored."""
    rows = write_weeks(tmp_path, 2)
    (tmp_path / "1.htm").write_bytes(b"%PDF-1.4\n" + b"1 0 obj\n" * 40)
    with LoopbackEdgar(write_manifest(tmp_path, rows)) as edgar:
        first = night(tmp_path, edgar)
        second = night(tmp_path, edgar)
    assert (first.done.code, first.rows["filings"]) == (3, 1)
    assert (second.done.code, second.rows["filings"]) == (3, 1)
    assert len(second.asked) <= 3
    ((kind, message),) = open_problems(tmp_path)
    assert kind == "unreadable_document"
    assert "PDF" in message


def test_slides_without_words_do_not_cost_the_filing(tmp_path: Path) -> None:
    """An exhibit made of pictures is left out with a warning; the 8-K around it is stored, and all went well."""
    rows = [line | {"type": "8-K"} for line in write_weeks(tmp_path, 1)]
    (tmp_path / "slides.htm").write_text("<html><body><img src='slide1.jpg'/></body></html>", encoding="utf-8")
    rows.append(row(0, file="slides.htm", type="EX-99.1"))
    with LoopbackEdgar(write_manifest(tmp_path, rows)) as edgar:
        found = night(tmp_path, edgar)
    assert (found.done.code, found.rows["filings"], found.rows["documents"]) == (0, 1, 1)
    ((kind, message),) = open_problems(tmp_path)
    assert (kind, "slides.htm" in message) == ("unreadable_document", True)


def test_a_press_release_speaks_for_the_filing(tmp_path: Path) -> None:
    """An 8-K whose figures stand in its EX-99.1 alone."""
    (tmp_path / "0.htm").write_text(page("A press release is furnished as Exhibit 99.1."), encoding="utf-8")
    (tmp_path / "release.htm").write_text(
        "<html><body><p>As of May 10, 2026, Strategy held approximately 1,100 bitcoins.</p></body></html>",
        encoding="utf-8",
    )
    rows = [row(0, type="8-K"), row(0, file="release.htm", type="EX-99.1")]
    with LoopbackEdgar(write_manifest(tmp_path, rows)) as edgar:
        found = night(tmp_path, edgar)
    assert found.done.code == 0
    assert found.ledger == [("2026-05-10", 1100, "opening")]
    urls = ask(tmp_path, "SELECT type, url FROM documents ORDER BY type")
    assert [(kind, url.rpartition("/")[2]) for kind, url in urls] == [
        ("8-K", "week-0.htm"),
        ("EX-99.1", "release.htm"),
    ]


def test_filings_before_the_day_from_which_we_ask_are_not_missing(tmp_path: Path) -> None:
    """The index lists them, `since` leaves them out, and status does not raise an alarm over them."""
    (tmp_path / "monitor.toml").write_text(
        f'[[issuers]]\nticker = "MSTR"\ncik = {CIK}\nname = "Strategy"\nsince = 2026-05-18\n', encoding="utf-8"
    )
    with LoopbackEdgar(write_manifest(tmp_path, write_weeks(tmp_path, 3))) as edgar:
        first, second = night(tmp_path, edgar), night(tmp_path, edgar)
    assert first.rows["filings"] == second.rows["filings"] == 2
    assert len(second.asked) <= 3
    assert "the store lacks" not in run(tmp_path, "status").out
