"""Prices in the store reach the stress measures and the chain of the feared collapse."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

from road_running import run

from monitor.crawlers.prices import name_asset
from monitor.settings import packaged


def test_closes_show_a_fall_and_the_days_under_water(tmp_path: Path) -> None:
    """A price that halves in a year: stage 1 is observed, and since when the holding is under its cost is told."""
    sample = packaged("monitor") / "sample" / "manifest.csv"
    assert run(tmp_path, "--db", "m.db", "--quiet", "load", str(sample)).code == 0
    first, last = date(2025, 6, 10), date(2026, 6, 9)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    lines = [f"bitcoin,{day},{120000 - 170 * number}" for number, day in enumerate(days)]
    (tmp_path / "btc.csv").write_text("\n".join(["asset,date,close", *lines]) + "\n")
    newest = "as_of_on = (SELECT max(as_of_on) FROM chain_stages)"
    stages = f"SELECT stage, state FROM chain_stages WHERE stage IN (1, 2) AND {newest} ORDER BY stage"  # noqa: S608
    assert ask(tmp_path, stages) == [(1, "cannot_be_seen"), (2, "cannot_be_seen")]
    assert run(tmp_path, "--db", "m.db", "--quiet", "load", "--prices", "btc.csv").code == 0
    assert ask(tmp_path, stages) == [(1, "observed"), (2, "cannot_be_seen")]
    under_water = ask(
        tmp_path,
        "SELECT figure > 0, note LIKE '%under water since%' FROM stress_measures "  # noqa: S608 - words of ours
        f"WHERE measure = 'days_under_water' AND {newest}",
    )
    assert under_water == [(1, 1)]
    later = "SELECT count(*) FROM stress_measures WHERE note LIKE '%Closed at%' AND as_of_on < '2025-06-10'"
    assert ask(tmp_path, later) == [(0,)]


def test_the_broad_index_shows_whether_the_crisis_spreads() -> None:
    """Closes of "market", or of its usual symbols, are those of the last stage of the chain."""
    assert [name_asset(text) for text in ("market", "^SPX", "BTC-USD", "mstr")] == [
        "market", "market", "bitcoin", "MSTR",
    ]  # fmt: skip


def ask(folder: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "m.db")
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows
