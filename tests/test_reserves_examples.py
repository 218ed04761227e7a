"""Every example under `examples/reserves` gives exactly the balances and movements that stand beside it.

With `MONITOR_BLESS=1` (`make bless`) the expected files are rewritten, which a person then reads.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.extractors.reserves import extract
from monitor.readers import read_document
from monitor.records import Filing, Issuer, Reserve, ReserveMovement

EXAMPLES = Path(__file__).parent / "examples" / "reserves"
ISSUERS = {
    "MSTR": Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", names=("Strategy", "MicroStrategy")),
    "EXMP": Issuer(issuer_cik=1, ticker="CIK1", name="Example Beverages, Inc."),
}


def read_example(path: Path) -> list[dict[str, str]]:
    """The facts of an example, as plain values."""
    source = path.read_text(encoding="utf-8")
    said = dict(re.findall(r"(\w+)=(\S+)", source.split("-->", 1)[0]))
    issuer = ISSUERS[said["issuer"]]
    filing = Filing(
        accession_number="0000000000-26-000001",
        issuer_cik=issuer.issuer_cik,
        form=said["form"],
        filed_on=date.fromisoformat(said["period_on"]),
        accepted_at=datetime(2026, 12, 1, 12, tzinfo=UTC),
    )
    document = read_document(
        source.encode(), accession_number=filing.accession_number, type=said["form"], url="", filename=path.name
    )
    return [as_json(fact) for fact in extract(document, filing, issuer)]


def as_json(fact: Reserve | ReserveMovement) -> dict[str, str]:
    """What a fact says, its empty fields left out, without what the filing gives it."""
    if isinstance(fact, Reserve):
        values: dict[str, object] = {
            "balance": fact.kind,
            "amount_usd": fact.amount_usd,
            "as_of_on": fact.as_of_on,
        }
    else:
        values = {
            fact.direction: fact.kind,
            "amount_usd": fact.amount_usd,
            "period_start_on": fact.period_start_on,
            "period_end_on": fact.period_end_on,
            "purpose": fact.purpose,
        }
    values["quote"] = fact.source.quote
    return {name: str(value) for name, value in values.items() if value is not None}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_example_gives_the_reserves_beside_it(path: Path) -> None:
    """What is in a reserve, was put in or taken out is found with day and purpose, and nothing else."""
    found = read_example(path)
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))
