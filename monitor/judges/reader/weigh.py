"""What the second reader says of a finding of the rules. Pure but for the model that it reads once.

    left open               supported or refuted, where it is sure enough
    right but for a detail  supported, where it is sure enough; never refuted: silence on the detail proves nothing
    refuted by a figure     supported, where it is sure enough: the figure was bound to the wrong thing. Never
                            where it is close to the disclosed one: then it was meant, and is wrong
    all else                never touched: what is supported, silence, a forecast of a price, and what the words
                            of a filing refute: a sentence that says the contrary outweighs one that is like it

More certainty is asked for `supported`: to call a false statement true costs a reader most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.judges._days import new_york_day, say_day
from monitor.judges._filed_then import filed_then
from monitor.judges.reader.closest import NEAR, Closest, Passage, find_closest
from monitor.judges.reader.features import Question
from monitor.judges.reader.model import LABELS, Reader
from monitor.judges.statement import Judged
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import Stance, cite_quotes
from monitor.records import Document

OPEN = ("no_disclosure", "outside_filings", "unverified_detail", "missing_filing", "prediction", "opinion")
REFUTED = ("contradicts_disclosure", "false_presupposition", "reconciled_no_sale")
MARKET = ("price_prediction", "etf_outflow", "mnav_or_valuation")  # in no sentence of a filing
SURE = {"supported": 0.65, "refuted": 0.5}
NEVER = 2.0
TOLD = 0.3  # of the statement's words, the rarer the heavier
QUOTED = 240  # characters
UNANSWERED = "No rule answers all of it."
STANCES: Mapping[str, Stance] = {"supported": "supports", "refuted": "refutes"}


def may_read(whole: Judged) -> bool:
    """Whether the rules leave it to be read again."""
    finding = whole.finding
    if whole.claim.claim_type in MARKET:
        return False
    if finding.label == "not_enough_evidence":
        return finding.reason in OPEN
    return (
        finding.label == "refuted"
        and finding.reason in REFUTED
        and _is_by_figures(finding)
        and not _is_close(finding)
    )


def _is_by_figures(finding: Finding) -> bool:
    """Whether printed figures were compared, and not words read."""
    return finding.firmness == "exact" or finding.by_figures or bool(finding.against)


def _is_close(finding: Finding) -> bool:
    """Whether a figure is so close to the disclosed one, or the same but for its zeros, that it was meant."""
    return any(
        NEAR[0] < one.figure.value / one.actual < NEAR[1]
        or one.figure.value.normalize().as_tuple().digits == one.actual.normalize().as_tuple().digits
        for one in finding.against
        if one.actual
    )


def look(asked: Question, searched: Sequence[Document]) -> Closest | None:
    """The closest passages among what had been filed when it was said, the same on every later day; None where
    nothing had been. `searched`: documents filed by then that hold the statement's words, best first."""
    fresh = list(filed_then(asked.known, asked.unread.days, asked.said_on))
    return find_closest(asked.unread.text, asked.figures, fresh, searched)


def read_again(
    finding: Finding, asked: Question, best: Passage, features: Mapping[str, float], reader: Reader
) -> Judged | None:
    """None where the finding of the rules stands."""
    chances = reader.beside_rules(finding.label, reader.read(features))
    chance, label = max(zip(chances, LABELS, strict=True))
    in_part = finding.reason == "unverified_detail"
    if label == finding.label or chance < SURE.get(label, NEVER):
        return None
    if in_part and label == "refuted":
        return None
    if label == "supported" and not in_part and not _tells(best, features, asked):
        return None
    filing = asked.known.record.filings[best.document.document_id]
    filed = say_day(new_york_day(filing.accepted_at))
    figures = f", which prints {best.right} of its {len(asked.figures)} figures" if asked.figures else ""
    told = (
        f"Closest to it is the {filing.form} filed on {filed}{figures}: "
        f"“{' '.join(best.quote.quote.split())[:QUOTED]}”. Of 100 statements that stand so to what is filed "
        f"{round(chance * 100)} were {label}."
    )
    rule = f"A rule alone met another figure: {finding.rationale}" if finding.label == "refuted" else UNANSWERED
    stance = "context" if in_part else STANCES[label]
    found = tuple(replace(piece, stance=STANCES[label]) for piece in finding.evidence) if in_part else ()
    read = replace(
        finding,
        label=label,
        reason="closest_passage",
        rationale=f"{finding.rationale} {told}" if in_part else f"{told} {rule}",
        evidence=(*found, *cite_quotes(asked.known, stance, best.quote)),
        resolves_by_on=None,
        firmness="read",
        idle=False,
        by_figures=False,
        against=(),
        judge="reader",
        chances=chances,
    )
    return Judged(claim=asked.decided, finding=read)


def _tells(best: Passage, features: Mapping[str, float], asked: Question) -> bool:
    """Whether the passage says much of the statement, and all its figures stand there or in rows of the record: a
    verdict without a sentence to show is none."""
    return best.window_share >= TOLD and (best.right == len(asked.figures) or features["rows"] == 1.0)
