"""How large an offering of preferred stock was among them: "Stretch was its largest preferred offering so far",
"the Strike offering raised more than Strife did".

By what each brought in after costs, as the newest filing on it has it; asked only where the offering is what is
spoken of, and not what was sold since under a program.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges._particulars import SERIES
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType, Issuance

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
OFFERING = re.compile(r"\b(?:offerings?|IPOs?|debut|flotation|deal|issue)\b", re.IGNORECASE)
NAME = re.compile(rf"\b(?:{'|'.join((*SERIES, *(name.capitalize() for name in SERIES.values())))})\b")
COMPARED = re.compile(
    r"\b(?:(?P<more>more|bigger|larger|greater)|(?P<less>less|smaller))\b(?:\s[\w-]+){0,4}?\sthan\b"
    r"|\b(?P<more2>outraised|topped|beat|exceeded|dwarfed)\b",
    re.IGNORECASE,
)
RANK = re.compile(r"\b(?:(?P<high>largest|biggest)|(?P<low>smallest))\b(?P<of>[^.;,]{0,60})", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:ATM|program(?:me)?|week|month|quarter|dividends?|rates?|yields?|pays?|price|notes?|common|bitcoins?|coins?|will"
    r"|would|twice|times|half|together|combined|all other|world|ever in|US|U\.S\.|crypto|industry|history of)\b"
    r"|\bnot\b|n[’']t\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no offerings of preferred stock are set against one another, or one of them is not known."""
    words, day = claim.source.quote, said_on(claim)
    names = list(dict.fromkeys(_ticker(match.group()) for match in NAME.finditer(words)))
    if not names or OTHER.search(words) or claim.negated or claim.modality == "predicted":
        return None
    sizes = _sizes(known, day)
    if any(name not in sizes for name in names):
        return None
    compared, rank = COMPARED.search(words), RANK.search(words)
    told = [figure for figure, _ in read_sums(words)]
    if not all(any(is_right(figure, size) for size, _ in sizes.values()) for figure in told):
        return None
    if compared is not None and len(names) == 2 and OFFERING.search(words):
        (first, one), (second, other) = (sizes[name] for name in names)
        right = first > second if compared["more"] or compared["more2"] else first < second
        said = f"{names[0]} {say_amount(first, 'USD')}, against {say_amount(second, 'USD')} of {names[1]}"
        return _say(known, said, day, [one, other], right=right)
    if rank is None or len(names) != 1 or not re.search(r"\bpreferred\b", words, re.IGNORECASE) or len(sizes) < 2:
        return None
    if not OFFERING.search(words):
        return None
    best = (max if rank["high"] else min)(size for size, _ in sizes.values())
    size, row = sizes[names[0]]
    whole = ", ".join(f"{name} {say_amount(amount, 'USD')}" for name, (amount, _) in sizes.items())
    which = (rank["high"] or rank["low"]).lower()
    return _say(
        known, f"the {which} is that of {say_amount(best, 'USD')}: {whole}", day, [row], right=size == best
    )


def _ticker(name: str) -> str:
    return next(ticker for ticker, word in SERIES.items() if name in (ticker, word.capitalize()))


def _sizes(known: Knowledge, day: date) -> dict[str, tuple[Decimal, Issuance]]:
    """What the offering of each series brought in, the first of it, as told last."""
    found: dict[str, tuple[Decimal, Issuance]] = {}
    for one in known.record.issuances:
        if one.kind != "offering" or not one.net_proceeds_usd or new_york_day(one.known_at) > day:
            continue
        for ticker, word in SERIES.items():
            if re.search(rf"\b(?:{ticker}|{word})\b", one.security, re.IGNORECASE):
                found[ticker] = one.net_proceeds_usd, one
    return found


def _say(known: Knowledge, told: str, day: date, rows: list[Issuance], *, right: bool) -> Finding:
    return confirm_or_refute(
        known, right, f"Net proceeds of offerings of preferred stock filed by {say_day(day)}: {told}.", *rows
    )
