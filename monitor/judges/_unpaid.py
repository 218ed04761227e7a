"""Payments that were due and were not made, which are labelled as what they were to be: interest paid, negated.

    "We did not make the interest payment that was due on June 1, 2026"           interest
    "missed the interest payment due on June 1 and entered the grace period"      interest
    "The board did not declare a dividend on the STRD Stock for the quarter ..."  a dividend

What was not due is none ("we did not make any interest payments on the notes, which bear none"), nor are dividends
of common stock, which are owed to nobody.
"""

from __future__ import annotations

import re

from monitor.records import PaymentStatement

# "{done}" is what was to be done, "{missed}" says by itself that it was not.
NOT_DONE = (
    r"\b(?:fail(?:ed|ure|s|ing)?\s+to\s+(?:timely\s+)?{done}"
    r"|(?:did|has|have|had|was|were)(?:\s+not|n[’']t)\s+(?:\w+ly\s+|been\s+)?{done}|{missed})\b"
)
SOME = r"(?:[^.;]|\.(?=\d))"  # of the same clause: the point of a figure does not end it
OWED = re.compile(
    NOT_DONE.format(done=r"(?:ma[dk]e|pa(?:y|id))", missed="(?:missed|skipped)")
    + SOME
    + r"{0,80}\b(?:interest|coupons?|principal|amounts?|payments?)\b"
    + r"|\b(?:interest|coupons?|principal|payments?)\b"
    + SOME
    + r"{0,80}\b(?:was|were|has|have)\s+not\s+(?:been\s+)?(?:paid|made)\b",
    re.IGNORECASE,
)
DIVIDEND = re.compile(
    NOT_DONE.format(done=r"(?:declared?|pa(?:y|id))", missed="(?:missed|skipped)")
    + SOME
    + r"{0,60}\b(?:dividends?|distributions?)\b"
    r"|\bno\s+(?:\w+\s+){0,3}(?:dividends?|distributions?)\s+(?:was|were|has\s+been|have\s+been)\s+(?:declared|paid)\b",
    re.IGNORECASE,
)
DUE = re.compile(r"\b(?:due|payable|scheduled|grace\s+period|payment\s+dates?|at\s+maturity)\b", re.IGNORECASE)
NOT_DUE = re.compile(
    r"\b(?:not(?:\s+yet)?|none(?:\s+\w+){0,2}|nothing|no\s+(?:\w+\s+){1,4}(?:is|are|was|were))\s+(?:due|payable)\b"
    r"|\buntil\b",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(?:never|not|nor|no|without)\b[^.;]{0,30}\b(?:fail|miss|skip)", re.IGNORECASE)
PREFERRED = re.compile(r"\bpreferred\b|\b[A-Z]{3,5}\s+(?:Stock|Shares)\b")
COMMON = re.compile(r"\bcommon\s+(?:stock|shares)\b|\bordinary\s+shares\b", re.IGNORECASE)
PERIOD = re.compile(
    r"\b(?:for|in\s+respect\s+of)\s+(?:the|this|that|its)\s+(?:\w+\s+){0,2}(?:quarter|month|period)"
    r"|\bfor\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


def find_unpaid(statement: PaymentStatement) -> str | None:
    """What was due and not paid, as a message says it; None when that is not what the sentence says."""
    words = statement.source.quote
    if NEVER.search(words) or NOT_DUE.search(words):
        return None
    # "We did not make the payment due on ..., which constitutes an event of default": a default that has happened.
    missed = (statement.topic, statement.polarity, statement.tense) == ("default", "affirmed", "past")
    if missed or statement.topic in ("interest_paid", "interest_due", "maturity"):
        return "a payment that was due and not made" if OWED.search(words) and DUE.search(words) else None
    if statement.topic in ("dividend_paid", "dividend_declared") and not COMMON.search(words):
        named = statement.instrument_id is not None or PREFERRED.search(words)
        if named and DIVIDEND.search(words) and (DUE.search(words) or PERIOD.search(words)):
            return "a dividend that was not declared or not paid"
    return None
