"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import CHROMIUM, DRIVER, open_browser, serve_site, set_screen
from hypothesis import settings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

# How long an example takes depends on what else the machine does: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real filings, which is not part of the project: tests that measure on it skip without it."""
    if not (CORPUS / "filings.csv").exists():
        pytest.skip("needs ../shared/corpus")
    return CORPUS


@pytest.fixture(scope="session")
def chrome() -> Iterator[Chrome]:
    """One Chromium for all tests that need a browser."""
    if not (CHROMIUM.exists() and DRIVER.exists()):
        pytest.skip("needs chromium and chromium-driver")
    with open_browser() as browser:
        yield browser


@pytest.fixture
def browser(chrome: Chrome) -> Chrome:
    """A wide light screen, and logs that hold nothing of an earlier test."""
    set_screen(chrome, 1280, 900)
    for log in ("browser", "performance"):
        chrome.get_log(log)
    return chrome


@pytest.fixture(scope="session")
def said_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example store with debts, claims, verdicts and an alert, and its feeds beside it."""
    from example_said import make_said_store

    from monitor.publish.feeds import publish_feeds

    db = make_said_store(tmp_path_factory.mktemp("site") / "monitor.db")
    publish_feeds(db, db.parent / "feeds")
    return db


@pytest.fixture(scope="session")
def address(said_db: Path) -> Iterator[str]:
    """The site over that store, without a trailing slash."""
    with serve_site(said_db) as found:
        yield found
