"""A sale of notes that was announced at one size and priced at another: "floated at $400 million, priced at $550
million", "cut to $400 million from a planned $550 million".

One filing tells both: the size that was first offered, and the one at which it was priced; what was issued with
the option of the buyers may stand for the latter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimFigure, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
NOTES = re.compile(
    r"\b(?:notes?|bonds?|converts?|convertibles?|debentures?|debt (?:sale|offering|deal))\b(?! preferred)",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:float\w*|plan(?:s|ned)?|announc\w+|propos\w+|pitch\w*|launch\w*|sought|first|original\w*|initial\w*|targe?t\w*"
    r"|set out|want(?:s|ed)?|intend\w*|meant|aim(?:s|ed)?|offered at|started (?:at|with|out)|began (?:at|with))\b"
    r"[^,;$]{0,30}$"
    r"|\bfrom\s(?:(?:an?|the|its|about|around|some)\s){0,2}(?:\w+\s)?$",
    re.IGNORECASE,
)
PLANNED_AFTER = re.compile(
    r"\s?(?:\w+\s){0,3}?(?:(?:was|were|had been) )?(?:first |initially |originally )?"
    r"(?:planned|proposed|announced|floated|sought|at first|intended|pitched|target(?:ed)?)\b",
    re.IGNORECASE,
)
GREW = re.compile(
    r"\b(?:upsiz\w+|rais(?:ed?|es|ing)|increas\w+|enlarg\w+|boost\w*|lift\w*|gr[eo]w\w*|expand\w*|swell\w*"
    r"|swollen|bigger|larger|(?:strong|heavy|hot|brisk) demand|demand was (?:strong|heavy|brisk))\b",
    re.IGNORECASE,
)
SHRANK = re.compile(
    r"\b(?:downsiz\w+|shr[aiu]nk\w*|cut(?:s|ting)?|trim\w*|scal(?:ed|es|ing) (?:back|down)"
    r"|reduc\w+|slash\w*|smaller"
    r"|(?:weak|soft|poor|lukewarm) demand|demand was (?:weak|soft|poor))\b",
    re.IGNORECASE,
)
FINAL = re.compile(
    r"\b(?:priced|sold|clos(?:ed|ing)|ended|land(?:ed|ing)|came in|went (?:for|at|out)"
    r"|plac(?:ed|ing)|settled|became|got|managed)\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:shares|STR[KFDCE]|preferreds?|bitcoins?|coins?|BTC|if|would|might|options?|greenshoe|net|extra|additional"
    r"|orders|bids)\b",
    re.IGNORECASE,
)
OFFERED = re.compile(r"\bintention\s+to\s+offer\b[^.]{0,140}?(?=\$)", re.IGNORECASE)
PRICED = re.compile(r"\bpriced\s+(?:a|its)\s+(?:\w+\s+)?offering\s+of\s+(?=\$)", re.IGNORECASE)
DUE = re.compile(r"\bdue\s+(20\d\d)\b")
LEAST = Decimal(10_000_000)
RECENT = timedelta(days=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resized:
    """What was offered first and what was priced, with the sentences and what came to be issued."""

    offered: Decimal
    priced: Decimal
    issued: tuple[Decimal, ...]
    quotes: tuple[Quote, Quote]
    filed: str


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no two sizes of one sale are told, or no filing of those months gives both."""
    words = claim.source.quote
    sums = [(figure, place) for figure, place in read_sums(words) if figure.value >= LEAST]
    if len(sums) != 2 or not NOTES.search(words) or OTHER.search(words) or claim.negated:
        return None
    if not any(said.search(words) for said in (GREW, SHRANK, FINAL)):
        return None
    first = [pair for pair in sums if PLANNED.search(words[: pair[1].start()])]
    first = first or [pair for pair in sums if PLANNED_AFTER.match(words[pair[1].end() :])]
    if len(first) != 1:
        return None
    planned = first[0][0]
    final = next(figure for figure, _ in sums if figure is not planned)
    sales = list(_find(claim, known))
    meant = [one for one in sales if _meets(planned, one) and _meets(final, one)]
    meant = meant or [one for one in sales if _meets(planned, one) or _meets(final, one)]
    if len({(one.offered, one.priced) for one in meant}) != 1:
        return None
    sale = meant[0]
    return _weigh(words, planned, final, sale, known)


def _weigh(words: str, planned: ClaimFigure, final: ClaimFigure, sale: Resized, known: Knowledge) -> Finding:
    grew = sale.priced > sale.offered
    turned = SHRANK.search(words) if grew else GREW.search(words)
    both = bool(GREW.search(words)) and bool(SHRANK.search(words))
    right = is_right(planned, sale.offered) and any(is_right(final, one) for one in (sale.priced, *sale.issued))
    right = right and (both or turned is None)
    size = "more than at first" if grew else "less than at first" if sale.priced < sale.offered else "as planned"
    claimed = "" if right else f"; {say_figure(planned)} at first and then {say_figure(final)} is claimed"
    return confirm_or_refute(
        known,
        right,
        f"Filed on {sale.filed}: {say_amount(sale.offered, 'USD')} was planned and "
        f"{say_amount(sale.priced, 'USD')} was priced, {size}{claimed}.",
        *sale.quotes,
        firmness="exact",
    )


def _meets(figure: ClaimFigure, one: Resized) -> bool:
    return any(is_right(figure, amount) for amount in (one.offered, one.priced, *one.issued))


def _find(claim: Claim, known: Knowledge) -> Iterator[Resized]:
    """The sales of those months of which one filing gives both sizes, newest first."""
    day = said_on(claim)
    priced = {one.quote.document_id: one for one in find_sentences(known, PRICED, until=day, limit=60)}
    for offer in find_sentences(known, OFFERED, until=day, limit=60):
        sale = priced.get(offer.quote.document_id)
        on = new_york_day(offer.filing.accepted_at)
        money = MONEY.match(offer.words, offer.match.end())
        size = MONEY.match(sale.words, sale.match.end()) if sale else None
        if sale is None or money is None or size is None or day - on > RECENT:
            continue
        due = DUE.search(offer.words)
        issued = tuple(
            event.amount_usd
            for event in known.record.events
            if event.kind == "issued"
            and due
            and due[1] in event.name
            and event.amount_usd
            and on - RECENT < new_york_day(event.known_at)
            and event.happened_on is not None
            and on <= event.happened_on <= on + timedelta(days=21)
        )
        yield Resized(
            offered=read_money(money),
            priced=read_money(size),
            issued=issued,
            quotes=(offer.quote, sale.quote),
            filed=say_day(on),
        )
