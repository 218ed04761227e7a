"""All coins ever bought, paid with one kind of money: "649,870 BTC, all of it raised by selling stock"."""

from __future__ import annotations

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import find_figures, is_right
from monitor.judges.verdicts._money_words import read_money
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.purchases._funding import find_other_source
from monitor.records import Claim


def judge_whole_funding(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """Refuted by a purchase that was paid with something else; never vouched for here."""
    money = read_money(words)
    if money is None or money.share != "all" or not money.named:
        return None
    total = latest_total(known, said_on(claim))
    if total is None or not any(is_right(count, total.units) for count in find_figures(claim.figures, "units")):
        return None
    other = find_other_source(known, money)
    if other is None:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"Coins were paid with {other[1]} as well; {' and '.join(money.named)} is claimed for all.",
        evidence=cite(known, "refutes", other[0]),
    )
