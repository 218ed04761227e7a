"""What is said: claims of the stored articles, their verdicts through time, the stories and the predictions.

All of it follows from what is stored and never from the clock or the order in which things came, so `monitor
rebuild` finds the same. `narrate` weighs what is on record as unsettled (`store/unsettled.py`), and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from monitor.extractors.claims import extract_claims
from monitor.judges.duplicates import said_at
from monitor.judges.narratives import Told, build_narratives
from monitor.judges.predictions import build_predictions
from monitor.judges.statement import lend_periods
from monitor.pipeline._judging import judge_through_time
from monitor.pipeline._run import Run
from monitor.pipeline.check import Checker
from monitor.records import Claim, Document, HoldingsChange, Price, Verdict
from monitor.store.articles import load_articles_to_read, load_prices
from monitor.store.claims import (
    load_claim_sources,
    load_claims,
    save_claims,
    save_narratives,
    save_predictions,
)
from monitor.store.loading import load_facts
from monitor.store.saving import save_issuers
from monitor.store.status import find_newest_day
from monitor.store.unsettled import clear_unsettled, load_unsettled
from monitor.store.verdicts import load_scores


def narrate(run: Run) -> tuple[Verdict, ...]:
    """Read the claims of articles that are new, judge every claim that something new bears on, and tell the
    stories anew. Returns the verdicts that are new.

    Call it when the ledgers are made. Nothing that is unchanged is written again.
    """
    todo = load_unsettled(run.store)
    if not todo:
        return ()
    save_issuers(run.store, run.settings.issuers)
    checker = Checker(run.settings, run.store, now=run.now)
    run.facts_added += read_articles(run, checker, todo.articles)
    claims = load_claims(run.store)
    added = judge_through_time(run, checker, claims, todo)
    run.facts_added += len(added)
    tell_stories(run, claims)
    clear_unsettled(run.store)
    run.terminal.detail(f"{len(claims)} claims, {len(added)} new verdicts")
    return added


def read_articles(run: Run, checker: Checker, document_ids: Collection[str]) -> int:
    """Store the claims of these articles; returns how many are new.

    Of copies nothing is read, and what was read goes: what is printed twice was said once.
    """
    added = 0
    for article, document in load_articles_to_read(run.store, document_ids):
        copied = article.duplicate_of is not None  # perhaps only since an earlier print of it came in
        found = () if copied else read_claims(run, checker, document, said_at(article))
        added += save_claims(run.store, document.document_id, found)
    return added


def read_claims(run: Run, checker: Checker, document: Document, claimed_at: datetime) -> tuple[Claim, ...]:
    """The claims of one article."""
    found = extract_claims(document, run.settings.issuers, claimed_at=claimed_at, about=checker.about)
    return lend_periods(tuple(found))


def tell_stories(run: Run, claims: list[Claim]) -> None:
    """Narratives and predictions from all stored claims, as of the newest day that the store knows of."""
    store = run.store
    sources, scores, prices = load_claim_sources(store), load_scores(store), load_prices(store)
    told = [
        Told(
            claim=claim,
            source=sources.get(claim.claim_id, ""),
            scores=scores.get(claim.claim_id, ()),
        )
        for claim in claims
    ]
    save_narratives(store, build_narratives(told, _find_costs(run, prices)))
    newest = find_newest_day(store)
    if newest is not None:
        save_predictions(store, build_predictions(claims, sources=sources, prices=prices, as_of=newest))


def _find_costs(run: Run, prices: list[Price]) -> dict[str, dict[date, Decimal]]:
    """What a unit cost, by asset and day: what issuers reported to have paid, and closes where there are any."""
    costs: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    for issuer in run.settings.issuers:
        for change in load_facts(run.store, HoldingsChange, issuer.issuer_cik):
            if change.average_price_usd and change.period_end_on and change.kind in ("acquired", "sold"):
                costs[change.asset][change.period_end_on] = change.average_price_usd
    for price in prices:
        costs[price.asset][price.day_on] = price.close_usd
    return dict(costs)
