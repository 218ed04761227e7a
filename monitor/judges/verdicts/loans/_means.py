"""What a loan was paid back with, and what it was secured by, in the filing's own words."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._sentences import MONEY, find_sentences, read_money
from monitor.records import Claim, ClaimFigure, Quote

TOLD = re.compile(
    r"\b(?:prepayment|repayment|payoff|redemption)\b[^.]{0,80}\b(?:funded|financed|made)\b[^;]*", re.IGNORECASE
)
MEANS: dict[str, str] = {
    "sales of shares": r"\b(?:shares?|stock|equity|ATM|at-the-market|sales agreement)\b",
    "sales of bitcoin": r"\b(?:s(?:old|ells?|elling)|sales? of|dump\w*|liquidat\w+|unload\w*)\s(?:\w+\s){0,3}"
    r"(?:bitcoins?|BTC|coins)\b|\b(?:bitcoin|coin) sales?\b"
    r"|\b(?:bitcoins?|BTC|coins?)\b[^.;]{0,30}\b(?:were|was|had been|been) (?:sold|dumped|liquidated)\b",
    "borrowing": r"\b(?:(?:new|another|fresh|second) (?:\w+ )?(?:loan|notes|debt|credit)|refinanc\w+"
    r"|convertibles?|borrow\w+ (?:money|cash))\b",
}
SAID = re.compile(
    r"\b(?:fund\w*|financ\w*|paid (?:for|off|back|with)|using|by (?:selling|issuing|dumping|unloading"
    r"|offloading|liquidating|borrowing)|through|proceeds|money from|"
    r"thanks to|to (?:re|pre)?pay|to buy|to clear|to settle|with (?:the|a|an|its|new|fresh|another|borrowed"
    r"|money|cash)"
    r"|to (?:get (?:out|rid|clear|free)|escape|exit|close (?:out|off)|end|retire|extinguish|free itself"
    r"|shake off)"
    r"|so (?:that )?(?:\w+ ){0,4}(?:could|can|would|might) (?:\w+ ){0,3}?(?:(?:pre|re)?pay|clear|settle|retire)"
    r"|in order to)\b",
    re.IGNORECASE,
)


def judge_means(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the sentence says nothing of it, or no filing does."""
    words = claim.source.quote
    named = [name for name, said in MEANS.items() if re.search(said, words, re.IGNORECASE)]
    if not named or not SAID.search(words) or claim.modality == "predicted":
        return None
    for sentence in find_sentences(known, TOLD, limit=5):
        told = [name for name, said in MEANS.items() if re.search(said, sentence.words, re.IGNORECASE)]
        if not told:
            continue
        right = bool(set(named) & set(told)) != claim.negated
        return confirm_or_refute(
            known,
            right,
            f"{say_filed(known, sentence.quote)}: it was paid back with "
            f"{' and '.join(told)}; {' and '.join(named)} is claimed.",
            sentence.quote,
        )
    return None


SECURES = re.compile(
    r"\b(?:worth|valued|value|collateral\w*|secur(?:ed|es|ity)|backed by|reserve account|cash reserve"
    r"|overcollateral\w*)\b",
    re.IGNORECASE,
)
ACCOUNT = re.compile(r"\s(?:\w+\s){0,2}(?:reserve|account|of collateral|in collateral)", re.IGNORECASE)
IN_COINS = re.compile(r"\s(?:(?:worth )?of|in) (?:bitcoins?|BTC|coins)\b", re.IGNORECASE)
AGAINST = re.compile(r"\bagainst (?:about |some |around |roughly |nearly |almost )?$", re.IGNORECASE)
SECURED = re.compile(r"\bcollateral(?:ized|ised)?\b", re.IGNORECASE)
LEAST = re.compile(
    r"\b(?:at least|minimum|required|requires?|must|has to|have to|would (?:have to|amount)|maintain\w*|floor"
    r"|not fall|no less)\b",
    re.IGNORECASE,
)
VALUE = re.compile(r"\b(?:worth|valued|value)\b", re.IGNORECASE)
KEEP = re.compile(  # a duty that goes on, and not what was put up once
    r"\b(?:must|ha(?:s|ve) to|had to|(?:is|are|was) (?:required|obliged|bound) to|requir\w+|would have to)\b"
    r"[^.;$]{0,40}"
    r"\b(?:keep|hold|maintain|leave|stay|remain)\w*\b",
    re.IGNORECASE,
)


def weigh_collateral(
    words: str, figure: ClaimFigure, place: re.Match[str], known: Knowledge
) -> tuple[bool, tuple[str, Quote]] | None:
    """A sum told as what secures a loan: the value of the coins put up, a reserve account. None: told "
    "as neither."""
    before, after = words[max(0, place.start() - 40) : place.start()], words[place.end() : place.end() + 40]
    near = SECURES.search(re.split(r"[;,]", before)[-1]) or SECURES.match(after.strip().split(",")[0])
    against = AGAINST.search(before) is not None
    in_coins = IN_COINS.match(after) and (against or SECURES.search(words) or LEAST.search(words))
    if not near and not in_coins and not ACCOUNT.match(after):
        return None
    if re.match(r"\s(?:\w+\s){0,2}loan\b", after):
        return None
    if in_coins and KEEP.search(words):
        return _weigh_kept(figure, known)
    least = LEAST.search(words) is not None
    valued, required = None, False
    for sentence in find_sentences(known, SECURED, limit=60):
        for money in MONEY.finditer(sentence.words):
            amount, said = read_money(money), sentence.words[max(0, money.start() - 90) : money.start()]
            if is_right(figure, amount):
                if least or not LEAST.search(said):
                    return True, (f"{say_amount(amount, 'USD')} secured it", sentence.quote)
                required = True  # what it must not fall below, and not what was put up
            elif re.search(r"\bvalue\b", said[-40:]) and not LEAST.search(said):
                valued = valued or (amount, sentence.quote)
    if valued is None or not (required or against or VALUE.search(before + after)):
        return None
    also = ", which is the least that must stay" if required else ""
    told = f"the collateral was worth {say_amount(valued[0], 'USD')}; {say_figure(figure)} is claimed{also}"
    return False, (told, valued[1])


def _weigh_kept(figure: ClaimFigure, known: Knowledge) -> tuple[bool, tuple[str, Quote]] | None:
    """A sum in coins that must stay as collateral, against the least that filings say must stay."""
    bare = replace(figure, comparator="exactly")  # "no less than $410 million": the duty is of that sum
    wrong = None
    for sentence in find_sentences(known, SECURED, limit=60):
        for money in MONEY.finditer(sentence.words):
            said = re.split(r"[;,]", sentence.words[max(0, money.start() - 30) : money.start()])[-1]
            if not LEAST.search(said):
                continue
            amount = read_money(money)
            told = f"at least {say_amount(amount, 'USD')} must stay as collateral"
            if is_right(bare, amount):
                return True, (told, sentence.quote)
            wrong = wrong or (f"{told}; {say_figure(figure)} is claimed", sentence.quote)
    return (False, wrong) if wrong else None
