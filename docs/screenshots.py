"""Take the pictures in docs/images anew: `python docs/screenshots.py [DB]`, by default of the embedded sample."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import CHROMIUM, DRIVER, open_browser, serve_site, set_screen

IMAGES = Path(__file__).parent / "images"
# file name -> (path of the page, width, height, dark); "sale" is the page of the last sale's sentence.
PICTURES = {
    "home.png": ("/", 1280, 1180, False),
    "home-dark.png": ("/", 1280, 1180, True),
    "home-phone.png": ("/", 390, 1240, False),
    "ledger.png": ("/monitor/ledger", 1280, 800, False),
    "ledger-phone.png": ("/monitor/ledger", 390, 844, False),
    "changes.png": ("/monitor/changes", 1280, 800, False),
    "debt.png": ("/debt", 1280, 1000, False),
    "debt-phone.png": ("/debt", 390, 1000, False),
    "obligations.png": ("/obligations", 1280, 1000, False),
    "obligations-dark.png": ("/obligations", 1280, 1000, True),
    "coverage.png": ("/coverage", 1280, 1000, False),
    "stress.png": ("/stress", 1280, 1100, False),
    "payments.png": ("/monitor/payments", 1280, 800, False),
    "sources-and-uses.png": ("/monitor/sources_and_uses", 1280, 800, False),
    "document.png": ("sale", 1280, 800, False),
    "document-dark.png": ("sale", 1280, 800, True),
    "document-phone.png": ("sale", 390, 844, False),
    "search.png": ("/search?q=bitcoin+sold", 1280, 700, False),
}


def main(arguments: list[str]) -> int:
    """Write every picture; exit code 2 when no Chromium is installed."""
    if not (CHROMIUM.exists() and DRIVER.exists()):
        print("chromium and its driver are needed (Debian: chromium, chromium-driver)", file=sys.stderr)
        return 2
    with TemporaryDirectory() as folder:
        db = Path(arguments[0]) if arguments else make_sample(Path(folder))
        for picture in take_pictures(db, IMAGES):
            print(f"{picture}: {picture.stat().st_size / 1000:.0f} kB")
    return 0


def make_sample(folder: Path) -> Path:
    """The embedded sample, walked down the whole road into a database of its own."""
    command = [
        str(Path(sys.executable).with_name("monitor")),
        "--quiet",
        "--db",
        "monitor.db",
        "demo",
        "--no-serve",
    ]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - the monitor's own script
    return folder / "monitor.db"


def take_pictures(db: Path, folder: Path) -> list[Path]:
    """One PNG for each of PICTURES; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with serve_site(db) as address, open_browser() as browser:
        browser.get(address)
        sale = browser.find_element("css selector", ".sale-card a").get_attribute("href")
        for name, (path, width, height, dark) in PICTURES.items():
            set_screen(browser, width, height, dark=dark)
            browser.get(sale if path == "sale" and sale else address + path)
            taken.append(folder / name)
            browser.save_screenshot(str(taken[-1]))
    return taken


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
