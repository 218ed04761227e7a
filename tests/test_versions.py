"""What is shown as of a day is what would have been judged at its end, and a run judges only what is new."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from disclosing import ISSUER, Disclosure, disclose, ledger_of
from road_running import ask, run
from site_asking import open_site

from monitor.judges.debts import DebtRecord, judge_debts, picture_debts
from monitor.judges.knowledge import end_of_day
from monitor.judges.ledger import build_ledger
from monitor.judges.versions import find_turns, judge_ledger_then, mark_ledger
from monitor.publish.as_of import AsOf
from monitor.publish.coverage import read_coverage_page
from monitor.publish.known_then import connect_then
from monitor.publish.obligations import read_obligations_page
from monitor.publish.stress import read_stress_page
from monitor.records import (
    Filing,
    HoldingsChange,
    HoldingsTotal,
    InstrumentEvent,
    InstrumentTerm,
    Issuance,
    LedgerStep,
    Reserve,
    StatedPayment,
)
from monitor.settings import load_settings
from monitor.store.columns import row_of
from monitor.store.content import content_hash
from monitor.store.database import Store, open_store
from monitor.store.loading import load_facts, load_filings_by_document

CIK = 1050446
MSTR = next(one for one in load_settings(environ={}).issuers if one.issuer_cik == CIK)
SAMPLE = Path(__file__).parents[1] / "monitor" / "sample" / "manifest.csv"
DAYS = 12
VERSIONED = (
    "holdings_ledger_versions", "obligation_versions", "payment_coverage_versions", "funds_balance_versions",
)  # fmt: skip
TOLD_WHOLE = ("judged_moments", "stress_measures", "insider_sum_versions")


@pytest.fixture(scope="module", params=["sample", "corpus"])
def db(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample and the corpus, loaded."""
    folder = tmp_path_factory.mktemp("versions")
    manifest = SAMPLE
    if request.param == "corpus":
        manifest = request.getfixturevalue("corpus") / "filings.csv"
    assert run(folder, "load", str(manifest)).code == 0
    return folder / "db" / "monitor.db"


def choose_days(db: Path) -> list[date]:
    """Some days on which a filing was accepted and some between the first and the last; the same in every run."""
    with open_store(db) as store:
        filings = load_filings_by_document(store, CIK).values()
    filed = sorted({filing.accepted_at.date() for filing in filings})
    chance = random.Random(5)  # noqa: S311 - no secret
    between = [filed[0] + timedelta(days=chance.randrange((filed[-1] - filed[0]).days)) for _ in range(DAYS)]
    return sorted({*chance.sample(filed, DAYS), *between, filed[-1]})


def known(store: Store, kind: type[Any], until: datetime) -> list[Any]:
    return load_facts(store, kind, CIK, known_by=until)


def filed_by(store: Store, until: datetime) -> Mapping[str, Filing]:
    return {key: one for key, one in load_filings_by_document(store, CIK).items() if one.accepted_at <= until}


def columns(record: Any) -> dict[str, Any]:
    """What a page can show of a record."""
    return dict(row_of(record))


def key_figures(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["obligation_id"], row["due_on"], row["amount_usd"], row["note"]


def name_figures(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["obligation_id"], row["due_on"], row["amount_usd"], row["quote"], row["note"]


def judge_then(store: Store, day: date) -> tuple[list[LedgerStep], DebtRecord]:
    """The ledger and the record of an issuer, of the filings accepted by the end of a day in New York."""
    until = end_of_day(day)
    changes, totals = known(store, HoldingsChange, until), known(store, HoldingsTotal, until)
    filings = filed_by(store, until)
    ledger = build_ledger(changes, totals, issuer=MSTR, asset="bitcoin", filings=filings)
    record = DebtRecord(
        issuer=MSTR,
        filings=filings,
        terms=known(store, InstrumentTerm, until),
        events=known(store, InstrumentEvent, until),
        issuances=known(store, Issuance, until),
        payments=known(store, StatedPayment, until),
        reserves=known(store, Reserve, until),
        changes=changes,
        totals=totals,
    )
    return list(ledger.steps), record


def test_the_ledger_shown_is_that_of_the_day(db: Path) -> None:
    """On random days the table of the site holds what `build_ledger` makes of the filings accepted by then."""
    get = open_site(db)
    with open_store(db) as store:
        for day in choose_days(db):
            expected = [columns(step) for step in judge_then(store, day)[0]]
            shown = get(
                f"/monitor/holdings_ledger.json?_shape=array&_size=max&issuer_cik={CIK}&as_of={day}"
            ).json()
            names = expected[0].keys() if expected else ()
            found = [{name: row[name] for name in names} for row in shown]
            assert (day, sorted(found, key=lambda row: row["as_of_on"])) == (day, expected)


def test_what_falls_due_is_that_of_the_day(db: Path) -> None:
    """On random days the pages of obligations and coverage list what is judged of the filings accepted by then."""
    with open_store(db) as store:
        for day in choose_days(db):
            _, record = judge_then(store, day)
            if not record.filings:
                continue
            debts = judge_debts(record)
            newest = max(filing.accepted_at for filing in record.filings.values()).date()
            with closing(connect_then(db, AsOf(day=day))) as connection:
                page = read_obligations_page(connection, ticker="MSTR")
                covered = read_coverage_page(connection, ticker="MSTR")
            found = [name_figures(row) for quarter in page.quarters for row in quarter.rows]
            until = newest.replace(year=newest.year + 3)  # the calendar; principal is dated beyond it
            due = [name_figures(columns(one)) for one in debts.obligations.due if newest <= one.due_on <= until]
            assert (day, sorted(found)) == (day, sorted(due))
            expected = [columns(one) for one in reversed(debts.coverages)]
            pairs = zip(covered.history, expected, strict=True)
            assert [{name: row[name] for name in one} for row, one in pairs] == expected


def test_stress_is_that_of_the_last_filing_by_the_day(db: Path) -> None:
    """The stages and figures of a day are those of the last day with a filing, judged by what was known then."""
    with open_store(db) as store:
        for day in choose_days(db):
            _, record = judge_then(store, day)
            if not record.totals:
                continue
            pictures = picture_debts(record, judge_debts(record).instruments)
            with closing(connect_then(db, AsOf(day=day))) as connection:
                page = read_stress_page(connection, ticker="MSTR")
            assert [(row["stage"], row["state"], row["reason"]) for row in page.chain] == [
                (one.stage, one.state, one.reason) for one in pictures.stages
            ]
            found = {row["measure"]: row["note"] for row in page.measures if row["unit"] != "percent"}
            expected = {one.measure: one.note for one in pictures.measures if one.price_usd is None}
            assert found.items() <= expected.items()


@pytest.mark.corpus
def test_a_gap_that_a_later_filing_closed_is_open_until_then(
    tmp_path_factory: pytest.TempPathFactory, corpus: Path
) -> None:
    """The week to 5 April 2021 lacked its opening until the 10-Q of 29 April gave the total of 31 March."""
    folder = tmp_path_factory.mktemp("flip")
    assert run(folder, "load", str(corpus / "filings.csv")).code == 0
    get = open_site(folder / "db" / "monitor.db")
    asked = "/monitor/ledger.json?_shape=array&ticker=MSTR&as_of_on=2021-04-05&_col=status"
    found = {
        day: [row["status"] for row in get(f"{asked}&as_of={day}").json()] for day in ("2021-04-28", "2021-04-29")
    }
    assert found == {"2021-04-28": ["missing_filing"], "2021-04-29": ["reconciled"]}


def read_versions(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    return {table: ask(folder, f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in VERSIONED}  # noqa: S608


def load_rows(folder: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """`monitor load` of some rows of the manifest of the sample."""
    named = [row | {"file": str(SAMPLE.parent / row["file"])} for row in rows]
    with (folder / "some.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, named[0].keys())
        writer.writeheader()
        writer.writerows(named)
    assert run(folder, "load", "some.csv").code == 0


def test_a_run_adds_and_takes_nothing_back(tmp_path: Path) -> None:
    """A filing more at the end: earlier versions stay where they are, but for the day on which they ended.

    A filing of long ago: the versions are those of a store that had it all along.
    """
    with SAMPLE.open(encoding="utf-8") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: (row["accepted_at"], row["accession_number"]))
    late = rows.pop(len(rows) // 2)
    load_rows(tmp_path, rows[:-1])
    before = read_versions(tmp_path)
    load_rows(tmp_path, rows)
    for table, versions in read_versions(tmp_path).items():
        assert [row[:-1] for row in versions[: len(before[table])]] == [row[:-1] for row in before[table]]
    load_rows(tmp_path, [*rows, late])
    whole = tmp_path / "whole"
    whole.mkdir()
    load_rows(whole, sorted([*rows, late], key=lambda row: row["accession_number"]))
    hashes = []
    for folder in (tmp_path, whole):
        with open_store(folder / "db" / "monitor.db") as store:
            found = content_hash(store)
            hashes.append({table: found[table] for table in (*VERSIONED, *TOLD_WHOLE)})
    assert hashes[0] == hashes[1]


def judge_versions(told: Sequence[Disclosure], listed: Sequence[Disclosure]) -> dict[datetime, list[LedgerStep]]:
    """The ledger that holds at each instant, put together from the turns."""
    facts: dict[str, Any] = {
        "changes": [change for one in told for change in one.changes],
        "totals": [total for one in told for total in one.totals],
    }
    seen: dict[str, Any] = {
        "issuer": ISSUER,
        "filings": {one.document_id: one.filing for one in told},
        "index": [one.listed for one in listed],
    }
    moments = mark_ledger(**facts, **seen)
    ledgers = judge_ledger_then(moments, *facts.values(), asset="bitcoin", **seen)
    standing: dict[Any, LedgerStep] = {}
    found = {}
    for turn in find_turns(ledgers, lambda step: step.as_of_on, resumed=False):
        for key in turn.ended:
            del standing[key]
        standing |= {step.as_of_on: step for step in turn.begun}
        found[turn.known_at] = sorted(standing.values(), key=lambda step: step.as_of_on)
    return found


def make_story(seed: int) -> tuple[list[Disclosure], list[Disclosure]]:
    """Some weeks told in any order, some of them twice, and some filings that are listed and not stored."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    start = date(2026, 1, 4)
    told, listed, held = [], [], 100
    for week in range(8):
        end = start + timedelta(days=7 * week)
        bought = chance.choice([0, 0, 10, 25])
        held += bought
        filed = end + timedelta(days=chance.choice([1, 1, 2, 9, 30]))
        lines = [f"held {held} {end}"] if chance.random() < 0.7 else []
        if chance.random() < 0.7:
            lines.append(
                f"acquired {bought} {end - timedelta(days=6)} {end}"
                if bought
                else f"none 0 {end - timedelta(days=6)} {end}"
            )
        if lines:
            told.append(disclose(f"t-{week}", filed, *lines))
        if chance.random() < 0.6:
            day = end + timedelta(days=chance.choice([1, 2, 20]))
            form, period = chance.choice([("8-K", None), ("10-Q", str(end - timedelta(days=2)))])
            listed.append(disclose(f"l-{week}", day, form=form, period_on=period))
    return sorted(told, key=lambda one: one.filing.accepted_at), listed


@pytest.mark.parametrize("seed", range(25))
def test_every_day_has_its_ledger(seed: int) -> None:
    """Whatever comes late or not at all: at the end of each day the versions that hold are the ledger of what was
    filed by then."""
    told, listed = make_story(seed)
    found = judge_versions(told, listed)
    for number in range(90):
        until = end_of_day(date(2026, 1, 1) + timedelta(days=number))
        known = [one for one in told if one.filing.accepted_at <= until]
        index = [one.listed for one in listed if one.filing.accepted_at <= until]
        last = max((instant for instant in found if instant <= until), default=None)
        expected = list(ledger_of(known, index=index).steps)
        assert (until, found[last] if last else []) == (until, expected)


def test_turns_make_the_ledger_of_each_instant() -> None:
    """What came late splits a step and ends it; what is listed and not stored makes the step a missing one."""
    told = [
        disclose("a-1", "2026-05-04", "held 100 2026-05-03"),
        disclose("a-2", "2026-05-18", "acquired 20 2026-05-11 2026-05-17", "held 130 2026-05-17"),
        disclose("a-4", "2026-05-26", "acquired 10 2026-05-04 2026-05-10", "held 110 2026-05-10", form="8-K"),
    ]
    listed = [disclose("a-3", "2026-05-11")]
    found = judge_versions(told, listed)
    assert found == {
        one.filing.accepted_at: list(
            ledger_of(told[: number + 1], index=[listed[0].listed] if number else []).steps
        )
        for number, one in enumerate(told)
    }
    statuses = [[step.status for step in steps] for steps in found.values()]
    assert statuses == [["opening"], ["opening", "missing_filing"], ["opening", "reconciled", "reconciled"]]
