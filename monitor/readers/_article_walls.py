"""Refuse a page that shows its article to subscribers, to logged-in readers or to nobody but people.

A full article may say "subscribe" as well, so the words count only where the text is short.
"""

from __future__ import annotations

import re

from monitor.errors import DocumentError
from monitor.readers._article_meta import PageMeta

SHORT = 250  # words; teasers have 30 to 150
TINY = 60  # words; boxes that ask for a subscription stand beside every short note
_WALL = re.compile(
    r"subscribe (?:now )?(?:to|and) (?:continue|keep|read|unlock|access|get (?:full|unlimited))|"
    r"(?:log|sign) ?in (?:or \w+(?: \w+)? )?to (?:continue|keep|read|view|access)|already (?:a|an) subscriber|"
    r"(?:for|to) (?:\w+ )?(?:subscribers|members) only|(?:subscriber|member)[- ](?:only|exclusive)|"
    r"(?:continue|keep) reading (?:with|for|by) |to (?:continue|keep) reading(?: this)?[^.]{0,40}"
    r"(?:subscri|regist|account|sign|log)|unlock (?:this|the full) (?:article|story)|"
    r"(?:start|begin) your (?:free )?(?:trial|subscription)|premium (?:content|article|subscribers)|"
    r"reached your (?:monthly )?(?:limit|free)|remaining free articles?|create (?:a|your) free account to|"
    r"verify (?:that )?you are (?:a )?human|checking your browser|enable javascript|disable your ad ?block",
    re.IGNORECASE,
)


def refuse_wall(body: str, meta: PageMeta, where: str) -> None:
    """Raise DocumentError when what is shown of the article is a teaser."""
    words = len(body.split())
    if words >= SHORT:
        return
    said = _WALL.search(body)
    if not said and (words < TINY or meta.has_wall):  # the wall stands beside the text, as a box does
        said = _WALL.search(meta.shown)
    if said or meta.is_free is False:
        reason = repr(" ".join(said[0].split())) if said else "the page says that it is not free"
        raise DocumentError(f"{where}: paywalled ({reason}), only a teaser of it is shown; it is not read")
