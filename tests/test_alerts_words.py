"""The kinds of alerts on what is said, and on insiders: payment language, verdicts, stories, clusters of sales."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from alert_examples import CIK, NOW, events, found, quote

from monitor.records import (
    InsiderTrade,
    PaymentStatement,
    Telling,
    VerdictChange,
)


def statement(words: str, topic: str = "default", **changes: Any) -> PaymentStatement:
    given: dict[str, Any] = {"polarity": "affirmed", "modality": "fact", "tense": "past"} | changes
    return PaymentStatement(
        issuer_cik=CIK,
        topic=topic,  # type: ignore[arg-type]
        source=quote(words),
        known_at=NOW,
        extractor="x",
        **given,
    )


@pytest.mark.parametrize(
    ("topic", "words", "severity"),
    [
        (
            "default",
            "We did not pay the interest due on March 15, which is an event of default.",
            "critical",
        ),
        ("dividend_suspended", "The board suspended the dividend on the preferred stock.", "critical"),
        ("covenant", "As of June 30 the ratio stood above the limit that our covenant sets.", "warning"),
        ("waiver", "The lender waived the breach.", "warning"),
    ],
)
def test_language_of_a_fact_is_told(topic: str, words: str, severity: str) -> None:
    """With its words; a second sentence of the same filing on the same topic is not another event."""
    alerts = events("payment_language", statements=[statement(words, topic), statement(words + " Again.", topic)])
    assert [(level, words in message) for level, message in alerts] == [(severity, True)]


@pytest.mark.parametrize(
    ("topic", "words", "polarity"),
    [
        (
            "default",
            "We did not make the interest payment due on June 15, which constitutes a default.",
            "negated",
        ),
        ("default", "We have not paid the principal that fell due on the notes in September.", "negated"),
        (
            "waiver",
            "At March 31 we were not in compliance with the covenant, and a waiver was granted.",
            "negated",
        ),
        ("covenant", "The borrower has failed to comply with the minimum ratio.", "negated"),
        ("covenant", "The borrower was not in compliance with the minimum ratio.", "affirmed"),
        (
            "default",
            "Following the occurrence of a default on May 2, 2026, the notes were accelerated.",
            "affirmed",
        ),
    ],
)
def test_a_payment_that_was_not_made_is_told(topic: str, words: str, polarity: str) -> None:
    """Although it is a negation: the payment was negated, and not the default."""
    assert len(found("payment_language", statements=[statement(words, topic, polarity=polarity)])) == 1


@pytest.mark.parametrize(
    ("topic", "words", "polarity"),
    [
        ("interest_paid", "The Company did not pay the $12.4 million of interest due on June 1, 2026.", "negated"),
        ("interest_paid", "We missed the interest payment due on June 1 and are in the grace period.", "affirmed"),
        ("interest_due", "The borrower failed to make the scheduled payment of interest.", "affirmed"),
        ("maturity", "The principal of the notes was not paid at maturity.", "negated"),
        (
            "dividend_declared",
            "The board did not declare a dividend on the STRD Stock for the quarter.",
            "negated",
        ),
        ("dividend_paid", "No dividends were paid on the preferred stock for that period.", "negated"),
    ],
)
def test_a_payment_that_was_due_and_not_made_is_told(topic: str, words: str, polarity: str) -> None:
    """Although the sentence is about paying: it was due, and it was not done."""
    alerts = events("payment_language", statements=[statement(words, topic, polarity=polarity)])
    assert [(level, "not" in message) for level, message in alerts] == [("critical", True)]


@pytest.mark.parametrize(
    ("topic", "words", "polarity"),
    [
        ("interest_due", "The notes bear none, and we did not make any interest payments on them.", "negated"),
        (
            "interest_paid",
            "We have not paid interest on the new notes, as none is due before September.",
            "negated",
        ),
        ("interest_paid", "We have never failed to pay interest when due.", "negated"),
        ("interest_paid", "If we fail to pay interest when due, holders may accelerate the notes.", "affirmed"),
        ("interest_paid", "We did pay the interest that was due on June 1.", "affirmed"),
        ("dividend_paid", "We did not pay any dividends on our common stock for the quarter.", "negated"),
        ("dividend_declared", "We have not declared dividends on the preferred stock.", "negated"),  # of no period
    ],
)
def test_what_was_not_due_is_no_missed_payment(topic: str, words: str, polarity: str) -> None:
    """Nor is a condition, an assurance, or what is owed to nobody."""
    assert found("payment_language", statements=[statement(words, topic, polarity=polarity)]) == []


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("No default exists, and no payment has not been made when due.", {"polarity": "negated"}),
        ("We have not been in default of any payment.", {"polarity": "negated"}),
        ("The Company has never failed to pay interest.", {"polarity": "negated"}),
        ("We may be unable to make payments, which would be a default.", {"modality": "risk_factor"}),
        ("No event of default has occurred.", {"polarity": "negated"}),
        ("If any event of default occurs, the trustee may declare the principal due.", {}),
        ("Upon an event of default the notes become due.", {}),
        ("The Company was in compliance with its debt covenants.", {"topic": "covenant"}),
        ("Interest was paid on March 15.", {"topic": "interest_paid"}),
    ],
)
def test_terms_risks_and_assurances_are_not(words: str, changes: dict[str, str]) -> None:
    """What may happen, what would follow, and that all is well."""
    assert found("payment_language", statements=[statement(words, **changes)]) == []


def verdict(label_before: str, label: str, **changes: Any) -> VerdictChange:
    given: dict[str, Any] = {"as_of": date(2026, 6, 1), "judged_at": NOW} | changes
    return VerdictChange(
        verdict_id="v1",
        claim_id="c1",
        issuer_cik=CIK,
        claim_type="btc_sale_past",
        quote="It sold.",
        document_id="d9",
        quote_start=0,
        quote_end=8,
        label_before=label_before,
        label=label,
        rationale="It did.",
        accession_number="a1",
        **given,
    )


def test_a_verdict_that_changes_is_news_of_its_day() -> None:
    """Judged on 10 June of what was known on the first: known at its end in New York."""
    (alert,) = found("verdict_change", verdicts=[verdict("not_enough_evidence", "supported")])
    assert (alert.severity, alert.known_at) == ("notice", datetime(2026, 6, 2, 4, tzinfo=UTC))
    assert alert.message == "“It sold.” was not enough evidence and is supported as of 2026-06-01. It did."


def test_a_verdict_that_turns_round_is_a_warning_and_another_reason_is_nothing() -> None:
    """From supported to refuted; from supported to supported."""
    kinds = [("supported", "refuted"), ("supported", "supported")]
    assert [len(found("verdict_change", verdicts=[verdict(*kind)])) for kind in kinds] == [1, 0]
    assert events("verdict_change", verdicts=[verdict(*kinds[0])])[0][0] == "warning"


def tellings(*days: float, name: str = "n1") -> list[Telling]:
    return [
        Telling(
            narrative_id=name,
            catalogue="sale",
            name="Strategy sold bitcoin",
            issuer_cik=CIK,
            claim_id=f"{name}-{number}",
            claimed_at=datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day),
            known_at=datetime(2026, 1, 1, 13, tzinfo=UTC) + timedelta(days=day),
            source=f"source {number % 3}",
            document_id="d9",
            quote_start=0,
            quote_end=4,
            quote="Sold",
        )
        for number, day in enumerate(days)
    ]


def test_a_story_that_swells_is_told_once_and_again_when_it_swells_again() -> None:
    """Ten claims within a week; it stays loud, falls silent for weeks, and is loud again."""
    quiet = (1, 8, 15)
    first, second = [40] * 14, [100] * 10
    told = tellings(*quiet, *first, *second)
    assert [alert.known_at.date() for alert in found("narrative_surge", tellings=told)] == [
        date(2026, 2, 10),
        date(2026, 4, 11),
    ]


def test_a_story_that_is_always_told_so_often_does_not_swell() -> None:
    """Twelve a week for weeks; the first week, with nothing before it, is the only surge."""
    steady = tellings(*(week * 7 + number % 7 for week in range(8) for number in range(12)))
    steady.sort(key=lambda one: one.claimed_at)
    assert len(found("narrative_surge", tellings=steady)) == 1


def test_a_surge_stays_one_when_what_was_said_before_comes_late() -> None:
    """A slow source, or one that was added since: its articles of the same days are not another surge, and alone
    they can make one that the quick ones did not."""
    quick = tellings(*(40 + number / 10 for number in range(10)))
    (first,) = found("narrative_surge", tellings=quick)
    late = [replace(one, claim_id=f"l{one.claim_id}", known_at=NOW) for one in tellings(*[38] * 11, *[44] * 11)]
    later = sorted([*quick, *late], key=lambda one: one.claimed_at)
    assert [one.alert_id for one in found("narrative_surge", tellings=later)] == [first.alert_id]
    few = [*quick[:6], *late[:6]]
    assert [len(found("narrative_surge", tellings=some)) for some in (quick[:6], late[:6], few)] == [0, 0, 1]


def trade(owner: str, day: int, **changes: Any) -> InsiderTrade:
    made = InsiderTrade(
        trade_id=f"{owner}{day}",
        issuer_cik=CIK,
        accession_number=f"f-{owner}",
        document_id="d1",
        form="4",
        owner=owner,
        owner_cik=None,
        relationship="director",
        security="Class A",
        is_derivative=False,
        code="S",
        shares=Decimal(100),
        price_usd=Decimal(400),
        traded_on=date(2026, 5, day),
        acquired=False,
        ownership="direct",
        nature="",
        shares_after=None,
        is_10b5_1=None,
        is_notice=False,
        footnotes="",
        quote_start=0,
        quote_end=4,
        quote="line",
        known_at=datetime(2026, 5, day, 22, tzinfo=UTC) + timedelta(days=2),
    )
    return replace(made, **changes)


def test_three_insiders_within_two_weeks_are_a_cluster() -> None:
    """Told when the last form is known, once, with names and dollars."""
    sales = [trade("Doe", 1), trade("Roe", 5), trade("Doe", 6), trade("Poe", 8), trade("Moe", 9)]
    (alert,) = found("insider_sale_cluster", trades=sales)
    assert (alert.severity, alert.known_at) == ("warning", datetime(2026, 5, 10, 22, tzinfo=UTC))
    assert alert.message == (
        "MSTR: 3 insiders sold shares for $160,000 between 2026-05-01 and 2026-05-08: Doe, Poe, Roe (0 of 4 under "
        "a 10b5-1 plan)"
    )


def test_a_cluster_stays_one_when_a_form_comes_late() -> None:
    """A fourth who sold in between and told of it last; a late form can complete a cluster, known when it came."""
    sales = [trade("Doe", 1), trade("Roe", 5), trade("Poe", 8)]
    late = replace(trade("Moe", 3), known_at=datetime(2026, 5, 20, tzinfo=UTC))
    (first,) = found("insider_sale_cluster", trades=sales)
    assert [one.alert_id for one in found("insider_sale_cluster", trades=[late, *sales])] == [first.alert_id]
    (alert,) = found("insider_sale_cluster", trades=[late, sales[0], sales[2]])
    assert (alert.known_at, "between 2026-05-01 and 2026-05-08" in alert.message) == (late.known_at, True)


def test_a_second_cluster_is_another() -> None:
    """Months later the same three sell again; in between one sold alone."""
    again = [
        replace(trade(name, 9), traded_on=date(2026, 8, 9), trade_id=f"{name}2") for name in ("Doe", "Roe", "Poe")
    ]
    alone = replace(trade("Doe", 9), traded_on=date(2026, 6, 20), trade_id="alone")
    sales = [trade("Doe", 1), trade("Roe", 5), trade("Poe", 8), alone, *again]
    assert len(found("insider_sale_cluster", trades=sales)) == 2


@pytest.mark.parametrize(
    "third",
    [
        {"code": "F"},
        {"is_notice": True},
        {"superseded_by": "x"},
        {"owner": "Doe"},
        {"traded_on": date(2026, 5, 30)},
    ],
)
def test_what_is_no_sale_of_a_third_insider_is_no_cluster(third: dict[str, Any]) -> None:
    """Tax withholding, a notice, a line that was replaced, the same person, weeks later."""
    assert (
        found("insider_sale_cluster", trades=[trade("Doe", 1), trade("Roe", 5), replace(trade("Poe", 8), **third)])
        == []
    )
