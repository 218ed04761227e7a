"""How a cell of a table reads: figures with separators and units, days, sentences as links, long text folded.

A figure is a link to its sentence in two cases: the row's own quote states it (STATED), or the row has a column
`sentences`, a JSON object from the name of a column to the path of the page that shows its sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from monitor.publish.figures import (
    find_number,
    format_day,
    format_instant,
    format_number,
    format_score,
    format_usd,
    name_column,
    read_day,
)
from monitor.publish.paths import document_path, instrument_path, is_web_address
from monitor.publish.wording import FLAGS, SAID, name_choice, name_value

FOLD_LENGTH = 210  # longer text is folded behind its first words
# Few values, each with a colour of its own.
PILLS = {
    "status", "kind", "severity", "treatment", "state", "certainty", "basis", "modality", "polarity", "direction",
    "standing", "label", "label_before", "stance",
}  # fmt: skip
SHORT_IDS = {"sha256", "archive_sha256"}
STATED = {
    "units", "reported_units", "cost_usd", "average_cost_usd", "usd_amount", "average_price_usd", "amount_usd",
    "paid_usd", "shares", "notional_usd", "net_proceeds_usd", "available_usd", "rate_from", "rate_to", "amount",
}  # fmt: skip
# Money in the `currency` of the row, with the columns that it is taken from.
IN_CURRENCY = {
    "amount": ("amount_usd", "amount_other"),
    "preference": ("liquidation_preference_usd", "liquidation_preference_other"),
}
LISTS = {"term_ids": "fact", "reserve_ids": "balance", "obligation_ids": "payment"}  # ids, joined by commas
RATES = {"coupon_rate", "dividend_rate", "rate_from", "rate_to"}  # percent a year
# Things with a page of their own, by the column that holds their id.
PAGES = {"claim_id": "claim", "verdict_id": "verdict", "verdict_id_before": "verdict", "narrative_id": "narrative"}
LABELLED = {"label": "verdict_id", "label_before": "verdict_id_before", "rationale": "verdict_id"}
UNSEEN = {"quote_start", "quote_end", "sentences"}  # no page shows them
NAMED = {
    "term",
    "topic",
    "measure",
    "claim_type",
    "reason",
    "reason_before",
}  # what they hold is named as columns are
COUNTS = {
    "uncovered_days", "filings_added", "facts_added", "problems_raised", "requests", "bytes", "filings", "months",
    "figure", "conversion_rate", "payments_per_year", "shares", "unpriced_lines", "payments", "open_gaps",
    "filings_missing", "quantity", "claims", "articles", "predictions", "sources", "verdicts",
}  # fmt: skip
SCORES = {"score", "score_before"}
DAYS = {"as_of", "as_of_before"}  # days whose names do not end as the others' do
MONEY = ("_price_usd", "_amount", "_usd", "_precision")
FIGURES = ("units", "_shares", *MONEY)


def render_cell(value: Any, column: str, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup | None:
    """HTML for one cell, or None to leave it as it is.

    `links` says where the pages live: "filings" (a filing's own page) and "root" (the site), both ending in "/".
    A foreign key that the site expands comes as a mapping with "value" and "label".
    """
    if column in UNSEEN:
        return None
    raw = value.get("value") if isinstance(value, Mapping) else value
    if raw is None or raw == "":
        return _EMPTY if is_figure(column) else None
    if column == "stated" and (term := _get(row, "term")):
        return render_cell(raw, str(term), {}, links)
    if (measure := _render_measure(column, raw, row, links)) is not None:
        return measure
    if isinstance(value, Mapping) and value.get("label") and (place := _find_key(column, str(raw), links)):
        return _fill('<a href="%s">%s</a>', place, _shorten(str(value["label"]), 80))
    if column in LABELLED and isinstance(verdict := _get(row, LABELLED[column]), str):
        return _fill(
            '<a href="%s">%s</a>',
            f"{links['root'].rstrip('/')}/verdict/{quote(verdict)}",
            render_pill(str(raw)) if column in PILLS else _shorten(str(raw), 160),
        )
    if column in PILLS and isinstance(raw, str):
        return render_pill(raw)
    if column == "form" and _get(row, "reconstruction"):
        label = _pill("reconstruction", "Reconstruction")
        return _fill('<span><span class="whole">%s</span> %s</span>', str(raw), label)
    if column == "reconstruction":
        return (
            _pill("reconstruction", "Reconstruction") if raw else Markup('<span class="nothing">as filed</span>')
        )
    if column in FLAGS:
        return _fill("%s", name_choice(column, raw))
    return _render_text(str(raw), column, row, links)


def _render_measure(column: str, raw: Any, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup | None:
    """A figure, a score, a day or an instant; None for anything else."""
    if is_figure(column):
        return _figure(column, raw, row, links)
    if column in SCORES:
        return _fill('<span class="score">%s</span>', format_score(raw))
    if column.endswith("_on") or column in DAYS:
        return _link_day(column, str(raw), row, links)
    return _instant(str(raw)) if column.endswith("_at") else None


def is_figure(column: str) -> bool:
    """Whether the column holds figures, which stand flush right."""
    return column.endswith(FIGURES) or column in COUNTS or column in RATES or column in IN_CURRENCY


def render_pill(name: str) -> Markup:
    """A word of few, as a label: "if_declared" reads "if declared"."""
    return _pill(name, name_value(name))


def draw_plain(column: str, value: Any) -> str:
    """The value as its cell reads, as plain text: "0.625 %", "15 Mar 2030", "$1,000"."""
    shown = render_cell(value, column, {}, {"root": "/", "filings": "/"})
    return str(value) if shown is None else shown.striptags()


def sentence_path(row: Mapping[str, Any]) -> str | None:
    """Views and tables hold the place of the sentence beside the quote; a hand-written query may not."""
    document = _get(row, "document_id")
    start, end = _get(row, "quote_start"), _get(row, "quote_end")
    if document is None or start is None or end is None:
        return None
    identity = document.get("value") if isinstance(document, Mapping) else document
    return document_path(str(identity), int(start), int(end))


def _render_text(text: str, column: str, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup | None:
    root = links["root"].rstrip("/")
    if column == "quote" and (path := sentence_path(row)):
        return _fill(
            '<a class="sentence" href="%s" title="%s">%s</a>',
            root + path,
            "Open the document at this sentence",
            _shorten(text, 140),
        )
    if path := _find_page(column, text, row):
        return _fill('<a href="%s" title="%s">%s</a>', root + path, text, text[:8] if column in PAGES else text)
    if column.endswith("_path") and text.startswith("/document/"):  # a hand-written query may hold anything
        return _fill('<a href="%s">sentence</a>', root + text)
    if column == "document_id":
        return _fill('<a href="%s" title="%s">document</a>', f"{root}/document/{text}", text)
    if column == "url" and is_web_address(text):
        return _fill('<a href="%s" rel="noopener" title="%s">%s</a>', text, text, _name_site(text))
    listed = _get(row, "listed_at") is not None  # by EDGAR's index: the store need not have it
    if (column.endswith("accession_number") or column == "amends") and not listed:
        return _fill('<a class="accession" href="%s">%s</a>', f"{links['filings']}{text}", text)
    if column in LISTS:
        count = text.count(",") + 1
        return _fill('<span title="%s">%s</span>', text, f"{count} {LISTS[column]}{'s' * (count != 1)}")
    if (column in SHORT_IDS or column.endswith("_id")) and len(text) > 10 and " " not in text:
        return _fill('<code title="%s">%s</code>', text, text[:8])
    if column == "payment_days":
        days = [read_day(f"2000-{day}") for day in text.split(",")]
        return _fill("%s", ", ".join(f"{day.day} {day:%b}" for day in days if day)) if all(days) else None
    if column in NAMED:
        return _fill("%s", SAID.get(text) or name_column(text))
    if len(text) > FOLD_LENGTH:
        return _fill(
            '<details class="fold"><summary>%s</summary><div>%s</div></details>',
            _shorten(text, 120),
            text if len(text) <= 4000 else _shorten(text, 4000),
        )
    return None


def _find_page(column: str, text: str, row: Mapping[str, Any]) -> str | None:
    """The page of an instrument, a story, a claim or a verdict, when the cell names one."""
    if column in PAGES and re.fullmatch(r"[\w-]+", text):
        return f"/{PAGES[column]}/{text}"
    if column == "instrument_id":
        return instrument_path(text)
    if column == "name" and isinstance(story := _get(row, "narrative_id"), str):
        return f"/narrative/{quote(story)}"
    if column == "name" and (instrument := _get(row, "instrument_id")):
        return instrument_path(str(instrument))
    return None


def _find_key(column: str, key: str, links: Mapping[str, str]) -> str:
    """Where the row of a key that comes with its label is shown; "" leaves that to Datasette."""
    if column == "issuer_cik":
        return links["issuers"] + key if "issuers" in links else ""
    return f"{links['root'].rstrip('/')}/{PAGES[column]}/{quote(key)}" if column in PAGES else ""


def _figure(column: str, raw: Any, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup:
    number = find_number(raw)
    if number is None:
        return _fill("%s", str(raw))
    written = format_number(raw) + ("\xa0%" if column in RATES else "")
    if "usd" in column or column in IN_CURRENCY:
        written = format_usd(raw, _get(row, "currency") if column in IN_CURRENCY else "USD")
    told = _read_sentences(row)
    path = next((told[name] for name in (column, *IN_CURRENCY.get(column, ())) if name in told), None)
    path = path or (sentence_path(row) if column in STATED else None)
    if path:
        return _fill(
            '<a class="figure" href="%s" title="Open the sentence">%s</a>',
            links["root"].rstrip("/") + path,
            written,
        )
    return _fill('<span class="%s">%s</span>', "figure negative" if number < 0 else "figure", written)


def _link_day(column: str, day: str, row: Mapping[str, Any], links: Mapping[str, str]) -> Markup:
    path = _read_sentences(row).get(column)
    if not path:
        return _day(day)
    return _fill(
        '<a class="day" href="%s" title="Open the sentence">%s</a>', links["root"].rstrip("/") + path, _day(day)
    )


def _read_sentences(row: Mapping[str, Any]) -> Mapping[str, str]:
    found = _get(row, "sentences")
    return _parse_sentences(found) if isinstance(found, str) else {}


@lru_cache(maxsize=2000)
def _parse_sentences(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    # A hand-written query can put anything into a column of this name: only our own pages become links.
    return {name: path for name, path in found.items() if str(path).startswith("/document/")}


@lru_cache(maxsize=5000)
def _day(text: str) -> Markup:
    return _fill('<time datetime="%s">%s</time>', text, format_day(text))


@lru_cache(maxsize=5000)
def _instant(text: str) -> Markup:
    return _fill('<time datetime="%s">%s</time>', text, format_instant(text))


@lru_cache(maxsize=500)
def _pill(name: str, label: str) -> Markup:
    return _fill('<span class="pill pill-%s">%s</span>', name, label)


def _fill(template: str, *values: object) -> Markup:
    """The template with the values escaped. A quarter of the time of `Markup.format`, and there are many cells."""
    return Markup(template % tuple(map(escape, values)))  # noqa: S704 - every value is escaped


def _get(row: Mapping[str, Any], column: str) -> Any:
    """A column that the row may lack; `sqlite3.Row` has no `get` and no `in`."""
    return row[column] if column in row.keys() else None  # noqa: SIM118 - sqlite3.Row


def _shorten(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def _name_site(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")


_EMPTY = Markup('<span class="figure nothing">–</span>')
