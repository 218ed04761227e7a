"""Claims judged through time: on the day each was said, and on the days of the filings that may bear on it.

Which days those are follows from the claim and the stored filings alone:

    the day on which it was said
    for 120 days      every day with a filing (of those of insiders: when it speaks of insiders)
    after that        every day with a quarterly or annual report
    a forecast        the day after its horizon, or of the first close stored since

The claims of one sentence are judged together, on the days of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitor.judges._days import new_york_day
from monitor.pipeline._judge_sentence import Sentence, cut_sentences
from monitor.pipeline._run import Run
from monitor.pipeline.check import Checker
from monitor.readers.ownership import is_ownership_form
from monitor.records import Claim, Filing, Price, Verdict
from monitor.store.articles import load_prices
from monitor.store.loading import get_document, load_filings
from monitor.store.unsettled import Unsettled
from monitor.store.verdicts import load_judged, save_history

FOLLOWED = timedelta(days=120)
PERIODIC = ("10-Q", "10-K", "10-QT", "10-KT")  # and their amendments
BEYOND = date.max


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days with filings of one issuer: all but those of insiders, those of insiders, periodic reports."""

    filed: tuple[date, ...]
    insiders: tuple[date, ...]
    periodic: tuple[date, ...]


def judge_through_time(
    run: Run, checker: Checker, claims: Sequence[Claim], todo: Unsettled
) -> tuple[Verdict, ...]:
    """Judge the claims on every day that something unsettled bears on, and save what changed; returns what is new.

    Day by day, so that what was known is worked out once for all days between two filings.
    """
    judged = load_judged(run.store)
    calendars = {cik: _calendar(load_filings(run.store, cik)) for cik in {judged_by(checker, c) for c in claims}}
    closes = _close_days(load_prices(run.store))
    agenda: defaultdict[date, list[Sentence]] = defaultdict(list)
    first: dict[str, date] = {}
    for document_id, said in _by_document(claims).items():
        dated = {
            claim.claim_id: _days(
                claim, new_york_day(claim.claimed_at), calendars[judged_by(checker, claim)], closes
            )
            for claim in said
        }
        since = {
            claim.claim_id: _since(judged_by(checker, claim), todo) if claim.claim_id in judged else date.min
            for claim in said
        }
        if max(day for days in dated.values() for day in days) < min(since.values()):
            continue  # nothing new bears on it: its text need not be read
        for sentence in cut_sentences(get_document(run.store, document_id).text, said):
            keys = [claim.claim_id for claim in sentence.claims]
            earliest = min(since[key] for key in keys)
            days = sorted({day for key in keys for day in dated[key] if day >= earliest})
            for day in days:
                agenda[day].append(sentence)
            first |= {key: days[0] for key in keys if days}
    histories: defaultdict[str, list[Verdict]] = defaultdict(list)
    for day in sorted(agenda):
        for sentence in agenda[day]:
            found = checker.judging.judge(sentence, day).findings
            for claim, finding in zip(sentence.claims, found, strict=True):
                histories[claim.claim_id].append(checker.verdict(claim.claim_id, finding, day))
    added: list[Verdict] = []
    for claim_id, verdicts in histories.items():
        added += save_history(run.store, claim_id, verdicts, from_on=first[claim_id], judged_at=run.now())
    return tuple(added)


def _by_document(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.source.document_id].append(claim)
    return found


def judged_by(checker: Checker, claim: Claim) -> int:
    """Whose filings may settle a claim; those of the market are asked of the issuer that is followed."""
    if claim.issuer_cik is not None:
        return claim.issuer_cik
    return checker.about.issuer_cik if checker.about else 0


def _since(cik: int, todo: Unsettled) -> date:
    """From which day on the verdicts of a claim may have changed."""
    return min(todo.filings.get(cik, BEYOND), todo.prices_from_on or BEYOND)


def _calendar(filings: Iterable[Filing]) -> Calendar:
    listed = [(new_york_day(filing.accepted_at), filing.form.removesuffix("/A")) for filing in filings]
    return Calendar(
        filed=tuple(sorted({day for day, form in listed if not is_ownership_form(form)})),
        insiders=tuple(sorted({day for day, form in listed if is_ownership_form(form)})),
        periodic=tuple(sorted({day for day, form in listed if form in PERIODIC})),
    )


def _close_days(prices: Iterable[Price]) -> dict[str, list[date]]:
    """The days with a close, by asset, oldest first."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for price in prices:
        days[price.asset].append(price.day_on)
    return {asset: sorted(found) for asset, found in days.items()}


def _days(claim: Claim, said_on: date, calendar: Calendar, closes: Mapping[str, Sequence[date]]) -> list[date]:
    """The days on which a claim is judged, oldest first."""
    until = said_on + FOLLOWED
    days = {said_on}
    days |= {day for day in calendar.filed if said_on < day <= until}
    days |= {day for day in calendar.periodic if day > until}
    if claim.claim_type == "insider_sale":
        days |= {day for day in calendar.insiders if said_on < day <= until}
    horizon = claim.period_end_on
    if claim.claim_type == "price_prediction" and horizon and horizon >= said_on:
        since = next((day for day in closes.get(claim.asset or "bitcoin", ()) if day >= horizon), None)
        if since is not None:
            days.add(max(since, horizon + timedelta(days=1)))
    return sorted(days)
