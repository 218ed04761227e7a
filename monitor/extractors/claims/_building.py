"""Whole propositions of a passage: subject, type, figures, days and manner put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from monitor.extractors.claims._calendar import When, names_document, narrow, ranks_since
from monitor.extractors.claims._cues import find_drafts
from monitor.extractors.claims._lexicon import load_lexicon
from monitor.extractors.claims._manner import Manner, read_manner
from monitor.extractors.claims._roles import figures_of, main_figure
from monitor.extractors.claims._scene import Draft, Scene, divide
from monitor.extractors.claims._settling import Weighed, fold, join_prices, says_nothing, settle_type, spun_off
from monitor.extractors.claims._subjects import MARKET_TYPES, SHARE_WORDS, Discourse, find_subject
from monitor.records import Claim, ClaimFigure, ClaimType, Issuer, Quote

AIMED = re.compile(
    r"^\s(?:is|was|are|were)\s(?:\w+\s)?(?:meant|intended|designed|supposed|there|for|earmarked|set up)\b"
)
DONE = re.compile(r"ed\b|\bpaid\b|\bbought\b", re.IGNORECASE)
RANKED = re.compile(
    r"\b(?:first|largest|biggest|highest|worst|best|smallest|lowest|most|record|heaviest|busiest|strongest|quietest|lightest)\b[^,;]*$",
    re.IGNORECASE,
)


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
    for claim_type, draft, manner, figures in fold(found, lambda draft: bool(_own_whens(scene, draft))):
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
        subject = find_subject(scene, draft, claim_type, discourse)
        if subject is None:
            continue
        subjects[draft.start] = subject
        for each in (draft, *spun_off(scene, draft)):
            kind = claim_type if each is draft else "avg_cost"
            figures = figures_of(scene, each, kind)
            done = DONE.search(scene.text[each.start : each.end]) is not None
            if kind == "reserve":
                done = AIMED.search(scene.after(each.end, 40)) is not None
            if not says_nothing(kind, each.cue, figures, manner, bool(_own_whens(scene, each)), done=done):
                subjects[each.start] = subject
                found.append((kind, each, manner, figures))
    return found, subjects


def _asset(claim_type: str, draft: Draft, scene: Scene, figures: tuple[ClaimFigure, ...]) -> str | None:
    if claim_type in ("holdings_total", "purchase", "avg_cost", "etf_outflow") or claim_type.startswith(
        "btc_sale"
    ):
        return "bitcoin"
    if draft.cue.type == "price_prediction":
        own = scene.text[draft.left : draft.right]
        own_names = [m for m in scene.mentions if m.issuer and SHARE_WORDS.search(own)]
        papers = [
            m.words for m in own_names if m.issuer and m.words in load_lexicon().papers.get(m.issuer.ticker, ())
        ]
        tickers = [m.issuer.ticker for m in own_names if m.issuer]
        ticker = next(iter((*papers, *tickers)), None)
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
    first = narrow(scene.text, own, first)
    return first.start_on, first.end_on


def _own_whens(scene: Scene, draft: Draft) -> list[When]:
    return [
        when
        for when in scene.whens
        if draft.left <= when.start < max(draft.right, draft.reach)
        and not names_document(scene.text, when)
        # "the largest since November" ranks a day, it does not stretch it
        and not (when.bearing == "since" and RANKED.search(scene.before(when.start, 30)))
        and not ranks_since(scene.text, scene.start, when)
    ]


def _checkable(
    claim_type: str, issuer: Issuer | None, manner: Manner, figures: tuple[ClaimFigure, ...]
) -> Literal["yes", "partly", "no"]:
    if claim_type in MARKET_TYPES or issuer is None:
        return "partly" if claim_type in MARKET_TYPES or figures else "no"
    if claim_type in ("btc_sale_future_or_forced", "default_or_insolvency", "mnav_or_valuation", "other"):
        return "partly"
    return "partly" if manner.modality in ("hedged", "predicted") and not figures else "yes"
