"""Take the pictures of docs/images anew: the embedded sample, served on a free port, in headless Chromium."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MONITOR = Path(sys.executable).with_name("monitor")
IMAGES = Path(__file__).parent / "images"
PICTURES = {"home.png": "/"}  # file name -> path of the page
WIDTH, HEIGHT = 1280, 1500


def main() -> int:
    """Write every picture; exit code 2 when no Chromium is installed."""
    from selenium import webdriver

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        print("chromium and its driver are needed (Debian: chromium, chromium-driver)", file=sys.stderr)
        return 2
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}"):
        options.add_argument(argument)
    IMAGES.mkdir(exist_ok=True)
    with site() as address:
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
        try:
            for name, path in PICTURES.items():
                browser.get(address + path)
                browser.save_screenshot(str(IMAGES / name))
                print(f"{IMAGES / name}: {browser.title}")
        finally:
            browser.quit()
    return 0


@contextlib.contextmanager
def site() -> Iterator[str]:
    """The address of the site over the embedded sample, for as long as the context is open."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command = [str(MONITOR), "--quiet", "--db", "monitor.db"]
        subprocess.run([*command, "demo", "--no-serve"], cwd=folder, check=True)  # noqa: S603 (the monitor's own script)
        server = subprocess.Popen([*command, "serve", "--port", str(port)], cwd=folder)  # noqa: S603 (the same)
        try:
            until = time.monotonic() + 60
            while not answers(port) and server.poll() is None and time.monotonic() < until:
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    raise SystemExit(main())
