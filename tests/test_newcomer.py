"""What a newcomer does first, in a real Chromium, on the site that the first command starts."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import pytest
from chromium import CHROMIUM, DRIVER, complaints, hosts_asked, leaving, visit
from icalendar import Calendar

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM.exists() and DRIVER.exists()), reason="needs chromium and chromium-driver"),
]
CSS = "css selector"
FETCH = """
const done = arguments[arguments.length - 1];
fetch(arguments[0]).then(
  (answer) => answer.text().then((text) => done([answer.headers.get("content-type"), text])));
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site that `monitor demo` starts, which is all that `make run` does once the environment stands."""
    folder = tmp_path_factory.mktemp("newcomer")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    monitor = str(Path(sys.executable).with_name("monitor"))
    command = [monitor, "--db", str(folder / "monitor.db"), "demo", "--port", port]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            told = []
            for line in process.stdout:  # it says where the site is once it is about to listen
                told.append(line)
                if f"http://127.0.0.1:{port}" in line:
                    break
            else:
                pytest.fail("".join(told))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def open_home(browser: Chrome, address: str) -> None:
    """The home page. The browser's own pages of an error are left as soon as the site listens."""
    from selenium.common import WebDriverException
    from selenium.webdriver.support.wait import WebDriverWait

    def load(driver: Chrome) -> bool:
        driver.get(address)
        return "Filing monitor" in driver.title

    WebDriverWait(browser, 60, ignored_exceptions=[WebDriverException]).until(load)
    for log in ("browser", "performance"):
        browser.get_log(log)


def read_marked(browser: Chrome) -> str:
    """The words that a document page marks: a row of a table is marked cell by cell."""
    return " ".join(mark.text for mark in browser.find_elements(CSS, "mark.quote"))


def test_a_newcomer_finds_the_sale_and_subscribes(browser: Chrome, demo: str) -> None:
    """From the home page the sentence of the last sale is one click away, or two by way of all sales. Alerts and
    changed verdicts can be followed in a feed reader from there, what falls due in a calendar, changes in a
    spreadsheet; nobody else is asked for anything."""
    open_home(browser, demo)
    with leaving(browser):
        browser.find_element(CSS, ".sale-card dd a").click()
    sentence = read_marked(browser)
    assert {"32", "$2.5", "$77,135"} <= {word.strip("()") for word in sentence.split()}
    visit(browser, demo)
    with leaving(browser):
        browser.find_element(CSS, '.pages a[href="/sales"]').click()
    with leaving(browser):
        browser.find_element(CSS, "tbody tr:first-child td.col-quote a").click()
    assert read_marked(browser) == sentence
    visit(browser, demo)
    feeds = {link.text: link.get_attribute("href") or "" for link in browser.find_elements(CSS, ".subscribe a")}
    for name in ("Alerts", "changed verdicts"):
        kind, text = browser.execute_async_script(FETCH, feeds[name])
        feed = feedparser.parse(text)
        assert (kind.split(";")[0], feed.bozo, bool(feed.entries)) == ("application/atom+xml", False, True)
    kind, text = browser.execute_async_script(FETCH, feeds["what falls due"])
    assert (kind.split(";")[0], bool(Calendar.from_ical(text).walk("VEVENT"))) == ("text/calendar", True)
    kind, text = browser.execute_async_script(FETCH, feeds["changes"])
    assert (kind.split(";")[0], ",sold,32," in text) == ("text/csv", True)
    assert complaints(browser) == []
    assert hosts_asked(browser) == {"127.0.0.1"}
