"""What is said: claims of the stored articles, their verdicts through time, the stories and the predictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from monitor.extractors.claims import extract_claims
from monitor.judges.duplicates import said_at
from monitor.judges.knowledge import NEW_YORK
from monitor.judges.narratives import Told, build_narratives
from monitor.judges.predictions import build_predictions
from monitor.judges.statement import lend_periods
from monitor.pipeline._run import Run
from monitor.pipeline.check import Checker
from monitor.records import Article, Claim, Document, HoldingsChange, Verdict
from monitor.store.articles import load_article_documents, load_articles, load_prices
from monitor.store.claims import (
    load_claim_sources,
    load_claims,
    load_current_verdicts,
    load_new_filings,
    save_claims,
    save_narratives,
    save_predictions,
    save_verdicts,
)
from monitor.store.loading import load_facts, load_filings
from monitor.store.saving import save_issuers

FOLLOWED = timedelta(days=120)  # a claim is judged as of every filing for so long, after that as of the newest one


def narrate(run: Run, document_ids: Collection[str] | None = None) -> tuple[Verdict, ...]:
    """Read the claims of the stored articles (or those with these documents), judge each as of the day it was said
    and of the filings since, and tell the stories anew. Returns the verdicts that are new.

    Of copies nothing is read: what is printed twice was said once. Nothing that is unchanged is written again.
    """
    save_issuers(run.store, run.settings.issuers)
    checker = Checker(run.settings, run.store, now=run.now)
    documents = load_article_documents(run.store)
    claims: list[Claim] = []
    for article in load_articles(run.store):
        document = documents.get(article.article_id)
        if document is None:
            continue
        chosen = document_ids is None or document.document_id in document_ids
        if not chosen and not article.duplicate_of:  # an earlier article may have become a copy
            continue
        found = () if article.duplicate_of else read_claims(run, checker, document, said_at(article))
        save_claims(run.store, document.document_id, found)
        claims.extend(found)
    days = {
        cik: _days(filing.accepted_at for filing in load_filings(run.store, cik)) for cik in _ciks(checker, claims)
    }
    added = _judge(run, checker, claims, days)
    run.terminal.detail(f"{len(claims)} claims, {len(added)} new verdicts")
    tell_stories(run)
    return added


def narrate_articles(run: Run, articles: Iterable[Article]) -> None:
    """`narrate` for articles that are new: what loading and crawling call at their end."""
    chosen = {article.article_id for article in articles}
    documents = load_article_documents(run.store, chosen)
    narrate(run, {document.document_id for document in documents.values()})


def rejudge(run: Run) -> tuple[Verdict, ...]:
    """Judge the stored claims again as of the filings that came with this run. Returns what changed."""
    new = load_new_filings(run.store, run.run_id)
    if not new:
        return ()
    checker = Checker(run.settings, run.store, now=run.now)
    days = {cik: _days(accepted) for cik, accepted in new.items()}
    claims = [claim for claim in load_claims(run.store) if _judged_by(checker, claim) in days]
    added = _judge(run, checker, claims, days)
    if claims:
        run.terminal.detail(f"{len(claims)} claims judged again, {len(added)} changed")
        tell_stories(run)
    return added


def tell_stories(run: Run) -> None:
    """Narratives and predictions from all stored claims, as of now."""
    store = run.store
    claims, sources, verdicts = load_claims(store), load_claim_sources(store), load_current_verdicts(store)
    told = [
        Told(
            claim=claim,
            source=sources.get(claim.claim_id, ""),
            score=verdicts[claim.claim_id].score if claim.claim_id in verdicts else Decimal(0),
        )
        for claim in claims
    ]
    save_narratives(store, build_narratives(told, _find_prices(run)))
    today = run.now().astimezone(NEW_YORK).date()
    save_predictions(store, build_predictions(claims, sources=sources, prices=load_prices(store), as_of=today))


def read_claims(run: Run, checker: Checker, document: Document, claimed_at: datetime) -> tuple[Claim, ...]:
    """The claims of one article."""
    found = extract_claims(document, run.settings.issuers, claimed_at=claimed_at, about=checker.about)
    return lend_periods(tuple(found))


def _judge(
    run: Run, checker: Checker, claims: Iterable[Claim], filed: dict[int, list[date]]
) -> tuple[Verdict, ...]:
    added: list[Verdict] = []
    before = load_current_verdicts(run.store)
    for claim in claims:
        days = filed.get(_judged_by(checker, claim), [])
        added.extend(save_verdicts(run.store, _history(checker, claim, days, claim.claim_id in before)))
    return tuple(added)


def _history(checker: Checker, claim: Claim, filed: list[date], judged: bool) -> Iterator[Verdict]:
    """The verdict of the day on which it was said, unless all of `filed` came later and it was judged before; then
    one for each day with filings since. What no filing can settle (an opinion, what may come) is asked of the
    newest alone."""
    said_on = claim.claimed_at.astimezone(NEW_YORK).date()
    later = [day for day in filed if day > said_on]
    if not judged or len(later) < len(filed):
        finding = checker.judge(claim, said_on)
        yield checker.verdict(claim.claim_id, finding, said_on)
        if finding.idle:
            later = later[-1:]
    for day in later:
        if day <= said_on + FOLLOWED or day == later[-1]:
            yield checker.verdict(claim.claim_id, checker.judge(claim, day), day)


def _judged_by(checker: Checker, claim: Claim) -> int:
    """Whose filings may settle a claim; those of the market are asked of the issuer that is followed."""
    if claim.issuer_cik is not None:
        return claim.issuer_cik
    return checker.about.issuer_cik if checker.about else 0


def _ciks(checker: Checker, claims: Iterable[Claim]) -> set[int]:
    return {_judged_by(checker, claim) for claim in claims}


def _days(accepted: Iterable[datetime]) -> list[date]:
    """The days in New York, each once, oldest first."""
    return sorted({instant.astimezone(NEW_YORK).date() for instant in accepted})


def _find_prices(run: Run) -> dict[str, dict[date, Decimal]]:
    """What a unit cost, by asset and day: what issuers reported to have paid, and closes where there are any."""
    prices: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    for issuer in run.settings.issuers:
        for change in load_facts(run.store, HoldingsChange, issuer.issuer_cik):
            if change.average_price_usd and change.period_end_on and change.kind in ("acquired", "sold"):
                prices[change.asset][change.period_end_on] = change.average_price_usd
    for price in load_prices(run.store):
        prices[price.asset][price.day_on] = price.close_usd
    return dict(prices)
