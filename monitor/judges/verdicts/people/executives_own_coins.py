"""Coins that a person is said to hold for himself: no holding of the company, whose filings tell of none such.

"The chairman personally owns 900 bitcoin" must not be weighed against what the company holds: `outside_filings`
(contract, 8). Named so that it is asked before the kinds that read the company's coins.
"""

from __future__ import annotations

import re

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "holdings_total",
    "avg_cost",
    "purchase",
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "btc_sale_future_or_forced",
    "mnav_or_valuation",
    "other",
)
COINS = re.compile(r"\b(?:bitcoins?|BTC|coins?|satoshis?|sats)\b", re.IGNORECASE)
DEED = (
    r"(?:owns?|owned|holds?|held|hodls|has|had|bought|buys|sold|sells|dumped|purchased|acquired|keeps|kept|sits on"
    r"|stacked|owning|holding)"
)
PERSONAL = re.compile(
    rf"\bpersonally\s{DEED}\b|\b{DEED}\s(?:[\w,.$]+\s){{1,6}}?personally\b"
    r"|\b(?:his|her|their)\s(?:own\s)?(?:personal|private)\s(?:\w+\s){0,2}?"
    r"(?:stash|stack|holdings?|wallets?|bitcoins?|BTC|coins?|hoard|fortune|position)\b"
    rf"|\b(?:himself|herself)\s(?:\w+ly\s)?{DEED}\b|\b(?:he|she|who)\s(?:also\s)?{DEED}\s(?:[\w,.$]+\s){{1,6}}?(?:himself|herself)\b"
    rf"|\b{DEED}\s(?:[\w,.$]+\s){{1,6}}?of (?:his|her) own\b"
    r"|\b(?:his|her) own (?:\w+ )?(?:bitcoins?|BTC|coins?|stash|holdings|stack)\b"
    r"|\btheir own (?:\w+ )?(?:bitcoins?|BTC|coins?|stash|holdings|stack)\b"
    r"(?=[^.;]*\b(?:insiders?|directors?|executives?))"
    r"|\bpersonal(?:ly)?\b[^.;]{0,20}\b(?:bitcoins?|BTC|coins?|stash|holdings|stack)\b"
    r"|\b(?:Saylor|Le|Kang|founder|chairman|chief executive|CEO|CFO|director)[’']s\s(?:own\s)?"
    r"(?:personal|private)\b"
    r"|\b(?:Saylor|Le|Kang|founder|chairman|chief executive|CEO|CFO|director)\b[^.;]{0,60}"
    r"\b(?:personal|private) (?:wallets?|accounts?)\b"
    r"|\b(?:out of|from|with) (?:his|her) own (?:pocket|money|funds)\b"
    r"|\bfor (?:himself|herself|his own account|her own account)\b|\bin (?:his|her) own name\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:  # noqa: ARG001 - what is known is no ground
    """None unless coins are told of as a person's own."""
    words = claim.source.quote
    if not (PERSONAL.search(words) and COINS.search(words)):
        return None
    return Finding(
        label="not_enough_evidence",
        reason="outside_filings",
        rationale="It speaks of coins that a person holds for himself; the filings tell of those of the company.",
        firmness="rule",
        idle=True,
    )
