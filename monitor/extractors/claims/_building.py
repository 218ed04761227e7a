"""Whole propositions of a passage: subject, type, figures, days and manner put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from monitor.extractors.claims._calendar import When
from monitor.extractors.claims._cues import find_drafts
from monitor.extractors.claims._manner import Manner, read_manner
from monitor.extractors.claims._mentions import Mention, names_a_stranger
from monitor.extractors.claims._objects import BITCOIN, FUND, KNOWN_SALE
from monitor.extractors.claims._roles import figures_of, main_figure
from monitor.extractors.claims._scene import Draft, Scene, divide
from monitor.extractors.claims._settling import Weighed, fold, join_prices, says_nothing, settle_type, spun_off
from monitor.records import Claim, ClaimFigure, ClaimType, Issuer, Quote

MARKET_TYPES = ("etf_outflow", "price_prediction")
SHARE_WORDS = re.compile(r"\b(?:shares?|stock|MSTR|STRC)\b")
LABEL = re.compile(r"^[A-Z][\w -]{2,40}:\s")
CROWD = re.compile(
    r"\b(?:investors|traders|holders|whales|miners|funds|players|users|hackers|governments?|everyone|people|insiders|retailers?|dealers|banks?|firms|companies|the crowd|funds?|ETFs?|the (?:insurer|retailer|bank|exchange|fund|government))\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
RANKED = re.compile(r"\b(?:first|largest|biggest|highest|worst|smallest|lowest|most|record)\b[^,;]*$", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Proposition:
    """All of a claim but its id, its quote and the instant."""

    type: ClaimType
    action: str
    subject: str
    issuer: Issuer | None
    asset: str | None
    manner: Manner
    figures: tuple[ClaimFigure, ...]
    period: tuple[date | None, date | None]
    checkable: Literal["yes", "partly", "no"]

    def claim(self, claim_id: str, quote: Quote, claimed_at: datetime) -> Claim:
        """The claim as the records have it."""
        main = main_figure(self.type, self.figures)
        return Claim(
            claim_id=claim_id,
            issuer_cik=self.issuer.issuer_cik if self.issuer else None,
            claim_type=self.type,
            subject=self.subject,
            action=self.action,
            negated=self.manner.negated,
            asset=self.asset,
            quantity=main.value if main else None,
            unit=main.unit if main else None,
            comparator=main.comparator if main else None,
            figures=self.figures,
            qualifiers=self.manner.qualifiers,
            period_start_on=self.period[0],
            period_end_on=self.period[1],
            modality=self.manner.modality,
            attribution=self.manner.attribution,
            checkable=self.checkable,
            source=quote,
            claimed_at=claimed_at,
        )


def build_claims(scene: Scene, discourse: Discourse) -> Iterator[Proposition]:
    """The propositions of one passage, in the order of their words."""
    drafts = join_prices(scene, find_drafts(scene))
    found, subjects = _weigh(scene, drafts, discourse)
    telling = {draft.start for _, draft, _, _ in found}
    # What turned out to say nothing gives its words back to its neighbours; what is about others keeps them.
    left = [draft for draft in drafts if draft.start in telling or draft.start not in subjects]
    if len(left) < len(drafts):
        found, subjects = _weigh(scene, left, discourse)
    for claim_type, draft, manner, figures in fold(found):
        words, issuer = subjects[draft.start]
        yield Proposition(
            type=claim_type,
            action=draft.cue.action,
            subject=words,
            issuer=issuer,
            asset=_asset(claim_type, draft, scene, figures),
            manner=manner,
            figures=figures,
            period=_period(scene, draft),
            checkable=_checkable(claim_type, issuer, manner, figures),
        )


def _weigh(
    scene: Scene, drafts: list[Draft], discourse: Discourse
) -> tuple[list[Weighed], dict[int, tuple[str, Issuer | None]]]:
    """Divide the passage among the drafts and keep those that say something about somebody we follow."""
    divide(scene, drafts)
    found: list[Weighed] = []
    subjects: dict[int, tuple[str, Issuer | None]] = {}
    for draft in drafts:
        manner = read_manner(scene, draft)
        claim_type = settle_type(scene, draft, manner)
        subject = _subject(scene, draft, claim_type, discourse)
        if subject is None:
            continue
        subjects[draft.start] = subject
        for each in (draft, *spun_off(scene, draft)):
            kind = claim_type if each is draft else "avg_cost"
            figures = figures_of(scene, each, kind)
            if not says_nothing(kind, each.cue, figures, manner, bool(_own_whens(scene, each))):
                subjects[each.start] = subject
                found.append((kind, each, manner, figures))
    return found, subjects


def _subject(scene: Scene, draft: Draft, claim_type: str, discourse: Discourse) -> tuple[str, Issuer | None] | None:
    """Who it is about, as written, or None when it is about nobody that we follow."""
    named = [mention for mention in scene.mentions if mention.kind != "anaphor"]
    own = scene.text[draft.left : draft.right]
    market = claim_type in MARKET_TYPES or (claim_type == "other" and draft.cue.type == "price_prediction")
    if market:
        shares = next((m for m in named if m.issuer and (m.words.isupper() or SHARE_WORDS.search(own))), None)
        if claim_type == "etf_outflow":
            return "ETFs", None
        if shares and SHARE_WORDS.search(own):
            return shares.words, shares.issuer
        if BITCOIN.search(scene.words):
            return "bitcoin", None
        if SHARE_WORDS.search(own) and any(m.kind == "anaphor" for m in scene.mentions):
            return _recalled(scene, discourse)
        coin_price = draft.cue.action == "target" and any(a.unit == "USD" and 10_000 <= a.value < 5_000_000 for a in draft.amounts)
        return ("bitcoin", None) if coin_price or re.search(r"\b(?:price|crash|coin|reset|market|correction|drop|plunge)\b", own) else None
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
    opening = draft is not None and draft.start - scene.start < 8 and draft.cue.type in ("reserve", "mnav_or_valuation")
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


def _asset(claim_type: str, draft: Draft, scene: Scene, figures: tuple[ClaimFigure, ...]) -> str | None:
    if claim_type in ("holdings_total", "purchase", "avg_cost", "etf_outflow") or claim_type.startswith("btc_sale"):
        return "bitcoin"
    if draft.cue.type == "price_prediction":
        own = scene.text[draft.left : draft.right]
        ticker = next((m.issuer.ticker for m in scene.mentions if m.issuer and SHARE_WORDS.search(own)), None)
        return ticker or "bitcoin"
    return "bitcoin" if any(figure.unit == "bitcoin" for figure in figures) else None


def _period(scene: Scene, draft: Draft) -> tuple[date | None, date | None]:
    """The days that its own stretch names; else those that open the passage ("Since July, ...")."""
    own = _own_whens(scene, draft)
    if not own:
        return None, None
    whens = sorted(own, key=lambda when: (when.bearing == "since", abs(when.start - draft.start)))
    first = whens[0]
    since = next((when for when in own if when.bearing == "since"), None)
    if since is not None and first is not since and since.start_on <= first.start_on:
        return since.start_on, first.end_on
    return first.start_on, first.end_on


def _own_whens(scene: Scene, draft: Draft) -> list[When]:
    return [
        when
        for when in scene.whens
        if draft.left <= when.start < max(draft.right, draft.reach)
        # "the largest since November" ranks a day, it does not stretch it
        and not (when.bearing == "since" and RANKED.search(scene.before(when.start, 30)))
    ]


def _checkable(
    claim_type: str, issuer: Issuer | None, manner: Manner, figures: tuple[ClaimFigure, ...]
) -> Literal["yes", "partly", "no"]:
    if claim_type in MARKET_TYPES or issuer is None:
        return "partly" if claim_type in MARKET_TYPES or figures else "no"
    if claim_type in ("btc_sale_future_or_forced", "default_or_insolvency", "mnav_or_valuation", "other"):
        return "partly"
    return "partly" if manner.modality in ("hedged", "predicted") and not figures else "yes"
