"""What a percentage is of: "71.5% of the votes" is not 71.5% of the shares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.judges._concepts import concepts_of
from monitor.judges._likeness import stems_of

SHARE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?:%|per\s?cent)\s(?:of|in)\s(?:all\s)?(?P<whole>(?:[\w’'-]+\s?){1,5})",
    re.IGNORECASE,
)


def find_other_wholes(text: str, told: str) -> Iterator[str]:
    """The shares of `text`, as written, of which `told` prints the percentage, and of something else."""
    shown = [(float(one["number"].replace(",", "")), one["whole"]) for one in SHARE.finditer(told)]
    for share in SHARE.finditer(text):
        number = float(share["number"].replace(",", ""))
        same = [whole for value, whole in shown if value == number]
        if same and not any(_is_alike(share["whole"], whole) for whole in same):
            yield share.group().strip()


def _is_alike(one: str, other: str) -> bool:
    return bool(set(stems_of(one)) & set(stems_of(other)) or concepts_of(one) & concepts_of(other))
