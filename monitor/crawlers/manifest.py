"""Filings already on disk, listed in a CSV: what `monitor load MANIFEST.csv` reads.

Columns: file (relative to the manifest), cik, accession_number, form, filed_on, accepted_at, period_on, items,
primary_document, reconstruction (yes or no); `type` is optional. A file may be a primary document (HTML or text)
or a full `.txt` submission. Rows of one accession number are one filing: its primary document and, with a type or
form such as "EX-99.1", its exhibits.

A manifest that cannot be used at all raises SettingsError; a row that cannot is a Problem with its line number,
and the other rows go on.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
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
YES, NO = ("yes", "true", "1"), ("no", "false", "0", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestRow:
    """One usable row: the filing it describes, and the file that holds it."""

    line: int
    path: Path
    filing: Filing
    type: str  # "8-K", "EX-99.1"; for a full submission the form

    @property
    def is_exhibit(self) -> bool:
        """Whether it is an exhibit rather than the filing itself."""
        return self.type.upper().startswith("EX-")

    @property
    def filename(self) -> str:
        """The document's name at EDGAR. An exhibit's row repeats the name of the primary document."""
        return self.path.name if self.is_exhibit else self.filing.primary_document or self.path.name


def load_manifest(path: Path) -> Iterator[ManifestRow | Problem]:
    """The rows of a manifest in its order, and a Problem in the place of each row that cannot be used.

    Raises SettingsError when the file is missing, is not CSV in UTF-8, or lacks a column.
    """
    reader = csv.DictReader(io.StringIO(_read_text(path), newline=""), strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    except csv.Error as error:
        raise SettingsError(f"{path}, line 1: not valid CSV: {error}") from error
    if missing:
        raise SettingsError(
            f"{path}, line 1: column {', '.join(missing)} is missing; the header must name {', '.join(COLUMNS)}"
        )
    last = 1
    try:
        for row in reader:
            last = reader.line_num
            line = last - sum(value.count("\n") for value in row.values() if isinstance(value, str))
            try:
                yield _read_row(row, path, line)
            except ValueError as error:
                yield _refuse(path, line, (row.get("accession_number") or "").strip(), str(error))
    except csv.Error as error:
        raise SettingsError(f"{path}, line {last + 1}: not valid CSV: {error}; is a quote left open?") from error
    if last == 1:  # a source that says nothing where it should say something is a fault
        raise SettingsError(f"{path}, line 1: the manifest has a header, but lists no filing below it")


def group_rows(rows: Iterable[ManifestRow], manifest: Path) -> tuple[list[list[ManifestRow]], list[Problem]]:
    """The rows of each filing, the primary document first, and a Problem for each row that contradicts another.

    A row that stands twice counts once. Rows of one accession number must agree on who filed what and when; one
    file cannot be two filings.
    """
    filings: dict[str, list[ManifestRow]] = {}
    owners: dict[Path, ManifestRow] = {}
    problems: list[Problem] = []
    for row in rows:
        accession_number = row.filing.accession_number
        owner = owners.setdefault(row.path, row)
        group = filings.get(accession_number, [])
        if owner.filing.accession_number != accession_number:
            reason = (
                f"file {row.path.name!r} is already that of {owner.filing.accession_number} on line {owner.line}; "
                "correct one of the two rows"
            )
        elif group and (differing := _find_contradiction(group[0], row)):
            reason = (
                f"{differing} differs from line {group[0].line}, which has the same accession_number; "
                "correct one of the two rows"
            )
        else:
            if all(row.path != known.path for known in group):
                filings.setdefault(accession_number, []).append(row)
            continue
        problems.append(_refuse(manifest, row.line, accession_number, reason))
    return [sorted(group, key=lambda row: row.is_exhibit) for group in filings.values()], problems


def _find_contradiction(first: ManifestRow, row: ManifestRow) -> str | None:
    """The column in which two rows of one filing disagree. An exhibit may name its own type as its form."""
    one, other = first.filing, row.filing
    if one.issuer_cik != other.issuer_cik:
        return "cik"
    if one.form != other.form and not (first.is_exhibit or row.is_exhibit):
        return "form"
    columns = ("filed_on", "accepted_at", "period_on", "reconstruction")
    return next((column for column in columns if getattr(one, column) != getattr(other, column)), None)


def _read_text(path: Path) -> str:
    """Raises SettingsError when it is not a text file in UTF-8."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise SettingsError(f"{path}: no such manifest; give the path of a CSV file") from None
    except IsADirectoryError:
        raise SettingsError(f"{path} is a folder; give the path of its manifest, a CSV file") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path}, line {line}: not UTF-8 text; save the manifest as UTF-8") from None


def _refuse(manifest: Path, line: int, accession_number: str, reason: str) -> Problem:
    return Problem(
        kind="manifest_row",
        severity="error",
        message=f"{manifest}, line {line}: {reason}",
        accession_number=accession_number or None,
        source=str(manifest),
        line=line,
    )


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
    if values["reconstruction"].lower() not in YES + NO:
        raise ValueError(f"reconstruction {values['reconstruction']!r} is neither yes nor no")
    path = manifest.parent / values["file"]
    if not values["file"] or not path.is_file():
        raise ValueError(f"file {values['file']!r} does not exist; paths are relative to the manifest")
    filing = Filing(
        accession_number=accession_number,
        issuer_cik=int(values["cik"]),
        form=values["form"],
        filed_on=_read_date(values, "filed_on"),
        accepted_at=_read_instant(values, "accepted_at"),
        period_on=_read_date(values, "period_on") if values["period_on"] else None,
        items=values["items"],
        primary_document=values["primary_document"],
        reconstruction=values["reconstruction"].lower() in YES,
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
