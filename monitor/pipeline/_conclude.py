"""After everything is in: which filing amends which, the ledgers, what is said and its verdicts, the alerts, and
the feeds."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.judges.amendments import link_amendments
from monitor.judges.insiders import judge_trades, link_forms, sum_trades_then
from monitor.judges.ledger import build_ledger
from monitor.pipeline._debts import judge_debts
from monitor.pipeline._run import Run
from monitor.pipeline._versions import save_ledger_then
from monitor.pipeline.alerts import raise_alerts
from monitor.pipeline.narrate import narrate
from monitor.publish.feeds import publish_feeds
from monitor.records import Issuer
from monitor.settings import unprofiled_issuer
from monitor.store.loading import (
    load_changes,
    load_filings,
    load_filings_by_document,
    load_index,
    load_totals,
)
from monitor.store.ownership import load_trades, save_judged_trades
from monitor.store.problems import resolve_problems
from monitor.store.runs import save_counts
from monitor.store.saving import save_derived, save_ledger
from monitor.store.unsettled import load_unsettled
from monitor.store.upkeep import find_issuer_name, load_ciks, save_amendments
from monitor.store.versions import save_versions

LEDGER_PROBLEMS = ("contradiction", "cost_mismatch", "rough_total", "rounding_drift")


def conclude(run: Run, ciks: Iterable[int] = ()) -> None:
    """Judge the issuers, then the claims that anything new bears on; raise alerts; publish. Safe to repeat: what
    has not changed is not written again.

    Judged are the issuers named, and those of which a run that was interrupted left something unsettled.
    """
    todo = load_unsettled(run.store)
    everybody = load_ciks(run.store) if todo.prices_from_on else ()  # stress and the chain speak of prices
    for cik in sorted({*ciks, *todo.filings, *everybody}):
        judge_issuer(
            run, run.settings.find_issuer(cik) or unprofiled_issuer(cik, find_issuer_name(run.store, cik))
        )
    narrate(run)
    raise_alerts(run)
    save_counts(run.store, run.run_id, **run.counts)
    publish_feeds(run.settings.db, run.settings.feeds, run.settings.feeds_address)


def judge_issuer(run: Run, issuer: Issuer) -> None:
    """All that follows for one issuer from all that is known of it."""
    cik = issuer.issuer_cik
    save_amendments(run.store, link_amendments(load_filings(run.store, cik)))
    judge_insiders(run, cik)
    filings = load_filings_by_document(run.store, cik)
    index = load_index(run.store, cik)
    for asset in issuer.assets:
        changes = load_changes(run.store, cik, asset.asset)
        totals = load_totals(run.store, cik, asset.asset)
        ledger = build_ledger(
            changes,
            totals,
            issuer=issuer,
            asset=asset.asset,
            filings=filings,
            index=index,
        )
        if save_ledger(run.store, cik, asset.asset, ledger.steps):
            run.terminal.detail(f"{issuer.ticker}: {len(ledger.steps)} steps of the {asset.asset} ledger")
        save_ledger_then(
            run.store, changes, totals, issuer=issuer, asset=asset.asset, filings=filings, index=index, now=ledger
        )
        resolve_problems(run.store, LEDGER_PROBLEMS, still=ledger.problems, resolved_at=run.now(), issuer_cik=cik)
        run.keep(ledger.problems)
    judge_debts(run, issuer, filings)


def judge_insiders(run: Run, cik: int) -> None:
    """Notices joined to sales, amended lines to those they replace, and the sums of both, now and at any time."""
    trades = load_trades(run.store, cik)
    filings = {filing.accession_number: filing for filing in load_filings(run.store, cik)}
    judged = judge_trades(trades, filings)
    save_judged_trades(run.store, cik, judged)
    save_amendments(run.store, link_forms(judged))
    sums = sum_trades_then(judged)
    save_derived(run.store, "insider_sums", cik, [one.record for one in sums if one.superseded_at is None])
    save_versions(run.store, "insider_sum_versions", cik, sums)
