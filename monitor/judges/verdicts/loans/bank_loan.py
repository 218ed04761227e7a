"""A loan from a bank: its amount and term, what was paid back and with what, and what became of its collateral.

"cleared its Silvergate loan early for $161 million", "defaulted and lost the collateral", "will have to sell coins
when the loan falls due". A loan that was paid back is told by the filing that says so; what is then said of it as
still to come, called, seized or locked up starts from what is false.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import get_args

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._asides import has_asides
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._figures import say_amount
from monitor.judges.verdicts._paper_words import Day, read_days, read_sums
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.loans._end import judge_freedom, weigh_cents
from monitor.judges.verdicts.loans._means import KEEP, judge_means, weigh_collateral
from monitor.judges.verdicts.loans._rates import FLOOR, weigh_rates
from monitor.judges.verdicts.loans._ratio import weigh_ratio
from monitor.judges.verdicts.loans._terms import Loan, Told, weigh_discount, weigh_length, weigh_sum
from monitor.judges.verdicts.loans._what_secures import judge_security
from monitor.judges.verdicts.loans._which_loan import find_loan
from monitor.records import Claim, ClaimType, InstrumentEvent, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
OTHER = re.compile(r"\b(?:notes|bonds|converts?|convertibles?|preferreds?)\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(?:(?:pre)?pa(?:id|ys?|ying|yment)|(?:pre)?payoff|repa(?:id|y(?!able)\w*)|clear(?:s|ed|ing)?|settl(?:e|es|ed|ing)"
    r"|retir(?:e|es|ed|ing)|discharg\w+|closed out|rid of|goodbye|is history|off (?:its|the) books"
    r"|extinguish\w*|wound up|(?:buy|bought) (?:back|out))\b",
    re.IGNORECASE,
)
BAD_END = re.compile(
    r"\b(?:default\w*|seiz\w+|foreclos\w+|forfeit\w*|lost (?:its|the|that|all)"
    r"|(?:kept|keeps|held on to|holds on to|clung to) (?:(?:(?-i:[A-Z])\w+|the (?:company|borrower|firm))[’']s"
    r" (?:\w+ )?(?:bitcoins?|BTC|coins|collateral)\b|the (?:\w+ )?collateral\b)"
    r"|(?:refus\w+|fail\w+) to (?:return|release|hand back)"
    r"|cost (?:\w+ ){1,3}(?:the|its|all|any of the) (?:\w+ )?(?:bitcoins?|BTC|coins|collateral)\b|liquidat\w+"
    r"|confiscat\w+"
    r"|margin[- ]called|called in|stuck|trapped|frozen|locked (?:up|in|away)|held hostage)\b",
    re.IGNORECASE,
)
# The lender is said to have what it released: "the bank hung on to the coins"; not what the borrower kept
KEPT = (
    r"\b(?:bank|lenders?|creditors?|{lenders})(?![’']s?\s|\s(?:loan|facility|debt|credit))\b[^,.;]{{0,30}}?"
    r"\b(?:kept|keeps?|(?:hung|hangs|held|holds|hold|clung|clings) on to|clung to|retain(?:s|ed)|pocket(?:s|ed)"
    r"|walk(?:s|ed) (?:away|off) with|took (?:over|possession)|sold off|still (?:has|holds))\b"
)
FREED = re.compile(
    r"\b(?:releas\w+|freed|free of|unlock\w*|got (?:its|the|back)|return\w*|back (?:in|with|under))\b",
    re.IGNORECASE,
)
NO_LONGER = re.compile(
    r"\b(?:no longer|not any ?more|nothing (?:is|more)|no more)\b[^.;]{0,30}\b(?:ow(?:e|es|ed|ing)"
    r"|outstanding|due|debt|borrow)",
    re.IGNORECASE,
)
LOCKED = re.compile(
    r"\b(?:still|remains?|are|is|has|have|owes?|outstanding|falls? due|comes? due|coming due|due next"
    r"|will|must|has to)\b",
    re.IGNORECASE,
)
ACTUAL = re.compile(
    r"\b(?:still|remains?|currently|now|falls? due|comes? due|will|must|has to|owes?)\b", re.IGNORECASE
)
RELEASED = re.compile(r"\breleased\s+its\s+security\s+interest\b", re.IGNORECASE)
COINS_FOR_IT = re.compile(
    r"\d[\d,]{3,}\s(?:[\w’'-]+\s){0,4}?(?:bitcoins?|BTC|coins?)\b[^.;]{0,60}\b(?:back|secur|pledg|collateral)",
    re.IGNORECASE,
)
COINS_BOUGHT = re.compile(
    r"\b(?:paid for|bought|funded|financed)\b[^.;$]{0,20}\d[\d,]*\s(?:\w+\s)?(?:BTC|bitcoins?"
    r"|coins?)\b[^.;$]{0,20}\bwith\b|"
    r"\b(?:bought|purchased|acquired|added)\s(?:about |some )?[\d,]+\s(?:bitcoins?|BTC|coins)\b[^.;]{0,20}\$"
    r"|\b\d[\d,]{2,}\s(?:bitcoins?|BTC|coins)\s(?:for|at)\s(?:about |some )?\$"
    r"|\$[\d.,]+\s(?:million|billion) (?:on|for|into) (?:about |some )?[\d,]+\s(?:bitcoins?|BTC|coins)\b",
    re.IGNORECASE,
)
TIMELY = re.compile(
    r"\b(?:when|as|on the day|the day) (?:it|the loan) (?:fell|came|was) due\b|\bon (?:schedule|time)\b"
    r"|\bat maturity\b",
    re.IGNORECASE,
)
EARLY = re.compile(
    r"\b(?:early|earlier|ahead of|before (?:it|its|the|schedule|maturity|20\d\d)"
    r"|(?:long|well) before|prematurely)\b",
    re.IGNORECASE,
)
SUPPOSED = re.compile(r"\b(?:if|below|under|price|could|would)\b")
BY_THEN = re.compile(r"\b(?:by|before)\s(?:the\s)?(?:end\s|\d|[A-Z])")
LARGE = Decimal(1_000_000)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None where the sentence does not say which loan, or no filing speaks of it."""
    bought = claim.claim_type == "purchase" and any(one.unit == "bitcoin" for one in claim.figures)
    if COINS_BOUGHT.search(claim.source.quote) or bought:
        return None  # "bought 6,455 coins for $150 million and paid back its loan": the sum is that of the coins
    loan = find_loan(claim, known)
    if loan is None or OTHER.search(claim.source.quote):
        return None
    words = claim.source.quote
    security = judge_security(words, claim, known, of_loan=True)
    if security is not None and security.label == "refuted":
        return security
    if loan.ended is not None:
        return (
            _judge_end(claim, known, loan)
            or judge_freedom(claim, known)
            or judge_means(claim, known)
            or _judge_figures(claim, known, loan, ended=BACK.search(words) is not None)
        )
    if claim.modality == "predicted" and BACK.search(words) and EARLY.search(words):
        return _not_yet(loan)
    if COINS_FOR_IT.search(words) or (BACK.search(words) and claim.modality != "predicted"):
        return None  # coins: `collateral_coins.py`; not paid back as far as is known: `debts.py` says so
    if BAD_END.search(words) or SUPPOSED.search(FLOOR.sub("", words)):
        return None
    return _judge_figures(claim, known, loan, ended=False)


def _not_yet(loan: Loan) -> Finding:
    """It will be paid back before it is due: that it is due then is no more than what is known now."""
    due = loan.latest.matures_on
    return Finding(
        label="not_enough_evidence",
        reason="prediction",
        rationale=f"{loan.latest.name}: {f'due on {say_day(due)}' if due else 'outstanding'}; whether it is paid "
        "back earlier stands in no filing yet.",
    )


def _judge_end(claim: Claim, known: Knowledge, loan: Loan) -> Finding | None:
    """What is said to have ended it otherwise, or not to have ended."""
    words, ended = claim.source.quote, loan.ended
    if ended is None or (claim.negated and not NO_LONGER.search(words)):
        return None
    paid = f" for {say_amount(ended.paid_usd, 'USD')}" if ended.paid_usd else ""
    on = ended.happened_on or new_york_day(ended.known_at)
    told = f"{ended.name}: {'paid back' if ended.kind == 'redeemed' else ended.kind} on {say_day(on)}{paid}"
    if NO_LONGER.search(words):
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{told}; nothing of it is outstanding any more.",
            evidence=cite_quotes(known, "supports", ended.source),
        )
    freed = next(find_sentences(known, RELEASED, limit=1), None)
    quotes = (ended.source, *((freed.quote,) if freed else ()))
    kept = re.search(KEPT.format(lenders="|".join(loan.lenders)), words, re.IGNORECASE)
    if (BAD_END.search(words) or kept) and _speaks_of_then(claim, on):
        released = ", and the collateral was released" if freed else ""
        return _refuted(known, "contradicts_disclosure", f"{told}{released}.", quotes)
    later = ACTUAL.search(words) or (
        claim.claim_type in ("default_or_insolvency", "debt_total") and _is_present(words)
    )
    if later and not BACK.search(words.replace("to repay", "")) and not FREED.search(words):
        return _refuted(known, "stale", f"{told}; nothing of it is outstanding any more.", quotes)
    return None


def _is_present(words: str) -> bool:
    return re.search(r"\b(?:are|is|backs?|secures?)\b", words) is not None


def _speaks_of_then(claim: Claim, ended_on: date) -> bool:
    """A margin call of the days before it was paid back is told by no filing."""
    end = claim.period_end_on
    return end is None or end >= ended_on


def _judge_figures(claim: Claim, known: Knowledge, loan: Loan, *, ended: bool) -> Finding | None:
    """Amounts and days of the loan, each against what was stated."""
    right: list[Told] = []
    wrong: list[Told] = []
    for figure, place in read_sums(claim.source.quote):
        if figure.value < LARGE:
            return None
        answer = weigh_collateral(claim.source.quote, figure, place, known) or weigh_sum(
            claim.source.quote, figure, place, loan
        )
        if answer is None:
            return None
        (right if answer[0] else wrong).append(answer[1])
    for kind, day in read_days(claim.source.quote):
        on = loan.latest.matures_on if kind == "maturity" else loan.latest.issued_on if kind == "issued" else None
        if on is None:
            continue
        is_it = day.fits(Day(on.year, on.month, on.day))
        (right if is_it else wrong).append((f"{kind} on {say_day(on)}", loan.lent))
    words = claim.source.quote
    weighed = (
        *weigh_length(words, loan),
        *weigh_discount(words, loan),
        *weigh_rates(words, known),
        *(() if any(one.unit == "bitcoin" for one in claim.figures) else weigh_ratio(words, known)),
    )  # with coins counted beside the ratio: `distress.py` weighs both
    for is_so, told in weighed:
        (right if is_so else wrong).append(told)
    cents = weigh_cents(claim.source.quote, lent=loan.lent_usd, paid=loan.ended.paid_usd if loan.ended else None)
    if cents is not None and loan.ended is not None:
        (right if cents[0] else wrong).append((cents[1], loan.ended.source))
    if wrong:
        return _contradict(claim, known, loan, wrong)
    event = loan.ended
    if event is not None and (ended or FREED.search(claim.source.quote)):
        is_so, told_end = _weigh_end(claim, loan, event)
        if not is_so:
            return _refuted(known, "contradicts_disclosure", f"{loan.latest.name}: {told_end[0]}.", [told_end[1]])
        right.append(told_end)
        freed = next(find_sentences(known, RELEASED, limit=1), None)
        if freed is not None and FREED.search(claim.source.quote):
            right.append(("the collateral was released", freed.quote))
    if not right:
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{loan.latest.name}: {'; '.join(words for words, _ in right)}.",
        evidence=cite_quotes(known, "supports", *(quote for _, quote in right), loan.lent),
    )


def _weigh_end(claim: Claim, loan: Loan, event: InstrumentEvent) -> tuple[bool, Told]:
    """When it was paid back: on the day that is named, and early unless it is said to have been on time."""
    on = event.happened_on or new_york_day(event.known_at)
    early = _early(loan, on)
    told = f"paid back on {say_day(on)}{', before it was due' if early else ''}"
    end = claim.period_end_on
    if end is not None and on <= end and BY_THEN.search(claim.source.quote):
        told += f", by {say_day(end)}"
    if not _on_day(claim, on, new_york_day(event.known_at)):
        return False, (f"{told}; another day is claimed", event.source)
    return not (early and TIMELY.search(claim.source.quote)), (told, event.source)


def _contradict(claim: Claim, known: Knowledge, loan: Loan, wrong: list[Told]) -> Finding | None:
    """None when a sum of the sentence is none of the loan's."""
    if has_asides(claim.source.quote, [figure for figure, _ in read_sums(claim.source.quote)]):
        return None
    told = "; ".join(words for words, _ in wrong)
    # What was put up, told as what must stay: the filing prints the sum, of something else.
    reason = "misread_filing" if KEEP.search(claim.source.quote) else "contradicts_disclosure"
    return _refuted(known, reason, f"{loan.latest.name}: {told}.", [q for _, q in wrong])


def _on_day(claim: Claim, on: date, filed: date) -> bool:
    """Whether the day or month that is named, if any, is that of the payment or of its news."""
    end = claim.period_end_on
    if end is None or end > said_on(claim):
        return True
    start = claim.period_start_on or end
    return any(start <= day <= end for day in (on, filed))


def _early(loan: Loan, on: date) -> bool:
    return loan.latest.matures_on is not None and on < loan.latest.matures_on


def _refuted(known: Knowledge, reason: str, words: str, quotes: list[Quote] | tuple[Quote, ...]) -> Finding:
    return Finding(
        label="refuted", reason=reason, rationale=words, evidence=cite_quotes(known, "refutes", *quotes)
    )
