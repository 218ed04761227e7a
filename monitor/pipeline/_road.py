"""One filing down the road: archive its bytes, read them, extract the facts, save everything at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.errors import DocumentError
from monitor.extractors import extract_facts
from monitor.pipeline._run import Run
from monitor.readers import read_document
from monitor.readers.cover import Cover, find_wrong_issuer, read_cover
from monitor.readers.submission import documents_to_read, is_submission, read_submission
from monitor.records import Document, Filing, Issuer, Problem
from monitor.settings import SEC_URL, unprofiled_issuer
from monitor.store.archive import ArchivedPart
from monitor.store.problems import resolve_problems
from monitor.store.saving import save_filing, save_issuers

FILING_PROBLEMS = ("unreadable_document", "wrong_issuer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Bytes of a filing as they came: a full submission, or one document of it."""

    raw: bytes
    type: str  # "8-K", "EX-99.1"; for a submission the form
    filename: str
    source: str  # path or URL, for the messages
    line: int | None = None  # of the manifest


def take_in(run: Run, filing: Filing, parts: Sequence[Part]) -> Filing | None:
    """Archive one filing and walk it down the road.

    The bytes are in the archive before anybody reads them, so nothing is lost whatever they turn out to be.
    """
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
    run.archive.record(filing, archived)
    return walk(run, filing, parts, archive_sha256=archived[0].sha256)


def walk(run: Run, filing: Filing, parts: Sequence[Part], *, archive_sha256: str) -> Filing | None:
    """Read, extract and save an archived filing.

    Returns it as stored, or None when it cannot be: then there is a problem for people to see.
    """
    first = parts[0]
    problem: Problem | None = None
    try:
        filing, read = _read(filing, parts)
        issuer = _find_issuer(run, filing, read)
    except DocumentError as error:
        problem = Problem(
            kind="unreadable_document",
            severity="error",
            message=f"{_place(first)}: {error} ({filing.form} {filing.accession_number}, kept in the archive)",
            accession_number=filing.accession_number,
            source=first.source,
            line=first.line,
        )
    else:
        profiles = run.settings.issuers
        reasons = (find_wrong_issuer(cover, issuer, profiles) for _, cover in read)
        if reason := next(filter(None, reasons), None):
            problem = Problem(
                kind="wrong_issuer",
                severity="error",
                message=f"{_place(first)}: {reason}; correct the CIK ({filing.accession_number} is not stored)",
                accession_number=filing.accession_number,
                source=first.source,
                line=first.line,
            )
    _settle(run, filing, problem)
    if problem is not None:
        run.report(problem)
        return None
    documents = [document for document, _ in read]
    save_issuers(run.store, [issuer])
    saved = save_filing(
        run.store,
        filing,
        archive_sha256=archive_sha256,
        documents=documents,
        facts=[fact for document in documents for fact in extract_facts(document, filing, issuer)],
        stored_at=run.now(),
    )
    run.filings_added += saved.filings
    run.facts_added += saved.facts
    return filing


def _settle(run: Run, filing: Filing, problem: Problem | None) -> None:
    """What was wrong with this filing before, and is no longer, is resolved."""
    resolve_problems(
        run.store,
        FILING_PROBLEMS,
        still=[problem] if problem else [],
        resolved_at=run.now(),
        accession_number=filing.accession_number,
    )


def _place(part: Part) -> str:
    return part.source if part.line is None else f"{part.source} (manifest line {part.line})"


def _read(filing: Filing, parts: Sequence[Part]) -> tuple[Filing, list[tuple[Document, Cover]]]:
    """The documents of a filing. A submission's header wins over what the manifest or the index says of it.

    Raises DocumentError when a part cannot be read.
    """
    read: list[tuple[Document, Cover]] = []
    for part in parts:
        if not is_submission(part.raw):
            read.append(_read_part(filing, part.raw, part.type, part.filename))
            continue
        submission = read_submission(part.raw)
        if submission.accession_number != filing.accession_number:
            raise DocumentError(f"holds submission {submission.accession_number}, not {filing.accession_number}")
        filers = {party.cik for party in submission.parties}
        if filers and filing.issuer_cik not in filers:
            raise DocumentError(
                f"was filed for CIK {', '.join(map(str, sorted(filers)))}, not {filing.issuer_cik}"
            )
        chosen = documents_to_read(submission)
        if not chosen:
            raise DocumentError("holds no document that can be read")
        filing = replace(
            filing,
            form=submission.form or filing.form,
            filed_on=submission.filed_on or filing.filed_on,
            accepted_at=submission.accepted_at or filing.accepted_at,
            period_on=submission.period_on or filing.period_on,
            items=submission.items or filing.items,
            primary_document=chosen[0].filename or filing.primary_document,
        )
        filing = replace(filing, url=filing.url or index_url(filing))
        read += [_read_part(filing, document.body, document.type, document.filename) for document in chosen]
    return replace(filing, url=filing.url or index_url(filing)), read


def _read_part(filing: Filing, raw: bytes, kind: str, filename: str) -> tuple[Document, Cover]:
    document = read_document(
        raw,
        accession_number=filing.accession_number,
        type=kind,
        url=document_url(filing, filename),
        filename=filename,
    )
    return document, read_cover(raw, document)


def _find_issuer(run: Run, filing: Filing, read: Sequence[tuple[Document, Cover]]) -> Issuer:
    """The issuer's profile, or one made from its cover when `monitor.toml` has none."""
    issuer = run.settings.find_issuer(filing.issuer_cik)
    if issuer is not None:
        return issuer
    names = (cover.registrant for _, cover in read if cover.registrant)
    return unprofiled_issuer(filing.issuer_cik, next(names, ""))


def index_url(filing: Filing) -> str:
    """The filing's index page at the SEC: it needs no file name, and MSTR's carry stale dates."""
    accession = filing.accession_number
    return f"{SEC_URL}/Archives/edgar/data/{filing.issuer_cik}/{accession.replace('-', '')}/{accession}-index.htm"


def document_url(filing: Filing, filename: str) -> str:
    """The document at the SEC; the index page when its name is unknown or the filing is a reconstruction."""
    if not filename or filing.reconstruction:
        return filing.url or index_url(filing)
    accession = filing.accession_number.replace("-", "")
    return f"{SEC_URL}/Archives/edgar/data/{filing.issuer_cik}/{accession}/{filename}"
