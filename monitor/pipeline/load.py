"""What lies on disk: `monitor load`. Filings are walked here; news.py and prices.py take the other files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.crawlers.manifest import ManifestRow, group_rows, load_manifest
from monitor.errors import SettingsError
from monitor.pipeline._conclude import conclude
from monitor.pipeline._reading import Part, complaint
from monitor.pipeline._road import FILING_PROBLEMS, settle, take_in
from monitor.pipeline._run import Outcome, Run, open_run
from monitor.pipeline.news import load_articles
from monitor.pipeline.prices import load_flows, load_prices
from monitor.records import Problem
from monitor.settings import Settings
from monitor.store.loading import find_filing, load_stored
from monitor.store.problems import load_open_problems, resolve_problems
from monitor.store.saving import save_issuers
from monitor.terminal import Terminal


def load_files(
    settings: Settings,
    terminal: Terminal,
    *,
    manifest: Path | None = None,
    articles: Path | None = None,
    prices: Path | None = None,
    asset: str = "",
    flows: Path | None = None,
) -> Iterator[Outcome]:
    """Load the files that are named, a run each: filings before the articles that speak of them, prices between.

    Raises SettingsError when none is named, or one cannot be used at all.
    """
    if not (manifest or articles or prices or flows):
        raise SettingsError("name what to load: MANIFEST.csv, --articles, --prices or --flows")
    if asset and not prices:
        raise SettingsError("--asset says whose closes are in the file of --prices; name that file")
    if manifest:
        yield load_filings(settings, manifest, terminal)
    if prices:
        yield load_prices(settings, prices, terminal, asset=asset)
    if flows:
        yield load_flows(settings, flows, terminal)
    if articles:
        yield load_articles(settings, articles, terminal)


def load_filings(settings: Settings, manifest: Path, terminal: Terminal) -> Outcome:
    """Walk the filings of a manifest down the road. What is stored already is left alone.

    Raises SettingsError when the manifest cannot be used at all; a row or file that cannot is a problem.
    """
    listed = read_manifest(manifest)
    with open_run(settings, "load", terminal) as run:
        settled = begin_manifest(run, listed)
        for group in terminal.track(listed.filings, label="filings", total=len(listed.filings)):
            if parts := find_parts(run, group, settled):
                take_in(run, group[0].filing, parts)
        conclude(run, listed.ciks)
        return run.outcome()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a manifest lists: the rows of each filing, and what is wrong with the others."""

    path: Path
    filings: tuple[list[ManifestRow], ...]
    complaints: tuple[Problem, ...]

    @property
    def ciks(self) -> set[int]:
        """Whose filings they are."""
        return {rows[0].filing.issuer_cik for rows in self.filings}


def read_manifest(path: Path) -> Manifest:
    """Before anything is written: a bad manifest changes nothing. Raises SettingsError when it cannot be used."""
    rows = list(load_manifest(path))
    filings, contradictions = group_rows((row for row in rows if isinstance(row, ManifestRow)), path)
    complaints = [row for row in rows if isinstance(row, Problem)] + contradictions
    return Manifest(path=path, filings=tuple(filings), complaints=tuple(complaints))


def begin_manifest(run: Run, listed: Manifest) -> set[str]:
    """Say what is wrong with it. Returns the accession numbers that are stored without complaint."""
    save_issuers(run.store, run.settings.issuers)
    resolve_problems(
        run.store, ("manifest_row",), still=listed.complaints, resolved_at=run.now(), source=str(listed.path)
    )
    run.report(*listed.complaints)
    return set(load_stored(run.store)) - {
        problem.accession_number for problem in load_open_problems(run.store) if problem.kind in FILING_PROBLEMS
    }


def find_parts(run: Run, rows: list[ManifestRow], settled: set[str]) -> list[Part] | None:
    """The bytes of one filing; None when it is `settled` and nothing about it is new, or when they cannot be read
    (then that is a problem)."""
    filing = rows[0].filing
    stored = find_filing(run.store, filing.accession_number)
    if filing.reconstruction and stored is not None and not stored.reconstruction:
        return None  # our words never take the place of the filing itself
    parts = []
    for row in rows:
        part = Part(raw=b"", type=row.type, filename=row.filename, source=str(row.path), line=row.line)
        try:
            parts.append(replace(part, raw=row.path.read_bytes()))
        except OSError as error:
            settle(run, filing, [complaint(filing, part, f"cannot be read: {error.strerror}")])
            return None
    if filing.accession_number in settled:
        archived = run.archive.find_filing(filing.accession_number)
        hashes = [hashlib.sha256(part.raw).hexdigest() for part in parts]
        if archived and archived.filing == filing and [part.sha256 for part in archived.parts] == hashes:
            return None
    run.terminal.detail(f"{filing.accession_number}  {filing.form:<6} {filing.filed_on}  {rows[0].path}")
    return parts
