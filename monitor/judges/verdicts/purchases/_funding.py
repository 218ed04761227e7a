"""What a purchase was paid with: "funded by share sales", "every dollar borrowed", "without selling a share"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from monitor.judges._days import say_span
from monitor.judges._precision import ZERO
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite
from monitor.judges.verdicts._disclosed import Trade
from monitor.judges.verdicts._money_words import Money, read_money, shows
from monitor.records import Claim, PurchaseFunding

KINDS = ("preferred stock", "debt", "the dollar reserve", "cash", "common stock")  # the first that fits a source


def judge_funding(claim: Claim, known: Knowledge, trades: Sequence[Trade]) -> Finding | None:
    """None when the claim says nothing of it, or what it says is right."""
    money = read_money(claim.source.quote)
    if money is None:
        return None
    found = find_funding(claim, known, trades)
    if not found:
        return _open(
            known,
            trades,
            f"No filing in the store says what the purchase was paid with ({_say(money)} is claimed).",
        )
    sources = _sources(found)
    wide = [*sources]
    if _is_general(claim):
        wide += [one.security for one in known.record.issuances if one.kind == "offering"]
    missing = [name for name in money.named if not any(_is_it(name, source) for source in wide)]
    used = [name for name in money.denied if any(_is_it(name, source) for source in sources)]
    others = [source for source in sources if not any(_is_it(name, source) for name in money.named)]
    if missing:
        return _refute(known, trades, found, f"{missing[0]} is claimed")
    if used:
        return _refute(known, trades, found, f"{used[0]} is denied")
    if money.share == "all" and others and money.named:
        return _refute(known, trades, found, f"{_say(money)} is claimed for all of it")
    if money.share == "most" and others and money.named:
        return _weigh_most(known, trades, found, money)
    return None


def _weigh_most(
    known: Knowledge, trades: Sequence[Trade], found: Sequence[PurchaseFunding], money: Money
) -> Finding | None:
    amounts = _amounts(known, found)
    named = sum((usd for source, usd in amounts if any(_is_it(name, source) for name in money.named)), ZERO)
    whole = sum((usd for _, usd in amounts), ZERO)
    if not whole:
        return _open(
            known, trades, f"The purchase was paid with {say_funding(*found)}; how much with each is not told."
        )
    return (
        None if named * 2 > whole else _refute(known, trades, found, f"most of it with {_say(money)} is claimed")
    )


def _amounts(known: Knowledge, found: Sequence[PurchaseFunding]) -> list[tuple[str, Decimal]]:
    """Each source with its dollars: as the footnote tells, else what its sales brought in the same filing."""
    if all(one.amount_usd for one in found):
        return [(f"{one.securities}{one.other_sources}", one.amount_usd or ZERO) for one in found]
    last = found[-1]
    rows = [
        (one.security, one.net_proceeds_usd)
        for one in known.record.issuances
        if one.source.document_id == last.source.document_id and one.net_proceeds_usd
        if _is_in(one.period_end_on, last)
    ]
    return [(security, usd) for security, usd in rows if usd]


def _is_in(day: date | None, funding: PurchaseFunding) -> bool:
    first, last = funding.period_start_on, funding.period_end_on
    return day is None or first is None or last is None or first <= day <= last


def _sources(found: Sequence[PurchaseFunding]) -> list[str]:
    """Each source by itself; the footnote as it stands where none was read in it."""
    told = (part for one in found for words in (one.securities, one.other_sources) for part in words.split(", "))
    return list(dict.fromkeys(part for part in told if part)) or [one.source.quote for one in found]


def _is_it(name: str, source: str) -> bool:
    """Whether a source is of a kind; "common stock" is what no other kind names."""
    kind = next((one for one in KINDS if shows(one, source)), "common stock")
    if name in ("stock", "common stock"):
        return kind == "common stock" or (name == "stock" and kind == "preferred stock")
    return shows(name, source) and (name not in KINDS or name == kind)


def _say(money: Money) -> str:
    return " and ".join((*money.named, *(f"no {name}" for name in money.denied)))


def _open(known: Knowledge, trades: Sequence[Trade], words: str) -> Finding:
    return Finding(
        label="not_enough_evidence",
        reason="no_disclosure",
        rationale=words,
        evidence=cite(known, "context", *(trade.change for trade in trades[-1:])),
    )


def _refute(known: Knowledge, trades: Sequence[Trade], found: Sequence[PurchaseFunding], claimed: str) -> Finding:
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"The purchase of {say_span(trades[-1].span)} was paid with {say_funding(*found)}; {claimed}.",
        evidence=cite(known, "refutes", found[-1]),
    )


def find_funding(claim: Claim, known: Knowledge, trades: Sequence[Trade]) -> list[PurchaseFunding]:
    """What filings say it was paid with; nothing when the claim does not speak of it."""
    if read_money(claim.source.quote) is None:
        return []
    general = _is_general(claim)
    return [one for one in known.record.fundings if general or _is_of(one, trades)]


def find_other_source(known: Knowledge, money: Money) -> tuple[PurchaseFunding, str] | None:
    """The newest money of any purchase that is none of the kinds named, and how it is called."""
    for one in reversed(known.record.fundings):
        for source in _sources([one]):
            if not any(_is_it(name, source) for name in money.named):
                return one, source
    return None


def say_paid(claim: Claim, *fundings: PurchaseFunding) -> str:
    """What it was paid with, and what the claim rightly denies."""
    money = read_money(claim.source.quote)
    denied = f", and not with {' or '.join(money.denied)}" if money and money.denied else ""
    return f"{say_funding(*fundings)}{denied}"


def say_funding(*fundings: PurchaseFunding) -> str:
    """ "the STRC offering, excess cash", in the words that the filing is read with: all that it names."""
    last = [one for one in fundings if one.source.document_id == fundings[-1].source.document_id]
    told = dict.fromkeys(part for one in last for part in (one.securities, one.other_sources) if part)
    return ", ".join(told) or "other means"


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
