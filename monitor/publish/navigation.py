"""The groups of pages: one line for the groups, one for the pages of the group that the visitor is in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pages that belong together; the group's own link opens the first of them."""

    name: str
    pages: tuple[tuple[str, str], ...]  # words and path


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """What the head of a page shows."""

    groups: tuple[Group, ...]
    current: Group | None  # None: a page of no group, such as a document
    path: str  # of the page itself


GROUPS = (
    Group(
        name="Holdings",
        pages=(
            ("Overview", "/"),
            ("Ledger", "/monitor/ledger"),
            ("Changes", "/monitor/changes"),
            ("Totals", "/monitor/totals"),
            ("Gaps", "/monitor/gaps"),
        ),
    ),
    Group(
        name="Debt and payments",
        pages=(
            ("Debt stack", "/debt"),
            ("What falls due", "/obligations"),
            ("Coverage", "/coverage"),
            ("Stress", "/stress"),
            ("Payment language", "/monitor/payments"),
            ("Versions", "/monitor/instrument_versions"),
        ),
    ),
    Group(
        name="Funding",
        pages=(
            ("Sources and uses", "/monitor/sources_and_uses"),
            ("Issuance", "/monitor/issuance"),
            ("What paid for purchases", "/monitor/purchase_funding"),
            ("Reserves", "/monitor/cash_balances"),
            ("Movements", "/monitor/cash_movements"),
        ),
    ),
    Group(
        name="Insiders",
        pages=(
            ("Trades", "/monitor/insiders"),
            ("By week", "/monitor/insiders_weekly"),
            ("By person", "/monitor/insiders_people"),
        ),
    ),
    Group(
        name="Record",
        pages=(
            ("Filings", "/monitor/filings"),
            ("Documents", "/monitor/documents"),
            ("Not in the store", "/monitor/filing_gaps"),
            ("Problems", "/monitor/problems"),
            ("Freshness", "/monitor/freshness"),
            ("All data", "/monitor"),
        ),
    ),
)


def find_navigation(path: str) -> Navigation:
    """The groups, and which of them holds the page at `path` (without the site's own prefix)."""
    plain = path.rstrip("/") or "/"
    if plain.startswith("/instrument/"):
        plain = "/debt"
    return Navigation(
        groups=GROUPS,
        current=next((group for group in GROUPS if any(plain == page for _, page in group.pages)), None),
        path=plain,
    )
