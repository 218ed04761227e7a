"""What a sale of notes brought after costs: "netted $487.7 million from its secured notes", "$18 million less than
their principal".

The sum that is told as net against the net proceeds of the one paper that is meant; its principal told as net is
wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._paper_words import read_sums
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.debts._paper_known import KnownPaper, known_papers, of_kind
from monitor.records import Claim, ClaimFigure, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
NOTES = re.compile(r"\b(?:notes?|bonds?|converts?|convertibles?|debentures?)\b(?! preferred)", re.IGNORECASE)
COSTS = r"(?:costs|fees|expenses|discounts(?: and \w+)?|commissions|underwriting)"
NET_BEFORE = re.compile(
    rf"\b(?:nett(?:ed|ing)|net(?: proceeds)?(?: of)?|after {COSTS}\b[^;$]{{0,50}})\s?"
    r"(?:about |around |some |roughly )?$",
    re.IGNORECASE,
)
NET_AFTER = re.compile(
    rf"\s(?:net\b|(?:was left |remained |left )?after {COSTS}\b|in net proceeds\b)", re.IGNORECASE
)
APART = re.compile(
    r"\s(?:less|short|below|under)\b|\s(?:in|of|went on|went to|for)\s(?:fees|costs|expenses)\b", re.IGNORECASE
)
OTHER = re.compile(
    r"\b(?:shares|stock|preferreds?|STR[KFDCE]|loan|bitcoins?|coins?|BTC|will|would|expect\w*|estimat\w*|if"
    r"|and then|both|two)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20[2-5]\d\b")
NEW_FOR = timedelta(days=45)
LEAST = 1_000_000


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no sum is told as net, or it is not certain of which notes."""
    words = claim.source.quote
    sums = [(figure, place) for figure, place in read_sums(words) if figure.value >= LEAST]
    nets = [figure for figure, place in sums if _is_net(words, place)]
    if len(nets) != 1 or not NOTES.search(words) or OTHER.search(words) or claim.negated:
        return None
    paper = _find(words, known, said_on(claim))
    if paper is None:
        return None
    net, quote = paper.stated["net"][-1]
    faces = [what for what, _ in paper.stated.get("principal", ()) if isinstance(what, Decimal)]
    amounts = [what for what, _ in paper.stated["net"] if isinstance(what, Decimal)]
    if not isinstance(net, Decimal) or not faces:
        return None
    rest = [(figure, place) for figure, place in sums if figure is not nets[0]]
    if not all(_is_told(figure, place, words, faces, amounts) for figure, place in rest):
        return None  # of something else
    right = any(is_right(nets[0], one) for one in amounts)
    if not right and not any(is_right(nets[0], one) for one in faces) and not _is_close(nets[0], net):
        return None
    also = "" if right else f"; {say_figure(nets[0])} is claimed"
    told = "".join(f", {say_figure(figure)} told beside it" for figure, _ in rest)
    return confirm_or_refute(
        known,
        right,
        f"{paper.latest.name}: net proceeds {say_amount(net, 'USD')}, after costs, against "
        f"{say_amount(max(faces), 'USD')} of principal{told}{also}.",
        quote,
        firmness="exact",
    )


def _is_net(words: str, place: re.Match[str]) -> bool:
    return (
        NET_BEFORE.search(words[: place.start()]) is not None or NET_AFTER.match(words[place.end() :]) is not None
    ) and APART.match(words[place.end() :]) is None


def _is_told(
    figure: ClaimFigure, place: re.Match[str], words: str, faces: Sequence[Decimal], nets: Sequence[Decimal]
) -> bool:
    """Whether another sum is the principal, or what the costs came to."""
    if APART.match(words[place.end() :]):
        return any(is_right(figure, face - net) for face in faces for net in nets)
    return any(is_right(figure, face) for face in faces)


def _is_close(figure: ClaimFigure, net: Decimal) -> bool:
    return abs(figure.value - net) * 10 < net


def _find(words: str, known: Knowledge, day: date) -> KnownPaper | None:
    """The one paper that is meant: by its year, by its kind, or the newest one."""
    papers = [one for one in known_papers(known) if one.stated.get("net")]
    years = set(YEAR.findall(words))
    named = [one for one in papers if one.latest.matures_on and str(one.latest.matures_on.year) in years]
    if len(named) == 1:
        return named[0]
    if years - {str(day.year)}:
        return None
    kind = of_kind(words, tuple(papers))
    if len(kind) == 1 and len(papers) > 1:
        return kind[0]
    fresh = [
        one
        for one in kind
        if any(
            timedelta(0) <= day - new_york_day(event.known_at) <= NEW_FOR
            for event in one.events
            if event.kind == "issued"
        )
        and one.latest.issued_on
        and day - one.latest.issued_on <= NEW_FOR
    ]
    return fresh[0] if len(fresh) == 1 else None
