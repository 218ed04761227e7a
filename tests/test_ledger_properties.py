"""Random histories: whatever is repeated, in whatever order it arrives, the ledger counts it once."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from disclosing import Disclosure, disclose, ledger_of
from hypothesis import given
from hypothesis import strategies as st

from monitor.judges.coverage import uncovered_days

FIRST = date(2024, 1, 1)  # a Monday
HELD_BEFORE = 100_000
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Story:
    """What happened, and what is told of it more than once; weeks count from 1."""

    flows: tuple[tuple[int, int], ...]  # acquired and sold in each week
    exhibits: frozenset[int]  # weeks whose filing has an exhibit that says the same
    quarters: tuple[tuple[int, int, int], ...]  # first and last week told again in one figure, how many days later


def monday(week: int) -> date:
    return FIRST + week * WEEK


def last_day(week: int) -> date:
    return monday(week) + timedelta(days=6)


def lines_for(flows: list[tuple[int, int]], first: date, last: date) -> list[str]:
    acquired, sold = sum(flow[0] for flow in flows), sum(flow[1] for flow in flows)
    lines = [f"{kind} {units} {first} {last}" for kind, units in (("acquired", acquired), ("sold", sold)) if units]
    return lines or [f"none 0 {first} {last}"]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    amounts = st.one_of(st.just(0), st.integers(2, 30_000))
    flows = draw(st.lists(st.tuples(amounts, st.one_of(st.just(0), st.integers(2, 900))), min_size=2, max_size=16))
    exhibits = draw(st.frozensets(st.integers(1, len(flows))))
    quarters = []
    week = 1
    while week <= len(flows):
        until = min(week + draw(st.integers(1, 6)), len(flows))
        if draw(st.booleans()):
            quarters.append((week, until, draw(st.integers(1, 60))))
        week = until + 1
    return Story(flows=tuple(flows), exhibits=exhibits, quarters=tuple(quarters))


def weekly(story: Story, *, hidden_in: int | None = None, hidden: int = 0) -> list[Disclosure]:
    """The opening and one filing per week; `hidden` coins leave undisclosed in week `hidden_in`."""
    weeks = [disclose("w0", monday(1), f"held {HELD_BEFORE} {last_day(0)}")]
    holding = HELD_BEFORE
    for week, flow in enumerate(story.flows, 1):
        holding += flow[0] - flow[1] - (hidden if week == hidden_in else 0)
        lines = [*lines_for([flow], monday(week), last_day(week)), f"held {holding} {last_day(week)}"]
        weeks.append(disclose(f"w{week}", monday(week + 1), *lines))
    return weeks


def again(story: Story) -> list[Disclosure]:
    """The exhibits and the longer periods."""
    told = []
    for week in story.exhibits:
        lines = lines_for([story.flows[week - 1]], monday(week), last_day(week))
        told.append(disclose(f"w{week}", monday(week + 1), *lines, document="EX-99.1"))
    for first, last, days in story.quarters:
        lines = lines_for(list(story.flows[first - 1 : last]), monday(first), last_day(last))
        told.append(disclose(f"q{first}", last_day(last) + timedelta(days=days), *lines, form="10-Q"))
    return told


@given(stories(), st.randoms(use_true_random=False))
def test_everything_reconciles_and_nothing_counts_twice(story: Story, chance: random.Random) -> None:
    """Weekly filings, their exhibits and the quarters that repeat them add up to what truly happened."""
    told = [*weekly(story), *again(story)]
    chance.shuffle(told)
    ledger = ledger_of(told)
    assert {step.status for step in ledger.steps} <= {"opening", "reconciled"}
    assert [int(step.acquired_units - step.sold_units) for step in ledger.steps[1:]] == [
        acquired - sold for acquired, sold in story.flows
    ]
    assert sum(step.acquired_units for step in ledger.steps) == sum(flow[0] for flow in story.flows)
    assert ledger.problems == ()


@given(stories(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(story: Story, chance: random.Random) -> None:
    """The same filings in any order give the same ledger."""
    told = [*weekly(story), *again(story)]
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert ledger_of(told) == ledger_of(shuffled)


@given(stories(), st.data())
def test_a_missing_week_is_named_and_nothing_else_moves(story: Story, data: st.DataObject) -> None:
    """Without one weekly filing the step across it misses just its coins on just its days; the others stand."""
    gone = data.draw(st.integers(1, len(story.flows)))
    whole = ledger_of(weekly(story))
    ledger = ledger_of([week for number, week in enumerate(weekly(story)) if number != gone])
    untouched = [step for step in whole.steps if step.as_of_on not in (last_day(gone), last_day(gone + 1))]
    assert [step for step in ledger.steps if step.as_of_on != last_day(gone + 1)] == untouched
    if gone == len(story.flows):
        assert uncovered_days(last_day(gone), ledger) == ((monday(gone), last_day(gone)),)
        return
    step = next(step for step in ledger.steps if step.as_of_on == last_day(gone + 1))
    coins = story.flows[gone - 1][0] - story.flows[gone - 1][1]
    assert step.residual_units == coins
    if abs(coins) <= 1:
        assert step.status in ("reconciled", "rounding")
    else:
        assert (step.status, step.uncovered_days) == ("missing_filing", 7)
        assert uncovered_days(last_day(len(story.flows)), ledger) == ((monday(gone), last_day(gone)),)


@given(stories(), st.integers(0, 99))
def test_a_quarter_gives_what_a_missing_week_lacks(story: Story, choice: int) -> None:
    """When a longer period is disclosed as well, the coins of a missing week follow from it."""
    gone = 1 + choice % (len(story.flows) - 1)
    end = last_day(len(story.flows))
    quarter = disclose("q", end + WEEK, *lines_for(list(story.flows), monday(1), end))
    ledger = ledger_of([*(week for number, week in enumerate(weekly(story)) if number != gone), quarter])
    assert {step.status for step in ledger.steps} <= {"opening", "reconciled"}
    assert sum(step.acquired_units for step in ledger.steps) == sum(flow[0] for flow in story.flows)


@given(stories(), st.integers(0, 150))
def test_two_clocks(story: Story, days: int) -> None:
    """The ledger as known at an instant is that of the filings accepted by then, and rests on nothing later."""
    told = [*weekly(story), *again(story)]
    instant = datetime.combine(FIRST + timedelta(days=days), datetime.min.time()).astimezone()
    ledger = ledger_of(told, known_by=instant)
    assert ledger == ledger_of([one for one in told if one.filing.accepted_at <= instant])
    assert all(step.known_at <= instant for step in ledger.steps)
    later = ledger_of(told)
    assert {step.as_of_on for step in ledger.steps} <= {step.as_of_on for step in later.steps}


@given(stories(), st.data())
def test_an_undisclosed_sale_cannot_hide(story: Story, data: st.DataObject) -> None:
    """Coins that leave without a disclosure show as a decrease in their week, whatever is repeated around it."""
    week = data.draw(st.integers(1, len(story.flows)))
    coins = data.draw(st.integers(2, 500))
    quarters = [one for one in again(story) if one.filing.form == "10-Q"]
    ledger = ledger_of([*weekly(story, hidden_in=week, hidden=coins), *quarters])
    off = [
        (step.as_of_on, step.status, int(step.residual_units)) for step in ledger.steps[1:] if step.residual_units
    ]
    assert off == [(last_day(week), "unexplained_decrease", -coins)]
