"""Whether two forms speak of one person. Forms 3, 4 and 5 write "Doe Jane A", a Form 144 "JANE A. DOE"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from monitor.records import InsiderTrade

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "mr", "ms", "mrs", "dr", "md", "phd", "esq"})


def same_person(one: InsiderTrade, other: InsiderTrade) -> bool:
    """By the number at the SEC. By name, initials and titles aside, where a number is missing, and in a notice,
    whose filer may be an agent. A lone surname decides nothing."""
    if one.owner_cik is not None and one.owner_cik == other.owner_cik:
        return True
    numbered = one.owner_cik is not None and other.owner_cik is not None
    if numbered and not (one.is_notice or other.is_notice):
        return False
    return bool(_names(one.owner) & _names(other.owner))


def group_persons(trades: Sequence[InsiderTrade]) -> list[list[InsiderTrade]]:
    """The trades of each person, in the order in which the persons first appear."""
    groups: list[list[InsiderTrade]] = []
    for trade in sorted(trades, key=lambda trade: trade.is_notice):  # numbers first, then names that fit one
        group = next((group for group in groups if same_person(group[0], trade)), None)
        if group is None:
            groups.append([trade])
        else:
            group.append(trade)
    place = {trade.trade_id: position for position, trade in enumerate(trades)}
    for group in groups:
        group.sort(key=lambda trade: place[trade.trade_id])
    return sorted(groups, key=lambda group: place[group[0].trade_id])


@cache
def _names(owner: str) -> frozenset[frozenset[str]]:
    """Each of the joint owners as a set of words, without order, initials and titles."""
    names = set()
    for name in owner.split("; "):
        words = re.findall(r"[^\W\d_]{2,}", name.lower().replace("'", "").replace("’", ""))
        if len(kept := frozenset(words) - SUFFIXES) >= 2:
            names.add(kept)
    return frozenset(names)
