"""Every example under `examples/issuances` gives exactly the facts that stand beside it.

The filings are written by us in the forms that issuers use, look-alikes among them. With `MONITOR_BLESS=1`
(`make bless`) the expected files are rewritten, which a person then reads.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from monitor.extractors.issuances import check, extract
from monitor.readers import read_document
from monitor.records import Asset, Document, Filing, Issuance, Issuer, PurchaseFunding

EXAMPLES = Path(__file__).parent / "examples" / "issuances"
BITCOIN = Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC"))
ETHER = Asset(asset="ether", words=("ether", "ETH"))
ISSUERS = {
    "EXMP": Issuer(issuer_cik=1, ticker="CIK1", name="Example Mining, Inc.", names=("Example Mining",)),
    "MSTR": Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", assets=(BITCOIN,)),
    "CLSK": Issuer(issuer_cik=827876, ticker="CLSK", name="CleanSpark, Inc.", assets=(BITCOIN,)),
    "RIOT": Issuer(issuer_cik=1167419, ticker="RIOT", name="Riot Platforms, Inc.", assets=(BITCOIN,)),
    "BMNR": Issuer(issuer_cik=1829311, ticker="BMNR", name="BitMine", assets=(BITCOIN, ETHER)),
}


def open_example(path: Path) -> tuple[Document, Filing, Issuer]:
    """An example as the extractor gets it: issuer, form and day stand in its first line."""
    source = path.read_text(encoding="utf-8")
    said = dict(re.findall(r"(\w+)=(\S+)", source.split("-->", 1)[0]))
    issuer = ISSUERS[said["issuer"]]
    on = date.fromisoformat(said["period_on"])
    filing = Filing(
        accession_number="0000000000-26-000001",
        issuer_cik=issuer.issuer_cik,
        form=said["form"],
        filed_on=on,
        accepted_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        period_on=on,
    )
    document = read_document(
        source.encode(), accession_number=filing.accession_number, type=said["form"], url="", filename=path.name
    )
    return document, filing, issuer


def as_json(fact: Issuance | PurchaseFunding) -> dict[str, Any]:
    """A fact without what the filing gives it: who, when known, ids and offsets."""
    names: tuple[str, ...] = ("securities", "other_sources", "amount_usd")
    if isinstance(fact, Issuance):
        names = (
            "kind",
            "security",
            "shares",
            "notional_usd",
            "net_proceeds_usd",
            "available_usd",
            "use_of_proceeds",
        )
    values = {name: getattr(fact, name) for name in ("period_start_on", "period_end_on", *names, "extractor")}
    values["quote"] = fact.source.quote
    return {
        name: value if value is None or isinstance(value, str) else str(value) for name, value in values.items()
    }


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_example_gives_the_facts_beside_it(path: Path) -> None:
    """What an example says is found with its days, money, use and quote, and nothing else."""
    document, filing, issuer = open_example(path)
    facts = list(extract(document, filing, issuer))
    for fact in facts:
        assert document.text[fact.source.quote_start : fact.source.quote_end] == fact.source.quote
    found = [as_json(fact) for fact in facts]
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_lookalikes_give_nothing() -> None:
    """Plans, prices, capacities, insiders, options, coins, dividends and others' shares are no issuance."""
    assert list(extract(*open_example(EXAMPLES / "lookalikes.html"))) == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_only_a_contradicting_total_is_reported(path: Path) -> None:
    """Rows that do not add up to their total are a problem that names both sums; all other tables add up."""
    found = [problem.message.split(": ", 1)[1].split(";")[0] for problem in check(*open_example(path))]
    expected = {
        "total_that_contradicts": [
            "the rows of its proceeds column add up to 76,300,000, its total says 98,700,000"
            " (rounding allows 200,000)"
        ]
    }
    assert found == expected.get(path.stem, [])
