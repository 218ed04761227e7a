"""What the coins would come to at a supposed price: "were bitcoin at $60,000, its 713,502 coins would lie $11
billion under water". No forecast: the coins and their cost are disclosed, and the rest is a sum.

Named so that it is asked before the kinds that would take the supposed price for one that was paid.
"""

from __future__ import annotations

import re
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges._precision import half_digit, say_units
from monitor.judges._totals import DayTotal
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute, say_filed
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import LOOSE, say_amount
from monitor.judges.verdicts._time import is_late, said_on
from monitor.records import Claim, ClaimType

CLAIM_TYPES: tuple[ClaimType, ...] = (
    "holdings_total",
    "avg_cost",
    "purchase",
    "price_prediction",
    "mnav_or_valuation",
    "other",
)
PRICE = r"\$(?P<price>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?k|\d{4,6})(?!\d|,\d|\s?(?:million|billion|bn|m\b))"
SUPPOSED = re.compile(
    rf"\b(?:at(?! an average)|if|were|with|should|assuming|supposing|(?:a"
    rf"|any) price of)\b[^.;$]{{0,50}}{PRICE}(?=.*\bwould\b)"
    rf"|\bwould\b[^.;$]{{0,80}}\b(?:at|if|with|were)\b[^.;$]{{0,50}}{PRICE.replace('price', 'price2')}",
    re.IGNORECASE | re.DOTALL,
)
SUM = re.compile(r"\$(?P<number>\d+(?:\.\d+)?)\s?(?P<scale>billion|million|bn|m)\b", re.IGNORECASE)
COINS = re.compile(r"(?P<coins>\d{1,3}(?:,\d{3})+)(?:[\s-](?:bitcoins?|BTC|coins?)\b)", re.IGNORECASE)
LOSS = re.compile(r"\b(?:loss(?:es)?|under ?water|in the red|below (?:its |the )?cost|deficit)\b", re.IGNORECASE)
GAIN = re.compile(
    r"\b(?:gains?|profits?|profitable|in the black|above (?:its |the )?cost|in the money)\b", re.IGNORECASE
)
WORTH = re.compile(r"\b(?:worth|valued?)\b", re.IGNORECASE)
LOOSELY = re.compile(r"\b(?:about|around|roughly|some|nearly|almost|over|more than|close to)\s*$", re.IGNORECASE)
NOT = re.compile(r"\b(?:no|not|without|never)\b|n[’']t\b", re.IGNORECASE)


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when no price is supposed, when nothing is reckoned from it, or when other coins are spoken of."""
    words = claim.source.quote
    supposed = SUPPOSED.search(words)
    total = latest_total(known, said_on(claim))
    if supposed is None or total is None or total.cost_usd is None or is_late(known, said_on(claim)):
        return None
    coins = COINS.search(words)
    if coins is not None and Decimal(coins["coins"].replace(",", "")) != total.units:
        return None
    price = _read_price(supposed["price"] or supposed["price2"])
    worth = price * total.units
    loss, gain = LOSS.search(words) is not None, GAIN.search(words) is not None
    if loss == gain and not WORTH.search(words):
        return None
    if NOT.search(words) and (loss or gain):
        loss, gain = gain, loss
    claimed = SUM.search(words)
    over = worth - total.cost_usd
    if claimed is None:
        return _tell(known, total, price, right=(over < 0) == loss) if loss != gain else None
    value = Decimal(claimed["number"]).scaleb(9 if claimed["scale"].lower().startswith("b") else 6)
    actual = worth if loss == gain else -over if loss else over
    loosely = LOOSELY.search(words[: claimed.start()]) is not None
    # The cost is printed in tens of millions, and what is reckoned with it no finer.
    slack = max(half_digit(value), half_digit(total.cost_usd), LOOSE * value if loosely else Decimal(0))
    return _tell(known, total, price, right=abs(actual - value) <= slack)


def _read_price(words: str) -> Decimal:
    return Decimal(words[:-1]) * 1000 if words.lower().endswith("k") else Decimal(words.replace(",", ""))


def _tell(known: Knowledge, total: DayTotal, price: Decimal, *, right: bool) -> Finding:
    cost = total.cost_usd or Decimal(0)
    worth = price * total.units
    over = worth - cost
    return confirm_or_refute(
        known,
        right,
        f"{say_filed(known, total.total.source)}: {say_units(total.units)} {total.total.asset} held on "
        f"{say_day(total.as_of_on)} cost {say_amount(cost, 'USD')}. "
        f"At {say_amount(price, 'USD')} they come to "
        f"{say_amount(worth, 'USD')}: {say_amount(abs(over), 'USD')} {'more' if over > 0 else 'less'}.",
        total.total,
    )
