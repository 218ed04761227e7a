"""Every page in a real Chromium holds to the house rules: quiet, alone, readable, on a phone too."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe import AXE, find_violations
from chromium import complaints, hosts_asked, set_screen, visit
from example_debts import NOTE
from example_filings import TOLD, read_told

from monitor.publish.navigation import GROUPS

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser
CSS = "css selector"
SINGLE = ("claim", "verdict", "narrative")  # pages of one thing, found in the store
CHARTED = {"/", "/obligations", "/coverage", "/claims", "/narratives", "narrative"}
PAGES = [
    *(path for group in GROUPS for _, path in group.pages),
    *SINGLE,
    "sentence",
    f"/instrument/{NOTE}",
    "/?as_of=2026-05-20",
    "/claims?q=nothing+of+the+kind",
    "/search?q=sold",
    "/monitor/holdings_as_of_a_day",
    "/monitor/claims",
    "/monitor/filings/0001193125-26-249768",
    "/monitor?sql=select+*+from+ledger",
    "/claim/none",
]
# Other lists of Datasette's have the same template: axe would say the same of each.
LISTS = {"/monitor/ledger", "/monitor/payments", "/monitor/claims", "/monitor/holdings_as_of_a_day"}
DRAWN = [page for page in PAGES if page in LISTS or not page.startswith("/monitor/") or page.count("/") > 2]


def find_path(db: Path, page: str) -> str:
    """Where a page lives; of one thing the first in the store."""
    if page == "sentence":
        return f"/document/{read_told(TOLD[4])[1].document_id}?start=24&end=40#quote"
    if page not in SINGLE:
        return page
    with sqlite3.connect(db) as connection:
        query = f"SELECT {page}_id FROM {page}s ORDER BY 1 LIMIT 1"  # noqa: S608 - a name of ours
        return f"/{page}/{connection.execute(query).fetchone()[0]}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_to_the_rules(browser: Chrome, address: str, said_db: Path, page: str) -> None:
    """A heading; no word on the console; no request but to our own host; nothing sticks out on a phone 390 pixels
    wide, the day can be chosen there too; charts are drawn, the wide one for a desk, the narrow one for a phone.
    """
    visit(browser, address + find_path(said_db, page))
    assert browser.find_element(CSS, "h1").text
    assert page == "/claim/none" or complaints(browser) == []
    assert hosts_asked(browser) == {"127.0.0.1"}
    charts = [chart.is_displayed() for chart in browser.find_elements(CSS, "svg.chart")]
    assert charts == ([True, False] if page.split("?", maxsplit=1)[0] in CHARTED else [])
    set_screen(browser, 390, 844)
    assert browser.execute_script("return document.documentElement.scrollWidth") == 390
    days = [day.rect for day in browser.find_elements(CSS, ".as-of input[type=date]")]
    assert [0 < day["x"] < day["x"] + day["width"] <= 390 for day in days] == [True] * (page != "/claim/none")
    assert [chart.is_displayed() for chart in browser.find_elements(CSS, "svg.chart")] == charts[::-1]


@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: npm install --prefix .venv/axe axe-core")
@pytest.mark.parametrize("page", DRAWN)
def test_a_page_is_accessible(browser: Chrome, address: str, said_db: Path, page: str) -> None:
    """axe finds nothing serious in light, and no pale words in dark."""
    visit(browser, address + find_path(said_db, page))
    light = find_violations(browser)
    set_screen(browser, 1280, 900, dark=True)
    assert (light, find_violations(browser, "color-contrast")) == ([], [])
