"""The gate before anything heavy: does a headline or a summary speak of the watchlist at all?

Names and people count as written, tickers in capitals, words for assets in any case. A name that is a plain word
("Strategy") lets some headlines pass that mean another; that costs one page, and a claim is never made of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable

from monitor.records import Issuer
from monitor.settings import packaged

TICKER_ALONE = 3  # letters; a shorter ticker ("MA") is too often something else without a $


def make_gate(issuers: Iterable[Issuer]) -> re.Pattern[str] | None:
    """The words of the watched issuers as one pattern, None when nobody is watched."""
    people: dict[str, list[str]] = tomllib.loads(
        (packaged("models") / "claims" / "people.toml").read_text(encoding="utf-8")
    )
    exact: set[str] = set()
    loose: set[str] = set()
    for issuer in issuers:
        if not issuer.watched:
            continue
        exact |= {issuer.name, *issuer.names, *people.get(issuer.ticker, ())}
        exact.add(issuer.ticker if len(issuer.ticker) >= TICKER_ALONE else f"${issuer.ticker}")
        loose |= {word for asset in issuer.assets for word in asset.words}
    parts = [
        *(re.escape(word) for word in sorted(exact, key=len, reverse=True) if word),
        *(f"(?i:{re.escape(word)})" for word in sorted(loose, key=len, reverse=True) if word),
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None
