"""All that the store knows of one issuer, as the judges want it."""

from __future__ import annotations

from monitor.judges.knowledge import Record
from monitor.records import (
    HoldingsChange,
    HoldingsTotal,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    PaymentStatement,
    PurchaseFunding,
    Reserve,
    ReserveMovement,
    StatedPayment,
)
from monitor.settings import Settings, unprofiled_issuer
from monitor.store.articles import load_flows, load_prices
from monitor.store.database import Store
from monitor.store.loading import load_documents, load_facts, load_filings_by_document, load_index
from monitor.store.ownership import load_trades
from monitor.store.upkeep import find_issuer_name


def load_record(store: Store, settings: Settings, cik: int) -> Record:
    """Every fact of an issuer in the store, whenever it was known, and all prices and flows."""
    return Record(
        issuer=settings.find_issuer(cik) or unprofiled_issuer(cik, find_issuer_name(store, cik)),
        filings=load_filings_by_document(store, cik),
        documents=load_documents(store, cik),
        index=load_index(store, cik),
        changes=load_facts(store, HoldingsChange, cik),
        totals=load_facts(store, HoldingsTotal, cik),
        terms=load_facts(store, InstrumentTerm, cik),
        events=load_facts(store, InstrumentEvent, cik),
        reserves=load_facts(store, Reserve, cik),
        movements=load_facts(store, ReserveMovement, cik),
        statements=load_facts(store, PaymentStatement, cik),
        issuances=load_facts(store, Issuance, cik),
        fundings=load_facts(store, PurchaseFunding, cik),
        trades=load_trades(store, cik),
        payments=load_facts(store, StatedPayment, cik),
        prices=load_prices(store),
        flows=load_flows(store),
    )
