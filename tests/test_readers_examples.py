"""Sources written by us, each beside what must be read in it. `make bless` rewrites the expected files."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from monitor.readers import read_document
from monitor.readers.coverage import find_uncovered
from monitor.records import Document

FOLDER = Path(__file__).parent / "examples" / "readers"
EXAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".html", ".txt"))


def show(document: Document) -> dict[str, Any]:
    text = document.text
    return {
        "blocks": [[block.kind, block.section, text[block.start : block.end]] for block in document.blocks],
        "tables": [
            {
                "rows": [[cell and [cell.text, *cell.marks] for cell in row] for row in table.rows],
                "footnotes": [[note.mark, text[note.start : note.end]] for note in table.footnotes],
            }
            for table in document.tables
        ],
        "tagged": [
            [
                figure.concept,
                str(figure.value),
                figure.unit,
                str(figure.period_start_on),
                str(figure.period_end_on),
                [list(dimension) for dimension in figure.dimensions],
                text[figure.start : figure.end],
            ]
            for figure in document.tagged
        ],
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_reads_an_example_as_expected(path: Path) -> None:
    """Blocks, sections, grids, marks, footnotes and tagged figures stand as in the file beside the source."""
    raw = path.read_bytes()
    document = read_document(raw, accession_number="0000000000-26-000001", type="8-K", url="", filename=path.name)
    found = show(document)
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))
    assert find_uncovered(raw, document) == []
