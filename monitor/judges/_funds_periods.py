"""Which disclosures speak of the same days: the periods of sources and uses, and each statement once.

Within one filing periods that nearly coincide are one (0001193125-23-285756 sells until 28 November and buys until
29 November); statements of other filings join them only with the very same days, because figures "to date" grow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.judges._days import Span, clip, count_days, merge, subtract
from monitor.judges._funds_repeats import Flow, Kind, distinct, span_of
from monitor.records import Filing, HoldingsChange, Issuance

NEARLY = 0.7  # days in common over days of either


@dataclass(slots=True)
class Reported:
    """The statements of one period. `partial`: days of it of which no statement of that side speaks."""

    span: Span
    issued: list[Issuance] = field(default_factory=list)
    repurchased: list[Issuance] = field(default_factory=list)
    changed: list[HoldingsChange] = field(default_factory=list)
    partial: tuple[Span, ...] = ()


def find_periods(flows: Sequence[Flow], filings: Mapping[str, Filing]) -> list[Reported]:
    """The reported periods in order, with the statements that speak of just these days."""
    by_filing: dict[str, list[Flow]] = {}
    for flow in flows:
        by_filing.setdefault(filings[flow.source.document_id].accession_number, []).append(flow)
    periods: dict[Span, list[Flow]] = {}
    for told in by_filing.values():
        for cluster in _join_growing(_cluster(told)):
            periods.setdefault(_whole(cluster), []).extend(cluster)
    exact: dict[Span, list[Flow]] = {}
    for flow in flows:
        if span := span_of(flow):
            exact.setdefault(span, []).append(flow)
    found = []
    for span, members in sorted(periods.items()):
        spans = {other for flow in members if (other := span_of(flow))}
        ids = {id(flow) for flow in members}
        members += [flow for other in spans for flow in exact[other] if id(flow) not in ids]
        found.append(_reported(span, members, filings))
    return found


def complete(period: Reported, flows: Sequence[Flow], filings: Mapping[str, Filing]) -> None:
    """Where one side has no statement of just these days, take the shorter ones inside them, none twice.

    0001193125-22-313098 gives its sales of shares for 1 October to 27 December 2022 and its purchases in three
    bullets inside these days.
    """
    inside = [
        flow
        for flow in flows
        if (span := span_of(flow)) and period.span[0] <= span[0] and span[1] <= period.span[1]
    ]
    if not period.changed:
        told = _disjoint([flow for flow in inside if isinstance(flow, HoldingsChange)], filings)
        period.changed = told
        period.partial = _untold(period.span, told)
    if not period.issued:
        sold = [flow for flow in inside if isinstance(flow, Issuance) and flow.kind == "atm"]
        told_sales = _disjoint(sold, filings)
        period.issued = told_sales
        if told_sales:
            period.partial = merge([*period.partial, *_untold(period.span, told_sales)])
    if not period.repurchased:
        period.repurchased = _disjoint(
            [f for f in inside if isinstance(f, Issuance) and f.kind == "repurchase"], filings
        )


def _cluster(told: Sequence[Flow]) -> list[list[Flow]]:
    clusters: list[list[Flow]] = []
    for flow in sorted(told, key=lambda one: (span_of(one) is None, span_of(one))):
        span = span_of(flow)
        if span is None:
            continue
        near = next(
            (group for group in clusters if any(_nearly(span, other) for f in group if (other := span_of(f)))),
            None,
        )
        if near is None:
            clusters.append([flow])
        else:
            near.append(flow)
    return clusters


def _join_growing(clusters: list[list[Flow]]) -> list[list[Flow]]:
    """Sales since a program began belong to the quarter that ends with them: "from the establishment of the STRK
    ATM through March 31, 2025" beside "during the quarter ended March 31, 2025" (0000950170-25-073989)."""
    kept = list(clusters)
    for part in clusters:
        if any(not isinstance(flow, Issuance) for flow in part):
            continue
        a, b = _whole(part)
        names = {flow.security for flow in part if isinstance(flow, Issuance)}
        for other in kept:
            c, d = _whole(other)
            has_changes = any(isinstance(flow, HoldingsChange) for flow in other)
            told = {flow.security for flow in other if isinstance(flow, Issuance)}
            if other is not part and has_changes and c < a and b == d and told and not names & told:
                other.extend(part)
                kept.remove(part)
                break
    return kept


def _whole(flows: Sequence[Flow]) -> Span:
    spans = [span for flow in flows if (span := span_of(flow))]
    return min(a for a, _ in spans), max(b for _, b in spans)


def _nearly(one: Span, other: Span) -> bool:
    shared = count_days(clip((one,), other)) if one[0] <= other[1] and other[0] <= one[1] else 0
    return shared >= NEARLY * count_days(merge((one, other)))


def _reported(span: Span, members: Sequence[Flow], filings: Mapping[str, Filing]) -> Reported:
    sold = [one for one in members if isinstance(one, Issuance) and one.kind == "atm"]
    bought_back = [one for one in members if isinstance(one, Issuance) and one.kind == "repurchase"]
    changed = [one for one in members if isinstance(one, HoldingsChange)]
    return Reported(span, distinct(sold, filings), distinct(bought_back, filings), distinct(changed, filings))


def _disjoint(facts: Sequence[Kind], filings: Mapping[str, Filing]) -> list[Kind]:
    """Statements that do not overlap, short ones first; several of the same days belong together."""
    taken: set[Span] = set()
    kept: list[Kind] = []
    by_span: dict[Span, list[Kind]] = {}
    for one in facts:
        if span := span_of(one):
            by_span.setdefault(span, []).append(one)
    for span in sorted(by_span, key=lambda one: (one[1] - one[0], one)):
        if not any(span[0] <= b and a <= span[1] for a, b in taken):
            taken.add(span)
            kept += distinct(by_span[span], filings)
    return kept


def _untold(span: Span, told: Sequence[Flow]) -> tuple[Span, ...]:
    return subtract((span,), [other for flow in told if (other := span_of(flow))]) if told else ()
