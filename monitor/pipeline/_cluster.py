"""Reading on a Dask cluster: many filings at work, their readings back in the order in which they were given.

The cluster sees bytes and gives readings; it touches neither the archive nor the database. So many filings are at
work at once as keep the workers busy, and no more: an archive of any size fits.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import monitor
from monitor.errors import SettingsError
from monitor.pipeline._reading import Part, Reading, complaint, read_filing
from monitor.records import Filing, Issuer, Problem

Job = TypeVar("Job")
AHEAD = 4  # filings at work for each thread of a worker
CONNECT_SECONDS = 15
LOCAL = "local"


@contextmanager
def open_cluster(scheduler: str, workers: int | None) -> Iterator[Any]:
    """A client of the scheduler at an address, or of one made here (`local`) with so many processes (default: one
    a core). Raises SettingsError without dask, without an answer, or when a worker has another version of us."""
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError:
        raise SettingsError(
            "a backfill needs dask, which is not installed: pip install 'filing-monitor[cluster]'; without it "
            "`monitor load` and `monitor rebuild` do the same in one process"
        ) from None
    if scheduler == LOCAL:
        quiet = {"dashboard_address": None, "silence_logs": logging.ERROR}
        with LocalCluster(n_workers=workers, threads_per_worker=1, **quiet) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"no Dask scheduler answers at {scheduler!r} ({error}); write an address such as tcp://10.0.0.5:8786, "
            "or `local`"
        ) from error
    with client:
        _require_same_version(client)
        yield client


def read_on_cluster(
    client: Any, profiles: Sequence[Issuer], jobs: Iterable[tuple[Job, Filing, Sequence[Part]]]
) -> Iterator[tuple[Job, Reading | Problem]]:
    """Each job with the reading of its filing, in order. A filing at which workers die is a problem, no end."""
    ahead = AHEAD * max(1, sum(client.nthreads().values()))
    waiting: deque[tuple[Job, Filing, Part, Any]] = deque()
    for job, filing, parts in jobs:
        # Scattered: bytes go to a worker and not through the scheduler.
        bytes_there = client.scatter(list(parts), hash=False, broadcast=False)
        future = client.submit(_read, list(profiles), filing, bytes_there, pure=False)
        waiting.append((job, filing, parts[0], future))
        if len(waiting) >= ahead:
            yield _collect(waiting)
    while waiting:
        yield _collect(waiting)


def _read(profiles: list[Issuer], filing: Filing, parts: list[Part]) -> Reading | Problem:
    """What a worker does."""
    return read_filing(profiles, filing, parts)


def _collect(waiting: deque[tuple[Job, Filing, Part, Any]]) -> tuple[Job, Reading | Problem]:
    from distributed import KilledWorker

    job, filing, part, future = waiting.popleft()
    try:
        reading: Reading | Problem = future.result()
    except KilledWorker:
        reading = complaint(filing, part, "several workers died while they read it; load it alone to see why")
    return job, reading


def _require_same_version(client: Any) -> None:
    """Other code reads otherwise, and the database would be of two minds."""
    try:
        versions = client.run(_version)
    except ImportError as error:
        raise SettingsError(f"the workers do not have filing-monitor ({error}); install it there too") from error
    if not versions:
        raise SettingsError("the Dask scheduler has no workers; start some with `dask worker ADDRESS`")
    for worker, version in sorted(versions.items()):
        if version != monitor.__version__:
            raise SettingsError(
                f"worker {worker} has filing-monitor {version}, this is {monitor.__version__}: install the same"
            )


def _version() -> str:
    return monitor.__version__
