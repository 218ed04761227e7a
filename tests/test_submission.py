"""Full submissions: the facts of the header, the documents byte for byte, and what is wrong with a broken one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor._edgartools import Party
from monitor.errors import DocumentError
from monitor.readers.submission import documents_to_read, is_submission, read_submission
from monitor.sample._submission_text import ITEM_TITLES as SERVED_TITLES

ACCESSION = "0001234567-26-000001"
HEADER = f"""<SEC-DOCUMENT>{ACCESSION}.txt : 20260302
<SEC-HEADER>{ACCESSION}.hdr.sgml : 20260302
<ACCEPTANCE-DATETIME>20260302080512
ACCESSION NUMBER:\t\t{ACCESSION}
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\tCOUNT
CONFORMED PERIOD OF REPORT:\t20260227
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
ITEM INFORMATION:\t\tDeparture of Directors or Certain Officers; Election, Appointment, and Compensation
ITEM INFORMATION:\t\tOther Events
ITEM INFORMATION:\t\tFinancial Statements and Exhibits
FILED AS OF DATE:\t\t20260302
DATE AS OF CHANGE:\t\t20260302

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tAcme Holdings
\t\tCENTRAL INDEX KEY:\t\t\t0001234567

\tFILING VALUES:
\t\tFORM TYPE:\t\t8-K
</SEC-HEADER>
"""


def document(type: str, filename: str, body: bytes, sequence: int = 1) -> bytes:
    head = f"<DOCUMENT>\n<TYPE>{type}\n<SEQUENCE>{sequence}\n<FILENAME>{filename}\n<DESCRIPTION>{type}\n<TEXT>\n"
    return head.encode() + body + b"</TEXT>\n</DOCUMENT>\n"


def submission(*documents: bytes, header: str = HEADER, count: int | None = None) -> bytes:
    head = header.replace("COUNT:\t\tCOUNT", f"COUNT:\t\t{len(documents) if count is None else count}")
    return head.encode() + b"".join(documents) + b"</SEC-DOCUMENT>\n"


PRIMARY = document("8-K", "acme.htm", b"<html><body>Words.</body></html>\n")
PRESS = document("EX-99.1", "press.htm", b"<html><body>Press.</body></html>\n", 2)
PICTURE = document("GRAPHIC", "logo.jpg", b"begin 644 logo.jpg\nM_]C_X  02D9)1@\nend\n", 3)


def test_the_facts_of_the_header() -> None:
    """Identity, dates, the acceptance in UTC (08:05:12 in New York, winter), items by number, who it is about."""
    found = read_submission(submission(PRIMARY, PRESS))
    assert (found.accession_number, found.form, found.document_count) == (ACCESSION, "8-K", 2)
    assert (found.filed_on, found.period_on) == (date(2026, 3, 2), date(2026, 2, 27))
    assert found.accepted_at == datetime(2026, 3, 2, 13, 5, 12, tzinfo=UTC)
    assert found.items == "2.02,5.02,8.01,9.01"
    assert found.parties == (Party(role="filer", cik=1234567, name="Acme Holdings"),)


def test_an_unknown_item_leaves_the_list_to_the_index() -> None:
    """Half a list would look like a whole one."""
    header = HEADER.replace("Other Events", "An Item of a Later Year")
    assert read_submission(submission(PRIMARY, header=header)).items == ""


@pytest.mark.parametrize(("item", "title"), sorted(SERVED_TITLES.items()))
def test_each_item_of_the_form_is_known_by_its_title(item: str, title: str) -> None:
    """What the replay server prints, the reader reads."""
    header = HEADER.replace("Other Events", title)
    assert read_submission(submission(PRIMARY, header=header)).items.split(",").count(item) == 1


def test_acceptance_follows_summer_time() -> None:
    """The same hour in New York is four hours behind UTC in June, five in December."""
    june = HEADER.replace("20260302080512", "20260601080512")
    assert read_submission(submission(PRIMARY, header=june)).accepted_at == datetime(
        2026, 6, 1, 12, 5, 12, tzinfo=UTC
    )


def test_a_header_without_acceptance_leaves_it_open() -> None:
    """The index then has the word."""
    header = HEADER.replace("<ACCEPTANCE-DATETIME>20260302080512\n", "")
    assert read_submission(submission(PRIMARY, header=header)).accepted_at is None


def test_the_documents_to_read() -> None:
    """The primary document and the press release; neither the picture, nor a PDF copy, nor another exhibit."""
    found = read_submission(
        submission(
            PRIMARY, PRESS, PICTURE, document("EX-99.2", "slides.pdf", b"<PDF>\n...\n</PDF>\n", 4),
            document("EX-10.1", "agreement.htm", b"<p>x</p>\n", 5),
        )
    )  # fmt: skip
    assert [each.filename for each in documents_to_read(found)] == ["acme.htm", "press.htm"]
    assert [each.type for each in found.documents] == ["8-K", "EX-99.1", "GRAPHIC", "EX-99.2", "EX-10.1"]


@pytest.mark.parametrize("name", ["XBRL", "XML", "PDF"])
def test_an_envelope_is_taken_off(name: str) -> None:
    """Inline XBRL stands in <XBRL> inside <TEXT>; the document itself begins with its XML declaration."""
    page = b'<?xml version="1.0" encoding="ASCII"?>\n<html/>\n'
    raw = submission(document("8-K", "acme.htm", b"<%b>\n%b</%b>\n" % (name.encode(), page, name.encode())))
    assert read_submission(raw).documents[0].body == page


def test_windows_line_ends_change_nothing() -> None:
    """Some mirrors send carriage returns; header and bodies still come apart."""
    found = read_submission(submission(PRIMARY, PRESS).replace(b"\n", b"\r\n"))
    assert (found.items, found.parties[0].cik) == ("2.02,5.02,8.01,9.01", 1234567)
    assert [each.filename for each in found.documents] == ["acme.htm", "press.htm"]
    assert found.documents[0].body == b"<html><body>Words.</body></html>\r\n"


@given(st.binary(max_size=300).filter(lambda body: b"<" not in body))
def test_bodies_come_back_byte_for_byte(body: bytes) -> None:
    """Whatever the encoding of a document, nothing of it is replaced or lost."""
    raw = submission(document("8-K", "acme.txt", body))
    assert read_submission(raw).documents[0].body == body


def test_whom_a_filing_is_about() -> None:
    """A filing by a holder about a company concerns the company, not the holder."""
    parties = """SUBJECT COMPANY:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tSomeone Else Inc
\t\tCENTRAL INDEX KEY:\t\t\t0000000042

FILED BY:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tAcme Holdings
\t\tCENTRAL INDEX KEY:\t\t\t0001234567
</SEC-HEADER>
"""
    header = HEADER[: HEADER.index("FILER:")] + parties
    about_another, own = read_submission(submission(PRIMARY, header=header)), read_submission(submission(PRIMARY))
    assert (about_another.concerns(42), about_another.concerns(1234567)) == (True, False)
    assert (own.concerns(42), own.concerns(1234567)) == (False, True)


WHOLE = submission(PRIMARY, PRESS)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty submission"),
        (b" \n\n", "empty submission"),
        (b"<html><head><title>404</title></head></html>", "not an EDGAR submission.*begins with '<html><head>"),
        (b"%PDF-1.7 ...", "not an EDGAR submission.*begins with '%PDF"),
        (WHOLE[:-20], r"truncated submission: no closing </SEC-DOCUMENT> after [\d,]+ bytes"),
        (WHOLE[: WHOLE.index(b"</DOCUMENT>")], "no closing </SEC-DOCUMENT>"),
        (WHOLE[: WHOLE.index(b"<TYPE>EX-99.1")], "no closing </SEC-DOCUMENT>"),
        (WHOLE.replace(b"</SEC-HEADER>", b""), "no end of its header"),
        (WHOLE.replace(b"</TEXT>", b"", 1), "2 documents, but </TEXT> stands only 1 times"),
        (WHOLE.replace(b"</DOCUMENT>", b"", 1), "2 documents, but </DOCUMENT> stands only 1 times"),
        (submission(PRIMARY, count=2), "PUBLIC DOCUMENT COUNT is 2, found 1"),
        (submission(PRIMARY, PRESS, count=4), "PUBLIC DOCUMENT COUNT is 4, found 2"),
        (submission(), "without a document"),
        (WHOLE.replace(b"ACCESSION NUMBER:\t\t0001234567-26-000001", b""), "without an accession number"),
    ],
)
def test_a_broken_submission_says_what_is_broken(raw: bytes, message: str) -> None:
    """Each check has its own words; none of these reads as an empty filing."""
    with pytest.raises(DocumentError, match=message):
        read_submission(raw)


def test_one_document_less_than_stated_is_normal_with_xbrl() -> None:
    """EDGAR counts the spreadsheet it renders (0000320193-24-000123); it is not in the file. Two less are lost."""
    schema = document("EX-101.SCH", "acme.xsd", b"<XML>\n<schema/>\n</XML>\n", 2)
    assert len(read_submission(submission(PRIMARY, schema, count=3)).documents) == 2
    with pytest.raises(DocumentError, match="COUNT is 4, found 2"):
        read_submission(submission(PRIMARY, schema, count=4))


@given(st.integers(min_value=0, max_value=len(WHOLE) - len("</SEC-DOCUMENT>") - 1))
def test_no_cut_passes_for_a_whole_submission(length: int) -> None:
    """Wherever the transfer stopped, it is noticed."""
    with pytest.raises(DocumentError):
        read_submission(WHOLE[:length])


def test_a_real_submission(corpus: Path) -> None:
    """0001213900-25-100181: header facts as EDGAR prints them, the body as it stands in the file."""
    [path] = (corpus / "other").glob("ddc-*.txt")
    raw = path.read_bytes()
    assert is_submission(raw)
    found = read_submission(raw)
    assert (found.accession_number, found.form, found.filed_on) == (
        "0001213900-25-100181",
        "6-K",
        date(2025, 10, 20),
    )
    assert found.accepted_at == datetime(2025, 10, 20, 13, 24, 55, tzinfo=UTC)
    assert found.concerns(1808110)
    [page] = documents_to_read(found)
    assert page.filename == "ea0261776-6k_ddcenter.htm"
    assert raw.partition(b"<TEXT>\n")[2].partition(b"</TEXT>")[0] == page.body
