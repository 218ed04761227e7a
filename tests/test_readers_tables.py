"""Grids: spans, folded columns, joined figures, footnote marks."""

from __future__ import annotations

import pytest

from monitor.readers import read_document
from monitor.records import Table


def read_tables(source: str) -> list[Table]:
    document = read_document(source.encode(), accession_number="0000000000-26-000001", type="8-K", url="")
    return list(document.tables)


def grid(rows: str) -> list[list[str | None]]:
    (table,) = read_tables(f"<table>{rows}</table>")
    return [[cell and cell.text for cell in row] for row in table.rows]


def row(*cells: str) -> str:
    return "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_spans_fill_every_place_they_cover() -> None:
    """A cell over several columns or rows is the same object at each place."""
    (table,) = read_tables(
        "<table>"
        + row('<td rowspan="2">Program</td>', '<td colspan="2">During</td>', "As of")
        + row("Sold", "Proceeds", "Left")
        + row("Common", "5", "6", "7")
        + "</table>"
    )
    assert table.rows[0][0] is table.rows[1][0]
    assert table.rows[0][1] is table.rows[0][2]
    assert [[cell and cell.text for cell in line] for line in table.rows] == [
        ["Program", "During", "During", "As of"],
        ["Program", "Sold", "Proceeds", "Left"],
        ["Common", "5", "6", "7"],
    ]


@pytest.mark.parametrize(
    ("heads", "values"),
    [
        (("", '<td colspan="2">A</td>', '<td colspan="2">B</td>'), ("x", "$", "1", "$", "2")),
        (("", "", "A", "", "", "B"), ("x", "$", "1", "", "$", "2")),
        (("", '<td colspan="3">A</td>', '<td colspan="3">B</td>'), ("x", "", "$", "1", "", "$", "2")),
        (("", "", '<td colspan="2">A</td>', "", '<td colspan="2">B</td>', ""), ("x", "$", "1", "", "$", "2", "")),
        (("", '<td colspan="4">A</td>', '<td colspan="2">B</td>'), ("x", "", "$", "1", "$", "2", "")),
    ],
)
def test_headings_stand_over_their_figures(heads: tuple[str, ...], values: tuple[str, ...]) -> None:
    """However the spacer columns lie, a heading and its figure share a column and neighbours do not."""
    assert grid(row(*heads) + row(*values)) == [[None, "A", "B"], ["x", "$1", "$2"]]


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("$", "2,010.0"), "$2,010.0"),
        (("(", "12", ")"), "(12)"),
        (("(12", ")"), "(12)"),
        (("$", "(12", ")"), "$(12)"),
        (("$(", "12", ")"), "$(12)"),
        (("4.5", "%"), "4.5%"),
        (("(4.5", ")%"), "(4.5)%"),
        (("$", "-"), "$-"),
        (("$", "—"), "$—"),
        (("€", "1.333"), "€1.333"),
        (("US$", "7"), "US$7"),
        (("$", "", "7", ""), "$7"),
        (("$", "1.92 billion"), "$1.92 billion"),
    ],
)
def test_parts_of_a_figure_are_joined(cells: tuple[str, ...], text: str) -> None:
    """Currency signs, brackets and per cent signs in cells of their own become part of the figure."""
    assert grid(row("a", "b") + row("Label", *cells))[1] == ["Label", text]


@pytest.mark.parametrize(
    ("cell", "text", "marks"),
    [
        ("32 (1)", "32", ("1",)),
        ("32(1)", "32", ("1",)),
        ("(32)", "(32)", ()),
        ("(3)", "(3)", ()),
        ("(32) (1)", "(32)", ("1",)),
        ("$(32)(1)(2)", "$(32)", ("1", "2")),
        ("- (1)", "-", ("1",)),
        ("BTC Acquired (1)", "BTC Acquired", ("1",)),
        ("Price (in millions) (2)", "Price (in millions)", ("2",)),
        ("Price<sup>(1)(2)</sup>", "Price", ("1", "2")),
        ("Price<sup>1,2</sup>", "Price", ("1", "2")),
        ("1,045<sup>3</sup>", "1,045", ("3",)),
        ('Price<span style="vertical-align:super">2</span>', "Price", ("2",)),
        ('Price<span style="position:relative;top:-4pt">(2)</span>', "Price", ("2",)),
        ("<p>BTC</p><p>Sold<sup>(1)</sup></p><p>net</p>", "BTC Sold net", ("1",)),
        ("Period May 26 to May 31, 2026*", "Period May 26 to May 31, 2026", ("*",)),
        ("Total**", "Total", ("**",)),
        ("Units†", "Units", ("†",)),
        ("5<sup>1</sup>/<sub>4</sub>%", "5¹/4%", ()),
        ("10<sup>th</sup> note", "10th note", ()),
        ("Section 13 or 15(d)", "Section 13 or 15(d)", ()),
        ("Fiscal (2026)", "Fiscal (2026)", ()),
    ],
)
def test_marks_are_told_from_figures(cell: str, text: str, marks: tuple[str, ...]) -> None:
    """A mark needs something to stand on; a bracketed figure alone is negative."""
    (table,) = read_tables(f"<table>{row('a', 'b', 'c')}{row('Label', cell, '7')}</table>")
    found = table.rows[1][1]
    assert found is not None
    assert (found.text, found.marks) == (text, marks)


def test_a_column_of_marks_folds_and_a_column_of_negatives_stays() -> None:
    """(1) beside its figure under one heading is a mark; under a heading of its own it is minus one."""
    marked = row('<td colspan="2">Coins</td>', "Left") + row("5", "(1)", "7") + row("6", "(2)", "8")
    assert grid(marked) == [["Coins", "Left"], ["5", "7"], ["6", "8"]]
    negative = row("Coins", "Change", "Left") + row("5", "(1)", "7") + row("6", "(2)", "8")
    assert grid(negative) == [["Coins", "Change", "Left"], ["5", "(1)", "7"], ["6", "(2)", "8"]]
    spaced = row("Week", '<td colspan="2">BTC Purchased / (Sold)</td>', '<td colspan="2">Price</td>')
    assert grid(spaced + row("May 3", "", "(3)", "$", "2.5")) == [
        ["Week", "BTC Purchased / (Sold)", "Price"],
        ["May 3", "(3)", "$2.5"],
    ]
    assert grid(row("Held", "120") + row("Lent", "(4)")) == [["Held", "120"], ["Lent", "(4)"]]
    assert grid(row("Lent", "(4)")) == [["Lent", "(4)"]]


def test_marks_lead_to_their_footnotes() -> None:
    """Footnotes below, in one paragraph or several, reach the table; adjacent tables share, headings end it."""
    source = (
        "<p><b>Shares</b></p><table><tr><td>Sold (1)</td><td>5</td></tr></table>"
        "<p><b>Coins</b></p><table><tr><td>Sold (1)</td><td>5</td></tr></table>"
        "<table><tr><td>Held (2)</td><td>6*</td></tr></table>"
        "<p>(1) Sold for cash. (2) With those of affiliates.</p><p>* As of noon.</p><p>(3) is a number.</p>"
    )
    document = read_document(source.encode(), accession_number="0000000000-26-000001", type="8-K", url="")
    found = [[(n.mark, document.text[n.start : n.end]) for n in table.footnotes] for table in document.tables]
    assert found == [
        [],
        [("1", "Sold for cash.")],
        [("2", "With those of affiliates."), ("*", "As of noon.")],
    ]


def test_lettered_footnotes_are_known_by_their_notes() -> None:
    """(a) is a mark where a footnote (a) stands right below, and words elsewhere."""
    table = "<table><tr><td>Coins (a)</td><td>5</td></tr></table>"
    marked, plain = read_tables(f"{table}<p>(a) Counted at noon.</p>"), read_tables(f"{table}<p>Counted.</p>")
    assert [(cell.text, cell.marks) for cell in marked[0].rows[0] if cell] == [("Coins", ("a",)), ("5", ())]
    assert [(cell.text, cell.marks) for cell in plain[0].rows[0] if cell] == [("Coins (a)", ()), ("5", ())]
    assert [note.mark for note in marked[0].footnotes] == ["a"]


def test_cells_are_spans_of_the_text() -> None:
    """A cell's span holds its sign, its figure and its marks; rows are lines, columns tabs."""
    heads = row("", '<td colspan="2">Price</td>', "Held")
    source = f"<table>{heads}{row('May', '$', '5 (1)', '7')}</table>"
    document = read_document(source.encode(), accession_number="0000000000-26-000001", type="8-K", url="")
    spans = [[cell and document.text[cell.start : cell.end] for cell in line] for line in document.tables[0].rows]
    assert document.text == "\tPrice\tHeld\nMay\t$5 (1)\t7"
    assert spans == [[None, "Price", "Held"], ["May", "$5 (1)", "7"]]
