"""Sales of coins that a report gives in dollars alone.

"Bitcoin sold | (127,829)" of a roll-forward in thousands of dollars says that coins were sold and not how many
(CleanSpark's report for June 2025 gives no number anywhere). What counts: a row of sales with a figure of the
first period. What does not: a dash, sales of machines.
"""

from __future__ import annotations

import re

from monitor.extractors._figures import read_cell
from monitor.records import Document

COINS = r"(?:bitcoins?|BTC|digital\s+assets?|crypto(?:\s*currenc(?:y|ies)|\s+assets?)?)"
SOLD = re.compile(
    rf"\W*(?:{COINS}\s+sold|sold\s+{COINS}"
    rf"|(?:proceeds\s+from\s+)?(?:the\s+)?(?:sales?|dispositions?|disposals?)\s+of\s+{COINS})(?:\s*\(\w\))?\W*",
    re.IGNORECASE,
)


def find_sale_in_dollars(document: Document) -> str | None:
    """The first such row, its label and first figure."""
    for table in document.tables if SOLD.search(document.text) else ():
        for row in table.rows:
            cells = [cell for cell in row if cell and cell.text.strip()]
            if len(cells) < 2 or SOLD.fullmatch(cells[0].text) is None:
                continue
            figure = read_cell(cells[1].text)
            if figure is not None and figure.value and not figure.dash:
                return f"{cells[0].text} {cells[1].text}"
    return None
