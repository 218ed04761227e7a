"""The kinds of alerts on the ledger and on the monitor itself: what raises one, what looks alike and does not, and
that an event is raised once."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alert_examples import CIK, NOW, events, found, quote, seen, steps

import monitor.judges.alerts
from monitor._alert_settings import KINDS
from monitor.judges.alerts import judge_alerts
from monitor.records import (
    CountedChange,
    HoldingsTotal,
    RunEnd,
    SourceAnswer,
)


def test_every_kind_is_a_file_and_every_file_a_kind() -> None:
    """The folder is the list."""
    folder = Path(monitor.judges.alerts.__file__).parent
    assert {path.stem for path in folder.glob("[!_]*.py")} == set(KINDS)


# ── the ledger ───────────────────────────────────────────────────────────────────────────────────────────


def test_any_fall_is_told_with_its_distance_from_the_peak() -> None:
    """32 of 843,738 are four thousandths of a percent, and an alert."""
    assert events("holdings_decrease", steps=steps(843_738, 843_706)) == [
        (
            "warning",
            "MSTR: bitcoin holdings fell by 32 to 843,706 by 2026-01-11, 0.0038 % below the peak of 843,738 on "
            "2026-01-04. Disclosed as sold: 32",
        )
    ]


def test_thresholds_are_passed_once_and_again_on_recrossing() -> None:
    """1, 5 and 10 % below the peak; between them a fall is only a fall; above the peak all begins anew."""
    alerts = found("holdings_decrease", steps=steps(1000, 985, 980, 940, 1000, 980, 890))
    passed = [alert.message.partition("has passed ")[2].partition(". ")[0] for alert in alerts]
    assert passed == ["1 %", "", "5 %", "1 %", "10 %"]
    assert [alert.severity for alert in alerts] == ["critical", "warning", "critical", "critical", "critical"]


@pytest.mark.parametrize(
    ("reported", "sold"), [((1000, 999), False), ((1000, 1000), True), ((900, 1000, 1100), True)]
)
def test_rounding_and_rises_are_no_fall(reported: tuple[int, ...], sold: bool) -> None:
    """One unit without a disclosed sale is the rounding of the ledger."""
    assert found("holdings_decrease", steps=steps(*reported, sold=sold)) == []


def test_a_sale_that_purchases_outweigh_is_told() -> None:
    """704 sold, 3,205 acquired: more is held than before, and yet some was sold."""
    sale = CountedChange(change_id="sale", counted_units=Decimal(704), treatment="netted")
    outweighed: dict[str, Any] = {"acquired_units": Decimal(3205), "sold_units": Decimal(704), "changes": (sale,)}
    assert events("holdings_decrease", steps=steps(130_000, 132_501, **outweighed)) == [
        (
            "warning",
            "MSTR: 704 bitcoin were sold by 2026-01-11, as disclosed. As 3,205 were acquired, 132,501 are held, "
            "after 130,000 on 2026-01-04",
        )
    ]


def test_what_is_given_to_employees_is_no_sale() -> None:
    """It leaves the holding, and the ledger counts it with what was sold: a fall is told, and a rise is none."""
    given = CountedChange(change_id="given", counted_units=Decimal(30), treatment="counted")
    changes: dict[str, Any] = {"sold_units": Decimal(30), "changes": (given,)}
    assert events("holdings_decrease", steps=steps(1000, 1200, **changes)) == []
    ((_, message),) = events("holdings_decrease", steps=steps(1000, 970, **changes))
    assert message.endswith(". No sale is disclosed. Gone otherwise: 30")


def test_what_the_ledger_takes_for_rounding_is_no_fall() -> None:
    """ "About 1,000" after 1,002; with a disclosed sale it is one."""
    about = {"status": "rounding", "residual_units": Decimal(-2)}
    assert found("holdings_decrease", steps=steps(1002, 1000, sold=False, **about)) == []
    assert len(found("holdings_decrease", steps=steps(1002, 1000, **about))) == 1


def test_an_event_keeps_its_id_when_it_is_corrected() -> None:
    """The same step with other figures, or judged on another day, is the same event."""
    first = found("holdings_decrease", steps=steps(1000, 900))
    second = found("holdings_decrease", steps=steps(1000, 901), now=NOW + timedelta(days=30))
    assert [alert.alert_id for alert in first] == [alert.alert_id for alert in second]


def test_evidence_is_the_sentence_with_the_total() -> None:
    """Document, place and words, and the filing."""
    total = HoldingsTotal(
        total_id="t1",
        issuer_cik=CIK,
        asset="bitcoin",
        as_of_on=date(2026, 1, 11),
        units=Decimal(900),
        source=quote("It held 900."),
        known_at=NOW,
        extractor="x",
    )
    (alert,) = found("holdings_decrease", steps=steps(1000, 900), totals=[total])
    assert json.loads(alert.evidence) == {
        "accession_number": "a1",
        "document_id": "d1",
        "quote": "It held 900.",
        "quote_end": 12,
        "quote_start": 0,
    }


def test_a_fall_that_nothing_explains_is_critical() -> None:
    """The residual is told; a step that reconciles is none."""
    (alert,) = found(
        "unexplained_decrease",
        steps=steps(1000, 900, status="unexplained_decrease", residual_units=Decimal(-100)),
    )
    assert (alert.severity, alert.message) == (
        "critical",
        "MSTR: 100 bitcoin fewer are held on 2026-01-11 than the filings explain. The note.",
    )
    assert found("unexplained_decrease", steps=steps(1000, 900)) == []


def test_a_missing_filing_is_named() -> None:
    """With the accession numbers that the index lists."""
    (alert,) = found(
        "missing_filing", steps=steps(1000, 1200, status="missing_filing", missing_accessions=("0001-26-1",))
    )
    assert (alert.severity, "EDGAR lists 0001-26-1, which the store lacks" in alert.message) == ("warning", True)


# ── the monitor itself ───────────────────────────────────────────────────────────────────────────────────


def answer(asked: int, answered: int | None, error: str | None = "HTTP status 503") -> SourceAnswer:
    """Hours before now."""
    return SourceAnswer(
        source="edgar",
        first_asked_at=NOW - timedelta(hours=100),
        asked_at=NOW - timedelta(hours=asked),
        answered_at=None if answered is None else NOW - timedelta(hours=answered),
        error=error,
    )


@pytest.mark.parametrize(
    ("answered", "told"),
    [(35, []), (37, ["edgar last answered at 2026-06-09 02:00 UTC: HTTP status 503"]),
     (None, ["edgar has never answered: HTTP status 503"])],
)  # fmt: skip
def test_a_source_is_silent_after_a_day_and_a_half(answered: int | None, told: list[str]) -> None:
    """Counted from its last usable answer, or from the first question."""
    assert [message for _, message in events("source_silent", sources=[answer(0, answered)])] == told


def test_a_silence_of_a_source_is_one_event_and_the_next_another() -> None:
    """An hour later the same; after an answer a new one."""
    first = found("source_silent", sources=[answer(0, 40)])
    later = found("source_silent", now=NOW + timedelta(hours=1), sources=[answer(0, 40)])
    next_one = found("source_silent", now=NOW + timedelta(hours=90), sources=[answer(0, 1)])
    assert first[0].alert_id == later[0].alert_id != next_one[0].alert_id


def ended(*codes: int | None) -> list[RunEnd]:
    return [
        RunEnd(
            run_id=f"r{number}",
            command="update",
            started_at=NOW + timedelta(minutes=number),
            finished_at=None if code is None else NOW + timedelta(minutes=number),
            exit_code=code,
            error="no answer" if code == 3 else None,
        )
        for number, code in enumerate(codes)
    ]


def test_a_row_of_failed_runs_is_one_event() -> None:
    """The first is told; after a good one the next failure is another. A check that found something went well."""
    alerts = found("run_failed", runs=ended(0, 3, 3, 2, 0, None, 1, 3))
    assert [json.loads(alert.evidence)["run_id"] for alert in alerts] == ["r1", "r5", "r7"]
    assert [alert.severity for alert in alerts] == ["warning", "critical", "warning"]
    assert alerts[0].message == (
        "`monitor update` of 2026-06-10 15:01 UTC failed: a source failed, the rest is stored (no answer)"
    )


def test_a_kind_can_be_muted() -> None:
    """Then it is not raised at all."""
    everything = seen(steps=steps(1000, 900), runs=ended(3))
    assert {alert.kind for alert in judge_alerts(everything)} == {"holdings_decrease", "run_failed"}
    assert {alert.kind for alert in judge_alerts(everything, mute=("run_failed",))} == {"holdings_decrease"}
