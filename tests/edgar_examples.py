"""Filings for a loopback EDGAR, and a client that does not wait: shared by the tests of the crawler's parts."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from monitor.crawlers._web import WebClient
from monitor.records import Issuer
from monitor.sample.edgar_server import LoopbackEdgar
from monitor.settings import Settings

CIK = 1234567
ISSUER = Issuer(issuer_cik=CIK, ticker="ACME", name="Acme Holdings")
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
INDEX = f"/submissions/CIK{CIK:010d}.json"
COLUMNS = (
    "file", "cik", "accession_number", "form", "filed_on", "accepted_at", "period_on", "items", "primary_document",
    "reconstruction", "type",
)  # fmt: skip


def row(number: int, form: str = "8-K", day: str = "2026-03-02", **changes: str) -> dict[str, str]:
    """A line of a manifest: accession number 0001234567-26-00000N, accepted at 13:00 UTC of the day."""
    return {
        "file": f"{number}.htm",
        "cik": f"{CIK}",
        "accession_number": f"0001234567-26-{number:06d}",
        "form": form,
        "filed_on": day,
        "accepted_at": f"{day}T13:00:00Z",
        "period_on": day,
        "items": "8.01" if form.startswith("8-K") else "",
        "primary_document": f"acme-{number}.htm",
        "reconstruction": "yes",
        "type": "",
    } | changes


def write_files(folder: Path, *rows: Mapping[str, str]) -> None:
    """A page for each row, unless one lies there."""
    for line in rows:
        path = folder / line["file"]
        if not path.exists():
            path.write_text(f"<html><body><p>Filing {line['file']}.</p></body></html>", encoding="utf-8")


def write_manifest(folder: Path, *rows: Mapping[str, str]) -> Path:
    """The manifest with its files."""
    write_files(folder, *rows)
    path = folder / "manifest.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def settings_for(server: LoopbackEdgar, folder: Path) -> Settings:
    """Settings that point at the loopback EDGAR."""
    return Settings(
        db=folder / "db" / "monitor.db", feeds=folder / "feeds", issuers=(ISSUER,), edgar_url=server.url
    )


def client_for(settings: Settings) -> WebClient:
    """A client at full speed, whose clock stands at noon and whose waits take no time."""
    return WebClient(settings, source="edgar", pace=lambda: None, now=lambda: NOON, sleep=lambda _: None)
