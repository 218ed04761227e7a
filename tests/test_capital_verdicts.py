"""Verdicts on notes, a bank loan, offerings, programs, the reserve and collateral: figures of the real ones,
sentences of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in
from verdict_examples import STRATEGY, judged

from monitor.extractors.claims.loose import name_statement
from monitor.judges.knowledge import Record, know
from monitor.judges.verdicts import Finding, judge_claim
from monitor.records import (
    Document,
    HoldingsChange,
    HoldingsTotal,
    InstrumentEvent,
    Issuance,
    Reserve,
)

CIK = STRATEGY.issuer_cik
NOTE, LOAN = f"{CIK}:convertible_note:0.875-2031", f"{CIK}:loan:2022-03-23"
NOTE_NAME = "0.875% convertible senior notes due 2031"
LENT = "A loan of $205.0 million was taken from Silvergate Bank (“Silvergate”)."
FREED = "It was paid back for $161.0 million; the bank released its security interest in all collateral."
MEANS = "The prepayment was fully funded using proceeds from the sale of shares."
FREE = "The company held 129,218 bitcoins, of which 95,643 are unencumbered."
PLEDGED = "Of these 19,466 bitcoins are collateral for the term loan."
VALUED = "The loan was collateralized by bitcoin with a value of $820.0 million."
LEAST = (
    "The borrower must keep collateral of at least $410.0 million worth of bitcoin while the loan is outstanding."
)
HELD_BY = "It held 129,218 bitcoins, with MacroStrategy holding approximately 115,110 of these bitcoins."
NOT_SOLD = "We have not sold any of our bitcoin."
NO_NEED = "We do not believe we will need to sell any of our bitcoins within twelve months."
RISK = "We may be required to sell bitcoin to satisfy our obligations."
SOLD = "32 bitcoins were sold for $2.5 million; proceeds are used to fund distributions on preferred stock."
STREAM = (
    "The STRE Offering of 7,750,000 shares of Perpetual Stream Preferred Stock was done at a public offering "
    "price of €80.00 per share."
)
STREAM_MONEY = (
    "The gross proceeds from the STRE Offering were €620.0 million and the net proceeds were €608.8 million."
)
RESERVE = "The USD Reserve of $1.44 billion is meant to support the payment of dividends and interest."
RESERVE_AIM = "The USD Reserve is to fund at least twelve months of dividends, with the goal of 24 months or more."
LEFT = "The USD Reserve stood at $0.87 billion."
AGREED = (
    "The Company signed a sales agreement with two agents, under which it may issue and sell shares for an "
    "aggregate price of up to $500,000,000 from time to time."
)
SPLIT = "The board declared a 10-for-1 stock split of both classes."
STRIDE = "Stride preferred stock pays non-cumulative dividends of 10%."
UNSECURED = "The Convertible Notes are senior unsecured obligations of the Company."
RENAMED = (
    "An amendment was lodged to effect a change of its name from “MicroStrategy Incorporated” to “Strategy Inc”."
)


def _notes(facts: Facts) -> None:
    line = "Notes of $603.75 million at 0.875% were issued; they are due March 15, 2031."
    facts.file("2024-03-19", line)
    facts.keep(
        InstrumentEvent, "event_id", line, instrument_id=NOTE, name=NOTE_NAME, kind="issued",
        happened_on=date(2024, 3, 18), amount_usd=Decimal("6.0375E+8"),
    )  # fmt: skip
    facts.term(NOTE, NOTE_NAME, line, "principal_usd", figure=Decimal("6.0375E+8"), as_of_on=date(2024, 3, 18))
    facts.term(NOTE, NOTE_NAME, line, "coupon_rate", figure=Decimal("0.875"))
    facts.term(NOTE, NOTE_NAME, line, "conversion_price_usd", figure=Decimal("2327.21"))
    facts.term(NOTE, NOTE_NAME, line, "matures_on", day_on=date(2031, 3, 15))
    facts.term(NOTE, NOTE_NAME, line, "put_on", day_on=date(2028, 9, 15))


def _older_notes(facts: Facts) -> None:
    key, name = f"{CIK}:convertible_note:0-2027", "0% convertible senior notes due 2027"
    line = "Notes of $1.050 billion at 0% are due February 15, 2027."
    facts.file("2021-02-22", line)
    facts.term(key, name, line, "principal_usd", figure=Decimal("1.05E+9"), as_of_on=date(2021, 2, 19))
    facts.term(key, name, line, "coupon_rate", figure=Decimal(0))
    facts.term(key, name, line, "conversion_price_usd", figure=Decimal("1432.46"))
    facts.term(key, name, line, "matures_on", day_on=date(2027, 2, 15))


def _loan(facts: Facts) -> None:
    facts.file("2022-05-03", LENT, FREE, PLEDGED, VALUED, LEAST, HELD_BY, NOT_SOLD, NO_NEED, RISK)
    facts.keep(
        InstrumentEvent, "event_id", LENT, instrument_id=LOAN, name="Loan", kind="issued",
        happened_on=date(2022, 3, 23), amount_usd=Decimal("2.050E+8"),
    )  # fmt: skip
    facts.term(LOAN, "Loan", LENT, "principal_usd", figure=Decimal("2.050E+8"), as_of_on=date(2022, 3, 23))
    facts.term(LOAN, "Loan", LENT, "matures_on", day_on=date(2025, 3, 23))
    facts.keep(
        HoldingsChange, "change_id", PLEDGED, asset="bitcoin", kind="pledged", units=Decimal(19466),
        period_end_on=date(2022, 3, 31),
    )  # fmt: skip
    facts.keep(HoldingsTotal, "total_id", FREE, asset="bitcoin", as_of_on=date(2022, 3, 31), units=Decimal(129218))
    facts.file("2023-03-27", FREED, MEANS)
    facts.keep(
        InstrumentEvent, "event_id", FREED, instrument_id=LOAN, name="Loan", kind="redeemed",
        happened_on=date(2023, 3, 24), paid_usd=Decimal("1.610E+8"),
    )  # fmt: skip
    facts.term(LOAN, "Loan", FREED, "principal_usd", figure=Decimal(0), as_of_on=date(2023, 3, 24))


def _stock(facts: Facts) -> None:
    row = "MSTR Stock 801,994 shares $128.3 million"
    facts.file("2025-11-17", STREAM, STREAM_MONEY)
    facts.file("2025-12-01", RESERVE, RESERVE_AIM)
    facts.keep(
        Reserve,
        "reserve_id",
        RESERVE,
        as_of_on=date(2025, 12, 1),
        kind="usd_reserve",
        amount_usd=Decimal("1.44E+9"),
    )
    facts.file("2026-05-26", LEFT)
    facts.keep(
        Reserve, "reserve_id", LEFT, as_of_on=date(2026, 5, 25), kind="usd_reserve", amount_usd=Decimal("8.7E+8")
    )  # fmt: skip
    facts.file("2026-06-01", row, SOLD)
    facts.keep(
        HoldingsChange, "change_id", SOLD, asset="bitcoin", kind="sold", units=Decimal(32),
        usd_amount=Decimal("2.5E+6"), period_start_on=date(2026, 5, 26), period_end_on=date(2026, 5, 31),
        purpose="Proceeds are used to fund distributions on preferred stock.",
    )  # fmt: skip
    facts.keep(HoldingsTotal, "total_id", SOLD, asset="bitcoin", as_of_on=date(2026, 5, 31), units=Decimal(843706))
    facts.keep(
        Issuance, "issuance_id", row, kind="atm", security="MSTR Stock", shares=Decimal(801994),
        net_proceeds_usd=Decimal("1.283E+8"), period_start_on=date(2026, 5, 25), period_end_on=date(2026, 5, 31),
    )  # fmt: skip


def _words(facts: Facts) -> None:
    facts.file("2022-09-09", AGREED)
    facts.file("2024-07-11", SPLIT)
    facts.file("2025-06-10", STRIDE, UNSECURED)
    facts.term(f"{CIK}:preferred:STRD", "Stride preferred", STRIDE, "cumulative", words="no", series="STRD")
    facts.file("2025-08-11", RENAMED)


@cache
def record() -> Record:
    """All of them."""
    facts = Facts()
    for tell in (_older_notes, _notes, _loan, _words, _stock):
        tell(facts)
    return facts.record


def found(text: str, said_on: str) -> Finding:
    """The finding on a statement on the day it is said."""
    return found_in(record(), text, said_on)


@pytest.mark.parametrize(
    ("text", "said_on", "label", "judge"),
    [
        ("The 0.875% converts mature on March 15, 2031.", "2024-04-02", "supported", "agreed_terms"),
        ("The 0.875% converts mature on September 15, 2028.", "2024-04-02", "refuted", "agreed_terms"),
        (
            "Holders can hand the 0.875% notes back on September 15, 2028.",
            "2024-04-02",
            "supported",
            "agreed_terms",
        ),
        ("Holders can hand the 0.875% notes back on March 15, 2028.", "2024-04-02", "refuted", "agreed_terms"),
        ("The 2031 notes convert at about $2,327.21 a share.", "2024-04-02", "supported", "agreed_terms"),
        ("The 2031 notes convert at about $2,723.21 a share.", "2024-04-02", "refuted", "agreed_terms"),
        ("It sold $603.75 million of 0.875% notes due 2031.", "2024-04-02", "supported", "agreed_terms"),
        ("MicroStrategy cleared the Silvergate loan with $161 million.", "2023-04-03", "supported", "bank_loan"),
        ("MicroStrategy cleared the Silvergate loan with $205 million.", "2023-04-03", "refuted", "bank_loan"),
        ("Silvergate seized MicroStrategy's collateral.", "2023-04-03", "refuted", "bank_loan"),
        ("MicroStrategy sold coins to pay off its Silvergate loan.", "2023-04-03", "refuted", "bank_loan"),
        ("Share sales paid for the payoff of the Silvergate loan.", "2023-04-03", "supported", "bank_loan"),
        ("Some 95,643 of MicroStrategy's coins are unencumbered.", "2022-05-09", "supported", "collateral_coins"),
        ("All of MicroStrategy's coins are pledged.", "2022-05-09", "refuted", "collateral_coins"),
        ("19,466 coins back the Silvergate loan.", "2022-05-09", "supported", "collateral_coins"),
        ("Strategy sold 7.75 million STRE shares at 80 euros.", "2025-11-19", "supported", "capital_offerings"),
        ("Strategy sold 7.75 million STRE shares at 100 euros.", "2025-11-19", "refuted", "capital_offerings"),
        ("STRE grossed €608.8 million.", "2025-11-19", "refuted", "capital_offerings"),
        ("801,994 MSTR shares were sold from May 25 to May 31.", "2026-06-02", "supported", "capital_programs"),
        ("No common stock was sold from May 25 to May 31.", "2026-06-02", "refuted", "capital_programs"),
        ("The dollar reserve is to cover 24 months in the end.", "2025-12-03", "supported", "cash_aims"),
        ("The dollar reserve is to cover at least 24 months.", "2025-12-03", "refuted", "cash_aims"),
        ("The term loan was secured by coins worth $820 million.", "2022-05-09", "supported", "bank_loan"),
        ("The term loan was secured by coins worth $280 million.", "2022-05-09", "refuted", "bank_loan"),
        ("The term loan was secured by coins worth $410 million.", "2022-05-09", "refuted", "bank_loan"),
        ("It must keep at least $410 million of bitcoin for the loan.", "2022-05-09", "supported", "bank_loan"),
        ("MicroStrategy paid its Silvergate loan back at a discount.", "2023-04-03", "supported", "bank_loan"),
        ("MicroStrategy paid its Silvergate loan back when it fell due.", "2023-04-03", "refuted", "bank_loan"),
        ("MicroStrategy paid its Silvergate loan back at a premium.", "2023-04-03", "refuted", "bank_loan"),
        (
            "All 129,218 coins are held by its subsidiary MacroStrategy.",
            "2022-05-09",
            "refuted",
            "coins_of_a_subsidiary",
        ),
        (
            "115,110 of its 129,218 coins are held by its subsidiary MacroStrategy.",
            "2022-05-09",
            "supported",
            "coins_of_a_subsidiary",
        ),
        (
            "It got rid of 115,110 coins, which a MacroStrategy now holds.",
            "2022-05-09",
            "refuted",
            "coins_of_a_subsidiary",
        ),
        ("Its dearest strike is the $2,327.21 of the 2031 notes.", "2024-04-02", "supported", "agreed_terms"),
        ("Its cheapest strike is the $2,327.21 of the 2031 notes.", "2024-04-02", "refuted", "agreed_terms"),
        (
            "Its largest debt issue is the $603.75 million of notes due 2031.",
            "2024-04-02",
            "refuted",
            "agreed_terms",
        ),
        ("MicroStrategy has no debt due before 2025.", "2024-04-02", "supported", "first_maturity"),
        ("MicroStrategy has no debt due before 2032.", "2024-04-02", "refuted", "first_maturity"),
        ("The 10-Q says it has not sold any of its bitcoin.", "2022-05-09", "supported", "as_filed"),
        ("The 10-Q says it will need to sell bitcoin.", "2022-05-09", "refuted", "as_filed"),
        ("The filing announces bitcoin sales.", "2022-05-09", "refuted", "as_filed"),
        ("The 32 coins sold in May went to pay preferred dividends.", "2026-06-03", "supported", "sales"),
        ("The 32 coins sold in May went to buy back notes.", "2026-06-03", "refuted", "sales"),
        ("The dollar reserve exists to pay dividends.", "2025-12-03", "supported", "cash_aims"),
        ("It set aside $1.44 billion worth of bitcoin for dividends.", "2025-12-03", "refuted", "reserves"),
        (
            "The reserve, $1.44 billion when it was set up, is down to $0.87 billion.",
            "2026-05-27",
            "supported",
            "reserve_moves",
        ),
        (
            "The reserve, $1.44 billion when it was set up, is up to $0.87 billion.",
            "2026-05-27",
            "refuted",
            "reserve_moves",
        ),
        ("It seeks a $900 million loan from banks.", "2022-05-09", "not_enough_evidence", "about_to_borrow"),
        ("An agreement allows it to sell up to $500 million of stock.", "2022-09-12", "supported", "agreed_sales"),
        ("An agreement allows it to sell up to $700 million of stock.", "2022-09-12", "refuted", "agreed_sales"),
        ("It has sold $500 million of stock, a filing shows.", "2022-09-12", "refuted", "agreed_sales"),
        ("The board approved a ten-for-one stock split.", "2024-07-15", "supported", "splits"),
        ("The board approved a four-for-one stock split.", "2024-07-15", "refuted", "splits"),
        ("Skipped Stride dividends are gone.", "2025-06-12", "supported", "accrued_dividends"),
        ("Skipped Stride dividends pile up.", "2025-06-12", "refuted", "accrued_dividends"),
        ("Its convertible bonds are unsecured.", "2025-06-12", "supported", "asset_backed_notes"),
        ("Its convertible bonds are backed by its coins.", "2025-06-12", "refuted", "asset_backed_notes"),
        ("Most of MicroStrategy's coins are unencumbered.", "2022-05-09", "supported", "collateral_share"),
        ("More than half of its coins are pledged.", "2022-05-09", "refuted", "collateral_share"),
    ],
)
def test_kinds(text: str, said_on: str, label: str, judge: str) -> None:
    """Right particulars confirm, one wrong particular refutes, and the rule of that kind says so."""
    finding = found(text, said_on)
    assert (finding.label, finding.judge) == (label, f"verdicts.{judge}")


@pytest.mark.parametrize(("name", "label"), [("Strategy Inc", "supported"), ("Tower Holdings", "refuted")])
def test_a_change_of_name(name: str, label: str) -> None:
    """The name that the filing states, and no other."""
    words = f"MicroStrategy has renamed itself {name}."
    known = know(record(), date(2025, 8, 13))
    document = Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=words
    )
    claim = name_statement(document, [STRATEGY], claimed_at=datetime(2025, 8, 13, 20, tzinfo=UTC))
    assert claim is not None
    assert judge_claim(claim, known).label == label


def test_one_sum_cannot_have_paid_for_all() -> None:
    """The coins cost more than the notes that are said to have paid for every one of them."""
    finding = judged("Every coin of its hoard was paid for with $8.2 billion of notes.", "2025-11-18")
    assert (finding.label, finding.judge) == ("refuted", "verdicts.all_financed")


def test_nothing_known_later_counts() -> None:
    """Before the loan was paid back, that it was seized is open."""
    assert found("Silvergate seized MicroStrategy's collateral.", "2022-06-01").label == "not_enough_evidence"


def test_a_note_that_no_filing_knows_is_open() -> None:
    """Another paper of the same coupon is not mistaken for the known one."""
    finding = found("It sold $875 million of 0.875% notes due 2029.", "2024-04-02")
    assert finding.label == "not_enough_evidence"


def test_record_is_cut() -> None:
    """The facts of the example are known from their filings on."""
    early = know(record(), date(2024, 1, 1)).record
    assert replace(early, documents={}).issuances == ()
