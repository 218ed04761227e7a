"""What a purchase was paid with: "funded by share sales", "with borrowed money", "with cash on hand"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.judges._days import say_span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade
from monitor.records import Claim, PurchaseFunding

PAID_WITH = re.compile(
    r"\b(?:fund(?:ed|ing)|financ(?:ed|ing)|paid for|bankroll\w*|using|with (?:the )?(?:proceeds|cash|borrowed"
    r"|debt|money)|borrowed money|drew on|drawing on|dipp(?:ed|ing) into|tapp(?:ed|ing)"
    r"|through (?:the )?(?:sale|issuance|issue)|by (?:selling|issuing))\b",
    re.IGNORECASE,
)
MEANS: dict[str, tuple[str, str]] = {  # name: words in the claim, words in the filing
    "stock": (r"\b(?:share sales|(?:selling|sold|sales? of|issuing) (?:its |new |own |more )*(?:shares|stock)"
              r"|stock sales|equity|at-the-market|(?<!common )(?<!MSTR )(?<!STR[KFCDE] )ATM)\b",
              r"\b(?:common|MSTR|class A|ATM|at-the-market|stock|preferred|STR[KFCDE])\b"),
    "common stock": (r"\b(?:common (?:stock|shares|equity|ATM)|class A|MSTR (?:shares?|stock|ATM))\b",
                     r"\b(?:common|MSTR|class A|at-the-market)\b"
                     r"|(?<!STR[KFCDE] )\bATM\b|(?<!Preferred )(?<!STR[KFCDE] )\bstock\b"),
    "preferred stock": (r"\b(?:preferred|STR[KFCDE])\b", r"\b(?:preferred|STR[KFCDE]|stretch|strike|strife"
                                                         r"|stride|stream)\b"),
    "debt": (r"\b(?:convertible|notes?|bonds?|debt|borrow\w*|loans?"
             r"|leverage)\b", r"\b(?:convertible|notes?|loan|debt|borrow\w*)\b"),
    "the dollar reserve": (r"\b(?:dollar|USD|cash) reserves?\b", r"\breserve\b"),
    "cash": (r"\b(?:excess cash|cash on hand|spare cash|own cash)\b", r"\bcash\b"),
}  # fmt: skip


def judge_funding(claim: Claim, known: Knowledge, trades: Sequence[Trade]) -> Finding | None:
    """None when the claim says nothing of it, or what it says is right."""
    named = named_means(claim)
    if not named:
        return None
    general = _is_general(claim)
    found = find_funding(claim, known, trades)
    if not found:
        return Finding(
            label="not_enough_evidence",
            reason="no_disclosure",
            rationale=f"No filing in the store says what the purchase was paid with ({', '.join(named)} is "
            "claimed).",
            evidence=cite(known, "context", *(trade.change for trade in trades[-1:])),
        )
    told = " ".join(f"{one.securities} {one.other_sources} {one.source.quote}" for one in found)
    missing = [name for name in named if not re.search(MEANS[name][1], told, re.IGNORECASE)]
    offered = " ".join(one.security for one in known.record.issuances if one.kind == "offering") if general else ""
    missing = [name for name in missing if not re.search(MEANS[name][1], offered, re.IGNORECASE)]
    if not missing:
        return None
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=(
            f"The purchase of {say_span(trades[-1].span)} was paid with "
            f"{say_funding(*found)}; "
            f"{missing[0]} is claimed."
        ),
        evidence=cite(known, "refutes", found[-1]),
    )


def find_funding(claim: Claim, known: Knowledge, trades: Sequence[Trade]) -> list[PurchaseFunding]:
    """What filings say it was paid with; nothing when the claim does not speak of it."""
    if not named_means(claim):
        return []
    general = _is_general(claim)
    return [one for one in known.record.fundings if general or _is_of(one, trades)]


def say_funding(*fundings: PurchaseFunding) -> str:
    """ "the STRC offering, excess cash", in the words that the filing is read with: all that it names."""
    last = [one for one in fundings if one.source.document_id == fundings[-1].source.document_id]
    told = dict.fromkeys(part for one in last for part in (one.securities, one.other_sources) if part)
    return ", ".join(told) or "other means"


def named_means(claim: Claim) -> list[str]:
    """What the claim says that it was paid with, by the names of `MEANS`."""
    words = claim.source.quote
    if not PAID_WITH.search(words):
        return []
    return [name for name, (said, _) in MEANS.items() if re.search(said, words, re.IGNORECASE)]


def _is_general(claim: Claim) -> bool:
    """ "bought with borrowed money": at any time."""
    return not claim.figures and claim.period_end_on is None


def _is_of(funding: PurchaseFunding, trades: Sequence[Trade]) -> bool:
    """Whether it stands in the same filing as a purchase, or speaks of its days."""
    return any(
        funding.source.document_id == trade.change.source.document_id
        or (funding.period_start_on, funding.period_end_on) == trade.span
        for trade in trades
    )
