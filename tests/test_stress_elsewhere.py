"""The same measures and stages for another issuer, day by day against sums by hand, and for an empty store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from disclosing import disclose

from monitor.judges.chain import MARKET, judge_chain
from monitor.judges.instruments import judge_instruments
from monitor.judges.stress import LEVELS_USD, judge_stress
from monitor.records import ChainStage, Document, Issuance, Issuer, StressMeasure

HARBOR = Issuer(issuer_cik=1900001, ticker="HLDG", name="Harbor Ledger Holdings, Inc.")
TOLD = (
    disclose("0001900001-27-000001", "2027-03-08", "held 41226 2027-03-07 2.9456E+9 71450", issuer=HARBOR),
    disclose(
        "0001900001-27-000002",
        "2027-06-28",
        "sold 826 2027-06-21 2027-06-27 7.434E+7 90000 to-pay-dividends",
        "held 40400 2027-06-27 2.8866E+9 71450",
        issuer=HARBOR,
    ),
    # The quarter's report tells of the same coins again.
    disclose(
        "0001900001-27-000003",
        "2027-08-05",
        "sold 826 2027-04-01 2027-06-30 7.434E+7 90000",
        form="10-Q",
        issuer=HARBOR,
    ),
    disclose(
        "0001900001-27-000004",
        "2027-09-07",
        "sold 3300 2027-08-30 2027-09-05 2.145E+8 65000",
        "held 37100 2027-09-05 2.6508E+9 71450",
        issuer=HARBOR,
    ),
)
FALLING = {date(2027, 3, 1) + timedelta(number): Decimal(100000 - 200 * number) for number in range(200)}


def measures(day: date, *prices: int) -> dict[tuple[str, Decimal | None], StressMeasure]:
    found = judge_stress(
        day,
        issuer_cik=HARBOR.issuer_cik,
        asset="bitcoin",
        totals=[one for told in TOLD for one in told.totals],
        filings={told.document_id: told.filing for told in TOLD},
        instruments=judge_instruments((), (), filings={}),
        prices=[Decimal(price) for price in prices] or LEVELS_USD,
        closes=FALLING,
    )
    return {(one.measure, one.price_usd): one for one in found}


def chain(
    day: date, issuances: Sequence[Issuance] = (), closes: dict[str, dict[date, Decimal]] | None = None
) -> list[ChainStage]:
    return list(
        judge_chain(
            day,
            issuer=HARBOR,
            asset="bitcoin",
            changes=[one for told in TOLD for one in told.changes],
            totals=[one for told in TOLD for one in told.totals],
            issuances=issuances,
            closes=closes,
        )
    )


def atm(number: int, first: str | None, last: str, **figures: str | None) -> Issuance:
    """An at-the-market statement of a filing of its own, accepted on the day after its last day."""
    document = Document(document_id=f"i{number}", accession_number="a", type="8-K", url="", sha256="", text="row")
    day = date.fromisoformat(last) + timedelta(1)
    return Issuance(
        issuance_id=f"i{number}",
        issuer_cik=HARBOR.issuer_cik,
        kind="atm",
        security="HLDG Stock",
        period_start_on=date.fromisoformat(first) if first else None,
        period_end_on=date.fromisoformat(last),
        source=document.quote(0, 3),
        known_at=datetime(day.year, day.month, day.day, 12, number, tzinfo=UTC),
        extractor="test",
        **{name: None if value is None else Decimal(value) for name, value in figures.items()},
    )


@pytest.mark.parametrize(
    ("price", "gain", "under"),
    [
        (75000, 146350000, 0),
        (71450, -2300, 0),
        (70000, -59780000, 1),
        (50000, -884300000, 1),
        (20000, -2121080000, 1),
    ],
)
def test_break_even_at_the_levels_that_narratives_name(price: int, gain: int, under: int) -> None:
    """41,226 coins that cost $2,945.6 million, $71,450 each; at just that price only rounding is left."""
    found = measures(date(2027, 3, 8), price)
    assert found["average_cost", None].figure == 71450
    assert (
        found["gain_at_price", Decimal(price)].figure,
        found["under_water_at_price", Decimal(price)].figure,
    ) == (
        gain,
        under,
    )


@pytest.mark.parametrize(
    ("day", "percent", "reached"),
    [
        ("2027-03-08", "0.000", (0, 0, 0)),
        ("2027-06-27", "0.000", (0, 0, 0)),  # the sale of that week was told on the next day
        ("2027-06-28", "2.004", (1, 0, 0)),  # 826 of 41,226
        ("2027-09-06", "2.004", (1, 0, 0)),
        ("2027-09-07", "10.008", (1, 1, 1)),  # 4,126 of 41,226
    ],
)
def test_reductions_on_several_days(day: str, percent: str, reached: tuple[int, int, int]) -> None:
    """From the most ever reported, as known on each day."""
    found = measures(date.fromisoformat(day))
    assert found["reduction_from_peak", None].figure == Decimal(percent)
    assert tuple(int(found[f"reduction_of_{one}_percent", None].figure) for one in (1, 5, 10)) == reached


def test_under_water_since() -> None:
    """100,000 less 200 a day is below 71,450 from the 143rd day on: 22 July; 47 days to 6 September."""
    one = measures(date(2027, 9, 6))["days_under_water", None]
    assert (one.figure, "since 22 July 2027" in one.note) == (47, True)


def test_what_is_owed_is_not_made_up() -> None:
    """Without an instrument nothing is said of obligations, nor of coins for them."""
    assert not [name for name, _ in measures(date(2027, 9, 7)) if "obligation" in name or "year" in name]


@pytest.mark.parametrize(
    ("day", "meeting", "selling", "counted"),
    [
        ("2027-03-08", "not_observed", "not_observed", ""),
        ("2027-06-28", "observed", "observed", "826"),
        ("2027-08-05", "observed", "observed", "826"),  # not 1,652: the 10-Q tells of the same
        ("2027-09-07", "observed", "observed", "4,126"),
        ("2028-02-01", "observed", "observed", "4,126"),
        ("2028-07-01", "cannot_be_seen", "observed", "3,300"),  # the first sale is over a year ago
    ],
)
def test_sales_are_counted_once(day: str, meeting: str, selling: str, counted: str) -> None:
    """Stages 4 and 5: the week's report and the quarter's sum are one sale; a year later it is told no more."""
    found = chain(date.fromisoformat(day))
    assert (found[3].state, found[4].state) == (meeting, selling)
    assert found[4].reason.startswith(f"{counted} bitcoin sold" if counted else "No filing up to")


def test_a_purpose_that_is_denied_is_none() -> None:
    """ "Not to pay dividends" meets no obligation."""
    sale = disclose(
        "0001900001-27-000009",
        "2027-06-28",
        "sold 5 2027-06-21 2027-06-27 4.5E+5 90000 not-to-pay-dividends",
        "held 40395 2027-06-27",
        issuer=HARBOR,
    )
    found = judge_chain(
        date(2027, 6, 28), issuer=HARBOR, asset="bitcoin", changes=_spaced(sale.changes), totals=sale.totals,
        issuances=(),
    )  # fmt: skip
    assert [one.state for one in found][3:5] == ["not_observed", "observed"]


def _spaced(changes: Sequence[object]) -> list[object]:
    from dataclasses import replace

    return [replace(one, purpose=one.purpose.replace("-", " ")) for one in changes]  # type: ignore[attr-defined, type-var]


def test_capacity_alone_is_no_week_without_sales() -> None:
    """What may be issued on a day says nothing of what was; with a report of nothing sold it makes the stage."""
    room = atm(1, None, "2027-06-27", available_usd="2.9E+9")
    none = atm(2, "2027-06-21", "2027-06-27", shares="0", net_proceeds_usd="0")
    day = date(2027, 6, 28)
    assert chain(day, [room])[2].state == "cannot_be_seen"
    assert chain(day, [none])[2].state == "cannot_be_seen"
    both = chain(day, [room, none])[2]
    assert (both.state, "$2,900,000,000" in both.reason or "2.9 billion" in both.reason) == ("observed", True)


def test_an_amended_week_and_a_month_count_once() -> None:
    """$11.48 million as first told, $16.78 million as amended; the month's sum of $20 million holds that week."""
    day = date(2027, 6, 28)
    first = atm(1, "2027-06-21", "2027-06-27", shares="117000", net_proceeds_usd="1.148E+7")
    amended = atm(2, "2027-06-21", "2027-06-27", shares="171000", net_proceeds_usd="1.6779E+7")
    month = atm(3, "2027-06-01", "2027-06-27", shares="200000", net_proceeds_usd="2.0E+7")
    said = [
        chain(day, facts)[2].reason.split(" raised")[0] for facts in ([first, amended], [first, amended, month])
    ]
    assert said == ["$16,779,000", "$20,000,000"]


def test_closes_of_every_kind() -> None:
    """Stages 1, 2, 6 and 7 on the day of the first sale's report and 79 days later; closes fall daily."""
    flat = dict.fromkeys(FALLING, Decimal(100))
    closes = {"bitcoin": FALLING, "HLDG": flat, MARKET: flat}
    early, late = chain(date(2027, 6, 28), closes=closes), chain(date(2027, 9, 15), closes=closes)
    # 100,000 to 76,200 is 23.8 %; since 28 June 76,200 to 60,400 is 20.7 %
    assert [one.state for one in early] == [
        "observed", "not_observed", "cannot_be_seen", "observed", "observed", "not_observed", "not_observed",
    ]  # fmt: skip
    assert [one.state for one in late][5] == "observed"
    assert "The closes in the store begin on 1 March 2027." in early[1].reason


def test_a_store_of_nothing() -> None:
    """No measure, and no stage that shows or does not show: with closes only what closes show."""
    nothing = judge_stress(
        date(2027, 6, 28), issuer_cik=HARBOR.issuer_cik, asset="bitcoin", totals=(), filings={},
        instruments=judge_instruments((), (), filings={}),
    )  # fmt: skip
    assert nothing == ()

    def states(closes: dict[str, dict[date, Decimal]]) -> list[str]:
        found = judge_chain(
            date(2027, 6, 28), issuer=HARBOR, asset="bitcoin", changes=(), totals=(), issuances=(), closes=closes
        )
        return [one.state for one in found]

    assert states({}) == ["cannot_be_seen"] * 7
    assert states({"bitcoin": FALLING}) == ["observed"] + ["cannot_be_seen"] * 6
