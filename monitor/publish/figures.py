"""How a figure, a day and an instant read on a page.

Values come as SQLite gives them: a whole number, exact decimal text, or None.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")  # the SEC's clock: acceptance times and the end of a day are told in it
NOTHING = "–"
HEADS = {"opening_on": "total before", "is_10b5_1": "10b5-1 plan"}  # columns whose names do not read by themselves
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}
Figure = int | float | str | Decimal | None


def find_number(value: Figure) -> Decimal | None:
    """The number in a column, or None when it is empty or text that is no number."""
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def format_number(value: Figure) -> str:
    """`1234567.5` as "1,234,567.5"; a minus sign that lines up with figures; "–" for nothing."""
    number = find_number(value)
    if number is None:
        return NOTHING if value is None or value == "" else str(value)
    return f"{number:,f}".replace("-", "\N{MINUS SIGN}")


def format_score(value: Figure) -> str:
    """A score with its sign: "+0.89", "−0.26", "0"; to two places, for a third says nothing to a reader."""
    number = find_number(value)
    if number is None:
        return NOTHING
    number = number.quantize(Decimal("0.01")).normalize()
    return ("+" if number > 0 else "") + format_number(number if number else Decimal(0))


def format_usd(value: Figure, currency: str | None = "USD") -> str:
    """Whole dollars and cents as they are stored: "$66,385", "$5.50", "−$3"; "€1,000" of another currency."""
    number = find_number(value)
    if number is not None and number.as_tuple().exponent == -1:
        number = number.quantize(Decimal("0.01"))
    return _name_currency(_write_usd(value if number is None else number), currency)


def format_usd_short(value: Figure, currency: str | None = "USD") -> str:
    """Large amounts as people say them: "$54.5 billion", "$963 million". For headlines only, never in a table."""
    return _name_currency(_write_short(value), currency)


def _name_currency(written: str, currency: str | None) -> str:
    """The sign of the currency where a dollar's stands; that of one without a sign is its code, "CHF 1,000"."""
    return written.replace("$", SIGNS.get(currency or "USD", f"{currency} "), 1)


def _write_short(value: Figure) -> str:
    number = find_number(value)
    if number is None:
        return format_number(value)
    for size, word in ((Decimal(10**9), "billion"), (Decimal(10**6), "million")):
        if abs(number) >= size:
            return f"{_write_usd((number / size).quantize(Decimal('0.01')).normalize())} {word}"
    return format_usd(number)


def _write_usd(value: Figure) -> str:
    number = find_number(value)
    if number is None:
        return format_number(value)
    sign = "\N{MINUS SIGN}" if number < 0 else ""
    return f"{sign}${abs(number):,f}"


def read_day(value: str | None) -> date | None:
    """The calendar day in a `<noun>_on` column, or the UTC day of an instant."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def format_day(value: str | date | None) -> str:
    """ "2026-06-01" as "1 Jun 2026"."""
    day = value if isinstance(value, date) else read_day(value)
    return f"{day.day} {day:%b %Y}" if day else (str(value) if value else NOTHING)


def read_instant(value: str | None) -> datetime | None:
    """A `<verb>ed_at` column as an aware UTC instant."""
    try:
        instant = datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
    if instant is None:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def format_new_york(value: str | None) -> str:
    """ "2026-06-01T12:01:00Z" as "1 Jun 2026, 08:01 New York"."""
    instant = read_instant(value)
    if instant is None:
        return value or NOTHING
    local = instant.astimezone(NEW_YORK)
    return f"{format_day(local.date())}, {local:%H:%M} New York"


def format_instant(value: str | None) -> str:
    """ "2026-06-01T12:01:00Z" as "2026-06-01 12:01 UTC": short enough for a table."""
    instant = read_instant(value)
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if instant else (value or NOTHING)


def count_days(days: int) -> str:
    """ "1 day", "12 days"."""
    return f"{days:,} day{'' if days == 1 else 's'}"


def name_column(column: str) -> str:
    """A column's name as the head of a table: "opening_units" as "opening", "principal_usd" as "principal".

    What a figure is counted in stands beside the figure.
    """
    if column in HEADS:
        return HEADS[column]
    words = [word for word in column.split("_") if word != "usd"]
    if len(words) > 1 and words[-1] in ("units", "on", "cik"):
        words.pop()
    return " ".join(words)
