"""The same words in another layout give the same terms and events.

Every example of instruments is read again with straight quotes, spaces that do not break, figures in elements of
their own, other hyphens, "US$", and days written otherwise: what is found may not change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from test_instruments_examples import EXAMPLES, read_source

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (20\d\d)")
ENDINGS = {"1": "st", "21": "st", "31": "st", "2": "nd", "22": "nd", "3": "rd", "23": "rd"}
QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'"})


def write_days(write: Callable[[str, int, str], str]) -> Callable[[str], str]:
    """Days written by a function of month, day and year."""
    return lambda text: DAY.sub(lambda day: write(day[1], int(day[2]), day[3]), text)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "straight_quotes": lambda text: text.translate(QUOTES),
    "no_break_spaces": lambda text: re.sub(r"(?<=\d) (?=million|billion)|(?<=[a-z]) (?=\d)", "&nbsp;", text),
    "figures_in_spans": lambda text: re.sub(r"\$?\d[\d,.]*\d", r"<span>\g<0></span>", text),
    "us_dollars": lambda text: re.sub(r"(?<!US)\$(?=\d)", "US$", text),
    "no_break_hyphens": lambda text: re.sub(r"(?<=[a-z])-(?=[a-z])", "\u2011", text),
    "spaced_percent": lambda text: text.replace("%", " %"),
    "broken_lines": lambda text: re.sub(r"(\w) (\w)", r"\1\n\2", text),
    "day_first": write_days(lambda month, day, year: f"{day} {month} {year}"),
    "ordinal_days": write_days(lambda month, day, year: f"{month} {day}{ENDINGS.get(str(day), 'th')}, {year}"),
    "short_months": write_days(
        lambda month, day, year: f"{month if month == 'May' else month[:3] + '.'} {day}, {year}"
    ),
    "iso_days": write_days(lambda month, day, year: f"{year}-{MONTHS.index(month) + 1:02d}-{day:02d}"),
}


def without_words(facts: list[dict[str, str]]) -> list[dict[str, str]]:
    """What is found, without the words it is told with."""
    return [{key: value for key, value in fact.items() if key not in ("quote", "series")} for fact in facts]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_changes_nothing(layout: str) -> None:
    """Terms and events are those of the example as it is written."""
    changed = {}
    for path in sorted(EXAMPLES.glob("*.html")):
        found, expected = (without_words(facts) for facts in (read_in(path, layout), read_in(path, None)))
        if found != expected:
            changed[path.stem] = [one for one in (*found, *expected) if one not in found or one not in expected]
    assert changed == {}


def read_in(path: Path, layout: str | None) -> list[dict[str, str]]:
    head, body = path.read_text(encoding="utf-8").split("-->", 1)
    if layout is not None:
        parts = re.split(r"(<[^>]+>)", body)
        body = "".join(part if part.startswith("<") else LAYOUTS[layout](part) for part in parts)
    return read_source(f"{head}-->{body}", path.name)
