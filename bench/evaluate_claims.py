"""Score the claim extraction on our own sentences: `python bench/evaluate_claims.py [--split test] [--misses]`.

A found claim matches a labelled one when type, negation and main quantity agree; each label is used once. Micro
precision and recall over all sentences, those with nothing to extract included (what is found there is wrong).
Action, modality and the other labelled figures are scored on the matches. The floors are in `models/floors.json`.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import click

from monitor.extractors.claims import extract_claims
from monitor.records import Claim, Document, content_id
from monitor.settings import load_settings, packaged

SAID_AT = datetime(2026, 3, 12, 15, tzinfo=UTC)  # a Thursday; the sentences are written for that day


@dataclass
class Score:
    """Counts over a split. `misses` are lines to read."""

    found: int = 0
    labelled: int = 0
    matched: int = 0
    actions: int = 0
    modalities: int = 0
    figures: int = 0
    figures_labelled: int = 0
    by_type: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the found claims that are labelled so."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the labelled claims that were found."""
        return self.matched / self.labelled if self.labelled else 0.0


def read_sentences(split: str) -> list[dict[str, Any]]:
    """The labelled sentences of "dev", "test" or "all"."""
    path = packaged("models") / "claims" / "sentences.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if split in ("all", row["split"])]


def claims_of(text: str) -> list[Claim]:
    """The claims of one text, said on the day that the sentences are written for."""
    document = Document(
        document_id=content_id(text), accession_number=None, type="article", url="", sha256="", text=text
    )
    issuers = load_settings(config=packaged("monitor.toml"), environ={}).issuers
    return list(extract_claims(document, issuers, claimed_at=SAID_AT))


def score(rows: list[dict[str, Any]]) -> Score:
    """Match what is found against what is labelled."""
    total = Score()
    for row in rows:
        _score_one(row, claims_of(row["text"]), total)
    return total


def _score_one(row: dict[str, Any], found: list[Claim], total: Score) -> None:
    left = list(found)
    missing = []
    total.found += len(found)
    total.labelled += len(row["claims"])
    for label in row["claims"]:
        quantity = None if label["quantity"] is None else Decimal(label["quantity"])
        wanted = (label["type"], label["negated"], quantity)
        counts = total.by_type.setdefault(label["type"], Counter())
        counts["labelled"] += 1
        claim = next((c for c in left if (c.claim_type, c.negated, c.quantity) == wanted), None)
        if claim is None:
            missing.append(
                f"{'not ' if label['negated'] else ''}{label['type']} {label['quantity'] or ''}".strip()
            )
            continue
        left.remove(claim)
        counts["matched"] += 1
        total.matched += 1
        total.actions += claim.action == label["action"]
        total.modalities += claim.modality == label["modality"]
        for role, value in label["figures"].items():
            total.figures_labelled += 1
            total.figures += any(f.role == role and f.value == Decimal(value) for f in claim.figures)
    for claim in left:
        total.by_type.setdefault(claim.claim_type, Counter())["extra"] += 1
    if missing or left:
        extra = [
            f"{'not ' if c.negated else ''}{c.claim_type} {c.quantity if c.quantity is not None else ''}".strip()
            for c in left
        ]
        total.misses.append(f"{row['text']}\n    missing: {missing}\n    extra:   {extra}")


@click.command()
@click.option("--split", type=click.Choice(["dev", "test", "all"]), default="test", show_default=True)
@click.option("--misses", is_flag=True, help="Print every sentence that is not wholly right.")
def main(split: str, misses: bool) -> None:
    """Print precision and recall; exit 1 when one is below its floor (`models/floors.json`)."""
    rows = read_sentences(split)
    total = score(rows)
    empty = sum(not row["claims"] for row in rows)
    click.echo(f"{split}: {len(rows)} sentences, {empty} with nothing to extract, {total.labelled} claims")
    click.echo(f"precision {total.precision:.3f}  recall {total.recall:.3f}  ", nl=False)
    click.echo(f"({total.matched} matched, {total.found} found)")
    matched = max(total.matched, 1)
    click.echo(
        f"of the matched: action {total.actions / matched:.3f}  modality {total.modalities / matched:.3f}  "
        f"other figures {total.figures}/{total.figures_labelled}"
    )
    for name, counts in sorted(total.by_type.items()):
        click.echo(
            f"  {name:30} " + "  ".join(f"{key} {counts[key]:3}" for key in ("labelled", "matched", "extra"))
        )
    if misses:
        click.echo("\n".join(total.misses))
    floors = json.loads((packaged("models") / "floors.json").read_text(encoding="utf-8")).get("claims", {})
    if split == "test" and (total.precision < floors["precision"] or total.recall < floors["recall"]):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
