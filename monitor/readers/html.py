"""Walk an HTML page (old, word-processor and inline-XBRL styles) into runs and table nodes.

lxml's parser repairs the page; the walk goes over it once. What nobody sees (ix:header, scripts, styles,
``display:none``) is not body. Elements that do not break a line, known or not, are looked through: so
ix:nonNumeric and font tags of any age need no rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from monitor.readers._nodes import CellNode, TableNode
from monitor.readers._runs import BREAK, FACT_OFF, FACT_ON, RAISED_OFF, RAISED_ON, Run, fold, visible
from monitor.readers.text import read_lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Page:
    """What the walk found: nodes in document order, and the elements of tagged figures by their number."""

    title: str
    nodes: list[Run | TableNode]
    figures: list[Element]
    root: Element


_SKIPPED = {"head", "script", "style", "title", "noscript", "template", "iframe", "object", "select"}
_BLOCKS = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center"}
    | {"hr", "body", "html", "section", "article", "header", "footer", "main", "aside", "nav", "address", "form"}
    | {"fieldset", "figure", "figcaption", "page", "caption", "legend"}
)
_EMPHASIS = {"b", "strong", "u", "i", "em"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_EMPHASISED = re.compile(
    r"font-weight\s*:\s*(bold|[6-9]00)|text-decoration[^;]*underline|font-style\s*:\s*italic", re.IGNORECASE
)
_RAISED = re.compile(r"vertical-align\s*:\s*super|(?<![-\w])(top\s*:\s*-|bottom\s*:\s*)[1-9]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _read_style(style: str) -> tuple[bool, bool, bool]:
    """Whether a style attribute hides, raises or emphasises. A page repeats a few hundred of them."""
    return bool(_HIDDEN.search(style)), bool(_RAISED.search(style)), bool(_EMPHASISED.search(style))


def read_html(text: str) -> Page:
    """Parse and walk a page. An unreadable page yields no nodes; the caller judges that."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return Page(title="", nodes=[], figures=[], root=etree.Element("html"))
    title = " ".join((root.findtext(".//title") or "").split())
    walk = _Walk()
    walk.walk(root)
    return Page(title=title, nodes=walk.nodes, figures=walk.figures, root=root)


class _Walk:
    """One pass over the tree: fragments gather until an element breaks the line."""

    def __init__(self) -> None:
        self.nodes: list[Run | TableNode] = []
        self.figures: list[Element] = []
        self.into: list[Run | TableNode] | None = self.nodes  # None: inside a table, outside any cell
        self.tables: list[tuple[TableNode, list[Run | TableNode] | None]] = []
        self.fragments: list[str] = []
        self.plain = False  # some visible text of the paragraph stands without emphasis
        self.emphasis: list[Element] = []
        self.heading = 0
        self.item = 0

    def walk(self, root: Element) -> None:
        from lxml import etree

        skipped = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                if skipped is not None:
                    continue
                if self._is_skipped(element):
                    skipped = element
                else:
                    self._start(element)
                    self._text(element.text)
            elif skipped is None or skipped is element:
                if skipped is None:
                    self._end(element)
                skipped = None
                self._text(element.tail)
        self._flush()

    def _is_skipped(self, element: Element) -> bool:
        tag = str(element.tag)
        if tag in _SKIPPED or tag.endswith(":header"):
            return True
        if _read_style(element.get("style", ""))[0] or element.get("hidden") is not None:
            return True
        if tag == "pre":
            self._flush()
            for node in read_lines(visible("".join(map(str, element.itertext())))):
                self._add(node)
            return True
        return False

    def _text(self, text: str | None) -> None:
        if text:
            self.fragments.append(visible(text))
            if not self.plain and not self.emphasis and not text.isspace():
                self.plain = True

    def _start(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS:
            self._flush()
            if tag[0] == "h" and tag[1:].isdigit():
                self.heading += 1
            elif tag == "li":
                self.item += 1
        elif tag == "br":
            self.fragments.append(BREAK)
        elif tag in ("td", "th"):
            self._open_cell(element)
        elif tag == "tr":
            self._flush()
            if self.tables:
                self.tables[-1][0].rows.append([])
                self.into = None
        elif tag == "table":
            self._flush()
            self.tables.append((TableNode(), self.into))
            self.into = None
        elif tag.endswith(":nonfraction"):
            self.fragments.append(f"{FACT_ON}{len(self.figures)};")
            self.figures.append(element)
        _, raised, emphasised = _read_style(element.get("style", ""))
        if tag == "sup" or (raised and tag == "span"):
            self.fragments.append(RAISED_ON)
        if emphasised or tag in _EMPHASIS:
            self.emphasis.append(element)

    def _end(self, element: Element) -> None:
        tag = str(element.tag)
        if tag == "sup" or (tag == "span" and _read_style(element.get("style", ""))[1]):
            self.fragments.append(RAISED_OFF)
        if tag in _BLOCKS:
            self._flush()
            if tag[0] == "h" and tag[1:].isdigit():
                self.heading -= 1
            elif tag == "li":
                self.item -= 1
        elif tag in ("td", "th", "tr"):
            self._flush()
            if self.tables:
                self.into = None
        elif tag == "table" and self.tables:
            self._flush()
            table, self.into = self.tables.pop()
            if any(cell.nodes for row in table.rows for cell in row):
                self._add(table)
        elif tag.endswith(":nonfraction"):
            self.fragments.append(FACT_OFF)
        if self.emphasis and self.emphasis[-1] is element:
            self.emphasis.pop()

    def _open_cell(self, element: Element) -> None:
        self._flush()
        if not self.tables:
            return
        table = self.tables[-1][0]
        if not table.rows:
            table.rows.append([])
        cell = CellNode(colspan=_span(element.get("colspan")), rowspan=_span(element.get("rowspan")))
        table.rows[-1].append(cell)
        self.into = cell.nodes

    def _flush(self) -> None:
        if not self.fragments:
            return
        raw = "".join(self.fragments)
        self.fragments.clear()
        plain, self.plain = self.plain, False
        if raw.isspace():
            return
        for run in fold(raw):
            if self.heading or not plain:
                run.hint = "heading"
            elif self.item:
                run.hint = "list_item"
            self._add(run)

    def _add(self, node: Run | TableNode) -> None:
        if self.into is None:  # text between the cells of a broken table still belongs to the body
            table = self.tables[-1][0]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(CellNode(nodes=[node]))
        else:
            self.into.append(node)


def _span(value: str | None) -> int:
    """colspan or rowspan as browsers read it: at least 1, at most 1000 (HTML standard, 4.9.11)."""
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,6})", value)
    return min(max(int(digits.group(1)), 1), 1000) if digits else 1
