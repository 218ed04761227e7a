"""Facts of debt, cash and funding: figures of the real notes, sentences of our own."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from example_filings import CIK, at

from monitor.records import (
    Block,
    Document,
    Fact,
    Filing,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    PaymentStatement,
    PurchaseFunding,
    Quote,
    Reserve,
    ReserveMovement,
    content_id,
)

NOTE = f"{CIK}:convertible_note:0.625-2030"
STRF = f"{CIK}:preferred:STRF"
NOTE_NAME = "0.625% Convertible Senior Notes due 2030"
STRF_NAME = "10.00% Series A Perpetual Strife Preferred Stock"
OLD_TEXT = (
    "Of the 0.625% notes due 2030 $805.0 million were outstanding in March 2025. They pay 0.625% a year. "
    "They mature on March 15, 2030."
)
NEW_TEXT = (
    "At the end of March $800.0 million were outstanding, after $5.0 million had been converted. "
    "Holders may ask for repayment on September 15, 2028. The company may redeem them from March 22, 2027. "
    "They convert at $149.77 a share. There are 12,153,863 shares of STRF, each with a preference of $100, "
    "which pay 10.00% a year. A dividend of $30.4 million was declared for June 30, 2026. "
    "The USD Reserve stood at $870.0 million on May 17. It took $30.0 million from the USD Reserve for dividends. "
    "In the week it sold 101,500 MSTR shares for $16.3 million; $8.1 billion may still be sold. "
    "It may be required to sell bitcoin to pay dividends. The purchases were paid with the ATM and excess cash."
)
MARCH, MAY = at("2025-05-05T20:15:00"), at("2026-05-18T12:00:00")
OLD, NEW = "0001193125-25-000101", "0001193125-26-230101"


def day(text: str) -> date:
    """A calendar day."""
    return date.fromisoformat(text)


def quote(document: Document, words: str) -> Quote:
    """The first place of the words in the document."""
    start = document.text.index(words)
    return document.quote(start, start + len(words))


def make_filing(accession: str, form: str, known_at: datetime) -> Filing:
    return Filing(
        accession_number=accession,
        issuer_cik=CIK,
        form=form,
        filed_on=known_at.date(),
        accepted_at=known_at,
        items="",
        url=f"https://www.sec.gov/Archives/edgar/data/{CIK}/{accession}-index.htm",
    )


def make_document(accession: str, text: str) -> Document:
    return Document(
        document_id=content_id("document", accession),
        accession_number=accession,
        type="8-K",
        url="https://www.sec.gov/mstr.htm",
        sha256="0" * 64,
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )


def told(document: Document, words: str, known_at: datetime, name: str) -> dict[str, Any]:
    """What every fact has."""
    return {"issuer_cik": CIK, "source": quote(document, words), "known_at": known_at, "extractor": name}


def _term(
    document: Document, words: str, term: str, value: Decimal | date, known_at: datetime, **given: Any
) -> Fact:
    preferred = term in ("shares", "liquidation_preference_usd", "dividend_rate")
    return InstrumentTerm(
        term_id=content_id("term", document.document_id, term),
        instrument_id=STRF if preferred else NOTE,
        kind="preferred" if preferred else "convertible_note",
        name=STRF_NAME if preferred else NOTE_NAME,
        series="STRF" if preferred else "2030 Notes",
        term=term,  # type: ignore[arg-type]
        figure=value if isinstance(value, Decimal) else None,
        day_on=value if isinstance(value, date) else None,
        **told(document, words, known_at, "instruments"),
        **given,
    )


def find_old_facts(document: Document) -> list[Fact]:
    principal = _term(
        document, "$805.0 million", "principal_usd", Decimal("805.0E+6"), MARCH, as_of_on=day("2025-03-31")
    )
    return [
        principal,
        _term(document, "0.625% a year", "coupon_rate", Decimal("0.625"), MARCH),
        _term(document, "March 15, 2030", "matures_on", day("2030-03-15"), MARCH),
    ]


def find_new_facts(document: Document) -> list[Fact]:
    converted = InstrumentEvent(
        event_id=content_id("event", NEW),
        instrument_id=NOTE,
        name=NOTE_NAME,
        kind="converted",
        happened_on=None,
        amount_usd=Decimal("5.0E+6"),
        **told(document, "$5.0 million had been converted", MAY, "instruments"),
    )
    reserve = Reserve(
        reserve_id=content_id("reserve", NEW),
        as_of_on=day("2026-05-17"),
        kind="usd_reserve",
        amount_usd=Decimal("870.0E+6"),
        **told(document, "The USD Reserve stood at $870.0 million", MAY, "reserves"),
    )
    movement = ReserveMovement(
        movement_id=content_id("movement", NEW),
        kind="usd_reserve",
        direction="used",
        amount_usd=Decimal("30.0E+6"),
        period_end_on=day("2026-05-17"),
        purpose="dividends",
        **told(document, "$30.0 million from the USD Reserve", MAY, "reserves"),
    )
    issuance = Issuance(
        issuance_id=content_id("issuance", NEW),
        kind="atm",
        security="MSTR Stock",
        shares=Decimal(101500),
        net_proceeds_usd=Decimal("16.3E+6"),
        available_usd=Decimal("8.1E+9"),
        period_start_on=day("2026-05-11"),
        period_end_on=day("2026-05-17"),
        **told(document, "101,500 MSTR shares for $16.3 million; $8.1 billion", MAY, "issuances"),
    )
    funding = PurchaseFunding(
        funding_id=content_id("funding", NEW),
        asset="bitcoin",
        period_start_on=day("2026-05-11"),
        period_end_on=day("2026-05-17"),
        securities="MSTR Stock",
        other_sources="excess cash",
        **told(document, "The purchases were paid with the ATM and excess cash", MAY, "issuances"),
    )
    risk = PaymentStatement(
        statement_id=content_id("statement", NEW, "risk"),
        topic="source_of_funds",
        polarity="affirmed",
        modality="risk_factor",
        tense="future",
        **told(document, "It may be required to sell bitcoin to pay dividends.", MAY, "payments"),
    )
    declared = PaymentStatement(
        statement_id=content_id("statement", NEW, "declared"),
        topic="dividend_declared",
        polarity="affirmed",
        modality="fact",
        tense="past",
        instrument_id=STRF,
        amount_usd=Decimal("30.4E+6"),
        date_on=day("2026-06-30"),
        **told(document, "A dividend of $30.4 million was declared for June 30, 2026.", MAY, "payments"),
    )
    return [
        _term(document, "$800.0 million", "principal_usd", Decimal("800.0E+6"), MAY, as_of_on=day("2026-03-31")),
        _term(document, "September 15, 2028", "put_on", day("2028-09-15"), MAY),
        _term(document, "March 22, 2027", "callable_from_on", day("2027-03-22"), MAY),
        _term(document, "$149.77", "conversion_price_usd", Decimal("149.77"), MAY),
        _term(document, "12,153,863 shares", "shares", Decimal(12153863), MAY),
        _term(document, "preference of $100", "liquidation_preference_usd", Decimal(100), MAY),
        _term(document, "10.00% a year", "dividend_rate", Decimal("10.00"), MAY),
        *(converted, reserve, movement, issuance, funding, risk, declared),
    ]
