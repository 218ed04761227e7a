"""The second reader: what it may read again, what it looks at, and what it says."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from verdict_examples import claims_of, example_disclosures, example_record

from monitor.extractors.claims.plain import find_days, find_figures
from monitor.judges.knowledge import know
from monitor.judges.reader.closest import Passage, find_closest
from monitor.judges.reader.features import Question, features_of
from monitor.judges.reader.model import LABELS, Forest, Reader, load_reader
from monitor.judges.reader.weigh import look, may_read, read_again
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding, Missed
from monitor.records import ClaimFigure, Document, Label

FILED = (
    "Item 8.01. The board named a new auditor. A holder of common stock filed a complaint in a Delaware court on "
    "November 12, 2025 over the terms of the preferred stock. The complaint asks for damages of $40 million.\n"
    "Nothing else happened in the quarter that would have to be told here."
)
SAID = "A stockholder sued Strategy in Delaware over its preferred stock, asking for $40 million."
DAY = "2025-11-18"
LEFT_OPEN = Finding(
    label="not_enough_evidence", reason="outside_filings", rationale="No filing says so.", firmness="default"
)


def question(text: str) -> Question:
    """The statement beside a filing of the week before it was made."""
    told = next(one for one in example_disclosures() if one.filing.accession_number == "0001193125-25-283991")
    document = Document(
        document_id="w", accession_number=told.filing.accession_number, type="8-K", url="", sha256="", text=FILED
    )
    filings = {**example_record().filings, "w": told.filing}
    record = replace(example_record(), documents={"w": document}, filings=filings)
    day = date.fromisoformat(DAY)
    (claim,) = claims_of("Strategy bought 8,178 BTC.", DAY)
    unread = Unread(
        text=text,
        figures=tuple(find_figures(text, 0, len(text), day)),
        days=tuple(find_days(text, 0, len(text), day)),
    )
    return Question(claims=(claim,), decided=claim, unread=unread, said_on=day, known=know(record, day))


def stand(asked: Question) -> tuple[Passage, dict[str, float]] | None:
    """The closest passage and the features."""
    closest = look(asked, ())
    return (closest.passages[0], features_of(asked, closest)) if closest else None


def sure_of(label: Label) -> Reader:
    """A reader that says the same of everything."""
    return replace(
        load_reader(),
        beside=((0.0,) * 6,) * 3,
        beside_bias=tuple(3.0 if one == label else 0.0 for one in LABELS),
    )


def judged(text: str, finding: Finding) -> Judged:
    return Judged(claim=claims_of(text, DAY)[0], finding=finding)


@pytest.mark.parametrize(
    ("label", "reason", "read"),
    [
        ("not_enough_evidence", "outside_filings", True),
        ("not_enough_evidence", "unverified_detail", True),
        ("not_enough_evidence", "blind_window", False),
        ("refuted", "contradicts_disclosure", True),
        ("refuted", "stale", False),
        ("refuted", "misread_filing", False),
        ("supported", "matches_disclosure", False),
    ],
)
def test_silence_and_what_is_supported_are_never_read_again(label: Label, reason: str, read: bool) -> None:
    """A window that nothing covers stays open, whatever a model thinks."""
    finding = Finding(label=label, reason=reason, rationale="", firmness="exact")
    assert may_read(judged("Strategy bought 8,178 BTC.", finding)) is read


@pytest.mark.parametrize(
    ("firmness", "by_figures", "read"),
    [("exact", False, True), ("rule", True, True), ("rule", False, False), ("retrieved", False, False)],
)
def test_a_sentence_that_says_the_contrary_outweighs_one_that_is_like_it(
    firmness: str, by_figures: bool, read: bool
) -> None:
    """Only what compared figures can have taken them for the wrong thing; what the words of a filing refute, a
    model does not call true."""
    finding = Finding(
        label="refuted", reason="contradicts_disclosure", rationale="", firmness=firmness, by_figures=by_figures
    )
    assert may_read(judged("Strategy bought 8,178 BTC.", finding)) is read


@pytest.mark.parametrize(
    ("claimed", "actual", "read"),
    [
        ("641031", "640031", False),  # two digits changed places
        ("11800000", "118000000", False),  # a zero too few
        ("80715", "528185", True),  # bought, and compared with what is held
    ],
)
def test_a_figure_close_to_the_disclosed_one_stays_wrong(claimed: str, actual: str, read: bool) -> None:
    """Such a figure was meant; one far off may have been compared with the wrong thing."""
    figure = ClaimFigure(
        value=Decimal(claimed), unit="bitcoin", role="units", comparator="exactly", start=0, end=5
    )
    finding = Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale="",
        firmness="exact",
        against=(Missed(figure=figure, taken_for="held", actual=Decimal(actual)),),
    )
    assert may_read(judged("Strategy bought 8,178 BTC.", finding)) is read


def test_the_closest_passage_is_the_one_that_says_it() -> None:
    """Its offsets are those of the document, and what it prints is counted."""
    asked = question(SAID)
    closest = find_closest(asked.unread.text, asked.figures, list(asked.known.record.documents.values()), ())
    assert closest is not None
    best = closest.passages[0]
    start, end = best.sentence
    assert FILED[start:end] == best.quote.quote
    assert "complaint" in best.quote.quote
    assert (best.right, best.near, best.other) == (1, 0, 0)
    assert closest.passages[-1].share <= best.window_share <= closest.document_share <= 1


def test_the_model_knows_every_feature() -> None:
    """What is trained on is what is looked at, each a number."""
    stood = stand(question(SAID))
    assert stood is not None
    assert sorted(stood[1]) == list(load_reader().features)
    assert all(math.isfinite(value) for value in stood[1].values())


def test_the_words_alone_change_nothing() -> None:
    """Two statements that stand alike to what is filed are read alike: no word is known by heart."""
    asked, other = question(SAID), question(SAID.replace("sued", "hugged").replace("A stockholder", "A partner"))
    documents = list(asked.known.record.documents.values())
    first = find_closest(asked.unread.text, asked.figures, documents, ())
    second = find_closest(other.unread.text, other.figures, documents, ())
    assert first is not None
    assert second is not None
    changed = {
        name
        for (name, value), (_, other_value) in zip(
            sorted(features_of(asked, first).items()), sorted(features_of(other, second).items()), strict=True
        )
        if value != other_value
    }
    assert all(name.split()[0] in ("words", "window", "missing", "most", "document", "stems") for name in changed)


@pytest.mark.parametrize("label", ["supported", "refuted"])
def test_what_it_says_comes_with_the_passage(label: Label) -> None:
    """The sentence, the filing and its day, how sure it is, and that no rule answered."""
    asked = question(SAID)
    stood = stand(asked)
    assert stood is not None
    read = read_again(LEFT_OPEN, asked, *stood, sure_of(label))
    assert read is not None
    assert (read.finding.label, read.finding.reason, read.finding.judge) == (label, "closest_passage", "reader")
    (piece,) = read.finding.evidence
    assert piece.stance == {"supported": "supports", "refuted": "refutes"}[label]
    assert piece.source.quote in FILED
    assert "8-K filed on 17 November 2025, which prints 1 of its 1 figures" in read.finding.rationale
    assert read.finding.rationale.endswith("No rule answers all of it.")


def test_an_untold_detail_refutes_nothing() -> None:
    """What a rule found right but for a particular that no filing tells may be supported, never refuted."""
    asked = question(SAID)
    stood = stand(asked)
    assert stood is not None
    found = replace(LEFT_OPEN, reason="unverified_detail")
    assert read_again(found, asked, *stood, sure_of("refuted")) is None
    supported = read_again(found, asked, *stood, sure_of("supported"))
    assert supported is not None
    assert supported.finding.label == "supported"


def test_unsure_it_says_nothing() -> None:
    """Three equal chances leave the finding as it is."""
    asked = question(SAID)
    stood = stand(asked)
    assert stood is not None
    unsure = replace(sure_of("supported"), beside_bias=(0.0, 0.0, 0.0))
    assert read_again(LEFT_OPEN, asked, *stood, unsure) is None


def test_nothing_filed_is_nothing_to_read() -> None:
    """Before the first filing there is no passage."""
    asked = question(SAID)
    empty = replace(asked.known, record=replace(asked.known.record, documents={}))
    assert stand(replace(asked, known=empty)) is None


def test_a_tree_goes_left_at_its_limit() -> None:
    """At most the limit: left. More: right. Each tree of a forest gives its own leaf."""
    forest = Forest(
        roots=np.array([0, 3]),
        feature=np.array([0, -1, -1, -1]),
        limit=np.array([2.0, 0.0, 0.0, 0.0]),
        left=np.array([1, 0, 0, 0]),
        right=np.array([2, 0, 0, 0]),
        value=np.array([0.0, -1.0, 1.0, 5.0]),
    )
    assert [list(forest.leaves([number])) for number in (1.0, 2.0, 2.5)] == [[-1.0, 5.0], [-1.0, 5.0], [1.0, 5.0]]


@given(some.data())
def test_chances_add_up(data: some.DataObject) -> None:
    """Whatever the features are, and whatever the rules say."""
    reader = load_reader()
    numbers = some.floats(-1e6, 1e6)
    opinion = reader.read({name: data.draw(numbers) for name in reader.features})
    chances = reader.beside_rules(data.draw(some.sampled_from(LABELS)), opinion)
    for one in (opinion, chances):
        assert all(0 <= chance <= 1 for chance in one)
        assert math.isclose(sum(one), 1.0)
