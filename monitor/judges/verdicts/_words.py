"""The words around a figure of a claim, and words that several kinds look for."""

from __future__ import annotations

import re

from monitor.records import Claim, ClaimFigure

FILED = re.compile(
    r"\b(?:fil(?:ed|ing|ings|es)|8-K|10-[QK]|SEC|regulator\w*|form|prospectus|disclos(?:ed|es|ure)|annual report"
    r"|quarterly report|announc(?:ed|es))\b",
    re.IGNORECASE,
)

YEARLY = re.compile(r"\b(?:a year|annual(?:ly)?|per year|each year|yearly|per annum|every year)\b", re.IGNORECASE)
TRACKER = re.compile(
    r"\b(?:arkham|lookonchain|glassnode|cryptoquant|on-?chain|tracker|labell?ed|tagged|identified|known|linked) ?"
    r"(?:data|wallets?|addresses|tracker|as)?\b.*\b(?:wallets?|addresses|tracker|arkham|on-?chain)\b|\barkham\b",
    re.IGNORECASE | re.DOTALL,
)
# What stood before: "at a billion after standing at $870 million", "10 % against the 9 % it came to market with".
ABOUT = r"(?:\s(?:about|around|roughly|some|nearly|just|only|over|a mere|a))*\s*$"
BEFORE = re.compile(
    r"(?:\bfrom|\b(?:after|following)|\b(?:after|having)\s(?:being|been|standing|stood|sitting|sat|starting"
    r"|started|having (?:been"
    r"|stood))(?:\sat|\son)?"
    r"|\b(?:up|down)\son|\b(?:against|versus|vs\.?|compared (?:with|to))(?:\s(?:the|its|an?))?"
    r"|\b(?:start|beg[au]n|debut|launch|open|came (?:to market|out)|went public)\w*\s(?:life\s|out\s"
    r"|off\s|(?:the )?(?:year|month|week|quarter|20\d\d)\s)?(?:at|with|on)"
    r"|\b(?:initially|originally|once|previously|formerly|used to (?:be|pay|stand at|hold|have|own)))" + ABOUT,
    re.IGNORECASE,
)
STOOD = re.compile(r"\b(?:was|were|had(?: held| owned)?|held|owned|stood at|paid|counted)" + ABOUT, re.IGNORECASE)
EARLIER = re.compile(
    r"\W{0,2}(?:(?:bitcoins?|BTC|coins?|per cent|percent)\s)?(?:(?:an?|one|two|three|four|six|twelve)\s(?:week"
    r"|month|year|quarter|day)s?\s"
    r"(?:ago|earlier|before)|the (?:week|month|year|quarter) before|at (?:New Year|Christmas|first|launch"
    r"|the (?:start|outset))"
    r"|last (?:Christmas|year|month|week|quarter|spring|summer|autumn|winter)|previously|before|originally"
    r"|initially"
    r"|(?:that )?it (?:came|started|launched|debuted|began)\b)",
    re.IGNORECASE,
)
TURNED_IN = re.compile(  # how much was converted by then is no term of the paper
    r"\b(?:asked|requested|elected|opted|chose|chosen|put in|submitted|sent in|given notice"
    r"|notified)\b[^.;]{0,30}\bconver\w+"
    r"|\bconversion (?:requests?|notices?)\b|\b(?:had|has|have|been|were|was|already)\s(?:\w+\s)?converted\b",
    re.IGNORECASE,
)

NEXT_SUM = re.compile(r"[^.;,$]{0,45}\b(?:of|at|worth|totall?ing|costing|come to)\s(?:\w+\s)?\$", re.IGNORECASE)


def is_of_a_year(claim: Claim, figure: ClaimFigure) -> bool:
    """Whether a sum is told as that of each year; not where the next one is: "owed $8 billion and had yearly
    dividends of $316 million to cover"."""
    near = around(claim, figure, 10, 30)
    year = YEARLY.search(near)
    if year is None:
        return False
    place = claim.source.quote.find(near) + year.end()
    return NEXT_SUM.match(claim.source.quote[place:]) is None


def is_former(claim: Claim, figure: ClaimFigure) -> bool:
    """Whether a figure is told as what stood before, beside what stands now."""
    before = around(claim, figure, 45, 0)[: -(figure.end - figure.start) or None]
    after = around(claim, figure, 0, 40)[figure.end - figure.start :]
    if BEFORE.search(before):
        return re.match(r"\s(?:more|fresh|new|additional|further)\b", after) is None
    return STOOD.search(before) is not None and EARLIER.match(after) is not None


def around(claim: Claim, figure: ClaimFigure, before: int = 40, after: int = 40) -> str:
    """The words of the sentence that stand beside a figure, the figure itself included."""
    text = claim.source.quote
    start = figure.start - claim.source.quote_start
    end = figure.end - claim.source.quote_start
    return text[max(0, start - before) : end + after] if 0 <= start < len(text) else text
