"""Facts about money for the tests of `monitor.judges.funds`, made from a few words each: figures and days only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from monitor.judges.funds import Funds, judge_funds
from monitor.records import (
    Document,
    Filing,
    FundsBalance,
    HoldingsChange,
    Issuance,
    PurchaseFunding,
    Reserve,
    ReserveMovement,
    content_id,
)

CIK = 1050446
WEEK = (date(2026, 3, 2), date(2026, 3, 8))
NEXT = (date(2026, 3, 9), date(2026, 3, 15))


class Told:
    """Facts of filings, made from a few words each; `filings` and `judge` follow from them."""

    def __init__(self) -> None:
        self.facts: list[Any] = []
        self.filings: dict[str, Filing] = {}
        self.place: dict[str, Any] = {}
        self.file("2026-03-09")

    def file(self, day: str, form: str = "8-K") -> None:
        """The facts that follow stand in a filing of this day."""
        accepted = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
        accession = f"0000000000-26-{len(self.filings):06}"
        document = Document(
            document_id=content_id(accession),
            accession_number=accession,
            type=form,
            url="",
            sha256="",
            text="Includes shares sold but not yet settled.",
        )
        self.filings[document.document_id] = Filing(
            accession_number=accession, issuer_cik=CIK, form=form, filed_on=accepted.date(), accepted_at=accepted
        )
        self.document = document
        self.place = {"issuer_cik": CIK, "known_at": accepted, "extractor": "by hand"}

    def issue(self, security: str, net: str | None, days: tuple[date, date] = WEEK, **rest: Any) -> None:
        """Securities sold (or, by `kind`, bought back) for `net` dollars."""
        values: dict[str, Any] = {"kind": "atm", "shares": Decimal(1000) if net != "0" else Decimal(0)} | rest
        quote = self.document.quote(0, 8 if not values.pop("unsettled", False) else len(self.document.text))
        self.facts.append(
            Issuance(
                security=security,
                net_proceeds_usd=None if net is None else Decimal(net),
                period_start_on=days[0],
                period_end_on=days[1],
                source=quote,
                **values,
                **self.place,
            )
        )

    def trade(self, kind: Any, amount: str | None, days: tuple[date, date] = WEEK, units: str = "10") -> None:
        """Coins bought or sold; "none": neither."""
        self.facts.append(
            HoldingsChange(
                asset="bitcoin",
                kind=kind,
                units=Decimal(units if kind != "none" else 0),
                usd_amount=None if amount is None else Decimal(amount),
                period_start_on=days[0],
                period_end_on=days[1],
                source=self.document.quote(0, 8),
                **self.place,
            )
        )

    def fund(self, securities: str, others: str = "", amount: str | None = None) -> None:
        """What the week's purchases were paid with."""
        self.facts.append(
            PurchaseFunding(
                asset="bitcoin",
                period_start_on=WEEK[0],
                period_end_on=WEEK[1],
                securities=securities,
                other_sources=others,
                amount_usd=None if amount is None else Decimal(amount),
                source=self.document.quote(0, 8),
                **self.place,
            )
        )

    def reserve(self, day: date, amount: str) -> None:
        """The balance of the reserve at the end of a day."""
        source = self.document.quote(0, 8)
        self.facts.append(
            Reserve(as_of_on=day, kind="usd_reserve", amount_usd=Decimal(amount), source=source, **self.place)
        )

    def move(self, direction: Any, amount: str, day: date, purpose: str | None = None) -> None:
        """Money put into or taken from the reserve."""
        self.facts.append(
            ReserveMovement(
                kind="usd_reserve",
                direction=direction,
                amount_usd=Decimal(amount),
                period_end_on=day,
                purpose=purpose,
                source=self.document.quote(0, 8),
                **self.place,
            )
        )

    def judge(self, **rest: Any) -> Funds:
        """The balances."""
        kinds = (Issuance, PurchaseFunding, HoldingsChange, Reserve, ReserveMovement)
        groups: list[Any] = [[fact for fact in self.facts if isinstance(fact, kind)] for kind in kinds]
        return judge_funds(*groups, filings=self.filings, **rest)

    def week(self, **rest: Any) -> FundsBalance:
        """The balance of the first week."""
        return next(one for one in self.judge(**rest).balances if one.period_end_on == WEEK[1])
