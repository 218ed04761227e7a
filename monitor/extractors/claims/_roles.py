"""What each figure of a proposition is: coins, dollars in all, dollars each, a market value, a share."""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.extractors.claims._comparing import Amount
from monitor.extractors.claims._scene import Draft, Scene
from monitor.records import ClaimFigure, FigureRole

EACH_BEFORE = re.compile(
    r"\b(?:averag\w+|avg|blended|apiece|cost basis|break-?even\w*|entry (?:price|cost)|purchase price"
    r"|net price|price)\b[^;$]{0,35}$",
    re.IGNORECASE,
)
EACH_AFTER = re.compile(
    r"\s?(?:,\s)?(?:per|a|each|apiece|for each|for every)(?:\s(?:of its\s)?(?:coin|bitcoin|BTC"
    r"|token|share)s?\b|(?=\W*$)|(?<=each)|(?<=apiece))",
    re.IGNORECASE,
)
VALUE_BEFORE = re.compile(
    r"\b(?:worth|valued at|value of|market value|worth of|at current prices|are now worth)\b[^;$]{0,25}$",
    re.IGNORECASE,
)
VALUE_AFTER = re.compile(
    r"\s(?:worth of|stash|hoard|trove|stack|bitcoin (?:stash|hoard|holdings|position|treasury))\b"
)
FROM = re.compile(r"\bfrom(?:\s(?:about|around|roughly|some|nearly|just|over))*\s*$", re.IGNORECASE)
TO = re.compile(r"\bto(?:\s(?:about|around|roughly|some|nearly|just|over))*\s*$", re.IGNORECASE)
OF_ITS = re.compile(  # "32 of its more than 843,000"
    r"\bof (?:its|their|the)(?: (?:more than|over|nearly|about|some|roughly|total|around|almost)){0,2}\s*$",
    re.IGNORECASE,
)
ARROW = re.compile(r"\s?(?:→|-+>|=>|»)")
AT = re.compile(
    r"(?:\bat|@)(?:\s(?:about|around|roughly|some|nearly|just|over|under|an?|net))*\s*$", re.IGNORECASE
)
PRICE_CEILING = Decimal(1_000_000)  # dollars: above it, "at $..." is no price of one coin
PAID = re.compile(
    r"\b(?:for|worth|of|spen[dt]\w*|fetch\w*|proceeds|paid|with|rais\w+|in)\b[^;$]{0,20}$|^\W*$", re.IGNORECASE
)
LEVEL = re.compile(
    r"\b(?:below|under|above|beneath|past|stays|falls?|fell|drop\w*|slid\w*|dips?|dipped|hits?"
    r"|breaks?|trades?)\b[^;$]{0,30}$",
    re.IGNORECASE,
)
MAIN: dict[str, tuple[FigureRole, ...]] = {
    "holdings_total": ("units", "usd_value", "usd_total", "percent"),
    "purchase": ("units", "usd_total", "count", "percent"),
    "btc_sale_past": ("units", "usd_total", "usd_value", "percent", "units_after", "count"),
    "btc_sale_hidden_or_rumoured": ("units", "usd_total", "usd_value", "percent", "units_after", "count"),
    "btc_sale_future_or_forced": ("units", "usd_total", "usd_value", "percent"),
    "avg_cost": ("usd_each",),
    "debt_total": ("usd_total",),
    "interest_or_dividend_payment": ("usd_total", "percent", "usd_each"),
    "default_or_insolvency": ("usd_total", "usd_each"),
    "reserve": ("usd_total", "count"),
    "insider_sale": ("shares", "usd_total", "usd_value"),
    "etf_outflow": ("usd_total", "units"),
    "price_prediction": ("usd_each",),
    "mnav_or_valuation": ("other", "percent", "usd_value", "usd_total"),
}
PRICE_TYPES = ("price_prediction", "avg_cost")


def figures_of(scene: Scene, draft: Draft, claim_type: str) -> tuple[ClaimFigure, ...]:
    """The figures of a draft with their roles, in the order of the text."""
    found: list[ClaimFigure] = []
    for amount in _told(draft, claim_type):
        role = _role(scene, draft, claim_type, amount, found)
        if role is not None:
            unit = "bitcoin" if role.startswith("units") else amount.unit
            found.append(
                ClaimFigure(
                    value=amount.value,
                    unit=unit,
                    role=role,
                    comparator=amount.comparator,
                    start=amount.start,
                    end=amount.end,
                )
            )
    return tuple(found)


def _told(draft: Draft, claim_type: str) -> list[Amount]:
    """A price that moves has one level (or one range): the nearest after its words, else before them."""
    if claim_type == "etf_outflow" and any(amount.start >= draft.end for amount in draft.amounts):
        return [amount for amount in draft.amounts if amount.start >= draft.start - 30]
    if claim_type != "price_prediction":
        return sorted(draft.amounts, key=lambda amount: amount.start)
    money = [amount for amount in draft.amounts if amount.unit == "USD"]
    after = [amount for amount in money if amount.start >= draft.end]
    chosen = (after or money)[: 2 if len(money) > 1 and money[0].comparator == "at_least" else 1]
    return chosen if after else money[-1:]


def is_each(scene: Scene, amount: Amount) -> bool:
    """Whether an amount of money is the price of one coin: "at an average of $66,357", "$73,983 a coin"."""
    if amount.value >= PRICE_CEILING:
        return False
    return bool(
        EACH_BEFORE.search(scene.before(amount.start, 45)) or EACH_AFTER.match(scene.after(amount.end, 25))
    )


def main_figure(claim_type: str, figures: tuple[ClaimFigure, ...]) -> ClaimFigure | None:
    """The first figure of the claim's own measure: coins for a purchase, dollars for a debt."""
    for role in MAIN.get(claim_type, ()):
        for figure in figures:
            if figure.role == role:
                return figure
    return figures[0] if figures and claim_type == "other" else None


def _role(
    scene: Scene, draft: Draft, claim_type: str, amount: Amount, found: list[ClaimFigure]
) -> FigureRole | None:
    before, after = scene.text[max(draft.left, amount.start - 45) : amount.start], scene.after(amount.end, 25)
    trade = claim_type in ("purchase", "holdings_total") or claim_type.startswith("btc_sale")
    if amount.unit == "bitcoin" or (amount.unit == "number" and trade and amount.value >= 2):
        sold_part = claim_type.startswith("btc_sale") and any(figure.role == "units" for figure in found)
        return "units_before" if sold_part and OF_ITS.search(before) else _units_role(before, after)
    if amount.unit == "shares":
        return "shares"
    if amount.unit == "percent":
        return "percent"
    if amount.unit in ("weeks", "months", "days", "years", "quarters", "times"):
        if claim_type == "mnav_or_valuation":
            return "other"
        counted = claim_type == "reserve" or (trade and amount.unit in ("weeks", "times"))
        return "count" if counted else None
    if amount.unit == "number":
        return "other" if claim_type == "mnav_or_valuation" else None
    if amount.unit == "things":
        return None
    return _money_role(claim_type, amount, before, after, found)


def _units_role(before: str, after: str) -> FigureRole:
    if FROM.search(before) or ARROW.match(after):
        return "units_before"
    if TO.search(before) and re.search(
        r"\bfrom\b|\b(?:cut|trimm\w+|reduc\w+|fell|fall\w*|down|shr[au]nk\w*|dropp\w+|declin\w+|dwindl\w+|slid|sank|dipp\w+|slipp\w+|eased|pared|slashed)\b",
        before,
        re.IGNORECASE,
    ):
        return "units_after"
    return "units"


def _money_role(claim_type: str, amount: Amount, before: str, after: str, found: list[ClaimFigure]) -> FigureRole:
    small = amount.value < PRICE_CEILING
    if claim_type in PRICE_TYPES:
        return "usd_each"
    if VALUE_BEFORE.search(before) or (claim_type == "holdings_total" and VALUE_AFTER.match(after)):
        return "usd_value"
    trade = claim_type == "purchase" or claim_type.startswith("btc_sale") or claim_type == "insider_sale"
    if small and (EACH_BEFORE.search(before) or EACH_AFTER.match(after)):
        return "usd_each"
    if trade and small and (AT.search(before) or LEVEL.search(before)):
        return "usd_each"
    if trade and small and claim_type != "insider_sale" and not PAID.search(before):
        return "other"
    if claim_type == "default_or_insolvency" and small:
        return "usd_each"
    if claim_type == "other" and small and not re.search(r"loss|lost|profit|revenue|earn", before, re.IGNORECASE):
        return "usd_each"
    if claim_type == "mnav_or_valuation":
        return "usd_value"
    if (
        claim_type == "holdings_total"
        and not any(figure.role == "units" for figure in found)
        and not re.search(r"\b(?:for|cost|paid|outlay|spent|spend|invested|price tag)\b", before)
    ):
        return "usd_value"
    return "usd_total"
