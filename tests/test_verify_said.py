"""`monitor verify` on what is said: every way of damaging claims, verdicts, stories and articles is found."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from road_running import run

DAMAGES = [
    ("quotes", "claims", "UPDATE claims SET quote = 'Strategy sold everything' WHERE rowid = 1"),
    ("quotes", "evidence", "UPDATE evidence SET quote_start = quote_start + 1 WHERE rowid = 1"),
    (
        "archive",
        "documents",
        "UPDATE documents SET sha256 = replace(sha256, 'a', 'b') WHERE article_id IS NOT NULL",
    ),
    ("verdicts", "verdicts", "UPDATE verdicts SET label = 'supported' WHERE label = 'refuted'"),
    ("verdicts", "verdicts", "UPDATE verdicts SET score = '0.5' WHERE rowid = 1"),
    ("verdicts", "verdicts", "UPDATE verdicts SET p_refuted = '0.9', p_supported = '0.9' WHERE rowid = 1"),
    ("orphans", "verdicts", "DELETE FROM claims WHERE claim_id IN (SELECT claim_id FROM verdicts LIMIT 1)"),
    ("orphans", "evidence", "DELETE FROM verdicts WHERE verdict_id IN (SELECT verdict_id FROM evidence LIMIT 1)"),
    ("orphans", "narrative_claims", "DELETE FROM narratives"),
    ("orphans", "predictions", "DELETE FROM claims WHERE claim_id IN (SELECT claim_id FROM predictions)"),
    ("orphans", "claims", "DELETE FROM articles WHERE duplicate_of IS NULL"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo ran."""
    folder = tmp_path_factory.mktemp("demo")
    assert run(folder, "--quiet", "demo", "--no-serve").code == 0
    return folder


def test_the_demo_holds_up(demo: Path) -> None:
    """No breach, and the verdicts were looked at."""
    done = run(demo, "verify")
    [line] = [line for line in done.out.splitlines() if line.startswith("verdicts")]
    assert (done.code, int(line.split()[1]) > 30) == (0, True)


@pytest.mark.parametrize(("check", "table", "damage"), DAMAGES)
def test_damage_is_found(demo: Path, tmp_path: Path, check: str, table: str, damage: str) -> None:
    """Exit code 1, and the check and the table are named."""
    shutil.copytree(demo / "db", tmp_path / "db")
    with sqlite3.connect(
        tmp_path / "db" / "monitor.db"
    ) as connection:  # foreign keys are off here, as in many tools
        assert connection.execute(damage).rowcount > 0
    done = run(tmp_path, "verify")
    assert (done.code, f"{check}: {table} " in done.out) == (1, True)
