"""Filings already on disk, listed in a CSV: what `monitor load MANIFEST.csv` reads.

Columns: file (relative to the manifest), cik, accession_number, form, filed_on, accepted_at, period_on, items,
primary_document, reconstruction; `type` is optional ("EX-99.1") and makes a row an exhibit of the filing whose
accession number it repeats. A file may be a primary document (HTML or text) or a full `.txt` submission.

A manifest that cannot be used at all raises SettingsError; a row that cannot is a Problem with its line number,
and the other rows go on.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.errors import SettingsError
from monitor.records import Filing, Problem

COLUMNS = (
    "file",
    "cik",
    "accession_number",
    "form",
    "filed_on",
    "accepted_at",
    "period_on",
    "items",
    "primary_document",
    "reconstruction",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """One usable row: the filing it describes, and the file that holds it."""

    line: int
    path: Path
    filing: Filing
    type: str  # "8-K", "EX-99.1"; for a full submission the form


def load_manifest(path: Path) -> Iterator[ManifestRow | Problem]:
    """The rows of a manifest in its order, and a Problem in the place of each row that cannot be used.

    Raises SettingsError when the file is missing, is not CSV in UTF-8, or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such manifest; give the path of a CSV file") from None
    except IsADirectoryError:
        raise SettingsError(f"{path} is a folder; give the path of its manifest, a CSV file") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text (byte {error.start}); save the manifest as UTF-8") from None
    reader = csv.DictReader(text.splitlines(), strict=True)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise SettingsError(
            f"{path}, line 1: column {', '.join(missing)} is missing; the header must name {', '.join(COLUMNS)}"
        )
    try:
        for row in reader:
            try:
                yield _read_row(row, path, reader.line_num)
            except ValueError as error:
                yield Problem(
                    kind="manifest_row",
                    severity="error",
                    message=f"{path}, line {reader.line_num}: {error}",
                    accession_number=(row.get("accession_number") or "").strip() or None,
                    source=str(path),
                    line=reader.line_num,
                )
    except csv.Error as error:
        raise SettingsError(f"{path}, line {reader.line_num}: not valid CSV: {error}") from error


def _read_row(row: dict[str, str | None], manifest: Path, line: int) -> ManifestRow:
    """Raises ValueError that says what is wrong with the row and how to put it right."""
    if None in row:  # csv.DictReader collects surplus fields under None
        raise ValueError("more fields than columns; quote a field that holds a comma, such as items")
    values = {key: (value or "").strip() for key, value in row.items()}
    accession_number = values["accession_number"]
    if not re.fullmatch(r"\d{10}-\d{2}-\d{6}", accession_number):
        raise ValueError(f"accession_number {accession_number!r} is not of the form 0001193125-26-249768")
    if not re.fullmatch(r"\d{1,10}", values["cik"]):
        raise ValueError(f"cik {values['cik']!r} is not a number such as 1050446")
    if not values["form"]:
        raise ValueError("form is empty; write the form type, such as 8-K")
    if values["reconstruction"].lower() not in ("", "yes", "no"):
        raise ValueError(f"reconstruction {values['reconstruction']!r} is neither yes nor no")
    path = manifest.parent / values["file"]
    if not values["file"] or not path.is_file():
        raise ValueError(f"file {values['file']!r} does not exist; paths are relative to {manifest.parent}")
    filing = Filing(
        accession_number=accession_number,
        issuer_cik=int(values["cik"]),
        form=values["form"],
        filed_on=_read_date(values, "filed_on"),
        accepted_at=_read_instant(values, "accepted_at"),
        period_on=_read_date(values, "period_on") if values["period_on"] else None,
        items=values["items"],
        primary_document=values["primary_document"],
        reconstruction=values["reconstruction"].lower() == "yes",
    )
    return ManifestRow(line=line, path=path, filing=filing, type=values.get("type") or values["form"])


def _read_date(values: dict[str, str], column: str) -> date:
    try:
        return date.fromisoformat(values[column])
    except ValueError:
        raise ValueError(f"{column} {values[column]!r} is not a date such as 2026-06-01") from None


def _read_instant(values: dict[str, str], column: str) -> datetime:
    """A UTC instant. Without a zone it would be a guess which clock was meant, so it is refused."""
    try:
        instant = datetime.fromisoformat(values[column])
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise ValueError(f"{column} {values[column]!r} is not an instant such as 2026-06-01T12:01:00Z")
    return instant.astimezone(UTC)
