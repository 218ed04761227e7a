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
    path: str  # of the page itself, or of the page that it stands under
    asked: str  # of the page itself


GROUPS = (
    Group(
        name="Holdings",
        pages=(
            ("Overview", "/"),
            ("Ledger", "/monitor/ledger"),
            ("Sales", "/sales"),
            ("Changes", "/monitor/changes"),
            ("Totals", "/monitor/totals"),
            ("Gaps", "/monitor/gaps"),
        ),
    ),
    Group(
        name="Claims",
        pages=(
            ("Claims", "/claims"),
            ("Narratives", "/narratives"),
            ("Predictions", "/predictions"),
            ("Sources", "/sources"),
            ("Changed verdicts", "/monitor/verdict_changes"),
            ("Method", "/method"),
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
            ("Alerts", "/alerts"),
            ("Feeds", "/feeds"),
            ("Questions", "/questions"),
            ("Filings", "/monitor/filings"),
            ("Documents", "/monitor/documents"),
            ("Not in the store", "/monitor/filing_gaps"),
            ("Problems", "/monitor/problems"),
            ("Freshness", "/monitor/freshness"),
            ("All data", "/monitor"),
        ),
    ),
)

WITHIN = {  # a page of one thing stands under the page of all of them
    "/instrument/": "/debt",
    "/claim/": "/claims",
    "/verdict/": "/claims",
    "/narrative/": "/narratives",
}
TABLES = "/monitor/"  # a table or question that no group lists stands under all data


def find_navigation(path: str | None) -> Navigation:
    """The groups, and which of them holds the page at `path` (without the site's own prefix): None is on none."""
    if path is None:
        return Navigation(groups=GROUPS, current=None, path="", asked="")
    plain = path.rstrip("/") or "/"
    for start, page in WITHIN.items():
        if plain.startswith(start):
            plain = page
    listed = any(plain == page for group in GROUPS for _, page in group.pages)
    if plain.startswith(TABLES) and not listed:
        plain = TABLES.rstrip("/")
    return Navigation(
        groups=GROUPS,
        current=next((group for group in GROUPS if any(plain == page for _, page in group.pages)), None),
        path=plain,
        asked=path,
    )
