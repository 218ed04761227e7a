"""What is said, checked: the bytes of every article are in the archive, and every verdict agrees with itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from monitor.errors import StoreError
from monitor.store.archive import Archive
from monitor.store.database import Store

LABELS = ("supported", "refuted", "not_enough_evidence")
ROUNDING = Decimal("0.002")  # of three probabilities, each rounded


def check_articles(store: Store, archive: Archive) -> Iterator[tuple[str, str | None]]:
    """For each document of an article its id, and what is wrong with its bytes (None: nothing)."""
    for row in store.query(
        "SELECT document_id, sha256 FROM documents WHERE article_id IS NOT NULL ORDER BY document_id"
    ):
        try:
            archive.get(row["sha256"])
        except StoreError as error:
            yield row["document_id"], str(error)
        else:
            yield row["document_id"], None


def check_verdicts(store: Store) -> Iterator[tuple[str, str | None]]:
    """For each verdict its id, and what is wrong with it: its label is the largest of its probabilities, its score
    the first less the second (contract, Verdicts), and of a claim and a day one verdict holds."""
    held: set[tuple[str, str]] = set()
    for row in store.query("SELECT * FROM verdicts ORDER BY claim_id, as_of, verdict_id"):
        chances: dict[str, Decimal] = {label: Decimal(row[f"p_{label}"]) for label in LABELS}
        place = (row["claim_id"], row["as_of"])
        fault = None
        likeliest = max(chances, key=lambda label: chances[label])
        total = sum(chances.values(), Decimal(0))
        if abs(total - 1) > ROUNDING:
            fault = f"its probabilities come to {total}"
        elif chances[likeliest] > chances[str(row["label"])]:
            fault = f"it is called {row['label']}, and {likeliest} is likelier"
        elif Decimal(row["score"]) != chances["supported"] - chances["refuted"]:
            fault = f"its score {row['score']} is not {chances['supported'] - chances['refuted']}"
        elif row["corrected_at"] is None and place in held:
            fault = f"another verdict holds for {row['as_of']} too"
        if row["corrected_at"] is None:
            held.add(place)
        yield row["verdict_id"], fault
