"""A manifest of filings on disk, as `monitor load` takes it, into filings that can be served.

Columns: file (relative to the manifest), cik, accession_number, form, filed_on, accepted_at (UTC), period_on,
items, primary_document, reconstruction; and, optional, type: a second row with the same accession number and the
type "EX-99.1" is an exhibit of the filing. A file is one document (HTML or text) or a full `.txt` submission.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.errors import SettingsError
from monitor.sample._submission_text import PublishedDocument, PublishedFiling

NEEDED = ("file", "cik", "accession_number", "form", "filed_on", "accepted_at")


def read_manifest(manifest: Path) -> dict[str, PublishedFiling]:
    """The filings of a manifest by accession number. Raises SettingsError naming file, line and remedy."""
    try:
        with manifest.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            rows = [(reader.line_num, row) for row in reader]
    except OSError as error:
        raise SettingsError(f"{manifest}: cannot be read: {error.strerror}") from error
    return read_rows(rows, manifest)


def read_rows(rows: Iterable[tuple[int, Mapping[str, str]]], manifest: Path) -> dict[str, PublishedFiling]:
    """The same for rows with their line numbers; their files stand in the folder of `manifest`."""
    filings: dict[str, PublishedFiling] = {}
    for line, row in rows:
        where = f"{manifest}:{line}"
        if missing := [name for name in NEEDED if not (row.get(name) or "").strip()]:
            raise SettingsError(f"{where}: {missing[0]} is missing")
        filing = _read_row(row, where, manifest.parent)
        if earlier := filings.get(filing.accession_number):
            filing = replace(earlier, documents=earlier.documents + filing.documents)
        filings[filing.accession_number] = filing
    return filings


def _read_row(row: Mapping[str, str], where: str, folder: Path) -> PublishedFiling:
    path = folder / row["file"]
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{where}: {path}: {error.strerror}") from error
    try:
        accepted_at = datetime.fromisoformat(row["accepted_at"])
        filed_on, cik = date.fromisoformat(row["filed_on"]), int(row["cik"])
        period_on = date.fromisoformat(row["period_on"]) if row.get("period_on") else None
    except ValueError as error:
        raise SettingsError(f"{where}: {error}") from error
    whole = raw.lstrip().startswith(b"<SEC-DOCUMENT>")
    primary = row.get("primary_document") or path.name
    # An exhibit's row repeats the name of the filing's primary document, so its own name is that of its file.
    exhibit = bool(row.get("type")) and row["type"] != row["form"]
    document = PublishedDocument(
        type=row.get("type") or row["form"], filename=path.name if exhibit else primary, body=raw
    )
    return PublishedFiling(
        accession_number=row["accession_number"],
        issuer_cik=cik,
        form=row["form"],
        filed_on=filed_on,
        accepted_at=accepted_at if accepted_at.tzinfo else accepted_at.replace(tzinfo=UTC),
        period_on=period_on,
        items=row.get("items") or "",
        primary_document=primary,
        documents=() if whole else (document,),
        submission=raw if whole else None,
    )
