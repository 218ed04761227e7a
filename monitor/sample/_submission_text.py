"""A full `.txt` submission as EDGAR would serve it, made from a filing's documents.

Only what the form needs: header fields in EDGAR's order, New York time, and each document in its <TEXT> envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
ITEM_TITLES = {
    "1.01": "Entry into a Material Definitive Agreement",
    "1.02": "Termination of a Material Definitive Agreement",
    "1.03": "Bankruptcy or Receivership",
    "1.05": "Material Cybersecurity Incidents",
    "2.01": "Completion of Acquisition or Disposition of Assets",
    "2.02": "Results of Operations and Financial Condition",
    "2.03": "Creation of a Direct Financial Obligation or an Obligation under an Off-Balance Sheet Arrangement",
    "2.04": "Triggering Events That Accelerate or Increase a Direct Financial Obligation",
    "2.05": "Costs Associated with Exit or Disposal Activities",
    "2.06": "Material Impairments",
    "3.01": "Notice of Delisting or Failure to Satisfy a Continued Listing Rule or Standard; Transfer of Listing",
    "3.02": "Unregistered Sales of Equity Securities",
    "3.03": "Material Modification to Rights of Security Holders",
    "4.01": "Changes in Registrant's Certifying Accountant",
    "4.02": "Non-Reliance on Previously Issued Financial Statements or a Related Audit Report",
    "5.01": "Changes in Control of Registrant",
    "5.02": "Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers",
    "5.03": "Amendments to Articles of Incorporation or Bylaws; Change in Fiscal Year",
    "5.04": "Temporary Suspension of Trading Under Registrant's Employee Benefit Plans",
    "5.05": "Amendments to the Registrant's Code of Ethics, or Waiver of a Provision of the Code of Ethics",
    "5.06": "Change in Shell Company Status",
    "5.07": "Submission of Matters to a Vote of Security Holders",
    "5.08": "Shareholder Director Nominations",
    "7.01": "Regulation FD Disclosure",
    "8.01": "Other Events",
    "9.01": "Financial Statements and Exhibits",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDocument:
    """One document of a published filing, as bytes."""

    type: str
    filename: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFiling:
    """One accession number. `submission` is set when the manifest gave the full `.txt` itself."""

    accession_number: str
    issuer_cik: int
    form: str
    filed_on: date
    accepted_at: datetime  # UTC
    period_on: date | None
    items: str
    primary_document: str
    documents: tuple[PublishedDocument, ...]
    submission: bytes | None = None

    @property
    def folder(self) -> str:
        """Its place below the root of the server, without a slash at the end."""
        return f"/Archives/edgar/data/{self.issuer_cik}/{self.accession_number.replace('-', '')}"

    def submission_text(self, name: str) -> bytes:
        """The full submission; `name` is the filer's conformed name."""
        return self.submission if self.submission is not None else _write(self, name)


def _write(filing: PublishedFiling, name: str) -> bytes:
    accession, day = filing.accession_number, f"{filing.filed_on:%Y%m%d}"
    header = [
        f"<SEC-DOCUMENT>{accession}.txt : {day}",
        f"<SEC-HEADER>{accession}.hdr.sgml : {day}",
        f"<ACCEPTANCE-DATETIME>{filing.accepted_at.astimezone(NEW_YORK):%Y%m%d%H%M%S}",
        f"ACCESSION NUMBER:\t\t{accession}",
        f"CONFORMED SUBMISSION TYPE:\t{filing.form}",
        f"PUBLIC DOCUMENT COUNT:\t\t{len(filing.documents)}",
    ]
    if filing.period_on:
        header.append(f"CONFORMED PERIOD OF REPORT:\t{filing.period_on:%Y%m%d}")
    header += [f"ITEM INFORMATION:\t\t{ITEM_TITLES[item]}" for item in _split(filing.items) if item in ITEM_TITLES]
    header += [
        f"FILED AS OF DATE:\t\t{day}",
        f"DATE AS OF CHANGE:\t\t{day}",
        "",
        "FILER:",
        "",
        "\tCOMPANY DATA:\t",
        f"\t\tCOMPANY CONFORMED NAME:\t\t\t{name}",
        f"\t\tCENTRAL INDEX KEY:\t\t\t{filing.issuer_cik:010d}",
        "",
        "\tFILING VALUES:",
        f"\t\tFORM TYPE:\t\t{filing.form}",
        "\t\tSEC ACT:\t\t1934 Act",
        "</SEC-HEADER>",
        "",
    ]
    parts = ["\n".join(header).encode()]
    for number, document in enumerate(filing.documents, 1):
        opening = f"<DOCUMENT>\n<TYPE>{document.type}\n<SEQUENCE>{number}\n<FILENAME>{document.filename}\n<TEXT>\n"
        parts += [opening.encode(), document.body, b"\n</TEXT>\n</DOCUMENT>\n"]
    return b"".join([*parts, b"</SEC-DOCUMENT>\n"])


def _split(items: str) -> Sequence[str]:
    return [item.strip() for item in items.split(",") if item.strip()]
