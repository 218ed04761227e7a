"""Two stretches of time compared by what was bought in them."""

from __future__ import annotations

from datetime import date

import pytest
from verdict_examples import claims_of, example_record

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.compared_periods import compare_periods
from monitor.judges.knowledge import know
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import judge_claim

DAY = date(2025, 11, 20)
FIRST, SECOND = "between October 20 and November 2", "between November 3 and November 16"  # 787 and 8,665 coins


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f"Strategy bought more coins {SECOND} than {FIRST}.", "supported"),
        (f"Strategy bought more coins {FIRST} than {SECOND}.", "refuted"),
        (f"Strategy bought fewer coins {FIRST} than {SECOND}.", "supported"),
        (f"The 787 coins bought {FIRST} were not even half of what Strategy took in {SECOND}.", "supported"),
        (f"The 878 coins bought {FIRST} were not even half of what Strategy took in {SECOND}.", "refuted"),
        (f"The coins bought {FIRST} were half of what Strategy took in {SECOND}.", "refuted"),
        (f"Strategy bought more than twice as many coins {SECOND} as {FIRST}.", "supported"),
        (f"Strategy bought more coins {SECOND} than in the fortnight before.", ""),  # one stretch alone is named
        (f"Strategy bought more coins in December 2025 than {SECOND}.", ""),
        (f"Strategy bought more coins {SECOND} than it held at the end of October 19.", "refuted"),  # 640,418
        (f"Strategy bought fewer coins {SECOND} than it held at the end of October 19.", "supported"),
        (f"Strategy sold more coins {SECOND} than {FIRST}.", ""),
    ],
)
def test_what_was_bought_in_two_stretches(text: str, label: str) -> None:
    """The sums of what the filings disclose for each decide; "" where nothing is compared or days are missing."""
    known = know(example_record(), DAY)
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), DAY)),
        days=tuple(find_days(text, 0, len(text), DAY)),
    )
    claim = claims_of("Strategy bought 8,178 coins.", DAY.isoformat())[0]
    found = compare_periods(Judged(claim=claim, finding=judge_claim(claim, known)), unread, known)
    assert (found.finding.label if found else "") == label
