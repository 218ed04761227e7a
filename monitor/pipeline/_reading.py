"""What a filing says, without looking at the store: its documents, trades and facts, or why it cannot be read.

Pure but for the language models that it loads: on a cluster (`monitor backfill`) this is what the workers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from monitor.errors import DocumentError
from monitor.extractors import check_document, extract_facts
from monitor.readers import read_document
from monitor.readers.cover import find_wrong_issuer, read_cover
from monitor.readers.ownership import is_ownership_form, is_ownership_xml, list_trades, read_ownership
from monitor.readers.submission import documents_to_read, is_submission, read_submission
from monitor.records import Document, Fact, Filing, InsiderTrade, Issuer, Problem
from monitor.settings import SEC_URL, unprofiled_issuer


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
class Reading:
    """What a filing was read into, what was found in it, and what is wrong with it although it can be stored."""

    filing: Filing
    issuer: Issuer
    first: Part  # the piece that says whose filing it is
    documents: tuple[Document, ...]
    trades: tuple[InsiderTrade, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


class _RefusedError(Exception):
    """The filing cannot be stored, and the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_filing(profiles: Sequence[Issuer], filing: Filing, parts: Sequence[Part]) -> Reading | Problem:
    """Read a filing and extract its facts; a Problem when it cannot be stored. `profiles`: the issuers we know."""
    try:
        return _read(profiles, filing, parts)
    except _RefusedError as refused:
        return refused.problem


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


def _read(profiles: Sequence[Issuer], filing: Filing, parts: Sequence[Part]) -> Reading:
    """The documents of a filing and what they say.

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
    issuer = _get_issuer(profiles, filing, first, documents[0], filer)
    for piece in pieces[1:]:
        try:
            documents.append(_read_piece(filing, piece))
        except _RefusedError as refused:
            # On disk somebody can put a wrong file right; what stands inside a submission is as it was filed.
            severity: Literal["error", "warning"] = "error" if piece in parts else "warning"
            problems.append(replace(refused.problem, severity=severity))
    # Insiders speak of their own holdings, not of the issuer's.
    told = () if is_ownership_form(filing.form) else tuple(documents)
    doubts = [doubt for document in told for doubt in check_document(document, filing, issuer)]
    return Reading(
        filing=filing,
        issuer=issuer,
        first=replace(first, raw=b""),
        documents=tuple(documents),
        trades=tuple(trades),
        facts=tuple(fact for document in told for fact in extract_facts(document, filing, issuer)),
        problems=(*problems, *doubts),
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


def _get_issuer(profiles: Sequence[Issuer], filing: Filing, piece: Part, document: Document, filer: str) -> Issuer:
    """The issuer's profile, or one made from its cover or header when `monitor.toml` has none.

    Raises _RefusedError when the cover names someone else.
    """
    cover = read_cover(piece.raw, document)
    known = next((profile for profile in profiles if profile.issuer_cik == filing.issuer_cik), None)
    issuer = known or unprofiled_issuer(filing.issuer_cik, cover.registrant or filer)
    if reason := find_wrong_issuer(cover, issuer, tuple(profiles)):
        raise _RefusedError(complaint(filing, piece, f"{reason}; correct the CIK", kind="wrong_issuer"))
    return issuer
