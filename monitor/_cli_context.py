"""What all commands share: the options before the command, exit codes, and how a run is told."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from monitor.pipeline import Outcome
    from monitor.settings import Settings
    from monitor.terminal import Terminal

EXIT_FOUND, EXIT_USAGE, EXIT_FAILED, EXIT_LOCKED = 1, 2, 3, 75


@dataclass(frozen=True, slots=True)
class Context:
    """What the options before the command say."""

    db: Path | None
    config: Path | None
    quiet: bool
    verbose: bool

    @property
    def settings(self) -> Settings:
        from monitor.settings import load_settings

        return load_settings(config=self.config, db=self.db)

    @property
    def terminal(self) -> Terminal:
        from monitor.terminal import Terminal

        return Terminal(quiet=self.quiet, verbose=self.verbose)


pass_context = click.make_pass_decorator(Context)


def finish(context: Context, outcome: Outcome) -> None:
    """Say what a run did, and end with its exit code."""
    say_outcome(context, outcome)
    sys.exit(int(outcome.exit_code))


def say_outcome(context: Context, outcome: Outcome) -> None:
    """What a run did, in one line."""
    from monitor.terminal import count

    parts = [f"{count(outcome.filings_added, 'filing')} and {count(outcome.facts_added, 'fact')} added"]
    if outcome.articles_added:
        parts[0] = f"{count(outcome.articles_added, 'article')}, {parts[0]}"
    if outcome.requests:
        parts.append(count(outcome.requests, "request"))
    if outcome.problems:
        parts.append(f"{count(len(outcome.problems), 'open problem')} (see `monitor status`)")
    context.terminal.say(f"{', '.join(parts)} in {outcome.seconds:.1f} s")
