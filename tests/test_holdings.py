"""Look-alikes that must yield nothing, paraphrases that must yield the same, and what the extractor never does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extractors.holdings import extract
from monitor.records import Asset, Block, Document, Fact, Filing, HoldingsChange, HoldingsTotal, Issuer

BITCOIN = Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC"))
ISSUER = Issuer(
    issuer_cik=1050446,
    ticker="MSTR",
    name="Strategy Inc",
    names=("Strategy", "MicroStrategy", "MacroStrategy LLC"),
    assets=(BITCOIN,),
)


def read(*paragraphs: str, form: str = "8-K", issuer: Issuer = ISSUER) -> list[Fact]:
    """The facts of paragraphs filed on 15 June 2026."""
    text, blocks = "", []
    for paragraph in paragraphs:
        start = len(text)
        text += paragraph
        blocks.append(Block(kind="paragraph", start=start, end=len(text)))
        text += "\n\n"
    document = Document(
        document_id="d", accession_number="a", type=form, url="", sha256="", text=text, blocks=tuple(blocks)
    )
    filing = Filing(
        accession_number="a",
        issuer_cik=issuer.issuer_cik,
        form=form,
        filed_on=date(2026, 6, 15),
        accepted_at=datetime(2026, 6, 15, 12, tzinfo=UTC),
        period_on=date(2026, 6, 15),
    )
    return list(extract(document, filing, issuer))


def brief(facts: list[Fact]) -> list[tuple[str, str]]:
    """Kind and units of each fact."""
    return [(fact.kind if isinstance(fact, HoldingsChange) else "total", str(fact.units)) for fact in facts]


LOOK_ALIKES = [
    "Strategy sold 1,409,600 shares of class A common stock in the week to June 14, 2026 to buy bitcoin.",
    "Strategy repurchased 50,000 shares of STRC Stock and may sell 2,000 bitcoin to pay for them.",
    "The Board authorized the sale of up to 5,000 bitcoin over the next twelve months.",
    "We intend to acquire 10,000 additional bitcoin in the third quarter of 2026.",
    "If financing fails, we may be required to sell 20,000 bitcoin at prices below their cost.",
    "Had we sold 1,000 bitcoin on June 1, 2026, we would have realized a loss.",
    "Should we sell 5,000 bitcoin, our holdings of 845,126 bitcoin would fall.",
    "The Company expects that it will have sold 500 bitcoin by June 30, 2026.",
    "We have not sold any of our bitcoin as of the date of this report.",
    "Tesla sold 4,000 bitcoin in June 2026.",
    "A competing treasury company, Metaplanet Inc., purchased 5,419 bitcoin in September 2025.",
    "The largest exchange-traded fund held 700,000 bitcoin as of June 7, 2026.",
    "Our customers hold 12,000 bitcoin on the platform.",
    "The trading price fell after a holder sold 80,000 bitcoin in July 2025.",
    "The German government sold about 50,000 bitcoin in June and July 2024.",
    "Michael Saylor said that he personally owns 17,732 bitcoin.",
    "As previously disclosed, on June 1, 2026, the Company sold 32 bitcoin for $2.5 million.",
    "As disclosed in our Form 8-K of June 1, 2026, we sold 32 bitcoin between May 26, 2026 and May 31, 2026.",
    "The Company previously announced, on May 18, 2026, that it had purchased 24,869 bitcoin.",
    "As of June 7, 2026, approximately 14,000 of the bitcoins held by us are unencumbered.",
    "Approximately 9,000 bitcoins were held directly by Strategy as of June 7, 2026.",
    "Risk Factor Update: in 2022 we sold 704 bitcoin, and we may be required to sell more.",
    "Forward-looking statements include statements on the 845,256 bitcoin that we hold.",
    "We mined 5 and 6 bitcoin and sold 1 and 2 bitcoin for $1 million and $2 million in May 2026, respectively.",
    "There are about 19,900,000 bitcoin in circulation.",
    "We target holding 1,000,000 bitcoin by 2030.",
    "We hold 500 Bitcoin Cash and operate 2,530 bitcoin miners.",
    "The Company sold its 20% interest in Bitcoin Corp for 300 bitcoin.",
    "For every 1,000 bitcoin sold, our yield would decline by 0.1%.",
    "As of June 14, 2026, the USD Reserve was $1.00 billion, while the price of one bitcoin was $65,332.",
    "A 10% fall of the price would have reduced the value of 845,256 bitcoin by $5.5 billion.",
    "A rumor that Strategy sold 47,000 bitcoin in November 2025 circulated online.",
    "According to Arkham, Strategy moved 58,915 bitcoin to new wallets in November 2025.",
]


@pytest.mark.parametrize("sentence", LOOK_ALIKES)
def test_look_alike_yields_nothing(sentence: str) -> None:
    """Shares, plans, limits, risks, denials without a period, others' coins, parts and the past are no facts."""
    found = brief(read(sentence))
    assert found == []


# A share, a rate, options, other people's coins, coins lent, paid out, lost or given back, what has no number.
OTHER_LOOK_ALIKES = [
    "As of December 31, 2025 and 2024, Metaplanet and Tesla held 672,500 and 11,509 bitcoin, respectively.",
    "By the end of June 2022 we had turned some 75% of our bitcoin into dollars, for $936 million of cash.",
    "During the three months ended June 30, 2022, we sold 75% of our bitcoin for proceeds of $936 million.",
    "During the three months ended June 30, 2025, the Company paid 3.5 bitcoin to a vendor in exchange for "
    "services.",
    "During the nine months ended June 30, 2025, the Company exchanged 14 bitcoin for executive bonus "
    "compensation.",
    "On May 2, 2025, 12 bitcoin held by the Company were stolen from a third-party wallet.",
    "We sold put options covering 2,000 bitcoin and purchased call options on 500 BTC during the first "
    "quarter of 2026.",
    "During the three months ended March 31, 2026, Cash App customers purchased 14,000 bitcoin, and we sold "
    "13,900 bitcoin to customers.",
    "As of December 31, 2025, the Company had loaned 9,377 bitcoin to third parties.",
    "On March 3, 2026, the lender returned 1,100 bitcoin of collateral to us.",
    "Since inception, the Company has purchased a cumulative total of 35,100 bitcoin and mined 40,200 bitcoin.",
    "As of June 30, 2026, 570,000 bitcoin were held by the Trust.",
    "Our joint venture data centers produced 47 bitcoin in May 2026, of which our share was 23.",
    "As of May 31, 2026, we had 45 bitcoin equivalents (receivable).",
    "Interest on the loan was paid in kind with 2.31 bitcoin during the three months ended March 31, 2026.",
    "On August 3, 2026, the Board adopted a capital framework under which the Company may sell bitcoin in an "
    "amount up to 5,000 bitcoin per quarter, subject to a floor of 800,000 bitcoin, and may not hold fewer "
    "than 800,000 bitcoin.",
    "Following the April 2024 halving, the block subsidy is 3.125 bitcoin per block and 450 bitcoin are mined"
    " each day.",
    "A hypothetical 10% decrease would reduce the fair value of the 845,256 bitcoin held at June 30, 2026 by "
    "$5.6 billion.",
    "Did Strategy sell 1,000 bitcoin in May 2026?",
    "Our average cost to mine one Bitcoin was $44,629 for the three months ended March 31, 2026, compared to "
    "$43,808.",
    "In May 2026 Strategy produced an average of 16.5 bitcoin per day, and sold an average of 16 bitcoin per day.",
    "In May 2026, 1,000 bitcoin previously pledged as collateral were released to the Company.",
    "Contrary to media reports, the Company did not sell 1,000 bitcoin in July 2026.",
    "Strategy has the right to purchase 500 bitcoin under a forward contract entered into on July 20, 2026.",
    "On July 20, 2026, the lender liquidated 500 bitcoin pledged by the Company.",
    "As of July 19, 2026, MacroStrategy held 844,546 of the bitcoins.",
    "The Company purchased 500,000 shares of a bitcoin ETF representing approximately 300 bitcoin.",
    "We purchased 12,000 miners for 150 bitcoin during the three months ended March 31, 2026.",
    "On September 3, 2026, the Company delivered 1,000 bitcoin to holders of its notes in satisfaction of $64"
    " million principal amount.",
    "Our holdings peaked at 848,077 bitcoin on July 26, 2026.",
    "From January 1, 2025 (beginning of year) to June 3, 2025, Strategy generated a BTC Yield of 26.7% and a "
    "BTC Gain of 614 bitcoins.",
    "On July 20, 2026, the Company established a BTC monetization program pursuant to which up to $1.25 "
    "billion of bitcoin may be sold. No bitcoin has been sold under the program.",
    "During the three months ended September 30, 2026, the Company contributed 14,000 bitcoin to its "
    "wholly-owned subsidiary MacroStrategy LLC.",
    "The Company entered into an agreement pursuant to which it will sell 1,000 bitcoin on June 30, 2026 for "
    "$65 million.",
    "The combined company is expected to hold 10,900 bitcoin upon closing, including 5,816 bitcoin from Strive.",
]


@pytest.mark.parametrize("form", ["8-K", "10-Q"])
@pytest.mark.parametrize("sentence", OTHER_LOOK_ALIKES)
def test_neither_form_makes_a_look_alike_a_fact(sentence: str, form: str) -> None:
    """What changed hands otherwise than by purchase, sale or production, or did not change hands, is no fact."""
    found = brief(read(sentence, form=form))
    assert found == []


SAME_SALE = [
    "Between June 8, 2026 and June 14, 2026, Strategy sold approximately 1,250 bitcoins for $82.5 million.",
    "From June 8 to June 14, 2026, we sold a total of 1,250 bitcoin for an aggregate of $82.5 million.",
    "In the week ended June 14, 2026, Strategy disposed of 1,250 BTC, receiving net proceeds of $82.5 million.",
    "During the period June 8 – June 14, 2026, some 1,250 bitcoin were sold for proceeds of $82.5 million.",
    "On June 15, 2026, the Company announced that, during the period between June 8, 2026 and June 14, 2026, "
    "MacroStrategy LLC, a wholly-owned subsidiary, sold 1,250 bitcoins for cash proceeds of $82.5 million.",
    "The Company did not sell any shares but sold 1,250 bitcoin for $82.5 million from June 8, 2026 through "
    "June 14, 2026.",
]


@pytest.mark.parametrize("sentence", SAME_SALE)
def test_a_sale_is_the_same_in_any_words(sentence: str) -> None:
    """Units, proceeds and both days are found whatever the order and the verb."""
    found = [
        (fact.kind, fact.units, fact.usd_amount, fact.period_start_on, fact.period_end_on)
        for fact in read(sentence)
        if isinstance(fact, HoldingsChange)
    ]
    assert found == [("sold", Decimal(1250), Decimal("82.5E6"), date(2026, 6, 8), date(2026, 6, 14))]


QUIET = [
    "Strategy did not buy or sell bitcoin between June 8, 2026 and June 14, 2026.",
    "No purchases or sales of bitcoin were made during the period from June 8, 2026 to June 14, 2026.",
    "Neither Strategy nor its subsidiaries purchased or sold any bitcoin from June 8, 2026 to June 14, 2026.",
    "During the period between June 8, 2026 and June 14, 2026, the Company did not sell any shares of class A "
    "common stock, and did not purchase any bitcoin.",
]


@pytest.mark.parametrize("sentence", QUIET)
def test_a_quiet_week_is_stated_for_its_days(sentence: str) -> None:
    """Nothing bought or sold is a fact about a period, not silence."""
    found = [
        (f.kind, f.units, f.period_start_on, f.period_end_on)
        for f in read(sentence)
        if isinstance(f, HoldingsChange)
    ]
    assert found == [("none", Decimal(0), date(2026, 6, 8), date(2026, 6, 14))]


DENIALS = [
    ("did not purchase any bitcoin", "no purchases"),
    ("did not sell any of its bitcoin", "no sales"),
    ("sold no bitcoin", "no sales"),
    ("bought no bitcoin and sold no bitcoin", None),
    ("neither purchased nor sold any bitcoin", None),
    ("did not engage in any purchases or sales, and made no purchases or sales of bitcoin", None),
]


@pytest.mark.parametrize(("words", "side"), DENIALS)
def test_a_denial_says_which_side_it_denies(words: str, side: str | None) -> None:
    """Who says that nothing was bought has not said that nothing was sold."""
    found = [
        (f.kind, f.purpose)
        for f in read(f"From June 8, 2026 to June 14, 2026, Strategy {words}.")
        if isinstance(f, HoldingsChange)
    ]
    assert found == [("none", side)]


def test_a_sale_without_a_number_is_not_denied() -> None:
    """ "Did not purchase any bitcoin and sold bitcoin for $936 million" is no quiet quarter."""
    words = (
        "From June 8, 2026 to June 14, 2026, we did not purchase any bitcoin and sold bitcoin for $936 million."
    )
    assert read(words) == []


def test_an_announcement_gives_only_the_last_day() -> None:
    """ "On D, the Company announced that it had purchased" does not say since when."""
    (found,) = read("On June 15, 2026, Strategy announced that it had purchased 100 bitcoins for $6.6 million.")
    assert isinstance(found, HoldingsChange)
    assert (found.period_start_on, found.period_end_on) == (None, date(2026, 6, 15))


def test_the_same_total_is_stated_once_by_its_fullest_sentence() -> None:
    """A quarterly report repeats its total; the sentence with cost and average stands for all."""
    found = read(
        "As of March 31, 2026, we held approximately 762,099 bitcoins.",
        "As of March 31, 2026, we held approximately 762,099 bitcoins that were acquired at an aggregate purchase "
        "price of $57.69 billion and an average purchase price of approximately $75,694 per bitcoin.",
        "The market moved, and as of March 31, 2026, we held approximately 762,099 bitcoins.",
        form="10-Q",
    )
    assert [(f.units, f.cost_usd, f.average_cost_usd) for f in found if isinstance(f, HoldingsTotal)] == [
        (Decimal(762099), Decimal("57.69E9"), Decimal(75694))
    ]
    assert len(found) == 1


def test_another_asset_is_found_by_the_words_of_the_profile() -> None:
    """Nothing in the rules knows bitcoin: the profile's words do."""
    ether = Asset(asset="ether", words=("ether", "ETH"))
    issuer = Issuer(issuer_cik=2, ticker="EXM", name="Example Treasury Corp.", assets=(ether,))
    found = read(
        "On June 12, 2026, Example Treasury acquired 2,000 ETH for $5.0 million and held 40,000 ether and "
        "7 bitcoin as of June 12, 2026.",
        issuer=issuer,
    )
    assert brief(found) == [("acquired", "2000"), ("total", "40000")]


@given(
    units=st.integers(1, 900_000),
    millions=st.integers(1, 99_999),
    average=st.integers(1_000, 200_000),
    first=st.dates(date(2025, 6, 14), date(2026, 6, 1)),  # of several years: see the next test
)
def test_what_is_printed_is_what_is_found(units: int, millions: int, average: int, first: date) -> None:
    """Any purchase printed in the usual sentence comes back to the last digit, with its quote in place."""
    amount = Decimal(millions).scaleb(-1)
    sentence = (
        f"During the period between {first:%B} {first.day}, {first.year} and June 14, 2026, the Company acquired "
        f"approximately {units:,} bitcoins for approximately ${amount:,} million in cash, at an average price of "
        f"approximately $ {average:,} per bitcoin, inclusive of fees and expenses."
    )
    (found,) = read("An earlier paragraph.", sentence)
    assert isinstance(found, HoldingsChange)
    assert (found.kind, found.units, found.average_price_usd) == ("acquired", Decimal(units), Decimal(average))
    assert found.usd_amount == amount.scaleb(6)
    assert (found.period_start_on, found.period_end_on) == (first, date(2026, 6, 14))
    assert found.source.quote == sentence


def test_a_sum_of_several_years_is_no_change() -> None:
    """What was bought and sold since 2020 was told as it happened; told again in one figure it is nothing new."""
    assert read("From August 2020 through June 14, 2026, we acquired 847,000 and sold 6,800 bitcoin.") == []


@given(st.text(alphabet="abc 0123456789.,$()%—-bitcoinsBTC\n", max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Garbage gives facts or none, never an exception, and every quote stands in the text."""
    for fact in read("x " + text):
        assert fact.source.quote


TRADE_WORDS = (
    "we sold acquired mined held 5 1,204 bitcoin BTC $2.5 million and , respectively during the three six months "
    "ended June 30, 2026 2025 0000 first quarter of fiscal in average price year-to-date since no one (2) May as"
)


@given(st.lists(st.sampled_from(TRADE_WORDS.split()), max_size=40), st.sampled_from(("8-K", "10-Q", "10-K")))
def test_the_words_of_the_trade_in_any_order_are_read_without_an_error(words: list[str], form: str) -> None:
    """The rules meet each other in every order, and none of them stumbles."""
    for fact in read(" ".join(words), form=form):
        assert fact.source.quote
