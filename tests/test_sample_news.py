"""The news of the embedded sample: labelled everywhere, with something for every page about what is said."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from road_running import ask, run

from monitor.sample.news_server import LABEL, read_articles
from monitor.store.content import content_hash
from monitor.store.database import open_store


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo ran."""
    folder = tmp_path_factory.mktemp("demo")
    done = run(folder, "--quiet", "demo", "--no-serve")
    assert (done.code, done.err) == (0, "")
    return folder


def history(folder: Path, words: str) -> list[tuple[str, str, str]]:
    """Day, label and reason of each verdict on the claims whose sentence has these words."""
    return ask(
        folder,
        "SELECT v.as_of, v.label, v.reason FROM verdicts v JOIN claims c USING (claim_id) WHERE c.quote LIKE ?"
        " ORDER BY c.claim_id, v.as_of",
        f"%{words}%",
    )


def test_every_article_says_what_it_is(demo: Path) -> None:
    """Nobody who opens an article of the sample can take it for news."""
    assert ask(demo, "SELECT count(*) FROM articles WHERE text LIKE ?", f"%{LABEL}%") == [(len(read_articles()),)]


def test_the_closes_say_what_they_are(demo: Path) -> None:
    """Constructed, on every row."""
    assert ask(demo, "SELECT DISTINCT source FROM prices") == [("Sample closes (constructed)",)]


@pytest.mark.parametrize("words", ["sold 47,000 BTC", "dumped 43,415", "about $4 billion"])
def test_the_rumour_is_open_until_its_week_is_filed(demo: Path, words: str) -> None:
    """Not enough evidence on the day, refuted when the ledger of that week reconciles."""
    found = history(demo, words)
    assert [(label, reason) for _, label, reason in found] == [
        ("not_enough_evidence", "blind_window"),
        ("refuted", "reconciled_no_sale"),
    ]
    assert found[-1][0] == "2026-05-26"


def test_three_numbers_are_one_rumour_and_32_another(demo: Path) -> None:
    """47,000, 43,415 and $4 billion make one story of three sources; the sale of June another."""
    found = ask(
        demo,
        "SELECT n.catalogue, n.sources, group_concat(DISTINCT c.quantity) FROM narratives n"
        " JOIN narrative_claims USING (narrative_id) JOIN claims c USING (claim_id)"
        " WHERE c.claimed_at > '2026-05' AND n.catalogue IN ('hidden_sales', 'past_sales') GROUP BY n.narrative_id"
        " ORDER BY n.first_seen_at, n.name",
    )
    assert [(catalogue, sources) for catalogue, sources, _ in found] == [
        ("hidden_sales", 3),
        ("past_sales", 1),
        ("past_sales", 1),
    ]
    assert [set(str(sizes).split(",")) for *_, sizes in found] == [
        {"47000", "43415", "4000000000"},
        {"32"},
        {"3200"},
    ]


def test_what_is_right_is_supported(demo: Path) -> None:
    """The sale of 32, and it alone."""
    assert [found[1] for found in history(demo, "sold 32 bitcoin")] == ["supported"]
    assert [found[1] for found in history(demo, "sold 3,200 bitcoin")] == ["refuted"]


def test_an_amendment_turns_a_verdict_round(demo: Path) -> None:
    """The slip of 8 June is right by what was known then, and wrong from the 9th on."""
    found = history(demo, "held 845,265")
    assert [(day, label) for day, label, _ in found] == [("2026-06-08", "supported"), ("2026-06-09", "refuted")]


def test_a_figure_that_was_true_once_is_stale(demo: Path) -> None:
    """The reserve of December, claimed in June."""
    assert [(label, reason) for _, label, reason in history(demo, "still has a USD reserve")] == [
        ("refuted", "stale")
    ]


def test_forecasts_are_resolved_by_prices(demo: Path) -> None:
    """One failed, one came true, one is open; each person has a record."""
    found = ask(demo, "SELECT who, status, resolved_on FROM predictions ORDER BY who")
    assert found == [
        ("Emil Castor", "came_true", "2026-06-04"),
        ("Ida Brandal", "open", None),
        ("Nora Quill", "failed", "2026-06-05"),
    ]
    record = ask(demo, "SELECT who, came_true, failed, undecided FROM prediction_record ORDER BY who")
    assert record == [("Emil Castor", 1, 0, 0), ("Ida Brandal", 0, 0, 1), ("Nora Quill", 0, 1, 0)]


def test_a_copy_is_joined_and_says_nothing_of_its_own(demo: Path) -> None:
    """It is stored, and its claims are those of the first print."""
    found = ask(
        demo,
        "SELECT a.source, (SELECT count(*) FROM claims WHERE article_id = a.article_id) FROM articles a"
        " WHERE duplicate_of IS NOT NULL",
    )
    assert found == [("Sample Post", 0)]


def test_how_the_claims_of_each_source_fared(demo: Path) -> None:
    """The wire is mostly right, the post never."""
    found = dict(ask(demo, "SELECT source, supported > refuted FROM source_record"))
    assert (found["Sample Wire"], found["Sample Post"]) == (1, 0)


def test_changed_verdicts_are_a_feed(demo: Path) -> None:
    """Atom (RFC 4287) with a stable id and a date for each entry, newest first: one for each row of the view."""
    raw = (demo / "feeds" / "verdict_changes.atom").read_bytes()
    parsed = feedparser.parse(raw)
    assert (parsed.bozo, parsed.version, parsed.feed.id) == (
        False,
        "atom10",
        "tag:filing-monitor.invalid,2026:verdict_changes",
    )
    changes = ask(
        demo, "SELECT verdict_id, as_of FROM verdict_changes ORDER BY as_of DESC, judged_at DESC, verdict_id"
    )
    assert [entry.id.rpartition("/")[2] for entry in parsed.entries] == [verdict_id for verdict_id, _ in changes]
    assert [entry.updated for entry in parsed.entries if "845,265" in entry.title] == ["2026-06-10T03:59:59Z"]
    assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)


def test_the_demo_again_adds_nothing(demo: Path) -> None:
    """The same rows, and the same bytes in every feed."""

    def look() -> tuple[dict[str, str], dict[str, bytes]]:
        with open_store(demo / "db" / "monitor.db") as store:
            rows = content_hash(store)
        return rows, {path.name: path.read_bytes() for path in (demo / "feeds").iterdir()}

    before = look()
    assert run(demo, "--quiet", "demo", "--no-serve").code == 0
    assert look() == before


def test_it_comes_again_from_the_archive(demo: Path) -> None:
    """Articles, prices, claims, verdicts, stories and predictions, bit for bit."""
    done = run(demo, "--quiet", "rebuild", "--check")
    assert (done.code, "DIFFERS" in done.out) == (0, False)
