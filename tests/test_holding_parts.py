"""Coins that are pledged, in the holding or beside it, and lenders that are only named by the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from stated_facts import Facts, found_in
from verdict_examples import claims_of

from monitor.judges.knowledge import Record
from monitor.records import HoldingsChange, HoldingsTotal, Reserve

HELD = "On June 30, 2026 we held 21,450 bitcoin."
WITHIN = "Of our bitcoin 4,125 were pledged as collateral on June 30, 2026."
BESIDE = "We also have 4,125 bitcoin that a lender holds as collateral, a receivable."
CUSHION, LATER = "The USD Reserve was $1.30 billion.", "The USD Reserve was $0.95 billion."


def record(pledged: str) -> Record:
    """A holding, and coins that are pledged."""
    facts = Facts()
    facts.file("2026-07-30", HELD, pledged, form="10-Q")
    day = date(2026, 6, 30)
    facts.keep(HoldingsTotal, "total_id", HELD, asset="bitcoin", as_of_on=day, units=Decimal(21_450))
    facts.keep(
        HoldingsChange, "change_id", pledged, asset="bitcoin", kind="pledged", units=Decimal(4_125),
        period_end_on=day,
    )  # fmt: skip
    return facts.record


@pytest.mark.parametrize(
    ("pledged", "text", "label"),
    [
        (WITHIN, "Strategy owned just 17,325 bitcoin in total at the end of June.", "refuted"),
        (WITHIN, "Strategy has 17,325 coins that are not pledged.", "supported"),
        (WITHIN, "Strategy's entire treasury is down to 17,325 coins.", "refuted"),
        (BESIDE, "Strategy held 25,575 bitcoin at the end of June.", "supported"),
        (BESIDE, "Strategy held 17,325 bitcoin at the end of June.", "refuted"),
        (WITHIN, "Strategy held 25,575 bitcoin at the end of June.", "refuted"),
    ],
)
def test_what_is_pledged_is_in_the_holding_or_beside_it(pledged: str, text: str, label: str) -> None:
    """As the filing words it: pledged of our coins, or a receivable that we also have."""
    assert found_in(record(pledged), text, "2026-08-03").label == label


def test_an_old_cushion_is_stale() -> None:
    """Money set aside for dividends is a reserve, and no dividend that is raised."""
    facts = Facts()
    for day, line, usd in (("2026-01-05", CUSHION, "1.30E+9"), ("2026-05-04", LATER, "9.5E+8")):
        facts.file(day, line)
        facts.keep(
            Reserve, "reserve_id", line, as_of_on=date.fromisoformat(day), kind="usd_reserve",
            amount_usd=Decimal(usd),
        )  # fmt: skip
    text = "Strategy has a dollar cushion of $1.30 billion set aside for dividends."
    finding = found_in(facts.record, text, "2026-05-06")
    assert (finding.label, finding.reason) == ("refuted", "stale")


def test_a_lender_is_not_whom_it_is_about() -> None:
    """A company that is named before "loan" is no subject where the issuer is named."""
    text = "At midyear 3,300 of Strategy's coins were security for its $200 million Coinbase loan."
    assert {claim.subject for claim in claims_of(text, "2025-11-18")} <= {"Strategy", "its"}
