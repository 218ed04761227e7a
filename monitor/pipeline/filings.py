"""Filings that EDGAR has and the store lacks: one source of `monitor update`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from monitor._edgartools import prepare, require_whole
from monitor.crawlers._web import WebClient
from monitor.crawlers.edgar import (
    Discovery,
    discover,
    discover_current,
    fetch_submission,
    find_gaps,
    submission_url,
)
from monitor.errors import DocumentError, SourceError, StoreError
from monitor.pipeline._reading import Part
from monitor.pipeline._road import take_in
from monitor.pipeline._run import Run
from monitor.records import Fetch, Filing, IndexedFiling, Issuer, Problem
from monitor.store.loading import load_index, load_reconstructions, load_stored
from monitor.store.problems import load_left_out, resolve_problems
from monitor.store.runs import load_validators, save_fetches, save_validator
from monitor.store.saving import save_index
from monitor.terminal import count

SOURCE_PROBLEMS = ("source_failed",)


def update_filings(
    run: Run,
    issuers: Sequence[Issuer],
    *,
    since: date | None = None,
    dry_run: bool = False,
    reconstructions: Collection[str] = (),
) -> None:
    """Ask EDGAR for the issuers, fetch what is new and walk it down the road.

    `reconstructions`: accession numbers that a replay server serves in our own words, to be labelled as such.
    """
    prepare(run.settings)
    with _open_client(run) as client:
        wanted: list[IndexedFiling] = []
        _discover_current(run, client, issuers)
        # A reconstruction gives way to the filing itself as soon as a source has it.
        held = set(load_stored(run.store)) - (load_reconstructions(run.store) - set(reconstructions))
        held |= load_left_out(run.store)
        for issuer in issuers:
            wanted += _discover(run, client, issuer, since or issuer.since_on, held)
        watched = ", ".join(issuer.ticker for issuer in issuers)
        if wanted:
            run.terminal.say(f"{watched}: {count(len(wanted), 'filing')} to fetch")
        elif not run.failed:  # a source that did not answer may well have news
            run.terminal.say(f"{watched}: nothing new")
        if dry_run:
            for filing in wanted:
                run.terminal.result(f"would fetch {filing.accession_number}  {filing.form:<7} {filing.filed_on}")
            return
        for filing in run.terminal.track(wanted, label="filings", total=len(wanted)):
            _fetch(run, client, filing, reconstruction=filing.accession_number in reconstructions)


def _open_client(run: Run) -> WebClient:
    def keep(fetch: Fetch) -> None:
        run.requests += 1
        save_fetches(run.store, [fetch], run_id=run.run_id)

    return WebClient(run.settings, source="edgar", on_fetch=keep, now=run.now)


def _discover_current(run: Run, client: WebClient, issuers: Sequence[Issuer]) -> None:
    """The feed of current filings, one request for the whole watchlist: it is minutes ahead of the index.

    An issuer that was never looked at is left to its index. The index is the record, so a feed that fails is only
    a warning.
    """
    listed = {issuer.issuer_cik: load_index(run.store, issuer.issuer_cik) for issuer in issuers}
    issuers = [issuer for issuer in issuers if listed[issuer.issuer_cik]]
    known = {filing.accession_number for filings in listed.values() for filing in filings}
    problem: Problem | None = None
    try:
        found = discover_current(client, run.settings, issuers, known=known) if issuers else ()
    except SourceError as error:
        problem = Problem(kind="source_failed", message=str(error), source="edgar current filings")
        run.report(problem)
    else:
        run.archive.record_index(found, source="edgar current filings", listed_at=run.now())
        save_index(run.store, found, source="edgar current filings", listed_at=run.now())
    resolve_problems(
        run.store,
        SOURCE_PROBLEMS,
        still=[problem] if problem else [],
        resolved_at=run.now(),
        source="edgar current filings",
    )


def _discover(
    run: Run, client: WebClient, issuer: Issuer, since: date | None, held: Collection[str]
) -> list[IndexedFiling]:
    """What the index lists and the store lacks: the news, and what an interrupted run left behind."""
    cik = issuer.issuer_cik
    listed = load_index(run.store, cik)
    known = {filing.accession_number for filing in listed} | set(held)
    problem: Problem | None = None
    try:
        found = discover(
            client,
            run.settings,
            issuer,
            known=known,
            validators=load_validators(run.store),
            since=since,
            checked_at=run.now(),
        )
        _save_discovery(run, found)
    except SourceError as error:
        problem = Problem(
            kind="source_failed", severity="error", message=str(error), issuer_cik=cik, source="edgar index"
        )
        run.report(problem)
    resolve_problems(
        run.store,
        SOURCE_PROBLEMS,
        still=[problem] if problem else [],
        resolved_at=run.now(),
        issuer_cik=cik,
        source="edgar index",
    )
    return list(find_gaps(load_index(run.store, cik), held, since=since))


def _save_discovery(run: Run, found: Discovery) -> None:
    """Index and validators together: a validator without its filings would hide them from the next run."""
    run.archive.record_index(found.listed, source="edgar submissions", listed_at=run.now())
    with run.store.transaction("save what EDGAR lists"):
        save_index(run.store, found.listed, source="edgar submissions", listed_at=run.now())
        for validator in found.validators:
            save_validator(run.store, validator)


def _fetch(run: Run, client: WebClient, listed: IndexedFiling, *, reconstruction: bool) -> None:
    url = submission_url(run.settings.base_url, listed.issuer_cik, listed.accession_number)
    problem: Problem | None = None
    try:
        raw = _find_archived(run, listed) or fetch_submission(client, run.settings, listed)
    except SourceError as error:
        problem = Problem(
            kind="source_failed",
            severity="error",
            message=str(error),
            accession_number=listed.accession_number,
            issuer_cik=listed.issuer_cik,
            source=url,
        )
        run.report(problem)
    resolve_problems(
        run.store,
        SOURCE_PROBLEMS,
        still=[problem] if problem else [],
        resolved_at=run.now(),
        accession_number=listed.accession_number,
    )
    if problem is None:
        run.terminal.detail(f"{listed.accession_number}  {listed.form:<7} {listed.filed_on}")
        filing = _as_filing(run, listed, reconstruction)
        part = Part(raw=raw, type=listed.form, filename=f"{listed.accession_number}.txt", source=url)
        take_in(run, filing, [part])


def _find_archived(run: Run, listed: IndexedFiling) -> bytes | None:
    """The submission that came before and could not be read or saved then: EDGAR has no other to give."""
    archived = run.archive.find_filing(listed.accession_number)
    if archived is None or archived.filing.reconstruction:
        return None
    if [part.kind for part in archived.parts] != ["submission"]:
        return None
    try:
        raw = run.archive.get(archived.parts[0].sha256)
        require_whole(raw)
    except (StoreError, DocumentError):
        return None
    return raw


def _as_filing(run: Run, listed: IndexedFiling, reconstruction: bool) -> Filing:
    return Filing(
        accession_number=listed.accession_number,
        issuer_cik=listed.issuer_cik,
        form=listed.form,
        filed_on=listed.filed_on,
        accepted_at=listed.accepted_at or run.now(),  # the header of the submission has the last word
        period_on=listed.period_on,
        items=listed.items,
        primary_document=listed.primary_document,
        reconstruction=reconstruction,
    )
