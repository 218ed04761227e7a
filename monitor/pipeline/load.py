"""What lies on disk: `monitor load`. Filings are walked here; news.py and prices.py take the other files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from monitor.crawlers.manifest import ManifestRow, group_rows, load_manifest
from monitor.errors import SettingsError
from monitor.pipeline._conclude import conclude
from monitor.pipeline._road import FILING_PROBLEMS, Part, complaint, settle, take_in
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
    rows = list(load_manifest(manifest))  # before anything is written: a bad manifest changes nothing
    filings, contradictions = group_rows((row for row in rows if isinstance(row, ManifestRow)), manifest)
    with open_run(settings, "load", terminal) as run:
        save_issuers(run.store, settings.issuers)
        complaints = [row for row in rows if isinstance(row, Problem)] + contradictions
        resolve_problems(
            run.store, ("manifest_row",), still=complaints, resolved_at=run.now(), source=str(manifest)
        )
        run.report(*complaints)
        settled = set(load_stored(run.store)) - {
            problem.accession_number
            for problem in load_open_problems(run.store)
            if problem.kind in FILING_PROBLEMS
        }
        for group in terminal.track(filings, label="filings", total=len(filings)):
            _load_filing(run, group, settled)
        conclude(run, {group[0].filing.issuer_cik for group in filings})
        return run.outcome()


def _load_filing(run: Run, rows: list[ManifestRow], settled: set[str]) -> None:
    """Walk one filing, unless it is `settled` (stored without complaint) and nothing about it is new."""
    filing = rows[0].filing
    stored = find_filing(run.store, filing.accession_number)
    if filing.reconstruction and stored is not None and not stored.reconstruction:
        return  # our words never take the place of the filing itself
    parts = []
    for row in rows:
        part = Part(raw=b"", type=row.type, filename=row.filename, source=str(row.path), line=row.line)
        try:
            parts.append(replace(part, raw=row.path.read_bytes()))
        except OSError as error:
            settle(run, filing, [complaint(filing, part, f"cannot be read: {error.strerror}")])
            return
    if filing.accession_number in settled:
        archived = run.archive.find_filing(filing.accession_number)
        hashes = [hashlib.sha256(part.raw).hexdigest() for part in parts]
        if archived and archived.filing == filing and [part.sha256 for part in archived.parts] == hashes:
            return
    run.terminal.detail(f"{filing.accession_number}  {filing.form:<6} {filing.filed_on}  {rows[0].path}")
    take_in(run, filing, parts)
