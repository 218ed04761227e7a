"""The example store with debt, cash and funding in it, and what a judge would make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from example_debts import (
    MARCH,
    MAY,
    NEW,
    NEW_TEXT,
    NOTE,
    NOTE_NAME,
    OLD,
    OLD_TEXT,
    STRF,
    STRF_NAME,
    day,
    find_new_facts,
    find_old_facts,
    make_document,
    make_filing,
    quote,
    told,
)
from example_filings import CIK, at
from example_store import make_example_store

from monitor.records import (
    ChainStage,
    Document,
    Fact,
    FundsBalance,
    Instrument,
    InstrumentTerm,
    Obligation,
    PaymentCoverage,
    StressMeasure,
    content_id,
)
from monitor.store.database import open_store
from monitor.store.saving import save_derived, save_filing
from monitor.store.versions import VersionTable, save_turns

VERSIONS = {
    "obligations": ("obligation_versions", ("obligation_id",)),
    "payment_coverages": ("payment_coverage_versions", ("as_of_on",)),
    "funds_balances": ("funds_balance_versions", ("period_start_on", "period_end_on")),
}


def make_debt_store(path: Path) -> Path:
    """The example store with two filings more and what a judge would make of them."""
    make_example_store(path)
    old, new = make_document(OLD, OLD_TEXT), make_document(NEW, NEW_TEXT)
    facts = {OLD: tuple(find_old_facts(old)), NEW: tuple(find_new_facts(new))}
    with open_store(path) as store:
        for document, form, known_at in ((old, "10-Q", MARCH), (new, "8-K", MAY)):
            accession = document.accession_number or ""
            save_filing(
                store,
                make_filing(accession, form, known_at),
                archive_sha256="0" * 64,
                documents=[replace(document, type=form)],
                facts=facts[accession],
                stored_at=at("2026-06-01T12:30:05"),
            )
        for table, records in derive(facts[OLD], facts[NEW], new).items():
            save_derived(store, table, CIK, records)
            if table in VERSIONS:
                versions = VersionTable(name=VERSIONS[table][0], whose={"issuer_cik": CIK}, key=VERSIONS[table][1])
                save_turns(store, versions, None, [(one.known_at, [one], ()) for one in records])
    return path


def _instrument(facts: tuple[Fact, ...], instrument_id: str, known_at: datetime, **given: Any) -> Instrument:
    """A version that rests on all facts given of the instrument."""
    terms = [one for one in facts if isinstance(one, InstrumentTerm) and one.instrument_id == instrument_id]
    values: dict[str, Any] = dict.fromkeys(
        ("principal_usd", "principal_as_of_on", "shares", "liquidation_preference_usd", "coupon_rate",
         "dividend_rate", "payments_per_year", "payment_days", "cumulative", "issued_on", "matures_on", "put_on",
         "callable_from_on", "conversion_price_usd", "conversion_rate", "superseded_at")
    )  # fmt: skip
    values |= {term.term: term.figure if term.figure is not None else term.day_on for term in terms}
    values |= {"principal_as_of_on": next((term.as_of_on for term in terms if term.as_of_on), None)}
    return Instrument(
        instrument_id=instrument_id,
        issuer_cik=CIK,
        kind=terms[0].kind,
        name=terms[0].name,
        series=terms[0].series,
        status="outstanding",
        known_at=known_at,
        term_ids=tuple(term.term_id for term in terms),
        **(values | given),
    )


def _due(document: Document, kind: str, due_on: str, amount: str, words: str) -> Obligation:
    certainty = {"interest": "contractual", "dividend": "if_declared", "put": "holder_option"}[kind]
    preferred = kind == "dividend"
    return Obligation(
        obligation_id=content_id("obligation", kind, due_on),
        instrument_id=STRF if preferred else NOTE,
        name=STRF_NAME if preferred else NOTE_NAME,
        kind=kind,  # type: ignore[arg-type]
        due_on=day(due_on),
        amount_usd=Decimal(amount),
        basis="stated" if preferred else "computed",
        certainty=certainty,  # type: ignore[arg-type]
        period_start_on=None,
        period_end_on=None,
        note="as declared" if preferred else "0.625 % a year of $800,000,000, paid twice a year: $2,500,000.",
        **told(document, words, MAY, "obligations"),
    )


def derive(old: tuple[Fact, ...], new: tuple[Fact, ...], document: Document) -> dict[str, list[Any]]:
    """What a judge would make of the facts."""
    current = tuple({one.term: one for one in (*old, *new) if isinstance(one, InstrumentTerm)}.values())
    due = [
        _due(document, "interest", "2026-03-15", "2500000", "$800.0 million"),
        _due(document, "dividend", "2026-06-30", "30400000", "A dividend of $30.4 million"),
        _due(document, "interest", "2026-09-15", "2500000", "$800.0 million"),
        _due(document, "interest", "2027-03-15", "2500000", "$800.0 million"),
        _due(document, "put", "2028-09-15", "800000000", "September 15, 2028"),
        _due(document, "interest", "2029-09-15", "2500000", "$800.0 million"),
    ]
    sum_up = FundsBalance(
        issuer_cik=CIK,
        period_start_on=day("2026-05-11"),
        period_end_on=day("2026-05-17"),
        proceeds_usd=Decimal("16.3E+6"),
        sales_usd=Decimal(0),
        purchases_usd=Decimal("2010E+6"),
        repurchases_usd=Decimal(0),
        reserve_change_usd=None,
        residual_usd=Decimal("-1993.7E+6"),
        tolerance_usd=Decimal("0.1E+6"),
        status="other_cash_used",
        note="16.3 − 2,010.0 = −1,993.7 million: other cash was used.",
        accession_number=NEW,
        known_at=MAY,
    )
    coverage = PaymentCoverage(
        issuer_cik=CIK,
        as_of_on=day("2026-05-17"),
        reserves_usd=Decimal("870E+6"),
        obligations_usd=Decimal("35.4E+6"),
        months=Decimal("294.9"),
        reserve_ids=(content_id("reserve", NEW),),
        obligation_ids=tuple(due[place].obligation_id for place in (1, 2, 3)),
        note="$870,000,000 / $35,400,000 × 12 = 294.9 months.",
        accession_number=NEW,
        known_at=MAY,
    )
    earlier = replace(coverage, as_of_on=day("2026-03-31"), months=Decimal("250"))
    return {
        "instruments": [
            _instrument(old, NOTE, MARCH, superseded_at=MAY, accession_number=OLD),
            _instrument(current, NOTE, MAY, accession_number=NEW),
            _instrument(current, STRF, MAY, accession_number=NEW),
        ],
        "obligations": due,
        "funds_balances": [sum_up],
        "payment_coverages": [earlier, coverage],
        "stress_measures": [_measure(document, *one) for one in MEASURES],
        "chain_stages": [_stage(document, number) for number in range(1, 8)],
    }


MEASURES: tuple[tuple[str, str | None, str, str], ...] = (
    ("average_cost", None, "75700", "USD"),
    ("reduction_of_1_percent", None, "0", "flag"),
    ("gain_at_price", "70000", "-4812606600", "USD"),
    ("gain_at_price_percent", "70000", "-7.5", "percent"),
    ("under_water_at_price", "70000", "1", "flag"),
    ("coins_for_a_year", "70000", "505.7", "bitcoin"),
)


def _measure(document: Document, name: str, price: str | None, figure: str, unit: str) -> StressMeasure:
    return StressMeasure(
        measure_id=content_id("stress", name, price),
        issuer_cik=CIK,
        asset="bitcoin",
        as_of_on=day("2026-05-31"),
        measure=name,
        price_usd=Decimal(price) if price else None,
        figure=Decimal(figure),
        unit=unit,
        note=f"How {name} comes about.",
        source=quote(document, "At the end of March"),
        known_at=MAY,
    )


def _stage(document: Document, number: int) -> ChainStage:
    shows = number == 5
    return ChainStage(
        issuer_cik=CIK,
        as_of_on=day("2026-05-31"),
        stage=number,
        name="sales" if shows else f"stage {number}",
        observable="sales of the asset",
        state="observed" if shows else "not_observed" if number == 3 else "cannot_be_seen",
        reason="32 bitcoin sold." if shows else "No prices are in the store.",
        source=quote(document, "It may be required to sell bitcoin") if shows else None,
        known_at=MAY,
    )
