"""Which statement stands: amendments, contradictions, rounded totals, and figures that do not multiply out."""

from __future__ import annotations

from decimal import Decimal

from disclosing import disclose, ledger_of

OPENING = disclose("open", "2025-01-06", "held 1000 2025-01-05 1.00E+7 10000")
WEEK = disclose("week", "2025-01-13", "acquired 100 2025-01-06 2025-01-12", "held 1100 2025-01-12")


def test_amendment_takes_the_place_of_what_it_amends() -> None:
    """An 8-K/A with other figures stands; the original stays visible as superseded."""
    fixed = disclose(
        "fix",
        "2025-01-15",
        "acquired 90 2025-01-06 2025-01-12",
        "held 1090 2025-01-12",
        form="8-K/A",
        amends="week",
    )
    ledger = ledger_of([OPENING, WEEK, fixed])
    step = ledger.steps[1]
    assert (step.reported_units, step.acquired_units, step.status) == (1090, 90, "reconciled")
    assert [(change.treatment, change.counted_units) for change in step.changes] == [
        ("counted", 90),
        ("superseded", 0),
    ]
    assert (step.accession_number, step.known_at, ledger.problems) == ("fix", fixed.filing.accepted_at, ())


def test_amendment_without_the_name_of_what_it_amends() -> None:
    """The same form, kind and period show which statement is meant."""
    fixed = disclose(
        "fix", "2025-01-15", "acquired 90 2025-01-06 2025-01-12", "held 1090 2025-01-12", form="8-K/A"
    )
    assert ledger_of([OPENING, WEEK, fixed]).steps[1].acquired_units == 90


def test_amendment_that_only_adds_an_exhibit() -> None:
    """What an amendment does not say again stands as it was."""
    ledger = ledger_of([OPENING, WEEK, disclose("fix", "2025-01-15", form="8-K/A", amends="week")])
    assert (ledger.steps[1].acquired_units, ledger.steps[1].status) == (100, "reconciled")


def test_amendment_that_repeats_is_known_from_the_first_filing() -> None:
    """A fact is known from the first filing that states it, whoever states it again."""
    again = disclose("fix", "2025-01-15", "held 1100 2025-01-12", form="8-K/A", amends="week")
    step = ledger_of([OPENING, WEEK, again]).steps[1]
    assert (step.accession_number, step.known_at) == ("week", WEEK.filing.accepted_at)


def test_amendment_of_an_amendment() -> None:
    """The last amendment stands before the first and before the original."""
    one = disclose("one", "2025-01-15", "held 1090 2025-01-12", form="8-K/A", amends="week")
    two = disclose(
        "two",
        "2025-01-16",
        "acquired 95 2025-01-06 2025-01-12",
        "held 1095 2025-01-12",
        form="8-K/A",
        amends="one",
    )
    step = ledger_of([OPENING, WEEK, one, two]).steps[1]
    assert (step.reported_units, step.acquired_units, step.status) == (1095, 95, "reconciled")


def test_before_the_amendment_the_original_stands() -> None:
    """Two clocks: the ledger as known before the amendment was accepted does not know it."""
    fixed = disclose("fix", "2025-01-15", "held 1090 2025-01-12", form="8-K/A", amends="week")
    ledger = ledger_of([OPENING, WEEK, fixed], known_by=WEEK.filing.accepted_at)
    assert ledger.steps[1].reported_units == 1100


def test_totals_that_contradict_each_other() -> None:
    """Two totals for one day that cannot both be right: the complete one stands, and a problem names both."""
    opening = disclose("open", "2025-01-06", "held 1005 2025-01-05 1.01E+7 10000")
    ledger = ledger_of([opening, disclose("q", "2025-05-01", "held 1105 2025-01-05", form="10-Q")])
    assert ledger.steps[0].reported_units == 1005
    assert [problem.message for problem in ledger.problems] == [
        "q says 1,105 bitcoin at the end of 5 January 2025, open says 1,005: 100 apart. "
        "The ledger goes by open; read both."
    ]


def test_one_coin_apart_is_no_contradiction() -> None:
    """Two filings may round one holding differently."""
    assert ledger_of([OPENING, disclose("q", "2025-05-01", "held 1001 2025-01-05", form="10-Q")]).problems == ()


def test_rounded_total_does_not_override_the_exact_one() -> None:
    """ "approximately 130,000" said later does not replace 129,698, and does not contradict it."""
    ledger = ledger_of(
        [
            disclose("a", "2022-06-29", "held 129698 2022-06-28"),
            disclose("b", "2022-07-05", "held 130000 2022-06-28 3.98E+9 30615"),
        ]
    )
    assert (ledger.steps[0].reported_units, ledger.problems) == (129698, ())


def test_rounded_total_on_a_day_of_its_own_makes_no_step() -> None:
    """ "more than 550,000" in passing is no end of a step: the ledger passes over it with a notice."""
    ledger = ledger_of(
        [
            disclose("a", "2025-04-28", "held 553555 2025-04-27"),
            disclose("b", "2025-05-01", "held 550000 2025-05-01"),
            disclose("c", "2025-05-05", "acquired 1895 2025-04-28 2025-05-04", "held 555450 2025-05-04"),
        ]
    )
    assert [step.status for step in ledger.steps] == ["opening", "reconciled"]
    assert [(problem.kind, problem.severity) for problem in ledger.problems] == [("rough_total", "notice")]


def test_exact_total_in_round_figures_makes_a_step() -> None:
    """A holding of exactly 140,000, with its cost, closes a step like any other."""
    ledger = ledger_of(
        [
            disclose("a", "2023-03-27", "held 138955 2023-03-23"),
            disclose(
                "b", "2023-04-05", "acquired 45 2023-03-24 2023-04-04", "held 140000 2023-04-04 4.17E+9 29803"
            ),
        ]
    )
    assert (ledger.steps[1].status, ledger.steps[1].residual_units) == ("unexplained_increase", 1000)


def test_finest_cost_of_several_filings() -> None:
    """The quarterly report gives the cost to the thousand where the 8-K had billions; the 8-K stays the source."""
    ledger = ledger_of(
        [
            disclose("a", "2025-07-07", "held 597325 2025-06-30 4.240E+10 70982"),
            disclose("q", "2025-08-01", "held 597325 2025-06-30 4.2399116E+10 70982", form="10-Q"),
        ]
    )
    assert (ledger.steps[0].cost_usd, ledger.steps[0].accession_number) == (Decimal("4.2399116E+10"), "a")


def test_units_times_average_is_the_amount() -> None:
    """A unit slip (millions for billions) is a warning; a last digit carelessly rounded is a notice."""
    for amount, expected in (("1.770E+8", []), ("1.773E+8", ["notice"]), ("1.770E+11", ["warning"])):
        ledger = ledger_of([disclose("a", "2021-08-24", f"acquired 3907 2021-07-01 2021-08-23 {amount} 45294")])
        assert [problem.severity for problem in ledger.problems] == expected


def test_cost_goes_on_from_step_to_step() -> None:
    """Cost + purchases = cost within the printed figures, else a notice, although the units reconcile."""
    for cost, expected in (("1.10E+7", []), ("1.25E+7", ["cost_mismatch"])):
        week = disclose(
            "b", "2025-01-13", "acquired 100 2025-01-06 2025-01-12 1.0E+6", f"held 1100 2025-01-12 {cost}"
        )
        assert [problem.kind for problem in ledger_of([OPENING, week]).problems] == expected


def test_sale_lowers_the_cost_by_average_or_by_proceeds() -> None:
    """Both ways of taking sold coins out of the cost are in use, and neither is a problem."""
    for cost, expected in (("9.000E+6", []), ("8.000E+6", []), ("9.500E+6", ["cost_mismatch"])):
        week = disclose(
            "b", "2025-01-13", "sold 100 2025-01-06 2025-01-12 2.000E+6", f"held 900 2025-01-12 {cost}"
        )
        opening = disclose("open", "2025-01-06", "held 1000 2025-01-05 1.0000E+7 10000")
        assert [problem.kind for problem in ledger_of([opening, week]).problems] == expected


def test_facts_of_others_are_passed_over() -> None:
    """Another issuer's facts and another asset's do not enter the ledger."""
    ledger = ledger_of([OPENING, WEEK])
    from monitor.judges.ledger import build_ledger
    from monitor.records import Issuer

    other = build_ledger(
        WEEK.changes,
        WEEK.totals,
        issuer=Issuer(issuer_cik=1, ticker="X", name="X"),
        asset="bitcoin",
        filings={WEEK.document_id: WEEK.filing},
    )
    assert (len(ledger.steps), other.steps) == (2, ())
