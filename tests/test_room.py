"""How much may be gone that no filing tells of yet, and where the record itself may be incomplete."""

from __future__ import annotations

from datetime import date

from disclosing import Disclosure, disclose
from verdict_examples import STRATEGY

from monitor.judges.knowledge import Knowledge, Record, know
from monitor.judges.verdicts.sales._room import say_room

FIRST = disclose("0001000000-25-000001", "2025-03-03", "held 1000 2025-03-02")
ADDED = disclose("0001000000-25-000002", "2025-03-10", "acquired 50 2025-03-03 2025-03-09", "held 1051 2025-03-09")
GAP = disclose("0001000000-25-000003", "2025-04-07", "held 1200 2025-04-06")
LATER_GAP = disclose("0001000000-25-000004", "2025-06-02", "held 1300 2025-06-01")
ODD = disclose("0001000000-25-000005", "2025-06-09", "acquired 10 2025-06-02 2025-06-08", "held 1200 2025-06-08")


def _say(*told: Disclosure) -> str:
    known: Knowledge = know(
        Record(
            issuer=STRATEGY,
            filings={one.document_id: one.filing for one in told},
            changes=[change for one in told for change in one.changes],
            totals=[total for one in told for total in one.totals],
        ),
        date(2025, 6, 12),
    )
    return say_room(known, known.settled["bitcoin"][-1])


def test_all_adds_up() -> None:
    """Nothing is said to be missing where nothing is."""
    assert _say(FIRST, ADDED) == (
        "The last disclosed holding is 1,051 bitcoin on 9 March 2025, and up to that day the disclosures leave "
        "room for a drop of at most 1 bitcoin. Nothing filed since then bounds a drop: it could be anything up "
        "to 1,051."
    )


def test_filings_are_missing() -> None:
    """A stretch whose filings are missing bounds nothing, and is named with its days."""
    assert _say(FIRST, ADDED, GAP) == (
        "The last disclosed holding is 1,200 bitcoin on 6 April 2025, and up to that day the disclosures that add "
        "up leave room for a drop of at most 1 bitcoin. Nothing filed since then bounds a drop: it could be "
        "anything up to 1,200. Filings are missing for 10 March-6 April 2025: what the record holds may be "
        "incomplete there."
    )


def test_nothing_adds_up() -> None:
    """Where no stretch adds up there is no bound at all; several are counted, and the last one is named."""
    assert _say(FIRST, GAP, LATER_GAP) == (
        "The last disclosed holding is 1,300 bitcoin on 1 June 2025. Nothing filed since then bounds a drop: it "
        "could be anything up to 1,300. Filings are missing for 2 earlier stretches, the last of them 7 April-1 "
        "June 2025: what the record holds may be incomplete there."
    )


def test_figures_do_not_add_up() -> None:
    """Days that are all covered, by figures that do not add up, are no days of missing filings."""
    assert _say(LATER_GAP, ODD) == (
        "The last disclosed holding is 1,200 bitcoin on 8 June 2025. Nothing filed since then bounds a drop: it "
        "could be anything up to 1,200. The figures do not add up for 2-8 June 2025, and no filing tells why."
    )
