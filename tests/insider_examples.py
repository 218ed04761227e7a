"""Forms 3, 4 and 144 of invented persons, and trades made by hand: shared by the tests of insiders."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from monitor.readers.ownership import Ownership, list_trades, read_ownership
from monitor.records import Document, Filing, InsiderTrade

EXAMPLES = Path(__file__).parent / "examples" / "ownership"
MSTR = 1050446
OWNER = 1999001
PERIOD = "2026-03-04"
# file, form, accession number, day accepted
FORM_144 = ("form144.xml", "144", "0001999001-26-000001", "2026-03-04")
FORM_4 = ("form4.xml", "4", "0001999001-26-000002", "2026-03-06")
FORM_4A = ("form4a.xml", "4/A", "0001999001-26-000003", "2026-03-10")
FORM_3 = ("form3.xml", "3", "0001999002-21-000001", "2021-02-03")
OTHERS_FORM_4 = ("form4-other-issuer.xml", "4", "0001999001-26-000004", "2026-03-09")
Example = tuple[str, str, str, str]


def row_of_manifest(example: Example) -> dict[str, str]:
    """The line of a manifest."""
    name, form, accession, day = example
    return {
        "file": name,
        "cik": str(MSTR),
        "accession_number": accession,
        "form": form,
        "filed_on": day,
        "accepted_at": f"{day}T22:30:00Z",
        "period_on": "" if form == "144" else "2021-02-01" if form == "3" else PERIOD,
        "items": "",
        "primary_document": name,
        "reconstruction": "yes",
        "type": "",
    }


def filing_of(example: Example) -> Filing:
    """The filing that the example is."""
    row = row_of_manifest(example)
    return Filing(
        accession_number=row["accession_number"],
        issuer_cik=MSTR,
        form=row["form"],
        filed_on=date.fromisoformat(row["filed_on"]),
        accepted_at=datetime.fromisoformat(row["accepted_at"]),
        period_on=date.fromisoformat(row["period_on"]) if row["period_on"] else None,
    )


def read(example: Example, raw: bytes | None = None) -> tuple[Document, Ownership]:
    """The example as the reader sees it."""
    name, form, accession, _ = example
    raw = (EXAMPLES / name).read_bytes() if raw is None else raw
    return read_ownership(raw, accession_number=accession, type=form, url="", filename=name)


def trades_of(*examples: Example) -> list[InsiderTrade]:
    """The lines of the examples, in their order."""
    return [
        trade
        for example in examples
        for document, ownership in [read(example)]
        for trade in list_trades(document, ownership, filing_of(example))
    ]


def filings_of(*examples: Example) -> dict[str, Filing]:
    """The filings of the examples by accession number."""
    return {example[2]: filing_of(example) for example in examples}


def trade(number: int, day: str, code: str = "S", shares: str = "100", **changes: Any) -> InsiderTrade:
    """A sale of 100 shares at $10 by "Sample Jordan A", reported at 21:00 UTC; a notice with code ""."""
    values: dict[str, Any] = {
        "trade_id": f"t{number}",
        "issuer_cik": MSTR,
        "accession_number": f"0001999001-26-{number:06d}",
        "document_id": f"d{number}",
        "form": "4" if code else "144",
        "owner": "Sample Jordan A" if code else "JORDAN A. SAMPLE",
        "owner_cik": OWNER if code else None,
        "relationship": "director",
        "security": "Class A Common Stock" if code else "Common",
        "is_derivative": False,
        "code": code,
        "shares": Decimal(shares),
        "price_usd": Decimal(10) if code else None,
        "traded_on": date.fromisoformat(day),
        "acquired": (code in ("P", "A", "M")) if code else None,
        "ownership": "direct" if code else "",
        "nature": "",
        "shares_after": None,
        "is_10b5_1": None,
        "is_notice": not code,
        "footnotes": "",
        "quote_start": 0,
        "quote_end": 1,
        "quote": "x",
        "known_at": datetime.fromisoformat(f"{day}T21:00:00").replace(tzinfo=UTC),
    }
    return InsiderTrade(**(values | changes))
