"""Evidence for a statement that no rule answers: full-text search, then the sentences, then what they say of it.

Without a model the sentences are ranked by their words. With `semantic` in the settings ("on": the MiniLM that
comes as a package; else a name or folder of the model hub) those that share most words are measured for likeness
as well. Only statements that no rule answers come here, and only they pay for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.errors import SettingsError
from monitor.judges._likeness import STOP, WORD
from monitor.judges.knowledge import Knowledge
from monitor.judges.retrieved import Alike, rank_passages, weigh_passages
from monitor.judges.verdicts import Finding
from monitor.records import ClaimFigure
from monitor.store.database import Store
from monitor.store.search import search_documents


def find_evidence(
    store: Store, known: Knowledge, words: str, figures: Sequence[ClaimFigure], *, model: str | None
) -> Finding | None:
    """What the filings known by then say of it in one sentence; None when no sentence says enough."""
    asked = [word for word in WORD.findall(words) if word.lower() not in STOP]
    cik = known.record.issuer.issuer_cik
    found = search_documents(store, asked, issuer_cik=cik, known_by=known.known_by)
    documents = [known.record.documents[key] for key in found if key in known.record.documents]
    passages = rank_passages(words, documents)
    return weigh_passages(words, figures, passages, known, measure(model) if model else None)


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
