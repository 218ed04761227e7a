"""Where a sentence stands, as far as it changes what is meant: risk factors, forward-looking statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from monitor.records import Document

RISKS = re.compile(
    r"\brisk factors?\b|^\W*(?:[ivx]+\.\s*)?risks? (?:related|relating|associated)\b", re.IGNORECASE
)
LISTED = re.compile(r"\b(?:forward|cautionary)[ -](?:looking|statements?)\b|\bsafe harbor\b", re.IGNORECASE)
HEADING = 160  # characters: longer ones are sentences in bold
RISK_SECTION = "Item 1A"  # of Part II in a 10-Q, of Part I in a 10-K


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: among risk factors, or among the forward-looking statements."""

    risky: bool = False
    listed: bool = False


def settings_of(document: Document) -> Callable[[int], Setting]:
    """The setting of an offset. In an 8-K, 8.01 holds risk factors too (0001193125-25-001854): from a heading
    that says so to the forward-looking statements or the next item, whatever headings stand between. A list that a
    paragraph on forward-looking statements opens is part of them."""
    starts: list[int] = []
    found: list[Setting] = []
    section, setting, opened = "", Setting(), False
    for block in document.blocks:
        words = document.text[block.start : block.end]
        if block.section != section:
            section, setting = block.section, Setting(risky=block.section.endswith(RISK_SECTION))
        if block.kind == "heading" and len(words) <= HEADING:
            if LISTED.search(words):
                setting = Setting(listed=True)
            elif RISKS.search(words):
                setting = Setting(risky=True)
            elif setting.listed:
                setting = Setting(risky=section.endswith(RISK_SECTION))
        if block.kind != "list_item":
            opened = LISTED.search(words) is not None and words.rstrip().endswith(":")
        starts.append(block.start)
        found.append(Setting(listed=True) if opened and block.kind == "list_item" else setting)

    def at(offset: int) -> Setting:
        place = bisect_right(starts, offset) - 1
        return found[place] if place >= 0 else Setting()

    return at
