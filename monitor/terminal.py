"""What a person at a terminal sees of a run: a progress bar there, plain lines elsewhere, results on stdout.

Progress and complaints go to stderr, so that stdout can be piped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

EVERY = 25  # off a terminal, a line of progress for this many items


class Terminal:
    """Says what is going on. `quiet` keeps only problems, `verbose` adds a line per item."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose

    def say(self, message: str) -> None:
        """A line about the run."""
        if not self.quiet:
            print(message, file=sys.stderr, flush=True)

    def detail(self, message: str) -> None:
        """A line that only `-v` shows."""
        if self.verbose:
            print(message, file=sys.stderr, flush=True)

    def result(self, message: str) -> None:
        """A line of what was asked for, on stdout: also when told to be quiet."""
        print(message, flush=True)

    def complain(self, message: str) -> None:
        """A problem: always shown."""
        print(message, file=sys.stderr, flush=True)

    def track(self, items: Iterable[T], *, label: str, total: int) -> Iterator[T]:
        """The items, with a bar on a terminal and a line now and then elsewhere."""
        if self.quiet or self.verbose or total < 2:
            yield from items
            return
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
                yield from progress.track(items, total=total, description=label)
            return
        for number, item in enumerate(items, 1):
            yield item
            if number % EVERY == 0 or number == total:
                self.say(f"{label}: {number} of {total}")


def count(number: int, noun: str) -> str:
    """ "1 filing", "1,432 filings"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def as_table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Columns of text, as wide as they need to be; the columns numbered in `right` are flush right."""
    table = [list(headers), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(headers))]
    lines = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]])
