"""A default and a payment that was missed are what a filing says they are, and of which day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stated_facts import Facts, found_in
from verdict_examples import STRATEGY

from monitor.extractors import payments
from monitor.judges.knowledge import Record
from monitor.records import Block, Document, PaymentStatement


def record(*filings: tuple[str, str]) -> Record:
    """Filings of a day and a sentence each, with what the extractor reads in them."""
    facts = Facts()
    statements: list[PaymentStatement] = []
    for day, sentence in filings:
        facts.file(day, sentence)
        (filing,) = [one for key, one in facts.filings.items() if key == facts.here.document_id]
        statements += [
            replace(one, statement_id=str(len(statements)))
            for one in payments.extract(_with_block(facts), filing, STRATEGY)
        ]
    return replace(facts.record, statements=statements)


def _with_block(facts: Facts) -> Document:
    return replace(facts.here, blocks=(Block(start=0, end=len(facts.here.text), kind="paragraph"),))


DENIED = ("2026-06-08", "No event of default has occurred under the indentures of our convertible notes.")
MISSED = (
    "2026-06-17",
    "We did not make the interest payment of $2.5 million due on May 15, 2026 on our convertible notes, which"
    " constitutes an event of default under the indenture.",
)


@pytest.mark.parametrize(
    ("text", "said_on", "as_of", "label", "reason"),
    [
        # on the day of the denial, and of days before it
        (
            "Strategy has defaulted on its convertible notes.",
            "2026-06-08",
            None,
            "refuted",
            "contradicts_disclosure",
        ),
        ("Strategy defaulted on its bonds.", "2026-06-01", "2026-06-08", "refuted", "contradicts_disclosure"),
        # after it, until the next filing
        (
            "Strategy has defaulted on its convertible notes.",
            "2026-06-12",
            None,
            "not_enough_evidence",
            "blind_window",
        ),
        (
            "Strategy has defaulted on its convertible notes.",
            "2026-06-20",
            None,
            "supported",
            "matches_disclosure",
        ),
        ("Strategy is in default on its notes.", "2026-06-12", "2026-06-17", "supported", "matches_disclosure"),
        (
            "Strategy has not defaulted on its convertible notes.",
            "2026-06-20",
            None,
            "refuted",
            "contradicts_disclosure",
        ),
    ],
)
def test_what_filings_say_of_a_default(
    text: str, said_on: str, as_of: str | None, label: str, reason: str
) -> None:
    """A denial holds until its day, and what happened from its own."""
    found = found_in(record(DENIED, MISSED), text, said_on, as_of)
    assert (found.label, found.reason) == (label, reason)
    assert found.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Strategy would default on its notes if bitcoin fell below $20,000.",
        "Strategy has defaulted on its bank loan.",
        "Strategy could default on its convertible notes.",
    ],
)
def test_what_no_filing_says_stays_open(text: str) -> None:
    """Suppositions, and other paper than the filing speaks of."""
    assert found_in(record(DENIED, MISSED), text, "2026-06-20").label == "not_enough_evidence"


@pytest.mark.parametrize(
    "sentence",
    [
        "An event of default has occurred and is continuing under the indenture governing our convertible notes.",
        "The Company is in default on its convertible notes since June 15, 2026.",
        "The Company has not paid the principal of its 2026 notes when due, which is an event of default.",
    ],
)
def test_a_default_told_in_other_words(sentence: str) -> None:
    """What stands since, and what was due and was not paid."""
    found = found_in(record(("2026-06-17", sentence)), "Strategy has defaulted on its notes.", "2026-06-20")
    assert found.label == "supported"


def test_terms_are_no_default() -> None:
    """What would be a default has not happened."""
    terms = (
        "2026-06-08",
        "If we fail to pay interest on the convertible notes for 30 days, an event of default will have occurred.",
    )
    assert (
        found_in(record(terms), "Strategy has defaulted on its notes.", "2026-06-09").label
        == "not_enough_evidence"
    )


UNPAID = (
    "2026-09-21",
    "On September 15, 2026, the Company did not pay the semi-annual interest of $3,156,250 due on its 0.625%"
    " convertible senior notes due 2028.",
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy missed an interest payment on its 2028 notes in September 2026.", "supported"),
        ("Strategy skipped a coupon.", "supported"),
        ("Strategy did not pay the interest on its notes.", "supported"),
        ("Strategy has not missed an interest payment.", "refuted"),
        ("Strategy missed an interest payment on its 2030 notes.", "not_enough_evidence"),
        ("Strategy missed a dividend payment on STRK.", "not_enough_evidence"),
        ("Strategy will miss an interest payment next year.", "not_enough_evidence"),
    ],
)
def test_a_payment_that_was_missed(text: str, label: str) -> None:
    """Interest is no dividend, and notes of one year are none of another."""
    assert found_in(record(UNPAID), text, "2026-09-22").label == label


def test_a_payment_that_was_made_is_not_missed() -> None:
    """Silence and a payment confirm no miss."""
    paid = (
        "2026-09-21",
        "On September 15, 2026, the Company paid the semi-annual interest due on its notes due 2028.",
    )
    said = "Strategy missed an interest payment on its 2028 notes in September 2026."
    assert found_in(record(paid), said, "2026-09-22").label != "supported"


def test_what_had_not_happened_has_no_day_to_come() -> None:
    """The end of a grace period is no day of the default that has not occurred."""
    grace = (
        "2026-09-21",
        "The grace period ends on October 15, 2026; no event of default has occurred as of the date hereof.",
    )
    assert [(one.topic, one.polarity, one.date_on) for one in record(grace).statements] == [
        ("default", "negated", None)
    ]
