"""Every example under `examples/instruments` gives exactly the terms and events that stand beside it.

With `MONITOR_BLESS=1` (`make bless`) the expected files are rewritten, which a person then reads.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.extractors.instruments import extract
from monitor.readers import read_document
from monitor.records import Filing, InstrumentEvent, InstrumentTerm, Issuer

EXAMPLES = Path(__file__).parent / "examples" / "instruments"
ISSUERS = {
    "MSTR": Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", names=("Strategy", "MicroStrategy")),
    "CLSK": Issuer(issuer_cik=827876, ticker="CLSK", name="CleanSpark, Inc.", names=("CleanSpark",)),
    "HRBR": Issuer(issuer_cik=2, ticker="HRBR", name="Harbor Digital Treasury, Inc.", names=("Harbor",)),
    "GRNT": Issuer(issuer_cik=3, ticker="GRNT", name="Granite Hash Corp.", names=("Granite",)),
    "LAKE": Issuer(issuer_cik=4, ticker="LAKE", name="Lakeside Bitcoin Trust Company", names=("Lakeside",)),
    "RDWD": Issuer(issuer_cik=6, ticker="RDWD", name="Redwood Mining Group, Inc.", names=("Redwood",)),
    "KAIG": Issuer(issuer_cik=5, ticker="KAIG", name="Kaigan Holdings K.K.", names=("Kaigan", "Kaigan Finance")),
    "EXMP": Issuer(issuer_cik=1, ticker="CIK1", name="Example Beverages, Inc.", names=("Example Mining",)),
}


def read_example(path: Path) -> list[dict[str, str]]:
    """The facts of an example, as plain values."""
    return read_source(path.read_text(encoding="utf-8"), path.name)


def read_source(source: str, filename: str) -> list[dict[str, str]]:
    """The facts of a page that says its issuer, form and day first."""
    said = dict(re.findall(r"(\w+)=(\S+)", source.split("-->", 1)[0]))
    issuer = ISSUERS[said["issuer"]]
    filing = Filing(
        accession_number="0000000000-26-000001",
        issuer_cik=issuer.issuer_cik,
        form=said["form"],
        filed_on=date.fromisoformat(said["period_on"]),
        accepted_at=datetime(2026, 6, 15, 12, tzinfo=UTC),
    )
    document = read_document(
        source.encode(), accession_number=filing.accession_number, type=said["form"], url="", filename=filename
    )
    facts = list(extract(document, filing, issuer))
    for fact in facts:
        assert document.text[fact.source.quote_start : fact.source.quote_end] == fact.source.quote
    return [as_json(fact) for fact in facts]


def as_json(fact: InstrumentTerm | InstrumentEvent) -> dict[str, str]:
    """What a fact says, its empty fields left out, without what the filing gives it."""
    if isinstance(fact, InstrumentTerm):
        values: dict[str, object] = {
            "term": fact.term,
            "instrument": fact.instrument_id,
            "series": fact.series,
            "figure": fact.figure,
            "day_on": fact.day_on,
            "words": fact.words,
            "as_of_on": fact.as_of_on,
        }
    else:
        values = {
            "event": fact.kind,
            "instrument": fact.instrument_id,
            "happened_on": fact.happened_on,
            "happened_in": fact.happened_in,
            "amount_usd": fact.amount_usd,
            "shares": fact.shares,
            "paid_usd": fact.paid_usd,
            "rate_from": fact.rate_from,
            "rate_to": fact.rate_to,
        }
    values["quote"] = fact.source.quote
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_example_gives_the_facts_beside_it(path: Path) -> None:
    """What an example says of its instruments is found with days, amounts and quote, and nothing else."""
    found = read_example(path)
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))
