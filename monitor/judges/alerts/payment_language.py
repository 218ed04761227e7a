"""A filing says, as a fact or a decision, that something is not paid or not kept: a default, a covenant, a waiver,
a payment that was missed, suspended or deferred, a margin call, doubt about going on.

A risk factor ("we may be unable to pay") is none of these, nor is a term ("upon an event of default, holders may
...", "if a dividend is not paid, then ..."), a denial ("no default has occurred") or its like ("the Company was in
compliance with its covenants").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.judges._unpaid import find_unpaid
from monitor.judges.alerts._raising import cite, make_alert
from monitor.judges.alerts._seen import Seen
from monitor.records import Filing, PaymentStatement
from monitor.records.alerts import Alert, AlertSeverity

TOPICS: dict[str, tuple[AlertSeverity, str]] = {
    "default": ("critical", "a default"),
    "dividend_suspended": ("critical", "a dividend that is suspended or not paid"),
    "interest_deferred_or_pik": ("critical", "interest that is deferred or paid in kind"),
    "going_concern": ("critical", "doubt about going on"),
    "margin_call": ("critical", "a call for collateral"),
    "waiver": ("warning", "a waiver"),
    "covenant": ("warning", "a covenant"),
}
MEANT = ("fact", "intention", "authorised")
# Terms and assurances, which the labels of statements do not always tell from what happened. What has a day
# ("following the occurrence of an event of default on 15 March 2026") is no term.
TERM = re.compile(
    r"^\W*(?:if|unless|upon|in the event|should|so long as|(?:under|pursuant to) the terms)\b"
    r"|\b(?:upon|following) the occurrence of\b(?![^.;]{0,80}\b20\d\d\b)"
    r"|\bif (?:any|an?|the|less|we|such)\b[^.;]{0,120}\b(?:not (?:been )?paid|fails? to|less than|occurs?)\b"
    r"|\b(?:is|are|was|were|remains?|be) in compliance\b|\bcomplied with\b",
    re.IGNORECASE,
)
# "Negated" can be the payment that was not made, and not the default: then it is what an alert is for.
BREACH = re.compile(
    r"\b(?:did|has|have|had|was|were|is|are)(?: not|n[’']t) (?:been )?"
    r"(?:made?|paid?y?|met|meet|compl(?:y|ied)|satisf(?:y|ied)|in compliance|able to pay)\b"
    r"|\bfail(?:ed|ure) to (?:make|pay|comply|meet|satisfy)\b|\bconstitut\w+ an? (?:event of )?default\b"
    r"|\bout of compliance\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:no|not any|neither|nor|never|without)\b[^.;]{0,60}\b(?:default|breach|fail|missed)", re.IGNORECASE
)
BREACHED = ("default", "covenant", "waiver", "interest_deferred_or_pik")


def find_alerts(seen: Seen) -> Iterator[Alert]:
    """One for each filing and topic, with its first such sentence."""
    told: set[tuple[str, str]] = set()
    for statement in seen.statements:
        spoken = _find_spoken(statement)
        if spoken is None:
            continue
        topic, severity, words = spoken
        document_id = statement.source.document_id
        filing = seen.filings.get(document_id)
        event = (filing.accession_number if filing else document_id, topic)
        if event in told:
            continue
        told.add(event)
        yield make_alert(
            "payment_language",
            severity,
            issuer_cik=statement.issuer_cik,
            event=event,
            known_at=statement.known_at,
            message=(
                f"{seen.ticker}: {_name(filing)} speaks of {words}, and not as of "
                f"a risk ({statement.modality}, {statement.tense}): “{_shorten(statement.source.quote)}”"
            ),
            evidence=cite(statement.source, filing.accession_number if filing else None),
        )


def _find_spoken(statement: PaymentStatement) -> tuple[str, AlertSeverity, str] | None:
    """Of what it speaks as of a fact or a decision: the topic, how grave it is, and words for it."""
    if statement.modality not in MEANT or TERM.search(statement.source.quote):
        return None
    if unpaid := find_unpaid(statement):
        return "unpaid", "critical", unpaid
    if statement.topic in TOPICS and _happened(statement):
        return statement.topic, *TOPICS[statement.topic]
    return None


def _happened(statement: PaymentStatement) -> bool:
    """Whether the sentence says that it is so, and not that all is well."""
    words = statement.source.quote
    if statement.polarity == "affirmed":
        return True
    breach = statement.topic in BREACHED and BREACH.search(words)
    return bool(breach) and not DENIAL.search(words)


def _name(filing: Filing | None) -> str:
    if filing is None:
        return "a filing"
    return f"{'an' if filing.form.startswith('8') else 'a'} {filing.form}"


def _shorten(quote: str, limit: int = 280) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= limit else f"{words[:limit].rsplit(' ', 1)[0]} …"
