"""The only file that imports `edgar` (edgartools). What others need from it becomes our own records here.

What it is used for was decided by measuring 5.62 (import 1.75 s, 120 MB, so never on the road that finds nothing):

- **submissions**: header and documents of a full `.txt`. Its SGML parser works on offsets and is lossless when
  the bytes are decoded as Latin-1, one character per byte: the bodies come back bit for bit, which its own reading
  as UTF-8 (`errors="replace"`) does not promise. It does not notice a cut between two documents, so
  `require_whole` comes first; crawler and reader both call it, and it needs no edgartools.
- **the index**: the columns of submissions JSON and the family of a form (8-K with 8-K/A).
- **ownership forms**: what stands around the tables of Forms 3, 4, 5 and 144. Not the owners, for whom it asks the
  SEC one by one, and not the tables, whose figures become floats and whose lines vanish when a part is missing.
- **not the fetching**: its cache keeps a truncated `.txt` for ever, 403, 429 and 503 get one attempt, and its rate
  limit holds for one process only. Bytes come through `monitor.crawlers._web`.

`prepare` must run before the first import: edgartools reads its addresses and folders once, when it is imported.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from monitor.errors import DocumentError, SourceError
from monitor.settings import Settings

INDEX_COLUMNS = (
    "accessionNumber", "filingDate", "reportDate", "acceptanceDateTime", "act", "form", "fileNumber", "items",
    "size", "isXBRL", "isInlineXBRL", "primaryDocument", "primaryDocDescription",
)  # fmt: skip
OWNERSHIP_TABLES = (
    "reportingOwner", "nonDerivativeTable", "derivativeTable",
    "securitiesInformation", "securitiesToBeSold", "securitiesSoldInPast3Months",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One line of an issuer's index. `accepted` is as printed: whose clock it shows, the file does not say."""

    accession_number: str
    form: str
    filed_on: date
    accepted: datetime | None  # naive
    period_on: date | None
    items: str
    primary_document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company or person named in the header of a submission."""

    role: str  # "filer", "subject", "issuer", "owner"
    cik: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SgmlDocument:
    """One <DOCUMENT> of a submission; `content` is everything inside it, one character per byte."""

    type: str
    sequence: str
    filename: str
    description: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SgmlSubmission:
    """The header's single fields by their printed names, the parties, and the documents."""

    fields: Mapping[str, str]  # "ACCESSION NUMBER", "PUBLIC DOCUMENT COUNT", "ACCEPTANCE-DATETIME", ...
    parties: tuple[Party, ...]
    documents: tuple[SgmlDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipFrame:
    """What stands around the tables of a Form 3, 4, 5 or 144; "" where the form has no such field."""

    form: str  # without "/A" in a 144
    issuer_cik: int | None
    issuer_name: str
    issuer_ticker: str = ""
    period: str = ""  # "2026-01-05"
    seller: str = ""  # of a 144: for whose account the securities are to be sold
    filer_cik: int | None = None  # of a 144
    relationships: tuple[str, ...] = ()  # of a 144: "Officer", "Director"
    is_10b5_1: bool | None  # None: the form does not say
    footnotes: Mapping[str, str] = field(default_factory=dict)  # "F1": its words
    remarks: str
    signatures: tuple[tuple[str, str], ...]  # (name, day as printed)


def prepare(settings: Settings) -> None:
    """Tell edgartools who we are, where EDGAR is and where to keep its files. Cheap: nothing is imported."""
    os.environ.update(
        EDGAR_BASE_URL=settings.base_url,
        EDGAR_DATA_URL=settings.data_url,
        EDGAR_XBRL_URL=settings.edgar_url or "http://xbrl.sec.gov",
        EDGAR_LOCAL_DATA_DIR=str((settings.db.parent / "edgartools").resolve()),
        EDGAR_RATE_LIMIT_PER_SEC=str(max(1, int(settings.requests_per_second))),
    )
    if settings.identity:
        os.environ["EDGAR_IDENTITY"] = settings.identity
    (settings.db.parent / "edgartools").mkdir(parents=True, exist_ok=True)


def read_index(columns: Mapping[str, Sequence[Any]], forms: Sequence[str]) -> tuple[IndexRow, ...]:
    """The rows of one block of submissions JSON that are of these forms or amend one, in the order served.

    Raises SourceError when columns are missing that an index cannot do without, or are of different lengths.
    """
    _keep_out_of_home()
    from edgar.entity.data import extract_company_filings_table
    from edgar.filtering import filter_by_form

    accessions = columns.get("accessionNumber", ())
    # Old pages and mirrors leave out columns that we do not need but edgartools insists on. The acceptance times
    # go round it: it takes their "Z" at its word and refuses an index in which one is missing.
    full = {name: columns.get(name) or [""] * len(accessions) for name in INDEX_COLUMNS}
    full["acceptanceDateTime"] = ["1970-01-01T00:00:00Z"] * len(accessions)
    stamps = dict(zip(accessions, columns.get("acceptanceDateTime", ()), strict=False))
    try:
        table = filter_by_form(extract_company_filings_table(full), list(forms), amendments=True)
    except (KeyError, ValueError, TypeError) as error:
        raise SourceError(f"the index cannot be read: {error}") from error
    return tuple(
        IndexRow(
            accession_number=row["accession_number"],
            form=row["form"],
            filed_on=row["filing_date"],
            accepted=_read_stamp(stamps.get(row["accession_number"], "")),
            period_on=date.fromisoformat(row["reportDate"]) if row["reportDate"] else None,
            items=row["items"] or "",
            primary_document=row["primaryDocument"] or "",
        )
        for row in table.to_pylist()
    )


def _read_stamp(stamp: str) -> datetime | None:
    return datetime.fromisoformat(stamp).replace(tzinfo=None) if stamp else None


def is_submission(raw: bytes) -> bool:
    """Whether these bytes claim to be a full submission (they may still be cut off). IMS: filings of the 1990s."""
    return any(opening in raw[:4096] for opening in (b"<SEC-DOCUMENT>", b"<IMS-DOCUMENT>"))


def require_whole(raw: bytes) -> None:
    """Raise DocumentError, saying which check failed, unless this is a complete submission.

    Checked: not empty, the opening tag, the closing tag, an end for each document, and the stated number of them.
    """
    if not raw.strip():
        raise DocumentError("empty submission: no content")
    if not is_submission(raw):
        start = " ".join(raw[:60].decode("latin-1").split())
        raise DocumentError(f"not an EDGAR submission: no <SEC-DOCUMENT> at the start, it begins with {start!r}")
    if not re.search(rb"</(SEC|IMS)-DOCUMENT>", raw[-4096:]):
        raise DocumentError(f"truncated submission: no closing </SEC-DOCUMENT> after {len(raw):,} bytes")
    if b"</SEC-HEADER>" not in raw and b"</IMS-HEADER>" not in raw:
        raise DocumentError("truncated submission: no end of its header (</SEC-HEADER>)")
    found = len(re.findall(rb"^<DOCUMENT>", raw, re.MULTILINE))
    if found == 0:
        raise DocumentError("submission without a document")
    for tag in (b"DOCUMENT", b"TEXT"):
        if (closed := raw.count(b"</%b>" % tag)) < found:
            name = tag.decode()
            raise DocumentError(
                f"truncated submission: {found} documents, but </{name}> stands only {closed} times"
            )
    count = re.search(rb"^(?:PUBLIC DOCUMENT COUNT:|<PUBLIC-DOCUMENT-COUNT>)\s*(\d+)", raw[:200_000], re.MULTILINE)
    stated = int(count[1]) if count else found
    # A complete submission with XBRL may hold one document less than stated: the spreadsheet that EDGAR renders
    # from it is counted, but is not in the file (0000320193-24-000123 states 103 and holds 102).
    rendered = re.search(rb"^<TYPE>(EX-101|XML|ZIP)", raw, re.MULTILINE) is not None
    if found < stated - rendered:
        raise DocumentError(f"truncated submission: PUBLIC DOCUMENT COUNT is {stated}, found {found}")


def read_sgml(text: str) -> SgmlSubmission:
    """Header and documents of a full submission. Raises DocumentError when edgartools cannot make sense of it."""
    _keep_out_of_home()
    from edgar.exceptions import EdgarError
    from edgar.sgml.sgml_common import parse_submission_text

    try:
        header, documents = parse_submission_text(text)
    except (EdgarError, KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise DocumentError(f"not a readable EDGAR submission: {error}") from error
    return SgmlSubmission(
        fields={key: str(value) for key, value in header.filing_metadata.metadata.items() if value},
        parties=tuple(_read_parties(header)),
        documents=tuple(
            SgmlDocument(
                type=document.type,
                sequence=document.sequence,
                filename=document.filename,
                description=document.description,
                content=document.raw_content,
            )
            for group in documents.values()
            for document in group
        ),
    )


def read_ownership_frame(root: Any) -> OwnershipFrame:
    """The frame of an ownership form from its XML (an lxml element, tags without namespaces), offline.
    Raises DocumentError when it lacks what every such form has."""
    _keep_out_of_home()
    from lxml import etree

    bare = deepcopy(root)
    etree.strip_elements(bare, *OWNERSHIP_TABLES, with_tail=False)
    try:
        return _frame_notice(bare) if root.tag == "edgarSubmission" else _frame_statement(bare)
    except (AttributeError, KeyError, ValueError, TypeError) as error:
        raise DocumentError(f"not a readable ownership form: {error}") from error


def _frame_statement(bare: Any) -> OwnershipFrame:
    from edgar.ownership import Ownership
    from lxml import etree

    found = Ownership.from_xml(etree.tostring(bare))
    return OwnershipFrame(
        form=found.form,
        issuer_cik=_read_cik(found.issuer.cik),
        issuer_name=found.issuer.name,
        issuer_ticker=found.issuer.ticker,
        period=found.reporting_period or "",
        is_10b5_1=found.aff10b5_one,
        footnotes=dict(found.footnotes.summary()["footnote"]),
        remarks=found.remarks,
        signatures=tuple((one.signature, one.date) for one in found.signatures.signatures),
    )


def _frame_notice(bare: Any) -> OwnershipFrame:
    from edgar.ownership.form144 import Form144
    from lxml import etree

    # The form is all that the object asks of its filing.
    found = Form144(filing=SimpleNamespace(form="144"), **Form144.parse_xml(etree.tostring(bare)))
    signature = found.notice_signature
    return OwnershipFrame(
        form="144",
        issuer_cik=_read_cik(found.issuer_cik),
        issuer_name=found.issuer_name or "",
        seller=found.person_selling or "",
        filer_cik=_read_cik(found.filer.cik),
        relationships=tuple(found.relationships),
        is_10b5_1=True if found.is_10b5_1_plan else None,  # no date is no denial
        remarks=found.remarks or "",
        signatures=((signature.signature or "", signature.notice_date or ""),),
    )


def _read_cik(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def _read_parties(header: Any) -> list[Party]:
    parties = []
    groups = (
        ("filer", header.filers or []),
        ("subject", header.subject_companies or []),
        ("issuer", [header.issuer] if header.issuer else []),
        ("owner", header.reporting_owners or []),
    )
    for role, members in groups:
        for member in members:
            company = getattr(member, "company_information", None)
            # `owner.name` asks the SEC whether the owner is a person; the name as printed needs no network.
            owner = getattr(member, "owner", None)
            cik = (company.cik if company else None) or (owner.cik if owner else None)
            if cik and str(cik).strip().isdigit():
                parties.append(Party(role=role, cik=int(cik), name=(company.name if company else None) or ""))
    return parties


def _keep_out_of_home() -> None:
    """Without `prepare` (a reader alone, a worker) edgartools would make and clear folders in the user's home."""
    folder = Path(tempfile.gettempdir()) / f"filing-monitor-{os.getuid()}" / "edgartools"
    if "EDGAR_LOCAL_DATA_DIR" not in os.environ:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.environ["EDGAR_LOCAL_DATA_DIR"] = str(folder)
