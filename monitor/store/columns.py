"""Records to rows and back: exact decimals, UTC instants, flattened quotes.

A figure of a fact takes two columns, the value and the value of its last printed digit, so that a whole number is
an INTEGER that SQL can add and nothing of how it was printed is lost.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from monitor.errors import StoreError
from monitor.records import Quote

Value = int | str | None
Record = TypeVar("Record")

LARGEST = 2**63 - 1  # of an INTEGER column; a larger whole number becomes text
EXACT = Context(prec=1000)  # wide enough that no figure is ever rounded


QUOTE_COLUMNS = ("document_id", "quote_start", "quote_end", "quote")


def decimal_to_column(number: Decimal) -> int | str:
    """An int when whole, else text without exponent or trailing zeros. ValueError for NaN or infinity."""
    if not number.is_finite():
        raise ValueError(f"{number} is not a figure")
    if number == number.to_integral_value() and abs(number) <= LARGEST:
        return int(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def precision_to_column(number: Decimal) -> int | str:
    """The value of the last printed digit: 10000000 of "63.87 billion", '0.01' of "115,829.40"."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a figure")  # noqa: TRY004 - a value that is wrong, not a type
    return decimal_to_column(Decimal(1).scaleb(exponent, EXACT))


def decimal_from_column(value: int | str, precision: int | str | None = None) -> Decimal:
    """The figure, with its printed exponent when its precision is given."""
    number = Decimal(value)
    if precision is None:
        return number
    return number.quantize(Decimal(1).scaleb(Decimal(precision).adjusted(), EXACT), context=EXACT)


def instant_to_column(instant: datetime) -> str:
    """ "2026-06-01T12:01:00Z": UTC to the second, EDGAR's own grain, so that text sorts as time does."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def instant_from_column(text: str) -> datetime:
    """The UTC instant of a column."""
    return datetime.fromisoformat(text)


def row_of(record: Any) -> dict[str, Value]:
    """The columns of a record, in the order of its fields. Figures of a fact (a record with a `source`) come with
    their precision; tuples of words are joined by commas; tuples of records are tables of their own, not here."""
    row: dict[str, Value] = {}
    is_fact = Quote in choices(type(record)).get("source", ())  # the source of a price is a name
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Quote):
            row |= {name: getattr(value, name) for name in QUOTE_COLUMNS}
        elif field.name == "source" and value is None and Quote in choices(type(record))["source"]:
            row |= dict.fromkeys(QUOTE_COLUMNS)
        elif isinstance(value, tuple):
            if field.name not in nested_fields(type(record)):
                row[field.name] = ",".join(value)
        else:
            row[field.name] = scalar_to_column(value)
            if is_fact and Decimal in choices(type(record))[field.name]:
                row[f"{field.name}_precision"] = None if value is None else precision_to_column(value)
    return row


def record_of(record: type[Record], row: Mapping[str, Any], **given: object) -> Record:
    """The record of a row; `given` holds the fields that are no column of it (`source`, `changes`, `stored`).

    Raises StoreError when a column holds something else than we ever write there.
    """
    values = dict(given)
    for name, types_ in choices(record).items():
        if name not in values:
            try:
                values[name] = _scalar_from_column(row, name, types_)
            except (ValueError, TypeError, ArithmeticError) as error:
                raise StoreError(f"{record.__name__}: {name} = {row[name]!r} is damaged ({error!r})") from error
    return record(**values)


def choices(record: type[Any]) -> dict[str, tuple[Any, ...]]:
    """For each field of a record, the types that its value may have."""
    if record not in _CHOICES:
        hints = get_type_hints(record)
        _CHOICES[record] = {
            field.name: get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
            for field in fields(record)
            for hint in (hints[field.name],)
        }
    return _CHOICES[record]


_CHOICES: dict[type[Any], dict[str, tuple[Any, ...]]] = {}  # resolving the hints of a record takes 0.1 ms


def nested_fields(record: type[Any]) -> frozenset[str]:
    """The fields that hold tuples of records: each is a table of its own."""
    return frozenset(
        name
        for name, (first, *_) in choices(record).items()
        if get_origin(first) is tuple and get_args(first)[0] is not str
    )


def scalar_to_column(value: object) -> Value:
    """One value as SQLite keeps it. A float is refused: no float touches a holding."""
    if isinstance(value, Decimal):
        return decimal_to_column(value)
    if isinstance(value, datetime):
        return instant_to_column(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, int | str):
        return value
    raise TypeError(f"{value!r} has no column type")


def _scalar_from_column(row: Mapping[str, Any], name: str, types_: tuple[Any, ...]) -> object:
    value = row[name]
    if value is None:
        return None
    if Decimal in types_:
        return decimal_from_column(value, row.get(f"{name}_precision"))
    if datetime in types_:
        return instant_from_column(value)
    if date in types_:
        return date.fromisoformat(value)
    if bool in types_:
        return bool(value)
    if get_origin(types_[0]) is tuple:
        return tuple(value.split(",")) if value else ()
    return value
