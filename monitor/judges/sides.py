"""What a statement says beside its claims, where a rule can tell: "... and issued no stock in that stretch".

Each rule reads the words of the statement and borrows the days of a claim that is supported. What it refutes is
wrong of the whole, what it leaves open stays open, and what it supports vouches for the words it read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged
from monitor.judges.verdicts.holdings._against_average import judge_against_average
from monitor.judges.verdicts.holdings._against_before import judge_against_before
from monitor.judges.verdicts.holdings._shares_of import judge_only, judge_share
from monitor.judges.verdicts.loans._what_secures import judge_security
from monitor.judges.verdicts.programs._stock_beside import judge_stock
from monitor.judges.verdicts.purchases._duration import judge_duration
from monitor.judges.verdicts.purchases._order import judge_order
from monitor.judges.verdicts.purchases._price_ranks import judge_price_rank
from monitor.judges.verdicts.purchases._whole_funding import judge_whole_funding

SIDES = (
    judge_stock,
    judge_against_average,
    judge_against_before,
    judge_price_rank,
    judge_order,
    judge_duration,
    judge_share,
    judge_only,
    judge_whole_funding,
    judge_security,
)


def weigh_sides(text: str, backing: Sequence[Judged], known: Knowledge) -> Iterator[Judged]:
    """The findings of the rules that have one."""
    dated = [one for one in backing if one.claim.period_end_on is not None]
    for one in (dated or list(backing))[:1]:
        for side in SIDES:
            finding = side(text, one.claim, known)
            if finding is not None:
                yield Judged(claim=one.claim, finding=finding)
