"""Nothing that is disclosed twice is counted twice, and nothing that is disclosed once is lost."""

from __future__ import annotations

from datetime import date, timedelta

from disclosing import disclose, ledger_of

from monitor.judges.ledger import Ledger

OPENING = disclose("open", "2025-01-01", "held 1000 2024-12-31")


def counted(ledger: Ledger) -> list[tuple[str, list[tuple[str, int]]]]:
    """(status, [(treatment, units), ...]) of each step after the opening."""
    return [(s.status, [(c.treatment, int(c.counted_units)) for c in s.changes]) for s in ledger.steps[1:]]


def test_same_purchase_in_filing_and_exhibit() -> None:
    """An exhibit that repeats its 8-K is a repetition."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("a", "2025-01-13", "acquired 50 2025-01-06 2025-01-12 5.0E+6", "held 1050 2025-01-12"),
            disclose(
                "a", "2025-01-13", "acquired 50 2025-01-06 2025-01-12", "held 1050 2025-01-12", document="EX-99.1"
            ),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 50), ("repeated", 0)])]


def test_announced_without_a_first_day() -> None:
    """ "had purchased" belongs to the step in which its day falls, and two of them add up."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("a", "2025-02-01", "acquired 30 - 2025-02-01"),
            disclose("b", "2025-03-05", "acquired 20 - 2025-03-05", "held 1050 2025-03-05"),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 30), ("counted", 20)])]


def test_quarterly_report_contains_announced_purchases() -> None:
    """A quarter's figure contains what was announced inside it; what it has beyond that is new."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("a", "2025-02-01", "acquired 30 - 2025-02-01", "held 1030 2025-02-01"),
            disclose("q", "2025-05-01", "acquired 45 2025-01-01 2025-03-31", "held 1045 2025-03-31", form="10-Q"),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 30)]), ("reconciled", [("netted", 15)])]


def test_earlier_purchase_told_again_as_new() -> None:
    """A filing that recalls the first purchase beside the second does not double it: the totals decide."""
    ledger = ledger_of(
        [
            disclose("a", "2020-08-11", "acquired 21454 - 2020-08-11", "held 21454 2020-08-11"),
            disclose("b", "2020-09-15", "acquired 21454 - 2020-09-14", "acquired 16796 2020-09-14 2020-09-14"),
            disclose("c", "2020-09-15", "held 38250 2020-09-14"),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 16796), ("repeated", 0)])]


def test_equal_purchases_in_a_row_both_count() -> None:
    """Two weeks in which the same number was bought are two purchases."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("a", "2025-01-13", "acquired 50 - 2025-01-12", "held 1050 2025-01-12"),
            disclose("b", "2025-01-20", "acquired 50 - 2025-01-19", "held 1100 2025-01-19"),
        ]
    )
    assert [step.status for step in ledger.steps[1:]] == ["reconciled", "reconciled"]


def test_boundary_day_is_no_overlap() -> None:
    """1 October to 29 November, then 29 November to 8 December: both count in full."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("a", "2025-11-29", "acquired 70 2025-10-01 2025-11-29", "held 1070 2025-11-29"),
            disclose("b", "2025-12-09", "acquired 14 2025-11-29 2025-12-08", "held 1084 2025-12-08"),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 70)]), ("reconciled", [("counted", 14)])]


def test_week_over_a_quarter_end() -> None:
    """The last week of a quarter reaches into the next: the quarter-end total says where its coins fell."""
    ledger = ledger_of(
        [
            disclose("w0", "2025-03-31", "held 1000 2025-03-30"),
            disclose("w1", "2025-04-07", "acquired 10 2025-03-31 2025-04-06", "held 1010 2025-04-06"),
            disclose("q", "2025-05-01", "held 1004 2025-03-31", form="10-Q"),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 4)]), ("reconciled", [("counted", 6)])]


def test_sale_told_again_in_the_quarterly_report() -> None:
    """A sale is not a second sale because the 10-Q says it again."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("a", "2025-01-13", "sold 32 2025-01-06 2025-01-12", "held 968 2025-01-12"),
            disclose("q", "2025-05-01", "sold 32 2025-01-01 2025-03-31", "held 968 2025-03-31", form="10-Q"),
        ]
    )
    assert counted(ledger) == [("reconciled", [("counted", 32)]), ("reconciled", [("repeated", 0)])]


def test_year_contains_quarters_contains_weeks() -> None:
    """Three layers of the same purchases are counted once, and the half-year gives what the quarter lacks."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("w", "2025-05-12", "acquired 5 2025-05-05 2025-05-11"),
            disclose("q", "2025-08-01", "acquired 20 2025-04-01 2025-06-30", form="10-Q"),
            disclose("h", "2025-08-02", "acquired 90 2025-01-01 2025-06-30", "held 1090 2025-06-30", form="10-Q"),
        ]
    )
    assert sorted(counted(ledger)[0][1]) == [("counted", 5), ("netted", 15), ("netted", 70)]
    assert ledger.steps[1].status == "reconciled"


def test_partial_overlap_is_decided_by_the_totals() -> None:
    """Two periods that overlap in part: counted in full or netted, whichever the reported totals bear out."""
    first = disclose("a", "2025-02-21", "acquired 100 2025-02-01 2025-02-20", "held 1100 2025-02-20")
    for reported, treatment, units in ((1280, "counted", 180), (1180, "netted", 80)):
        line = f"held {reported} 2025-03-15"
        ledger = ledger_of(
            [OPENING, first, disclose("b", "2025-03-16", "acquired 180 2025-02-10 2025-03-15", line)]
        )
        assert counted(ledger)[1] == ("reconciled", [(treatment, units)])


def test_two_purchases_of_one_period_in_one_filing() -> None:
    """The company and its subsidiary buy in the same days: the totals show that both count."""
    lines = ("acquired 40 2025-01-06 2025-01-12", "acquired 60 2025-01-06 2025-01-12", "held 1100 2025-01-12")
    ledger = ledger_of([OPENING, disclose("a", "2025-01-13", *lines)])
    assert counted(ledger)[0][0] == "reconciled"
    assert ledger.problems == ()


def test_quarter_that_contradicts_its_weeks() -> None:
    """Weeks that make more than their quarter are a problem that names both figures, and the weeks stand."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("w1", "2025-02-03", "acquired 60 2025-01-01 2025-02-02", "held 1060 2025-02-02"),
            disclose("w2", "2025-04-01", "acquired 60 2025-02-03 2025-03-31", "held 1120 2025-03-31"),
            disclose("q", "2025-05-01", "acquired 110 2025-01-01 2025-03-31", form="10-Q"),
        ]
    )
    assert [step.status for step in ledger.steps[1:]] == ["reconciled", "reconciled"]
    assert [problem.message for problem in ledger.problems] == [
        "q says 110 bitcoin acquired in 1 January-31 March 2025; "
        "the disclosures inside it (w1, w2) add up to 120: 10 apart. Read them side by side."
    ]


def test_weeks_that_fall_short_of_their_quarter() -> None:
    """Weeks that leave no day open and still make less than their quarter contradict it too."""
    ledger = ledger_of(
        [
            OPENING,
            disclose("w1", "2025-02-03", "acquired 60 2025-01-01 2025-02-02", "held 1060 2025-02-02"),
            disclose("w2", "2025-04-01", "acquired 60 2025-02-03 2025-03-31", "held 1120 2025-03-31"),
            disclose("q", "2025-05-01", "acquired 130 2025-01-01 2025-03-31", form="10-Q"),
        ]
    )
    assert [step.status for step in ledger.steps[1:]] == ["reconciled", "reconciled"]
    assert [problem.kind for problem in ledger.problems] == ["contradiction"]


def test_nothing_sold_does_not_contradict_the_purchases() -> None:
    """A 10-Q with the quarter's purchases that also says that nothing was sold is no contradiction."""
    lines = ("none 0 2025-01-01 2025-03-31", "acquired 110 2025-01-01 2025-03-31", "held 1110 2025-03-31")
    ledger = ledger_of([OPENING, disclose("q", "2025-05-01", *lines, form="10-Q")])
    assert (ledger.steps[1].status, ledger.problems) == ("reconciled", ())


def test_mined_and_sold_in_one_month() -> None:
    """A miner's month: what it produced and what it sold both enter the step."""
    ledger = ledger_of(
        [
            OPENING,
            disclose(
                "m", "2025-05-05", "acquired 463 - 2025-04-30", "sold 475 - 2025-04-30", "held 988 2025-04-30"
            ),
        ]
    )
    assert ledger.steps[1].note == "1,000 + 463 - 475 = 988 as reported."


def test_half_year_is_not_divided_to_hide_what_is_unexplained() -> None:
    """Coins paid out as wages in the first quarter are no part of the sales that a half-year's figure gives."""
    ledger = ledger_of(
        [
            disclose("q4", "2025-02-28", "held 17722 2024-12-31", form="10-K"),
            disclose(
                "q1", "2025-05-01", "acquired 1530 2025-01-01 2025-03-31", "held 19223 2025-03-31", form="10-Q"
            ),
            disclose(
                "q2",
                "2025-07-31",
                "acquired 1426 2025-04-01 2025-06-30",
                "acquired 2956 2025-01-01 2025-06-30",
                "sold 475 2025-04-01 2025-04-30",
                "sold 1371 2025-01-01 2025-06-30",
                "held 19273 2025-06-30",
                form="10-Q",
            ),
        ]
    )
    assert [(int(step.sold_units), int(step.residual_units)) for step in ledger.steps[1:]] == [
        (0, -29),
        (1371, -5),
    ]


def test_a_few_coins_of_a_missing_week() -> None:
    """Three coins that a quarter has beyond its weeks are coins and no rounding, when the totals say so."""
    weeks = [OPENING]
    held = 1000
    for week in range(12):
        first, last = date(2025, 1, 1) + timedelta(7 * week), date(2025, 1, 7) + timedelta(7 * week)
        units = 3 if week == 5 else 40
        held += units
        if week != 5:
            weeks.append(disclose(f"w{week}", last, f"acquired {units} {first} {last}", f"held {held} {last}"))
    quarter = disclose("q", "2025-05-01", "acquired 443 2025-01-01 2025-03-31", form="10-Q")
    assert {step.status for step in ledger_of([*weeks, quarter]).steps} == {"opening", "reconciled"}
