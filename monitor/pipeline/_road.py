"""One filing down the road: archive its bytes, read them, extract the facts, save everything at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from monitor.errors import DocumentError
from monitor.extractors import check_document, extract_facts
from monitor.pipeline._run import Run
from monitor.readers import read_document
from monitor.readers.cover import find_wrong_issuer, read_cover
from monitor.readers.ownership import is_ownership_form, is_ownership_xml, list_trades, read_ownership
from monitor.readers.submission import documents_to_read, is_submission, read_submission
from monitor.records import Document, Filing, InsiderTrade, Issuer, Problem
from monitor.settings import SEC_URL, unprofiled_issuer
from monitor.store.archive import ArchivedPart
from monitor.store.loading import find_filing
from monitor.store.ownership import save_trades
from monitor.store.problems import resolve_problems
from monitor.store.saving import save_filing, save_issuers

# other_issuer: an ownership form in the issuer's feed that is about somebody else's shares. Left out, no fault.
FILING_PROBLEMS = ("unreadable_document", "wrong_issuer", "other_issuer", "issuance_total_mismatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Bytes of a filing as they came: a full submission, or one document of it."""

    raw: bytes
    type: str  # "8-K", "EX-99.1"; for a submission the form
    filename: str
    source: str  # path or URL, for the messages
    line: int | None = None  # of the manifest

    @property
    def place(self) -> str:
        """Where it came from, for a person to find it."""
        return self.source if self.line is None else f"{self.source} (manifest line {self.line})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a filing was read into, and what is wrong with exhibits that were left out."""

    filing: Filing
    issuer: Issuer
    documents: tuple[Document, ...]
    trades: tuple[InsiderTrade, ...]
    problems: tuple[Problem, ...]


class _RefusedError(Exception):
    """The filing cannot be stored, and the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


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
    known = run.archive.find_filing(filing.accession_number)
    run.archive.record(filing, archived)
    taken = walk(run, filing, parts, archive_sha256=archived[0].sha256)
    if taken is None and known and find_filing(run.store, filing.accession_number):
        # What was refused must not change what the archive says of the version that is stored.
        run.archive.record(known.filing, archived)
    return taken


def walk(
    run: Run, filing: Filing, parts: Sequence[Part], *, archive_sha256: str, current: bool = True
) -> Filing | None:
    """Read, extract and save an archived filing.

    Returns it as stored, or None when it cannot be: then there is a problem for people to see, unless a later
    version of the filing has taken its place (`current` is false).
    """
    try:
        reading = _read(run, filing, parts)
    except _RefusedError as refused:
        if current:
            settle(run, filing, [refused.problem])
        return None
    # Insiders speak of their own holdings, not of the issuer's.
    told = () if is_ownership_form(reading.filing.form) else reading.documents
    facts = [fact for document in told for fact in extract_facts(document, reading.filing, reading.issuer)]
    if current:
        doubts = (one for document in told for one in check_document(document, reading.filing, reading.issuer))
        settle(run, filing, [*reading.problems, *doubts])
    save_issuers(run.store, [reading.issuer])
    with run.store.transaction(f"save filing {filing.accession_number} with its trades"):
        saved = save_filing(
            run.store,
            reading.filing,
            archive_sha256=archive_sha256,
            documents=reading.documents,
            facts=facts,
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


def complaint(filing: Filing, part: Part, reason: str, *, kind: str = "unreadable_document") -> Problem:
    """A part of a filing that cannot be used, and why. Its bytes are in the archive, if there were any."""
    if part.source.endswith(part.filename):  # a reader names the document, and the place says it already
        reason = reason.removeprefix(f"{part.filename}: ")
    return Problem(
        kind=kind,
        severity="error",
        message=f"{part.place}: {reason} ({filing.form} {filing.accession_number})",
        accession_number=filing.accession_number,
        source=part.source,
        line=part.line,
    )


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


def _read(run: Run, filing: Filing, parts: Sequence[Part]) -> _Reading:
    """The documents of a filing.

    Raises _RefusedError when the first cannot be read or is someone else's. An exhibit that cannot be read is left
    out with a problem: slides filed as pictures hold no word, and the filing around them is sound.
    """
    filing, pieces, filer = _open(replace(filing, url=filing.url or index_url(filing)), parts)
    first = pieces[0]
    trades: list[InsiderTrade] = []
    problems: list[Problem] = []
    if is_ownership_form(filing.form) and is_ownership_xml(first.raw):
        document, trades, filer = _read_trades(filing, first)
        documents = [document]
    else:
        documents = [_read_piece(filing, first)]
        if is_ownership_form(filing.form):
            reason = "is not in XML, so its trades are not read; `monitor load` takes the full submission"
            problems.append(replace(complaint(filing, first, reason), severity="warning"))
    issuer = _get_issuer(run, filing, first, documents[0], filer)
    for piece in pieces[1:]:
        try:
            documents.append(_read_piece(filing, piece))
        except _RefusedError as refused:
            # On disk somebody can put a wrong file right; what stands inside a submission is as it was filed.
            severity: Literal["error", "warning"] = "error" if piece in parts else "warning"
            problems.append(replace(refused.problem, severity=severity))
    return _Reading(
        filing=filing,
        issuer=issuer,
        documents=tuple(documents),
        trades=tuple(trades),
        problems=tuple(problems),
    )


def _open(filing: Filing, parts: Sequence[Part]) -> tuple[Filing, list[Part], str]:
    """The documents that the parts hold, and the filer's name in the header of a submission ("" without one).

    The header wins over what the manifest or the index says of the filing. Raises _RefusedError when it is another
    filing's, or the submission is not whole.
    """
    pieces: list[Part] = []
    filer = ""
    for part in parts:
        if not is_submission(part.raw):
            pieces.append(part)
            continue
        try:
            submission = read_submission(part.raw)
        except DocumentError as error:
            raise _RefusedError(complaint(filing, part, str(error))) from error
        if submission.accession_number != filing.accession_number:
            reason = f"holds submission {submission.accession_number}; correct the accession number"
            raise _RefusedError(complaint(filing, part, reason))
        names = {party.cik: party.name for party in submission.parties}
        if names and filing.issuer_cik not in names:
            listed = ", ".join(f"{cik} ({name})" for cik, name in sorted(names.items()))
            reason = f"was filed for CIK {listed}, not {filing.issuer_cik}; correct the CIK"
            raise _RefusedError(complaint(filing, part, reason, kind="wrong_issuer"))
        chosen = documents_to_read(submission)
        if not chosen:
            raise _RefusedError(complaint(filing, part, "holds no document that can be read"))
        filer = names.get(filing.issuer_cik, "")
        pieces += [replace(part, raw=found.body, type=found.type, filename=found.filename) for found in chosen]
        filing = replace(
            filing,
            form=submission.form or filing.form,
            filed_on=submission.filed_on or filing.filed_on,
            accepted_at=submission.accepted_at or filing.accepted_at,
            period_on=submission.period_on or filing.period_on,
            items=submission.items or filing.items,
            primary_document=chosen[0].filename or filing.primary_document,
        )
    return filing, pieces, filer


def _read_piece(filing: Filing, piece: Part) -> Document:
    try:
        return read_document(
            piece.raw,
            accession_number=filing.accession_number,
            type=piece.type,
            url=document_url(filing, piece.filename),
            filename=piece.filename,
        )
    except DocumentError as error:
        raise _RefusedError(complaint(filing, piece, str(error))) from error


def _read_trades(filing: Filing, piece: Part) -> tuple[Document, list[InsiderTrade], str]:
    """A Form 3, 4, 5 or 144 in XML: its text, its lines, and the issuer's name.

    Raises _RefusedError when it is about another issuer: a company's feed also lists what it reports of the shares
    that it holds itself.
    """
    try:
        document, ownership = read_ownership(
            piece.raw,
            accession_number=filing.accession_number,
            type=piece.type,
            url=document_url(filing, piece.filename),
            filename=piece.filename,
        )
    except DocumentError as error:
        raise _RefusedError(complaint(filing, piece, str(error))) from error
    if ownership.issuer_cik != filing.issuer_cik:
        about = f"CIK {ownership.issuer_cik} ({ownership.issuer_name})"
        reason = f"is about {about}, not CIK {filing.issuer_cik}; left out"
        problem = complaint(filing, piece, reason, kind="other_issuer")
        raise _RefusedError(replace(problem, severity="notice"))
    return document, list_trades(document, ownership, filing), ownership.issuer_name


def _get_issuer(run: Run, filing: Filing, piece: Part, document: Document, filer: str) -> Issuer:
    """The issuer's profile, or one made from its cover or header when `monitor.toml` has none.

    Raises _RefusedError when the cover names someone else, or the filing is stored as someone else's.
    """
    cover = read_cover(piece.raw, document)
    name = cover.registrant or filer
    issuer = run.settings.find_issuer(filing.issuer_cik) or unprofiled_issuer(filing.issuer_cik, name)
    if reason := find_wrong_issuer(cover, issuer, run.settings.issuers):
        raise _RefusedError(complaint(filing, piece, f"{reason}; correct the CIK", kind="wrong_issuer"))
    stored = find_filing(run.store, filing.accession_number)
    if stored is not None and stored.issuer_cik != filing.issuer_cik:
        reason = (
            f"it is stored as a filing of CIK {stored.issuer_cik}, not {filing.issuer_cik}; correct the CIK. "
            f"If the stored one is wrong, remove {run.archive.root}/filings/{filing.accession_number}.json, "
            "run `monitor rebuild` and load again"
        )
        raise _RefusedError(complaint(filing, piece, reason, kind="wrong_issuer"))
    return issuer
