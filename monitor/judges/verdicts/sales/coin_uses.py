"""What the money from coins sold was used for, where the sentence is about the use: "the 32 coins sold in May went
to buy back notes", "selling 704 coins covered the interest".

The filing that tells of the sale names its purpose; another one is wrong. And what coins were bought with:
"paid for the purchase by selling stock through its ATM" tells of no coin sold.
"""

from __future__ import annotations

import re
from typing import get_args

from monitor.judges._days import say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import trades_of
from monitor.judges.verdicts._meant_trades import meant_trades
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._time import period
from monitor.judges.verdicts.purchases._funding import find_funding, judge_funding, say_paid
from monitor.judges.verdicts.sales._purpose import judge_purpose
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
COIN = r"(?:bitcoins?|BTC|coins?)"
SOLD = re.compile(
    rf"\b{COIN}\b[^.;]{{0,30}}\b(?:sold|sale|dumped|offloaded)\b|\b(?:sold|sale of|selling"
    rf"|sale)\b[^.;$]{{0,30}}\b{COIN}\b",
    re.IGNORECASE,
)
SALE = re.compile(  # of nothing that is named: of coins, where those of the days named were sold
    r"(?:\b(?:its|their|the|that|this)|[’']s)\s(?:[\w-]+\s){0,4}?(?:sale|disposal)\b(?! of)", re.IGNORECASE
)
PAPER = re.compile(r"\b(?:stocks?|shares?|notes?|bonds?|convert\w*|ATM|offering)\b", re.IGNORECASE)
WENT = re.compile(
    r"\b(?:earmarked|set aside|meant|intended|destined|reserved|bound for|is going|will go|goes)\b"
    r"|\b(?:went (?:to|toward|into)|used (?:to|for)|paid for|financed|funded|covered"
    r"|helped (?:to )?(?:pay|fund|cover)"
    r"|was (?:for|to)|were (?:for|to)|served to|in order to)\b",
    re.IGNORECASE,
)
BOUGHT = re.compile(
    rf"\b{COIN}\b[^.;]{{0,40}}\bc[ao]me (?:out of|from|courtesy of)\b|"
    rf"\b(?:paid for|funded|financed|bankrolled|covered)\b[^.;]{{0,40}}\b(?:purchases?|buys?|buying"
    rf"|acquisitions?|haul|{COIN})\b"
    rf"|\b(?:purchases?|buys?|acquisitions?|haul|{COIN})\b[^.;]{{0,40}}\b(?:paid for|funded|financed"
    rf"|bankrolled|bought)\b"
    rf"[^.;]{{0,15}}\b(?:with|by|from|through|using|out of)\b",
    re.IGNORECASE,
)
STOCK_SOLD = re.compile(
    r"\b(?:s(?:old|ales?|ells?|elling)|issu\w+)\b[^.;]{0,25}\b(?:stock|shares?|equity|preferreds?|notes|bonds"
    r"|debt|STR[KFDCE])\b"
    r"|\b(?:stock|shares) (?:\w+ )?sold\b|\bcommon stock\b|\b(?:stock|share|equity) (?:sales?"
    r"|issuance)\b|\b(?:ATM|at-the-market)\b|\b(?:convert\w*|notes"
    r"|debt|loans?|cash|reserve)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence is of neither, or no filing tells of the trade."""
    words = claim.source.quote
    if claim.modality == "predicted" or claim.negated:
        return None
    if BOUGHT.search(words) and STOCK_SOLD.search(words) and not SOLD.search(words):
        return _judge_bought(claim, known)
    sale = SALE.search(words) if period(claim) is not None else None
    bare = sale is not None and not PAPER.search(sale.group())
    if claim.claim_type.startswith("btc_sale") or not (SOLD.search(words) or bare) or not WENT.search(words):
        return None
    trades = meant_trades(claim, trades_of(known, "sold"))
    if not trades:
        return None
    missed = judge_purpose(claim, known, trades[-1])
    if missed is not None:
        return missed
    told = trades[-1].change.purpose or trades[-1].change.source.quote
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_filed_trade(known, trades[-1])}: {told}",
        evidence=cite(known, "supports", trades[-1].change),
    )


def _judge_bought(claim: Claim, known: Knowledge) -> Finding | None:
    """What a purchase was paid with, by the footnote of its filing."""
    trades = meant_trades(claim, trades_of(known, "acquired"))
    if not trades:
        return None
    missed = judge_funding(claim, known, trades)
    if missed is not None:
        return missed
    found = find_funding(claim, known, trades)
    if not found:
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_filed_trade(known, trades[-1])}. The purchase of {say_span(trades[-1].span)} "
        f"was paid with "
        f"{say_paid(claim, *found)}.",
        evidence=cite(known, "supports", trades[-1].change, found[-1]),
    )
