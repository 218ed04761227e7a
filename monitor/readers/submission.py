"""Full submissions: the `.txt` that EDGAR serves for one accession number, header and every document in one file.

    <SEC-DOCUMENT>0001213900-25-100181.txt : 20251020
    <SEC-HEADER>0001213900-25-100181.hdr.sgml : 20251020
    <ACCEPTANCE-DATETIME>20251020092455          New York time
    PUBLIC DOCUMENT COUNT:          1
    </SEC-HEADER>
    <DOCUMENT><TYPE>6-K<SEQUENCE>1<FILENAME>...<TEXT> ... </TEXT></DOCUMENT>
    </SEC-DOCUMENT>

The parsing is edgartools', the checks for completeness are ours (see `monitor/_edgartools.py`).
Source: EDGAR Public Dissemination Service specification.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from monitor import _edgartools
from monitor._edgartools import Party, is_submission
from monitor.errors import DocumentError

__all__ = ["Party", "Submission", "SubmittedDocument", "documents_to_read", "is_submission", "read_submission"]

NEW_YORK = ZoneInfo("America/New_York")
WRAPPERS = ("XBRL", "XML", "PDF")
# Form 8-K, titles of the items as the header prints them (General Instructions, and EDGAR's own shortenings).
ITEM_TITLES = {
    "entry into a material definitive agreement": "1.01",
    "termination of a material definitive agreement": "1.02",
    "bankruptcy or receivership": "1.03",
    "mine safety": "1.04",
    "material cybersecurity incidents": "1.05",
    "completion of acquisition or disposition of assets": "2.01",
    "results of operations and financial condition": "2.02",
    "creation of a direct financial obligation": "2.03",
    "triggering events that accelerate": "2.04",
    "cost associated with exit or disposal": "2.05",
    "costs associated with exit or disposal": "2.05",
    "material impairments": "2.06",
    "notice of delisting": "3.01",
    "unregistered sales of equity": "3.02",
    "unregistered sale of equity": "3.02",
    "material modification": "3.03",
    "changes in registrant's certifying accountant": "4.01",
    "changes in registrants certifying accountant": "4.01",
    "non-reliance on previously issued": "4.02",
    "changes in control of registrant": "5.01",
    "departure of directors": "5.02",
    "amendments to articles of incorporation": "5.03",
    "temporary suspension of trading": "5.04",
    "amendments to the registrant's code of ethics": "5.05",
    "amendment to registrant's code of ethics": "5.05",
    "change in shell company status": "5.06",
    "submission of matters to a vote": "5.07",
    "shareholder nominations": "5.08",
    "shareholder director nominations": "5.08",
    "abs informational": "6.01",
    "regulation fd disclosure": "7.01",
    "other events": "8.01",
    "financial statements and exhibits": "9.01",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedDocument:
    """One document of a submission. `body` is what stands between <TEXT> and </TEXT>, byte for byte, without an
    <XBRL>, <XML> or <PDF> envelope; pictures and archives stay uuencoded."""

    type: str  # "8-K", "EX-99.1", "GRAPHIC"
    sequence: str
    filename: str
    description: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The facts of the header and the documents, in the order filed."""

    accession_number: str
    form: str
    filed_on: date | None
    accepted_at: datetime | None  # UTC; the header prints New York time. None when the header does not say
    period_on: date | None
    items: str  # "8.01,9.01" as the index writes them
    parties: tuple[Party, ...]
    document_count: int | None  # as stated
    documents: tuple[SubmittedDocument, ...]

    def concerns(self, issuer_cik: int) -> bool:
        """Whether it is about this issuer: a company's feed also lists what it filed about others.

        True as well when the header names nobody.
        """
        about = {party.cik for party in self.parties if party.role in ("issuer", "subject")}
        about = about or {party.cik for party in self.parties if party.role == "filer"}
        return not about or issuer_cik in about


def read_submission(raw: bytes) -> Submission:
    """Header facts and documents of a full `.txt` submission.

    Raises DocumentError saying which check failed: empty, not a submission, no closing tag, a document without an
    end, fewer documents than the header states.
    """
    _edgartools.require_whole(raw)
    # Latin-1 keeps one character per byte, so that the bodies come back as they were. Only the header is freed of
    # carriage returns, which the parser's line rules do not expect.
    head, opening, rest = raw.decode("latin-1").partition("<DOCUMENT>")
    sgml = _edgartools.read_sgml(head.replace("\r\n", "\n") + opening + rest)
    fields = sgml.fields
    accession = fields.get("ACCESSION NUMBER", "")
    if not re.fullmatch(r"\d{10}-\d{2}-\d{6}", accession):
        raise DocumentError(f"submission without an accession number in its header (found {accession!r})")
    stated = fields.get("PUBLIC DOCUMENT COUNT", "")
    return Submission(
        accession_number=accession,
        form=fields.get("CONFORMED SUBMISSION TYPE", ""),
        filed_on=_read_date(fields.get("FILED AS OF DATE", "")),
        accepted_at=_read_acceptance(fields.get("ACCEPTANCE-DATETIME", "")),
        period_on=_read_date(fields.get("CONFORMED PERIOD OF REPORT", "")),
        items=_read_items(head),
        parties=sgml.parties,
        document_count=int(stated) if stated.isdigit() else None,
        documents=tuple(_read_document(document, accession) for document in sgml.documents),
    )


def documents_to_read(submission: Submission) -> tuple[SubmittedDocument, ...]:
    """The primary document and the EX-99 exhibits (press releases, presentations), if they are text."""
    return tuple(
        document
        for number, document in enumerate(submission.documents)
        if (number == 0 or document.type.upper().startswith("EX-99"))
        and not document.filename.lower().endswith((".pdf", ".jpg", ".gif", ".png", ".zip"))
    )


def _read_document(document: _edgartools.SgmlDocument, accession: str) -> SubmittedDocument:
    start, end = document.content.find("<TEXT>"), document.content.rfind("</TEXT>")
    if start < 0 or end < start:
        name = document.filename or f"number {document.sequence}"
        raise DocumentError(f"truncated submission {accession}: document {name} has no <TEXT> ... </TEXT>")
    return SubmittedDocument(
        type=document.type,
        sequence=document.sequence,
        filename=document.filename,
        description=document.description,
        body=_unwrap(document.content[start + len("<TEXT>") : end]).encode("latin-1"),
    )


def _unwrap(text: str) -> str:
    """Without the line break of the tag's own line and without the envelope of XBRL, XML or PDF."""
    text = text.removeprefix("\r").removeprefix("\n")
    for wrapper in WRAPPERS:
        opening, closing = f"<{wrapper}>", f"</{wrapper}>"
        if text.startswith(opening) and text.rstrip().endswith(closing):
            inner = text.rstrip()[len(opening) : -len(closing)]
            return inner.removeprefix("\r").removeprefix("\n")
    return text


def _read_items(header: str) -> str:
    """ "8.01,9.01" from the ITEM INFORMATION lines, whose titles hold commas and so cannot be taken as joined.

    Empty when a title is not known: half a list is worse than the index's.
    """
    numbers: list[str] = []
    for title in re.findall(r"^(?:ITEM INFORMATION:|<ITEMS?>)[ \t]*(.+?)[ \t\r]*$", header, re.MULTILINE):
        lowered = title.lower().replace("’", "'")
        if re.fullmatch(r"\d\.\d\d|\d{1,2}", title):
            number: str | None = title
        else:
            number = next((n for start, n in ITEM_TITLES.items() if lowered.startswith(start)), None)
        if number is None:
            return ""
        numbers.append(number)
    return ",".join(dict.fromkeys(numbers))


def _read_date(digits: str) -> date | None:
    try:
        return datetime.strptime(digits[:8], "%Y%m%d").date()  # noqa: DTZ007 - a calendar date has no zone
    except ValueError:
        return None


def _read_acceptance(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits[:14], "%Y%m%d%H%M%S").replace(tzinfo=NEW_YORK).astimezone(UTC)
    except ValueError:
        return None
