"""How far the price of bitcoin or a share went, by the closes in the store (contract, Verdicts, 8).

    "Bitcoin fell below $75,000 on January 31"      a close of those days below it
    "The shares have lost 65 % since July"          the first close to the last, or a high to a low after it
    "MSTR closed at $157.16 on February 2"          that close

A close is not the price of every hour: what closes nearly show is left open. Without closes it is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import accumulate

from monitor.judges._days import Span, say_day, say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._disclosed import find_named
from monitor.judges.verdicts._figures import find_figures, is_right, say_amount, say_figure
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure, ClaimType, Price

CLAIM_TYPES: tuple[ClaimType, ...] = ("other",)
CLOSED = re.compile(r"\b(?:clos|settl)(?:ed|es|ing)\b", re.IGNORECASE)
POINTS = Decimal(2)  # by which a percentage may differ: which close it starts from is told by nobody
FAR_POINTS = Decimal(10)
NEAR = Decimal("0.03")  # one source closes at midnight, another at four in New York
EXACT = Decimal("0.005")  # a share closes once a day
FAR = Decimal("0.10")  # what an hour of the day may have shown beyond its close
SLACK = timedelta(days=4)  # a long weekend without a close


@dataclass(frozen=True, slots=True)
class _Told:
    """What the closes come to: true, false, or None where they do not decide, and in words."""

    right: bool | None
    words: str


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the claim is of no price on the market, or the store lacks the closes."""
    if claim.action not in ("fall", "rise", "trade", "close") or find_named(claim, known) is not None:
        return None
    span = period(claim) or (said_on(claim) - timedelta(days=1), said_on(claim))
    closes = [one for one in known.record.prices if one.asset == (claim.asset or known.asset)]
    inside = [one for one in closes if span[0] <= one.day_on <= span[1]]
    levels = [one for one in find_figures(claim.figures, "usd_each") if one.unit == "USD"]
    shares = find_figures(claim.figures, "percent")
    if not inside or span[1] - inside[-1].day_on > SLACK or len(levels) + len(shares) != 1:
        return None
    if claim.action in ("trade", "close"):
        if not levels or span[0] != span[1] or not CLOSED.search(claim.source.quote):
            return None
        told = _tell_close(levels[0], inside[-1])
    elif levels:
        told = _tell_level(levels[0], inside, down=claim.action == "fall")
    else:
        before = [one for one in closes if span[0] - SLACK <= one.day_on < span[0]]
        if not period(claim) or not (before or inside[0].day_on - span[0] <= SLACK):
            return None
        told = _tell_share(shares[0], [*before[-1:], *inside], down=claim.action == "fall")
    return _find(claim, told, inside[-1], span)


def _find(claim: Claim, told: _Told, last: Price, span: Span) -> Finding:
    when = f"on {say_day(span[0])}" if span[0] == span[1] else f"in {say_span(span)}"
    rationale = f"Closes of {last.asset} {when} ({last.source}): {told.words}."
    if told.right is None:
        return Finding(label="not_enough_evidence", reason="outside_filings", rationale=rationale)
    right = told.right != claim.negated
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "contradicts_disclosure",
        rationale=rationale,
    )


def _tell_close(figure: ClaimFigure, close: Price) -> _Told:
    apart = abs(figure.value - close.close_usd) / close.close_usd
    near = NEAR if close.asset == "bitcoin" else EXACT
    right = True if is_right(figure, close.close_usd) or apart <= near else False if apart > 2 * near else None
    return _Told(right, f"{say_amount(close.close_usd, 'USD')}; {say_figure(figure)} is claimed")


def _tell_level(figure: ClaimFigure, inside: Sequence[Price], *, down: bool) -> _Told:
    """A level that was passed, or reached."""
    best = (min if down else max)(inside, key=lambda one: one.close_usd)
    short = (best.close_usd - figure.value) / figure.value * (1 if down else -1)  # above zero: not reached
    past = figure.comparator in ("more_than", "less_than")
    right = True if (short < 0 or (short == 0 and not past)) else False if short > FAR else None
    if right and not past and -short > FAR:
        right = None  # "fell to $75,000": it went on to $60,000, and was there on the way
    words = (
        f"the {'lowest' if down else 'highest'} is {say_amount(best.close_usd, 'USD')} on {say_day(best.day_on)}"
    )
    return _Told(right, f"{words}; {say_figure(figure)} is claimed")


def _tell_share(figure: ClaimFigure, closes: Sequence[Price], *, down: bool) -> _Told:
    """A percentage: from the first close to the last, or from the turning point before it."""
    sign = -1 if down else 1
    values = [one.close_usd for one in closes]
    whole = sign * (values[-1] / values[0] - 1) * 100
    turns = accumulate(values, max if down else min)
    most = max(sign * (value / turn - 1) * 100 for value, turn in zip(values, turns, strict=True))
    near = [share for share in (whole, most) if is_right(figure, share) or abs(share - figure.value) <= POINTS]
    far = all(abs(share - figure.value) > FAR_POINTS for share in (whole, most))
    words = f"{'down' if (whole > 0) == down else 'up'} {abs(whole):.1f} % from the first to the last"
    if most > whole:
        words += f", {most:.1f} % {'down from a high' if down else 'up from a low'}"
    words += f"; {say_figure(figure)} is claimed"
    return _Told(True if near else False if far else None, words)
