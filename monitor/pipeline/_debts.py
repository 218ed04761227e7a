"""After the filings are in: what must be paid, out of which money, and what that means at a price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from monitor.extractors._balance_sheet import find_balance_sheets
from monitor.judges.debts import DebtRecord
from monitor.judges.debts import judge_debts as judge
from monitor.judges.funds import judge_funds
from monitor.pipeline._run import Run
from monitor.pipeline._versions import save_debts_then, save_funds_then
from monitor.records import (
    BalanceSheet,
    Filing,
    HoldingsChange,
    HoldingsTotal,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    Issuer,
    Problem,
    PurchaseFunding,
    Reserve,
    ReserveMovement,
    StatedPayment,
)
from monitor.store.articles import load_prices
from monitor.store.loading import find_documents, get_document, load_facts
from monitor.store.problems import resolve_problems
from monitor.store.saving import save_derived

DEBT_PROBLEMS = (
    "ambiguous_instrument",
    "amount_missing",
    "term_contradiction",
    "terms_missing",
    "stated_payment_unplaced",
    "unnamed_source",
    "issuance_contradiction",
)


def judge_debts(run: Run, issuer: Issuer, filings: Mapping[str, Filing]) -> None:
    """Instruments, obligations, coverage, funds, stress and the chain of one issuer, each also as it was judged at
    every instant before. Nothing without a filing."""
    if not filings:
        return
    store, cik = run.store, issuer.issuer_cik
    record = DebtRecord(
        issuer=issuer,
        filings=filings,
        terms=load_facts(store, InstrumentTerm, cik),
        events=load_facts(store, InstrumentEvent, cik),
        issuances=load_facts(store, Issuance, cik),
        payments=load_facts(store, StatedPayment, cik),
        reserves=load_facts(store, Reserve, cik),
        changes=load_facts(store, HoldingsChange, cik),
        totals=load_facts(store, HoldingsTotal, cik),
        sheets=_find_sheets(run, issuer, filings),
        closes=_load_closes(run),
    )
    debts = judge(record)
    fundings, movements = load_facts(store, PurchaseFunding, cik), load_facts(store, ReserveMovement, cik)
    told = (record.issuances, fundings, record.changes, record.reserves, movements)
    funds = judge_funds(*told, filings=filings)
    for table, records in (
        ("instruments", debts.instruments.versions),
        ("obligations", debts.obligations.due),
        ("payment_coverages", debts.coverages),
        ("funds_balances", funds.balances),
    ):
        save_derived(store, table, cik, records)
    save_debts_then(store, record, debts)
    save_funds_then(
        store,
        issuer,
        [fact for facts in told for fact in facts],
        filings,
        lambda instant: judge_funds(*told, filings=filings, known_by=instant).balances,
    )
    _keep(run, cik, (*debts.instruments.problems, *debts.obligations.problems, *funds.problems))


def _load_closes(run: Run) -> dict[str, dict[date, Decimal]]:
    """Daily closes in the store by asset, ticker, or "market"."""
    closes: dict[str, dict[date, Decimal]] = {}
    for price in load_prices(run.store):
        closes.setdefault(price.asset, {})[price.day_on] = price.close_usd
    return closes


def _find_sheets(run: Run, issuer: Issuer, filings: Mapping[str, Filing]) -> list[BalanceSheet]:
    found = find_documents(run.store, issuer.issuer_cik, '"total assets"')
    return [
        sheet
        for document_id in found
        if document_id in filings
        for sheet in find_balance_sheets(get_document(run.store, document_id), filings[document_id], issuer)
    ]


def _keep(run: Run, cik: int, problems: Sequence[Problem]) -> None:
    resolve_problems(run.store, DEBT_PROBLEMS, still=problems, resolved_at=run.now(), issuer_cik=cik)
    run.keep(problems)
