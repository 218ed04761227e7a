"""Which filing a /A amends: the same issuer, form and period, the last one before it; in doubt none."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.judges.amendments import link_amendments
from monitor.records import Filing


def filing(number: int, form: str, period: int | None, accepted: int, cik: int = 1) -> Filing:
    return Filing(
        accession_number=f"0000000001-26-{number:06d}",
        issuer_cik=cik,
        form=form,
        filed_on=date(2026, 1, accepted),
        accepted_at=datetime(2026, 1, accepted, 12, tzinfo=UTC),
        period_on=date(2026, 1, period) if period else None,
    )


def links(*filings: Filing) -> list[tuple[int, int]]:
    return [(int(one[-6:]), int(other[-6:])) for one, other in link_amendments(filings).items()]


def test_an_amendment_amends_the_filing_of_its_period() -> None:
    """Not the newer one of another day."""
    assert links(filing(1, "8-K", 5, 6), filing(2, "8-K", 8, 9), filing(3, "8-K/A", 5, 10)) == [(3, 1)]


def test_a_second_amendment_stands_on_the_first() -> None:
    """The last filing of the period before it."""
    found = links(filing(1, "10-Q", 5, 6), filing(2, "10-Q/A", 5, 8), filing(3, "10-Q/A", 5, 9))
    assert found == [(2, 1), (3, 2)]


def test_the_order_of_arrival_does_not_matter() -> None:
    """The original is loaded after its amendment."""
    assert links(filing(2, "8-K/A", 5, 8), filing(1, "8-K", 5, 6)) == [(2, 1)]


def test_an_amendment_of_something_absent_stands_alone() -> None:
    """Another form, another issuer, a later filing, no period: none of them is what it amends."""
    amendment = filing(9, "8-K/A", 5, 8)
    others = (
        filing(1, "10-Q", 5, 6),
        filing(2, "8-K", 5, 6, cik=2),
        filing(3, "8-K", 5, 9),
        filing(4, "8-K", None, 7),
    )
    assert links(amendment, *others) == []
    assert links(filing(9, "8-K/A", None, 8), filing(4, "8-K", None, 7)) == []


@given(
    st.lists(
        st.builds(
            filing,
            st.integers(1, 50),
            st.sampled_from(["8-K", "8-K/A", "10-K", "10-K/A"]),
            st.none() | st.integers(1, 3),
            st.integers(1, 9),
            st.integers(1, 2),
        ),
        unique_by=lambda one: one.accession_number,
    )
)
def test_a_link_leads_back_in_time_to_the_same_kind(filings: list[Filing]) -> None:
    """Chains end, because no amendment amends what was accepted after it."""
    known = {one.accession_number: one for one in filings}
    for number, amended in link_amendments(filings).items():
        one, other = known[number], known[amended]
        assert one.form.endswith("/A")
        assert one.form.removesuffix("/A") == other.form.removesuffix("/A")
        assert (one.issuer_cik, one.period_on) == (other.issuer_cik, other.period_on)
        assert (other.accepted_at, amended) < (one.accepted_at, number)
