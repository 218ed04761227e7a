"""The guard before `supported`: every figure, day and particular must be shown by what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from verdict_examples import checked, claims_of, example_disclosures, example_record

from monitor.extractors.claims.plain import find_figures
from monitor.judges.knowledge import know
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread, hold_back
from monitor.judges.verdicts import Finding
from monitor.records import Document, Evidence

RIGHT = [
    ("2025-11-18", "Strategy bought 8,178 BTC for $835.6 million."),
    ("2025-11-18", "Strategy bought 8,178 BTC between November 10 and November 16, lifting its total to 649,870."),
    ("2025-11-18", "Strategy bought 8,178 BTC at an average of $102,171 last week, a filing shows."),
    ("2025-11-18", "Strategy holds 649,870 BTC, more than 3% of the 21 million that will ever exist."),
    ("2022-12-29", "MicroStrategy sold 704 bitcoin on December 22, its first sale."),
]
HELD_BACK = [
    ("2025-11-18", "Strategy bought 8,178 BTC and hired 55 people."),
    ("2025-11-18", "Strategy holds 649,870 BTC, the first company to do so."),
    ("2025-11-18", "Strategy holds 649,870 BTC, twice as many as a year ago."),
    ("2025-11-18", "Strategy holds 649,870 BTC, and STRK will pay for the next ones."),
    ("2025-11-18", "Strategy holds 649,870 BTC so that it can pay its taxes, in order to avoid tax."),
]


@pytest.mark.parametrize(("said_on", "text"), RIGHT)
def test_what_is_shown_stays_supported(said_on: str, text: str) -> None:
    """A plain true statement passes."""
    assert checked(text, said_on).label == "supported"


@pytest.mark.parametrize(("said_on", "text"), HELD_BACK)
def test_what_is_shown_nowhere_holds_back(said_on: str, text: str) -> None:
    """A true figure carries nothing else along, and the reader is told what was not found."""
    found = checked(text, said_on)
    assert (found.label, found.reason) == ("not_enough_evidence", "unverified_detail")
    assert "nothing checked tells" in found.rationale


def test_a_refuted_statement_is_left_alone() -> None:
    """The guard only ever takes `supported` back."""
    assert checked("Strategy bought 8,187 BTC and hired 55 people.", "2025-11-18").label == "refuted"


AROUND = (
    "It acquired 8,178 bitcoin. Net proceeds of $703.9 million came from issuing and the sale of Class A shares. "
    "Nothing was pledged as collateral."
)


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("It bought 8,178 BTC by issuing shares.", "supported", "partly_disclosed"),
        ("It bought 8,178 BTC and raised $703.9 million.", "supported", "partly_disclosed"),
        ("It bought 8,178 BTC thanks to a loan.", "not_enough_evidence", "unverified_detail"),
        ("It bought 8,178 BTC and raised $739.9 million.", "not_enough_evidence", "unverified_detail"),
        ("It bought 8,178 BTC, pledged as collateral.", "not_enough_evidence", "unverified_detail"),
    ],
)
def test_what_stands_around_the_sentence_is_less_sure(text: str, label: str, reason: str) -> None:
    """What the passage about the sentence speaks of leaves a statement supported, and is named all the same; what
    stands nowhere holds it back, and so does what a lender would decide by."""
    document = Document(
        document_id="w", accession_number="0001193125-25-283991", type="8-K", url="", sha256="", text=AROUND
    )
    told = next(one for one in example_disclosures() if one.filing.accession_number == document.accession_number)
    filings = {**example_record().filings, "w": told.filing}
    record = replace(example_record(), documents={"w": document}, filings=filings)
    known = know(record, date(2025, 11, 18))
    (claim,) = claims_of("Strategy bought 8,178 BTC.", "2025-11-18")
    piece = Evidence(accession_number="", url="", stance="supports", source=document.quote(0, 26))
    finding = Finding(
        label="supported",
        reason="matches_disclosure",
        rationale="8,178 bought.",
        evidence=(piece,),
        firmness="exact",
    )
    one = Judged(claim=claim, finding=finding)
    figures = tuple(find_figures(text, 0, len(text), date(2025, 11, 18)))
    held = hold_back(one, [one], Unread(text=text, figures=figures, days=()), known).finding
    assert (held.label, held.reason) == (label, reason)
    assert "othing checked tells" in held.rationale
