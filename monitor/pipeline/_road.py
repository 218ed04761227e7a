"""One filing down the road: archive its bytes, read them, extract the facts, save everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.pipeline._reading import Part, Reading, complaint, read_filing
from monitor.pipeline._run import Run
from monitor.readers.submission import is_submission
from monitor.records import Filing, Problem
from monitor.store.archive import ArchivedFiling, ArchivedPart
from monitor.store.loading import find_filing
from monitor.store.ownership import save_trades
from monitor.store.problems import resolve_problems
from monitor.store.saving import save_filing, save_issuers

# other_issuer: an ownership form in the issuer's feed that is about somebody else's shares. Left out, no fault.
FILING_PROBLEMS = (
    "unreadable_document",
    "wrong_issuer",
    "other_issuer",
    "issuance_total_mismatch",
    "sale_without_units",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A filing whose bytes are in the archive, and what the archive knew of it before."""

    filing: Filing
    parts: tuple[ArchivedPart, ...]
    before: ArchivedFiling | None


def take_in(run: Run, filing: Filing, parts: Sequence[Part]) -> Filing | None:
    """Archive one filing and walk it down the road.

    The bytes are in the archive before anybody reads them, so nothing is lost whatever they turn out to be.
    """
    kept = keep(run, filing, parts)
    return save_kept(run, kept, read_filing(run.settings.issuers, filing, parts))


def keep(run: Run, filing: Filing, parts: Sequence[Part]) -> Kept:
    """Put the bytes of a filing into the archive, and on record what they are."""
    archived = [
        ArchivedPart(
            sha256=run.archive.put(part.raw),
            type=part.type,
            filename=part.filename,
            kind="submission" if is_submission(part.raw) else "document",
            source=part.source,
        )
        for part in parts
    ]
    before = run.archive.find_filing(filing.accession_number)
    run.archive.record(filing, archived)
    return Kept(filing=filing, parts=tuple(archived), before=before)


def save_kept(run: Run, kept: Kept, reading: Reading | Problem) -> Filing | None:
    """Save what was read of a filing that is in the archive (see `save_reading`)."""
    taken = save_reading(run, kept.filing, reading, archive_sha256=kept.parts[0].sha256)
    if taken is None and kept.before and find_filing(run.store, kept.filing.accession_number):
        # What was refused must not change what the archive says of the version that is stored.
        run.archive.record(kept.before.filing, kept.parts)
    return taken


def walk(
    run: Run, filing: Filing, parts: Sequence[Part], *, archive_sha256: str, current: bool = True
) -> Filing | None:
    """Read, extract and save an archived filing (see `save_reading`)."""
    reading = read_filing(run.settings.issuers, filing, parts)
    return save_reading(run, filing, reading, archive_sha256=archive_sha256, current=current)


def save_reading(
    run: Run, filing: Filing, reading: Reading | Problem, *, archive_sha256: str, current: bool = True
) -> Filing | None:
    """Save what was read of an archived filing.

    Returns it as stored, or None when it cannot be: then there is a problem for people to see, unless a later
    version of the filing has taken its place (`current` is false).
    """
    if isinstance(reading, Reading):
        reading = _find_owner(run, reading) or reading
    if isinstance(reading, Problem):
        if current:
            settle(run, filing, [reading])
        return None
    if current:
        settle(run, filing, reading.problems)
    save_issuers(run.store, [reading.issuer])
    with run.store.transaction(f"save filing {filing.accession_number} with its trades"):
        saved = save_filing(
            run.store,
            reading.filing,
            archive_sha256=archive_sha256,
            documents=reading.documents,
            facts=reading.facts,
            stored_at=run.now(),
        )
        run.facts_added += save_trades(run.store, reading.trades)
    run.filings_added += saved.filings
    run.facts_added += saved.facts
    return reading.filing


def settle(run: Run, filing: Filing, problems: Iterable[Problem]) -> None:
    """Report what is wrong with a filing; what was wrong with it before, and is no longer, is resolved."""
    found = list(problems)
    resolve_problems(
        run.store,
        FILING_PROBLEMS,
        still=found,
        resolved_at=run.now(),
        accession_number=filing.accession_number,
    )
    run.report(*found)


def _find_owner(run: Run, reading: Reading) -> Problem | None:
    """What is wrong when the filing is stored as somebody else's."""
    filing = reading.filing
    stored = find_filing(run.store, filing.accession_number)
    if stored is None or stored.issuer_cik == filing.issuer_cik:
        return None
    reason = (
        f"it is stored as a filing of CIK {stored.issuer_cik}, not {filing.issuer_cik}; correct the CIK. "
        f"If the stored one is wrong, remove {run.archive.root}/filings/{filing.accession_number}.json, "
        "run `monitor rebuild` and load again"
    )
    return complaint(filing, reading.first, reason, kind="wrong_issuer")
