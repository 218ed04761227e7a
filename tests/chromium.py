"""A real browser on the real site, for the browser tests and for `docs/screenshots.py`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn

from monitor.publish.site import build_datasette

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
# Without the last four Chromium looks up its maker's hosts at every start.
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class AnnouncingServer(uvicorn.Server):
    """Says when it listens, so that nobody has to wait and see."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@contextmanager
def serve_site(db: Path) -> Iterator[str]:
    """The site on a free loopback port, in a thread; yields its address without a trailing slash."""
    app = build_datasette(db).app()
    server = AnnouncingServer(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        assert server.listening.wait(timeout=30), "the site did not start within 30 s"
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def open_browser() -> Iterator[Chrome]:
    """A headless Chromium with an empty profile that logs its console and its requests."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    with TemporaryDirectory() as profile:
        options = ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        browser = Chrome(options=options, service=Service(str(DRIVER)))
        try:
            yield browser
        finally:
            browser.quit()


def visit(browser: Chrome, url: str) -> None:
    """Open a page, and wait until it is there."""
    browser.get(url)
    wait_for_page(browser)


@contextmanager
def leaving(browser: Chrome) -> Iterator[None]:
    """What is done in here leads to another page, and that page is there afterwards: a click or a key may return
    before it is."""
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.wait import WebDriverWait

    left = browser.find_element("css selector", "html")
    yield
    WebDriverWait(browser, 20).until(staleness_of(left))
    wait_for_page(browser)


def wait_for_page(browser: Chrome) -> None:
    """Until the page is there with all that belongs to it, its style sheet first of all: on a busy machine a
    driver has been seen to go on before that."""
    _wait_until(browser, "return document.readyState === 'complete'")


def set_screen(browser: Chrome, width: int, height: int, *, dark: bool = False) -> None:
    """Width and height in CSS pixels, phones included, and the colours that the visitor prefers. The page that is
    open follows: a browser answers before it has."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    _wait_until(browser, FOLLOWED, width, dark)


# A page that says nothing of its width, such as an empty one, is drawn as wide as the browser likes.
FOLLOWED = """
const wide = innerWidth === arguments[0] || !document.querySelector("meta[name=viewport]");
return wide && matchMedia("(prefers-color-scheme: dark)").matches === arguments[1];
"""


def _wait_until(browser: Chrome, script: str, *given: object) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 20, poll_frequency=0.02).until(lambda driver: driver.execute_script(script, *given))


def complaints(browser: Chrome) -> list[str]:
    """What the console says: errors of scripts, resources that are missing, breaches of the content policy."""
    return [entry["message"] for entry in browser.get_log("browser")]


def hosts_asked(browser: Chrome) -> set[str]:
    """The hosts of all requests since the log was last read."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    asked = [url for url in urls if not url.startswith("data:")]  # the browser's own icon of a date field
    return {urlsplit(url).hostname or url[:40] for url in asked}
