"""A small record for the tests of verdicts: five weeks of 2025 and the sale of 2022, figures as disclosed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache

from disclosing import ISSUER, Disclosure, disclose

from monitor.extractors.claims import extract_claims
from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.knowledge import NEW_YORK, Record, know
from monitor.judges.statement import Judged, decide, lend_periods
from monitor.judges.unread import Unread, hold_back
from monitor.judges.verdicts import Finding, judge_claim
from monitor.records import Asset, Claim, Document, Filing, Issuer, Reserve

STRATEGY: Issuer = replace(
    ISSUER,
    names=("Strategy", "MicroStrategy"),
    assets=(Asset(asset="bitcoin", words=("bitcoin", "bitcoins", "BTC")),),
)
RISK = "If financing is not available, we may be required to sell bitcoin to satisfy our financial obligations."


def example_disclosures() -> tuple[Disclosure, ...]:
    """Filings in the order accepted."""
    return (
        disclose(
            "0001193125-22-313098",
            "2022-12-28",
            "acquired 2395 2022-11-01 2022-12-21 4.28E+7 17871",
            "sold 704 2022-12-22 2022-12-22 1.18E+7 16776",
            "acquired 810 2022-12-24 2022-12-24 1.36E+7 16845",
            "held 132500 2022-12-27 4.03E+9 30397",
        ),
        disclose("0000950170-25-100001", "2025-10-20", "held 640418 2025-10-19 4.74E+10 74010"),
        disclose(
            "0000950170-25-100002",
            "2025-10-27",
            "acquired 390 2025-10-20 2025-10-26 4.34E+7 111117",
            "held 640808 2025-10-26 4.744E+10 74032",
        ),
        disclose(
            "0000950170-25-100003",
            "2025-11-03",
            "acquired 397 2025-10-27 2025-11-02 4.56E+7 114771",
            "held 641205 2025-11-02 4.749E+10 74057",
        ),
        disclose(
            "0001193125-25-273310",
            "2025-11-10",
            "acquired 487 2025-11-03 2025-11-09 4.99E+7 102557",
            "held 641692 2025-11-09 4.754E+10 74079",
        ),
        disclose(
            "0001193125-25-283991",
            "2025-11-17",
            "acquired 8178 2025-11-10 2025-11-16 8.356E+8 102171",
            "held 649870 2025-11-16 4.837E+10 74433",
        ),
    )


@cache
def example_record() -> Record:
    """The facts of those filings, a risk factor, and a reserve."""
    told = example_disclosures()
    risky = Filing(
        accession_number="0000950170-25-094137",
        issuer_cik=STRATEGY.issuer_cik,
        form="8-K",
        filed_on=date(2025, 7, 7),
        accepted_at=datetime(2025, 7, 7, 12, tzinfo=UTC),
    )
    words = Document(
        document_id="risk", accession_number=risky.accession_number, type="8-K", url="", sha256="", text=RISK
    )
    reserve = Reserve(
        reserve_id="r1",
        issuer_cik=STRATEGY.issuer_cik,
        as_of_on=date(2025, 7, 6),
        kind="usd_reserve",
        amount_usd=told[0].totals[0].units.__class__("1.44E+9"),
        source=words.quote(0, len(RISK)),
        known_at=risky.accepted_at,
        extractor="by hand",
    )
    return Record(
        issuer=STRATEGY,
        filings={**{one.document_id: one.filing for one in told}, "risk": risky},
        documents={"risk": words},
        changes=[change for one in told for change in one.changes],
        totals=[total for one in told for total in one.totals],
        reserves=[reserve],
    )


def claims_of(text: str, said_on: str) -> tuple[Claim, ...]:
    """The claims of a text said on a day, at five in the afternoon in New York."""
    document = Document(
        document_id="d", accession_number=None, article_id="a", type="article", url="", sha256="", text=text
    )
    said_at = datetime.combine(date.fromisoformat(said_on), time(17), tzinfo=NEW_YORK).astimezone(UTC)
    return lend_periods(tuple(extract_claims(document, [STRATEGY], claimed_at=said_at, about=STRATEGY)))


def judged(text: str, said_on: str, as_of: str | None = None) -> Finding:
    """The finding on a statement as a whole."""
    known = know(example_record(), date.fromisoformat(as_of or said_on))
    return decide(
        [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in claims_of(text, said_on)]
    ).finding


def checked(text: str, said_on: str) -> Finding:
    """The finding on a statement as `monitor check --claims` gives it: held back where something is not shown."""
    known = know(example_record(), date.fromisoformat(said_on))
    found = [Judged(claim=claim, finding=judge_claim(claim, known)) for claim in claims_of(text, said_on)]
    day = date.fromisoformat(said_on)
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    return hold_back(decide(found), found, unread).finding
