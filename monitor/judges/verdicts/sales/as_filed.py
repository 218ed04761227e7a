"""What a filing says of sales of coins, in its own words: "we have not sold any, the quarterly report says", "the
10-Q does not expect to need to sell", "it told the SEC that it has begun selling".

The filing that is spoken of decides, and not what may have happened since. A denial, or an outlook without a sale,
that stands in it confirms; a sale under way that no filing states is misread.
"""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._disclosed import trades_of
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.sales._selling_words import BEGUN, COINS, WARNING
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "btc_sale_future_or_forced",
    "other",
)
FILING = re.compile(
    r"\b(?:10-[QK]|8-K|(?:quarterly|annual|quarter) report|filings?"
    r"|(?:told|tells|informed) (?:its )?(?:investors|shareholders|the (?:SEC|regulator|market))|in (?:a"
    r"|the|its) filing)\b",
    re.IGNORECASE,
)
NOT_SOLD = re.compile(rf"\b(?:have|has)\s+(?:not|never)\s+sold\s+{COINS}", re.IGNORECASE)
NO_NEED = re.compile(
    r"\bdo(?:es)?\s+not\s+(?:believe|expect|anticipate)\b[^.]{0,40}\bneed\s+to\s+sell\b[^.]{0,90}"
    r"\b(?:bitcoins?|BTC|digital\s+assets)\b",
    re.IGNORECASE,
)
SAYS_NO_NEED = re.compile(
    r"(?:\b(?:not|no|without)|n[’']t)\b[^.;]{0,40}\b(?:need\w*|hav(?:e|ing)|forced"
    r"|necessary)\b[^.;]{0,25}\b(?:sell|sale|liquidate|dip into|tap|touch|draw on|part with|use"
    r"|its (?:bitcoins?|coins|BTC)"
    r"|the (?:bitcoins?|coins))",
    re.IGNORECASE,
)
SAYS_NEED = re.compile(
    r"\b(?:will|must|admits?|expects?|concedes?)\b[^.;]{0,40}\b(?:need|have|has|required"
    r"|forced)\b[^.;]{0,12}"
    r"\bto (?:sell|liquidate)",
    re.IGNORECASE,
)
SALE = (
    r"(?:bitcoin sales?|sales? of (?:\w+ )?(?:bitcoins?|BTC|coins)"
    r"|s(?:ell|ale|elling) (?:of )?(?:\w+ )?(?:bitcoins?|BTC|coins))"
)
ANNOUNCES = re.compile(
    rf"\b(?:announc\w+|commits?|committed|pledges?|unveil\w*|schedul\w+|decid\w+|plans?)\b[^.;]{{0,25}}\b{SALE}",
    re.IGNORECASE,
)
RISK = re.compile(r"\b(?:risks?|may|might|could|warn\w*|possib\w+|no|not)\b", re.IGNORECASE)
LISTS_RISK = re.compile(
    r"\b(?:lists?|names?|counts?|includes?|mentions?|flags?|cites?)\b[^.;]{0,60}\b(?:risks?|risk factors?)\b",
    re.IGNORECASE,
)
ALLOWS = re.compile(
    r"\b(?:allows? for|leaves? (?:room|the door open) (?:for|to)|permits?|does not rule out"
    r"|reserves the right to)\b",
    re.IGNORECASE,
)
MAY_SELL = re.compile(
    rf"\bmay\s+(?:from\s+time\s+to\s+time|also|periodically)\s+sell\b[^.;]{{0,80}}\b{COINS}"
    rf"|\bmay\s+sell\s+(?:our\s+|its\s+)?{COINS}\s+in\s+future\b",
    re.IGNORECASE,
)
# "has ruled out ever selling": what it binds itself to, and not what it has done so far
BINDS = re.compile(
    r"\b(?:(?:rul(?:es?|ed|ing) out|swor(?:e|n) off|forsw\w+|renounc\w+|barr?(?:s|ed)|forbids?|prohibit\w*"
    r"|bans?|banned)\b"
    r"|(?:vow\w*|promis\w+|pledg\w+|commit\w*|b(?:inds|ound) itself|undertak\w+"
    r"|undertook)\b[^.;]{0,40}\b(?:never|not)\b"
    r"|(?:will|shall) never\b|won[’']t ever\b)"
    r"[^.;]{0,40}\b(?:sell|sells|selling|sales?|part with|dispos\w+)\b",
    re.IGNORECASE,
)
# "by the time it handed in its report it had not sold a coin": of all the days until then
AS_OF_THEN = re.compile(
    r"\bhad(?:n[’']t| not| never| yet to| still not)\b|\b(?:by|at|up to) the (?:time|day|date)\b", re.IGNORECASE
)
NOT_BOUND = re.compile(
    r"(?:\b(?:not|never|nowhere|yet to|without)|n[’']t)\s(?:\w+\s){0,2}"
    r"(?:rul\w+ out|sw[oe]r\w+|forsw\w+|renounc\w+|vow\w*|promis\w+|pledg\w+|commit\w*|b[ao]r\w*|prohibit\w*)\b",
    re.IGNORECASE,
)
# The outlook of a report, whether or not the report is named: "no need to sell for working capital this year"
OUTLOOK = re.compile(
    r"\bworking capital\b|\b(?:next|coming) (?:twelve|12) months\b|\bwithin (?:twelve|12) months\b", re.IGNORECASE
)
FRESH = timedelta(days=120)
LATELY = timedelta(days=60)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the statement is not of what a filing says, or no filing says it."""
    words = claim.source.quote
    if claim.figures or not (FILING.search(words) or OUTLOOK.search(words)):
        return None
    if BINDS.search(words):
        return _told(known, claim, MAY_SELL, right=NOT_BOUND.search(words) is not None)
    if SAYS_NO_NEED.search(words) and (OUTLOOK.search(words) or claim.claim_type.startswith("btc_sale")):
        return _told(known, claim, NO_NEED, right=True)
    if (
        claim.negated
        and claim.claim_type == "btc_sale_past"
        and (claim.period_end_on is None or AS_OF_THEN.search(words))
    ):
        return _told(known, claim, NOT_SOLD, right=True)
    if not claim.negated and SAYS_NEED.search(words):
        return _told(known, claim, NO_NEED, right=False)
    if not claim.negated and (BEGUN.search(words) or (ANNOUNCES.search(words) and not RISK.search(words))):
        return _not_begun(claim, known)
    if not claim.negated and ALLOWS.search(words):
        return _told(known, claim, MAY_SELL, right=True)
    if not claim.negated and LISTS_RISK.search(words) and not ANNOUNCES.search(words):
        return _told(known, claim, WARNING, right=True)
    return None


def _told(known: Knowledge, claim: Claim, pattern: re.Pattern[str], *, right: bool) -> Finding | None:
    """By the newest sentence of the kind, in a filing of the last months."""
    day = said_on(claim)
    sentence = next(find_sentences(known, pattern, until=day, limit=1), None)
    if sentence is None or day - new_york_day(sentence.filing.accepted_at) > FRESH:
        return None
    end = claim.period_end_on
    start = claim.period_start_on or end
    if start is not None and end is not None and not start <= new_york_day(sentence.filing.accepted_at) <= end:
        return None  # of another day than that of the filing
    return Finding(
        label="supported" if right else "refuted",
        reason="matches_disclosure" if right else "misread_filing",
        rationale=f"{_say(sentence)} says so itself: “{_short(sentence)}”."
        if right
        else f"{_say(sentence)} says the contrary: “{_short(sentence)}”.",
        evidence=cite_quotes(known, "supports" if right else "refutes", sentence.quote),
        firmness="retrieved",
    )


def _not_begun(claim: Claim, known: Knowledge) -> Finding | None:
    """Selling that a filing is said to tell of, and none does: what stands there is a risk."""
    day = said_on(claim)
    sold = [one for one in trades_of(known, "sold") if timedelta(0) <= day - one.span[1] <= LATELY]
    warning = next(find_sentences(known, WARNING, until=day, limit=1), None)
    if sold or warning is None:
        return None
    return Finding(
        label="refuted",
        reason="misread_filing",
        rationale=f"{_say(warning)} names a sale as a risk (“{_short(warning)}”); no filing known by "
        f"then tells of one.",
        evidence=cite_quotes(known, "refutes", warning.quote),
    )


def _say(sentence: Sentence) -> str:
    return f"The {sentence.filing.form} filed on {say_day(new_york_day(sentence.filing.accepted_at))}"


def _short(sentence: Sentence) -> str:
    start, end = sentence.match.span()
    return " ".join(sentence.words[max(0, start - 30) : end + 60].split())
