"""The dollars of a payment statement: the act's own, chosen among the sums that its sentence names."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extractors.payments._amounts import amount_of, sums_of
from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._heads import load_heads
from monitor.extractors.payments._labels import fold, label_sentences


def dollars(sentence: str, *, thousands: bool = False) -> tuple[str, Decimal | None]:
    """Topic and dollars of a sentence that stands nowhere in particular."""
    folded = fold(sentence)
    (labels,) = label_sentences([(folded, Setting())])
    assert labels is not None
    return labels.topic, amount_of(folded, labels.act, labels.topic, load_heads().amount, thousands=thousands)


@pytest.mark.parametrize(
    ("sentence", "topic", "amount"),
    [
        (
            "In May we redeemed all $45.0 million of the 2027 notes and paid accrued interest of $1.2 million.",
            "redemption",
            45_000_000,
        ),
        (
            "In the third quarter Tallow Mining repurchased $30.0 million principal amount of its convertible"
            " notes for $24.6 million in cash.",
            "repurchase",
            24_600_000,
        ),
        (
            "On June 30 we paid cash dividends of $8,125,000 on the Series A preferred stock.",
            "dividend_paid",
            8_125_000,
        ),
        (
            "The lender waived the breach of the liquidity covenant for a fee of $250,000.",
            "waiver",
            None,
        ),
        (
            "There is substantial doubt about our ability to continue as a going concern, although we raised"
            " $4.4 million by selling common stock after the end of the year.",
            "going_concern",
            None,
        ),
        (
            "The board declared a quarterly dividend of $2.50 per share of preferred stock.",
            "dividend_declared",
            None,
        ),
    ],
)
def test_sum_is_the_acts_own(sentence: str, topic: str, amount: int | None) -> None:
    """A price, a fee, a sum of another act and a sum per share are not what was paid."""
    assert dollars(sentence) == (topic, amount)


def test_figures_of_a_document_in_thousands_are_told_in_full() -> None:
    """What the prose prints as $3,454 is 3,454,000 dollars there, and 3,454 elsewhere."""
    sentence = "Interest expense on the notes was $3,454 for the quarter, as against $2,969 a year earlier."
    told = [one.value for one in sums_of(sentence, (0, 16), "interest_due", thousands=True)]
    assert told == [3_454_000, 2_969_000]
    assert [one.value for one in sums_of(sentence, (0, 16), "interest_due")] == [3_454, 2_969]


@given(st.lists(st.integers(1, 999), min_size=1, max_size=4), st.integers(0, 40))
def test_nothing_is_told_that_the_sentence_does_not_name(millions: list[int], start: int) -> None:
    """Whatever the head thinks, the dollars are one of the sums in the sentence."""
    sentence = "Having paid " + ", then ".join(f"${one} million" for one in millions) + " we redeemed the notes."
    told = amount_of(sentence, (start, start + 4), "redemption", load_heads().amount)
    assert told is None or told in {Decimal(one).scaleb(6) for one in millions}
