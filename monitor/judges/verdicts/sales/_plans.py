"""What filings say of sales to come: a plan, a warning, or that none is needed."""

from __future__ import annotations

import re
from datetime import date

from monitor.judges._days import new_york_day, say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import cite_quotes
from monitor.judges.verdicts._sentences import Sentence, find_sentences
from monitor.judges.verdicts._words import FILED
from monitor.judges.verdicts.sales._selling_words import (
    BUYING,
    HEDGED,
    NO_NEED,
    NO_PLAN,
    NOT_A_PLAN,
    PLAN,
    SAYS_PLAN,
    WARNING,
)

BELOW_COST = re.compile(
    r"\bbelow\s+(?:our|its|their|the)\s+(?:\w+\s+)?(?:cost|purchase)|\bat\s+a\s+loss\b", re.IGNORECASE
)


def find_at_a_loss(known: Knowledge, day: date) -> Sentence | None:
    """The newest warning of a sale for less than was paid."""
    warnings = find_sentences(known, WARNING, until=day, limit=12)
    return next((one for one in warnings if BELOW_COST.search(one.words)), None)


def is_read_from_filing(words: str) -> bool:
    """Whether a filing is said to tell of a plan to sell coins."""
    return bool(
        FILED.search(words)
        and says_plan(words)
        and re.search(r"\b(?:bitcoins?|BTC|coins?)\b", words, re.IGNORECASE)
    )


def says_plan(words: str) -> bool:
    """Whether the words have it as decided: "plans to", "has to"; not "may be required to"."""
    return SAYS_PLAN.search(HEDGED.sub("", words)) is not None


def find_plan(known: Knowledge, day: date) -> Sentence | None:
    """The newest sentence that states a plan or an authority to sell, not a possibility."""
    for sentence in find_sentences(known, PLAN, until=day, limit=40):
        if not NOT_A_PLAN.search(sentence.words[: sentence.match.end()]):
            return sentence
    return None


def weigh_plan(known: Knowledge, plan: Sentence | None, warning: Sentence | None) -> Finding:
    """A plan that is read out of the filings: stated, only warned of, or in none of them."""
    if plan is not None:
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{say_match(plan)} states it: “{shorten(plan)}”.",
            evidence=cite_quotes(known, "supports", plan.quote),
        )
    buying = next(find_sentences(known, BUYING, limit=1), None)
    if warning is None:
        return say_silent("No filing in the store states such a plan.")
    also = (
        f" The filing of {say_day(new_york_day(buying.filing.accepted_at))} says that it intends to buy more."
        if buying
        else ""
    )
    return Finding(
        label="refuted",
        reason="misread_filing",
        rationale=(
            f"{say_match(warning)} names a sale as a risk (“{shorten(warning)}”); no filing known by then states "
            f"a plan to sell.{also}"
        ),
        evidence=cite_quotes(known, "refutes", warning.quote, *([buying.quote] if buying else [])),
        firmness="exact",
    )


def weigh_routine(known: Knowledge, plan: Sentence | None, warning: Sentence) -> Finding:
    """That it is routine language and no plan: wrong where a filing states one."""
    if plan is not None:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_match(plan)} states more than a risk: “{shorten(plan)}”.",
            evidence=cite_quotes(known, "refutes", plan.quote),
        )
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_match(warning)} has it among the risks, and no filing states a plan to sell.",
        evidence=cite_quotes(known, "supports", warning.quote),
    )


def find_no_need(known: Knowledge, day: date) -> Finding | None:
    """ "does not expect to need to sell": what a filing says of its needs, which is less than a plan."""
    need = next(find_sentences(known, NO_NEED, until=day, limit=1), None)
    if need is None:
        return None
    return Finding(
        label="supported",
        reason="matches_disclosure",
        rationale=f"{say_match(need)}: “{shorten(need)}”.",
        evidence=cite_quotes(known, "supports", need.quote),
    )


def weigh_denial(known: Knowledge, plan: Sentence | None) -> Finding:
    """ "does not plan to sell", "will never sell"."""
    if plan is not None:
        return Finding(
            label="refuted",
            reason="contradicts_disclosure",
            rationale=f"{say_match(plan)}: “{shorten(plan)}”.",
            evidence=cite_quotes(known, "refutes", plan.quote),
        )
    denial = next(find_sentences(known, NO_PLAN, limit=1), None)
    if denial is not None:
        return Finding(
            label="supported",
            reason="matches_disclosure",
            rationale=f"{say_match(denial)}: “{shorten(denial)}”.",
            evidence=cite_quotes(known, "supports", denial.quote),
        )
    return say_silent("No filing in the store states a plan to sell, and none rules it out; what will be is open.")


def say_silent(words: str) -> Finding:
    """Nothing that a filing could confirm or contradict."""
    return Finding(
        label="not_enough_evidence", reason="no_disclosure", rationale=words, firmness="default", idle=True
    )


def say_match(sentence: Sentence) -> str:
    """Which filing the sentence stands in."""
    return f"The {sentence.filing.form} filed on {say_day(new_york_day(sentence.filing.accepted_at))}"


def shorten(sentence: Sentence) -> str:
    """The words around the match, on a line."""
    start, end = sentence.match.span()
    words = sentence.words[max(0, start - 60) : end + 60]
    return re.sub(r"\s+", " ", words).strip()
