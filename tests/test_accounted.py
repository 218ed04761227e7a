"""A word that filings use and nothing behind the verdict accounts for holds `supported` back; colour does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from verdict_examples import claims_of, example_record

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.knowledge import Record, know
from monitor.judges.statement import Judged, decide
from monitor.judges.unread import Unread, hold_back
from monitor.judges.verdicts import Finding, judge_claim
from monitor.records import Document

SPOKEN = (
    "Coins may be lost to theft, and our insurance may not cover it. A private sale or a hedge fund may move "
    "prices. Our executives travel. The notes are convertible."
)


@cache
def record() -> Record:
    """The example with a filing that speaks of much else."""
    told = example_record()
    risk = told.documents["risk"]
    words = f"{risk.text} {SPOKEN}"
    document = Document(
        document_id="risk", accession_number=risk.accession_number, type="8-K", url="", sha256="", text=words
    )
    return replace(told, documents={"risk": document})


def checked(text: str, said_on: str) -> Finding:
    """The finding on a statement, as held back with the filings known by then."""
    day = date.fromisoformat(said_on)
    known = know(record(), day)
    found = [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in claims_of(text, said_on)]
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    return hold_back(decide(found), found, unread, known).finding


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Strategy bought 8,178 BTC in a private deal.", "private"),
        ("Strategy holds 649,870 BTC, covered by insurance.", "insurance"),
        ("Strategy bought 8,178 BTC with the help of a hedge fund.", "hedge"),
        ("Strategy's executives bought 8,178 BTC for it.", "executives"),
    ],
)
def test_a_word_of_filings_needs_a_sentence(text: str, word: str) -> None:
    """It is named as what nothing tells."""
    found = checked(text, "2025-11-18")
    assert (found.label, found.reason) == ("not_enough_evidence", "unverified_detail")
    assert f"“{word}”" in found.rationale


@pytest.mark.parametrize(
    "text",
    [
        "Strategy gobbled up a juicy 8,178 BTC last week.",
        "And just like that, Strategy's hoard stands at a whopping 649,870 bitcoin.",
        "Saylor's treadmill rolls on: Strategy bought 8,178 BTC in seven days.",
        "Strategy bought 8,178 BTC last week while critics worried about theft.",
    ],
)
def test_colour_is_free(text: str) -> None:
    """What no filing says, how it is said, and what somebody is afraid of."""
    assert checked(text, "2025-11-18").label == "supported"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Strategy bought 8,178 BTC at $102,171 each, above its average cost.", "supported"),
        ("Strategy bought 8,178 BTC at $102,171 each, below its average cost.", "refuted"),
        ("Strategy bought 8,178 BTC last week, more than in the week before.", "supported"),
        ("Strategy bought 8,178 BTC last week, fewer than in the week before.", "refuted"),
        ("Strategy bought 8,178 BTC, which doubled its holdings.", "refuted"),
        ("Strategy bought 487 BTC before it bought 8,178.", "supported"),
        ("Strategy bought 8,178 BTC before it bought 487.", "refuted"),
        ("Strategy bought 8,178 BTC in a single day.", "not_enough_evidence"),
        ("Strategy bought 8,178 BTC in a single week.", "supported"),
        ("Strategy bought 8,178 BTC, a bargain next to its average cost.", "refuted"),
        ("Strategy bought 8,178 BTC, a bargain.", "not_enough_evidence"),
        ("Strategy bought 8,178 BTC, the cheapest coins since October 27, 2025.", "supported"),
        ("Strategy bought 8,178 BTC, the dearest coins since October 27, 2025.", "refuted"),
        ("Strategy holds 649,870 BTC, now worth what it paid.", "not_enough_evidence"),
        ("Strategy bought 8,178 BTC last week, more than it sold.", "not_enough_evidence"),
        ("Strategy holds exactly 649,870 BTC.", "supported"),
        ("Strategy holds exactly 650,000 BTC.", "refuted"),
    ],
)
def test_what_is_told_beside_it_is_compared(text: str, label: str) -> None:
    """With the average of all coins and with the week before; to the coin where "exactly" is said."""
    assert checked(text, "2025-11-18").label == label
