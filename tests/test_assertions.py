"""A word that asserts more than the figures needs a sentence that vouches for it; its opposite there refutes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from verdict_examples import checked, claims_of, judged

from monitor.judges.statement import Judged
from monitor.judges.unread import Unread, hold_back

HELD_BACK = [
    ("2025-11-18", "Strategy bought 8,178 BTC through Coinbase.", "Coinbase"),
    ("2025-11-18", "Strategy holds 649,870 BTC with a custodian in Zurich.", "Zurich"),
    ("2025-11-18", "Strategy bought 8,178 BTC overnight.", "one day"),
    ("2025-11-18", "Strategy holds 649,870 BTC, more than any other company.", "how others compare"),
    ("2025-11-18", "Strategy bought 8,178 BTC at the very bottom of the market.", "where the market stood"),
    ("2025-11-18", "Strategy holds 649,870 bitcoin, all of them audited.", "an auditor"),
    ("2025-11-18", "Strategy holds 649,870 BTC against unsecured debt.", "secures"),
    ("2022-12-29", "MicroStrategy sold 704 bitcoin on December 22 at a profit.", "a profit"),
    ("2022-12-29", "MicroStrategy sold several hundred bitcoin, 704, on an exchange.", "where it was traded"),
]
FREE = [
    ("2025-11-18", "On Monday, Bloomberg said that Strategy bought 8,178 BTC."),
    ("2025-11-18", "BREAKING: Strategy Bought 8,178 BTC."),
    ("2022-12-29", "MicroStrategy sold several hundred bitcoin, 704, on December 22."),
]


@pytest.mark.parametrize(("said_on", "text", "named"), HELD_BACK)
def test_what_no_sentence_vouches_for_is_named(said_on: str, text: str, named: str) -> None:
    """The figures are right, and the word beside them is what is not known."""
    found = checked(text, said_on)
    assert (found.label, found.reason) == ("not_enough_evidence", "unverified_detail")
    assert named in found.rationale


@pytest.mark.parametrize(("said_on", "text"), FREE)
def test_who_says_it_and_when_asserts_nothing_more(said_on: str, text: str) -> None:
    """Days, capitals of a headline, a source, and a count without a number that fits."""
    assert checked(text, said_on).label == "supported"


CONTRARY = [
    (
        "at a tidy profit",
        "It plans to carry back the losses of this sale against previous capital gains.",
        "refuted",
    ),
    ("at a loss", "It plans to carry back the losses of this sale.", "supported"),
    ("against unsecured notes", "It repaid its senior secured notes with them.", "refuted"),
    ("without a profit", "It plans to carry back the losses of this sale.", "not_enough_evidence"),
]


@pytest.mark.parametrize(("words", "told", "label"), CONTRARY)
def test_the_opposite_in_a_sentence_refutes(words: str, told: str, label: str) -> None:
    """Its own word vouches, its opposite refutes, and what is denied is left open."""
    text = f"MicroStrategy sold 704 bitcoin {words}."
    finding = judged(text, "2022-12-29")
    finding = replace(finding, label="supported", rationale=f"{finding.rationale} {told}")
    one = Judged(claim=claims_of(text, "2022-12-29")[0], finding=finding)
    assert hold_back(one, [one], Unread(text=text, figures=(), days=())).finding.label == label
