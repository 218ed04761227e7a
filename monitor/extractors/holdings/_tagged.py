"""Holdings tagged in inline XBRL: units only, from concepts named for them.

"us-gaap:CryptoAssetNumberOfUnits" (since ASU 2023-08) and what issuers named themselves before and besides it,
"mstr:NumberOfBitcoinsPurchased", "riot:QuantityOfCryptoCurrencySold". Dollar amounts never count units.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from monitor.extractors._sentences import split_sentences
from monitor.extractors.holdings._facts import MINED, Found, Origin
from monitor.extractors.holdings._words import asset_words
from monitor.records import (
    Asset,
    ChangeKind,
    Document,
    Filing,
    Issuer,
    TaggedFigure,
)

EXTRACTOR = "holdings.tagged"
NOT_COINS = frozenset(("usd", "shares", "pure", "usdpershare", "mw", "mwh", "gwh", "kwh", "eh", "usdperbtc"))
COUNTS = re.compile(r"(?i)number|quantity|units")
CRYPTO = re.compile(r"(?i)crypto|digital_?asset|digital_?currenc")
NEITHER = re.compile(
    r"(?i)exchange|compensation|receivable|restricted|megawatt|hash|miner(?!a)|servic|payment|loss|gain|share|customer|loaned|issued|wallet|per[A-Z]"
)
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("pledged", re.compile(r"(?i)pledg|collateral")),
    ("sold", re.compile(r"(?i)sold|sale|dispos")),
    ("mined", re.compile(r"(?i)mined|mining|produced|earned|revenuerecognized")),
    ("acquired", re.compile(r"(?i)purchased|acquired|bought|addition")),
    ("held", re.compile(r"(?i)held|owned|holding|carryingvalue|numberofunits$|balance")),
)


def find_in_tagged(document: Document, filing: Filing, issuer: Issuer) -> Iterator[Found]:
    """Changes and totals of the tagged figures of a document, in the order of the text."""
    starts = [block.start for block in document.blocks]
    for figure in document.tagged:
        name = figure.concept.rpartition(":")[2]
        if figure.unit.lower() in NOT_COINS or not COUNTS.search(name) or NEITHER.search(name):
            continue
        asset = _asset_of(figure, name, issuer)
        kind = next((kind for kind, pattern in KINDS if pattern.search(name)), None)
        if asset is None or kind is None or figure.value == 0 or not _is_whole(figure, kind):
            continue
        origin = Origin(
            document=document, filing=filing, issuer=issuer, words=asset_words(asset), extractor=EXTRACTOR
        )
        span = _surroundings(document, figure, starts)
        if kind == "held":
            yield origin.total(span, _units(figure), figure.period_end_on)
            continue
        kinds: dict[str, ChangeKind] = {"pledged": "pledged", "sold": "sold"}
        days = (None if kind == "pledged" else figure.period_start_on, figure.period_end_on)
        purpose = MINED if kind == "mined" else None
        yield origin.change(span, kinds.get(kind, "acquired"), _units(figure), days, purpose=purpose)


def _units(figure: TaggedFigure) -> Decimal:
    """Coins as printed: the reader gives scaled values, and 1.2E+3 coins are printed as 1,200."""
    value = abs(figure.value)
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value


def _asset_of(figure: TaggedFigure, name: str, issuer: Issuer) -> Asset | None:
    """The asset that unit, concept or member name; the only one of the profile when they say just "crypto"."""
    spoken = " ".join(
        (figure.unit, name, *(member for axis, member in figure.dimensions if "asset" in axis.lower()))
    )
    spaced = re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", spoken))
    named = [asset for asset in issuer.assets if asset_words(asset).word.search(spaced)]
    if named:
        return named[0]
    return issuer.assets[0] if len(issuer.assets) == 1 and CRYPTO.search(name) else None


def _is_whole(figure: TaggedFigure, kind: str) -> bool:
    """No part of the holding: the only dimension is the kind of asset (a pledge may name its debt)."""
    axes = [axis.lower() for axis, _ in figure.dimensions]
    if kind == "pledged":
        return True
    return all("cryptoasset" in axis or "digitalasset" in axis for axis in axes)


def _surroundings(document: Document, figure: TaggedFigure, starts: list[int]) -> tuple[int, int]:
    """The row or sentence in which a figure stands."""
    block = document.blocks[max(0, bisect_right(starts, figure.start) - 1)]
    if block.kind == "table":
        start = document.text.rfind("\n", block.start, figure.start) + 1 or block.start
        end = document.text.find("\n", figure.end, block.end)
        return max(start, block.start), block.end if end < 0 else end
    for start, end in split_sentences(document.text, block.start, block.end):
        if start <= figure.start < end:
            return start, end
    return figure.start, figure.end
