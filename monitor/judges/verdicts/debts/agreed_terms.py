"""Terms of notes: principal, coupon, conversion price, and the days on which they fall due, may be handed back or
called. "The 0% notes due December 2029 can be handed back on June 1, 2028", "$650 million at 0.75%, due 2025".

Every particular right of one paper: supported. One wrong of a paper that the others tell: refuted, a put date
told as the maturity above all. What was redeemed and is told as
outstanding is stale. Papers that no filing names stay open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._asides import has_asides
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._paper_words import MONTH, Paper, leaves_days, read_papers
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import TURNED_IN
from monitor.judges.verdicts.debts._conversion_prices import find_wrong_price
from monitor.judges.verdicts.debts._new_paper import match_newest
from monitor.judges.verdicts.debts._paper_known import (
    NAMES,
    KnownPaper,
    Match,
    is_put_day,
    known_papers,
    match_paper,
    of_kind,
)
from monitor.judges.verdicts.debts._paper_meant import (
    FORMER,
    STANDING,
    find_by_put_day,
    is_meant,
    is_of_month,
    is_of_size,
    is_only,
    says_enough,
    stands_alone,
)
from monitor.judges.verdicts.debts._paper_ranks import weigh_rank
from monitor.judges.verdicts.debts._put_ahead import weigh_ahead
from monitor.records import Claim, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
NOTES = re.compile(
    r"\b(?:notes?|bonds?|(?:note|bond)holders?|converts?|convertibles?|debentures?"
    r"|(?<=% )paper|(?<=20\d\d )paper|(?:senior|secured|unsecured|convertible) (?:\w+ )?paper)\b"
    r"(?! preferred| program)"
    r"|\bdeal\b[^;]{0,60}(?:\bcoupon\b|\d%)|\bpaper\b[^;]{0,40}\d\s?%",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\bpreferreds?\b|\bSTR[KFDCE]\b|\bloan\b|\bdividends?\b|\b(?:in all|in total|altogether|combined|totall?ing"
    r"|overall|all told|sum|(?:fair|market) value)\b|\b(?:BTC|bitcoins?|coins?)\b",
    re.IGNORECASE,
)
BACK = re.compile(
    r"\b(?:repurchas\w+|bought back|call(?:s|ed|ing) in"
    r"|redeem(?:ed|s|ing)?|redemption|repaid|repay\w*|retired?|paid (?:off|back)"
    r"|refinanc\w+|settled|interest (?:cost|bill|expense))\b",
    re.IGNORECASE,
)
USES = re.compile(  # what became of the money is no particular of the paper
    r"\bof (?:what|the (?:money|proceeds|cash|sum))\b"
    r"|\b(?:spent|used|went|gone|goes|set aside|earmarked)\s(?:\w+\s){0,2}?(?:on|for|to|into|towards?)\b",
    re.IGNORECASE,
)
MOVED = re.compile(  # a market's percentage, and no coupon
    r"\b(?:tumbl|plung|plummet|slump|slid|sank|sink|fell|fall|drop|jump|surg|soar|rall(?:y|i)|rose|climb|los[te]|gain"
    r"|shed)\w*\s(?:by\s|about\s|around\s|some\s|nearly\s|over\s|as much as\s|more than\s){0,2}\d[\d.]*\s?%",
    re.IGNORECASE,
)
RIGHT_TO = re.compile(
    r"\b(?:can(?:not)?|may|could|might|holders?|right|option|make|force|require)\b", re.IGNORECASE
)
OWING = re.compile(r"\b(?:to|must|has to|have to) (?:(?:re)?pay|be repaid)\b", re.IGNORECASE)
NO_INTEREST = re.compile(r"\bno (?:interest|coupon)\b", re.IGNORECASE)
NOT_BEFORE = re.compile(r"\b(?:may|can|could|must)(?:not| not)\b[^.;]{0,60}\b(?:before|until)\b", re.IGNORECASE)
BEFORE_DAY = re.compile(
    rf"\b(?:before|earlier than|prior to)\s(?:the\s)?(?:{MONTH}\b|\d{{1,2}}\s{MONTH}\b|20\d\d\b)", re.IGNORECASE
)
WILL = re.compile(
    r"\b(?:will|going to|plans? to|intends? to|expects? to|about to|unable|default\w*|cannot|won[’']t)\b"
    r"(?! (?:mature|fall due|come due|be due|become due|run|(?:pay|carry|bear) (?:an? |a coupon of |interest of "
    r"|interest at )?\d))",
    re.IGNORECASE,
)
CASH_PAID = re.compile(  # how a debt ended is no term of it
    r"\bpa(?:id|ys?|ying)\b(?:[^.;]|\.(?=\d)){0,40}\bcash\b[^.;]{0,30}"
    r"\b(?:for|to (?:retire|redeem|repay|settle|buy back))\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence has no particulars of notes, or no filing knows the paper."""
    words = claim.source.quote
    if not _tells_terms(claim) or CASH_PAID.search(words):
        return None
    papers = read_papers(words)
    if not says_enough(words, papers):
        return None
    read = {figure.start for paper in papers for _, figure in paper.figures}
    if any(one.unit == "USD" and one.start - claim.source.quote_start not in read for one in claim.figures):
        return None  # "half a billion dollars", a price: not told here
    choices = of_kind(words, known_papers(known))
    matches: list[Match] = []
    for paper in papers:
        best = _best(paper, choices) or match_newest(words, paper, choices, said_on(claim))
        if best is None:
            best = find_by_put_day(paper, choices)
            return _refute(known, paper, best) if best else None
        if best.wrong:
            meant = is_meant(words, paper, best) or is_only(words, best, choices) or not best.known_by
            meant = meant or is_of_size(best, choices) or (len(choices) == 1 and bool(best.right))
            meant = meant or is_of_month(best, choices)
            sums = {kind for kind, *_ in best.wrong} <= {"principal", "proceeds", "net"}
            aside = sums and has_asides(words, [figure for one in papers for _, figure in one.figures])
            return _refute(known, paper, best) if meant and not aside else None
        ahead = weigh_ahead(words, best.known)
        wrong = find_wrong_price(words, paper, best, choices)
        if ahead is not None and not ahead[0]:
            wrong = f"{NAMES['put']} {ahead[1]}", ahead[2]
        if wrong is not None:
            return _refuted_by(known, best, *wrong)
        matches.append(replace(best, right=(*best.right, ("put", *ahead[1:]))) if ahead else best)
    gone = next((one for one in matches if _is_gone(one.known, words)), None)
    if gone is not None:
        return _stale(known, gone.known)
    if any(one.untold or not one.right for one in matches) or leaves_days(words):
        return None
    ranked = weigh_rank(words, matches[0].known, choices) if len(matches) == 1 else None
    if ranked is None and max(map(len, papers)) == 1 and not stands_alone(words):
        return None
    if ranked is not None and not ranked[0]:
        return _refuted_by(known, matches[0], ranked[1], *(quote for _, _, quote in matches[0].right))
    return _support(known, matches, ranked[1] if ranked else "")


def _tells_terms(claim: Claim) -> bool:
    """Whether it is of what was agreed on for notes, and not of their end, their money or what else may come."""
    words = claim.source.quote
    not_before = NOT_BEFORE.search(words)
    if (
        not NOTES.search(words)
        or OTHER.search(words)
        or USES.search(words)
        or MOVED.search(words)
        or TURNED_IN.search(words)
    ):
        return False
    if not not_before and (WILL.search(words) or BEFORE_DAY.search(words)):
        return False  # "can be handed back before June 2028": of other days than that one
    if claim.negated and not not_before and not NO_INTEREST.search(words):
        return False
    return not BACK.search(words) or bool(RIGHT_TO.search(words) or OWING.search(words))


def _best(paper: Paper, choices: tuple[KnownPaper, ...]) -> Match | None:
    found = [match_paper(paper, one) for one in choices]
    found = [one for one in found if one.known_by]
    return max(
        found,
        key=lambda one: (
            len(one.right) - len(one.wrong),
            one.known_by,
            not one.known.retired,
            one.known.latest.known_at,
        ),
        default=None,
    )


def _refute(known: Knowledge, paper: Paper, match: Match) -> Finding:
    kind, claimed, disclosed, quote = match.wrong[0]
    name = match.known.latest.name
    also = ""
    if kind == "maturity" and is_put_day(match, next(day for one, day in paper.days if one == kind)):
        also = f" {claimed} is the day on which holders may hand them back."
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{name}: {NAMES[kind]} {disclosed}; {claimed} is claimed.{also}",
        evidence=cite_quotes(known, "refutes", quote),
        firmness="exact",
    )


def _is_gone(one: KnownPaper, words: str) -> bool:
    return one.retired and STANDING.search(words) is not None and FORMER.search(words) is None


def _stale(known: Knowledge, one: KnownPaper) -> Finding:
    ended = [event for event in one.events if event.kind in ("redeemed", "repurchased", "matured", "converted")]
    last = ended[-1] if ended else None
    told = f"{last.kind} on {say_day(last.happened_on)}" if last and last.happened_on else "redeemed"
    quotes: tuple[Quote, ...] = (last.source,) if last else ()
    return Finding(
        label="refuted",
        reason="stale",
        rationale=f"{one.latest.name}: {told}; nothing of it is outstanding any more.",
        evidence=cite_quotes(known, "refutes", *quotes),
    )


def _refuted_by(known: Knowledge, match: Match, told: str, *quotes: Quote) -> Finding:
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{match.known.latest.name}: {told}.",
        evidence=cite_quotes(known, "refutes", *quotes),
        firmness="exact",
    )


def _support(known: Knowledge, matches: list[Match], also: str) -> Finding:
    told = "; ".join(
        f"{one.known.latest.name}: " + ", ".join(f"{NAMES[kind]} {disclosed}" for kind, disclosed, _ in one.right)
        for one in matches
    )
    quotes = [quote for one in matches for _, _, quote in one.right]
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{told}; {also}." if also else f"{told}.",
        evidence=cite_quotes(known, "supports", *quotes),
        firmness="exact",
    )
