"""The paper that "its new notes" means: the one that was issued last, told by nothing else."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.judges._days import new_york_day
from monitor.judges.verdicts._paper_words import Paper
from monitor.judges.verdicts.debts._paper_known import KnownPaper, Match, match_paper

NEW = re.compile(
    r"\b(?:new|newest|latest|fresh|newly[- ](?:issued|sold|minted)|just[- ](?:issued|sold|priced|closed"
    r"|completed))\s"
    r"(?:[\w.%$-]+\s){0,4}?(?:notes?|bonds?|converts?|convertibles?|debentures?|paper)\b",
    re.IGNORECASE,
)
NEW_FOR = timedelta(days=45)


def match_newest(words: str, paper: Paper, choices: tuple[KnownPaper, ...], day: date) -> Match | None:
    """None where the words speak of no new paper, or two were issued lately."""
    lately = [(_born(one), one) for one in choices if not one.retired]
    lately = [pair for pair in lately if timedelta(0) <= day - pair[0] <= NEW_FOR]
    if not NEW.search(words) or not lately:
        return None
    born = max(on for on, _ in lately)
    newest = [one for on, one in lately if on == born]
    return match_paper(paper, newest[0]) if len(newest) == 1 else None


def _born(one: KnownPaper) -> date:
    """The day of its issue, or else of the filing that spoke of it last."""
    issued = [
        event.happened_on for event in one.events if event.kind in ("issued", "priced") and event.happened_on
    ]
    return max(issued, default=new_york_day(one.latest.known_at))
