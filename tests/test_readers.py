"""What the reader promises of every document, and what it refuses."""

from __future__ import annotations

import pytest

from monitor.errors import DocumentError
from monitor.readers import read_document
from monitor.readers.coverage import find_uncovered
from monitor.records import Document


def read(source: str | bytes, **changes: str) -> Document:
    raw = source.encode() if isinstance(source, str) else source
    named = {"accession_number": "0000000000-26-000001", "type": "8-K", "url": "", "filename": "a.htm"} | changes
    return read_document(raw, **named)


def texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def kinds(source: str) -> list[tuple[str, str, str]]:
    document = read(source)
    return [(block.kind, block.section, document.text[block.start : block.end]) for block in document.blocks]


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\x00 ", "empty"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
    "zip": (b"PK\x03\x04\x14\x00", "ZIP"),
    "binary": (b"some\x00bytes\x01", "binary"),
    "uuencoded": (b"begin 644 logo.jpg\nM_]C_X``02D9)1@`!\n", "uuencoded"),
    "no words": (
        b"<html><head><title>8-K</title></head><body><p>&nbsp;</p><br/></body></html>",
        "without any words",
    ),
    "only hidden": (b"<html><body><div style='display:none'>8-K</div></body></html>", "without any words"),
    "404": (
        b"<html><title>404 Not Found</title><body><h1>404 Not Found</h1><hr>nginx</body></html>",
        "error page",
    ),
    "sec.gov 404": (
        b"<html><head><title>SEC.gov | File Not Found Error Alert (404)</title></head><body>Sorry</body></html>",
        "error page",
    ),
    "too fast": (
        b"<html><title>Limit</title><body><h1>Your Request Rate Threshold Exceeded</h1></body></html>",
        "error page",
    ),
    "robot": (
        b"<html><body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>",
        "error page",
    ),
    "storage": (
        b'<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>The specified key</Message></Error>',
        "error page",
    ),
    "submission": (b"<SEC-DOCUMENT>0000000000-26-000001.txt : 20260101\n<SEC-HEADER>", "full submission"),
}


@pytest.mark.parametrize(("raw", "said"), REFUSED.values(), ids=REFUSED)
def test_refuses_what_is_no_document(raw: bytes, said: str) -> None:
    """Nothing, binaries, error pages and empty pages raise DocumentError with file and cause."""
    with pytest.raises(DocumentError, match=said) as raised:
        read(raw)
    assert str(raised.value).startswith("a.htm: ")


def test_a_short_filing_that_mentions_an_error_is_read() -> None:
    """A real notice of a few lines is not taken for an error page."""
    document = read("<p>FORM 8-K</p><p>The web site of the registrant was temporarily unavailable.</p>")
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    "raw",
    [
        "<p>Strategy’s “coins” – 5 €</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Strategy’s “coins” – 5 €</p>".encode(),
        "<p>Strategy’s “coins” – 5 €</p>".encode("cp1252"),
        '<meta charset="windows-1252"><p>Strategy’s “coins” – 5 €</p>'.encode("cp1252"),
        '<?xml version="1.0" encoding="windows-1252"?><p>Strategy’s “coins” – 5 €</p>'.encode("cp1252"),
        "<p>Strategy’s “coins” – 5 €</p>".encode("utf-16"),
        b"<p>Strategy&#146;s &#147;coins&#148; &#150; 5 &euro;</p>",
        b"<p>Strategy&rsquo;s &ldquo;co&shy;ins&rdquo;&nbsp;\n &ndash;&#8203; 5&#160;&#8364;</p>",
    ],
)
def test_any_character_set_reads_the_same(raw: bytes) -> None:
    """UTF-8, cp1252, UTF-16 and numeric references give the same characters; blanks fold, unseen ones go."""
    assert read(raw).text == "Strategy’s “coins” – 5 €"


def test_the_same_bytes_give_the_same_document() -> None:
    """Reading is deterministic, and the id depends on filing, type, file name and bytes alone."""
    source = "<p>Item 8.01 Other Events</p><table><tr><td>a</td><td>1</td></tr></table>"
    first, again, elsewhere = read(source), read(source), read(source, url="https://example.org/")
    assert first == again
    assert first.document_id == elsewhere.document_id
    assert first.document_id != read(source, filename="b.htm").document_id
    assert first.document_id != read(source, type="8-K/A").document_id
    assert first.document_id != read(source + " ").document_id


def test_hyphens_that_differ_in_where_a_line_breaks_are_one() -> None:
    """A no-break hyphen reads as a hyphen, as a no-break space reads as a space; dashes stay."""
    assert texts(read("<p>paid semi\u2011annually, in\u2010kind \u2013 or not</p>")) == [
        "paid semi-annually, in-kind \u2013 or not"
    ]


def test_lines_broken_twice_or_before_a_bullet_part_a_paragraph() -> None:
    """A single line break is a blank; two, or one before a bullet or a mark, start a new block."""
    found = texts(read("<p>One<br>line.<br/><br/>Two.<br/>• three<br/>(1) four</p>"))
    assert found == ["One line.", "Two.", "• three", "(1) four"]


def test_text_beside_the_cells_of_a_broken_table_is_kept() -> None:
    """Text inside a table but outside its cells is body all the same."""
    source = "<table>before<tr>in<td>a</td>between<td>b</td></tr><caption>Title</caption>after</table>"
    document = read(source)
    assert find_uncovered(source.encode(), document) == []
    assert "".join(document.text.split()) == "beforeinabetweenbTitleafter"


def test_deep_nesting_is_read() -> None:
    """Hundreds of nested elements are no obstacle."""
    assert read("<div>" * 2000 + "deep" + "</div>" * 2000).text == "deep"


def test_preformatted_text_is_read_as_plain_text() -> None:
    """An HTML page around <PRE> has paragraphs and tables like a plain-text filing."""
    document = read(
        "<html><body><pre>First line\ngoes on.\n\nBTC held    1,000   900\nBTC lent       10     8\n</pre></body>"
    )
    assert [block.kind for block in document.blocks] == ["paragraph", "table"]
    assert [[cell and cell.text for cell in row] for row in document.tables[0].rows] == [
        ["BTC held", "1,000", "900"],
        ["BTC lent", "10", "8"],
    ]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("<p>Item 8.01 Other Events.</p>", "8.01"),
        ("<p>ITEM&nbsp;8.01.</p>", "8.01"),
        ("<p>Item&#160;8.01&#160;&#160;Other Events</p>", "8.01"),
        ("<p>Item 8.01 – Other Events</p>", "8.01"),
        ("<table><tr><td>Item 8.01.</td><td>Other Events</td></tr></table>", "8.01"),
        ("<p><b>Item 8.01.</b> Other Events. On May 1, 2026, the Company acquired coins.</p>", "8.01"),
        ("<p>Item 8.01 of this report is incorporated here.</p>", ""),
        ("<p>Item 8.01 above speaks of coins.</p>", ""),
        ("<p>The items are listed in Item 8.01.</p>", ""),
    ],
)
def test_items_of_an_8k_start_sections(heading: str, section: str) -> None:
    """An item's heading, in a paragraph or a table, opens its section; a sentence about an item does not."""
    assert kinds(f"{heading}<p>Body.</p>")[-1] == ("paragraph", section, "Body.")


def test_a_table_of_contents_starts_no_section() -> None:
    """Items of a 10-Q are entered where they stand, with their part, not where they are listed."""
    contents = "".join(
        f"<p>{line}</p>" for line in ("Part I", "Item 1. Statements 3", "Item 2. Discussion ..... 9")
    )
    listed = "<p>Item 1. Statements</p><p>Item 2. Discussion</p><p>Item 3. Risk</p><p>Intro.</p>"
    first = "<p>PART I - FINANCIAL</p><p>Item 2. Discussion</p><p>Words.</p>"
    body = f"{first}<p>PART II</p><p>Item 1A. Risk</p><p>More.</p>"
    found = [section for _, section, text in kinds(contents + "<p>Preface.</p>" + body) if text.endswith(".")]
    assert found == ["", "Part I Item 2", "Part II Item 1A"]
    assert kinds(listed)[1][1] == ""
    assert kinds("<p>Item 8.01 Events.</p><p>Words.</p><p>SIGNATURES</p><p>By me.</p>")[-1][1] == ""


def test_an_emphasised_sentence_is_no_heading() -> None:
    """Short emphasised lines are headings; a bold sentence is prose that an extractor must see."""
    sold = "During the week that ended on May 3, 2026, the Company sold 32 bitcoin for $2.5 million."
    assert [kind for kind, _, _ in kinds(f"<p><b>Coin Update</b></p><p><b>{sold}</b></p>")] == [
        "heading",
        "paragraph",
    ]
