"""One id for every name of an instrument; look-alikes that must yield nothing; what the extractor never does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extractors.instruments import extract
from monitor.extractors.instruments._names import find_instruments, identify_instrument, is_complete
from monitor.records import Block, Document, Filing, InstrumentEvent, InstrumentKind, InstrumentTerm, Issuer

ISSUER = Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", names=("Strategy", "MicroStrategy"))
MINER = Issuer(issuer_cik=9, ticker="EXM", name="Example Mining Corp.", names=("Example Mining",))
DEFINED = (
    "In 2024 we sold 0.75% Convertible Senior Notes due 2030 (the “2030A Notes”). In 2025 we sold 0% Convertible "
    "Senior Notes due 2030 (the “2030B Notes”)."
)


def read(*paragraphs: str, issuer: Issuer = MINER) -> list[InstrumentTerm | InstrumentEvent]:
    """The facts of paragraphs filed on 15 June 2026."""
    text, blocks = "", []
    for paragraph in paragraphs:
        end = len(text) + len(paragraph)
        blocks.append(Block(kind="list_item" if paragraph[0] == "•" else "paragraph", start=len(text), end=end))
        text += paragraph + "\n\n"
    document = Document(
        document_id="d", accession_number="a", type="8-K", url="", sha256="", text=text, blocks=tuple(blocks)
    )
    filing = Filing(
        accession_number="a",
        issuer_cik=issuer.issuer_cik,
        form="8-K",
        filed_on=date(2026, 6, 15),
        accepted_at=datetime(2026, 6, 15, 12, tzinfo=UTC),
    )
    return list(extract(document, filing, issuer))


def brief(facts: list[InstrumentTerm | InstrumentEvent]) -> list[tuple[str, str]]:
    """What each fact is and says."""
    return [
        (fact.term, str(fact.figure if fact.figure is not None else fact.day_on or fact.words))
        if isinstance(fact, InstrumentTerm)
        else (fact.kind, str(fact.amount_usd or fact.shares or fact.rate_to or fact.happened_on))
        for fact in facts
    ]


SAME: list[tuple[InstrumentKind, str, tuple[str, ...]]] = [
    (
        "convertible_note",
        "1050446:convertible_note:0.625-2030",
        ("0.625% Convertible Senior Notes due 2030", "0.6250 % convertible notes due March 15, 2030"),
    ),
    (
        "convertible_note",
        "1050446:convertible_note:0-2029",
        (
            "0% Convertible Senior Notes due 2029",
            "0.000% convertible notes due 2029",
            "zero coupon notes due 2029",
        ),
    ),
    (
        "preferred",
        "1050446:preferred:STRK",
        (
            "8.00% Series A Perpetual Strike Preferred Stock",
            "perpetual strike preferred stock",
            "STRK",
            "STRK Stock",
        ),
    ),
    ("loan", "1050446:loan:2025", ("2025 Secured Term Loan", "the Loan due March 23, 2025")),
    ("convertible_note", "1050446:convertible_note:2030A", ("2030A Convertible Notes", "2030-A Notes")),
]


@pytest.mark.parametrize(("kind", "instrument_id", "names"), SAME, ids=lambda value: str(value)[:40])
def test_every_name_has_one_id(kind: InstrumentKind, instrument_id: str, names: tuple[str, ...]) -> None:
    """Coupon and year, or ticker, or series: however a filing prints them."""
    assert {identify_instrument(1050446, kind, name) for name in names} == {instrument_id}


@given(st.integers(0, 9_999), st.integers(2011, 2099))
def test_a_coupon_with_more_noughts_is_the_same(thousandths: int, year: int) -> None:
    """ "0.75%" and "0.7500%" name one note, and its id is complete."""
    rate = Decimal(thousandths) / 1000
    ids = {
        identify_instrument(9, "convertible_note", f"{shown}% Convertible Senior Notes due {year}")
        for shown in (f"{rate:f}", f"{rate:.4f}")
    }
    assert len(ids) == 1
    assert is_complete(ids.pop())


def test_short_names_are_bound_by_their_definitions() -> None:
    """Two notes due in one year are told apart, and what may be either is neither."""
    text = DEFINED + " The 2030A Notes and the 2030B Notes rank alike; 2030 Notes would be either."
    found = [
        (text[mention.start : mention.end], mention.instrument_id.split(":", 2)[2])
        for mention in find_instruments(text, len(DEFINED), len(text), issuer=MINER)
    ]
    assert found == [("2030A Notes", "0.75-2030"), ("2030B Notes", "0-2030")]


def test_a_name_without_its_coupon_takes_the_documents_only_one() -> None:
    """ "convertible senior notes due 2031" beside "Form of 0.875% Convertible Senior Note due 2031"."""
    text = "We priced convertible senior notes due 2031. Form of 0.875% Convertible Senior Note due 2031."
    found = {mention.instrument_id for mention in find_instruments(text, 0, len(text), issuer=MINER)}
    assert found == {"9:convertible_note:0.875-2031"}


def test_without_its_coupon_anywhere_the_id_is_partial() -> None:
    """Nothing is guessed: the judge may know it from another filing."""
    text = "We priced convertible senior notes due 2031."
    (found,) = find_instruments(text, 0, len(text), issuer=MINER)
    assert (found.instrument_id, is_complete(found.instrument_id)) == ("9:convertible_note:2031", False)


def test_the_ticker_tells_where_the_title_is_misprinted() -> None:
    """0000950170-25-083448 defines STRF Shares under the title of the other series."""
    text = "10.00% series A perpetual strike preferred stock, $0.001 par value per share (“STRF Shares”), is sold."
    (first, *_) = find_instruments(text, 0, len(text), issuer=ISSUER)
    assert first.instrument_id == "1050446:preferred:STRF"


def test_the_cover_page_binds_tickers() -> None:
    """An issuer that no word list knows: its cover page has title and symbol."""
    text = (
        "9.25% Series B Perpetual Anchor Preferred Stock, $0.01 par value per share\tANCR\tThe Nasdaq Market\n\n"
        "Dividends on ANCR Stock and on the perpetual anchor preferred stock are paid monthly."
    )
    found = [mention.instrument_id for mention in find_instruments(text, 0, len(text), issuer=MINER)]
    assert found == ["9:preferred:ANCR"] * 4


LOOK_ALIKES = [
    "We may offer up to $2.0 billion aggregate principal amount of 0.75% Convertible Senior Notes due 2030.",
    "The Company intends to issue $500 million aggregate principal amount of 0% convertible notes due 2033.",
    "The Company proposed to repurchase $50 million principal amount of its 0% convertible notes due 2033.",
    "For example, if 0.75% Convertible Senior Notes due 2030 mature on June 1, 2030, we would owe $500 million.",
    "Riot’s 0.75% Convertible Senior Notes due 2030 will mature on January 15, 2030.",
    "The 1.00% Convertible Senior Notes due 2026 of MARA Holdings will mature on December 1, 2026.",
    "Our perpetual preferred stock may pay dividends at a rate of 12.00% per annum.",
    "Forward-looking statements: the 0.75% Convertible Senior Notes due 2030 will mature on January 15, 2030.",
    "Up to 10% of notes may be sold; see Note 7 and the notes to the statements due 2030.",
    "The Company lent a supplier $60.0 million as a term loan (the “Supplier Loan”). It matures on May 1, 2027.",
]


@pytest.mark.parametrize("sentence", LOOK_ALIKES)
def test_what_only_looks_like_a_term_yields_nothing(sentence: str) -> None:
    """Plans, limits, suppositions, other companies' paper, boilerplate."""
    assert brief(read(sentence)) == []


NOT_THESE = [
    ("put_on", "If a fundamental change occurs, holders may require us to repurchase 2030A Notes on May 1, 2027."),
    (
        "payment_days",
        "Special interest on 2030A Notes is payable semi-annually in arrears on May 1 and November 1.",
    ),
    ("matures_on", "The 2030A Notes spring: they will mature on November 16, 2026 if we lack cash."),
    ("conversion_price_usd", "Before, 2030A Notes had the original conversion price of $143.25 per share."),
    ("conversion_price_usd", "2030A Notes may be called above 130% of the conversion price for 20 trading days."),
    ("principal_usd", "We received conversion requests for $857.4 million principal amount of 2030A Notes."),
    (
        "option_exercised",
        "We granted an option on up to an additional $75.0 million principal amount of 2030A Notes.",
    ),
    (
        "principal_usd",
        "We redeem all or leave at least $75.0 million principal amount of 2030A Notes outstanding.",
    ),
    (
        "conversion_rate",
        "They convert at a conversion rate of 2.5 shares per $1,000 and 0.7 shares per $1,000 for the 2030A Notes "
        "and 2030B Notes, respectively.",
    ),
]


@pytest.mark.parametrize(("name", "sentence"), NOT_THESE, ids=lambda value: value[:45])
def test_a_condition_is_not_mistaken_for_another(name: str, sentence: str) -> None:
    """Of a note that is the issuer's own: what the sentence does not say of it."""
    assert name not in {found for found, _ in brief(read(DEFINED, sentence))}


BALANCE = ("principal_usd", "9.05E+7")
SAID = [
    ("The 2030A Notes will mature on January 15, 2030, unless repaid before.", ("matures_on", "2030-01-15")),
    ("The 2030A Notes bear interest at a fixed rate of 0.75% per annum.", ("coupon_rate", "0.75")),
    ("Noteholders may require us to repurchase their 2030A Notes on May 15, 2028.", ("put_on", "2028-05-15")),
    ("We may redeem the 2030A Notes for cash on or after May 20, 2028.", ("callable_from_on", "2028-05-20")),
    ("As of May 1, 2026, $90.5 million principal amount of 2030A Notes remained outstanding.", BALANCE),
    ("As of May 1, 2026, the principal amount of the 2030A Notes was $90.5 million.", BALANCE),
    ("On May 1, 2026, we redeemed all of our outstanding 2030A Notes.", ("principal_usd", "0")),
    ("On May 1, 2026, we priced $70 million aggregate principal amount of 2030A Notes.", ("priced", "7.0E+7")),
    ("On May 1, 2026, we bought back $70 million principal amount of 2030A Notes.", ("repurchased", "7.0E+7")),
]


@pytest.mark.parametrize(("sentence", "expected"), SAID, ids=lambda value: str(value)[:45])
def test_terms_are_read_from_other_wordings(sentence: str, expected: tuple[str, str]) -> None:
    """Each in a sentence of another make than the examples'."""
    assert expected in brief(read(DEFINED, sentence))


def test_a_list_item_is_read_with_the_sentence_that_leads_it_in() -> None:
    """The balance is as of the lead-in's day; what was once issued and sold is no balance."""
    item = "• $90.5 million aggregate principal amount of 0.75% Convertible Senior Notes due 2030."
    standing = read("As of May 1, 2026, the following notes were outstanding:", item)
    assert [
        (fact.figure, fact.as_of_on)
        for fact in standing
        if isinstance(fact, InstrumentTerm) and fact.term == "principal_usd"
    ] == [(Decimal("9.05E+7"), date(2026, 5, 1))]
    assert "principal_usd" not in dict(brief(read("Since 2024 we have issued and sold the following:", item)))


@given(st.text(alphabet="0123456789.,$% \n\t()“”’abcdeNotes due20Convertible", max_size=300))
def test_any_text_is_survived(text: str) -> None:
    """Offsets hold whatever stands in a document."""
    words = f"0.75% Convertible Senior Notes due 2030 (the “2030 Notes”) {text} 2030 Notes"
    for mention in find_instruments(words, 0, len(words), issuer=MINER):
        assert 0 <= mention.start < mention.end <= len(words)
    for fact in read(words):
        assert fact.source.quote in words
