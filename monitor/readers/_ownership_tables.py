"""The owners and the lines of a Form 3, 4, 5 or 144, from its XML, every figure exactly as printed.

The elements are those of the SEC's own schemas (EDGAR Ownership XML Technical Specification; EDGAR Form 144 XML
Technical Specification). A value stands in <value>, and the footnotes that explain it beside it:

    <transactionPricePerShare><value>150.841</value><footnoteId id="F3"/></transactionPricePerShare>
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

TABLES = (("nonDerivativeTable", "nonDerivative", False), ("derivativeTable", "derivative", True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A reporting person and what ties it to the issuer."""

    name: str  # as filed, surname first
    cik: int | None
    relationship: str  # "director, Chief Financial Officer, 10% owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A transaction, a holding, or a planned sale. What the form leaves empty is None or ""."""

    is_derivative: bool
    is_holding: bool
    is_notice: bool
    security: str
    code: str
    shares: str  # as printed
    price: str
    traded_on: date | None
    acquired: bool | None
    ownership: Literal["direct", "indirect", ""]
    nature: str
    shares_after: str
    particulars: tuple[tuple[str, str], ...]  # what else is printed: (name, words)
    marks: tuple[str, ...]  # of footnotes: "F1"


def read_owners(root: Any, remarks: str) -> tuple[Owner, ...]:
    """The reporting persons, in the order filed. Somebody whose title is "See Remarks" has it there."""
    return tuple(_read_owner(element, remarks) for element in root.iter("reportingOwner"))


def read_lines(root: Any) -> Iterator[Line]:
    """Table I, then Table II, each in the order filed; of a 144 the sales that are planned."""
    for table, stem, is_derivative in TABLES:
        for element in root.iterfind(table + "/*"):
            if element.tag in (f"{stem}Transaction", f"{stem}Holding"):
                yield _read_line(element, is_derivative=is_derivative, is_holding=element.tag.endswith("Holding"))
    for element in root.iter("securitiesInformation"):
        yield _read_notice(element)


def read_figure(printed: str) -> Decimal | None:
    """The figure, exactly; None for what is none ("N/A", a footnote's place)."""
    try:
        figure = Decimal(printed.replace(",", "").removeprefix("$"))
    except InvalidOperation:
        return None
    return figure if figure.is_finite() else None


def read_day(printed: str) -> date | None:
    """ "2026-01-05", also with a time zone as schemas allow ("2026-01-05-05:00"), and "01/05/2026" of a 144.

    A 144 says 1933, the year of the Act, where there is no day.
    """
    found = re.match(r"\d{4}-\d\d-\d\d", printed) or re.match(r"\d\d/\d\d/\d{4}", printed)
    if not found:
        return None
    try:
        day = datetime.strptime(found[0], "%m/%d/%Y" if "/" in found[0] else "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        return None
    return day if day.year > 1933 else None


def words_of(element: Any, path: str) -> str:
    """The words at a path below an element, white space folded; "" without any. Its <value>, if it has one."""
    found = element.find(path)
    if found is None:
        return ""
    value = found.find("value")
    return " ".join("".join((found if value is None else value).itertext()).split())


def _read_owner(element: Any, remarks: str) -> Owner:
    tie = "reportingOwnerRelationship/"
    title = words_of(element, tie + "officerTitle")
    title = remarks if remarks and re.search(r"see\s+remarks", title, re.IGNORECASE) else title
    parts = (
        "director" if _is_ticked(element, tie + "isDirector") else "",
        (title or "officer") if _is_ticked(element, tie + "isOfficer") else "",
        "10% owner" if _is_ticked(element, tie + "isTenPercentOwner") else "",
        (words_of(element, tie + "otherText") or "other") if _is_ticked(element, tie + "isOther") else "",
    )
    cik = words_of(element, "reportingOwnerId/rptOwnerCik")
    return Owner(
        name=words_of(element, "reportingOwnerId/rptOwnerName"),
        cik=int(cik) if cik.isdigit() else None,
        relationship=", ".join(part for part in parts if part),
    )


def _is_ticked(element: Any, path: str) -> bool:
    return words_of(element, path).lower() in ("1", "true")


def _read_line(element: Any, *, is_derivative: bool, is_holding: bool) -> Line:
    amounts, after = "transactionAmounts/", "postTransactionAmounts/"
    side = words_of(element, amounts + "transactionAcquiredDisposedCode")
    held = words_of(element, "ownershipNature/directOrIndirectOwnership")
    ownership: Mapping[str, Literal["direct", "indirect"]] = {"D": "direct", "I": "indirect"}
    underlying = "underlyingSecurity/underlyingSecurity"
    particulars = (
        ("value", words_of(element, amounts + "transactionTotalValue")),
        ("value owned after", words_of(element, after + "valueOwnedFollowingTransaction")),
        ("exercise price", words_of(element, "conversionOrExercisePrice")),
        ("exercisable from", words_of(element, "exerciseDate")),
        ("expires", words_of(element, "expirationDate")),
        ("underlying", words_of(element, underlying + "Title")),
        ("underlying shares", words_of(element, underlying + "Shares")),
        ("underlying value", words_of(element, underlying + "Value")),
    )
    return Line(
        is_derivative=is_derivative,
        is_holding=is_holding,
        is_notice=False,
        security=words_of(element, "securityTitle"),
        code=words_of(element, "transactionCoding/transactionCode"),
        shares=words_of(element, amounts + "transactionShares"),
        price=words_of(element, amounts + "transactionPricePerShare"),
        traded_on=read_day(words_of(element, "transactionDate")),
        acquired={"A": True, "D": False}.get(side),
        ownership=ownership.get(held, ""),
        nature=words_of(element, "ownershipNature/natureOfOwnership"),
        shares_after=words_of(element, after + "sharesOwnedFollowingTransaction"),
        particulars=tuple((name, words) for name, words in particulars if words),
        marks=tuple(dict.fromkeys(mark.get("id", "") for mark in element.iter("footnoteId"))),
    )


def _read_notice(element: Any) -> Line:
    particulars = (
        ("aggregate market value", words_of(element, "aggregateMarketValue")),
        ("outstanding", words_of(element, "noOfUnitsOutstanding")),
        ("exchange", words_of(element, "securitiesExchangeName")),
        ("broker", words_of(element, "brokerOrMarketmakerDetails/name")),
    )
    return Line(
        is_derivative=False,
        is_holding=False,
        is_notice=True,
        security=words_of(element, "securitiesClassTitle"),
        code="",
        shares=words_of(element, "noOfUnitsSold"),
        price="",
        traded_on=read_day(words_of(element, "approxSaleDate")),
        acquired=None,
        ownership="",
        nature="",
        shares_after="",
        particulars=tuple((name, words) for name, words in particulars if words),
        marks=(),
    )
