"""Claims join into stories by what they say, of whom, when and how large."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from saying import read_claim

from monitor.judges.narratives import Told, build_narratives
from monitor.records import Claim, Narrative

PRICES = {"bitcoin": {date(2025, 11, 14): Decimal(95000)}}


def tell(*claims: Claim, score: str = "0") -> list[Narrative]:
    told = [
        Told(
            claim=claim,
            source=f"{claim.claim_id[:1]}.example",
            scores=[(claim.claimed_at.date(), Decimal(score))],
        )
        for claim in claims
    ]
    return build_narratives(told, PRICES)


def test_three_numbers_are_one_rumour_and_a_small_sale_another() -> None:
    """47,000 and 43,415 bitcoin and $4 billion in one week; 32 bitcoin in June is told apart."""
    found = tell(
        read_claim("Strategy dumped 47,000 BTC, a wallet tracker says.", 2025, 11, 14),
        read_claim("Strategy may have secretly unloaded 43,415 bitcoin.", 2025, 11, 15),
        read_claim("Rumours say Strategy sold $4 billion of bitcoin.", 2025, 11, 16),
        read_claim("Strategy sold 32 BTC in June 2026.", 2026, 6, 20),
    )
    assert [(one.catalogue, one.claims) for one in found] == [("hidden_sales", 3), ("past_sales", 1)]
    assert found[0].name == "Hidden sales of bitcoin: 42,105 to 47,000 bitcoin"


def test_size_parts_what_is_told_on_one_day() -> None:
    """32 and 47,000 bitcoin are two stories also in one week."""
    found = tell(
        read_claim("Strategy dumped 47,000 BTC, a wallet tracker says.", 2025, 11, 14),
        read_claim("Strategy sold 32 BTC.", 2025, 11, 15),
    )
    assert [one.claims for one in found] == [1, 1]


def test_an_open_ended_size_joins_a_larger_one() -> None:
    """ "More than $1 billion" is also told of 47,000 bitcoin."""
    found = tell(
        read_claim("Strategy dumped 47,000 BTC, a wallet tracker says.", 2025, 11, 14),
        read_claim("Rumours say Strategy sold more than $1 billion of bitcoin.", 2025, 11, 15),
    )
    assert [one.claims for one in found] == [2]


def test_a_denial_is_turned_round() -> None:
    """That no coin was sold, and is right, speaks against the story of a sale."""
    (story,) = tell(read_claim("Strategy has not sold any bitcoin.", 2025, 11, 14), score="0.9")
    assert story.score == Decimal("-0.900")


def test_a_story_is_told_as_it_grew() -> None:
    """What each member says of the story is what was to be told of it when no more had been said."""
    claims = [
        read_claim("Strategy dumped 47,000 BTC, a wallet tracker says.", 2025, 11, 14),
        read_claim("Hidden sales by Strategy may be underway.", 2025, 11, 15),
        read_claim("Strategy may have secretly unloaded 43,415 bitcoin.", 2025, 11, 16),
        read_claim("Strategy has not sold any bitcoin.", 2025, 11, 17),
        read_claim("Strategy sold 32 BTC in June 2026.", 2026, 6, 20),
    ]
    final = {story.narrative_id: story.scores for story in tell(*claims, score="0.5")}
    whole = {member.claim_id: member for story in tell(*claims) for member in story.members}
    for number in range(1, len(claims) + 1):
        for story in tell(*claims[:number], score="0.5"):
            last = whole[story.members[-1].claim_id]
            assert (last.told_at, last.catalogue, last.name) == (story.last_seen_at, story.catalogue, story.name)
            day = story.last_seen_at.date()
            then = [one.score for one in final[story.narrative_id] if one.as_of <= day]
            assert then[-1] == story.score
            assert (last.claims, last.sources, last.loudest_source) == (
                story.claims,
                story.sources,
                story.loudest_source,
            )


def test_the_order_of_reading_does_not_matter() -> None:
    """The same claims in another order make the same stories under the same ids."""
    claims = [
        read_claim("Strategy dumped 47,000 BTC, a wallet tracker says.", 2025, 11, 14),
        read_claim("Strategy could be forced to sell its bitcoin if the price falls below $50,000.", 2025, 11, 14),
        read_claim("Strategy may have secretly unloaded 43,415 bitcoin.", 2025, 11, 15),
    ]
    ids = [(one.narrative_id, one.members) for one in tell(*claims)]
    assert ids == [(one.narrative_id, one.members) for one in tell(*reversed(claims))]
