"""What the shares come to on the market, against the coins that the issuer holds: mNAV, premium, market value.

    shares    those that the cover of the last 10-Q or 10-K states, and common stock sold at the market since
    price     the stored close of the day, or of the last trading day before it
    coins     the last disclosed holding, at the stored close

Which shares count (diluted or not) and whether debt is added differs from writer to writer, so only what agrees
within a tenth is supported, and only what is off by half is refuted. Where a figure is missing the claim is left
to `fallback.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from monitor.judges._days import say_day
from monitor.judges.knowledge import Knowledge
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import confirm_or_refute
from monitor.judges.verdicts._disclosed import latest_total
from monitor.judges.verdicts._figures import say_amount, say_figure
from monitor.judges.verdicts._time import period, said_on
from monitor.records import Claim, ClaimFigure, ClaimType, Quote

CLAIM_TYPES: tuple[ClaimType, ...] = ("mnav_or_valuation",)
COVER = re.compile(
    r"As\s+of\s+(?P<day>[A-Z][a-z]+\s+\d{1,2},\s+\d{4}),\s+(?:the\s+registrant\s+had|there\s+were)\s+"
    r"(?P<first>[\d,]{7,})(?:\s+and\s+(?P<second>[\d,]{5,}))?\s+shares\s+of\b[^.]{0,200}?outstanding"
)
COVER_LENGTH = 20_000  # characters of a report in which its cover ends
PREFERRED = re.compile(r"preferred|\bSTR[CDFK]\b|notes?\b", re.IGNORECASE)
OTHER_VALUE = re.compile(r"\benterprise\b|\bEV\b|\bdiluted\b", re.IGNORECASE)
AGREES, OFF = Decimal("0.1"), Decimal("0.5")
FRESH = timedelta(days=130)  # a quarter and the time to report it
SLACK = timedelta(days=4)  # a long weekend without a close


@dataclass(frozen=True, slots=True)
class _Shares:
    count: Decimal
    counted_on: date
    quote: Quote


def judge(claim: Claim, known: Knowledge) -> Finding | None:
    """None when it is no such figure, or the store lacks shares, closes or a holding of the day."""
    day = (period(claim) or (said_on(claim),))[-1]
    figure = next((one for one in claim.figures if one.role in ("other", "percent", "usd_value")), None)
    shares, total = _find_shares(known, day), latest_total(known, day)
    price, coin = (_find_close(known, asset, day) for asset in (known.record.issuer.ticker, known.asset))
    if figure is None or shares is None or total is None or price is None or coin is None:
        return None
    if OTHER_VALUE.search(claim.source.quote) or claim.qualifiers:
        return None
    value, worth = shares.count * price, total.units * coin
    actual, said = _measure(claim, figure, value, worth)
    if actual is None or said is None or actual <= 0:
        return None
    words = (
        f"About {shares.count:,.0f} shares (stated for {say_day(shares.counted_on)}, with later ATM sales) at "
        f"{say_amount(price, 'USD')} come to {say_amount(value, 'USD')}, and {total.units:,f} {known.asset} at "
        f"{say_amount(coin, 'USD')} to {say_amount(worth, 'USD')}: {value / worth:.2f} times; "
        f"{say_figure(figure)} is claimed."
    )
    agrees = _agrees(figure, actual, said)
    if agrees is None:
        return Finding(label="not_enough_evidence", reason="outside_filings", rationale=words)
    right = agrees != claim.negated
    return confirm_or_refute(known, right, words, shares.quote)


def _measure(
    claim: Claim, figure: ClaimFigure, value: Decimal, worth: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """What the store says and what the claim says of the same thing: dollars, or times the coins."""
    if figure.role == "usd_value" and claim.action == "value":
        return value, figure.value
    if figure.role == "percent" and claim.action in ("premium", "discount"):
        sign = 1 if claim.action == "premium" else -1
        return value / worth, 1 + sign * figure.value / 100
    if figure.role == "other" and figure.unit in ("number", "times"):
        return value / worth, figure.value
    return None, None


def _agrees(figure: ClaimFigure, actual: Decimal, said: Decimal) -> bool | None:
    """None where what writers count differently decides."""
    if figure.comparator in ("less_than", "at_most", "up_to"):
        return True if actual < said * (1 - AGREES) else False if actual > said * (1 + OFF) else None
    if figure.comparator in ("more_than", "at_least"):
        return True if actual > said * (1 + AGREES) else False if actual < said * (1 - OFF) else None
    apart = abs(said - actual) / actual
    return True if apart <= AGREES else False if apart > OFF else None


def _find_shares(known: Knowledge, day: date) -> _Shares | None:
    """The shares of all classes of common stock, by the newest cover that states them, a quarter old at most."""
    filings = known.record.filings
    found: list[_Shares] = []
    for document_id, document in known.record.documents.items():
        if not filings[document_id].form.startswith(("10-Q", "10-K")):
            continue
        if match := COVER.search(document.text, 0, COVER_LENGTH):
            counted_on = datetime.strptime(" ".join(match["day"].split()), "%B %d, %Y").date()  # noqa: DTZ007
            count = sum(Decimal(match[name].replace(",", "")) for name in ("first", "second") if match[name])
            found.append(_Shares(Decimal(count), counted_on, document.quote(*match.span())))
    fresh = [one for one in found if day - FRESH <= one.counted_on <= day]
    if not fresh:
        return None
    cover = max(fresh, key=lambda one: one.counted_on)
    return _Shares(cover.count + _sold_since(known, cover.counted_on, day), cover.counted_on, cover.quote)


def _sold_since(known: Knowledge, first: date, last: date) -> Decimal:
    """Shares of common stock sold through ATM programs in periods after the day, each period once."""
    sold: dict[tuple[date, date], Decimal] = {}
    for one in known.record.issuances:
        span = (one.period_start_on, one.period_end_on)
        if one.kind != "atm" or one.shares is None or span[0] is None or span[1] is None:
            continue
        if not PREFERRED.search(one.security) and first < span[0] and span[1] <= last:
            sold[span[0], span[1]] = one.shares
    return sum(sold.values(), Decimal(0))


def _find_close(known: Knowledge, asset: str, day: date) -> Decimal | None:
    closes = [one for one in known.record.prices if one.asset == asset and day - SLACK <= one.day_on <= day]
    return max(closes, key=lambda one: one.day_on).close_usd if closes else None
