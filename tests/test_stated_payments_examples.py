"""Every example under `examples/stated_payments` gives exactly the payments that stand beside it.

With `MONITOR_BLESS=1` (`make bless`) the expected files are rewritten, which a person then reads.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.extractors.stated_payments import extract
from monitor.readers import read_document
from monitor.records import Filing, Issuer

EXAMPLES = Path(__file__).parent / "examples" / "stated_payments"
ISSUERS = {
    "MSTR": Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", names=("Strategy", "MicroStrategy")),
    "EXMP": Issuer(issuer_cik=1, ticker="CIK1", name="Example Beverages, Inc."),
}


def read_example(path: Path) -> list[dict[str, str]]:
    """The payments of an example, as plain values."""
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
    return [
        {
            name: str(value)
            for name, value in {
                "kind": one.kind,
                "instrument": one.instrument_id,
                "due_on": one.due_on,
                "per_share_usd": one.per_share_usd,
                "amount_usd": one.amount_usd,
                "per_share_other": one.per_share_other,
                "amount_other": one.amount_other,
                "currency": None if one.currency == "USD" else one.currency,
                "record_on": one.record_on,
                "is_paid": one.is_paid,
                "quote": one.source.quote,
            }.items()
            if value is not None
        }
        for one in extract(document, filing, issuer)
    ]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_example_gives_the_payments_beside_it(path: Path) -> None:
    """What is declared, paid or due is found with its instrument, sum and day, and nothing else is."""
    found = read_example(path)
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))
