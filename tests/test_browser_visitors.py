"""What visitors do, in a real Chromium: look back, use the keyboard, meet a hostile text."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import complaints, hosts_asked, leaving, set_screen, visit
from example_filings import HOSTILE, TOLD, read_told

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser
CSS = "css selector"


ANSWERS = [
    ".figures:not(.figures-dues)",  # held, average cost, last change, last sale
    ".figures-dues",  # what falls due next, how long the cash lasts
    "[aria-label^='What is known'] div:nth-child(1) ul",  # days since the last disclosure, and what is not covered
    "[aria-label^='What is known'] div:nth-child(2) li:last-child",  # open narratives
    "[aria-label^='What is known'] div:nth-child(3) .events",  # what changed this week
    "[aria-label^='What is known'] dl",  # how fresh each source is
    ".subscribe",
]
BOTTOM = "return arguments[0].getBoundingClientRect().bottom"


@pytest.mark.parametrize("path", ["/?as_of=2026-05-20", "/?as_of=2026-06-02"])
def test_the_home_page_answers_in_one_screen(browser: Chrome, address: str, path: str) -> None:
    """On a desk all that is asked for is in sight without scrolling, in a week in which much happened. On a phone
    it stands in the same order within a screen and a half; what is longer is folded, and opens at a touch."""
    set_screen(browser, 1280, 800)
    visit(browser, address + path)
    assert browser.execute_script("return window.innerHeight") == 800
    desk = [browser.execute_script(BOTTOM, browser.find_element(CSS, answer)) for answer in ANSWERS]
    assert max(desk) <= 800
    set_screen(browser, 390, 844)
    visit(browser, address + path)
    phone = [browser.execute_script(BOTTOM, browser.find_element(CSS, answer)) for answer in ANSWERS]
    assert phone == sorted(phone)
    assert phone[-1] <= 1.5 * 844
    folded = browser.find_elements(CSS, "details.long")
    assert [one.get_attribute("open") for one in folded] == [None, None]
    folded[-1].find_element(CSS, "summary").click()
    assert browser.find_element(CSS, '.pages a[href^="/sales"]').is_displayed()


def test_a_visitor_looks_back(browser: Chrome, address: str) -> None:
    """A day in the control, and the page is of then; the next page too; and back to now."""
    visit(browser, address)
    browser.execute_script("document.querySelector('.as-of input[type=date]').value = '2026-05-20'")
    with leaving(browser):
        browser.find_element(CSS, ".as-of button").click()
    assert browser.current_url.endswith("/?as_of=2026-05-20")
    assert "20 May 2026" in browser.find_element(CSS, ".as-of-banner").text
    assert browser.find_element(CSS, ".figures dd").text == "843,738 bitcoin"
    with leaving(browser):
        browser.find_element(CSS, '.top nav a[href^="/claims"]').click()
    assert browser.current_url.endswith("/claims?as_of=2026-05-20")
    assert "20 May 2026" in browser.find_element(CSS, ".as-of-banner").text
    with leaving(browser):
        browser.find_element("link text", "Back to now").click()
    assert browser.find_elements(CSS, ".as-of-banner") == []


def test_the_keyboard_reaches_the_content(browser: Chrome, address: str) -> None:
    """The first stop is the link past the navigation, in sight once it has the focus."""
    from selenium.webdriver import Keys

    visit(browser, address)
    browser.find_element(CSS, "body").send_keys(Keys.TAB)
    link = browser.switch_to.active_element
    assert (link.text, link.is_displayed()) == ("Skip to content", True)
    link.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#content")


def test_verdict_charts_have_marks(browser: Chrome, address: str) -> None:
    """Bars with a height, in the colours of their labels; each says what it counts."""
    visit(browser, f"{address}/claims")
    bars = browser.find_elements(CSS, ".chart-wide .bar")
    assert [bar.rect["height"] > 5 for bar in bars] == [True] * 3
    assert len({bar.value_of_css_property("fill") for bar in bars}) == 3


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/claims",
            "claim",
            "document",
            "filing",
            "/narratives",
            "/sources",
            "/alerts",
            "/search?q=onerror",
        ),
        *("/monitor/claims", "/monitor/articles", "/monitor/evidence", "/monitor/claims_about?words=650"),
    ],
)
def test_a_hostile_text_is_inert(browser: Chrome, address: str, said_db: Path, path: str) -> None:
    """Script, image, end of a block, formula and link in filing, claim, headline, author and alert are words only:
    no dialog, no element, no change of the title, no request, no word on the console."""
    if path in ("claim", "document"):
        with sqlite3.connect(said_db) as connection:
            query = f"SELECT {path}_id FROM claims WHERE quote LIKE '%650 bitcoin%'"  # noqa: S608 - a name of ours
            path = f"/{path}/{connection.execute(query).fetchone()[0]}"
    if path == "filing":
        path = f"/document/{next(read_told(told)[1].document_id for told in TOLD if HOSTILE in told.words)}"
    visit(browser, address + path)
    assert browser.title != "taken"
    assert browser.find_elements(CSS, "img, main script:not([type])") == []
    assert [link.get_attribute("href") for link in browser.find_elements(CSS, 'a[href^="javascript:"]')] == []
    assert complaints(browser) == []
    assert hosts_asked(browser) == {"127.0.0.1"}
