"""From a finding to probabilities: a table fitted on labelled statements (`models/verdicts/README.md`).

A row for each label and firmness, "supported/exact": how often statements with such a finding were supported,
refuted or open in truth, smoothed toward the label. The label stays the largest of the three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import get_args

from monitor.judges.verdicts import Finding
from monitor.records import Label

LABELS: tuple[Label, ...] = get_args(Label)
Row = tuple[Decimal, Decimal, Decimal]  # p_supported, p_refuted, p_not_enough_evidence; they add up to 1
PLACES = Decimal("0.001")
STRENGTH = Decimal(6)  # statements that the prior counts for
PRIOR = Decimal("0.9")  # of the label itself
LEAST = Decimal("0.5")


def fit(labelled: Iterable[tuple[Label, str, Label]]) -> dict[str, Row]:
    """The table from (label found, firmness, true label). Counts with a Dirichlet prior."""
    counts: dict[str, dict[Label, int]] = {}
    for found, firmness, true in labelled:
        row = counts.setdefault(f"{found}/{firmness}", dict.fromkeys(LABELS, 0))
        row[true] += 1
    return {key: _row(key, counts[key]) for key in sorted(counts)}


def _row(key: str, counts: Mapping[Label, int]) -> Row:
    label = key.partition("/")[0]
    total = Decimal(sum(counts.values())) + STRENGTH
    own = [
        (Decimal(counts[one]) + STRENGTH * (PRIOR if one == label else (1 - PRIOR) / 2)) / total for one in LABELS
    ]
    return _rounded(own, LABELS.index(next(one for one in LABELS if one == label)))


def _rounded(shares: list[Decimal], own: int) -> Row:
    """Three places, the rest given to the label, which keeps at least half."""
    rounded = [share.quantize(PLACES) for share in shares]
    if rounded[own] < LEAST:
        rest = 1 - LEAST - PLACES
        others = sum(share for number, share in enumerate(rounded) if number != own)
        rounded = [
            LEAST + PLACES if number == own else (share * rest / others).quantize(PLACES)
            for number, share in enumerate(rounded)
        ]
    rounded[own] += 1 - sum(rounded)
    return rounded[0], rounded[1], rounded[2]


def find_probabilities(finding: Finding, table: Mapping[str, Row]) -> Row:
    """What a model gave with it; else the row of the finding; without one, the prior of its label."""
    if finding.chances is not None:
        return _rounded([Decimal(str(one)) for one in finding.chances], LABELS.index(finding.label))
    row = table.get(f"{finding.label}/{finding.firmness}")
    return row if row is not None else _row(finding.label, dict.fromkeys(LABELS, 0))
