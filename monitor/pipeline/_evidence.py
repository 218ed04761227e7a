"""Evidence for a statement that no rule answers: full-text search, then the sentences, then what they say of it;
and a filing that prints all its figures, which may overrule a rule that met another one.

Without a model the sentences are ranked by their words. With `semantic` in the settings ("on": the MiniLM that
comes as a package; else a name or folder of the model hub) those that share most words are measured for likeness
as well. Only statements that no rule answers come here, and only they pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from monitor.errors import SettingsError
from monitor.judges._days import new_york_day
from monitor.judges._likeness import STOP, WORD
from monitor.judges._topics import topics_of
from monitor.judges.by_figures import is_told_apart, judge_by_figures
from monitor.judges.by_passage import judge_by_passage
from monitor.judges.by_sentence import judge_by_sentence
from monitor.judges.knowledge import Knowledge
from monitor.judges.reader.closest import Closest, Passage
from monitor.judges.reader.features import Question, features_of, features_of_words
from monitor.judges.reader.weigh import look
from monitor.judges.retrieved import Alike, choose_documents, rank_passages, weigh_passages
from monitor.judges.statement import Judged
from monitor.judges.unread import PARTLY, Unread, hold_back
from monitor.judges.verdicts import Finding
from monitor.records import ClaimFigure, Document
from monitor.store.database import Store
from monitor.store.search import find_holders

OPEN = ("no_disclosure", "outside_filings", "unverified_detail", "blind_window", "prediction")
SAYS = re.compile(
    r"\b(?:says?|said|guidance|announced|told|according to|reserves the right|intends?"
    r"|(?:\w*strategy|company|firm) (?:expects|reckons|anticipates|plans|estimates))\b",
    re.IGNORECASE,
)
FORECASTS = ("price_prediction", "etf_outflow")
SALES = ("btc_sale_past", "btc_sale_hidden_or_rumoured")
SURE = (  # they weigh which figure is which: coins that secure something, money they cost, columns of a report
    "verdicts.collateral_coins",
    "verdicts.reported_rows",
    "verdicts.resized_note_sale",
    "figure_groups",
)


class Evidences:
    """What was looked up, kept for the other days on which the same filings are asked the same."""

    def __init__(self, store: Store, *, model: str | None) -> None:
        self._store = store
        self._alike = measure(model) if model else None
        self._holders: dict[tuple[int, str], Mapping[str, frozenset[str]]] = {}
        self._found: dict[tuple[object, ...], Finding | None] = {}
        self._read: dict[tuple[object, ...], Finding | None] = {}
        self._closest: dict[tuple[object, ...], tuple[Closest, dict[str, float]] | None] = {}

    def search(self, words: str, issuer_cik: int, documents: Mapping[str, Document]) -> list[Document]:
        """Of these documents those that hold most of the words, best first."""
        if (issuer_cik, words) not in self._holders:
            asked = [word for word in WORD.findall(words) if word.lower() not in STOP]
            self._holders[issuer_cik, words] = find_holders(self._store, asked, issuer_cik=issuer_cik)
        return choose_documents(self._holders[issuer_cik, words], documents)

    def find(self, known: Knowledge, words: str, figures: Sequence[ClaimFigure]) -> Finding | None:
        """What the filings known by then say of it in one sentence; None when no sentence says enough."""
        documents = self.search(words, known.record.issuer.issuer_cik, known.record.documents)
        key = (words, tuple(figures), tuple(one.document_id for one in documents))
        if key not in self._found:
            passages = rank_passages(words, documents)
            self._found[key] = weigh_passages(words, figures, passages, known, self._alike)
        return self._found[key]

    def reread(self, whole: Judged, unread: Unread, said_on: date, known: Knowledge) -> Judged | None:
        """What one filing says of all figures of a statement that the rules left open, or refuted for meeting
        another figure; None where it says nothing more. A refutation is only overruled by a filing that prints
        them all."""
        finding = whole.finding
        overruled = finding.label == "refuted" and finding.reason == "contradicts_disclosure"
        if (
            not overruled
            and finding.firmness != PARTLY
            and not (finding.label == "not_enough_evidence" and finding.reason in OPEN)
        ):
            return None
        if (whole.claim.modality == "predicted" or finding.reason == "prediction") and not SAYS.search(
            unread.text
        ):
            return None  # a forecast, not what a filing says is to come
        if whole.claim.claim_type in FORECASTS or finding.judge in SURE:
            return None
        if overruled and not is_told_apart(unread.figures):
            return None
        if overruled and finding.judge == "verdicts.sales" and not finding.against:
            return None  # its days are wrong: the figures are right anyway
        sale = whole.claim.claim_type in SALES and not whole.claim.negated
        if sale and "sale" not in topics_of(unread.text):
            return None  # a verb that the topics do not know: what was bought must not pass for sold
        # Only what had been filed when it was said is read: the same on every later day.
        key = (known.record.issuer.issuer_cik, unread, said_on, overruled)
        if key not in self._read:
            self._read[key] = _read_figures(unread, said_on, known, overruled=overruled)
        read = self._read[key]
        if read is None or (read.label == finding.label and finding.firmness != PARTLY):
            return None
        if read.label == "refuted" and finding.reason in ("unverified_detail", "partly_disclosed"):
            return None  # a rule found its figures right
        one = Judged(claim=whole.claim, finding=read)
        held = hold_back(one, [one], unread, known)
        firm = held.finding.label == read.label and held.finding.firmness != PARTLY
        return held if firm else None

    def stand(self, asked: Question) -> tuple[Passage, dict[str, float]] | None:
        """How it stands to what had been filed when it was said; None where nothing had been."""
        known, said_on = asked.known, asked.said_on
        by_then = known.once(("filed by", said_on), lambda: _filed_by(known, said_on))
        issuer_cik = known.record.issuer.issuer_cik
        key = (
            issuer_cik,
            asked.unread,
            said_on,
            len(by_then),
        )  # of two cuts of a record the larger has all of both
        if key not in self._closest:
            closest = look(asked, self.search(asked.unread.text, issuer_cik, by_then))
            self._closest[key] = (closest, features_of_words(asked, closest)) if closest else None
        stood = self._closest[key]
        return (stood[0].passages[0], features_of(asked, *stood)) if stood else None


def _filed_by(known: Knowledge, day: date) -> dict[str, Document]:
    """The documents filed by the end of a day, of those known."""
    filings = known.record.filings
    return {
        key: document
        for key, document in known.record.documents.items()
        if new_york_day(filings[key].accepted_at) <= day
    }


def _read_figures(unread: Unread, said_on: date, known: Knowledge, *, overruled: bool) -> Finding | None:
    read = judge_by_figures(unread.text, unread.figures, unread.days, said_on, known, strict=overruled)
    if read is None and not overruled:
        read = judge_by_sentence(unread.text, unread.figures, unread.days, said_on, known)
    if read is None and not overruled:
        familiar = frozenset(part.lower() for name in unread.familiar for part in (*name.split(), name))
        read = judge_by_passage(unread.text, unread.figures, unread.days, said_on, known, familiar=familiar)
    return read


def measure(model: str) -> Alike:
    """How alike sentences are by a model. Raises SettingsError when it cannot be loaded."""
    from monitor.extractors._language import embed_sentences

    name = "" if model == "on" else model

    def alike(statement: str, sentences: Sequence[str]) -> list[float]:
        try:
            first, *others = embed_sentences([statement, *sentences], model=name)
        except ModuleNotFoundError as error:
            raise SettingsError(
                f"semantic = {model!r} needs the extra: pip install 'filing-monitor[semantic]' ({error})"
            ) from error
        except OSError as error:
            raise SettingsError(f"semantic = {model!r} is no model that can be loaded: {error}") from error
        return [sum(a * b for a, b in zip(first, other, strict=True)) for other in others]

    return alike
