"""Claims: what is read from a news text, and that it is read the same every time."""

from __future__ import annotations

import importlib.util
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.extractors.claims import extract_claims
from monitor.extractors.claims._amounts import find_amounts
from monitor.extractors.claims._calendar import find_whens
from monitor.extractors.claims._passages import split_passages
from monitor.records import Claim, Document, content_id
from monitor.settings import load_settings, packaged

ISSUERS = load_settings(config=packaged("monitor.toml"), environ={}).issuers
SAID_AT = datetime(2026, 3, 12, 15, tzinfo=UTC)
SENTENCES = [
    json.loads(line)["text"]
    for line in (packaged("models") / "claims" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
NOISE = """Strategy Saylor sold bought 47,000 BTC $1.5 billion may not if the company, ; · 1. -65% holds ETF
outflow ? $20k – 5–10% average • debt since July 2025 never rumours “hidden” ¥ €3bn 31 June"""
WORDS = st.sampled_from([*NOISE.split(), "\n", "\n\n"])


def claims_of(text: str, said_at: datetime = SAID_AT) -> list[Claim]:
    document = Document(
        document_id=content_id(text), accession_number=None, type="article", url="", sha256="", text=text
    )
    return list(extract_claims(document, ISSUERS, claimed_at=said_at))


def bench() -> ModuleType:
    path = Path(__file__).parents[1] / "bench" / "evaluate_claims.py"
    spec = importlib.util.spec_from_file_location("evaluate_claims", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["evaluate_claims"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_precision_and_recall_stay_above_their_floors() -> None:
    """On the test split, type, negation and main quantity are right as often as `models/floors.json` says."""
    module = bench()
    total = module.score(module.read_sentences("test"))
    floors = json.loads((packaged("models") / "floors.json").read_text(encoding="utf-8"))["claims"]
    assert total.precision >= floors["precision"]
    assert total.recall >= floors["recall"]


def test_a_third_of_the_sentences_hold_nothing() -> None:
    """The set is large enough and a third of it is there to catch claims that are none."""
    rows = bench().read_sentences("all")
    assert len(rows) >= 220
    assert sum(not row["claims"] for row in rows) * 3 >= len(rows)


def test_a_sentence_with_two_propositions_gives_two_claims() -> None:
    """A purchase and the average cost of all holdings are two claims, each with its own figures."""
    purchase, average = claims_of(
        "Riot bought 99 BTC for about $8.1 million at just under $82,000; its holdings average $61,200."
    )
    assert (purchase.claim_type, purchase.quantity, purchase.issuer_cik) == ("purchase", Decimal(99), 1167419)
    assert [(f.role, f.value, f.comparator) for f in purchase.figures] == [
        ("units", Decimal(99), "exactly"),
        ("usd_total", Decimal("8.1E+6"), "about"),
        ("usd_each", Decimal(82000), "nearly"),
    ]
    assert (average.claim_type, average.quantity) == ("avg_cost", Decimal(61200))


def test_a_denial_is_the_claim_of_the_negation() -> None:
    """ "Rejected talk that it had sold" claims that it did not sell, and says so in a denial."""
    (claim,) = claims_of("Saylor rejected talk that Strategy had sold thousands of coins.")
    assert (claim.claim_type, claim.negated, claim.modality, claim.attribution) == (
        "btc_sale_past",
        True,
        "denied",
        "Saylor",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strategy bought 10 BTC last week.", (date(2026, 3, 2), date(2026, 3, 8))),
        ("Strategy bought 10 BTC on Monday.", (date(2026, 3, 9), date(2026, 3, 9))),
        ("Strategy has bought 10 BTC so far in March.", (date(2026, 3, 1), date(2026, 3, 31))),
        ("Strategy sold 10 BTC between December 29 and January 4.", (date(2025, 12, 29), date(2026, 1, 4))),
        ("Strategy sold 10 BTC in the third quarter.", (date(2025, 7, 1), date(2025, 9, 30))),
        ("By the end of the second quarter Strategy held 10 BTC.", (date(2025, 6, 30), date(2025, 6, 30))),
        ("Strategy has sold 10 BTC since July 2025.", (date(2025, 7, 1), date(2026, 3, 12))),
        ("As of May 25 Strategy held 10 BTC.", (date(2025, 5, 25), date(2025, 5, 25))),
        ("Strategy bought 10 BTC between 9 and 15 February.", (date(2026, 2, 9), date(2026, 2, 15))),
        ("Strategy bought 10 BTC from the 2nd to the 8th of March.", (date(2026, 3, 2), date(2026, 3, 8))),
        ("Strategy bought 10 BTC between October and December.", (date(2025, 10, 1), date(2025, 12, 31))),
        ("Strategy sold 10 BTC in the first six months of 2025.", (date(2025, 1, 1), date(2025, 6, 30))),
        ("Strategy sold 10 BTC in the three months to September.", (date(2025, 7, 1), date(2025, 9, 30))),
        ("Strategy sold 10 BTC in the June quarter.", (date(2025, 4, 1), date(2025, 6, 30))),
        ("Strategy bought 10 BTC in the first two weeks of March.", (date(2026, 3, 1), date(2026, 3, 14))),
        ("Strategy has bought 10 BTC since the start of the quarter.", (date(2026, 1, 1), date(2026, 3, 12))),
        ("Strategy has bought 10 BTC since New Year.", (date(2026, 1, 1), date(2026, 3, 12))),
        ("Strategy has bought 10 BTC since the 9th.", (date(2026, 3, 9), date(2026, 3, 12))),
    ],
)
def test_days_are_read_relative_to_the_day_it_was_said(text: str, expected: tuple[date, date]) -> None:
    """Said on Thursday, 12 March 2026: a day without a year is the nearest one in the past."""
    (claim,) = claims_of(text)
    assert (claim.period_start_on, claim.period_end_on) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will redeem its notes on April 20.", date(2026, 4, 20)),
        ("The dividend is payable on March 31.", date(2026, 3, 31)),
        ("It will have sold 10 BTC on February 2.", date(2026, 2, 2)),
        ("It sold 10 BTC on April 20.", date(2025, 4, 20)),
        ("It will report what was sold on September 20.", date(2025, 9, 20)),
    ],
)
def test_a_day_that_is_announced_is_the_next_one(text: str, expected: date) -> None:
    """Where the words tell of what is to come, a day that would be long past is the coming one, if it is near."""
    (when,) = find_whens(text, 0, len(text), date(2026, 3, 12))
    assert (when.start_on, when.end_on) == (expected, expected)


def test_the_company_is_whoever_was_named_last() -> None:
    """A pronoun takes the issuer of the sentence before; with nobody named it is the only watched one."""
    mara, riot = claims_of("MARA bought 20 BTC. The company now holds 500 BTC.")
    assert (mara.issuer_cik, riot.issuer_cik) == (1507605, 1507605)
    (alone,) = claims_of("The company holds 500 BTC.")
    assert alone.issuer_cik == 1050446


def test_talk_questions_and_strangers_are_no_claims() -> None:
    """A backdrop, a question, a stranger's shares and an everyday strategy assert nothing about an issuer."""
    texts = [
        "Will Strategy sell?",
        "Ford said it would issue $2 billion of notes.",
        "A good strategy is to hold for long.",
    ]
    assert [claims_of(text) for text in texts] == [[], [], []]


def test_the_pasted_narrative_gives_its_figures(corpus: Path) -> None:
    """The seed text as of 2 February 2026: holdings, cost, obligations, flows and forecasts are there."""
    text = (corpus / "seed_narrative.txt").read_text(encoding="utf-8")
    claims = claims_of(text, datetime(2026, 2, 2, 20, tzinfo=UTC))
    found = {(claim.claim_type, claim.quantity, claim.comparator) for claim in claims}
    assert found >= {
        ("holdings_total", Decimal(712647), "exactly"),
        ("avg_cost", Decimal(76037), "about"),
        ("holdings_total", Decimal(400000), "at_least"),
        ("debt_total", Decimal("1.6E+10"), "more_than"),
        ("other", Decimal(65), "about"),
        ("etf_outflow", Decimal("2.5E+9"), "about"),
        ("etf_outflow", Decimal("8.179E+8"), "exactly"),
        ("price_prediction", Decimal(25000), "exactly"),
        ("price_prediction", Decimal(10000), "exactly"),
        ("price_prediction", Decimal(20000), "exactly"),
        ("btc_sale_hidden_or_rumoured", None, None),
        ("btc_sale_future_or_forced", None, None),
    }


def test_the_main_claim_type_of_the_labelled_statements_is_found(corpus: Path) -> None:
    """Of the labelled statements, at least 95 % give a claim of the labelled type."""
    rows = [
        json.loads(line) for line in (corpus / "claims_labelled.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    missed = [
        row["id"]
        for row in rows
        if row["claim_type"]
        not in {
            claim.claim_type
            for claim in claims_of(row["text"], datetime.fromisoformat(f"{row['date_published']}T20:00:00+00:00"))
        }
    ]
    assert len(missed) <= len(rows) * 0.05, missed


@given(st.lists(st.one_of(WORDS, st.sampled_from(SENTENCES)), max_size=12))
def test_quotes_and_figures_stand_where_they_say(words: list[str]) -> None:
    """Whatever is pasted, a quote is the text at its offsets, a figure lies inside it, and ids do not repeat."""
    text = " ".join(words)
    claims = claims_of(text)
    for claim in claims:
        source = claim.source
        assert source.quote == text[source.quote_start : source.quote_end]
        assert all(source.quote_start <= f.start < f.end <= source.quote_end for f in claim.figures)
    assert len({claim.claim_id for claim in claims}) == len(claims)
    assert claims_of(text) == claims


def test_a_text_without_an_end_is_read_in_time() -> None:
    """Forty thousand characters without a full stop, all of them about selling, take seconds and not minutes."""
    started = perf_counter()
    claims_of("Strategy sold bitcoin and bought coins, " * 1000)
    assert perf_counter() - started < 20


@given(st.text(max_size=200))
def test_passages_never_overlap(text: str) -> None:
    """Passages come in order, are not blank, and share no character."""
    spans = list(split_passages(text))
    assert all(text[start:end].strip() for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@given(
    st.integers(min_value=1, max_value=999),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(["million", "billion"]),
)
def test_figures_keep_their_printed_precision(whole: int, cents: int, scale: str) -> None:
    """ "$12.30 million" is 12.30 with the exponent of its last digit, and nothing is lost on the way."""
    text = f"It paid ${whole}.{cents:02d} {scale} for it"
    (amount,) = find_amounts(text, 0, len(text), [])
    assert (
        amount.value.as_tuple()
        == Decimal(f"{whole}.{cents:02d}").scaleb({"million": 6, "billion": 9}[scale]).as_tuple()
    )


@given(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31)), st.text(max_size=80))
def test_no_text_makes_the_calendar_stumble(said_on: date, noise: str) -> None:
    """Days that no calendar knows are passed over, and a period never ends before it begins."""
    text = f"on February 29 and May 31 to 99, in the last 9 years {noise} since late 2022 by year-end next week"
    assert all(when.start_on <= when.end_on for when in find_whens(text, 0, len(text), said_on))
