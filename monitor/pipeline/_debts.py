"""After the filings are in: what must be paid, out of which money, and what that means at a price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from monitor.extractors._balance_sheet import find_balance_sheets
from monitor.judges._days import new_york_day
from monitor.judges._payment_dates import add_months
from monitor.judges.chain import judge_chain
from monitor.judges.funds import judge_funds
from monitor.judges.instruments import judge_instruments
from monitor.judges.obligations import judge_obligations
from monitor.judges.payment_coverage import judge_payment_coverage
from monitor.judges.stress import judge_stress
from monitor.pipeline._run import Run
from monitor.records import (
    BalanceSheet,
    ChainStage,
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
    StressMeasure,
)
from monitor.store.articles import load_prices
from monitor.store.loading import find_documents, get_document, load_facts
from monitor.store.problems import resolve_problems
from monitor.store.saving import save_derived

HORIZON_MONTHS = 36  # of the calendar, from the newest filing: a rebuild years later gives the same one
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
    """Instruments, obligations, coverage, funds, stress and the chain of one issuer. Nothing without a filing."""
    if not filings:
        return
    store, cik = run.store, issuer.issuer_cik
    newest_day = max(new_york_day(filing.accepted_at) for filing in filings.values())
    closes = _load_closes(run)
    payments = load_facts(store, StatedPayment, cik)
    issuances = load_facts(store, Issuance, cik)
    reserves = load_facts(store, Reserve, cik)
    changes = load_facts(store, HoldingsChange, cik)
    totals = load_facts(store, HoldingsTotal, cik)
    instruments = judge_instruments(
        load_facts(store, InstrumentTerm, cik),
        load_facts(store, InstrumentEvent, cik),
        filings=filings,
        issuances=issuances,
    )
    obligations = judge_obligations(
        instruments,
        filings=filings,
        until_on=add_months(newest_day, HORIZON_MONTHS),
        payments=payments,
    )
    funds = judge_funds(
        issuances,
        load_facts(store, PurchaseFunding, cik),
        changes,
        reserves,
        load_facts(store, ReserveMovement, cik),
        filings=filings,
    )
    sheets = _find_sheets(run, issuer, filings)
    measures: list[StressMeasure] = []
    stages: list[ChainStage] = []
    for asset in issuer.assets:
        held = [total for total in totals if total.asset == asset.asset]
        if not held:
            continue
        # A close is known on its day: with prices in the store the picture is of the last of them.
        day = max(newest_day, max(closes.get(asset.asset, {}), default=newest_day))
        measures += judge_stress(
            day,
            issuer_cik=cik,
            asset=asset.asset,
            totals=held,
            filings=filings,
            instruments=instruments,
            payments=payments,
            balance_sheets=sheets,
            closes=closes.get(asset.asset),
        )
        if not stages:  # the chain is the issuer's, told of the asset that it mainly holds
            stages += judge_chain(
                day,
                issuer=issuer,
                asset=asset.asset,
                changes=changes,
                totals=held,
                issuances=issuances,
                closes=closes,
            )
    for table, records in (
        ("instruments", instruments.versions),
        ("obligations", obligations.due),
        (
            "payment_coverages",
            judge_payment_coverage(reserves, instruments, obligations, filings=filings, payments=payments),
        ),
        ("funds_balances", funds.balances),
        ("stress_measures", measures),
        ("chain_stages", stages),
    ):
        save_derived(store, table, cik, records)
    _keep(run, cik, (*instruments.problems, *obligations.problems, *funds.problems))


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
