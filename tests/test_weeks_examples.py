"""Weeks of other issuers, in layouts and words unlike those of today: every figure of issuance, money and coins.

Each report under `examples/weeks` is invented, and walks through three extractors and the balance of sources and
uses; what must be found stands beside it. With `MONITOR_BLESS=1` (`make bless`) the expected files are rewritten,
which a person then reads.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from monitor.extractors import holdings, issuances, reserves
from monitor.judges.funds import judge_funds
from monitor.readers import read_document
from monitor.records import (
    Asset,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    Issuance,
    Issuer,
    PurchaseFunding,
    Reserve,
    ReserveMovement,
)

EXAMPLES = Path(__file__).parent / "examples" / "weeks"
BITCOIN = Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC"))
ETHER = Asset(asset="ether", words=("ether", "ETH"))
ISSUERS = {
    "HLDG": Issuer(
        issuer_cik=1900001,
        ticker="HLDG",
        name="Harbor Ledger Holdings, Inc.",
        names=("Harbor Ledger", "Harbor"),
        assets=(BITCOIN,),
    ),
    "NAUT": Issuer(
        issuer_cik=1900002,
        ticker="NAUT",
        name="Nautilus Reserve Corp",
        names=("Nautilus",),
        assets=(BITCOIN,),
    ),
    "ETHR": Issuer(
        issuer_cik=1900003,
        ticker="ETHR",
        name="Aether Treasury Inc",
        names=("Aether Treasury",),
        assets=(ETHER, BITCOIN),
    ),
    "MSTR": Issuer(
        issuer_cik=1050446,
        ticker="MSTR",
        name="Strategy Inc",
        names=("Strategy", "MicroStrategy"),
        assets=(BITCOIN,),
    ),
}
KINDS = (Issuance, PurchaseFunding, HoldingsChange, Reserve, ReserveMovement)
LEFT_OUT = {"issuer_cik", "source", "known_at", "extractor", "accession_number", "note", "use_of_proceeds"}


def read_week(path: Path) -> dict[str, list[Any]]:
    """All facts of a report by kind, the balances they make, and the problems found."""
    source = path.read_text(encoding="utf-8")
    said = dict(re.findall(r"(\w+)=(\S+)", source.split("-->", 1)[0]))
    issuer, on = ISSUERS[said["issuer"]], date.fromisoformat(said["period_on"])
    filing = Filing(
        accession_number="0000000000-27-000001",
        issuer_cik=issuer.issuer_cik,
        form=said["form"],
        filed_on=on,
        accepted_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        period_on=on,
    )
    document = read_document(
        source.encode(), accession_number=filing.accession_number, type=said["form"], url="", filename=path.name
    )
    facts = [fact for topic in (issuances, reserves, holdings) for fact in topic.extract(document, filing, issuer)]
    for fact in facts:
        assert document.text[fact.source.quote_start : fact.source.quote_end] == fact.source.quote
    told = [[fact for fact in facts if isinstance(fact, kind)] for kind in KINDS]
    funds = judge_funds(*told, filings={document.document_id: filing})  # type: ignore[arg-type]
    named = dict(zip(("issuances", "fundings", "changes", "reserves", "movements"), told, strict=True))
    named["totals"] = [fact for fact in facts if isinstance(fact, HoldingsTotal)]
    problems = [*issuances.check(document, filing, issuer), *funds.problems]
    found: dict[str, list[Any]] = {name: [as_json(one) for one in listed] for name, listed in named.items()}
    found["balances"] = [as_json(one) for one in funds.balances]
    found["problems"] = [one.kind for one in problems]
    return {name: listed for name, listed in found.items() if listed}


def as_json(record: Any) -> dict[str, str]:
    """What a record says, without what the filing gives it and what is empty; ids aside."""
    values = {name: getattr(record, name) for name in type(record).__slots__ if not name.endswith("_id")}
    return {
        name: f"{value:f}" if isinstance(value, Decimal) else str(value)
        for name, value in values.items()
        if name not in LEFT_OUT and value not in (None, "")
    }


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_week_gives_what_stands_beside_it(path: Path) -> None:
    """Shares, dollars, coins, reserves, days and the sum of sources and uses, and nothing else."""
    found = read_week(path)
    expected = path.with_suffix(".json")
    if os.environ.get("MONITOR_BLESS"):
        expected.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_lookalikes_give_nothing() -> None:
    """Programs set up, shares for employees and for land, others' sales and reserves, and what might have been."""
    assert read_week(EXAMPLES / "lookalikes_of_others.html") == {}
