"""Whatever the markup, offsets hold and nothing of the body is lost."""

from __future__ import annotations

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import DocumentError
from monitor.readers import read_document
from monitor.readers.coverage import find_uncovered
from monitor.records import Document

FIGURES = ("$", "(", ")", "%", "1,234", "(32)", "5", "2026", "-", "—", "(1)", "(a)", "*", "¹")
LINES_OF_FORM = ("coins", "Item 8.01", "Other Events.", "•", "☐", "II.", "PART I", "SIGNATURES")
ODDITIES = ("\xa0", " ", "\n", "\u200b", "fig\xadure", "”", "&", "<", "é")
WORDS = st.sampled_from([*FIGURES, *LINES_OF_FORM, *ODDITIES])
BLOCKS = ("p", "div", "center", "li", "h2", "blockquote", 'p style="display: none"')
INLINE = (
    "span",
    "b",
    "i",
    "sup",
    "font",
    "ix:nonnumeric",
    "ix:nonfraction",
    'span style="top:-4pt;position:relative"',
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=6).map("".join),
    st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn", "Co")), max_size=12
    ),
).map(escape)


def wrap(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=4).map("".join)
    tags = st.sampled_from([*BLOCKS, *INLINE])
    elements = st.builds(lambda tag, body: f"<{tag}>{body}</{tag.split()[0]}>", tags, several)
    spans = st.integers(0, 4)
    cells = st.builds(
        lambda tag, across, down, body: f'<{tag} colspan="{across}" rowspan="{down}">{body}</{tag}>',
        st.sampled_from(["td", "th"]),
        spans,
        spans,
        several,
    )
    rows = st.lists(cells, max_size=5).map(lambda row: f"<tr>{''.join(row)}</tr>")
    tables = st.lists(rows, max_size=5).map(lambda body: f"<table>{''.join(body)}</table>")
    return st.one_of(elements, tables, several, st.just("<br/>"), st.just("<br>"))


PAGES = st.recursive(TEXTS, wrap, max_leaves=30).map(lambda body: f"<html><body>{body}</body></html>")
LINES = st.lists(st.lists(st.one_of(WORDS, st.just("    ")), max_size=8).map("".join), max_size=12)


def read(source: str) -> Document | None:
    try:
        return read_document(source.encode(), accession_number="0000000000-26-000001", type="8-K", url="")
    except DocumentError:
        return None


def check(document: Document) -> None:
    text = document.text
    assert document.blocks[0].start == 0
    assert document.blocks[-1].end == len(text)
    for before, after in zip(document.blocks, document.blocks[1:], strict=False):
        assert text[before.end : after.start] == "\n\n"
    assert all(text[block.start : block.end].strip() for block in document.blocks)
    spans = [(block.start, block.end) for block in document.blocks if block.kind == "table"]
    assert spans == [(table.start, table.end) for table in document.tables]
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert all(any(row) for row in table.rows)
        assert all(any(row[column] for row in table.rows) for column in range(len(table.rows[0])))
        last = table.start
        seen = []
        for cell in (cell for row in table.rows for cell in row if cell):
            if cell not in seen:
                seen.append(cell)
                assert last <= cell.start < cell.end <= table.end
                assert text[cell.start : cell.end].strip() == text[cell.start : cell.end]
                last = cell.end
        assert all(text[note.start : note.end].strip() for note in table.footnotes)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_any_page_is_covered_by_ordered_blocks(source: str) -> None:
    """Blocks stand a blank line apart, cells follow each other in their table, and no character is lost."""
    document = read(source)
    if document is not None:
        check(document)
        assert find_uncovered(source.encode(), document) == []
        assert read(source) == document


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_any_plain_text_is_covered_by_ordered_blocks(lines: list[str]) -> None:
    """The same holds for text without markup."""
    source = "\n".join(lines).replace("<", "")
    document = read(source)
    if document is not None:
        check(document)
        assert find_uncovered(source.encode(), document) == []
