"""Every example under `examples/holdings` gives exactly the facts that stand beside it.

The filings are written by us in the forms that issuers use. With `MONITOR_BLESS=1` (`make bless`) the expected
files are rewritten, which a person then reads.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.extractors.holdings import extract
from monitor.readers import read_document
from monitor.records import Asset, Fact, Filing, HoldingsTotal, Issuer

EXAMPLES = Path(__file__).parent / "examples" / "holdings"
BITCOIN = Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC"))
ETHER = Asset(asset="ether", words=("ether", "ETH"))


def issuer(cik: int, ticker: str, name: str, *names: str, assets: tuple[Asset, ...] = (BITCOIN,)) -> Issuer:
    """A profile."""
    return Issuer(issuer_cik=cik, ticker=ticker, name=name, names=names, assets=assets)


ISSUERS = {
    "MSTR": issuer(1050446, "MSTR", "Strategy Inc", "Strategy", "MicroStrategy", "MacroStrategy"),
    "RIOT": issuer(1167419, "RIOT", "Riot Platforms, Inc.", "Riot"),
    "CLSK": issuer(827876, "CLSK", "CleanSpark, Inc.", "CleanSpark"),
    "MARA": issuer(1507605, "MARA", "MARA Holdings, Inc.", "MARA"),
    "BMNR": issuer(1829311, "BMNR", "BitMine Immersion Technologies, Inc.", "BitMine", assets=(ETHER, BITCOIN)),
    "BITF": issuer(3, "CIK3", "Bitfarms Ltd."),
    "KULR": issuer(4, "CIK4", "KULR Technology Group, Inc."),
    "SBET": issuer(6, "CIK6", "SharpLink Gaming, Inc.", assets=(ETHER,)),
    "GME": issuer(5, "CIK5", "GameStop Corp."),
    "EXMP": issuer(1, "CIK1", "Example Beverages, Inc."),  # known by its name alone
}


def read_example(path: Path) -> list[dict[str, Any]]:
    """The facts of an example, as plain values."""
    source = path.read_text(encoding="utf-8")
    said = dict(re.findall(r"(\w+)=(\S+)", source.split("-->", 1)[0]))
    profile = ISSUERS[said["issuer"]]
    on = date.fromisoformat(said["period_on"])
    filing = Filing(
        accession_number="0000000000-26-000001",
        issuer_cik=profile.issuer_cik,
        form=said["form"],
        filed_on=date.fromisoformat(said.get("filed_on", said["period_on"])),
        accepted_at=datetime(2026, 6, 15, 12, tzinfo=UTC),
        period_on=on,
    )
    document = read_document(
        source.encode(), accession_number=filing.accession_number, type=said["form"], url="", filename=path.name
    )
    facts = list(extract(document, filing, profile))
    for fact in facts:
        assert document.text[fact.source.quote_start : fact.source.quote_end] == fact.source.quote
    return [as_json(fact) for fact in facts]


def as_json(fact: Fact) -> dict[str, Any]:
    """A fact without what the filing gives it: who, when known, ids and offsets."""
    if isinstance(fact, HoldingsTotal):
        values: dict[str, Any] = {
            "total": fact.asset,
            "as_of_on": fact.as_of_on,
            "units": fact.units,
            "cost_usd": fact.cost_usd,
            "average_cost_usd": fact.average_cost_usd,
        }
    else:
        values = {
            "change": fact.asset,
            "kind": fact.kind,
            "units": fact.units,
            "usd_amount": fact.usd_amount,
            "average_price_usd": fact.average_price_usd,
            "period_start_on": fact.period_start_on,
            "period_end_on": fact.period_end_on,
            "purpose": fact.purpose,
        }
    values |= {"extractor": fact.extractor, "quote": fact.source.quote}
    return {
        name: value if value is None or isinstance(value, str) else str(value) for name, value in values.items()
    }


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_example_gives_the_facts_beside_it(path: Path) -> None:
    """What an example says is found with its days, money, purpose and quote, and nothing else."""
    found = read_example(path)
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))
