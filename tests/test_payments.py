"""Sentences about paying land where the guideline puts them; look-alikes are left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extractors.payments import extract
from monitor.extractors.payments._labels import fold, mask
from monitor.extractors.payments._topics import find_hits
from monitor.readers import read_document
from monitor.records import Filing, Issuer, PaymentStatement

ISSUER = Issuer(issuer_cik=1, ticker="HALV", name="Halyard Treasury Inc.", assets=())
FILING = Filing(
    accession_number="0000000000-26-000001",
    issuer_cik=1,
    form="8-K",
    filed_on=date(2026, 6, 15),
    accepted_at=datetime(2026, 6, 15, 12, tzinfo=UTC),
    period_on=date(2026, 6, 15),
)


def statements(*paragraphs: str, heading: str = "") -> list[PaymentStatement]:
    """What is extracted from a page of these paragraphs."""
    head = f"<p><b>{heading}</b></p>" if heading else ""
    page = f"<html><body>{head}{''.join(f'<p>{text}</p>' for text in paragraphs)}</body></html>"
    document = read_document(
        page.encode(), accession_number=FILING.accession_number, type="8-K", url="", filename="page.html"
    )
    found = list(extract(document, FILING, ISSUER))
    for statement in found:
        source = statement.source
        assert document.text[source.quote_start : source.quote_end] == source.quote
    return found


TOLD = [
    ("The 2031 notes will mature on March 15, 2031.", "maturity", "affirmed", "obligation", "future"),
    ("We have not defaulted on any of our loans.", "default", "negated", "fact", "past"),
    (
        "The Company has not declared any dividend on its preferred stock.",
        "dividend_declared",
        "negated",
        "fact",
        "past",
    ),
    (
        "No dividends have been declared on the Series C preferred stock.",
        "dividend_declared",
        "negated",
        "fact",
        "past",
    ),
    (
        "If prices fall, we may be required to sell bitcoin to satisfy our financial obligations.",
        "source_of_funds",
        "affirmed",
        "risk_factor",
        "future",
    ),
    (
        "Prior to June 20, 2028, the Company may not redeem the notes.",
        "redemption",
        "negated",
        "obligation",
        "future",
    ),
    (
        "The Company may redeem for cash all or part of the notes on or after June 20, 2028.",
        "redemption",
        "affirmed",
        "possibility",
        "future",
    ),
    (
        "Noteholders may require the Company to repurchase their notes on June 1, 2029.",
        "holder_put",
        "affirmed",
        "possibility",
        "future",
    ),
    ("We do not intend to redeem the preferred shares this year.", "redemption", "negated", "intention", "future"),
    ("The notes bear interest at 0.75% per annum.", "interest_due", "affirmed", "obligation", "present"),
    ("We paid $16.5 million in interest on our notes.", "interest_paid", "affirmed", "fact", "past"),
    (
        "The board of directors suspended the quarterly dividend on the Series B preferred stock.",
        "dividend_suspended",
        "affirmed",
        "fact",
        "past",
    ),
    (
        "These losses raise substantial doubt about our ability to continue as a going concern.",
        "going_concern",
        "affirmed",
        "fact",
        "present",
    ),
]


@pytest.mark.parametrize(("text", "topic", "polarity", "modality", "tense"), TOLD, ids=[row[1] for row in TOLD])
def test_sentence_gets_its_labels(text: str, topic: str, polarity: str, modality: str, tense: str) -> None:
    """Topic, polarity, modality and tense of plain sentences."""
    found = [(one.topic, one.polarity, one.modality, one.tense) for one in statements(text)]
    assert found == [(topic, polarity, modality, tense)]


LOOKALIKES = [
    "Management must evaluate whether there is substantial doubt about an entity's ability to continue.",
    "The Company repurchased 815,000 shares of its class A common stock under its share repurchase program.",
    "During the week the Company sold 412,500 class A shares under its ATM for net proceeds of $61.3 million.",
    "The bitcoin purchases were made using proceeds from the notes offering.",
    "Rent under the Reno lease is $48,000 a month.",
    "Bitcoin does not pay interest or dividends.",
    "Issuance costs are amortized to interest expense by the effective interest method.",
    "The foregoing description of the notes is qualified in its entirety by reference to the indenture.",
    "We expect the distributions to be treated as a return of capital for federal income tax purposes.",
    "The default setting of the app is to share no data.",
    "Interest income earned on our money-market balances came to $3.2 million.",
]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_lookalike_is_no_statement(text: str) -> None:
    """Standards quoted back, common stock, leases, taxes and what others owe are about no payment."""
    assert [(one.topic, one.source.quote) for one in statements(text)] == []


def test_risk_factor_heading_makes_a_risk_factor() -> None:
    """What would be a right elsewhere is a contingent bad outcome among risk factors, and never a fact."""
    text = "Upon an event of default the lenders could declare all of our loans due and payable."
    found = [one.modality for one in statements(text, heading="Risks Related to Our Indebtedness")]
    assert found == ["risk_factor"]


def test_forward_looking_heading_makes_boilerplate() -> None:
    """What stands under forward-looking statements is told by nobody."""
    text = "Such uncertainties include our ability to pay dividends on our preferred stock when they are due."
    assert [one.modality for one in statements(text, heading="Forward-Looking Statements")] == ["boilerplate"]


def test_amount_is_that_of_the_act() -> None:
    """Per-share amounts and denominations are no amount; principal is."""
    text = "The Company redeemed $75.0 million of its notes at $1,020 per note on July 14, 2026."
    (found,) = statements(text)
    assert (found.topic, found.amount_usd, found.date_on) == ("redemption", Decimal("75.0E+6"), date(2026, 7, 14))


def test_declared_dividend_has_no_amount_per_share() -> None:
    """ "$2.25 per share" is no total."""
    text = "On June 3, 2026, the board declared a cash dividend of $2.25 per share on the preferred stock."
    (found,) = statements(text)
    assert (found.topic, found.amount_usd, found.date_on) == ("dividend_declared", None, date(2026, 6, 3))


def test_bare_heading_is_no_statement() -> None:
    """A noun phrase states nothing."""
    assert statements("Optional Redemption", "Dividend Rate Adjustment") == []


def test_statements_stand_in_order_with_their_quotes() -> None:
    """One statement for each sentence, in the order of the text."""
    found = statements(
        "The notes bear interest at 2.25% per annum. They were issued in June.",
        "The notes will mature on June 15, 2032, unless converted before.",
    )
    assert [one.topic for one in found] == ["interest_due", "maturity"]
    assert [one.source.quote_start for one in found] == sorted(one.source.quote_start for one in found)


SENTENCES = [row[0] for row in TOLD] + LOOKALIKES


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_company_of_other_sentences_changes_nothing(chosen: list[str]) -> None:
    """A sentence is judged by itself: alone, repeated or among others it gets the same labels."""
    together = {
        one.source.quote: (one.topic, one.polarity, one.modality, one.tense) for one in statements(*chosen)
    }
    alone = {
        one.source.quote: (one.topic, one.polarity, one.modality, one.tense)
        for text in dict.fromkeys(chosen)
        for one in statements(text)
    }
    assert together == alone


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_masking_keeps_every_place(text: str) -> None:
    """Offsets found in the masked sentence hold in the folded one."""
    folded = fold(text)
    assert len(mask(folded)) == len(folded)


@settings(max_examples=10, deadline=None)
@given(st.integers(10, 99), st.integers(1, 28))
def test_new_figures_do_not_change_labels(millions: int, day: int) -> None:
    """The weekly sentence with this week's figures has last week's labels, and its own amount."""
    text = f"On June {day}, 2026, the Company redeemed ${millions}.0 million of its notes."
    (found,) = statements(text)
    assert (found.topic, found.modality, found.amount_usd) == ("redemption", "fact", Decimal(millions) * 1_000_000)
    assert found.date_on == date(2026, 6, day)


CAVEATS = [
    "The Company may be required to repay all of its notes early if its bitcoin loses half of its worth.",
    "Lower prices could keep us from paying dividends on the preferred stock.",
    "We may not be able to pay the interest on our loans when it falls due.",
]


@pytest.mark.parametrize("text", CAVEATS)
def test_caveat_is_never_told_as_a_fact(text: str) -> None:
    """Whatever rules and heads think: what might happen has not happened."""
    found = statements(text)
    assert [one.modality for one in found] == ["risk_factor"]


def test_sentence_that_no_rule_knows_is_found() -> None:
    """The heads find a statement where no pattern of a topic fires."""
    text = "The Borrower must keep Unrestricted Cash of not less than $8,000,000 on the last day of each month."
    assert [hit.rule.topic for hit in find_hits(mask(fold(text))) if hit.rule.topic != "none"] == []
    assert [(one.topic, one.modality) for one in statements(text)] == [("covenant", "obligation")]
