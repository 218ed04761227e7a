"""Whether paper is secured, told beside its figures: "its $2 billion of convertibles are backed by its coins"."""

from __future__ import annotations

import re

from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts.loans._ratio import says_ratio
from monitor.judges.verdicts.loans._which_loan import find_loan
from monitor.judges.verdicts.loans.asset_backed_notes import CONVERTS, OTHER, SECURED, TOLD, UNSECURED
from monitor.records import Claim

LOAN = re.compile(r"\b(?:loan|credit facility)\b", re.IGNORECASE)
NO_LONGER = re.compile(r"\b(?:no longer|any longer|any ?more|once|was|were|no|none)\b", re.IGNORECASE)
MOVED = re.compile(
    r"\b(?:touch\w*|seiz\w+|s(?:old|ell\w*)|liquidat\w+|releas\w+|return\w*|lost|los(?:e|es|ing)|top\w* up"
    r"|increas\w+|rais\w+"
    r"|more|additional|extra|further|all (?:of )?its|any longer)\b",
    re.IGNORECASE,
)
LOAN_SECURED = re.compile(
    r"\bloan\b[^.;]{0,60}\b(?:collaterali[sz]ed|secured)\b[^.;]{0,40}\bbitcoins?\b", re.IGNORECASE
)


def _outside(words: str, free: re.Match[str] | None) -> str:
    """The words but those that deny a security."""
    return words if free is None else f"{words[: free.start()]} {words[free.end() :]}"


def judge_security(words: str, claim: Claim, known: Knowledge, *, of_loan: bool = False) -> Finding | None:
    """None where it is not told whether convertible notes or a certain loan are secured, or no filing tells.
    `of_loan`: a loan is meant, whatever it is called."""
    free, bound = UNSECURED.search(words), SECURED.search(words)
    if says_ratio(words):
        return None
    if free and MOVED.search(words):
        return None  # "has not touched the collateral", "need not post more of it": there is one
    denied = claim.negated and free is None  # "without putting up any collateral" is no denial of a loan
    if not (free or bound) or claim.modality == "predicted" or denied or NO_LONGER.search(_outside(words, free)):
        return None
    if CONVERTS.search(words) and not OTHER.search(words):
        pattern, secured = TOLD, False
    elif of_loan or (LOAN.search(words) and find_loan(claim, known)):
        pattern, secured = LOAN_SECURED, True
    else:
        return None
    told = next(find_sentences(known, pattern, until=said_on(claim), limit=1), None)
    if told is None:
        return None
    right = secured == (free is None)
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, told.quote)}: it is "
        f"{'secured by collateral' if secured else 'unsecured, without collateral'}.",
        told.quote,
    )
