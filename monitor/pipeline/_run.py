"""One run: the lock it holds, the store it writes, what it counted and what went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from monitor import __version__
from monitor.errors import MonitorError, SourceError
from monitor.records import Problem
from monitor.settings import Settings, name_sources
from monitor.store.archive import Archive
from monitor.store.database import Store, open_store
from monitor.store.health import write_health
from monitor.store.locking import run_lock
from monitor.store.problems import save_problems
from monitor.store.runs import finish_run, start_run
from monitor.terminal import Terminal


class Exit(IntEnum):
    """Exit codes, as `../docs/cli.md` promises them to cron."""

    DONE = 0
    FOUND = 1  # a check found something
    USAGE = 2
    SOURCE_FAILED = 3  # done, but a source failed; the rest is stored
    LOCKED = 75  # EX_TEMPFAIL of sysexits.h: another run is at work


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did."""

    run_id: str
    exit_code: Exit
    filings_added: int
    facts_added: int
    articles_added: int
    problems: tuple[Problem, ...]
    requests: int
    seconds: float


@dataclass(slots=True, kw_only=True)
class Run:
    """A run at work. Counters grow; `problems` are those met in this run, new or known."""

    settings: Settings
    store: Store
    archive: Archive
    terminal: Terminal
    run_id: str
    command: str
    now: Callable[[], datetime]
    started_at: datetime
    began: float
    filings_added: int = 0
    facts_added: int = 0
    articles_added: int = 0
    problems_raised: int = 0
    requests: int = 0
    failed: bool = False
    problems: list[Problem] = field(default_factory=list)

    def report(self, *problems: Problem) -> None:
        """Keep the problems for people to see, and say them now. An error makes the exit code 3."""
        for problem in problems:
            self.terminal.complain(f"{problem.severity}: {problem.message}")
            self.failed = self.failed or problem.severity == "error"
        self.keep(problems)

    def keep(self, problems: Iterable[Problem]) -> None:
        """Keep problems of the record itself (a ledger that does not add up) without a word."""
        found = list(problems)
        self.problems.extend(found)
        self.problems_raised += len(save_problems(self.store, found, run_id=self.run_id, raised_at=self.now()))

    @property
    def counts(self) -> dict[str, int]:
        """What stands of it in `runs`. An article, a claim, a verdict and a close are facts too."""
        return {
            "filings_added": self.filings_added,
            "facts_added": self.facts_added,
            "problems_raised": self.problems_raised,
            "requests": self.requests,
        }

    def outcome(self) -> Outcome:
        """The run so far."""
        return Outcome(
            run_id=self.run_id,
            exit_code=Exit.SOURCE_FAILED if self.failed else Exit.DONE,
            filings_added=self.filings_added,
            facts_added=self.facts_added,
            articles_added=self.articles_added,
            problems=tuple(self.problems),
            requests=self.requests,
            seconds=time.monotonic() - self.began,
        )


def utc_now() -> datetime:
    """Now, to the second: the only clock of a run."""
    return datetime.now(UTC).replace(microsecond=0)


@contextmanager
def open_run(
    settings: Settings, command: str, terminal: Terminal, *, now: Callable[[], datetime] = utc_now
) -> Iterator[Run]:
    """Take the lock, open the store, and write down that this ran, however it ends.

    Raises LockedError when another run is at work. A run that is killed, interrupted or hits a bug leaves a row
    without `finished_at`, and everything it saved: each filing is one transaction.
    """
    with run_lock(settings.db), open_store(settings.db) as store:
        started_at = now()
        run = Run(
            settings=settings,
            store=store,
            archive=Archive(settings.archive),
            terminal=terminal,
            run_id=start_run(store, command, started_at=started_at, version=__version__),
            command=command,
            now=now,
            started_at=started_at,
            began=time.monotonic(),
        )
        try:
            yield run
        except MonitorError as error:
            _finish(run, Exit.SOURCE_FAILED if isinstance(error, SourceError) else Exit.USAGE)
            raise
        _finish(run, run.outcome().exit_code)


def _finish(run: Run, exit_code: Exit) -> None:
    finish_run(run.store, run.run_id, finished_at=run.now(), exit_code=int(exit_code), **run.counts)
    patience = timedelta(hours=float(run.settings.alerts.limits.silent_hours))
    named = name_sources(run.settings)
    write_health(run.store, run.run_id, now=run.now(), patience=patience, named=named)
