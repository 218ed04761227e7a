"""The many verbs of selling and buying coins in filings, each beside what sounds alike and moves none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from monitor.extractors.holdings import extract
from monitor.records import Asset, Block, Document, Filing, HoldingsChange, Issuer

ISSUER = Issuer(
    issuer_cik=1900001,
    ticker="HLDG",
    name="Harbor Ledger Holdings, Inc.",
    names=("Harbor Ledger", "Harbor"),
    assets=(Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC")),),
)
WEEK = (date(2027, 3, 1), date(2027, 3, 7))
OPENING = "From March 1, 2027 to March 7, 2027, Harbor Ledger "
SOLD = [
    "parted with 2,310 bitcoin for $162.9 million.",
    "disposed of, through a broker, 2,310 bitcoin for $162.9 million.",
    "disposed through its prime broker of 2,310 bitcoin for $162.9 million.",
    "let go of approximately 2,310 bitcoin for $162.9 million.",
    "liquidated 2,310 bitcoin for $162.9 million.",
    "monetized 2,310 bitcoin for $162.9 million.",
    "monetised 2,310 bitcoin for $162.9 million.",
    "offloaded 2,310 bitcoin for $162.9 million.",
    "unloaded an additional 2,310 bitcoin for $162.9 million.",
    "shed 2,310 bitcoin for $162.9 million.",
    "cashed in 2,310 of its bitcoin for $162.9 million.",
    "exited a position of 2,310 bitcoin for $162.9 million.",
    "exchanged 2,310 bitcoin for $162.9 million in cash.",
    "converted 2,310 bitcoin into $162.9 million of cash.",
    "swapped 2,310 bitcoin for $162.9 million.",
    "reduced its bitcoin holdings by 2,310 bitcoin, receiving $162.9 million.",
    "raised $162.9 million by selling 2,310 bitcoin.",
    "realized $162.9 million from parting with 2,310 bitcoin.",
]
BOUGHT = [
    "snapped up 2,310 bitcoin for $162.9 million.",
    "picked up 2,310 bitcoin for $162.9 million.",
    "took delivery of 2,310 bitcoin for $162.9 million.",
    "obtained 2,310 bitcoin for $162.9 million.",
    "secured another 2,310 bitcoin for $162.9 million.",
    "increased its holdings by 2,310 bitcoin for $162.9 million.",
    "put $162.9 million into 2,310 bitcoin.",
    "spent $162.9 million on 2,310 bitcoin.",
    "paid approximately $162.9 million for 2,310 bitcoin.",
    "deployed $162.9 million to buy 2,310 bitcoin.",
]
NEITHER = [
    "lent 2,310 bitcoin to a counterparty.",
    "deposited 2,310 bitcoin with a custodian.",
    "placed 2,310 bitcoin in escrow.",
    "exchanged 2,310 bitcoin for wrapped bitcoin of the same amount.",
    "exchanged 2,310 bitcoin for $162.9 million of preferred stock.",
    "converted 2,310 bitcoin into wrapped bitcoin.",
    "secured a loan of $162.9 million with 2,310 bitcoin.",
    "obtained a loan of $162.9 million against 2,310 bitcoin.",
    "received 2,310 bitcoin back from its custodian.",
    "released 2,310 bitcoin from collateral.",
    "shed light on how 2,310 bitcoin were stored.",
    "may part with up to 2,310 bitcoin.",
    "has never parted with 2,310 bitcoin or any other amount.",
    "would have parted with 2,310 bitcoin had the price fallen.",
    "parted with its custodian, which held 2,310 bitcoin.",
    "parted ways with the manager of 2,310 bitcoin.",
    "let go of the manager of 2,310 bitcoin.",
    "offloaded 2,310 bitcoin miners for $162.9 million.",
    "disposed of 2,310 bitcoin mining machines for $1.9 million.",
    "monetized the volatility of 2,310 bitcoin by writing options.",
    "liquidated a loan that was secured by 2,310 bitcoin.",
    "paid $1.9 million for the custody of 2,310 bitcoin.",
    "spent $1.9 million on insurance for 2,310 bitcoin.",
]


def read(sentence: str) -> list[HoldingsChange]:
    """The changes told by a sentence of an 8-K of the Monday after the week; it tells of no holding."""
    document = Document(
        document_id="d",
        accession_number="a",
        type="8-K",
        url="",
        sha256="",
        text=sentence,
        blocks=(Block(kind="paragraph", start=0, end=len(sentence)),),
    )
    filing = Filing(
        accession_number="a",
        issuer_cik=ISSUER.issuer_cik,
        form="8-K",
        filed_on=date(2027, 3, 8),
        accepted_at=datetime(2027, 3, 8, 12, tzinfo=UTC),
        period_on=date(2027, 3, 8),
    )
    found = list(extract(document, filing, ISSUER))
    changes = [fact for fact in found if isinstance(fact, HoldingsChange)]
    assert changes == found
    return changes


def said(kind: str, words: str) -> None:
    (change,) = read(OPENING + words)
    found = (change.kind, change.units, change.usd_amount, change.period_start_on, change.period_end_on)
    assert found == (kind, Decimal(2310), Decimal("162900000"), *WEEK)


@pytest.mark.parametrize("words", SOLD)
def test_other_words_for_sold(words: str) -> None:
    """2,310 coins are gone for $162.9 million, whatever the verb."""
    said("sold", words)


@pytest.mark.parametrize("words", BOUGHT)
def test_other_words_for_bought(words: str) -> None:
    """2,310 coins came for $162.9 million, whatever the verb, and with the money first as well."""
    said("acquired", words)


@pytest.mark.parametrize("words", NEITHER)
def test_what_moves_no_coins_for_money(words: str) -> None:
    """Loans, escrow, wrapping, collateral, custody, machines, options and plans are neither."""
    assert read(OPENING + words) == []


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("pledged 2,310 bitcoin to a lender of $162.9 million.", "pledged"),
        ("posted 2,310 bitcoin as collateral for a $162.9 million loan.", "pledged"),
        ("transferred 2,310 bitcoin to a custodian.", "transferred"),
        ("moved 2,310 bitcoin from one custodian to another.", "transferred"),
    ],
)
def test_pledges_and_transfers_are_no_sales(words: str, kind: str) -> None:
    """They have kinds of their own, and the dollars of the loan are not theirs."""
    found = [(change.kind, change.units, change.usd_amount) for change in read(OPENING + words)]
    assert found == [(kind, Decimal(2310), None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2,310 bitcoin were offloaded by Harbor Ledger between March 1, 2027 and March 7, 2027.",
        "Between March 1, 2027 and March 7, 2027, 2,310 bitcoin were parted with for $162.9 million.",
    ],
)
def test_passive_sales(sentence: str) -> None:
    """The coins as the subject."""
    assert [(change.kind, change.units) for change in read(sentence)] == [("sold", Decimal(2310))]


@pytest.mark.parametrize(
    "sentence",
    [
        "From March 1, 2027 to March 7, 2027, a lender liquidated 2,310 bitcoin of one of its customers.",
        "From March 1, 2027 to March 7, 2027, Tidewater Corp offloaded 2,310 bitcoin for $162.9 million.",
    ],
)
def test_sales_of_others(sentence: str) -> None:
    """Somebody else sold."""
    assert read(sentence) == []


@pytest.mark.parametrize(
    "words", ["did not part with any bitcoin.", "did not offload, monetize or otherwise dispose of any bitcoin."]
)
def test_a_denial_in_these_words(words: str) -> None:
    """A week without sales; it says nothing of purchases."""
    found = [(change.kind, change.purpose, change.period_start_on) for change in read(OPENING + words)]
    assert found == [("none", "no sales", WEEK[0])]
