"""A price that a filing prints for a day judges statements about that day, and no other day's price does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from verdict_examples import claims_of, example_record

from monitor.judges.knowledge import Record, know
from monitor.judges.verdicts import judge_claim
from monitor.records import Document, Filing

TABLE = "Held at End\tLowest\tValue\tHighest\tValue\tMarket Price Per Bitcoin at End of Quarter\tValue\n"
ROW = "September 30, 2025\t640,031\t$98,000.00\t$62,723\t$124,500.00\t$79,684\t$114,068.00\t$73,007\n"
PROSE = (
    "As of October 5, 2025, at 4:00 p.m. Eastern Time, the market price of one bitcoin reported on the exchange "
    "was $123,450.10."
)


def record() -> Record:
    """The example with a filing that prints two prices."""
    filing = Filing(
        accession_number="0000950170-25-100000",
        issuer_cik=1050446,
        form="8-K",
        filed_on=date(2025, 10, 6),
        accepted_at=datetime(2025, 10, 6, 12, tzinfo=UTC),
    )
    document = Document(
        document_id="prices",
        accession_number=filing.accession_number,
        type="8-K",
        url="",
        sha256="",
        text=f"{TABLE}{ROW}\n{PROSE}\n",
    )
    told = example_record()
    return replace(
        told,
        filings={**told.filings, "prices": filing},
        documents={**told.documents, "prices": document},
    )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Bitcoin closed at about $114,100 on September 30, 2025.", "supported"),
        ("Bitcoin closed September 2025 at $114,068.", "supported"),
        ("Bitcoin closed September 2025 at $123,450.", "refuted"),
        ("Bitcoin traded at $123,450 on October 5, 2025.", "supported"),
        ("Bitcoin traded at $115,900 on September 30, 2025.", "not_enough_evidence"),
        ("Bitcoin traded at $114,068 on September 29, 2025.", "not_enough_evidence"),
    ],
)
def test_the_price_of_the_day(text: str, label: str) -> None:
    """Right to the dollar or near it, wrong when far off, open in between and on days without a price."""
    (claim,) = claims_of(text, "2025-10-08")
    assert judge_claim(claim, know(record(), date(2025, 10, 8))).label == label
