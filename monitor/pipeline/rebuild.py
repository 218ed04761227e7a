"""Everything anew from the raw archive, offline: `monitor rebuild [--check]`."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from monitor.errors import StoreError
from monitor.pipeline._conclude import judge_issuer
from monitor.pipeline._reading import Part
from monitor.pipeline._road import walk
from monitor.pipeline._run import Outcome, Run, open_run
from monitor.pipeline.narrate import narrate
from monitor.pipeline.news import rebuild_articles
from monitor.pipeline.prices import rebuild_prices
from monitor.publish.feeds import publish_feeds
from monitor.settings import Settings, unprofiled_issuer
from monitor.store.archive import Archive
from monitor.store.content import content_hash
from monitor.store.database import open_store
from monitor.store.locking import run_lock
from monitor.store.saving import save_index, save_issuers
from monitor.store.upkeep import carry_over, carry_over_problems, find_issuer_name, load_ciks
from monitor.terminal import Terminal


def rebuild_store(settings: Settings, terminal: Terminal) -> Outcome:
    """Read every archived filing again with today's code, and put the result in the place of the database.

    What the archive cannot tell (runs, fetches, validators, when a claim was judged) is carried over. Raises
    StoreError when there is no archive. The old database stays until the new one is complete.
    """
    with run_lock(settings.db), tempfile.TemporaryDirectory(dir=settings.db.parent) as folder:
        fresh = replace(settings, db=Path(folder) / "rebuilt.db")
        if settings.db.exists():
            with open_store(fresh.db) as store:  # first, so that what has gone is seen to be resolved
                carry_over_problems(store, settings.db)
        outcome = _rebuild(fresh, settings.archive, terminal)
        if settings.db.exists():
            with open_store(fresh.db) as store:
                carry_over(store, settings.db)
        _replace_database(fresh.db, settings.db)
    publish_feeds(settings.db, settings.feeds, settings.feeds_address)
    return outcome


def check_rebuild(settings: Settings, terminal: Terminal) -> dict[str, bool]:
    """Rebuild beside the database and compare: table -> whether its content is the same, bit for bit."""
    with open_store(settings.db, create=False) as store:
        stored = content_hash(store)
    with tempfile.TemporaryDirectory(prefix="monitor-rebuild-") as folder:
        fresh = replace(settings, db=Path(folder) / "rebuilt.db")
        _rebuild(fresh, settings.archive, terminal)
        with open_store(fresh.db) as store:
            rebuilt = content_hash(store)
    return {table: rebuilt.get(table) == stored.get(table) for table in sorted(stored.keys() | rebuilt.keys())}


def _rebuild(fresh: Settings, archive_root: Path, terminal: Terminal) -> Outcome:
    archive = Archive(archive_root)
    filings = list(archive.filings())
    if not filings and not any((archive_root / "received").glob("*/*.json")):
        raise StoreError(f"{archive_root}: the archive is empty; `monitor update` or `monitor load` fills it")
    with open_run(fresh, "rebuild", terminal) as run:
        run.archive = archive
        save_issuers(run.store, fresh.issuers)
        for index in archive.indexes():
            save_index(run.store, index.filings, source=index.source, listed_at=index.listed_at)
        for archived in terminal.track(filings, label="filings", total=len(filings)):
            for number, version in enumerate(archived.versions, 1):
                parts = [
                    Part(raw=archive.get(part.sha256), type=part.type, filename=part.filename, source=part.source)
                    for part in version
                ]
                current = number == len(archived.versions)
                walk(run, archived.filing, parts, archive_sha256=version[0].sha256, current=current)
        rebuild_articles(run)
        rebuild_prices(run)
        _judge_all(run)
        narrate(run)
        return run.outcome()


def _judge_all(run: Run) -> None:
    for cik in load_ciks(run.store):
        issuer = run.settings.find_issuer(cik)
        judge_issuer(run, issuer or unprofiled_issuer(cik, find_issuer_name(run.store, cik)))


def _replace_database(fresh: Path, db: Path) -> None:
    """Put the fresh file in the place of the old one. A write-ahead log left behind would spoil it."""
    for suffix in ("-wal", "-shm"):
        db.with_name(db.name + suffix).unlink(missing_ok=True)
    fresh.replace(db)
