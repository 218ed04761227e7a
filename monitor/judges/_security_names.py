"""Whether two names mean one security, sold under one program: "HLPC Stock ATM" and "HLPC Stock".

What a report calls "STRF Stock" its amendment may call "STRF ATM". Words that say how it is sold do not count,
nor does a rate in front; a year does, for "2025 HLDG ATM" and "2027 HLDG ATM" are two programs.
"""

from __future__ import annotations

import re
from functools import cache

HOW_SOLD = frozenset(
    {"stock", "stocks", "share", "shares", "atm", "atms", "program", "programs", "the", "facility", "market", "at"}
)


@cache
def security_words(name: str) -> frozenset[str]:
    """The words of a name that count; all of it when none does ("ATM")."""
    words = re.findall(r"[^\W_]+", re.sub(r"\d+(?:\.\d+)?\s*%", " ", name).casefold())
    return frozenset(words) - HOW_SOLD or frozenset(words)


def same_security(one: str, other: str) -> bool:
    """Whether both are called the same but for how they are sold."""
    return security_words(one) == security_words(other)
