"""Verdicts on what lies before, between and after: a sale that is referred to, what was held before a purchase,
what the holding moved by, and how far back a superlative looks. The figures are those of `verdict_examples.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from disclosing import disclose
from verdict_examples import STRATEGY, claims_of, example_record, judged

from monitor.extractors.claims.loose import name_statement, read_statement
from monitor.extractors.claims.plain import blank_talk, find_days, find_figures
from monitor.judges.holding_moves import weigh_moves
from monitor.judges.knowledge import NEW_YORK, Record, know
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding, judge_claim
from monitor.records import Document


def a_text(words: str) -> Document:
    """A document of these words."""
    return Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=words
    )


def moved(text: str, said_on: str) -> Finding:
    """The finding on a statement, the holdings of the days that it names compared."""
    day = date.fromisoformat(said_on)
    known = know(example_record(), day)
    said_at = datetime.combine(day, time(17), tzinfo=NEW_YORK).astimezone(UTC)
    loose = read_statement(a_text(text), [STRATEGY], claimed_at=said_at, about=STRATEGY)
    loose = loose or name_statement(a_text(text), [STRATEGY], claimed_at=said_at)
    claims = claims_of(text, said_on) or ((loose,) if loose else ())
    found = [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in claims]
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    return weigh_moves(decide(found), found, unread, known).finding


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Two days after its sale MicroStrategy bought 810 bitcoin for $13.6 million.", "supported"),
        ("Having sold coins days before, MicroStrategy bought 810 bitcoin.", "supported"),
        ("Two days after its sale MicroStrategy bought 910 bitcoin for $13.6 million.", "refuted"),
    ],
)
def test_a_sale_that_is_referred_to_lies_before_what_is_told(text: str, label: str) -> None:
    assert judged(text, "2022-12-29").label == label


def test_a_sale_that_is_referred_to_must_have_been_made_then() -> None:
    said = "A week after its sale of coins Strategy bought 8,178 BTC for $835.6 million."
    assert judged(said, "2025-11-18").label != "supported"


@pytest.mark.parametrize(
    "lead", ["For all the selling talk,", "Whatever the dumping stories,", "Contrary to the sell-off chatter,"]
)
def test_what_is_only_talked_of_is_no_claim_of_a_sale(lead: str) -> None:
    (claim,) = claims_of(f"{lead} Strategy bought 8,178 BTC last week.", "2025-11-18")
    assert claim.claim_type == "purchase"
    assert not claim.negated
    assert blank_talk(f"{lead} it bought").strip().startswith(", it")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Before its purchase of 8,178 BTC Strategy held 641,692 coins.", "supported"),
        ("Strategy owned 641,692 BTC until it bought another 8,178.", "supported"),
        ("Before its purchase of 8,178 BTC Strategy held 649,870 coins.", "refuted"),
        ("Strategy had 641,205 bitcoin ahead of last week's purchase.", "refuted"),
    ],
)
def test_what_was_held_before_a_trade_is_the_holding_of_the_day_before(text: str, label: str) -> None:
    assert judged(text, "2025-11-18").label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy's holdings grew by more than 8,000 BTC between November 10 and November 16.", "supported"),
        ("Strategy's stash went up by 9,452 coins between October 19 and November 16, 2025.", "supported"),
        ("Strategy's holdings grew by more than 9,000 BTC between November 10 and November 16.", "refuted"),
        ("Strategy's holdings fell by 8,178 BTC between November 10 and November 16.", "refuted"),
        ("Strategy holds 8,178 more coins than on November 9.", "supported"),
        ("Strategy holds 7,178 more coins than on November 9.", "refuted"),
        ("Strategy holds fewer bitcoin than on November 2.", "refuted"),
        ("Strategy holds more bitcoin than on November 2.", "supported"),
        (
            "Strategy's holdings rose by 8,178 BTC between September 1 and 20, 2025.",
            "not_enough_evidence",
        ),
    ],
)
def test_what_a_holding_moved_by_is_what_its_two_days_differ_by(text: str, label: str) -> None:
    assert moved(text, "2025-11-17").label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy bought 8,178 BTC, its biggest buy since the week ended November 2.", "supported"),
        ("Strategy bought 397 BTC, its biggest buy since the week that ended October 19.", "supported"),
        ("Strategy bought 487 BTC, its smallest buy since the week to October 26.", "refuted"),
    ],
)
def test_since_a_week_leaves_that_week_out_and_nothing_after_it(text: str, label: str) -> None:
    said_on = "2025-11-17" if "8,178" in text else "2025-11-03" if "397" in text else "2025-11-10"
    assert judged(text, said_on).label == label


@pytest.mark.parametrize(
    ("text", "said_on", "label"),
    [
        ("Strategy bought 487 BTC, its first purchase in November.", "2025-11-10", "supported"),
        ("Strategy bought 8,178 BTC, November's first purchase.", "2025-11-17", "refuted"),
    ],
)
def test_the_first_of_a_month_looks_back_to_its_beginning(text: str, said_on: str, label: str) -> None:
    assert judged(text, said_on).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy bought 300 BTC for $30 million between October 11 and October 20.", "supported"),
        ("Strategy bought 400 BTC for $30 million between October 11 and October 20.", "refuted"),
    ],
)
def test_two_sums_since_one_day_tell_what_was_bought_between_their_ends(text: str, label: str) -> None:
    told = (
        disclose("1", "2025-10-11", "acquired 500 2025-10-01 2025-10-10 5.00E+7 100000", "held 500 2025-10-10"),
        disclose("2", "2025-10-21", "acquired 800 2025-10-01 2025-10-20 8.00E+7 100000", "held 800 2025-10-20"),
    )
    record = Record(
        issuer=STRATEGY,
        filings={one.document_id: one.filing for one in told},
        changes=[change for one in told for change in one.changes],
        totals=[total for one in told for total in one.totals],
    )
    known = know(record, date(2025, 10, 22))
    (claim,) = claims_of(text, "2025-10-22")
    assert judge_claim(claim, known).label == label
