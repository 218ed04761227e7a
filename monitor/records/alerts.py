"""Alerts: what somebody should hear of, once per event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

AlertKind = Literal[
    "holdings_decrease",  # any fall of a holding, with its distance from the peak
    "unexplained_decrease",  # a fall that no disclosed sale explains
    "missing_filing",  # the ledger does not add up, and a filing that would explain it is not in the store
    "late_disclosure",  # the day on which a disclosure was due has passed without one
    "obligation_due",
    "coverage_below",  # the cash pays for fewer months of obligations than a threshold
    "dividend_or_rate_change",
    "payment_language",  # a filing speaks of default, a covenant, a suspended dividend, ... as of a fact
    "verdict_change",
    "narrative_surge",
    "insider_sale_cluster",
    "source_silent",
    "run_failed",
]
AlertSeverity = Literal["notice", "warning", "critical"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One event. The same event has the same id, however often and whenever it is judged."""

    alert_id: str  # hash of kind, issuer and event
    kind: AlertKind
    severity: AlertSeverity
    issuer_cik: int | None  # None: about the monitor itself, or about nobody in the watchlist
    known_at: datetime  # when it could be known: acceptance of the filing, passing of a day, end of a run
    message: str  # plain English with the figures
    evidence: str  # JSON: accession_number, document_id and quote; or run_id; or source


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedAlert:
    """An alert as the store keeps it."""

    alert_id: str
    kind: AlertKind
    severity: AlertSeverity
    issuer_cik: int | None
    raised_at: datetime  # when a run first saw it
    known_at: datetime
    message: str
    evidence: str
    run_id: str | None  # the run that saw it
    ticker: str | None = None
    url: str | None = None  # of the filing in evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """A verdict whose label differs from the one that held before, with the claim that it is about."""

    verdict_id: str
    claim_id: str
    issuer_cik: int | None
    claim_type: str
    quote: str  # of the claim
    document_id: str  # of the claim
    quote_start: int
    quote_end: int
    label_before: str
    label: str
    rationale: str
    accession_number: str | None  # of the first piece of evidence
    as_of: date
    judged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as a part of a story: when it was said and known, by whom, and where it stands."""

    narrative_id: str
    catalogue: str
    name: str  # of the story
    issuer_cik: int | None
    claim_id: str
    claimed_at: datetime
    known_at: datetime  # when the monitor had it: later, and not in the order in which things were said
    source: str  # who printed it
    document_id: str
    quote_start: int
    quote_end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """When a source was first and last asked, when it last gave a usable answer, and why not if not."""

    source: str
    first_asked_at: datetime
    asked_at: datetime
    answered_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """How a run ended. `finished_at` None: it was interrupted (or is at work, and then it is left out)."""

    run_id: str
    command: str
    started_at: datetime
    finished_at: datetime | None
    exit_code: int | None
    error: str | None  # the gravest problem that it raised
