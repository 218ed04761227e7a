"""Statements in the manner of the news, in other words than those that the rules were made for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from test_capital_verdicts import found, record
from verdict_examples import STRATEGY, checked, claims_of, judged

from monitor.extractors.claims._calendar import find_whens
from monitor.extractors.claims.loose import name_statement
from monitor.judges._vague_counts import find_digit_counts
from monitor.judges.knowledge import know
from monitor.judges.retrieved import is_opposite
from monitor.judges.verdicts import judge_claim
from monitor.judges.verdicts._words import is_of_a_year
from monitor.judges.verdicts.loans.bank_loan import BAD_END
from monitor.judges.verdicts.preferred._rate_steps import _moved, size_of
from monitor.records import Document

AVERAGES = [
    ("The latest purchase pushed Strategy's average cost up to $102,171.", "refuted"),
    ("Strategy's cost basis has jumped past $75,000 with the 8,178 coins.", "refuted"),
    ("The 8,178 coins lifted Strategy's average cost to $74,433.", "supported"),
    ("Strategy has topped $74,000 in average cost.", "supported"),
    ("Last week's buy took its average cost from $74,079 to $74,433, Strategy says.", "supported"),
    ("The latest purchase pulled Strategy's average cost below $74,433.", "refuted"),
    ("The latest buy left Strategy's average cost at $102,171 a coin.", "refuted"),
    ("The latest buy left Strategy's average cost at $74,433 a coin.", "supported"),
    ("Strategy's break-even is $102,171 after its latest purchase.", "refuted"),
    ("Strategy's average cost for the latest purchase is $102,171.", "supported"),
    ("Strategy bought 8,178 coins at an average of $102,171.", "supported"),  # the average of a purchase
]
PAUSES = [
    ("Strategy put its bitcoin purchases on hold last week.", "2025-11-18", "refuted"),
    ("Strategy has put its bitcoin purchases on hold.", "2025-11-18", "not_enough_evidence"),  # for how long?
    ("Strategy is sitting out the bitcoin market this month.", "2025-11-18", "refuted"),
    ("Strategy took a break from buying bitcoin last week.", "2025-11-18", "refuted"),
    ("Strategy's bitcoin purchases came to a halt in the week of November 10.", "2025-11-18", "refuted"),
    ("Strategy has not put its bitcoin purchases on hold.", "2025-11-18", "supported"),
    ("Strategy took last week off from buying bitcoin.", "2025-11-18", "refuted"),
    ("Strategy broke its streak of weekly bitcoin purchases last week.", "2025-11-18", "refuted"),
    ("Strategy did not break its streak of weekly bitcoin purchases last week.", "2025-11-18", "supported"),
    ("Strategy added still more bitcoin last week.", "2025-11-18", "supported"),
    ("While others sat on the sidelines, Strategy bought more bitcoin last week.", "2025-11-18", "supported"),
]
LOANS = [
    ("MicroStrategy borrowed $205 million from Silvergate without putting up any collateral.", "refuted"),
    ("Silvergate has not touched MicroStrategy's collateral.", "not_enough_evidence"),
    ("MicroStrategy had to pay only $161 million to clear its Silvergate loan.", "supported"),
    ("Silvergate asked MicroStrategy for no security for its $205 million loan.", "refuted"),
    ("MicroStrategy paid Silvergate $161 million, $44 million less than it had borrowed.", "supported"),
    ("MicroStrategy paid back its Silvergate loan for $60 million under the amount borrowed.", "refuted"),
    ("MicroStrategy got out of its Silvergate loan for $44 million.", "refuted"),  # no difference is told
]
WHENS = [
    ("Next Monday's filing will show it.", date(2025, 6, 12), (date(2025, 6, 16), date(2025, 6, 16))),
    ("Monday's filing shows it.", date(2025, 6, 12), (date(2025, 6, 9), date(2025, 6, 9))),
    ("The shares will be split this August.", date(2024, 7, 12), (date(2024, 8, 1), date(2024, 8, 31))),
    ("They were split in August.", date(2024, 7, 12), (date(2023, 8, 1), date(2023, 8, 31))),
    ("Since its August 24 update it bought more.", date(2021, 9, 14), (date(2021, 8, 24), date(2021, 9, 14))),
    ("Its August 24 update told of coins.", date(2021, 9, 14), (date(2021, 8, 24), date(2021, 8, 24))),
]
STEPS = [
    ("cut the rate from 10% to 9%", ("10", "9"), None),
    ("lifted it to 10.25% from 10%", ("10", "10.25"), None),
    ("a quarter point more than in January", None, "0.25"),
    ("up by half a percentage point", None, "0.5"),
    ("raised by 25 basis points", None, "0.25"),
    ("paid every quarter at 10%", None, None),
]


@pytest.mark.parametrize(("text", "label"), AVERAGES)
def test_an_average_that_is_moved_is_that_of_all_coins(text: str, label: str) -> None:
    """What a purchase moved the average to is held against the whole holding, never against the price paid."""
    assert judged(text, "2025-11-18").label == label


@pytest.mark.parametrize(("text", "said_on", "label"), PAUSES)
def test_buying_put_on_hold_is_a_denial(text: str, said_on: str, label: str) -> None:
    """A pause says that nothing was bought; a denied pause that something was."""
    assert judged(text, said_on).label == label


@pytest.mark.parametrize(("text", "label"), LOANS)
def test_how_a_loan_was_secured_and_ended(text: str, label: str) -> None:
    """No collateral is wrong of what is secured by coins; a difference is none of the two sums."""
    assert found(text, "2023-04-03").label == label


@pytest.mark.parametrize(("text", "forced"), [("had", True), ("was forced", True), ("chose", False)])
def test_what_was_prepaid_freely_was_not_forced(text: str, forced: bool) -> None:
    """Only a filing that calls it voluntary refutes it."""
    words = f"MicroStrategy {text} to repay its Silvergate loan early."
    told = record()
    key, document = next((key, one) for key, one in told.documents.items() if "prepayment" in one.text)
    freely = replace(document, text=f"{document.text} The unit voluntarily prepaid the loan in full.")
    known = know(replace(told, documents={**told.documents, key: freely}), date(2023, 4, 3))
    said = Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=words
    )
    claim = name_statement(said, [STRATEGY], claimed_at=datetime(2023, 4, 3, 21, tzinfo=UTC))
    assert claim is not None
    assert judge_claim(claim, known).label == ("refuted" if forced else "supported")


@pytest.mark.parametrize(("text", "said_on", "days"), WHENS)
def test_days_ahead_and_days_since(text: str, said_on: date, days: tuple[date, date]) -> None:
    """ "Next" and "this" look ahead; the day of a report is one since when."""
    (when, *_) = find_whens(text, 0, len(text), said_on)
    assert (when.start_on, when.end_on) == days


@pytest.mark.parametrize(("words", "moved", "size"), STEPS)
def test_steps_of_a_rate(words: str, moved: tuple[str, str] | None, size: str | None) -> None:
    """From which rate to which, or by how many points; a rhythm is no step."""
    expected = None if moved is None else (Decimal(moved[0]), Decimal(moved[1]))
    assert (_moved(words), size_of(words)) == (expected, None if size is None else Decimal(size))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It made a five-digit purchase.", [("five-digit", "850")]),
        ("It will be a three-digit one.", []),
        ("Its purchases ran to four digits.", [("four digits", "850")]),
        ("A nine-figure sum was paid.", []),
    ],
)
def test_counts_of_digits(text: str, wrong: list[tuple[str, str]]) -> None:
    """A count of digits is one of the coins traded."""
    assert (
        list(find_digit_counts(text, "Filed on 22 September 2025: 850 bitcoin bought for $99.7 million.")) == wrong
    )


def test_a_debt_beside_a_yearly_sum_is_no_yearly_one() -> None:
    """ "Owed $8.24 billion and had yearly dividends of $315.9 million": each sum has its own words."""
    text = "Strategy owed $8.24 billion and had yearly preferred dividends of $315.9 million to cover."
    claim = next(one for one in claims_of(text, "2025-07-08") if one.claim_type == "debt_total")
    each = "Strategy owes $8.24 billion a year in dividends."
    yearly = next(one for one in claims_of(each, "2025-07-08") if one.figures)
    assert (is_of_a_year(claim, claim.figures[0]), is_of_a_year(yearly, yearly.figures[0])) == (False, True)


@pytest.mark.parametrize(
    ("words", "bad"),
    [
        ("the bank's collapse cost MicroStrategy the bitcoin it pledged", True),
        ("the bitcoin cost MicroStrategy the loan money", False),
    ],
)
def test_what_a_bank_cost_its_borrower(words: str, bad: bool) -> None:
    """Collateral that is said to be lost."""
    assert (BAD_END.search(words) is not None) == bad


def test_a_warning_of_new_money_is_no_denial() -> None:
    """ "Without new financing it may have to sell" denies nothing."""
    found_ = checked("Strategy warns that without new financing it may have to sell bitcoin.", "2025-11-18")
    assert found_.label == "supported"


HOLIDAYS = [
    ("Since Memorial Day it sold coins.", date(2026, 6, 3), (date(2026, 5, 25), date(2026, 6, 3))),
    ("It had such requests by Valentine's Day.", date(2025, 2, 18), (date(2025, 2, 14), date(2025, 2, 14))),
    ("It bought more over Labor Day.", date(2025, 9, 9), (date(2025, 8, 29), date(2025, 9, 4))),
    ("It bought none on the Fourth of July.", date(2025, 3, 9), (date(2024, 7, 4), date(2024, 7, 4))),
    ("Since Thanksgiving it has bought more.", date(2025, 12, 2), (date(2025, 11, 27), date(2025, 12, 2))),
]


@pytest.mark.parametrize(("text", "said_on", "days"), HOLIDAYS)
def test_holidays_are_days(text: str, said_on: date, days: tuple[date, date]) -> None:
    """The latest one, and with "since" all days from it on."""
    (when,) = find_whens(text, 0, len(text), said_on)
    assert (when.start_on, when.end_on) == days


@pytest.mark.parametrize(
    ("words", "told", "opposite"),
    [
        ("in cash rather than bitcoin", "in bitcoin instead of cash", True),
        ("in bitcoin rather than dollars", "in bitcoin instead of cash", False),
        ("in bitcoin, not cash", "in bitcoin in lieu of cash", False),
        ("all paid in bitcoin", "in bitcoin instead of cash", False),
    ],
)
def test_which_of_two_it_is_not(words: str, told: str, opposite: bool) -> None:
    """ "Rather than" turns round what the same words say."""
    assert is_opposite(f"Directors will be paid {words}.", f"Directors will be paid {told}.") == opposite


@pytest.mark.parametrize(
    ("text", "said_on", "label"),
    [
        ("MicroStrategy has not sold a coin since December 20, 2022.", "2022-12-29", "refuted"),
        ("MicroStrategy has sold coins since December 20, 2022.", "2022-12-29", "supported"),
        ("MicroStrategy has not sold a coin since December 22, 2022.", "2022-12-29", "not_enough_evidence"),
    ],
)
def test_a_sale_since_a_day(text: str, said_on: str, label: str) -> None:
    """A denial from a day before a disclosed sale on is wrong; from the day of the sale, it speaks of others."""
    assert judged(text, said_on).label == label


@pytest.mark.parametrize(
    ("text", "said_on", "label"),
    [
        ("Strategy's stash is just 130 coins short of 650,000.", "2025-11-18", "supported"),
        ("Strategy's stash is 230 coins short of 650,000.", "2025-11-18", "refuted"),
        ("Strategy did not add a single coin last week.", "2025-11-18", "refuted"),
        (
            "MicroStrategy sold 704 bitcoin in December, only to buy back 810 two days later.",
            "2022-12-29",
            "supported",
        ),
    ],
)
def test_gaps_and_coins_bought_back(text: str, said_on: str, label: str) -> None:
    """A gap is none of the holdings, and coins bought back are no shares."""
    assert judged(text, said_on).label == label


LATER = [
    ("Strategy will hold more than 645,000 coins by November 16.", "2025-11-12", "supported"),
    ("Strategy will hold more than 655,000 coins by November 16.", "2025-11-12", "refuted"),
    ("Strategy will hold more than 655,000 coins by November 30.", "2025-11-12", "not_enough_evidence"),
    ("Strategy won't buy any bitcoin in the week of November 10.", "2025-11-09", "refuted"),
    (
        "Strategy will have spent over $500 million on bitcoin between November 10 and 16.",
        "2025-11-12",
        "supported",
    ),
    ("Strategy won't sell a single coin before January.", "2025-11-12", "not_enough_evidence"),
]


@pytest.mark.parametrize(("text", "said_on", "label"), LATER)
def test_what_was_foretold_for_days_that_have_passed(text: str, said_on: str, label: str) -> None:
    """Decided once disclosures cover the days; before them, and of later days, open."""
    assert judged(text, said_on, "2025-11-18").label == label
    assert judged(text, said_on, said_on).label == "not_enough_evidence"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("MicroStrategy bought back its Silvergate loan for 78 cents on the dollar.", "supported"),
        ("MicroStrategy bought back its Silvergate loan for 50 cents on the dollar.", "refuted"),
        ("Silvergate kept MicroStrategy's collateral after the loan was repaid.", "refuted"),
        ("MicroStrategy kept its bitcoin after paying off the Silvergate loan.", "supported"),
    ],
)
def test_what_was_paid_and_kept(text: str, label: str) -> None:
    """Cents on the dollar are the share of what was lent; who keeps the coins tells how it ended."""
    assert found(text, "2023-04-03").label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy's average cost dropped after it bought 8,178 coins.", "refuted"),
        ("Strategy's average cost rose after it bought 8,178 coins.", "supported"),
        ("Strategy's cost basis climbed to $74,433, up from $74,079 a week before.", "supported"),
    ],
)
def test_which_way_an_average_went(text: str, label: str) -> None:
    """Without a figure the way is weighed all the same; what it came from is no purchase."""
    assert judged(text, "2025-11-18").label == label
