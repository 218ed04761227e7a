"""Coins bought, sold or mined in a quarter, told in dollars: the row and column of a report's own table.

"Spent about $82 million on bitcoin in the June quarter" of a report that counts no coins for it. The row by its
name, the column by the length and the end of its period; the scale is the last that the page tells before the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import MONTHS, new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType, Document, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = ("purchase", "btc_sale_past", "other")
ROWS = {
    "purchase": re.compile(r"(?:bitcoins? (?:purchased|acquired)|purchases? of bitcoins?)\b", re.IGNORECASE),
    "btc_sale_past": re.compile(
        r"(?:bitcoins? sold|(?:proceeds from (?:the )?)?sales? of bitcoins?"
        r"|proceeds from bitcoins? sold)\b",
        re.IGNORECASE,
    ),
    "mine": re.compile(
        r"(?:additions? of bitcoins? from mining|revenue recognized from bitcoins? mined"
        r"|bitcoins? mined)\b",
        re.IGNORECASE,
    ),
}
NUMBER = re.compile(r"\$?\(?\$?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\)?")
PERIOD = re.compile(r"\b(?P<count>three|six|nine|twelve)\smonths\sended\b", re.IGNORECASE)
DATE = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s(?P<day>\d{1,2}),\s(?P<year>20\d\d)\b"
)
SCALE = re.compile(r"\bin (?:(?P<scale>thousand|million)s?|[’']?000s)", re.IGNORECASE)
COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
HEAD = 14  # lines above a row in which its columns are named
LEAST = Decimal(1_000_000)
MONTH = 30.4  # days
FRESH = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Cell:
    """A sum of a row, with the months and the last day of its column."""

    usd: Decimal
    months: int
    end_on: date
    quote: Quote


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where coins are counted, no quarter is named, or no report has such a row."""
    kind = "mine" if claim.action == "mine" else claim.claim_type
    dollars = [one for one in claim.figures if one.unit == "USD" and one.value >= LEAST]
    span = (claim.period_start_on, claim.period_end_on)
    if (
        kind not in ROWS
        or claim.negated
        or len(dollars) != 1
        or any(one.unit == "bitcoin" for one in claim.figures)
    ):
        return None
    if span[0] is None or span[1] is None:
        return None
    months = round(((span[1] - span[0]).days + 1) / MONTH)
    cells = [
        one for one in _list_cells(known, kind, said_on(claim)) if one.end_on == span[1] and one.months == months
    ]
    if not cells:
        return None
    right = [one for one in cells if is_right(dollars[0], one.usd)]
    shown = right[0] if right else cells[0]
    also = "" if right else f"; {say_figure(dollars[0])} is claimed"
    label = " ".join(shown.quote.quote.split("\t")[0].split())
    return confirm_or_refute(
        known,
        bool(right),
        f"“{label}”, {shown.months} months to {say_day(shown.end_on)}: {say_amount(shown.usd, 'USD')}{also}.",
        shown.quote,
        firmness="exact",
    )


def _list_cells(known: Knowledge, kind: str, day: date) -> Iterator[Cell]:
    for key, document in known.record.documents.items():
        filing = known.record.filings[key]
        filed = new_york_day(filing.accepted_at)
        if filing.form.startswith(("10-", "20-F", "6-K")) and filed <= day <= filed + FRESH:
            yield from known.once(("dollar rows", kind, key), lambda doc=document: tuple(_read(doc, ROWS[kind])))  # type: ignore[misc]


def _read(document: Document, row: re.Pattern[str]) -> Iterator[Cell]:
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\n]*", document.text) if match.group()]
    for number, (start, line) in enumerate(lines):
        cells = line.split("\t")
        if len(cells) < 2 or not row.match(cells[0].strip()):
            continue
        columns = _columns([one for _, one in lines[max(0, number - HEAD) : number]], len(cells) - 1)
        told = SCALE.findall(document.text[:start])
        power = 6 if told and told[-1].lower() == "million" else 3 if told else 0
        for cell, column in zip(cells[1:], columns, strict=False):
            match = NUMBER.fullmatch(cell.strip())
            if match is not None and column is not None:
                usd = Decimal(match["number"].replace(",", "")).scaleb(power)
                yield Cell(usd, *column, document.quote(start, start + len(line)))


def _columns(above: Sequence[str], count: int) -> list[tuple[int, date] | None]:
    """The months and the last day of each column, by the lines above; nothing where they do not name them all."""
    for place in range(len(above) - 1, -1, -1):
        days = [_day(match) for match in DATE.finditer(above[place])] if "\t" in above[place] else []
        if len(days) != count:
            continue
        for line in (above[place], *reversed(above[:place][-2:])):
            periods = [COUNTS[match["count"].lower()] for match in PERIOD.finditer(line)]
            if periods and count % len(periods) == 0:
                each = count // len(periods)
                return [(periods[number // each], on) for number, on in enumerate(days)]
    return [None] * count


def _day(match: re.Match[str]) -> date:
    return date(int(match["year"]), MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"]))
