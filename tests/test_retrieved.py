"""Sentences of filings for what no rule answers: ranked by words, weighed with modality and negations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from verdict_examples import example_record

from monitor.errors import SettingsError
from monitor.extractors.claims.plain import find_figures
from monitor.judges.knowledge import Knowledge, know
from monitor.judges.retrieved import choose_documents, rank_passages, weigh_passages
from monitor.judges.verdicts import Finding
from monitor.pipeline._evidence import Evidences, measure
from monitor.records import Document
from monitor.store.database import open_store

DAY = date(2025, 11, 18)
TOLD = """The lease of the office in Tysons Corner runs until 2030 and costs $4.5 million a year.
We may be required to move the headquarters to another state if taxes rise.
The board did not approve the proposed split of the class A shares.
"""


@pytest.fixture
def known() -> Knowledge:
    record = example_record()
    document = Document(
        document_id="risk", accession_number="0000950170-25-094137", type="8-K", url="", sha256="", text=TOLD
    )
    return know(replace(record, documents={"risk": document}), DAY)


def found(words: str, known: Knowledge) -> Finding | None:
    figures = list(find_figures(words, 0, len(words), DAY))
    return weigh_passages(words, figures, rank_passages(words, list(known.record.documents.values())), known, None)


def label(words: str, known: Knowledge) -> str | None:
    finding = found(words, known)
    return finding.label if finding else None


def test_sentence_with_all_figures_supports(known: Knowledge) -> None:
    """The words and the figure stand in one sentence."""
    assert label("Strategy's lease of the Tysons Corner office costs $4.5 million a year.", known) == "supported"


def test_another_figure_is_not_supported(known: Knowledge) -> None:
    """Likeness never makes up for a wrong figure."""
    assert label("Strategy's lease of the Tysons Corner office costs $5.4 million a year.", known) is None


def test_a_possibility_is_no_fact(known: Knowledge) -> None:
    """ "May be required to" does not support that it did, and supports that it may."""
    assert label("Strategy moved the headquarters to another state as taxes rose.", known) is None
    assert label("Strategy may be required to move the headquarters to another state.", known) == "supported"


def test_the_negation_counts(known: Knowledge) -> None:
    """The same words without the negation are contradicted."""
    assert label("The board approved the proposed split of class A shares.", known) == "refuted"


def test_a_model_measures_likeness(known: Knowledge) -> None:
    """With a model the order is that of likeness, and the judge says that one was used."""

    def alike(_: str, sentences: Sequence[str]) -> list[float]:
        return [0.9 if "lease" in one else 0.1 for one in sentences]

    words = "Strategy pays $4.5 million a year for the lease of its office."
    passages = rank_passages(words, list(known.record.documents.values()))
    finding = weigh_passages(words, list(find_figures(words, 0, len(words), DAY)), passages, known, alike)
    assert finding is not None
    assert (finding.label, finding.judge) == ("supported", "retrieved.semantic")


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    """A name that nobody can load is a setting to put right."""
    pytest.importorskip("transformers")
    with pytest.raises(SettingsError, match="semantic = "):
        measure(str(tmp_path / "nowhere"))("a lease", ["a lease"])


def test_the_search_is_by_words_and_by_day(tmp_path: Path, known: Knowledge) -> None:
    """Nothing stored, nothing found: the statement stays open."""
    with open_store(tmp_path / "monitor.db") as store:
        assert Evidences(store, model=None).find(known, "the lease of the office", ()) is None


def test_a_later_filing_changes_no_earlier_day(known: Knowledge) -> None:
    """Which documents are read follows from those known by then, whatever else is stored by now."""
    first = known.record.documents["risk"]
    names = ("a", "b", "c", "d")
    documents = {
        name: replace(first, document_id=name, text=TOLD * number) for number, name in enumerate(names, 1)
    }
    then = {"lease": frozenset("ab"), "taxes": frozenset("bcd")}
    by_now = {"lease": frozenset(["a", "b", *"efghijklm"]), "taxes": frozenset("bcd")}
    chosen = [[one.document_id for one in choose_documents(holders, documents)] for holders in (then, by_now)]
    assert chosen == [["b", "a", "c", "d"]] * 2


def test_a_model_of_the_hub_by_folder(tmp_path: Path) -> None:
    """Any encoder that transformers can load will do: a tiny one, made here, gives points of length 1."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    from monitor.extractors._language import embed_sentences

    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nbitcoin\nlease\n", encoding="utf-8")
    transformers.BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=7, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    transformers.BertModel(config).save_pretrained(tmp_path)
    points = embed_sentences(["bitcoin lease", "lease"], model=str(tmp_path))
    assert [round(sum(x * x for x in point), 4) for point in points] == [1.0, 1.0]
