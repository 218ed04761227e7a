"""Disclosures for the tests of the judges, from a few words each: figures and days, no sentences.

    disclose("0001193125-21-254529", "2021-08-24", "acquired 3907 2021-07-01 2021-08-23 1.770E+8 45294",
             "held 108992 2021-08-23 2.918E+9 26769")

A change is: kind, units, first day, last day, amount, average, purpose; a total: "held", units, day, cost,
average. "-" is what is not said, and what is not said at the end of a line may be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from monitor.judges.ledger import Ledger, build_ledger
from monitor.records import (
    ChangeKind,
    Document,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    IndexedFiling,
    Issuer,
    content_id,
)

ISSUER = Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc", cadence="weekly")


@dataclass(frozen=True)
class Disclosure:
    """One filing with its facts."""

    filing: Filing
    document_id: str
    changes: tuple[HoldingsChange, ...]
    totals: tuple[HoldingsTotal, ...]

    @property
    def listed(self) -> IndexedFiling:
        """The filing as the index lists it, absent from the store."""
        filing = self.filing
        return IndexedFiling(
            accession_number=filing.accession_number,
            issuer_cik=filing.issuer_cik,
            form=filing.form,
            filed_on=filing.filed_on,
            accepted_at=filing.accepted_at,
            period_on=filing.period_on,
            items="",
            primary_document="",
            stored=False,
        )


def disclose(
    accession_number: str,
    filed_on: str | date,
    *lines: str,
    form: str = "8-K",
    amends: str | None = None,
    period_on: str | None = None,
    document: str = "",
    issuer: Issuer = ISSUER,
) -> Disclosure:
    """A filing accepted at noon UTC on `filed_on`, one fact per line. `document`: another one of that filing."""
    day = date.fromisoformat(str(filed_on))
    filing = Filing(
        accession_number=accession_number,
        issuer_cik=issuer.issuer_cik,
        form=form,
        filed_on=day,
        accepted_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        amends=amends,
        period_on=_day(period_on),
    )
    document_id = content_id(accession_number, document)
    text = "\n".join(lines) or "-"
    read = Document(
        document_id=document_id, accession_number=accession_number, type=form, url="", sha256="", text=text
    )
    changes: list[HoldingsChange] = []
    totals: list[HoldingsTotal] = []
    at = 0
    for number, line in enumerate(lines):
        fact_id = content_id(document_id, line, number)
        words = [None if word == "-" else word for word in line.split()] + [None] * 6
        rest: dict[str, Any] = {
            "issuer_cik": issuer.issuer_cik,
            "asset": "bitcoin",
            "units": Decimal(words[1] or 0),
            "source": read.quote(at, at + len(line)),
            "known_at": filing.accepted_at,
            "extractor": "by hand",
        }
        at += len(line) + 1
        if words[0] == "held":
            totals.append(
                HoldingsTotal(
                    total_id=fact_id,
                    as_of_on=date.fromisoformat(words[2] or ""),
                    cost_usd=_figure(words[3]),
                    average_cost_usd=_figure(words[4]),
                    **rest,
                )
            )
        else:
            kind = next(kind for kind in get_args(ChangeKind) if kind == words[0])
            changes.append(
                HoldingsChange(
                    change_id=fact_id,
                    kind=kind,
                    period_start_on=_day(words[2]),
                    period_end_on=_day(words[3]),
                    usd_amount=_figure(words[4]),
                    average_price_usd=_figure(words[5]),
                    purpose=" ".join(line.split()[6:]) or None,
                    **rest,
                )
            )
    return Disclosure(filing=filing, document_id=document_id, changes=tuple(changes), totals=tuple(totals))


def load_disclosures(path: Path) -> Iterator[Disclosure]:
    """Disclosures from a file: a line "accession day form" for each filing, its facts indented below it."""
    head: list[str] = []
    facts: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "end of file"]:
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            facts.append(line.strip())
            continue
        if head:
            yield disclose(head[0], head[1], *facts, form=head[2])
        head, facts = line.split(), []


def ledger_of(disclosures: Iterable[Disclosure], **rest: Any) -> Ledger:
    """The ledger that the disclosures make."""
    told = list(disclosures)
    return build_ledger(
        [change for one in told for change in one.changes],
        [total for one in told for total in one.totals],
        issuer=rest.pop("issuer", ISSUER),
        asset="bitcoin",
        filings={one.document_id: one.filing for one in told},
        **rest,
    )


def _figure(word: str | None) -> Decimal | None:
    return None if word is None else Decimal(word)


def _day(word: str | None) -> date | None:
    return None if word is None else date.fromisoformat(word)
