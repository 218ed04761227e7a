"""For how many months the cash of a day lasts, each dollar counted once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stated_terms import State, filings_of, of_kind, official_notes

from monitor.judges.instruments import judge_instruments
from monitor.judges.obligations import judge_obligations
from monitor.judges.payment_coverage import judge_payment_coverage
from monitor.records import InstrumentEvent, InstrumentTerm, PaymentCoverage, Reserve


def cover(*told: State, notes: int = 1) -> dict[date, PaymentCoverage]:
    states = [*official_notes()[:notes], *told]
    instruments = judge_instruments(
        of_kind(states, InstrumentTerm), of_kind(states, InstrumentEvent), filings=filings_of(states)
    )
    obligations = judge_obligations(instruments, filings=filings_of(states), until_on=date(2031, 1, 1))
    found = judge_payment_coverage(of_kind(states, Reserve), instruments, obligations, filings=filings_of(states))
    return {one.as_of_on: one for one in found}


def test_months_are_cash_over_a_year_of_payments() -> None:
    """$10 million against twice $2.5 million: two years; numerator and denominator name their facts."""
    told = State("0001193125-25-303157", "2025-12-01").balance("usd_reserve", "1.0E+7", "2025-12-01")
    (one,) = cover(told).values()
    assert (one.reserves_usd, one.obligations_usd, one.months) == (
        Decimal(10**7),
        Decimal(5 * 10**6),
        Decimal("24.0"),
    )
    assert (len(one.reserve_ids), len(one.obligation_ids)) == (1, 2)
    assert "$10,000,000 / $5,000,000 × 12 = 24.0 months" in one.note


def test_interest_that_may_be_paid_in_notes_is_counted_and_named() -> None:
    """Of notes that let the issuer choose, the note says how much need not be cash."""
    toggle = State("0000000000-25-000001", "2025-11-15").terms(
        "senior_note:12-2030", "12.00% senior PIK toggle notes due 2030", principal_usd="1.00E+8 2025-11-15",
        coupon_rate="12.00", payment_days="05-15,11-15", issued_on="2025-11-15", matures_on="2030-11-15",
    )  # fmt: skip
    told = State("0000000000-25-000002", "2025-12-01").balance("usd_reserve", "1.0E+7", "2025-12-01")
    (one,) = cover(toggle, told).values()
    assert one.obligations_usd == Decimal(17_000_000)
    assert "Of this $12,000,000 may be paid in more notes instead of cash." in one.note


def test_cash_of_a_balance_sheet_holds_the_reserve() -> None:
    """Of cash counted when the reserve stood, only the rest is added: 12 of which 10 are reserved makes 12."""
    reserve = State("0001193125-25-303157", "2025-12-01").balance("usd_reserve", "1.0E+7", "2025-12-01")
    sheet = State("0001193125-26-000001", "2026-02-19", "10-K").balance("cash", "1.2E+7", "2025-12-31")
    one = cover(reserve, sheet)[date(2025, 12, 31)]
    assert one.reserves_usd == Decimal("1.2E+7")
    assert "taken to hold the $10,000,000 reserved then, the other $2,000,000" in one.note


def test_cash_counted_before_the_reserve_is_added_whole() -> None:
    """What was set aside later is not in it."""
    sheet = State("0001193125-25-000009", "2025-11-03", "10-Q").balance("cash", "2E+6", "2025-09-30")
    reserve = State("0001193125-25-303157", "2025-12-01").balance("usd_reserve", "1.0E+7", "2025-12-01")
    assert cover(sheet, reserve)[date(2025, 12, 1)].reserves_usd == Decimal("1.2E+7")


def test_usd_cash_that_includes_the_reserve_counts_alone() -> None:
    """The filing's own words decide."""
    told = State("0001193125-26-000002", "2026-08-31")
    told.balance("usd_reserve", "1.0E+7", "2026-08-30")
    told.balance("usd_cash", "1.5E+7", "2026-08-30", "USD Cash of $15 million, which includes the USD Reserve")
    assert cover(told)[date(2026, 8, 30)].reserves_usd == Decimal("1.5E+7")


def test_an_old_balance_counts_for_nothing() -> None:
    """Cash of 2022 pays nothing in 2025, and the note says that it was left out."""
    old = State("0001564590-22-017437", "2022-05-03", "10-Q").balance("cash", "9.2677E+7", "2022-03-31")
    reserve = State("0001193125-25-303157", "2025-12-01").balance("usd_reserve", "1.0E+7", "2025-12-01")
    one = cover(old, reserve)[date(2025, 12, 1)]
    assert (one.reserves_usd, "too old to count" in one.note) == (Decimal("1.0E+7"), True)


def test_what_is_due_is_what_was_known_then() -> None:
    """A note issued after the day is not in its denominator; a put inside the year is named, not counted."""
    early = State("0001193125-24-075000", "2024-04-01").balance("cash", "5E+6", "2024-03-31")
    late = State("0001193125-28-000001", "2028-01-03").balance("cash", "5E+6", "2027-12-31")
    found = cover(early, late, notes=2)
    assert found[date(2024, 3, 31)].obligations_usd == Decimal("5097222.22")
    assert found[date(2027, 12, 31)].obligations_usd == Decimal("23000000.00")
    assert (
        "Left out: put of 0.625% convertible senior notes due 2030 $800,000,000" in found[date(2027, 12, 31)].note
    )


def test_what_is_in_no_sum_is_named() -> None:
    """Dividends in euros, and a loan of which no filing says what it costs: neither is counted."""
    told = State("0001193125-25-303157", "2025-12-01").balance("usd_reserve", "1.0E+7", "2025-12-01")
    told.terms("loan:harbor", "Harbor Loan", principal_usd="2.0E+7 2025-11-30")
    told.terms(
        "preferred:STRE", "Stream", shares="7750000 2025-11-13", dividend_rate="10", payment_days="03-31,09-30",
        issued_on="2025-11-13",
    )  # fmt: skip
    told.keep(
        InstrumentTerm, "term_id", "€100 per share", instrument_id="1050446:preferred:STRE", kind="preferred",
        name="Stream", term="liquidation_preference_other", figure=Decimal(100), words="EUR",
    )  # fmt: skip
    (one,) = cover(told).values()
    assert one.obligations_usd == Decimal(5 * 10**6)
    assert one.note.endswith(
        "Not counted: €68,458,333.33 on Stream (31 March 2026, 30 September 2026), which is not in dollars; what "
        "is paid on Harbor Loan, of which no filing in the store says enough."
    )
