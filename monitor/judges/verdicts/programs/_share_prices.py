"""What a share sold brought: net of costs, and as the filing prints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from monitor.records import Issuance

# "at an average gross price per Share of approximately $565.78"
EACH = re.compile(
    r"\b(?:price|value) per share of (?:approximately )?\$(?P<price>[\d,]+(?:\.\d+)?)", re.IGNORECASE
)
CENT = Decimal("0.01")
ZERO = Decimal(0)


def share_prices(rows: Sequence[Issuance]) -> list[Decimal]:
    """The net price of each row, of all in sum, and every price that their sentences print."""
    paid = [(one.net_proceeds_usd, one.shares) for one in rows if one.net_proceeds_usd and one.shares]
    found = [(money / count).quantize(CENT) for money, count in paid if money and count]
    if len(paid) > 1:
        money = sum((usd or ZERO for usd, _ in paid), ZERO)
        found.append((money / sum((count or ZERO for _, count in paid), ZERO)).quantize(CENT))
    printed = [Decimal(one["price"].replace(",", "")) for row in rows for one in EACH.finditer(row.source.quote)]
    return [*found, *printed]
