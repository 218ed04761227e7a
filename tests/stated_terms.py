"""Terms, events, reserves and issuances for the tests of the judges, from figures and days: no filing's sentence.

note = State("0001193125-24-064321", "2024-03-11")
note.terms("convertible_note:0.625-2030", "0.625% notes due 2030", principal_usd="8.00E+8 2024-03-08",
           coupon_rate="0.625", matures_on="2030-03-15")
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from monitor.records import (
    Document,
    Filing,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    Reserve,
    StatedPayment,
    content_id,
)

CIK = 1050446
DAYS = ("issued_on", "matures_on", "put_on", "callable_from_on", "first_payment_on")
WORDS = ("payment_days", "cumulative", "formerly", "matures_in", "instalments")


@dataclass
class State:
    """One filing, accepted at noon UTC, and what it states."""

    accession_number: str
    filed_on: str
    form: str = "8-K"
    facts: list[Any] = field(default_factory=list)

    @property
    def known_at(self) -> datetime:
        """When the filing was accepted."""
        day = date.fromisoformat(self.filed_on)
        return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    @property
    def filing(self) -> Filing:
        """The filing itself."""
        return Filing(
            accession_number=self.accession_number, issuer_cik=CIK, form=self.form,
            filed_on=date.fromisoformat(self.filed_on), accepted_at=self.known_at,
        )  # fmt: skip

    def keep(self, record: type[Any], id_field: str, sentence: str, **values: Any) -> State:
        """One fact whose quote is `sentence`."""
        text = f"{len(self.facts)}: {sentence}"
        document = Document(
            document_id=self.accession_number, accession_number=self.accession_number, type=self.form, url="",
            sha256="", text=" " * 100 * len(self.facts) + text,
        )  # fmt: skip
        values.setdefault("issuer_cik", CIK)
        given: dict[str, Any] = {
            id_field: content_id(self.accession_number, text),
            "source": document.quote(0, len(document.text)),
            "known_at": self.known_at,
            "extractor": "test",
            **values,
        }
        self.facts.append(record(**given))
        return self

    def terms(self, key: str, name: str, *, series: str = "", **terms: str) -> State:
        """Terms of an instrument; "8.00E+8 2024-03-08" is a figure and the day it speaks of."""
        for term, told in terms.items():
            value, _, as_of = told.partition(" ")
            self.keep(
                InstrumentTerm, "term_id", f"{name} {term} {told}",
                instrument_id=f"{CIK}:{key}", kind=key.partition(":")[0], name=name, series=series, term=term,
                figure=None if term in (*DAYS, *WORDS) else Decimal(value),
                day_on=date.fromisoformat(value) if term in DAYS else None,
                words=value if term in WORDS else None,
                as_of_on=date.fromisoformat(as_of) if as_of else None,
            )  # fmt: skip
        return self

    def event(self, key: str, kind: str, happened_on: str | None = None, **figures: str) -> State:
        """An event of an instrument; "2022-03" as its day is a month alone."""
        month = happened_on if happened_on and len(happened_on) == len("2022-03") else None
        return self.keep(
            InstrumentEvent, "event_id", f"{key} {kind} {happened_on} {figures}",
            instrument_id=f"{CIK}:{key}", name=key, kind=kind,
            happened_on=date.fromisoformat(happened_on) if happened_on and not month else None, happened_in=month,
            **{name: Decimal(figure) for name, figure in figures.items()},
        )  # fmt: skip

    def balance(self, kind: str, amount: str, as_of_on: str, words: str = "") -> State:
        """A balance of a reserve."""
        return self.keep(
            Reserve, "reserve_id", words or f"{kind} {amount} {as_of_on}",
            kind=kind, amount_usd=Decimal(amount), as_of_on=date.fromisoformat(as_of_on),
        )  # fmt: skip

    def sale(self, security: str, shares: str, start: str, end: str, **more: Any) -> State:
        """A line of a program table."""
        values: dict[str, Any] = {"kind": "atm", **more}
        return self.keep(
            Issuance, "issuance_id", f"{security} {shares} {start} {end}",
            security=security, shares=Decimal(shares),
            period_start_on=date.fromisoformat(start), period_end_on=date.fromisoformat(end), **values,
        )  # fmt: skip

    def pays(self, key: str, due_on: str, words: str, **figures: str) -> State:
        """A payment that a sentence states; figures are `per_share_usd` or `amount_usd`."""
        return self.keep(
            StatedPayment, "payment_id", words,
            instrument_id=f"{CIK}:{key}", name=key, kind="dividend", due_on=date.fromisoformat(due_on),
            is_paid=False, **{name: Decimal(figure) for name, figure in figures.items()},
        )  # fmt: skip


def of_kind(states: Iterable[State], record: type[Any]) -> list[Any]:
    """The facts of one kind."""
    return [fact for state in states for fact in state.facts if isinstance(fact, record)]


def filings_of(states: Iterable[State]) -> dict[str, Filing]:
    """Filing by document_id."""
    return {state.accession_number: state.filing for state in states}


def official_notes() -> list[State]:
    """Two notes and a preferred of one issuer, as its filings state them (accession numbers and figures only)."""
    return [
        State("0001193125-24-064321", "2024-03-11").terms(
            "convertible_note:0.625-2030", "0.625% convertible senior notes due 2030",
            principal_usd="8.00E+8 2024-03-08", coupon_rate="0.625", payments_per_year="2",
            payment_days="03-15,09-15", issued_on="2024-03-08", matures_on="2030-03-15", put_on="2028-09-15",
            callable_from_on="2027-03-22", conversion_price_usd="1497.68",
        ),
        State("0001193125-24-164009", "2024-06-20").terms(
            "convertible_note:2.25-2032", "2.25% convertible senior notes due 2032",
            principal_usd="8.00E+8 2024-06-18", coupon_rate="2.25", payments_per_year="2",
            payment_days="06-15,12-15", issued_on="2024-06-17", matures_on="2032-06-15", put_on="2029-06-15",
            callable_from_on="2029-06-20", conversion_price_usd="2043.32",
        ),
        State("0001193125-25-167987", "2025-07-29").terms(
            "preferred:STRC", "Variable Rate Series A Perpetual Stretch Preferred Stock", series="STRC",
            shares="28011111 2025-07-29", liquidation_preference_usd="100", dividend_rate="9.00 2025-07-29",
            payments_per_year="12", cumulative="yes", issued_on="2025-07-29",
            payment_days="01-31,02-28,03-31,04-30,05-31,06-30,07-31,08-31,09-30,10-31,11-30,12-31",
        ),
        State("0001193125-25-225038", "2025-09-30").terms(
            "preferred:STRC", "Variable Rate Series A Perpetual Stretch Preferred Stock",
            dividend_rate="10.25 2025-10-01",
        ),
    ]  # fmt: skip
