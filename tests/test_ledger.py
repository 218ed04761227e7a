"""The ledger on true figures: what one issuer disclosed from 2020 to 2026, with some of its filings left out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from disclosing import Disclosure, disclose, ledger_of, load_disclosures

from monitor.judges.ledger import Ledger
from monitor.records import LedgerStep

EXAMPLES = Path(__file__).parent / "examples" / "ledger"


@pytest.fixture(scope="module")
def told() -> tuple[Disclosure, ...]:
    return tuple(load_disclosures(EXAMPLES / "bitcoin_treasury.txt"))


@pytest.fixture(scope="module")
def ledger(told: tuple[Disclosure, ...]) -> Ledger:
    return ledger_of(told)


def step_on(ledger: Ledger, day: str) -> LedgerStep:
    return next(step for step in ledger.steps if step.as_of_on == date.fromisoformat(day))


def write_out(ledger: Ledger) -> str:
    """One line per step, then one per problem."""
    lines = []
    for step in ledger.steps:
        days = f"{step.uncovered_from_on}..{step.uncovered_until_on} {step.uncovered_days} days"
        lines.append(
            f"{step.as_of_on} {step.opening_units} + {step.acquired_units} - {step.sold_units} "
            f"= {step.expected_units} reported {step.reported_units} {step.status} {step.residual_units}"
            + (f" [{days}]" if step.uncovered_days else "")
        )
    lines += [f"{problem.severity} {problem.kind} {problem.accession_number}" for problem in ledger.problems]
    return "\n".join(lines) + "\n"


def test_the_whole_ledger(ledger: Ledger) -> None:
    """Every step reconciles or is rounding, except the stretches that were left out, each with days and coins."""
    assert write_out(ledger) == (EXAMPLES / "bitcoin_treasury.expected.txt").read_text(encoding="utf-8")


def test_arithmetic_holds_in_every_step(ledger: Ledger) -> None:
    """Expected = opening + acquired - sold, residual = reported - expected, a step opens where one closed."""
    for before, step in zip((None, *ledger.steps), ledger.steps, strict=False):
        assert step.expected_units == step.opening_units + step.acquired_units - step.sold_units
        assert step.residual_units == step.reported_units - step.expected_units
        assert step.opening_units == (before.reported_units if before else 0)
        assert step.opening_on == (before.as_of_on if before else None)


def test_quarter_to_date_contains_last_month(ledger: Ledger) -> None:
    """8,957 since July contain August's 3,907: the step books the 5,050 that are new."""
    step = step_on(ledger, "2021-09-12")
    assert (step.acquired_units, step.residual_units) == (5050, 0)
    assert [(one.counted_units, one.treatment) for one in step.changes] == [(5050, "netted")]


def test_sale_between_two_purchases(ledger: Ledger) -> None:
    """2,395 and 810 acquired, 704 sold: one more than the reported 132,500, which is rounding."""
    step = step_on(ledger, "2022-12-27")
    assert (step.acquired_units, step.sold_units, step.residual_units) == (3205, 704, -1)
    assert step.status == "rounding"
    assert step.note == "130,000 + 2,395 - 704 + 810 = 132,501; reported 132,500, 1 less: rounding."


def test_gap_names_days_and_coins(ledger: Ledger) -> None:
    """What is not disclosed is named in words: coins, days, and how many days."""
    assert step_on(ledger, "2020-12-31").note == (
        "40,824 on 2020-12-04 to 70,469 on 2020-12-31: 29,645 bitcoin more than disclosed; "
        "no disclosure in the store speaks of 5-31 December 2020 (27 days)."
    )
    assert step_on(ledger, "2023-09-24").note == (
        "152,333 + 5,445 = 157,778, but 158,245 reported on 24 September 2023: 467 bitcoin more than disclosed; "
        "no disclosure in the store speaks of 28 June-31 July 2023 (34 days)."
    )


def test_first_sale_since_2022(ledger: Ledger) -> None:
    """32 sold in the last days of May 2026, and the arithmetic says so."""
    step = step_on(ledger, "2026-05-31")
    assert (step.sold_units, step.status) == (32, "reconciled")
    assert step.note == "843,738 - 32 = 843,706 as reported."


def test_quarterly_figure_fills_a_week_without_a_filing(ledger: Ledger) -> None:
    """What the weeks leave of a quarter's figure falls on the days without a week, which stay named."""
    step = step_on(ledger, "2025-06-01")
    assert (step.acquired_units, step.status, step.uncovered_days) == (4725, "reconciled", 7)
    assert step.note == (
        "576,230 + 705 + 4,020 = 580,955 as reported. 4,020 is what shorter disclosures leave of "
        "the 69,140 acquired in 1 April-30 June 2025, for 19-25 May 2025 (7 days). "
        "No disclosure in the store speaks of 19-25 May 2025 (7 days) alone."
    )


def test_before_the_quarterly_figure_was_known(told: tuple[Disclosure, ...]) -> None:
    """Two clocks: until the quarter was disclosed in July, the week of May was missing."""
    step = step_on(ledger_of(told, known_by=datetime(2025, 7, 6, tzinfo=UTC)), "2025-06-01")
    assert (step.status, step.residual_units, step.uncovered_days) == ("missing_filing", 4020, 7)
    assert (step.uncovered_from_on, step.uncovered_until_on) == (date(2025, 5, 19), date(2025, 5, 25))


def test_quarter_that_repeats_its_weeks(ledger: Ledger) -> None:
    """80,715 for the quarter are the weeks of that quarter: repeated, and nothing is counted twice."""
    step = step_on(ledger, "2025-03-31")
    assert [(one.counted_units, one.treatment) for one in step.changes] == [(0, "repeated")]


def test_periods_that_reach_over_a_quarter_end(ledger: Ledger) -> None:
    """15 February to 4 April lies on both sides of 31 March: by the reported totals all of it came before."""
    assert step_on(ledger, "2022-03-31").note == "125,051 + 4,167 = 129,218 as reported."
    assert step_on(ledger, "2022-04-04").note == "129,218 + 0 = 129,218 as reported."


def test_opening_made_by_disclosed_purchases(ledger: Ledger) -> None:
    """The first reported total is the opening, and says which purchases made it."""
    step = ledger.steps[0]
    assert (step.status, step.opening_on, step.opening_units, step.acquired_units) == ("opening", None, 0, 38250)
    assert step.note == (
        "Opening: 38,250 bitcoin on 14 September 2020, the first holding in the store, "
        "made by disclosed changes: 21,454 + 16,796."
    )


def test_opening_of_an_issuer_that_held_before() -> None:
    """A first total that no purchase explains opens the ledger as it stands."""
    step = ledger_of(
        [disclose("a", "2025-04-30", "held 19223 2025-03-31", "acquired 463 2025-03-01 2025-03-31")]
    ).steps[0]
    assert (step.status, step.acquired_units, step.residual_units) == ("opening", 0, 19223)
    assert step.changes == ()


def test_index_names_the_missing_filing(told: tuple[Disclosure, ...]) -> None:
    """A filing that the index lists inside a gap is named; one that was filed outside it is not."""
    missing = [one for one in told if one.filing.accession_number == "0001193125-25-283991"]
    rest = [one for one in told if one not in missing]
    elsewhere = disclose("0000000000-25-000001", "2025-08-05")
    ledger = ledger_of(rest, index=[one.listed for one in (*missing, elsewhere)])
    step = step_on(ledger, "2025-11-30")
    assert (step.status, step.residual_units, step.uncovered_days) == ("missing_filing", 8178, 7)
    assert step.missing_accessions == ("0001193125-25-283991",)
    assert step.note.endswith(
        "no disclosure in the store speaks of 10-16 November 2025 (7 days); "
        "the index lists 0001193125-25-283991, which the store lacks."
    )


def test_covered_days_that_do_not_add_up() -> None:
    """When every day is spoken of and the total still jumps, it is unexplained, upwards or downwards."""
    for reported, status in ((1300, "unexplained_increase"), (1000, "unexplained_decrease")):
        ledger = ledger_of(
            [
                disclose("a", "2025-01-06", "held 1000 2025-01-05"),
                disclose("b", "2025-01-13", "acquired 100 2025-01-06 2025-01-12", f"held {reported} 2025-01-12"),
            ]
        )
        assert (ledger.steps[1].status, ledger.steps[1].uncovered_days) == (status, 0)


def test_chain_of_roundings_is_reported() -> None:
    """A coin a week to the same side is rounding in each step, and a notice once it is more than one coin."""
    weeks = [disclose("w0", "2025-01-06", "held 1000 2025-01-05")]
    for week in range(1, 4):
        end = date(2025, 1, 5 + 7 * week)
        weeks.append(
            disclose(
                f"w{week}",
                date(2025, 1, 6 + 7 * week),
                f"acquired 10 {date(2025, 1, 7 * week - 1)} {end}",
                f"held {1000 + 9 * week} {end}",
            )
        )
    ledger = ledger_of(weeks)
    assert [step.status for step in ledger.steps] == ["opening", "rounding", "rounding", "rounding"]
    assert [(problem.kind, problem.accession_number) for problem in ledger.problems] == [("rounding_drift", "w2")]


def test_fractions_of_a_coin() -> None:
    """Units are decimals: a holding with fractions reconciles to the last digit."""
    ledger = ledger_of(
        [
            disclose("a", "2025-02-03", "held 1000.25 2025-01-31"),
            disclose("b", "2025-03-03", "acquired 10.5 2025-02-01 2025-02-28", "held 1010.75 2025-02-28"),
        ]
    )
    assert ledger.steps[1].residual_units == Decimal(0)
    assert ledger.steps[1].note == "1,000.25 + 10.5 = 1,010.75 as reported."


def test_custodian_transfer_and_pledge_move_nothing() -> None:
    """Coins that change their custodian or stand as collateral are still held."""
    ledger = ledger_of(
        [
            disclose("a", "2025-01-06", "held 1000 2025-01-05"),
            disclose(
                "b",
                "2025-01-13",
                "none 0 2025-01-06 2025-01-12",
                "transferred 400 2025-01-08 2025-01-08",
                "pledged 300 - 2025-01-12",
                "held 1000 2025-01-12",
            ),
        ]
    )
    assert (ledger.steps[1].status, ledger.steps[1].sold_units) == ("reconciled", 0)
