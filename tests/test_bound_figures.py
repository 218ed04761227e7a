"""A figure refutes only what it is certainly of: bound to a word of its clause, or close to what is disclosed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from verdict_examples import STRATEGY, claims_of, example_record

from monitor.extractors.claims.loose import read_statement
from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.bound_figures import rebind
from monitor.judges.knowledge import NEW_YORK, know
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding, judge_claim
from monitor.judges.verdicts._words import is_former
from monitor.records import Claim, Document, Quote

DAY = date(2025, 11, 20)


def read_loose(text: str, day: date) -> tuple[Claim, ...]:
    """The one claim of a statement in which no word of the lexicon opens any."""
    document = Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=text
    )
    said_at = datetime.combine(day, time(17), tzinfo=NEW_YORK).astimezone(UTC)
    found = read_statement(document, [STRATEGY], claimed_at=said_at, about=STRATEGY)
    return (found,) if found else ()


def quote_of(text: str) -> Quote:
    """A text as the quote of a claim."""
    return Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=text
    ).quote(0, len(text))


def bound(text: str, day: date = DAY) -> Finding:
    """The finding on a statement of the example record after its figures were asked what they are of."""
    known = know(example_record(), day)
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    claims = claims_of(text, day.isoformat()) or read_loose(text, day)
    judged = [Judged(claim=one, finding=judge_claim(one, known)) for one in claims]
    return decide([rebind(one, unread, known) for one in judged]).finding


@pytest.mark.parametrize(
    "text",
    [
        "Some 5,000 of Strategy's coins sit in a vault in Delaware.",
        "Strategy had 3,000 BTC parked with a lender that went under.",
        "Strategy keeps 25,000 BTC with Coinbase, a blog says.",
        "A wallet with 1,200 BTC of Strategy's treasury moved overnight.",
    ],
)
def test_a_part_of_the_coins_is_no_wrong_total(text: str) -> None:
    """What is told of some of the coins stays open: no filing counts them, and the total contradicts nothing."""
    assert bound(text).label == "not_enough_evidence"


@pytest.mark.parametrize(
    "text",
    [
        "Strategy holds 25,000 BTC.",
        "All told, Strategy's stash is 25,000 coins.",
        "Strategy's hoard now stands at 694,870 bitcoin.",  # two digits changed over
        "Strategy bought 8,718 BTC for $835.6 million last week.",
    ],
)
def test_a_figure_that_is_bound_refutes(text: str) -> None:
    """A verb or noun that names what it is of, or a slip of the disclosed figure, binds it."""
    assert bound(text).label == "refuted"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The November stack grew: 8,178 coins gathered between November 10 and 16.", "supported"),
        ("The November stack grew: 7,178 coins gathered between November 10 and 16.", "refuted"),
    ],
)
def test_a_figure_is_judged_as_what_its_own_word_says(text: str, label: str) -> None:
    """Coins that were bought are held against the purchases, though the sentence speaks of the stack as well."""
    assert bound(text).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy's stack has just crossed 650,000 bitcoin.", "not_enough_evidence"),
        ("Strategy has slipped past the 655,000 mark in bitcoin holdings.", "not_enough_evidence"),
        ("Strategy has sailed past 750,000 bitcoin.", "refuted"),  # more than was ever bought in a week
        ("Last week's purchase pushed Strategy's stack past 650,000 bitcoin.", "refuted"),
        ("Strategy holds more than 650,000 bitcoin.", "refuted"),
        ("Strategy's stack has crossed 640,000 bitcoin.", "supported"),
    ],
)
def test_a_number_may_have_been_passed_since(text: str, label: str) -> None:
    """To pass a number is an event of days that nothing covers yet; a state is judged by the last holding."""
    assert bound(text).label == label


def test_a_number_passed_is_refuted_once_the_days_are_covered() -> None:
    """On the day of the filing nothing is uncovered."""
    assert bound("Strategy's stack has just crossed 650,000 bitcoin.", date(2025, 11, 17)).label == "refuted"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy has picked up about 400 BTC so far this week.", "not_enough_evidence"),
        ("Strategy had 641,692 coins a week ago; now it reports 649,870.", "supported"),
        ("Strategy had 614,692 coins a week ago; now it reports 649,870.", "refuted"),
        ("Strategy could be forced to liquidate all of its 946,870 BTC.", "refuted"),
        ("Strategy's 704 coins were sold on December 22, 2022.", "supported"),
    ],
)
def test_older_figures_are_not_those_of_today(text: str, label: str) -> None:
    """A round number is met by chance among older purchases; what stood before is held against that."""
    assert bound(text).label == label


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Its reserve is back at $1 billion after standing at $870 million in May.", [False, True]),
        ("Holders get 10%, against the 9% it came to market with.", [False, True]),
        ("The stake went from 500 coins to 700 coins.", [True, False]),
        ("A week ago the reserve was $1 billion, now it is $2 billion.", [False, False]),
        ("The reserve was $1 billion a week ago, now it is $2 billion.", [True, False]),
    ],
)
def test_what_stood_before_is_told_from_what_stands_now(text: str, former: list[bool]) -> None:
    """By the words right before the figure, or by "a week ago" right behind it."""
    claim = replace(read_loose("Strategy holds 1 BTC.", DAY)[0], source=quote_of(text))
    assert [is_former(claim, figure) for figure in find_figures(text, 0, len(text), DAY)] == former


def test_a_time_clause_claims_no_purchase() -> None:
    """ "Since its first purchase" says from when."""
    (claim,) = claims_of("Since its first purchase in 2020 Strategy has never sold any bitcoin.", DAY.isoformat())
    assert (claim.claim_type, claim.negated) == ("btc_sale_past", True)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "A bank reckons that leaving the index could cost Strategy $1.9 billion in forced outflows.",
            "not_enough_evidence",
        ),
        ("Orders for Strategy's latest bond reached $3 billion, bankers said.", "not_enough_evidence"),
        ("My bet: Strategy's stash will be below 600,000 coins by the time winter comes.", "not_enough_evidence"),
        ("The $1.44 billion reserve of Strategy is held in bitcoin.", "refuted"),
    ],
)
def test_money_of_something_else_contradicts_nothing(text: str, label: str) -> None:
    """Orders, outflows and what is foretold are no balance; a reserve of dollars called one of coins is wrong."""
    assert bound(text).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("After 704 coins were dumped at a loss MicroStrategy grabbed 810 for about $16,845 each.", "supported"),
        ("After 740 coins were dumped at a loss MicroStrategy grabbed 810 for about $16,845 each.", "refuted"),
        ("After 704 coins were dumped at a loss MicroStrategy grabbed 180 for about $16,845 each.", "refuted"),
    ],
)
def test_what_was_sold_and_what_was_bought_are_judged_apart(text: str, label: str) -> None:
    """Of two numbers of coins each is held against the trades of its own kind."""
    assert bound(text, date(2022, 12, 30)).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("487 coins nudged Strategy's average cost to $74,079 on November 9.", "supported"),
        (
            "Strategy paid $102,171 a coin for its last 8,178, compared with the $74,433 it has paid on average.",
            "supported",
        ),
        (
            "Strategy paid $102,171 a coin for its last 8,178, compared with the $78,433 it has paid on average.",
            "refuted",
        ),
        ("With bitcoin near $93,000, Strategy's latest 8,178 coins at $102,171 look dear.", "not_enough_evidence"),
        ("Strategy bought 8,178 coins at $74,433 each.", "refuted"),
    ],
)
def test_what_is_bought_has_one_price(text: str, label: str) -> None:
    """A second price is that of something else: the average of all coins, or the market."""
    assert bound(text).label == label


def test_a_second_price_that_is_disclosed_of_other_coins_refutes_nothing() -> None:
    """Two prices close to each other, one of coins sold and one of coins bought."""
    text = "MicroStrategy sold 704 coins at $16,776 and was back two days later at $16,845."
    assert bound(text, date(2022, 12, 30)).label != "refuted"


@pytest.mark.parametrize(
    "text",
    [
        "8,178 coins cost Strategy $102,171 each, $28,000 more than its average.",
        "9,100,000 new shares, $790 million: that paid for most of Strategy's 8,178 coins.",
        "With bitcoin around $95,000, Strategy's 649,870 coins cost it $74,433 each.",
    ],
)
def test_what_stands_beside_a_figure_contradicts_nothing(text: str) -> None:
    """A difference, what shares brought in, and a market price are neither cost nor average."""
    assert bound(text).label != "refuted"
