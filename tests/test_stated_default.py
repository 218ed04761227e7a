"""A default is what a filing says it is: it has happened, or had not happened on the day of the filing."""

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
