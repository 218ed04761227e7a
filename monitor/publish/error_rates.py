"""How often the verdicts and labels are wrong, as measured: one table for the site and for `docs/method.md`."""

from __future__ import annotations

from functools import cache

from monitor.settings import packaged


@cache
def read_error_rates() -> list[list[str]]:
    """The rows of `models/error_rates.md`, the head first: what was measured, on which set, and the result."""
    lines = (packaged("models") / "error_rates.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if set("".join(row)) != {"-"}]
