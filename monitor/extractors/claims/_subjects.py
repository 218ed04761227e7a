"""Whom a proposition is about: the nearest name, a market, or whom the text has been speaking of."""

from __future__ import annotations

import re

from monitor.extractors.claims._mentions import Mention, names_a_stranger
from monitor.extractors.claims._objects import BITCOIN, FUND, KNOWN_SALE
from monitor.extractors.claims._scene import Draft, Scene
from monitor.records import Issuer

MARKET_TYPES = ("etf_outflow", "price_prediction")
SHARE_WORDS = re.compile(r"\b(?:shares?|stock|MSTR|STR[KFDCE])\b")
LABEL = re.compile(r"^[A-Z][\w -]{2,40}:\s")
CROWD = re.compile(
    r"\b(?:investors|traders|holders|whales|miners|funds|players|users|hackers|governments?"
    r"|everyone|people|insiders|retailers?|dealers|banks?|firms|companies|the crowd|funds?"
    r"|ETFs?|the (?:insurer|retailer|bank|exchange|fund|government))\s(?:(?:that|who"
    r"|which)\s(?:\w+\s){0,6})?(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
PASSIVE_BY = re.compile(r"^[^;,]{0,40}\bby\s$")


class Discourse:
    """Whom the text has been speaking of so far."""

    def __init__(self, about: Issuer | None, *, sure: bool = False) -> None:
        self.about = about
        self.sure = sure  # told whom the text is about, and not left to guess
        self.last: Mention | None = None
        self._funds_heard = 0

    @property
    def on_funds(self) -> bool:
        """Whether ETFs were spoken of in the last three passages."""
        return self._funds_heard > 0

    def hear(self, scene: Scene) -> None:
        """Remember the first issuer or company of the passage: "it" in the next one is mostly that."""
        self._funds_heard = 3 if FUND.search(scene.words) else max(self._funds_heard - 1, 0)
        named = [mention for mention in scene.mentions if mention.kind != "anaphor"]
        if named:
            self.last = named[0]


def find_subject(
    scene: Scene, draft: Draft, claim_type: str, discourse: Discourse
) -> tuple[str, Issuer | None] | None:
    """Who it is about, as written, or None when it is about nobody that we follow."""
    named = [mention for mention in scene.mentions if mention.kind != "anaphor"]
    own = scene.text[draft.left : draft.right]
    market = claim_type in MARKET_TYPES or (claim_type == "other" and draft.cue.type == "price_prediction")
    if market:
        shares = next((m for m in named if m.issuer and (m.words.isupper() or SHARE_WORDS.search(own))), None)
        if claim_type == "etf_outflow":
            return "ETFs", None
        if shares and (SHARE_WORDS.search(own) or not BITCOIN.search(scene.words)):
            return shares.words, shares.issuer
        if BITCOIN.search(scene.words):
            return "bitcoin", None
        if SHARE_WORDS.search(own) and any(m.kind == "anaphor" for m in scene.mentions):
            return _recalled(scene, discourse)
        coin_price = draft.cue.action == "target" and any(
            a.unit == "USD" and 10_000 <= a.value < 5_000_000 for a in draft.amounts
        )
        return (
            ("bitcoin", None)
            if coin_price or re.search(r"\b(?:price|crash|coin|reset|market|correction|drop|plunge)\b", own)
            else None
        )
    if CROWD.search(scene.text[draft.left : draft.start]) and (
        claim_type in ("purchase", "reserve") or claim_type.startswith("btc_sale")
    ):
        return None
    before = [m for m in named if m.start < draft.end]
    after = [m for m in named if m.start >= draft.end and m.start < draft.right]
    for mention in after:
        if PASSIVE_BY.search(scene.text[draft.end : mention.start]):
            return mention.words, mention.issuer
    for mention in reversed(before):
        if mention.start >= draft.left or not after:
            return mention.words, mention.issuer
    if after or named:
        chosen = (after or named)[0]
        return chosen.words, chosen.issuer
    recalled = _recalled(scene, discourse, draft)
    if recalled is None and claim_type == "default_or_insolvency" and BITCOIN.search(scene.words):
        return "bitcoin", None
    return recalled


def _recalled(scene: Scene, discourse: Discourse, draft: Draft | None = None) -> tuple[str, Issuer | None] | None:
    """Nobody is named here: "the company", "its", a label, or coins that only a company sells."""
    if names_a_stranger(scene.words):
        return None
    anaphor = next((m for m in scene.mentions if m.kind == "anaphor"), None)
    labelled = LABEL.match(scene.words) is not None
    labelled = labelled and bool(scene.amounts)
    coins = draft is not None and any(a.unit == "bitcoin" for a in draft.amounts)
    opening = (
        draft is not None and draft.start - scene.start < 8 and draft.cue.type in ("reserve", "mnav_or_valuation")
    )
    sale = draft is not None and KNOWN_SALE.search(scene.before(draft.start, 10))
    told = discourse.sure and draft is not None and CROWD.search(scene.text[draft.left : draft.start]) is None
    if anaphor is None and not (told or labelled or coins or opening or sale):
        return None
    if FUND.search(scene.words) and anaphor is None:
        return None
    words = anaphor.words if anaphor else ""
    if discourse.last is not None:
        return words or discourse.last.words, discourse.last.issuer
    return (words or discourse.about.name, discourse.about) if discourse.about else None
