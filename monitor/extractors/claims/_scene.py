"""A passage with all that was found in it: figures, days, names, and the words that carry propositions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from monitor.extractors.claims._calendar import When
from monitor.extractors.claims._comparing import Amount
from monitor.extractors.claims._lexicon import Cue
from monitor.extractors.claims._mentions import Mention

CONNECTIVE = re.compile(
    r";|:\s|\s[—–]\s|,\s|\s(?:and|but|while|though|although|whereas|with|after|before|because"
    r"|since|as|if|when|which|who|of which"
    r"|leaving|taking|bringing|lifting|raising|pushing|boosting)\s",
    re.IGNORECASE,
)
# "after the $1 billion sale rumour", "despite the sell-off chatter": what is talked of, not what is claimed.
TALKED_OF = re.compile(
    r"\b(?:despite|amid|amidst|after|following|over|in spite of|notwithstanding|for all|whatever|regardless of"
    r"|contrary to|never mind|forget|so much for|in the face of|(?:in )?(?:answer|response|reply|contrast) to)\s"
    r"(?:[^\s,;]+\s){0,8}?"
    r"(?:rumou?rs?|talk|chatter|speculation|fears?|worries|gossip|panic|noise|stor(?:y|ies)|whispers?|scares?)\b"
    r"(?:\s(?:of|about)\s(?:[^,;:.]|(?<=\d),(?=\d)){0,50}(?=[,:.]))?",
    re.IGNORECASE,
)
# "The 'never sell' crowd": a saying that is named, and claimed by nobody here.
SLOGAN = re.compile(
    r"\bnever say never\b|[\"'“‘](?:(?:we|I|they|you) )?never[ -](?:ever )?sell(?:ing)?[,.!]?[\"'”’]",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|should|unless|once|until|as soon as|in case|even if|when|whenever)\b[^;:.]*$", re.IGNORECASE
)
STRONG = re.compile(r";|\s[—–]\s|,?\s(?:but|while|though|although|whereas)\s|\s•\s", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """A proposition in the making: its cue, its place, and the figures given to it."""

    cue: Cue
    start: int
    end: int
    left: int = 0  # the stretch of the passage that is its own
    right: int = 0
    reach: int = 0  # days are its own up to here: beyond `right` where a holding taken for granted follows
    amounts: list[Amount] = field(default_factory=list)

    def holds_figure(self, scene: Scene) -> bool:
        """Whether its words are a figure themselves: "part of its 400,000 BTC"."""
        return any(character.isdigit() for character in scene.text[self.start : self.end])


@dataclass(slots=True)
class Scene:
    """``text[start:end]`` and what stands in it, all offsets as in the text."""

    text: str
    start: int
    end: int
    amounts: list[Amount]
    whens: list[When]
    mentions: list[Mention]
    on_funds: bool = False  # one of the passages before spoke of ETFs: "an outflow of $817.9 million was recorded"

    def before(self, place: int, width: int = 60) -> str:
        """The words of the passage that precede a place."""
        return self.text[max(self.start, place - width) : place]

    def after(self, place: int, width: int = 60) -> str:
        """The words of the passage that follow a place."""
        return self.text[place : min(self.end, place + width)]

    def stretch(self, place: int) -> tuple[int, int]:
        """The part between semicolons, dashes and contrasting conjunctions that a place lies in."""
        left, right = self.start, self.end
        for match in STRONG.finditer(self.text, self.start, self.end):
            if match.end() <= place:
                left = match.end()
            elif match.start() >= place:
                right = match.start()
                break
        return left, right

    @property
    def words(self) -> str:
        """The passage itself."""
        return self.text[self.start : self.end]


def divide(scene: Scene, drafts: list[Draft]) -> None:
    """Give each draft its stretch: the border between two is the last connective between their words."""
    for place, draft in enumerate(drafts):
        draft.left = scene.start if place == 0 else drafts[place - 1].right
        draft.right = scene.end
        if place + 1 == len(drafts):
            continue
        following = drafts[place + 1]
        masks = [(when.start, when.end) for when in scene.whens] + [(a.start, a.end) for a in scene.amounts]
        draft.right = max((high for low, high in masks if draft.end <= low < following.start), default=draft.end)
        for match in CONNECTIVE.finditer(scene.text, draft.end, following.start):
            if any(low < match.end() - 1 and match.start() + 1 < high for low, high in masks):
                continue
            draft.right = match.start()
    for draft in drafts:
        draft.amounts = [amount for amount in scene.amounts if draft.left <= amount.start < draft.right]
    for draft, following in pairwise(drafts):
        if following.holds_figure(scene):
            draft.reach = following.right
    _move_conditions(scene, drafts)


def _move_conditions(scene: Scene, drafts: list[Draft]) -> None:
    """ "a margin call on its loan if the coin falls below $21,000": the level is the call's, not the loan's."""
    threat = next((draft for draft in drafts if draft.cue.type == "default_or_insolvency"), None)
    if threat is None:
        return
    for draft in drafts:
        if draft.cue.type not in ("debt_total", "reserve", "interest_or_dividend_payment"):
            continue
        for amount in list(draft.amounts):
            if CONDITION.search(scene.before(amount.start, 60)):
                draft.amounts.remove(amount)
                threat.amounts.append(amount)
