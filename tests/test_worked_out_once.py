"""What is worked out once and kept says the same as what is worked out anew."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from verdict_examples import claims_of, example_record

from monitor.judges._likeness import index_texts, share_told, shares_told, weights_of
from monitor.judges.knowledge import know
from monitor.judges.verdicts import _kinds_of
from monitor.judges.verdicts.order import ORDER

STEMS = some.frozensets(some.sampled_from("abcdef"), max_size=4)


@pytest.mark.parametrize(
    "text",
    [
        "Strategy bought 8,178 BTC for $835.6 million.",
        "Strategy has been secretly selling its bitcoin.",
        "Strategy holds 649,870 BTC at an average of $74,433.",
        "Strategy will not be able to pay the dividends on its preferred stock.",
        "Strategy paid back its bank loan early.",
    ],
)
def test_who_is_not_asked_again_would_say_nothing(text: str) -> None:
    """A kind of rule that is left out for a claim has nothing to say of it on any day."""
    for claim in claims_of(text, "2025-11-18"):
        asked = _kinds_of(claim)
        left_out = [one for one in ORDER if claim.claim_type in one.CLAIM_TYPES and one not in asked]
        assert left_out
        for day in (date(2025, 11, 18), date(2026, 2, 20)):
            known = know(example_record(), day)
            assert [one.__name__ for one in left_out if one.judge(claim, known) is not None] == []


@given(some.lists(some.lists(STEMS, max_size=5), min_size=1, max_size=4), some.lists(some.sampled_from("abcxyz")))
def test_an_index_weighs_as_the_texts_do(documents: list[list[frozenset[str]]], asked: list[str]) -> None:
    """The rarer a stem among all texts, the heavier; what none has weighs as much as the rarest."""
    groups = [index_texts(texts) for texts in documents]
    texts = [stems for document in documents for stems in document]
    counts = Counter(stem for stems in texts for stem in stems)
    all_weights = {stem: math.log(1 + len(texts) / count) for stem, count in counts.items()}
    most = max(all_weights.values(), default=1.0)
    weights = weights_of(asked, groups)
    assert weights == {stem: all_weights.get(stem, most) for stem in asked}
    shares = [share for group in groups for share in shares_told(weights, group)]
    assert shares == [share_told(weights, stems) for stems in texts]
