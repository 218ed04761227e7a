"""That stock was sold, or none, told beside something else: "bought just 130 BTC and issued no stock at all"."""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import Span
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._stock_words import read_stock_sale
from monitor.judges.verdicts._time import period, said_on
from monitor.judges.verdicts.programs._rows import find_rows, judge_none
from monitor.records import Claim

SOLD = re.compile(
    r"\b(?:sold|issued)\s(?!no\b|none\b|not\b|zero\b)(?:\w+\s){0,2}?(?:common |preferred |new |its "
    r"|more )*(?:stock|shares?)\b",
    re.IGNORECASE,
)
BETWEEN = r"(?:(?!\b(?:but|and|while|yet|bitcoins?|BTC|coins?|only|just)\b)[^.;,])"
STOCK = r"(?:stock|shares?|equity)"
DENIES = re.compile(
    rf"(?:\b(?:not|never|neither|nor|without)\b|n[’']t\b){BETWEEN}{{0,30}}?\b(?:issu\w+|s[oe]ll\w*|sold|sales?"
    rf"|rais\w+)\b"
    rf"{BETWEEN}{{0,30}}\b{STOCK}\b"
    rf"|\b(?:issued|sold|sells?|selling|issuing|placed)\s(?:no|zero|not (?:a"
    rf"|one)(?: single)?)\s(?:\w+\s){{0,3}}{STOCK}\b"
    rf"|\b(?:issued|sold|sells?|selling)\snone of (?:\w+\s){{0,3}}{STOCK}\b"
    rf"|\b(?:no|zero|not (?:a|one)(?: single)?)\s(?:\w+\s){{0,2}}{STOCK}\s(?:\w+\s){{0,3}}(?:sold|issued"
    rf"|sales?|placed)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:insiders?|directors?|executives?|if|will|plans?|would|could|buy ?backs?)\b", re.IGNORECASE
)
UNDER = re.compile(r"(?:\s\w+){0,2}?\s(?:under|through|via|off|from|on|of)\s[^.;,]{3,60}", re.IGNORECASE)
LATELY = timedelta(days=14)


def judge_stock(words: str, claim: Claim, known: Knowledge) -> Finding | None:
    """None where neither is told, or no filing has rows of those days. `claim`: lends its days."""
    match = DENIES.search(words)
    told = match or (SOLD.search(words) if claim.period_end_on and not OTHERS.search(words) else None)
    said = read_stock_sale(told.group()) if told else None
    if told is None or said is None:
        return None
    if not (said.series or said.common) and (under := UNDER.match(words, told.end())):
        said = read_stock_sale(told.group() + under.group()) or said  # "not one share sold under the STRC program"
    span: Span | None = period(claim)
    day = said_on(claim)
    rows = find_rows(known, said, span or (day - LATELY, day), named=span is not None)
    if not rows:
        return None
    return judge_none(known, rows, denied=match is not None)
