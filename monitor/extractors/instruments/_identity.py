"""Which instrument words speak of: one id for every name that filings give it.

    "0.625% Convertible Senior Notes due 2030"       1050446:convertible_note:0.625-2030
    "6.125% senior secured notes due 2028"           1050446:senior_note:6.125-2028
    "2028 Secured Notes", not said at what coupon    1050446:senior_note:2028
    "2030A Convertible Notes", likewise              1050446:convertible_note:2030A
    "8.00% Series A Perpetual Strike Preferred"      1050446:preferred:STRK
    "2025 Secured Term Loan"                         1050446:loan:2025

A note is its coupon and its year: the issuer may call it "2030" first and "2030A" once a second one is due in
that year (0001193125-24-064321 and 0000950170-25-073989), and brings no two with both alike. Without a coupon the
id is partial, and `monitor.judges` completes it when one instrument fits.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache

from monitor.records import InstrumentKind
from monitor.settings import packaged

RATE = re.compile(r"(?<![\d.,$])(\d{1,2}(?:\.\d{1,4})?)\s?%|\bzero[\s-]coupon\b", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d.,$-])(20[1-9]\d)(?!\d|,\d|\.\d)")
SERIES_LETTER = re.compile(r"(?<![\d.,$-])(20[1-9]\d)(?:[\s-]?([A-Z])\b|\s+Series\s+([A-Z])\b)")
TICKER = re.compile(r"[A-Z]{3,5}(?:[-.]?P?[A-Z])?")
SERIES = re.compile(r"\bseries\s+(?!of\b|or\b|in\b|is\b|as\b)([a-z]{1,2}|[ivx]+)(?:-?(\d{1,2}))?\b", re.IGNORECASE)


def identify_instrument(issuer_cik: int, kind: InstrumentKind, words: str) -> str:
    """The id of the instrument that `words` name: its full name, a short one, a ticker."""
    return f"{issuer_cik}:{kind}:{_key(issuer_cik, kind, words)}"


def is_complete(instrument_id: str) -> bool:
    """Whether an id tells its instrument from every other: a note's needs its coupon."""
    _, kind, key = instrument_id.split(":", 2)
    return kind not in ("convertible_note", "senior_note") or re.fullmatch(r"[\d.]+-20\d\d", key) is not None


def read_rate(words: str) -> Decimal | None:
    """Percent a year, as printed: "0.750%" is ``Decimal("0.750")``, "zero coupon" 0."""
    rate = RATE.search(words)
    return None if rate is None else Decimal(rate[1] or 0)


def _key(issuer_cik: int, kind: InstrumentKind, words: str) -> str:
    if kind == "preferred":
        return _preferred_key(issuer_cik, words)
    years = YEAR.findall(SERIES_LETTER.sub(r"\1 ", words))
    if kind == "loan":
        return years[-1] if years else slug(words)
    rate = read_rate(words)
    if not years:
        return slug(words)
    if rate is not None:
        return f"{plain_rate(rate)}-{years[-1]}"
    letter = SERIES_LETTER.search(words)
    return f"{years[-1]}{(letter[2] or letter[3]) if letter else ''}"


def _preferred_key(issuer_cik: int, words: str) -> str:
    if TICKER.fullmatch(first := (words.split(maxsplit=1) or [""])[0]):
        return first.replace("-", "").replace(".", "")
    own = [
        word for word in re.findall(r"[a-z][a-z'’-]+", SERIES.sub(" ", words).lower()) if word not in plain_title()
    ]
    tickers = load_tickers(issuer_cik)
    for word in own:
        if word in tickers:
            return tickers[word]
    if own:
        return "-".join(own)
    series = SERIES.search(words)
    return "series-" + "".join(filter(None, series.groups())).lower() if series else slug(words)


def is_named(title: str) -> bool:
    """Whether a preferred's title tells it from others: "our perpetual preferred stock" does not."""
    return bool(SERIES.search(title) or _own_words(title))


def _own_words(title: str) -> list[str]:
    words = re.findall(r"[a-z][a-z'’-]+", SERIES.sub(" ", title).lower())
    return [word for word in words if word not in plain_title()]


def plain_rate(rate: Decimal) -> str:
    """ "0.750" and "0.75" are one coupon, and so are "0" and "0.00"."""
    return format(rate.normalize() if rate else Decimal(0), "f")


def slug(words: str) -> str:
    """ "The $200 Million Credit Facility" as 200-million-credit-facility."""
    parts = re.findall(r"[a-z0-9.]+", words.lower().replace("us$", "$"))
    return "-".join(part for part in parts if part not in ("the", "our", "its", "agreement")) or "unnamed"


@cache
def load_tickers(issuer_cik: int) -> dict[str, str]:
    """Tickers of an issuer's preferred series by the word that tells each (`models/instruments.toml`)."""
    found = _load_lists().get("series", {})
    return dict(found.get(str(issuer_cik), {}))


@cache
def plain_title() -> frozenset[str]:
    """Words of a title that tell no series from another."""
    return frozenset(str(_load_lists()["words"]["plain_title"]).split())


@cache
def _load_lists() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((packaged("models") / "instruments.toml").read_text(encoding="utf-8"))
