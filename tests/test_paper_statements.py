"""Verdicts on papers against one another, sales of notes of another size, plans told as done, and a loan's terms:
figures of the real ones, sentences of our own."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from stated_facts import Facts, found_in
from verdict_examples import STRATEGY

from monitor.judges.knowledge import Record
from monitor.records import InstrumentEvent, Issuance, Reserve

CIK = STRATEGY.issuer_cik
OFFERED = (
    "It told of its intention to offer, if markets allow, $500 million aggregate principal amount of convertible "
    "senior notes due 2031."
)
PRICED = "It has priced a private offering of $525 million aggregate principal amount of its notes."
CALLED = (
    "All outstanding 2025 Notes are called for July 15, 2024; it has elected to satisfy its conversion obligation "
    "on the 2025 Notes by delivering solely shares of its stock."
)
FLOATS = (
    "The loan bears a floating rate of SOFR plus 3.70%, with a floor of 3.75%. Its floating rate equaled 8.27%."
)
KEPT = "Collateral of at least $410.0 million worth of bitcoin must stay; its value was $820.0 million at closing."
AIMED = "It is targeting a capital raise of up to $2 billion through offerings of perpetual preferred stock."
LENT = "A loan of $205.0 million was taken from Silvergate Bank (“Silvergate”)."


def _paper(facts: Facts, rate: str, due: str, *, usd: str, price: str, put: str = "") -> None:
    year = due[:4]
    key, name = f"{CIK}:convertible_note:{rate}-{year}", f"{rate}% convertible senior notes due {year}"
    line = f"Notes of ${usd} at {rate}% are due {due}, and convert at {price}."
    facts.term(key, name, line, "principal_usd", figure=Decimal(usd), as_of_on=date(2024, 6, 18))
    facts.term(key, name, line, "coupon_rate", figure=Decimal(rate))
    if price:
        facts.term(key, name, line, "conversion_price_usd", figure=Decimal(price))
    facts.term(key, name, line, "matures_on", day_on=date.fromisoformat(due))
    if put:
        facts.term(key, name, line, "put_on", day_on=date.fromisoformat(put))


@cache
def record() -> Record:
    """Four papers, a sale that grew, a call, a loan, an aim."""
    facts = Facts()
    facts.file("2022-03-29", LENT, FLOATS, KEPT)
    loan = f"{CIK}:loan:2022-03-23"
    facts.keep(
        InstrumentEvent, "event_id", LENT, instrument_id=loan, name="Loan", kind="issued",
        happened_on=date(2022, 3, 23), amount_usd=Decimal("2.050E+8"),
    )  # fmt: skip
    facts.term(loan, "Loan", LENT, "matures_on", day_on=date(2025, 3, 23))
    papers = (
        ("0.75", "2025-12-15", "650000000", "397.99", ""),
        ("0", "2027-02-15", "1050000000", "", ""),
        ("0.625", "2030-03-15", "800000000", "1497.68", "2028-09-15"),
        ("0.875", "2031-03-15", "603750000", "2327.21", "2028-09-15"),
    )
    lines = [
        f"Notes of ${usd} at {rate}% are due {due}, and convert at {price}." for rate, due, usd, price, _ in papers
    ]
    facts.file("2024-03-15", OFFERED, PRICED)
    facts.file("2024-06-14", CALLED, *lines)
    for rate, due, usd, price, put in papers:
        _paper(facts, rate, due, usd=usd, price=price, put=put)
    facts.keep(
        InstrumentEvent,
        "event_id",
        CALLED,
        instrument_id=f"{CIK}:convertible_note:0.875-2031",
        name="0.875% convertible senior notes due 2031",
        kind="option_exercised",
        happened_on=date(2024, 3, 15),
        amount_usd=Decimal("7.875E+7"),
    )
    row = (
        "Since July 1 it sold 555,179 shares for $399.9 million, of them 238,053 for $177.5 million by August 23."
    )
    facts.file("2021-09-13", row)
    for shares, usd, end in ((238053, "1.775E+8", date(2021, 8, 23)), (555179, "3.999E+8", date(2021, 9, 12))):
        facts.keep(
            Issuance, "issuance_id", row, kind="atm", security="class A common stock", shares=Decimal(shares),
            net_proceeds_usd=Decimal(usd), period_start_on=date(2021, 7, 1), period_end_on=end,
        )  # fmt: skip
    facts.file("2025-01-03", AIMED)
    both = "Last week common stock brought in $1.2 billion and the STRF offering $711.2 million."
    facts.file("2025-03-31", both)
    for paper, usd, kind in (("class A common stock", "1.2E+9", "atm"), ("STRF", "7.112E+8", "offering")):
        facts.keep(
            Issuance,
            "issuance_id",
            both,
            kind=kind,
            security=paper,
            net_proceeds_usd=Decimal(usd),
            period_start_on=date(2025, 3, 24),
            period_end_on=date(2025, 3, 30),
        )
    weeks = "Week by week MSTR Stock brought $128.3 million and $181.0 million; the reserve was $0.9 and $1.0."
    facts.file("2026-06-08", weeks)
    for usd, balance, end in (("1.283E+8", "9E+8", date(2026, 5, 31)), ("1.81E+8", "1E+9", date(2026, 6, 7))):
        facts.keep(
            Issuance,
            "issuance_id",
            weeks,
            kind="atm",
            security="MSTR Stock",
            net_proceeds_usd=Decimal(usd),
            period_start_on=end - timedelta(days=6),
            period_end_on=end,
        )
        facts.keep(Reserve, "reserve_id", weeks, as_of_on=end, kind="usd_reserve", amount_usd=Decimal(balance))
    sizes = "The STRD offering brought in $979.7 million, the STRC offering $2.47 billion."
    facts.file("2025-08-04", sizes)
    for paper, usd, on in (("STRD", "9.797E+8", date(2025, 6, 10)), ("STRC", "2.47E+9", date(2025, 7, 29))):
        facts.keep(
            Issuance,
            "issuance_id",
            sizes,
            kind="offering",
            security=paper,
            net_proceeds_usd=Decimal(usd),
            period_start_on=on,
            period_end_on=on,
        )
    return facts.record


@pytest.mark.parametrize(
    ("text", "said_on", "label", "judge"),
    [
        (
            "The 2031 notes pay a quarter of a point more than the 2030 notes.",
            "2024-06-20",
            "supported",
            "papers_compared",
        ),
        (
            "The 2031 notes pay half a point more than the 2030 notes.",
            "2024-06-20",
            "refuted",
            "papers_compared",
        ),
        (
            "The 2031 notes carry a lower coupon than the 2030 notes.",
            "2024-06-20",
            "refuted",
            "papers_compared",
        ),
        (
            "The 2031 convertible is smaller than the 2030 convertible.",
            "2024-06-20",
            "supported",
            "papers_compared",
        ),
        (
            "What was floated as a $500 million convertible was priced at $525 million.",
            "2024-03-18",
            "supported",
            "resized_note_sale",
        ),
        (
            "It cut its convertible to $500 million from a planned $525 million.",
            "2024-03-18",
            "refuted",
            "resized_note_sale",
        ),
        (
            "It shrank its convertible from $500 million to $525 million.",
            "2024-03-18",
            "refuted",
            "resized_note_sale",
        ),
        ("The zero-coupon notes due 2027 convert at $397.99.", "2024-06-20", "refuted", "agreed_terms"),
        ("The 0.75% notes due 2025 convert at $397.99.", "2024-06-13", "not_enough_evidence", "fallback"),
        (
            "Holders of the 2031 convertible may hand it back two years before it matures.",
            "2024-06-20",
            "refuted",
            "agreed_terms",
        ),
        (
            "Holders of the 2030 notes have an exit a year and a half before maturity.",
            "2024-06-20",
            "supported",
            "agreed_terms",
        ),
        (
            "Who converts the 2025 notes is settled in cash only.",
            "2024-06-20",
            "refuted",
            "bonds_turned_to_shares",
        ),
        (
            "Who converts the 2025 notes is settled in shares only.",
            "2024-06-20",
            "supported",
            "bonds_turned_to_shares",
        ),
        ("The loan's rate cannot fall below 3.75%.", "2022-04-04", "supported", "bank_loan"),
        ("The loan's rate cannot fall below 4.75%.", "2022-04-04", "refuted", "bank_loan"),
        (
            "For the loan it must keep no less than $820 million in coins as collateral.",
            "2022-04-04",
            "refuted",
            "bank_loan",
        ),
        (
            "MicroStrategy will pay its Silvergate loan back early.",
            "2022-04-04",
            "not_enough_evidence",
            "bank_loan",
        ),
        (
            "It has placed $2 billion of perpetual preferred shares.",
            "2025-01-06",
            "refuted",
            "plan_told_as_done",
        ),
        (
            "It is aiming at $2 billion of perpetual preferred shares.",
            "2025-01-06",
            "supported",
            "plan_told_as_done",
        ),
        ("Stock sales from July 1 to September 12 raised over $500 million.", "2021-09-14", "refuted", "issued"),
        ("Stock sales from July 1 to September 12 raised $399.9 million.", "2021-09-14", "supported", "issued"),
        (
            "Common stock brought in more money last week than STRF.",
            "2025-03-31",
            "supported",
            "sources_compared",
        ),
        (
            "Common stock brought in less money last week than STRF.",
            "2025-03-31",
            "refuted",
            "sources_compared",
        ),
        ("Of its convertibles the 2031 issue pays the most interest.", "2024-06-20", "supported", "agreed_terms"),
        ("Of its convertibles the 2030 issue pays the most interest.", "2024-06-20", "refuted", "agreed_terms"),
        ("The loan bears a fixed rate of 3.75%.", "2022-04-04", "refuted", "bank_loan"),
        ("Interest on the loan can never exceed 3.75%.", "2022-04-04", "refuted", "bank_loan"),
        ("It will sell $2 billion of preferred stock.", "2025-01-06", "not_enough_evidence", "fallback"),
        ("Stretch was its largest preferred offering so far.", "2025-08-05", "supported", "offering_ranks"),
        ("Stride was its largest preferred offering so far.", "2025-08-05", "refuted", "offering_ranks"),
        ("The Stretch offering was smaller than Stride.", "2025-08-05", "refuted", "offering_ranks"),
        ("Its common-stock sales fell from the week before.", "2026-06-09", "refuted", "common_stock_weeks"),
        ("It sold more common stock than the week before.", "2026-06-09", "supported", "common_stock_weeks"),
        ("Its common-stock sales doubled from the week before.", "2026-06-09", "refuted", "common_stock_weeks"),
        ("The dollar reserve doubled from a week earlier.", "2026-06-09", "refuted", "reserve_trend"),
        ("Its dollar reserve shrank from a week earlier.", "2026-06-09", "refuted", "reserve_trend"),
        ("Nothing is left of its 2031 notes.", "2024-06-20", "refuted", "notes_gone"),
        (
            "Buyers took up the extra $78.75 million of the 2031 notes.",
            "2024-06-20",
            "supported",
            "buyers_option",
        ),
        ("The $78.75 million option on the 2031 notes lapsed.", "2024-06-20", "refuted", "buyers_option"),
    ],
)
def test_kinds(text: str, said_on: str, label: str, judge: str) -> None:
    """What two papers differ by, what was planned and what was done, and which paper a price is of."""
    finding = found_in(record(), text, said_on)
    assert (finding.label, finding.judge) == (label, f"verdicts.{judge}")
