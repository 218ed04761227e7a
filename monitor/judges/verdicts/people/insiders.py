"""Sales of shares by insiders: Forms 4 show sales, a Form 144 only gives notice of one (`misread_filing`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from monitor.judges._days import say_day, say_span
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._checks import check_figures, say_contrasts, wrong
from monitor.judges.verdicts._cite import Stance
from monitor.judges.verdicts._figures import find_figures, say_amount
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimType, Evidence, FigureRole, InsiderTrade

CLAIM_TYPES: tuple[ClaimType, ...] = ("insider_sale",)
OWN: tuple[FigureRole, ...] = ("shares", "usd_total", "usd_value", "usd_each", "units")
RECENT = timedelta(days=400)
SHOWN = 6
GROUP = re.compile(r"\b(?:insiders?|directors?|officers?|executives?|board)\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the store has no ownership form of the issuer's insiders."""
    lines = [one for one in known.record.trades if one.superseded_by is None and not one.is_derivative]
    if not lines:
        return None
    owned = [one for one in lines if _is_owner(claim, one)]
    window = period(claim) or (said_on(claim) - RECENT, said_on(claim))
    sold = [one for one in owned if one.code == "S" and not one.is_notice and _inside(one.traded_on, window)]
    noticed = [
        one
        for one in owned
        if one.is_notice and _inside(one.traded_on, (window[0], window[1] + timedelta(days=120)))
    ]
    if claim.negated:
        return _judge_denial(known, sold, window)
    figures = find_figures(claim.figures, *OWN)
    shares = sum((one.shares or Decimal(0) for one in sold), Decimal(0))
    usd = sum(((one.shares or Decimal(0)) * (one.price_usd or Decimal(0)) for one in sold), Decimal(0))
    if sold:
        told = f"Forms 4 show {say_units(shares)} shares sold in {say_span(window)} for {say_amount(usd, 'USD')}"
        prices = [one.price_usd for one in sold]
        single = [one.shares for one in sold]
        checks = check_figures(
            figures,
            {
                "shares": [shares, *single],
                "units": [shares],
                "usd_total": [usd],
                "usd_value": [usd],
                "usd_each": prices,
            },
        )
        label = "refuted" if wrong(checks) else "supported"
        return Finding(
            label="refuted" if label == "refuted" else "supported",
            reason="contradicts_disclosure" if wrong(checks) else "matches_disclosure",
            rationale=f"{told}{'; ' + say_contrasts(wrong(checks)) if wrong(checks) else ''}.",
            evidence=_cite(known, "refutes" if wrong(checks) else "supports", sold),
        )
    if noticed:
        planned = sum((one.shares or Decimal(0) for one in noticed), Decimal(0))
        return Finding(
            label="refuted",
            reason="misread_filing",
            rationale=f"Form 144 gives notice that {say_units(planned)} shares may be sold; no Form 4 in the "
            "store shows such a sale.",
            evidence=_cite(known, "refutes", noticed),
        )
    return None


def _judge_denial(known: Knowledge, sold: Sequence[InsiderTrade], window: tuple[date, date]) -> Finding | None:
    if not sold:
        return None  # silence refutes nothing, and confirms nothing either
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"Form 4 shows a sale by {sold[-1].owner} on {say_day(sold[-1].traded_on or window[1])}.",
        evidence=_cite(known, "refutes", sold[-1:]),
    )


def _inside(day: date | None, window: tuple[date, date]) -> bool:
    return day is not None and window[0] <= day <= window[1]


def _is_owner(claim: Claim, trade: InsiderTrade) -> bool:
    """Whether the claim names this owner, or speaks of insiders as a group."""
    last_names = [name.split()[0].strip(",").lower() for name in trade.owner.split(";") if name.split()]
    words = claim.source.quote.lower()
    return any(re.search(rf"\b{re.escape(name)}\b", words) for name in last_names) or (
        bool(GROUP.search(words))
        and not any(char.isupper() for char in claim.subject[:1] if claim.subject in ("Saylor", "Michael Saylor"))
    )


def _cite(known: Knowledge, stance: Stance, lines: Sequence[InsiderTrade]) -> tuple[Evidence, ...]:
    documents = known.record.documents
    found = []
    for one in lines[-SHOWN:]:
        document = documents.get(one.document_id)
        filing = known.record.filings.get(one.document_id)
        if document is not None and filing is not None:
            quote = document.quote(one.quote_start, one.quote_end)
            found.append(
                Evidence(accession_number=one.accession_number, url=filing.url, stance=stance, source=quote)
            )
    return tuple(found)
