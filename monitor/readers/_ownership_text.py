"""A Form 3, 4, 5 or 144 as text to read: a line for each field, a line for each trade, the footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from monitor._edgartools import OwnershipFrame
from monitor.readers._ownership_tables import Line, Owner, words_of
from monitor.records import Block, BlockKind

TITLES = {
    "3": "Initial statement of beneficial ownership",
    "4": "Statement of changes in beneficial ownership",
    "5": "Annual statement of changes in beneficial ownership",
    "144": "Notice of proposed sale",
}
# Form 4, General Instruction 8. F pays a price or a tax with shares that go to the issuer: it is no sale.
CODES = {
    "P": "open market or private purchase",
    "S": "open market or private sale",
    "V": "reported voluntarily early",
    "A": "grant or award",
    "D": "disposition to the issuer",
    "F": "shares withheld for exercise price or tax",
    "I": "discretionary transaction",
    "M": "exercise or conversion of an exempt derivative",
    "C": "conversion of a derivative",
    "E": "expiration of a short derivative position",
    "H": "expiration of a long derivative position",
    "O": "exercise of an out-of-the-money derivative",
    "X": "exercise of an in-the-money derivative",
    "G": "gift",
    "L": "small acquisition",
    "W": "by will or the laws of descent",
    "Z": "deposit into or withdrawal from a voting trust",
    "J": "other",
    "K": "equity swap",
    "U": "tender in a change of control",
}
ANSWERS = {True: "yes", False: "no", None: "not stated"}
HEADINGS = {True: "Table II: derivative securities", False: "Table I: non-derivative securities"}


class Text:
    """Blocks with their offsets, joined by a blank line."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.section = ""

    def add(self, words: str, kind: BlockKind = "paragraph") -> tuple[int, int]:
        """Write a block and return its place; without words nothing is written, and the place is empty."""
        if not words:
            return len(self.text), len(self.text)
        if kind == "heading":
            self.section = words.partition(":")[0]
        start = len(self.text) + 2 if self.text else 0
        self.text += ("\n\n" if self.text else "") + words
        self.blocks.append(Block(kind=kind, start=start, end=len(self.text), section=self.section))
        return start, len(self.text)


def write_form(
    type_: str, frame: OwnershipFrame, owners: Iterable[Owner], lines: Iterable[Line], root: Any
) -> tuple[Text, list[tuple[int, int]]]:
    """The text, and the place of each line in it."""
    made = Text()
    made.add(f"Form {type_}: {TITLES.get(type_.removesuffix('/A'), 'Ownership')}", "heading")
    ticker = f" ({frame.issuer_ticker})" if frame.issuer_ticker else ""
    made.add(f"Issuer: {frame.issuer_name}{ticker}, CIK {frame.issuer_cik}")
    made.add(_field("Period of report", frame.period))
    made.add(_field("Amends the form filed on", words_of(root, "dateOfOriginalSubmission")))
    for owner in owners:
        label = "For the account of" if frame.seller else "Reporting owner"
        cik = f", CIK {owner.cik}" if owner.cik else ""
        made.add(f"{label}: {owner.name}{cik}" + (f": {owner.relationship}" if owner.relationship else ""))
    made.add(f"Under a Rule 10b5-1 plan: {ANSWERS[frame.is_10b5_1]}")
    made.add(_field("Plan adopted on", ", ".join(_all(root, "planAdoptionDate"))))
    if words_of(root, "noSecuritiesOwned").lower() in ("1", "true"):
        made.add("No securities are beneficially owned.")
    places: list[tuple[int, int]] = []
    heading = ""
    for line in lines:
        title = "Securities to be sold" if line.is_notice else HEADINGS[line.is_derivative]
        if title != heading:
            heading = title
            made.add(heading, "heading")
        places.append(made.add(write_line(line), "list_item"))
    _write_history(made, root)
    if frame.footnotes:
        made.add("Footnotes", "heading")
    for mark, words in frame.footnotes.items():
        made.add(f"{mark}: {' '.join(words.split())}", "footnote")
    if frame.remarks or any(name for name, _ in frame.signatures):
        made.add("Remarks and signatures", "heading")
    made.add(_field("Remarks", " ".join(frame.remarks.split())))
    for name, day in frame.signatures:
        made.add(_field("Signed", ", ".join(word for word in (name, day) if word)))
    return made, places


def write_line(line: Line) -> str:
    """One trade, holding or planned sale in a line."""
    shares = f"{line.shares} shares" if line.shares else "shares not stated"
    if line.is_notice:
        day = f" about {line.traded_on}" if line.traded_on else ""
        parts = [f"{line.security}: sale planned of {shares}{day}"]
    elif line.is_holding:
        parts = [f"{line.security}: held"]
    else:
        side = {True: "acquired ", False: "disposed of ", None: ""}[line.acquired]
        price = f" at ${line.price}" if line.price else ""
        meaning = f" ({CODES[line.code]})" if line.code in CODES else ""
        parts = [f"{line.traded_on or 'no day'}: {line.security}", f"code {line.code or 'missing'}{meaning}"]
        parts.append(f"{side}{shares}{price}")
    parts += [f"{line.shares_after} owned"] if line.shares_after else []
    parts += [f"{line.ownership} ({line.nature})" if line.nature else line.ownership] if line.ownership else []
    parts += [f"{name} {words}" for name, words in line.particulars]
    return "; ".join(parts) + "".join(f" ({mark})" for mark in line.marks)


def _write_history(made: Text, root: Any) -> None:
    """Of a 144: how the securities were acquired, and what was sold in the past three months. Those sales stand in
    Forms 4 as well, so they are words here and no trades."""
    for tag, title, fields in (
        (
            "securitiesToBeSold",
            "How they were acquired",
            (
                "securitiesClassTitle",
                "acquiredDate",
                "natureOfAcquisitionTransaction",
                "amountOfSecuritiesAcquired",
            ),
        ),
        (
            "securitiesSoldInPast3Months",
            "Sold in the past three months",
            ("sellerDetails/name", "securitiesClassTitle", "saleDate", "amountOfSecuritiesSold", "grossProceeds"),
        ),
    ):
        for number, element in enumerate(root.iter(tag)):
            if number == 0:
                made.add(title, "heading")
            made.add("; ".join(words for path in fields if (words := words_of(element, path))), "list_item")


def _field(name: str, words: str) -> str:
    return f"{name}: {words}" if words else ""


def _all(root: Any, tag: str) -> list[str]:
    return ["".join(element.itertext()).strip() for element in root.iter(tag)]
