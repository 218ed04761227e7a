"""Coins that come and go otherwise than by purchase and sale: wages, suppliers, loans, accounts for collateral."""

from __future__ import annotations

from decimal import Decimal

from disclosing import Disclosure, disclose, ledger_of

OPENING = disclose("open", "2025-01-30", "held 17722 2024-12-31")
# 0001167419-25-000900 and 0001167419-25-000901 have these figures.
FIRST_QUARTER = disclose(
    "q1",
    "2025-05-01",
    "acquired 1530 2025-01-01 2025-03-31 - - mined",
    "transferred 1 2025-01-01 2025-03-31 - - entered the holding: Change in receivable",
    "transferred 30 2025-01-01 2025-03-31 - - left the holding: Exchange for compensation",
    "held 19223 2025-03-31",
    form="10-Q",
)
HALF_YEAR = disclose(
    "q2",
    "2025-07-31",
    "acquired 2956 2025-01-01 2025-06-30 - - mined",
    "sold 1371 2025-01-01 2025-06-30 131802000",
    "transferred 34 2025-01-01 2025-06-30 - - left the holding: exchange for Compensation",
    "held 19273 2025-06-30",
    form="10-Q",
)


def sums(*told: Disclosure) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    """(status, acquired, sold, residual) of each step after the opening."""
    return [
        (step.status, step.acquired_units, step.sold_units, step.residual_units)
        for step in ledger_of([OPENING, *told]).steps[1:]
    ]


def test_wages_in_coins_leave_the_holding() -> None:
    """What was paid out and what was received are in the arithmetic, which then comes out even."""
    assert sums(FIRST_QUARTER) == [("reconciled", Decimal(1531), Decimal(30), Decimal(0))]


def test_the_half_year_contains_the_quarter() -> None:
    """Of 34 paid out in half a year 30 were in the first quarter: 4 are left, whatever the letters' case."""
    assert sums(FIRST_QUARTER, HALF_YEAR)[1] == ("rounding", Decimal(1426), Decimal(1375), Decimal(-1))


def test_the_note_tells_them_from_sales() -> None:
    """The note of the step names what left the holding and how."""
    note = ledger_of([OPENING, FIRST_QUARTER]).steps[1].note
    assert "30 left the holding: Exchange for compensation." in note


def test_two_kinds_of_going_add_up() -> None:
    """Coins lent and coins paid out in one period are two movements, and neither repeats the other."""
    told = disclose(
        "a",
        "2025-05-01",
        "transferred 500 2025-01-01 2025-03-31 - - left the holding: Loaned",
        "transferred 500 2025-01-01 2025-03-31 - - left the holding: Exchange for compensation",
        "held 16722 2025-03-31",
    )
    assert sums(told) == [("reconciled", Decimal(0), Decimal(1000), Decimal(0))]


def test_a_move_to_a_custodian_changes_nothing() -> None:
    """A transfer or pledge that does not say that the coins left the holding stays out of the arithmetic."""
    told = disclose(
        "a",
        "2025-02-03",
        "transferred 9000 2025-01-27 2025-02-02",
        "pledged 3300 - 2025-02-02 - - as collateral",
        "none 0 2025-01-01 2025-02-02",
        "held 17722 2025-02-02",
    )
    assert sums(told) == [("reconciled", Decimal(0), Decimal(0), Decimal(0))]


def test_production_alone_explains_no_decrease() -> None:
    """Where only what was mined is disclosed, the note says that nothing tells what went out."""
    told = disclose(
        "a", "2025-08-07", "acquired 5914 2025-01-01 2025-06-30 - - mined", "held 20000 2025-06-30", form="10-Q"
    )
    step = ledger_of([OPENING, told]).steps[1]
    assert (step.status, "none of them what was sold or given away" in step.note) == ("unexplained_decrease", True)
