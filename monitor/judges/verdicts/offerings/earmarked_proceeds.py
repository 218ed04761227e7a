"""What an offering's money is for: "every dollar of the note sale goes into bitcoin", "part buys notes back".

The filing that tells of the offering names the uses of its proceeds. What is said to be the only use is wrong
where it names others, a use that it does not name is wrong unless "general corporate purposes" may hold it, and
a use that is denied is wrong where it is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._figures import is_right
from monitor.judges.verdicts._money_words import ALL, MOST, PAPER
from monitor.judges.verdicts._sentences import (
    MONEY,
    Sentence,
    find_sentences,
    first_sentence,
    read_money,
    sentence_before,
)
from monitor.judges.verdicts._time import said_on
from monitor.records import Claim, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
REST = r"(?:[^.;]|\.(?=\d))*"  # to the end of the sentence, figures included
TOLD = re.compile(
    rf"\b(?:intends?|expects?|plans?)\s+to\s+use\b{REST}?\bproceeds\b{REST}|\b(?:will"
    rf"|to)\s+use\b[^.;]*?\bproceeds\b{REST}"
    rf"|\bproceeds\b[^.;]{{0,80}}\b(?:will\s+be|to\s+be|was|were|are|been)\s+used\b{REST}"
    rf"|\bwe\s+used\b{REST}?\bproceeds\b{REST}",
    re.IGNORECASE,
)
MONEY_WORDS = re.compile(
    rf"\b(?:proceeds|money|cash|dollars?|cent|penny|offering|IPO|deal|issue|{PAPER}[- ](?:sale|offering|deal"
    rf"|issue|IPO)s?)\b",
    re.IGNORECASE,
)
GOES = re.compile(
    r"\b(?:go(?:es|ing)?|went|use[ds]?|using|earmarked|spen[dt]\w*|put|plough\w*|plow\w*|pour\w*|pump\w*"
    r"|set aside|meant"
    r"|intended|destined|reserved|for|funnel\w*|direct\w*|invest\w*|to (?:buy|pay|fund|retire|repurchase"
    r"|acquire|refinance))\b",
    re.IGNORECASE,
)
PAPERS: dict[str, tuple[str, str]] = {  # words in the statement, words in the sentence
    "notes": (
        r"\b(?:notes?|bonds?|convertibles?|converts|debt)[\s-](?:sale|offering|deal|issue|placement|money"
        r"|proceeds)\b"
        r"|\b(?:sale|offering|proceeds|money|issue|placing) (?:of|from) (?:its |the |new |\w+ ){0,4}(?:notes"
        r"|bonds|convert\w+)\b"
        r"|\b(?:new|latest) (?:notes|bonds|convertibles|converts)\b",
        r"\bnotes\b",
    ),
    "stock": (
        r"\b(?:stock|share|equity|preferred|STR[KFDCE]|(?-i:Strike|Strife|Stride|Stretch"
        r"|Stream))(?: \w+)?[\s-](?:sale|offering|deal|IPO"
        r"|money|proceeds)s?\b|\b(?:sale|offering|proceeds|IPO) (?:of|from) (?:its |the |new "
        r"|\w+ ){0,4}(?:shares|stock|preferreds?)\b",
        r"\b(?:stock|shares|offering)\b",
    ),
    "loan": (r"\bloan\b", r"\bloan\b"),
}
USES: dict[str, str] = {
    "bitcoin": r"\b(?:bitcoins?|BTC|coins)\b",
    "paying back debt": r"\b(?:repurchas\w+|redeem\w*|redemption|repay\w*|pay(?:ing)? (?:off|down|back)"
    r"|retir\w+|refinanc\w+"
    r"|buy(?:ing)? back|buybacks?)\b",
    "dividends": r"\b(?:dividends?|distributions?)\b",
    "interest": r"\binterest\b",
    "general corporate purposes": r"\bgeneral (?:corporate )?(?:purposes|needs)\b|\bworking capital\b",
    "the business": r"\b(?:software|operating (?:costs|expenses)|acquisitions? of (?:a )?compan\w+"
    "|capital expenditures?|machines"
    r"|miners|mining (?:sites?|equipment)|data cent(?:er|re)s?)\b",
}
CONVERTIBLE = re.compile(r"\bconvertible (?:senior )?notes\b", re.IGNORECASE)
OPEN = re.compile(  # what remains of it, and what may become of it in the end
    r"\b(?:what(?: is|[’']s) left|what remains|the rest|remainder|remaining|left over|end up|sooner or later"
    r"|eventually)\b",
    re.IGNORECASE,
)
COIN_SALE = re.compile(
    r"\bproceeds (?:of|from) (?:the |its |our )?(?:\w+ )?(?:bitcoin|BTC) sales?\b", re.IGNORECASE
)
THIS = re.compile(r"\b(?:this|the|such) (?:offering|sale|issuance|notes)\b", re.IGNORECASE)
GENERAL = "general corporate purposes"
NOT = re.compile(r"\b(?:no|none|not|never|nothing|without)\b|n[’']t\b", re.IGNORECASE)
LAST = timedelta(days=45)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where no use of an offering's money is told, or no filing of the last weeks names any."""
    words = claim.source.quote
    counted = any(figure.unit == "bitcoin" for figure in claim.figures)  # a purchase: its own footnote tells
    if not MONEY_WORDS.search(words) or not GOES.search(words) or counted or OPEN.search(words):
        return None
    paper = next((name for name, (said, _) in PAPERS.items() if re.search(said, words, re.IGNORECASE)), None)
    if paper is None:
        return None
    named = _uses_of(re.sub(PAPERS[paper][0], " ", words, flags=re.IGNORECASE))
    for sentence in _told(claim, known, PAPERS[paper][1]):
        told = _uses_of(sentence.match.group())
        if not (named and told):
            continue
        right = _is_right(words, named, told)
        if right is None or (right and not _figures_right(claim, sentence)):
            return None
        named_in = [one for one in [_convertible(known, sentence)] if one and "convert" in words.lower()]
        return confirm_or_refute(
            known,
            right,
            f"The {sentence.filing.form} filed on {say_day(new_york_day(sentence.filing.accepted_at))} "
            f"names {' and '.join(sorted(told))}: “{' '.join(sentence.match.group().split())[:300]}”.",
            sentence.quote,
            *_looked_back(known, sentence),
            *named_in,
        )
    return None


def _looked_back(known: Knowledge, sentence: Sentence) -> tuple[Quote, ...]:
    """Where "this offering" is told of."""
    before = sentence_before(known, sentence) if THIS.search(sentence.words) else None
    return (before,) if before else ()


def _convertible(known: Knowledge, sentence: Sentence) -> Quote | None:
    return first_sentence(known, sentence.quote.document_id, CONVERTIBLE)


def _is_right(words: str, named: set[str], told: set[str]) -> bool | None:
    """None where the filing leaves it open: "general corporate purposes" may be anything."""
    if NOT.search(words):
        return False if named & told else None if GENERAL in told else True
    if ALL.search(words):
        return not told - named
    if MOST.search(words):
        return None if named <= told and told - named else named <= told
    if named <= told:
        return True
    return None if GENERAL in told else False


def _figures_right(claim: Claim, sentence: Sentence) -> bool:
    """Whether each sum of the statement stands in the sentence."""
    amounts = [read_money(match) for match in MONEY.finditer(sentence.words)]
    dollars = [figure for figure in claim.figures if figure.unit == "USD"]
    return all(any(is_right(figure, amount) for amount in amounts) for figure in dollars)


def _told(claim: Claim, known: Knowledge, paper: str) -> Iterator[Sentence]:
    day = said_on(claim)
    for sentence in find_sentences(known, TOLD, until=day, limit=20):
        filed = new_york_day(sentence.filing.accepted_at)
        if day - filed > LAST:
            return
        if COIN_SALE.search(sentence.words):
            continue
        said = " ".join((sentence.words, *(one.quote for one in _looked_back(known, sentence))))
        if re.search(paper, said, re.IGNORECASE):
            yield sentence


def _uses_of(words: str) -> set[str]:
    return {name for name, shown in USES.items() if re.search(shown, words, re.IGNORECASE)}
