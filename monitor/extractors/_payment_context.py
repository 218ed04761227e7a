"""Where a sentence stands, as far as it changes what is meant: risk factors, forward-looking statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from monitor.extractors._payment_manner import Setting
from monitor.records import Document

RISKS = re.compile(r"\brisk factors?\b|^\W*(?:[ivx]+\.\s*)?risks? (?:related|relating|associated)\b", re.IGNORECASE)
LISTED = re.compile(r"\b(?:forward|cautionary)[ -](?:looking|statements?)\b|\bsafe harbor\b", re.IGNORECASE)
HEADING = 160  # characters: longer ones are sentences in bold
RISK_SECTION = "Part II Item 1A"


def settings_of(document: Document) -> Callable[[int], Setting]:
    """The setting of an offset. In an 8-K, 8.01 holds risk factors too (0001193125-25-001854): from a heading
    that says so to the forward-looking statements or the next item, whatever headings stand between."""
    starts: list[int] = []
    found: list[Setting] = []
    section, setting = "", Setting()
    for block in document.blocks:
        if block.section != section:
            section, setting = block.section, Setting(risky=block.section.endswith("Item 1A"))
        if block.kind == "heading":
            words = document.text[block.start : block.end]
            if len(words) <= HEADING and LISTED.search(words):
                setting = Setting(listed=True)
            elif len(words) <= HEADING and RISKS.search(words):
                setting = Setting(risky=True)
            elif setting.listed:
                setting = Setting(risky=section.endswith("Item 1A"))
        starts.append(block.start)
        found.append(setting)

    def at(offset: int) -> Setting:
        place = bisect_right(starts, offset) - 1
        return found[place] if place >= 0 else Setting()

    return at
