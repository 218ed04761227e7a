"""What was found in a document: the words that each fact comes from, with a label, for the document's page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from monitor.publish.cells import draw_plain
from monitor.publish.figures import format_day, format_number, format_usd_short, name_column
from monitor.publish.paths import document_path
from monitor.publish.rows import Row, fetch_rows
from monitor.publish.wording import name_value

# Every table of facts, under the columns that its label needs. What a payment statement is about is said last: the
# same words often state a fact as well.
FACTS = """
SELECT quote_start, quote_end, 'change' AS found, kind AS what, asset AS name, units AS amount, usd_amount AS usd,
       NULL AS day FROM holdings_changes WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'total', 'held', asset, units, cost_usd, as_of_on FROM holdings_totals
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'term', term, name, coalesce(figure, day_on, words), NULL, as_of_on
FROM instrument_terms WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'event', kind, name, shares, coalesce(amount_usd, paid_usd), happened_on
FROM instrument_events WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'reserve', kind, '', NULL, amount_usd, as_of_on FROM reserves
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'movement', direction, kind, NULL, amount_usd, period_end_on FROM reserve_movements
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'payment', kind, name,
       coalesce('$' || per_share_usd, currency || ' ' || per_share_other),
       amount_usd, due_on FROM stated_payments
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'issuance', kind, security, shares, net_proceeds_usd, period_end_on FROM issuances
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'funding', securities, other_sources, NULL, amount_usd, period_end_on
FROM purchase_fundings WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'trade', code, owner, shares, NULL, traded_on FROM insider_trades
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'words', topic, modality, polarity, NULL, NULL FROM payment_statements
WHERE document_id = :document
UNION ALL
SELECT quote_start, quote_end, 'claim', claim_type, claim_id, NULL, NULL, NULL FROM claims
WHERE document_id = :document
ORDER BY 1, 2, 3, 4, 5, 6
"""
SAID_IN_WORDS = {"words", "claim"}
BEGINNING = 70  # characters of such a sentence in its label


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the document that a fact comes from: ``text[start:end]``."""

    start: int
    end: int
    label: str  # "Sold 704 bitcoin", "Dividend paid: On 30 June we paid …"
    path: str  # of the document's page with these words as the quote; of a claim its own page


def read_marks(connection: sqlite3.Connection, document_id: str, text: str) -> Iterator[Mark]:
    """Every fact of a document, in the order of its words; what would read the same twice comes once.

    `text` is that of the document: what says no figure is told by how its sentence begins.
    """
    told: set[tuple[int, int, str]] = set()
    for fact in fetch_rows(connection, FACTS, {"document": document_id}):
        start, end, label = fact["quote_start"], fact["quote_end"], _LABELS[fact["found"]](fact)
        if fact["found"] in SAID_IN_WORDS:
            label += f": {shorten(text[start:end], BEGINNING, placeholder=' …')}"
        if (start, end, label) not in told:
            told.add((start, end, label))
            place = document_path(document_id, start, end)
            yield Mark(
                start=start,
                end=end,
                label=label,
                path=f"/claim/{fact['name']}" if fact["found"] == "claim" else place,
            )


def _say_change(fact: Row) -> str:
    if fact["what"] == "none":
        return f"No change in {fact['name']}"
    return f"{fact['what'].capitalize()} {format_number(fact['amount'])} {fact['name']}" + _for(fact["usd"])


def _say_total(fact: Row) -> str:
    cost = "" if fact["usd"] is None else f", cost {format_usd_short(fact['usd'])}"
    return f"Held {format_number(fact['amount'])} {fact['name']} on {format_day(fact['day'])}{cost}"


def _say_term(fact: Row) -> str:
    return f"{fact['name']}: {name_column(fact['what'])} {draw_plain(fact['what'], fact['amount'])}"


def _say_event(fact: Row) -> str:
    shares = "" if fact["amount"] is None else f" {format_number(fact['amount'])} shares"
    return f"{fact['name']}: {fact['what'].replace('_', ' ')}{shares}{_for(fact['usd'])}{_on(fact['day'])}"


def _say_reserve(fact: Row) -> str:
    return f"{_name_cash(fact['what'])} {format_usd_short(fact['usd'])}{_on(fact['day'])}"


def _say_movement(fact: Row) -> str:
    return f"{_name_cash(fact['name'])}: {format_usd_short(fact['usd'])} {fact['what']}"


def _say_payment(fact: Row) -> str:
    each = "" if fact["amount"] is None else f" {fact['amount']} a share"
    return f"{fact['name']}: {fact['what']}{each}{_for(fact['usd'])}{_on(fact['day'])}"


def _say_issuance(fact: Row) -> str:
    how = "Bought back" if fact["what"] == "repurchase" else "Sold"
    shares = "" if fact["amount"] is None else f" {format_number(fact['amount'])}"
    return f"{how}{shares} {fact['name']}{_for(fact['usd'])}"


def _say_funding(fact: Row) -> str:
    return f"Purchases paid with {', '.join(filter(None, (fact['what'], fact['name']))) or 'what is not named'}"


def _say_trade(fact: Row) -> str:
    what = f"code {fact['what']}" if fact["what"] else "line"
    return f"{fact['name']}: {what}, {format_number(fact['amount'])} shares{_on(fact['day'])}"


def _say_words(fact: Row) -> str:
    manner = [] if fact["name"] == "fact" else [fact["name"].replace("_", " ")]
    manner += ["negated"] * (fact["amount"] == "negated")
    return name_column(fact["what"]).capitalize() + (f" ({', '.join(manner)})" if manner else "")


def _say_claim(fact: Row) -> str:
    return f"Claim of {name_value(fact['what'])}"


def _name_cash(kind: str) -> str:
    return {"usd_reserve": "USD Reserve", "usd_cash": "USD Cash"}.get(kind, "Cash")


def _for(usd: Any) -> str:
    return "" if usd is None else f" for {format_usd_short(usd)}"


def _on(day: str | None) -> str:
    return f" on {format_day(day)}" if day else ""


_LABELS = {
    "change": _say_change,
    "total": _say_total,
    "term": _say_term,
    "event": _say_event,
    "reserve": _say_reserve,
    "movement": _say_movement,
    "payment": _say_payment,
    "issuance": _say_issuance,
    "funding": _say_funding,
    "trade": _say_trade,
    "words": _say_words,
    "claim": _say_claim,
}
