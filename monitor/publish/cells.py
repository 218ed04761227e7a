"""How a cell of a table reads: figures with separators and units, days, sentences as links, long text folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from monitor.publish.document_page import document_path, is_web_address
from monitor.publish.figures import find_number, format_day, format_instant, format_number, format_usd

FOLD_LENGTH = 180  # longer text is folded behind its first words
PILLS = {"status", "kind", "severity", "treatment"}  # few values, each with a colour of its own
SHORT_IDS = {"change_id", "total_id", "sha256", "archive_sha256", "problem_id", "fetch_id", "run_id"}
STATED = {"units", "reported_units"}  # figures that the row's own quote states
COUNTS = {"uncovered_days", "filings_added", "facts_added", "problems_raised", "requests", "bytes", "filings"}


def render_cell(value: Any, column: str, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup | None:
    """HTML for one cell, or None to leave it as it is.

    `links` says where the pages live: "filings" (a filing's own page) and "root" (the site), both ending in "/".
    A foreign key that the site expands comes as a mapping with "value" and "label".
    """
    raw = value.get("value") if isinstance(value, Mapping) else value
    if raw is None or raw == "":
        numeric = column.endswith(("units", "_amount", "_usd", "_price_usd"))
        return Markup('<span class="figure nothing">–</span>') if numeric else None
    if column == "reconstruction":
        return (
            _pill("reconstruction", "Reconstruction") if raw else Markup('<span class="nothing">as filed</span>')
        )
    if column == "form" and "reconstruction" in row.keys() and row["reconstruction"]:  # noqa: SIM118 - sqlite3.Row
        return Markup("{} {}").format(str(raw), _pill("reconstruction", "Reconstruction"))
    if column in PILLS and isinstance(raw, str):
        return _pill(raw, raw.replace("_", " "))
    if column == "watched":
        return Markup("yes") if raw else Markup("no")
    if column.endswith(("units", "_price_usd", "_amount", "_usd", "_precision")) or column in COUNTS:
        return _figure(column, raw, row, links)
    if column.endswith("_on"):
        return Markup('<time datetime="{}">{}</time>').format(raw, format_day(str(raw)))
    if column.endswith("_at"):
        return Markup('<time datetime="{}">{}</time>').format(raw, format_instant(str(raw)))
    return _render_text(str(raw), column, row, links)


def _render_text(text: str, column: str, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup | None:
    root = links["root"].rstrip("/")
    if column == "quote" and (path := _sentence_path(row)):
        return Markup('<a class="sentence" href="{}" title="{}">{}</a>').format(
            root + path, "Open the document at this sentence", _shorten(text, 140)
        )
    if column == "document_path":
        return Markup('<a href="{}">sentence</a>').format(root + text)
    if column == "document_id":
        return Markup('<a href="{}" title="{}">document</a>').format(f"{root}/document/{text}", text)
    if column == "url" and is_web_address(text):
        return Markup('<a href="{}" rel="noopener" title="{}">{}</a>').format(text, text, _name_site(text))
    if column.endswith("accession_number") or column == "amends":
        return Markup('<a class="accession" href="{}">{}</a>').format(f"{links['filings']}{text}", text)
    if column in SHORT_IDS and len(text) > 10:
        return Markup('<code title="{}">{}</code>').format(text, text[:8])
    if len(text) > FOLD_LENGTH:
        return Markup('<details class="fold"><summary>{}</summary><div>{}</div></details>').format(
            _shorten(text, 120), text if len(text) <= 4000 else _shorten(text, 4000)
        )
    return None


def _figure(column: str, raw: Any, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup:
    number = find_number(raw)
    if number is None:
        return Markup("{}").format(str(raw))
    written = format_usd(raw) if "usd" in column else format_number(raw)
    if column in STATED and (path := _sentence_path(row)):
        return Markup('<a class="figure" href="{}" title="Open the sentence">{}</a>').format(
            links["root"].rstrip("/") + path, written
        )
    return Markup('<span class="{}">{}</span>').format("figure negative" if number < 0 else "figure", written)


def _pill(name: str, label: str) -> Markup:
    return Markup('<span class="pill pill-{}">{}</span>').format(name, label)


def _sentence_path(row: Mapping[str, Any]) -> str | None:
    """Views and tables hold the place of the sentence beside the quote; a hand-written query may not."""
    found = {key: row[key] for key in ("document_id", "quote_start", "quote_end") if key in row.keys()}  # noqa: SIM118 - sqlite3.Row
    if len(found) < 3:
        return None
    document = found["document_id"]
    identity = document.get("value") if isinstance(document, Mapping) else document
    return document_path(str(identity), int(found["quote_start"]), int(found["quote_end"]))


def _shorten(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _name_site(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")
