"""Statements of other things than coins against paragraphs of filings of our own."""

from __future__ import annotations

from datetime import date

import pytest
from stated_facts import Facts, claims_of

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges._halves import is_half_told
from monitor.judges._told_periods import months_at
from monitor.judges._wholes import find_other_wholes
from monitor.judges.by_passage import judge_by_passage
from monitor.judges.knowledge import know
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread, hold_back

SUIT = (
    "On May 4, 2026, the State of Utah, by its Attorney General, lodged a complaint against Mr. J. Lind, "
    "a director, and the Company. It is alleged that Mr. Lind did not pay income taxes to Utah. The "
    "complaint alleges that the taxes concerned are more than $31 million."
)
GUARDS = (
    "The board set up a CEO security program in 2019, of which the costs would not exceed $640,000 in any"
    " year. On May 2, 2026, the Compensation Committee allowed the Company to raise that cap to "
    "$1,350,000 for each year."
)
LOAN = (
    "The agreement with Borealis Bank has customary covenants. Upon an event of default, the lender has "
    "the right to accelerate the loan in full and to liquidate the collateral."
)
LOSSES = (
    "For the three months ended March 31, 2026 and the year ended December 31, 2025, impairment losses on"
    " bitcoin were $410 million and $690 million, respectively."
)
OFFER = (
    "The Company commenced a tender offer to purchase up to $180.0 million of shares of its class A "
    "common stock at a price not greater than $96.00 nor less than $88.00 per share."
)
FAMILIAR = frozenset(("strategy", "microstrategy", "lind"))


def found(text: str) -> str | None:
    """The label that the paragraphs give a statement said on 6 May 2026, after the guard."""
    facts = Facts()
    facts.file("2026-05-05", SUIT, GUARDS, LOAN, LOSSES, OFFER)
    day = date(2026, 5, 6)
    known = know(facts.record, day)
    figures, days = tuple(find_figures(text, 0, len(text), day)), tuple(find_days(text, 0, len(text), day))
    finding = judge_by_passage(text, figures, days, day, known, familiar=FAMILIAR)
    if finding is None:
        return None
    claim = next(iter(claims_of(text, day.isoformat())), None)
    if claim is None:
        return finding.label
    one = Judged(claim=claim, finding=finding)
    unread = Unread(text=text, figures=figures, days=days, familiar=FAMILIAR)
    return hold_back(one, [one], unread, known).finding.label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Utah's attorney general sues Strategy and Lind over more than $31 million of unpaid taxes.",
            "supported",
        ),
        ("Utah's attorney general sues Strategy and Lind over more than $81 million of unpaid taxes.", "refuted"),
        (
            "Strategy's board raised the yearly limit for guarding its chief executive to $1.35 million.",
            "supported",
        ),
        ("Strategy's board raised the yearly limit for guarding its chief executive to $1.53 million.", "refuted"),
        ("If Strategy defaults, Borealis may call the loan and sell the collateral.", "supported"),
        ("Strategy's bitcoin impairment ran to $410 million in the first quarter of 2026.", "supported"),
        (
            "Strategy launched a tender offer for up to $180 million of its class A shares at $88 to $96.",
            "supported",
        ),
    ],
)
def test_what_a_paragraph_accounts_for(text: str, label: str) -> None:
    """Each thing, each figure and each word stand in it; one other figure of the same act refutes."""
    assert found(text) == label


@pytest.mark.parametrize(
    "text",
    [
        "Utah's attorney general has dropped its suit against Lind over more than $31 million of taxes.",
        "Nevada's attorney general sues Strategy and Lind over more than $31 million of unpaid taxes.",
        "Strategy's board raised the monthly limit for guarding its chief executive to $1.35 million.",
        "Strategy's board raised the yearly limit for guarding its chief executive to $640,000.",
        "Strategy's board lowered the yearly limit for guarding its chief executive to $1.35 million.",
        "If Strategy defaults, Borealis may not sell the collateral of the loan.",
        "If Strategy defaults, Borealis may call the loan and sell its software business.",
        "Strategy's bitcoin impairment ran to $690 million in the first quarter of 2026.",
        "Strategy launched a tender offer for up to $180 million of its class B shares at $88 to $96.",
        "Strategy ended a tender offer for up to $180 million of its class A shares at $88 to $96.",
    ],
)
def test_one_word_too_many_supports_nothing(text: str) -> None:
    """Another actor, another direction, another period or class: never supported."""
    assert found(text) != "supported"


def test_figures_of_two_periods() -> None:
    """In order, where they are told respectively."""
    assert months_at(LOSSES, LOSSES.index("$410")) == 3
    assert months_at(LOSSES, LOSSES.index("$690")) == 12


def test_a_share_is_of_its_whole() -> None:
    """A percentage of the votes is none of the shares."""
    told = "She holds 61.5% of the total voting power."
    assert list(find_other_wholes("She has 61.5% of the votes.", told)) == []
    assert list(find_other_wholes("She has 61.5% of the shares.", told)) == ["61.5% of the shares"]


@pytest.mark.parametrize(
    ("said", "right"), [("more than half of it", True), ("less than half of it", False), ("half of it", False)]
)
def test_half_of_a_sum(said: str, right: bool) -> None:
    """Two sums of a sentence tell whether one is more than half of the other."""
    assert is_half_told(f"Losses of $690 million, {said} in one quarter.", LOSSES) is right
