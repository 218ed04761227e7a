"""A large archive, read on a Dask cluster and saved by one writer: `monitor backfill`.

Filings come from a manifest, or from the raw archive beside the database. What is saved, and in which order, is
what `monitor load` saves: workers only read, and reading is pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import StoreError
from monitor.pipeline._cluster import open_cluster, read_on_cluster
from monitor.pipeline._conclude import conclude
from monitor.pipeline._reading import Part
from monitor.pipeline._road import keep, save_kept, save_reading
from monitor.pipeline._run import Outcome, Run, open_run
from monitor.pipeline.load import begin_manifest, find_parts, read_manifest
from monitor.pipeline.news import rebuild_articles
from monitor.pipeline.prices import rebuild_prices
from monitor.records import Filing
from monitor.settings import Settings
from monitor.store.archive import ArchivedFiling
from monitor.store.loading import load_stored
from monitor.store.saving import save_index, save_issuers
from monitor.terminal import Terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """One version of an archived filing; the last one is current."""

    filing: Filing
    sha256: str
    current: bool


def backfill_store(
    settings: Settings,
    terminal: Terminal,
    *,
    manifest: Path | None = None,
    scheduler: str = "local",
    workers: int | None = None,
) -> Outcome:
    """Fill the store from a manifest, or (without one) from the archive. What is stored already is left alone.

    Raises SettingsError without dask or a scheduler that answers, before anything is written.
    """
    listed = read_manifest(manifest) if manifest else None
    with open_cluster(scheduler, workers) as client, open_run(settings, "backfill", terminal) as run:
        profiles = settings.issuers
        if listed is not None:
            settled = begin_manifest(run, listed)
            groups = terminal.track(listed.filings, label="filings", total=len(listed.filings))
            loaded = (
                (kept, kept.filing, parts)
                for rows in groups
                if (parts := find_parts(run, rows, settled))
                for kept in (keep(run, rows[0].filing, parts),)
            )
            for kept, reading in read_on_cluster(client, profiles, loaded):
                save_kept(run, kept, reading)
            conclude(run, listed.ciks)
        else:
            archived = _begin_archive(run)
            filings = terminal.track(archived, label="filings", total=len(archived))
            for version, reading in read_on_cluster(client, profiles, _versions(run, filings)):
                save_reading(run, version.filing, reading, archive_sha256=version.sha256, current=version.current)
            rebuild_articles(run)
            rebuild_prices(run)
            conclude(run, {one.filing.issuer_cik for one in archived})
        return run.outcome()


def _begin_archive(run: Run) -> list[ArchivedFiling]:
    """What the archive has and the store lacks, by accession number; the indexes are saved at once."""
    archived = list(run.archive.filings())
    if not archived:
        raise StoreError(f"{run.archive.root}: the archive is empty; name a manifest, or load something first")
    save_issuers(run.store, run.settings.issuers)
    for index in run.archive.indexes():
        save_index(run.store, index.filings, source=index.source, listed_at=index.listed_at)
    stored = load_stored(run.store)
    return [one for one in archived if stored.get(one.filing.accession_number) != one.parts[0].sha256]


def _versions(run: Run, filings: Iterator[ArchivedFiling]) -> Iterator[tuple[_Version, Filing, Sequence[Part]]]:
    for archived in filings:
        for version in archived.versions:
            parts = [
                Part(raw=run.archive.get(part.sha256), type=part.type, filename=part.filename, source=part.source)
                for part in version
            ]
            current = version == archived.versions[-1]
            job = _Version(filing=archived.filing, sha256=version[0].sha256, current=current)
            yield job, archived.filing, parts
