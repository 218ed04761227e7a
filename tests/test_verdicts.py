"""Verdicts by the contract: each rule on statements of its kind, over a small record."""

from __future__ import annotations

from datetime import date

import pytest
from verdict_examples import judged

OPEN = "not_enough_evidence"
STATEMENTS = [
    # 3: past sales
    ("2025-11-14", None, "Strategy has just dumped 47,000 BTC.", OPEN, "blind_window"),
    ("2025-11-14", "2025-11-17", "Strategy has just dumped 47,000 BTC.", "refuted", "reconciled_no_sale"),
    ("2025-11-17", None, "Strategy has just dumped 47,000 BTC.", "refuted", "reconciled_no_sale"),
    ("2022-12-29", None, "MicroStrategy sold 704 bitcoin for $11.8 million.", "supported", "matches_disclosure"),
    ("2022-12-29", None, "MicroStrategy sold 704 bitcoin for $118 million.", "refuted", "contradicts_disclosure"),
    ("2022-12-29", None, "MicroStrategy sold 704 bitcoin, its first sale.", "supported", "matches_disclosure"),
    (
        "2025-11-18",
        None,
        "Strategy sold bitcoin between November 10 and November 16.",
        "refuted",
        "reconciled_no_sale",
    ),
    (
        "2025-11-14",
        None,
        "Strategy cut its holdings from 484,000 to 437,000 BTC.",
        "refuted",
        "false_presupposition",
    ),
    ("2025-11-18", None, "Strategy has never sold any bitcoin.", "refuted", "contradicts_disclosure"),
    ("2025-11-17", None, "Hidden sales of its bitcoin may already be underway at Strategy.", OPEN, "blind_window"),
    # 2: a denial is the claim of the negation
    ("2025-11-14", None, "Strategy has not sold any bitcoin this week.", OPEN, "blind_window"),
    (
        "2025-11-14",
        "2025-11-17",
        "Strategy has not sold any bitcoin this week.",
        "supported",
        "reconciled_no_sale",
    ),
    # 4: a risk factor is no plan
    ("2025-07-08", None, "The 8-K says that Strategy plans to sell its bitcoin.", "refuted", "misread_filing"),
    (
        "2025-07-08",
        None,
        "A filing warns that Strategy may be required to sell bitcoin.",
        "supported",
        "matches_disclosure",
    ),
    # 5: quantities
    ("2025-11-18", None, "Strategy holds 649,870 BTC.", "supported", "matches_disclosure"),
    ("2025-11-18", None, "Strategy holds 649,780 BTC.", "refuted", "contradicts_disclosure"),
    ("2025-11-18", None, "Strategy holds about 650,000 BTC.", "supported", "matches_disclosure"),
    ("2025-11-18", None, "Strategy holds more than 700,000 BTC.", "refuted", "contradicts_disclosure"),
    (
        "2025-11-18",
        None,
        "Strategy bought 8,178 BTC for $835.6 million last week.",
        "supported",
        "matches_disclosure",
    ),
    (
        "2025-11-18",
        None,
        "Strategy bought 8,178 BTC for $385.6 million last week.",
        "refuted",
        "contradicts_disclosure",
    ),
    ("2025-11-18", None, "Strategy bought 8,718 BTC last week.", "refuted", "contradicts_disclosure"),
    ("2025-11-18", None, "Strategy has bought bitcoin for four consecutive weeks.", OPEN, "missing_filing"),
    ("2025-11-18", None, "Strategy has bought 9,062 BTC since October 27.", "supported", "matches_disclosure"),
    ("2025-11-18", None, "Strategy bought 8,178 BTC on November 12.", OPEN, "period_not_day"),
    # 6: true once
    ("2025-11-18", None, "Strategy now holds 641,692 BTC.", "refuted", "stale"),
    ("2025-11-18", None, "Strategy's average cost is $74,079 per coin.", "refuted", "stale"),
    # 7, 8: what filings cannot tell
    ("2025-11-18", None, "Strategy could be forced to sell its coins.", OPEN, "prediction"),
    ("2025-11-18", None, "Bitcoin will fall to $25,000, a trader predicts.", OPEN, "prediction"),
    ("2025-11-18", None, "Bitcoin ETFs lost $800 million on Friday.", OPEN, "outside_filings"),
]


@pytest.mark.parametrize(
    ("said_on", "as_of", "text", "label", "reason"), STATEMENTS, ids=lambda one: str(one)[:50]
)
def test_rules_of_the_contract(said_on: str, as_of: str | None, text: str, label: str, reason: str) -> None:
    """Each statement gets the label and the reason that the contract gives it."""
    found = judged(text, said_on, as_of)
    assert (found.label, found.reason) == (label, reason)


def test_rationale_shows_the_arithmetic() -> None:
    """A reader sees how the week adds up, and when it was filed."""
    found = judged("Strategy sold 47,000 BTC this week.", "2025-11-14", "2025-11-17")
    assert "Filed on 17 November 2025: 641,692 + 8,178 = 649,870" in found.rationale


def test_open_verdict_names_the_day_that_resolves_it() -> None:
    """While the days are not covered, the verdict says when the next disclosure is due."""
    assert judged("Strategy just sold bitcoin.", "2025-11-14").resolves_by_on == date(2025, 11, 17)


def test_nothing_known_later_is_used() -> None:
    """On Friday the purchase of that week is not known yet, whatever the store holds."""
    found = judged("Strategy bought 8,178 BTC this week.", "2025-11-14")
    assert (found.label, found.reason) == (OPEN, "blind_window")


def test_evidence_is_the_sentence_of_the_filing() -> None:
    """Every verdict on figures cites the fact it rests on."""
    found = judged("Strategy holds 649,870 BTC.", "2025-11-18")
    assert [one.accession_number for one in found.evidence] == ["0001193125-25-283991"]
    assert found.evidence[0].source.quote.startswith("held 649870")


def test_one_wrong_figure_refutes_the_statement() -> None:
    """Right figures beside a wrong one do not save it."""
    found = judged("Strategy bought 8,178 BTC and now holds 694,870 BTC.", "2025-11-18")
    assert found.label == "refuted"


def test_result_of_a_purchase_is_of_its_last_day() -> None:
    """What a purchase of a named period led to is the holding at that period's end, not today's."""
    text = "Strategy bought 397 BTC between October 27 and November 2, taking its holdings to 649,870 BTC."
    assert judged(text, "2025-11-18").label == "refuted"


def test_same_question_same_answer() -> None:
    """Verdicts are deterministic, evidence and all."""
    text = "Strategy quietly sold 10,000 BTC this week."
    assert judged(text, "2025-11-14", "2025-11-17") == judged(text, "2025-11-14", "2025-11-17")


def test_a_blind_window_says_how_much_may_be_gone() -> None:
    """The days not covered, the largest drop that the record allows, and when the next disclosure is due."""
    found = judged("Hidden sales of its bitcoin may already be underway at Strategy.", "2025-11-14")
    assert found.rationale == (
        "The last disclosed holding is 641,692 bitcoin on 9 November 2025, and up to that day the disclosures "
        "that add up leave room for no drop. Nothing filed since then bounds a drop: it could be anything up to "
        "641,692. Filings are missing for 28 December 2022-19 October 2025: what the record holds may be "
        "incomplete there. No disclosure covers 10-14 November 2025 (5 days); the next is due on 17 November 2025 "
        "(weekly habit)."
    )
