"""The money of a change or total in a sentence: amount, average, and what it was for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.holdings._clauses import Mention

AVERAGE = re.compile(r"\baverage\b[^$;]{0,80}$", re.IGNORECASE)
PER_COIN = re.compile(
    r"\s*(?:per|for\s+each)\s+(?!cent\b|annum|year|quarter|month|day|share)\w+|\s+each\b", re.IGNORECASE
)
PAID = re.compile(
    r"\b(?:for|price|cost|costs|basis|proceeds|consideration|totall?ing|generat(?:ed|ing)|spent|spending|invested|investment)\b"
    r"[^$;]{0,60}$",
    re.IGNORECASE,
)
NOT_PAID = re.compile(
    r"\b(?:using|use[ds]?|includ\w+|market\s+(?:price|value)|fair\s+value|carrying\s+\w+|valued|worth|impairment\w*"
    r"|loss(?:es)?|gains?|reserve|value\s+of|secur\w+|notes?|loan|credit\s+facility|net\s+of|tax\w*)\b[^$;,]{0,50}$",
    re.IGNORECASE,
)
AHEAD = re.compile(  # "paid $33.9 million for 352 bitcoin"
    r"(?:paid|spent|put|invested|deployed)\s+(?:approximately\s+|about\s+|some\s+|an\s+aggregate\s+of\s+)?",
    re.IGNORECASE,
)
AGAINST = re.compile(  # "converted 50 bitcoin into $4.1 million", "let 50 bitcoin go, receiving $4.1 million"
    r"[\s,]*(?:into|receiving|raising|generating|netting|against|in\s+(?:return|exchange)\s+for)\s+(?:approximately\s+|about\s+)?",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*\((?:for\s+)?(?:approximately\s+|about\s+|~\s*)?", re.IGNORECASE)
FOR_IT = re.compile(
    r"\s+(?:\([^()]*\)\s+)?for\s+(?:(?:an?\s+)?(?:aggregate|total)\s+(?:of\s+)?)?(?:approximately\s+|about\s+)?",
    re.IGNORECASE,
)
COST = re.compile(r"\b(?:cost|basis)\b[^$;,]{0,40}$", re.IGNORECASE)
VALUED = re.compile(r"\b(?:market|carrying|fair|spot)\b[^,;]*$", re.IGNORECASE)
COSTING = re.compile(r"\b(?:cost|costs|basis|price|acquired|purchased|bought|paid|sold)\b", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:cost|purchase\s+price|proceeds|(?:market|fair)\s+value|carrying\s+(?:value|amount))\b", re.IGNORECASE
)
NAMED_PAID = re.compile(r"cost|purchase|proceeds", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|,?\s+and)\s+(?:approximately\s+|about\s+)?")
RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
# "The aggregate purchase price of these bitcoins was", "at a total cost of", "Net proceeds were"
LATER_PAID = re.compile(
    r"\b(?:(?:aggregate|total)\s+(?:purchase\s+price|cost|sale\s+price)|(?:original\s+)?cost\s+basis|proceeds)\b[^$;]{0,80}$",
    re.IGNORECASE,
)
OF_A_PERIOD = re.compile(
    r"\b(?:during|in)\s+the\s+(?:\w+\s+)?(?:period|quarter|week|month|year)\b"
    r"|\bthese\s+(?:purchases|acquisitions)\b|\bsales?\b",
    re.IGNORECASE,
)
OF_THE_HOLDING = re.compile(r"\b(?:holdings?|held|treasury|aggregate\s+bitcoin|all\s+of)\b", re.IGNORECASE)
LEFT_PROCEEDS = re.compile(
    r"(?:proceeds|cash|receiving)\s+(?:of\s+)?(?:approximately\s+|about\s+)?$", re.IGNORECASE
)
# "received $612.4 million in cash from sales of 9,502 bitcoins"
FROM_SALES = re.compile(
    r"(?:\s+(?:in|of)\s+(?:net\s+|cash\s+)*(?:cash|proceeds))?\s+(?:from|through|by)\s+(?:the\s+)?"
    r"(?:(?:sales?|dispositions?)\s+of|selling|parting\s+with|liquidating|moneti[sz]ing|off-?loading|disposing\s+of)"
    r"\s+(?:approximately\s+)?",
    re.IGNORECASE,
)
# "used $6.5 million of the net proceeds to acquire 86 bitcoin", "$6.5 million was used to acquire 86 bitcoin"
SPENT = re.compile(
    r"\b(?:used|utili[sz]ed|spent|deployed|applied|expended)\s+(?:(?:an?\s+)?(?:aggregate|total)\s+(?:of\s+)?"
    r"|approximately\s+|about\s+|roughly\s+)*$",
    re.IGNORECASE,
)
WAS_SPENT = re.compile(
    r"\s+(?:(?:of|from)\s+[^.;$]{3,60}?\s+)?(?:was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
# "used $48.3 million to pay for the capped calls and $402.6 million to acquire"
TO_BUY = re.compile(r"\s+(?:of\s+[^.;$]{3,40}?\s+)?to(?:wards?)?\s+(?:purchase|acquire|buy)\b", re.IGNORECASE)
# Other money as well, or other things for it: then the sum is not the price of the coins.
BESIDES = re.compile(
    r"\b(?:together|along|combined|coupled)\s+with\b|\bin\s+addition\b|\bas\s+well\s+as\b|\bplus\b|\band\b",
    re.IGNORECASE,
)
AND_OF = re.compile(
    r"(?:\s+(?:of|from|in)\s+(?:(?!\bto\b)[^.;$]){2,80}?)?\s*,?\s+and\s+(?:approximately\s+|about\s+)?"
)
BESIDE_IT = re.compile(
    r"\b(?:(?:together|along|combined|coupled)\s+with|in\s+addition\s+to|as\s+well\s+as|plus)\s+(?:approximately\s+|about\s+)?$",
    re.IGNORECASE,
)
AND_MORE = re.compile(r"\s*(?:,\s*)?(?:and|as\s+well\s+as|plus)\b(?![^.;]{0,40}\$)", re.IGNORECASE)
DONE_WITH = (
    r"(?:us(?:ed?|ing)|fund\w*|appl(?:y|ied)|satisf\w+|repay\w*|repaid|intends?|plans?|tax\w*|pay(?:ing)?|paid"
    r"|harvest\w*|support\w*|finance[ds]?|added|went)"
)
PURPOSE = re.compile(
    rf"\b(?:proceeds|transactions?|sales?|sold)\b.*\b{DONE_WITH}\b"
    r"|\b(?:us(?:ed?|ing)|fund\w*|plans?|intends?)\b.*\b(?:proceeds|(?:this|these)\s+(?:transactions?|sales?))\b"
    r"|\bpurpose\b",
    re.IGNORECASE | re.DOTALL,
)
OF_STOCK = re.compile(
    r"\b(?:proceeds|sales?)\s+(?:from|of|under)\s+(?:the\s+|its\s+|our\s+)?(?:[\w-]+\s+){0,3}?(?:shares|ATM|offerings?|stock|securities|notes)\b",
    re.IGNORECASE,
)
PURPOSE_TAIL = re.compile(
    r"\b(?:in\s+order\s+to|to\s+(?:fund|finance|pay|repay|satisfy|support|cover|generate|redeem|meet|harvest|repurchase"
    r"|retire|make|settle|increase|replenish|service|provide|strengthen|reduce)"
    r"|for\s+the\s+purpose\s+of)\b[^.;]*",
    re.IGNORECASE,
)


def find_money(
    sentence: str, verb: str, verb_at: int, mention: Mention, right_to: int
) -> tuple[Decimal | None, Decimal | None]:
    """(average price, amount) in dollars of a mention: what stands between its verb and the next mention.

    `verb` is the mention's: a cost basis is no proceeds of a sale, and "at $2,100 per ETH" values a holding.
    """
    average: Decimal | None = None
    amount: Decimal | None = None
    figures = [figure for figure in find_figures(sentence, 0, right_to) if figure.kind == "usd"]
    for figure in figures:
        if figure.start < verb_at:
            continue
        before = sentence[max(verb_at, figure.start - 110) : figure.start]
        if AVERAGE.search(before) or PER_COIN.match(sentence, figure.end):
            priced = verb != "held" or COSTING.search(sentence, verb_at, figure.start)
            if average is None and priced and not VALUED.search(before):
                average = figure.value
        elif amount is None and _is_beside(sentence, verb, mention, figure, before):
            amount = figure.value
        elif amount is None and (told := _find_paid_of_two(sentence, figures, figure)):
            amount = told
        elif (
            amount is None
            and _is_price(sentence, verb, verb_at, figure)
            and not NOT_PAID.search(_since(sentence, mention, figure, before))
        ):
            second = _find_second(sentence, figures, figure)
            alone = second is None or not RESPECTIVELY.search(sentence, second.end)
            amount = figure.value if alone and not (verb == "sold" and COST.search(before)) else None
    if amount is None and verb == "acquired":
        amount = _find_spent(sentence, figures, verb_at, mention)
    if amount is None and verb == "sold":  # "net proceeds of $48.0 million from the sale of 475 bitcoin"
        for figure in figures:
            close = figure.end <= mention.start < figure.end + 60
            if close and (
                LEFT_PROCEEDS.search(sentence[: figure.start])
                or FROM_SALES.fullmatch(sentence, figure.end, mention.start)
            ):
                amount = figure.value
    return average, amount


def _is_price(sentence: str, verb: str, verb_at: int, figure: Figure) -> bool:
    """Whether a sum is what coins cost or brought: "held 2,310 bitcoin, for total liquidity of" is none."""
    if not PAID.search(sentence[max(verb_at, figure.start - 110) : figure.start]):
        return False
    if TO_BUY.match(sentence, figure.end):
        return False  # "$3.2 million of USD Cash to buy": whether it is all that was spent, `_find_spent` tells
    return verb != "held" or COSTING.search(sentence, verb_at, figure.start) is not None


def _find_spent(sentence: str, figures: Sequence[Figure], verb_at: int, mention: Mention) -> Decimal | None:
    """The one sum that is said to have been used to buy the coins, and nothing else with it."""
    spent = [
        one
        for one in figures
        if one.end <= mention.start
        and (
            SPENT.search(sentence, 0, one.start)
            or TO_BUY.match(sentence, one.end)
            or WAS_SPENT.fullmatch(sentence, one.end, verb_at)
        )
    ]
    if any(BESIDE_IT.search(sentence, 0, one.start) for one in spent):
        return None  # "together with $1.0 million of the loan"
    spent = [one for one in spent if TO_BUY.match(sentence, one.end)] or spent
    if len(spent) != 1 or BESIDES.search(sentence, spent[0].end, mention.start):
        return None
    if any(AND_OF.fullmatch(sentence, one.end, spent[0].start) for one in figures if one.end <= spent[0].start):
        return None  # "used $50.0 million of these proceeds and $3.2 million of USD Cash to buy": neither is all
    return None if AND_MORE.match(sentence, mention.end) else spent[0].value


def _is_beside(sentence: str, verb: str, mention: Mention, figure: Figure, before: str) -> bool:
    """Whether nothing but a word for the exchange parts an amount from its coins; `before` is from the verb on."""
    if verb == "acquired" and figure.end < mention.start:
        return AHEAD.fullmatch(before) is not None
    if verb == "sold" and AGAINST.fullmatch(sentence, mention.end, figure.start):
        return True
    return verb != "held" and IN_BRACKETS.fullmatch(sentence, mention.end, figure.start) is not None


def _since(sentence: str, mention: Mention, figure: Figure, before: str) -> str:
    """The words that can say that an amount is no price: those between the coins and a price right behind them, as
    in "used the reserve to purchase 210 bitcoin for $20.1 million"; else all since the verb."""
    between = sentence[mention.end : figure.start]
    return between if figure.start > mention.end and FOR_IT.fullmatch(between) else before


def _find_second(sentence: str, figures: Sequence[Figure], first: Figure) -> Figure | None:
    """The figure that "and" joins to this one."""
    second = next((one for one in figures if one.start >= first.end), None)
    return second if second and AND.fullmatch(sentence, first.end, second.start) else None


def _find_paid_of_two(sentence: str, figures: Sequence[Figure], first: Figure) -> Decimal | None:
    """Of "the market value and cost basis were $A and $B, respectively" the one that was paid."""
    second = _find_second(sentence, figures, first)
    if second is None or not RESPECTIVELY.search(sentence, second.end, second.end + 200):
        return None
    named = NAMED.findall(sentence, max(0, first.start - 200), first.start)[-2:]
    paid = [NAMED_PAID.match(name) is not None for name in named]
    if len(paid) != 2 or sum(paid) != 1:
        return None  # which is which is not told
    return (first if paid[0] else second).value


def find_later_money(sentence: str, verb: str) -> tuple[Decimal | None, Decimal | None]:
    """(average price, amount) in a sentence of their own: "The average purchase price was $75,612 per bitcoin."

    Nothing when it speaks of something else: of what a period brought, when the holding is asked for.
    """
    if (OF_A_PERIOD if verb == "held" else OF_THE_HOLDING).search(sentence):
        return None, None
    average: Decimal | None = None
    amount: Decimal | None = None
    figures = [figure for figure in find_figures(sentence) if figure.kind == "usd"]
    for figure in figures:
        before = sentence[max(0, figure.start - 110) : figure.start]
        if AVERAGE.search(before) or PER_COIN.match(sentence, figure.end):
            if average is None and COSTING.search(before) and not VALUED.search(before):
                average = figure.value
        elif amount is None and LATER_PAID.search(before):
            told = _find_paid_of_two(sentence, figures, figure) or figure.value
            amount = None if verb == "sold" and COST.search(before) else told
    return average, amount


def find_listed_money(sentence: str, count: int) -> tuple[list[Decimal] | None, list[Decimal] | None]:
    """(averages, amounts) of so many counts: "for $31.0 million and $32.1 million, respectively"."""
    averages: list[Decimal] | None = None
    amounts: list[Decimal] | None = None
    figures = [figure for figure in find_figures(sentence) if figure.kind == "usd"]
    for number in range(len(figures) - count + 1 if count else 0):
        group = figures[number : number + count]
        if not all(AND.fullmatch(sentence, a.end, b.start) for a, b in pairwise(group)):
            continue
        before = sentence[max(0, group[0].start - 110) : group[0].start]
        values = [figure.value for figure in group]
        if AVERAGE.search(before):
            averages = averages or (None if VALUED.search(before) else values)
        elif PAID.search(before) and not NOT_PAID.search(before):
            amounts = amounts or values
    return averages, amounts


PAID_BY = re.compile(  # "The repurchases were funded by the sale of 33 bitcoin"
    r"(?:^|[.;]\s+)(?P<what>[A-Z][\w’'-]*(?:\s+[\w’'-]+){0,12}?\s+(?:was|were)\s+(?:\w+\s+){0,2}?"
    r"(?:funded|financed|paid(?:\s+for)?|met|covered|satisfied))\s+(?:\w+\s+)?(?:by|with|from|through|out\s+of)\s+"
    r"(?:the\s+)?(?:net\s+)?(?:proceeds\s+(?:of|from)\s+)?(?:the\s+|a\s+)?sales?\s+of\b"
)


def find_purpose(sentence: str, after: list[str]) -> str | None:
    """The filing's own words for what the money of a sale was for, from its sentence or the next ones."""
    if tail := PURPOSE_TAIL.search(sentence):
        return " ".join(tail.group().split())
    if paid := PAID_BY.search(sentence):
        return " ".join(paid["what"].split())
    for text in after:
        if PURPOSE.search(text) and len(text) < 900 and not OF_STOCK.search(text):
            return " ".join(text.split())
    return None
