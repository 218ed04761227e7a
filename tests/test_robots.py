"""robots.txt, as a polite crawler reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from protego import Protego
from site_asking import open_site

from monitor.publish.navigation import GROUPS
from monitor.publish.robots import write_robots

OPEN = [
    *(path for group in GROUPS for _, path in group.pages),
    "/claim/c1",
    "/verdict/v1",
    "/document/d1?start=1&end=2",
    "/debt?issuer=MSTR",
    "/feeds/alerts.atom",
    "/monitor/ledger.csv",
]
ENDLESS = [
    "/claims?as_of=2026-05-20",
    "/monitor/ledger?as_of=2026-05-20",
    "/monitor/ledger?_sort=units",
    "/monitor/holdings_as_of_a_day?day=2026-05-20",
    "/monitor?sql=select+1",
    "/monitor.csv?sql=select+1",
    "/search?q=sold",
    "/-/databases.json",
]


def test_pages_are_open_and_endless_questions_are_not(said_db: Path) -> None:
    """Served at the root of the site, as plain text."""
    answer = open_site(said_db)("/robots.txt")
    rules = Protego.parse(answer.text)
    assert answer.headers["content-type"].startswith("text/plain")
    assert [path for path in OPEN if not rules.can_fetch(f"https://a.example{path}", "Bot")] == []
    assert [path for path in ENDLESS if rules.can_fetch(f"https://a.example{path}", "Bot")] == []


@pytest.mark.parametrize("path", ENDLESS)
def test_a_prefix_is_part_of_each_rule(path: str) -> None:
    """A site under a folder of another one closes its own addresses only."""
    rules = Protego.parse(write_robots("/monitoring"))
    found = [rules.can_fetch(f"https://a.example{start}{path}", "Bot") for start in ("/monitoring", "")]
    assert found == [False, True]
