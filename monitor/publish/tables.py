"""The rows of a table as HTML, for the pages that Datasette lists and for our own, so that both read alike.

Made here and not in a template: a template spends 15 µs on each cell, and the ledger has 2,600 of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from monitor.publish.cells import is_figure, render_cell
from monitor.publish.figures import name_column
from monitor.publish.rows import Row

# Keys of the joins and other columns that a view needs for links, CSV and SQL, and that are noise on a page.
KEYS = {
    "issuer_cik", "year", "quarter", "document_id", "document_path", "notice_path", "quote_start",
    "quote_end", "extractor", "reconstruction", "sentences", "owner_cik", "superseded_by",
}  # fmt: skip
OFFSETS = {"quote_start", "quote_end"}
BLANK = "&nbsp;"  # Datasette's cell for nothing: without it a card on a phone leaves the cell out


def is_shown(column: str, *, view: bool) -> bool:
    """Whether a page shows the column: of a view what people read, of a table all but the offsets."""
    if not view:
        return column not in OFFSETS
    return column not in KEYS and not column.endswith(("_id", "_ids", "_precision"))


def list_tables(metadata: Mapping[str, Mapping[str, Any]], columns: Mapping[str, Sequence[str]]) -> list[Row]:
    """The tables and views that show, each with name, title, description and columns."""
    return [
        {
            "name": name,
            "title": entry["title"],
            "description": entry.get("description", ""),
            "columns": columns[name],
            "extracted": entry["title"].endswith(("as extracted", "as judged", "as read", "as told", "as stated")),
        }
        for name, entry in metadata.items()
        if name in columns and not entry.get("hidden") and entry.get("title")
    ]


def draw_rows(display_rows: Iterable[Iterable[Mapping[str, Any]]], *, view: bool) -> Markup:
    """Rows as Datasette hands them to a template: cells with "column" and a "value" that is rendered already."""
    lines = []
    for row in display_rows:
        cells = [
            f"{_open_cell(cell['column'])}{escape(cell['value']) if cell['value'] != BLANK else ''}</td>"
            for cell in row
            if is_shown(cell["column"], view=view)
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return Markup("\n".join(lines))  # noqa: S704 - every value went through escape


def draw_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    links: Mapping[str, str],
    *,
    whole: bool = False,
    **names: str,
) -> Markup:
    """A table of the given columns; one that is empty in every row is left out unless the table is to be `whole`.

    `names` gives a column another head than its own name.
    """
    shown = [column for column in columns if whole or any(row[column] not in (None, "") for row in rows)]
    heads = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format(
            _css_class(column) + " figure" * is_figure(column), names.get(column) or name_column(column)
        )
        for column in shown
    )
    lines = []
    for row in rows:
        cells = [
            f"{_open_cell(column, names.get(column, ''))}{draw_value(row, column, links)}</td>" for column in shown
        ]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    body = Markup("\n".join(lines))  # noqa: S704 - draw_value escapes
    return Markup(
        '<div class="table-wrapper"><table class="rows-and-columns"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(heads, body)


def draw_value(row: Mapping[str, Any], column: str, links: Mapping[str, str]) -> Markup:
    """One value as a cell of any table shows it."""
    value = row[column]
    shown = render_cell(value, column, row, links)
    return escape("" if value is None else value) if shown is None else shown


@lru_cache(maxsize=1000)
def _open_cell(column: str, head: str = "") -> str:
    return f'<td class="{_css_class(column)}" data-label="{escape(head or name_column(column))}">'


@lru_cache(maxsize=1000)
def _css_class(column: str) -> str:
    from datasette.utils import to_css_class

    return f"col-{to_css_class(column)}"
