"""From articles to verdicts through time, on a real store with filings and articles written by us."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from road_running import CIK, accession, ask, page, row, week, write_manifest
from road_running import run as monitor

from monitor.pipeline._conclude import conclude
from monitor.pipeline._reading import Part
from monitor.pipeline._road import take_in
from monitor.pipeline._run import Run, open_run
from monitor.pipeline.narrate import narrate
from monitor.publish.feeds import publish_feeds
from monitor.records import Article, Document, Filing, content_id
from monitor.settings import load_settings
from monitor.store.articles import save_article
from monitor.store.content import content_hash
from monitor.store.verdicts import load_verdicts
from monitor.terminal import Terminal

RUMOUR = "Strategy sold 700 bitcoin between May 11 and May 17, 2026, according to people who follow its wallets."
RETOLD = "Rumours say that Strategy has dumped 650 BTC between May 11 and May 17, 2026."
FORECAST = "Analyst Nora Quill predicts bitcoin will fall to $25,000 by the end of 2026."
SAID = (("wire.example", RUMOUR, 15), ("post.example", RETOLD, 16), ("desk.example", FORECAST, 16))


def load_weeks(folder: Path, *numbers: int) -> None:
    """Load the filings of some weeks, as a person does."""
    for number in numbers:
        (folder / f"{number}.htm").write_text(page(week(number)), encoding="utf-8")
    done = monitor(folder, "load", str(write_manifest(folder, [row(number) for number in numbers])))
    assert done.code == 0, done.err


def save_said(run: Run) -> None:
    """Store the three articles."""
    for source, text, day in SAID:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        said = datetime(2026, 5, day, 15, tzinfo=UTC)
        article = Article(
            article_id=content_id("article", text),
            url=f"https://{source}/1",
            source=source,
            title="",
            author="",
            published_at=said,
            fetched_at=said,
            language="en",
            duplicate_of=None,
            text=text,
        )
        document = Document(
            document_id=content_id("document", text),
            accession_number=None,
            article_id=article.article_id,
            type="article",
            url=article.url,
            sha256=sha256,
            text=text,
        )
        save_article(run.store, article, document)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The first week is filed on 11 May; a rumour about the second goes round before that is filed."""
    load_weeks(tmp_path, 0)
    with opened(tmp_path) as run:
        save_said(run)
        narrate(run)
    return tmp_path


def opened(folder: Path):  # type: ignore[no-untyped-def]  # a context manager of a Run
    """A run on the database in a folder."""
    settings = load_settings(db=folder / "db" / "monitor.db", environ={})
    return open_run(settings, "test", Terminal(quiet=True))


def history(folder: Path, words: str) -> list[tuple[str, str]]:
    """As-of day and label of each verdict on the claim with these words."""
    found = ask(
        folder,
        "SELECT as_of, label FROM verdicts JOIN claims USING (claim_id) WHERE quote LIKE ?"
        " ORDER BY as_of, judged_at",
        f"%{words}%",
    )
    return [(str(as_of), str(label)) for as_of, label in found]


def rumour_id(folder: Path) -> str:
    """The claim of the first article."""
    ((claim_id,),) = ask(folder, "SELECT claim_id FROM claims WHERE quote LIKE '%700%'")
    return str(claim_id)


def test_a_verdict_flips_when_the_filing_lands(folder: Path) -> None:
    """Open on the day of the rumour, refuted by the next filing; the history holds both."""
    assert history(folder, "700 bitcoin") == [("2026-05-15", "not_enough_evidence")]
    load_weeks(folder, 0, 1)
    assert history(folder, "700 bitcoin") == [("2026-05-15", "not_enough_evidence"), ("2026-05-18", "refuted")]
    changes = ask(folder, "SELECT label_before, label, as_of FROM verdict_changes WHERE quote LIKE '%700%'")
    assert changes == [("not_enough_evidence", "refuted", "2026-05-18")]


def test_saying_it_again_writes_nothing(folder: Path) -> None:
    """Narrating the same articles twice leaves every table as it was."""
    with opened(folder) as run:
        before = content_hash(run.store)
        assert narrate(run) == ()
        assert content_hash(run.store) == before


def test_an_interrupted_run_is_taken_up_by_the_next(folder: Path) -> None:
    """A filing that was saved by a run that ended there is weighed by the run after it."""
    text = page(week(1)).encode()
    filing = Filing(
        accession_number=accession(1),
        issuer_cik=CIK,
        form="8-K",
        filed_on=date(2026, 5, 18),
        accepted_at=datetime(2026, 5, 18, 12, tzinfo=UTC),
    )
    with opened(folder) as run:
        assert take_in(run, filing, [Part(raw=text, type="8-K", filename="week-1.htm", source="week-1.htm")])
    with opened(folder) as run:
        conclude(run, [CIK])
        changed = [verdict for verdict in load_verdicts(run.store, rumour_id(folder)) if verdict.as_of.day == 18]
    assert [(verdict.as_of, verdict.label) for verdict in changed][:1] == [(date(2026, 5, 18), "refuted")]
    assert history(folder, "700 bitcoin") == [("2026-05-15", "not_enough_evidence"), ("2026-05-18", "refuted")]


def test_two_numbers_make_one_rumour(folder: Path) -> None:
    """700 and 650 bitcoin told within days, in other words by others, are one story of two sources."""
    found = ask(folder, "SELECT catalogue, claims, sources FROM narratives_overview WHERE catalogue LIKE '%sales'")
    assert found == [("hidden_sales", 2, 2)]


def test_a_forecast_is_kept(folder: Path) -> None:
    """Who, what, which way and by when; open until prices tell."""
    found = ask(folder, "SELECT who, asset, target_usd, direction, horizon_on FROM predictions")
    assert found == [("Nora Quill", "bitcoin", 25000, "at_most", "2026-12-31")]


def test_the_feeds_hold_them(folder: Path) -> None:
    """Each of the four feeds has rows."""
    manifest = publish_feeds(folder / "db" / "monitor.db", folder / "feeds")
    rows = {feed.name: feed.rows for feed in manifest.feeds}
    names = ("claims.csv", "verdicts.csv", "narratives.csv", "predictions.csv")
    assert [name for name in names if not rows[name]] == []


def test_verdicts_come_back_with_their_evidence(folder: Path) -> None:
    """What is loaded cites sentences that stand in their documents."""
    load_weeks(folder, 0, 1)
    with opened(folder) as run:
        assert [bool(verdict.evidence) for verdict in load_verdicts(run.store, rumour_id(folder))][-1]
