"""What the figures mean at a price, and the seven stages: arithmetic on what filings disclose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from disclosing import ISSUER, disclose
from stated_terms import CIK, State, filings_of, of_kind, official_notes

from monitor.judges.chain import MARKET, judge_chain
from monitor.judges.instruments import judge_instruments
from monitor.judges.stress import judge_stress
from monitor.records import BalanceSheet, ChainStage, Document, InstrumentTerm, Issuance, StressMeasure

PEAK = disclose("0001193125-26-237907", "2026-05-26", "held 1000 2026-05-25 7.57E+7 75700")
SOLD = disclose(
    "0001193125-26-249768",
    "2026-06-01",
    "sold 60 2026-05-26 2026-05-31 4.6E+6 77135",
    "held 940 2026-05-31 7.116E+7 75700",
)


def measure(day: date, **more: object) -> dict[tuple[str, Decimal | None], StressMeasure]:
    states = official_notes()
    filings = {**filings_of(states), PEAK.document_id: PEAK.filing, SOLD.document_id: SOLD.filing}
    found = judge_stress(
        day,
        issuer_cik=CIK,
        asset="bitcoin",
        totals=[*PEAK.totals, *SOLD.totals],
        filings=filings,
        instruments=judge_instruments(of_kind(states, InstrumentTerm), (), filings=filings),
        prices=(Decimal(80000), Decimal(50000)),
        **more,  # type: ignore[arg-type]
    )
    assert len({one.measure_id for one in found}) == len(found)
    return {(one.measure, one.price_usd): one for one in found}


def test_gain_and_loss_against_the_disclosed_cost() -> None:
    """940 coins that cost $71.16 million: a gain at 80,000, a loss at 50,000, which is under water."""
    found = measure(date(2026, 6, 1))
    assert found["average_cost", None].figure == Decimal(75700)
    assert [found["gain_at_price", Decimal(price)].figure for price in (80000, 50000)] == [4040000, -24160000]
    assert [found["under_water_at_price", Decimal(price)].figure for price in (80000, 50000)] == [0, 1]


def test_the_reduction_is_from_the_most_ever_reported() -> None:
    """60 of 1,000 coins are 6 %: the thresholds of 1 and 5 are reached, 10 is 40 coins away."""
    found = measure(date(2026, 6, 1))
    assert found["reduction_from_peak", None].figure == 6
    assert [found[f"reduction_of_{number}_percent", None].figure for number in (1, 5, 10)] == [1, 1, 0]
    assert "after another 40" in found["reduction_of_10_percent", None].note


def test_nothing_known_later_is_measured() -> None:
    """On the day before the sale was told, nothing had been sold."""
    assert measure(date(2026, 5, 31))["reduction_from_peak", None].figure == 0


def test_a_year_of_obligations_in_coins_and_all_that_is_owed() -> None:
    """Interest 5 + 18 million, dividends 10.25 % of 2,801,111,100; principal 1.6 billion and the preference."""
    found = measure(date(2026, 6, 1))
    year = Decimal("23000000") + Decimal("23926157.31") * 12
    assert found["obligations_of_a_year", None].figure == year
    assert found["coins_for_a_year", Decimal(50000)].figure == (year / 50000).quantize(Decimal("0.1"))
    assert found["obligations_total", None].figure == Decimal("4401111100")
    assert found["notes_outstanding", None].figure == Decimal("1.6E+9")


def test_the_share_of_assets_needs_a_recent_balance_sheet() -> None:
    """96 % of assets in March; a sheet of four years ago measures nothing."""
    document = Document(document_id="d", accession_number="a", type="10-Q", url="", sha256="", text="960 of 1,000")

    def sheet(day: date) -> BalanceSheet:
        return BalanceSheet(
            issuer_cik=CIK, asset="bitcoin", as_of_on=day, asset_usd=Decimal(960), total_assets_usd=Decimal(1000),
            source=document.quote(0, 12), known_at=PEAK.filing.accepted_at,
        )  # fmt: skip

    assert (
        measure(date(2026, 6, 1), balance_sheets=[sheet(date(2026, 3, 31))])["share_of_assets", None].figure == 96
    )
    assert ("share_of_assets", None) not in measure(date(2026, 6, 1), balance_sheets=[sheet(date(2022, 3, 31))])


def test_days_under_water_end_at_the_last_close_above() -> None:
    """Below the average cost since 30 May."""
    closes = {
        date(2026, 5, 29): Decimal(76000),
        date(2026, 5, 30): Decimal(75000),
        date(2026, 6, 1): Decimal(70000),
    }
    one = measure(date(2026, 6, 1), closes=closes)["days_under_water", None]
    assert (one.figure, "since 30 May 2026" in one.note) == (3, True)


def stages(
    day: date, issuances: list[Issuance], closes: dict[str, dict[date, Decimal]] | None = None
) -> list[ChainStage]:
    return list(
        judge_chain(
            day, issuer=ISSUER, asset="bitcoin", changes=SOLD.changes, totals=[*PEAK.totals, *SOLD.totals],
            issuances=issuances, closes=closes,
        )
    )  # fmt: skip


def states_of(found: list[ChainStage]) -> list[str]:
    return [one.state for one in found]


def test_filings_show_three_stages_of_seven() -> None:
    """Without prices four cannot be seen; a sale without a purpose is a sale, and meets no obligation."""
    week = State("0001193125-26-249768", "2026-06-01").sale(
        "MSTR Stock", "801994", "2026-05-25", "2026-05-31", net_proceeds_usd=Decimal("1.283E+8")
    )
    found = stages(date(2026, 6, 1), of_kind([week], Issuance))
    blind = "cannot_be_seen"
    assert states_of(found) == [blind, blind, "not_observed", "not_observed", "observed", blind, blind]
    assert [one.source is None for one in found] == [True, True, False, False, False, True, True]


def test_weeks_without_sales_show_only_where_capacity_is_left() -> None:
    """Nothing raised although $1 billion could be: observed. Without the capacity nobody can tell."""
    left = State("0001193125-26-249768", "2026-06-01").sale(
        "MSTR Stock", "0", "2026-05-25", "2026-05-31", available_usd=Decimal("1E+9")
    )
    silent = State("0001193125-26-249768", "2026-06-01").sale("MSTR Stock", "0", "2026-05-25", "2026-05-31")
    assert [stages(date(2026, 6, 1), of_kind([one], Issuance))[2].state for one in (left, silent)] == [
        "observed",
        "cannot_be_seen",
    ]
    assert stages(date(2026, 9, 1), of_kind([left], Issuance))[2].state == "cannot_be_seen"


def test_closes_show_what_filings_cannot() -> None:
    """A fall of a fifth from the highest close of the year is one."""
    low = {date(2026, 3, 2): Decimal(100000), date(2026, 6, 1): Decimal(77000), date(2026, 6, 5): Decimal(60000)}
    closes = {
        "bitcoin": low,
        "MSTR": low,
        MARKET: {date(2026, 6, 1): Decimal(5000), date(2026, 6, 5): Decimal(4900)},
    }
    found = states_of(stages(date(2026, 6, 5), [], closes))
    assert (found[0], found[1], found[5], found[6]) == ("observed", "observed", "observed", "not_observed")


def test_closes_that_end_before_the_day_are_told_as_such() -> None:
    """Not that there are none: the reason names the last one, and the page about days under water shows it."""
    old = {"bitcoin": {date(2026, 5, 20): Decimal(100000)}}
    found = stages(date(2026, 6, 5), [], old)
    assert (found[0].state, found[0].reason) == (
        "cannot_be_seen",
        "The last close of bitcoin in the store up to 5 June 2026 is of 20 May 2026, over a week before; "
        "filings do not show the price.",
    )
    assert found[1].reason.startswith("No closes of MSTR up to 5 June 2026 are in the store")
    assert (found[5].state, found[5].reason.endswith("when the sale became known.")) == ("cannot_be_seen", True)


def test_before_the_sale_was_told_none_is_observed() -> None:
    """The last holding is the evidence that none is disclosed; long after it nothing can be seen."""
    before = stages(date(2026, 5, 31), [])
    assert (before[4].state, before[4].source is not None) == ("not_observed", True)
    assert stages(date(2028, 6, 1), [])[4].state == "cannot_be_seen"
