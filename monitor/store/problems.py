"""Problems: raised once, resolved when they are gone, raised again when they return."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from monitor.records import Problem
from monitor.store.columns import instant_to_column, record_of, row_of
from monitor.store.database import Store
from monitor.store.saving import insert


def save_problems(
    store: Store, problems: Iterable[Problem], *, run_id: str | None, raised_at: datetime
) -> list[Problem]:
    """Raise problems. Returns those that were not open before: new ones, and resolved ones that are back."""
    raised: list[Problem] = []
    with store.transaction("save problems") as connection:
        for problem in problems:
            row = row_of(problem) | {
                "problem_id": problem.problem_id,
                "run_id": run_id,
                "raised_at": instant_to_column(raised_at),
            }
            reopened = connection.execute(
                "UPDATE problems SET resolved_at = NULL, raised_at = :raised_at, run_id = :run_id"
                " WHERE problem_id = :problem_id AND resolved_at IS NOT NULL",
                row,
            )
            if reopened.rowcount or insert(connection, "problems", row, unless=("problem_id",)):
                raised.append(problem)
    return raised


def resolve_problems(
    store: Store,
    kinds: Collection[str],
    *,
    still: Iterable[Problem],
    resolved_at: datetime,
    issuer_cik: int | None = None,
    accession_number: str | None = None,
    source: str | None = None,
) -> int:
    """Close the open problems of these kinds that are not among `still`; returns how many.

    Who looks again at everything of one issuer, filing or source names it, so that problems of others stay open.
    """
    scope = {"issuer_cik": issuer_cik, "accession_number": accession_number, "source": source}
    kept = {problem.problem_id for problem in still}
    resolved = 0
    with store.transaction("resolve problems") as connection:
        for row in store.query("SELECT * FROM problems WHERE resolved_at IS NULL"):
            outside = any(value is not None and row[column] != value for column, value in scope.items())
            if outside or row["kind"] not in kinds or row["problem_id"] in kept:
                continue
            connection.execute(
                "UPDATE problems SET resolved_at = ? WHERE problem_id = ?",
                [instant_to_column(resolved_at), row["problem_id"]],
            )
            resolved += 1
    return resolved


def load_open_problems(store: Store, issuer_cik: int | None = None) -> list[Problem]:
    """The open problems (of one issuer), the gravest first, then the oldest."""
    rows = store.query(
        "SELECT * FROM problems WHERE resolved_at IS NULL AND (?1 IS NULL OR issuer_cik = ?1)"
        " ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, raised_at, problem_id",
        [issuer_cik],
    )
    return [record_of(Problem, row) for row in rows]


def load_left_out(store: Store) -> set[str]:
    """Accession numbers of filings in an issuer's feed that turned out to be about another issuer: their bytes are
    in the archive, and nobody needs to ask for them again."""
    rows = store.query(
        "SELECT accession_number FROM problems"
        " WHERE kind = 'other_issuer' AND resolved_at IS NULL AND accession_number IS NOT NULL"
    )
    return {row["accession_number"] for row in rows}
