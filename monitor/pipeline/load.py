"""Filings that lie on disk: `monitor load MANIFEST.csv`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from monitor.crawlers.manifest import ManifestRow, load_manifest
from monitor.pipeline._conclude import conclude
from monitor.pipeline._road import Part, take_in
from monitor.pipeline._run import Outcome, Run, open_run
from monitor.records import Filing, Problem
from monitor.settings import Settings
from monitor.store.loading import load_stored
from monitor.store.problems import resolve_problems
from monitor.store.saving import save_issuers
from monitor.terminal import Terminal


def load_filings(settings: Settings, manifest: Path, terminal: Terminal) -> Outcome:
    """Walk the filings of a manifest down the road. What is stored already is left alone.

    Raises SettingsError when the manifest cannot be used at all; a row or file that cannot is a problem.
    """
    rows = list(load_manifest(manifest))  # before anything is written: a bad manifest changes nothing
    with open_run(settings, "load", terminal) as run:
        save_issuers(run.store, settings.issuers)
        complaints = [row for row in rows if isinstance(row, Problem)]
        resolve_problems(
            run.store, ("manifest_row",), still=complaints, resolved_at=run.now(), source=str(manifest)
        )
        run.report(*complaints)
        filings = _group(row for row in rows if isinstance(row, ManifestRow))
        stored = load_stored(run.store)
        for group in terminal.track(filings, label="filings", total=len(filings)):
            _load_filing(run, group, stored)
        conclude(run, {group[0].filing.issuer_cik for group in filings})
        return run.outcome()


def _group(rows: Iterable[ManifestRow]) -> list[list[ManifestRow]]:
    """Rows of one accession number are one filing: its primary document and its exhibits."""
    filings: dict[str, list[ManifestRow]] = {}
    for row in rows:
        filings.setdefault(row.filing.accession_number, []).append(row)
    return list(filings.values())


def _load_filing(run: Run, rows: list[ManifestRow], stored: dict[str, str]) -> None:
    filing: Filing = rows[0].filing
    raws = [row.path.read_bytes() for row in rows]
    if filing.accession_number in stored:
        archived = run.archive.find_filing(filing.accession_number)
        hashes = [hashlib.sha256(raw).hexdigest() for raw in raws]
        if archived is not None and [part.sha256 for part in archived.parts] == hashes:
            return
    run.terminal.detail(f"{filing.accession_number}  {filing.form:<6} {filing.filed_on}  {rows[0].path}")
    parts = [
        Part(
            raw=raw,
            type=row.type,
            filename=row.filing.primary_document or row.path.name,
            source=str(row.path),
            line=row.line,
        )
        for row, raw in zip(rows, raws, strict=True)
    ]
    take_in(run, filing, parts)
