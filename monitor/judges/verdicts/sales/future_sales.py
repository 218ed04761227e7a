"""Sales that are said to come: planned, forced, possible, or ruled out (contract, Verdicts, 4 and 7).

"the filing says it plans to sell"                 refuted, `misread_filing`, when the filings only warn of it
"the filing warns that it may have to sell"        supported by that very sentence
"routine risk disclosure, no plan"                 supported likewise
"could be forced to sell its 500,000 coins"        open, `prediction`, unless what it starts from is false
"""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.judges._days import say_day
from monitor.judges._precision import say_units
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite, cite_quotes
from monitor.judges.verdicts._disclosed import latest_total, trades_of
from monitor.judges.verdicts._figures import find_figures, is_right, say_figure
from monitor.judges.verdicts._foretold import judge_foretold
from monitor.judges.verdicts._saying import say_filed_trade
from monitor.judges.verdicts._sentences import find_sentences
from monitor.judges.verdicts._time import said_on
from monitor.judges.verdicts._words import FILED
from monitor.judges.verdicts.sales import sales
from monitor.judges.verdicts.sales._plans import (
    find_at_a_loss,
    find_no_need,
    find_plan,
    is_read_from_filing,
    say_match,
    say_silent,
    says_plan,
    shorten,
    weigh_denial,
    weigh_plan,
    weigh_routine,
)
from monitor.judges.verdicts.sales._selling_words import (
    BEGUN,
    HEDGED,
    NEVER_SOLD,
    ROUTINE,
    SAYS_NO_NEED,
    SAYS_WARNING,
    WARNING,
)
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "btc_sale_future_or_forced",
    "btc_sale_past",
    "btc_sale_hidden_or_rumoured",
    "other",
)


SAYS_MAY = re.compile(  # the company's own warning
    r"\b(?:says?|said|warn(?:s|ed)?|caution(?:s|ed)?|flag(?:s|ged)|conced\w+|acknowledg\w+|admit\w*)\b(?: that)?\s"
    r"(?:it|the company|(?:Micro)?Strategy)\s(?:may|might|could)\b",
    re.IGNORECASE,
)
NEVER_AGAIN = re.compile(
    r"\b(?:never|not ever|at no time|under no circumstances|no matter what|not a single|not one|until hell"
    r"|forever)\b"
    r"|\b(?:will|would|[’']ll)\s(?:not|never)\s(?:\w+\s)?(?:part with|give up|let go)\b",
    re.IGNORECASE,
)
AT_A_LOSS = re.compile(
    r"\b(?:for|at) (?:(?:far|well|much) )?less than (?:it|what|the company|\w*Strategy) (?:had |has "
    r"|was )?(?:paid|cost)"
    r"|\b(?:below|under) (?:(?:its|their|the|what) )?(?:\w+ )?(?:cost|purchase price|it paid)|\bat a loss\b",
    re.IGNORECASE,
)
# The filing or the company warns; what an analyst or a bank warns of is a forecast
WARNS = re.compile(
    r"\b(?:it|company|firm|Strategy|issuer|filings?|8-K|10-[KQ]|prospectus|report|statement|disclosures?|documents?|management)"
    r"(?:[’']s)?\s(?:\w+\s){0,3}?(?:warn|caution)\w*|\brisk (?:factors?|disclosures?|section|language)\b"
    r"|\broutine\b",
    re.IGNORECASE,
)
TELLS = re.compile(
    r"\b(?:tells?|told|warns?|warned|cautions?|cautioned) (?:its )?(?:investors|shareholders|holders|the SEC)\b",
    re.IGNORECASE,
)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when the store has no filing of the issuer."""
    if not known.record.documents:
        return None
    words = claim.source.quote
    day = said_on(claim)
    if claim.claim_type != "btc_sale_future_or_forced" and not (
        ROUTINE.search(words) or is_read_from_filing(words) or (FILED.search(words) and HEDGED.search(words))
    ):
        return None
    plan, warning = find_plan(known, day), next(find_sentences(known, WARNING, until=day, limit=1), None)
    if ROUTINE.search(words) and warning is not None:
        return weigh_routine(known, plan, warning)
    read = any(one.search(words) for one in (FILED, TELLS, SAYS_MAY)) or WARNS.search(words) is not None
    if read and says_plan(words) and not claim.negated:
        return weigh_plan(known, plan, warning)
    if read and SAYS_WARNING.search(words) and not claim.negated:
        if warning is not None:
            at_a_loss = find_at_a_loss(known, day) if AT_A_LOSS.search(words) else None
            warning = at_a_loss or warning
            also = " It names prices below the average cost." if at_a_loss else ""
            return Finding(
                label="supported",
                reason="matches_disclosure",
                rationale=f"{say_match(warning)} says so as a risk, not as a plan: “{shorten(warning)}”.{also}",
                evidence=cite_quotes(known, "supports", warning.quote),
            )
        return say_silent("No filing in the store warns of it.")
    if claim.claim_type != "btc_sale_future_or_forced":
        return None
    if BEGUN.search(words):
        return sales.judge(replace(claim, claim_type="btc_sale_past"), known)
    if claim.negated and NEVER_SOLD.search(words):
        past = sales.judge(replace(claim, claim_type="btc_sale_past"), known)
        return past if past is not None and past.label == "refuted" else weigh_denial(known, plan)
    if claim.negated:
        need = find_no_need(known, day) if read and SAYS_NO_NEED.search(words) else None
        return _find_broken(claim, known) or need or weigh_denial(known, plan)
    base = _judge_base(claim, known) or judge_foretold(claim, known, "sold")
    if base is not None:
        return base
    told = f" {say_match(warning)} names it as a risk, which is no sale and no plan." if warning else ""
    total = latest_total(known, said_on(claim))
    held = (
        f" {say_units(total.units)} {total.total.asset} were held on {say_day(total.as_of_on)}." if total else ""
    )
    return Finding(
        label="not_enough_evidence",
        reason="prediction",
        rationale=f"What may come stands in no filing.{told}{held}",
        evidence=(cite_quotes(known, "context", warning.quote) if warning else ())
        + cite(known, "context", total.total if total else None),
        firmness="default",
        idle=True,
    )


def _find_broken(claim: Claim, known: Knowledge) -> Finding | None:
    """ "Will never sell": said before a sale that has been disclosed since."""
    later = [one for one in trades_of(known, "sold") if one.span[0] > said_on(claim)]
    if not later or not NEVER_AGAIN.search(claim.source.quote):
        return None
    sold = later[0]
    return Finding(
        label="refuted",
        reason="contradicts_disclosure",
        rationale=f"{say_filed_trade(known, sold)}.",
        evidence=cite(known, "refutes", sold.change),
        firmness="exact",
    )


def _judge_base(claim: Claim, known: Knowledge) -> Finding | None:
    """The holding that a forecast starts from, when it is false (contract, 7): all of more coins than are held."""
    total = latest_total(known, said_on(claim))
    for figure in find_figures(claim.figures, "units"):
        if total is None or is_right(figure, total.units):
            continue
        whole = re.search(
            r"\b(?:its|entire|all|whole|stash|hoard|holdings|of nearly|of its)\b",
            claim.source.quote,
            re.IGNORECASE,
        )
        if (
            figure.value > total.units * 102 / 100
            and whole
            and figure.comparator not in ("less_than", "at_most", "up_to")
        ):
            return Finding(
                label="refuted",
                reason="false_presupposition",
                rationale=(
                    f"{say_units(total.units)} {total.total.asset} were held on {say_day(total.as_of_on)}: "
                    f"{say_figure(figure)} cannot be sold."
                ),
                evidence=cite(known, "refutes", total.total),
            )
    return None
