"""A statement held against one filing, figure by figure: each must be there, of the same thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from verdict_examples import example_record

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges._told_figures import read_figures
from monitor.judges.by_figures import is_told_apart, judge_by_figures
from monitor.judges.by_sentence import judge_by_sentence
from monitor.judges.knowledge import Knowledge, know
from monitor.records import Document

DAY = date(2025, 11, 18)
TOLD = """As of November 16, 2025 our debt was $6.125 billion. A year of interest on it costs $41.3 million.
The gross proceeds of the offering were $912.5 million and the net proceeds were $887.4 million.
In October 2025, until October 31, 2025, the company sold 333 bitcoin for net proceeds of about $38.9 million.
These figures are as of September 30, 2025; others are as of August 31, 2025.
We expect to spend $63.7 million on the settlement.
When the premium is below 3.5x the company will tactically issue shares to pay preferred dividends.

During Period November 10, 2025 to November 16, 2025

Security\tShares Sold\tNet Proceeds (in millions)
Class A\t1,204,300\t$275.6
"""


@pytest.fixture
def known() -> Knowledge:
    record = example_record()
    document = Document(
        document_id="risk", accession_number="0000950170-25-094137", type="8-K", url="", sha256="", text=TOLD
    )
    filing = replace(next(iter(record.filings.values())), filed_on=DAY)
    accepted = {"risk": replace(filing, accepted_at=filing.accepted_at.replace(year=2025, month=11, day=17))}
    return know(replace(record, documents={"risk": document}, filings={**record.filings, **accepted}), DAY)


def label(words: str, known: Knowledge, *, strict: bool = False) -> str | None:
    figures = list(find_figures(words, 0, len(words), DAY))
    days = list(find_days(words, 0, len(words), DAY))
    finding = judge_by_figures(words, figures, days, DAY, known, strict=strict)
    return finding.label if finding else None


def test_every_figure_of_its_own_thing(known: Knowledge) -> None:
    """Interest is found beside interest and debt beside debt, whatever the words around them."""
    words = "It pays just $41.3 million of interest a year on debt of $6.125 billion."
    assert label(words, known, strict=True) == "supported"


def test_figures_that_changed_places(known: Knowledge) -> None:
    """Both figures are printed, each of the other thing: nothing is supported."""
    assert label("It pays $6.125 billion of interest a year on debt of $41.3 million.", known) is None


def test_gross_is_not_net(known: Knowledge) -> None:
    """What is left after costs is not what came in before them."""
    assert label("The offering brought gross proceeds of $912.5 million.", known) == "supported"
    assert label("The offering brought net proceeds of $912.5 million.", known) != "supported"


def test_another_month_than_that_of_the_sentence(known: Knowledge) -> None:
    """What the report of a quarter tells of a month before it did not happen in that quarter."""
    assert label("It sold 333 bitcoin in October 2025 for net proceeds of $38.9 million.", known) == "supported"
    assert label("It sold 333 bitcoin in the third quarter of 2025 for $38.9 million.", known) == "refuted"
    assert label("It sold 333 bitcoin in August for $38.9 million.", known) == "refuted"


def test_what_a_figure_is_compared_with_is_of_the_same_thing(known: Knowledge) -> None:
    """ "Interest of so much, from so much before": the second is no debt that happens to be printed."""
    assert label("Its interest came to $41.3 million a year, from $6.125 billion.", known) is None


def test_one_other_figure_refutes(known: Knowledge) -> None:
    """All but one stand in the sentence, and of that one thing it prints another."""
    words = "The sale brought gross proceeds of $912.5 million and net proceeds of $878.4 million."
    assert label(words, known) == "refuted"


def test_columns_tell_what_a_cell_is(known: Knowledge) -> None:
    """The head of the column names and scales the figures of a row."""
    words = "Between November 10 and 16 it sold 1,204,300 shares for net proceeds of $275.6 million."
    assert label(words, known) == "supported"
    cells = [one for one in read_figures(known.record.documents["risk"]) if one.unit == "shares"]
    assert [str(one.value) for one in cells] == ["1204300"]


def test_other_days_are_not_told(known: Knowledge) -> None:
    """The same figures of a week that the filing does not name stay open."""
    words = "Between November 3 and 9 it sold 1,204,300 shares for net proceeds of $275.6 million."
    assert label(words, known) is None


def test_what_is_expected_is_no_fact(known: Knowledge) -> None:
    """A filing that expects to spend does not tell that it was spent."""
    assert label("The settlement cost it $63.7 million.", known) is None


@pytest.mark.parametrize(("multiple", "expected"), [("3.5x", "supported"), ("4.5x", "refuted")])
def test_few_digits_need_the_words(known: Knowledge, multiple: str, expected: str) -> None:
    """Two digits are looked for in the sentence that shares the words, and nowhere else."""
    words = f"Below a {multiple} premium it will tactically issue shares to pay preferred dividends."
    figures = list(find_figures(words, 0, len(words), DAY))
    finding = judge_by_sentence(words, figures, [], DAY, known)
    assert finding is not None
    assert finding.label == expected
    other = f"The chief executive owns {multiple} as many cars."
    assert judge_by_sentence(other, list(find_figures(other, 0, len(other), DAY)), [], DAY, known) is None


def test_few_figures_overrule_nothing() -> None:
    """One figure, or coins alone, meets by chance: a rule that says otherwise stands."""
    words = "It bought 8,178 bitcoin and holds 649,870 bitcoin."
    assert not is_told_apart(list(find_figures(words, 0, len(words), DAY)))
