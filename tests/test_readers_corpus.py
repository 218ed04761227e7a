"""The readers on real filings (figures and accession numbers only; their text is not part of the project)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.readers import read_document
from monitor.readers.coverage import find_uncovered
from monitor.records import Document

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def filings(corpus: Path) -> dict[str, tuple[bytes, Document]]:
    return dict(_read_all(corpus))


def _read_all(corpus: Path) -> Iterator[tuple[str, tuple[bytes, Document]]]:
    with (corpus / "filings.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            raw = (corpus / row["file"]).read_bytes()
            named = {"accession_number": row["accession_number"], "type": row["form"], "url": ""}
            yield row["file"], (raw, read_document(raw, **named))


def test_nothing_of_any_body_is_lost(filings: dict[str, tuple[bytes, Document]]) -> None:
    """No visible character of any filing is outside the blocks."""
    lost = {
        path: found[:3] for path, (raw, document) in filings.items() if (found := find_uncovered(raw, document))
    }
    assert lost == {}


def test_headings_stand_over_figures_in_every_bitcoin_table(filings: dict[str, tuple[bytes, Document]]) -> None:
    """Where a heading says holdings, prices or coins bought or sold, the cell below is such a figure."""
    figure = re.compile(r"\$?[\d,.]+( (million|billion))?$|\$?[-—]$")
    wrong, seen = [], 0
    for path, (_, document) in filings.items():
        for table in document.tables:
            heads = table.rows[-2] if len(table.rows) > 1 else ()
            if not any(cell and cell.text == "Aggregate BTC Holdings" for cell in heads):
                continue
            seen += 1
            columns = [
                (head and head.text, cell and cell.text) for head, cell in zip(heads, table.rows[-1], strict=True)
            ]
            if any(head is None or value is None or not figure.match(value) for head, value in columns):
                wrong.append((path, columns))
            if any(cell is None or not re.match("During Period|As of", cell.text) for cell in table.rows[0]):
                wrong.append((path, list(columns)))
    assert wrong == []
    assert seen >= 36


def test_every_8k_has_its_items(corpus: Path, filings: dict[str, tuple[bytes, Document]]) -> None:
    """The items that the index lists stand as sections in the text, in every 8-K."""
    missing = []
    with (corpus / "filings.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found = {block.section for block in filings[row["file"]][1].blocks}
            if row["form"].startswith("8-K") and (lost := set(filter(None, row["items"].split(","))) - found):
                missing.append((row["accession_number"], sorted(lost)))
    assert missing == []


def test_quarterly_reports_have_parts_items_and_tagged_figures(filings: dict[str, tuple[bytes, Document]]) -> None:
    """A 10-Q's parts and items come in their order, once each, and its tagged figures at their places."""
    for path, (_, document) in filings.items():
        if "10q" not in path:
            continue
        sections = [block.section for block in document.blocks if block.section]
        order = list(dict.fromkeys(sections))
        entered = [one for one, before in zip(sections, ["", *sections], strict=False) if one != before]
        assert entered == order
        assert order[:4] == ["Part I Item 1", "Part I Item 2", "Part I Item 3", "Part I Item 4"]
        assert {"Part II Item 1", "Part II Item 1A", "Part II Item 6"} <= set(order)
        assert len(document.tagged) > 850
        assert all(document.text[figure.start : figure.end].strip() for figure in document.tagged)
