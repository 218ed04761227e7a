"""Take the pictures in docs/images anew: `python docs/screenshots.py [DB]`, by default of the embedded sample."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chromium import CHROMIUM, DRIVER, open_browser, serve_site, set_screen, visit

IMAGES = Path(__file__).parent / "images"
# file name -> (path of the page, width, height, dark); "sale" is the page of the last sale's sentence, "claim" and
# "narrative" one with a verdict that turned.
PICTURES = {
    "home.png": ("/", 1280, 1180, False),
    "home-dark.png": ("/", 1280, 1180, True),
    "home-phone.png": ("/", 390, 1180, False),
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
    "home-as-of.png": ("/?as_of=2026-05-20", 1280, 800, False),
    "sales.png": ("/sales", 1280, 720, False),
    "claims.png": ("/claims", 1280, 1000, False),
    "claim.png": ("claim", 1280, 900, False),
    "claim-dark.png": ("claim", 1280, 900, True),
    "claim-phone.png": ("claim", 390, 1000, False),
    "narratives.png": ("/narratives", 1280, 800, False),
    "narrative.png": ("narrative", 1280, 900, False),
    "predictions.png": ("/predictions", 1280, 600, False),
    "alerts.png": ("/alerts", 1280, 700, False),
    "feeds.png": ("/feeds", 1280, 900, False),
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


def find_pages(db: Path) -> dict[str, str]:
    """Where the pages of one thing live in this store."""
    queries = {
        "sale": "SELECT document_path FROM changes WHERE kind = 'sold' ORDER BY day_on DESC LIMIT 1",
        "claim": """SELECT '/claim/' || claim_id FROM verdict_changes WHERE label <> label_before
                    ORDER BY label = 'refuted' DESC, as_of DESC LIMIT 1""",
        "narrative": "SELECT '/narrative/' || narrative_id FROM narratives ORDER BY claims DESC LIMIT 1",
    }
    with sqlite3.connect(db) as connection:
        rows = {name: connection.execute(query).fetchone() for name, query in queries.items()}
    return {name: str(row[0]) if row else "/" for name, row in rows.items()}


def take_pictures(db: Path, folder: Path) -> list[Path]:
    """One PNG for each of PICTURES; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    with serve_site(db) as address, open_browser() as browser:
        visit(browser, address)
        found = find_pages(db)
        for name, (path, width, height, dark) in PICTURES.items():
            set_screen(browser, width, height, dark=dark)
            visit(browser, address + found.get(path, path))
            taken.append(folder / name)
            browser.save_screenshot(str(taken[-1]))
    return taken


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
