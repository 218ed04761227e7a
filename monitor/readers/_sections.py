"""Items: which part of the form a block belongs to.

An 8-K counts its items "8.01" (Form 8-K, general instructions B); a 10-Q or 10-K has parts and items ("Part I
Item 2"), announced once in a table of contents and once, or on every page, where they stand.
"""

from __future__ import annotations

import re

ITEM = re.compile(
    r"item\s*(?P<item>\d{1,2}\.\d{2}(?!\d)|\d{1,2}[A-C]?(?![\d.]\d))\s*(?=$|[.:\-–—]|[A-Z\[(“\"])(?![.:]?\s*of\s)",
    re.I,
)
PART = re.compile(r"part\s+(?P<part>IV|I{1,3})\b[\s.:,\-–—]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
SIGNATURES = re.compile(r"\W*signatures?\W*$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\s|\.{2,})\d{1,3}$")


class Sections:
    """Follows the headings through a document: `enter` is told each block's text in order."""

    def __init__(self) -> None:
        self.part = ""
        self.section = ""

    def enter(self, text: str, *, after: str) -> tuple[str, bool]:
        """The section that the block belongs to, and whether it is the heading that starts one.

        `after` is the text of the block that follows: a heading that another heading follows at once is a
        line of the table of contents.
        """
        if SIGNATURES.match(text):
            self.section = ""
            return "", True
        rest = text
        if (part := PART.match(text)) and (len(text) < 80 or ITEM.match(part["rest"])):
            self.part = f"Part {part['part'].upper()}"
            rest = part["rest"]
        item = ITEM.match(rest)
        if item is None or not _is_title(rest[item.end("item") :]):
            return self.section, False
        if _CONTENTS.search(text) and len(text) < 120:
            return self.section, False
        if (following := ITEM.match(after)) and following["item"] != item["item"] and "." not in item["item"]:
            return self.section, False
        number = item["item"].upper()
        self.section = number if "." in number else f"{self.part} Item {number}".strip()
        return self.section, True


def _is_title(rest: str) -> bool:
    """Whether words that follow an item's number are its title, not the rest of a sentence about it."""
    words = rest.lstrip(" .:-–—")
    return not words or not words[0].islower()
