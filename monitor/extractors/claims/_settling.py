"""From drafts to propositions: which type each really is, which belong together, which say nothing checkable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from monitor.extractors.claims._cues import GOVERNED
from monitor.extractors.claims._lexicon import Cue
from monitor.extractors.claims._manner import HEDGE, MAY, Manner
from monitor.extractors.claims._roles import PRICE_CEILING, is_each
from monitor.extractors.claims._scene import CONDITION, Draft, Scene
from monitor.records import ClaimFigure, ClaimType

HIDDEN = re.compile(
    r"\b(?:hidden|secret(?:ly)?|silent(?:ly)?|undercover|quiet(?:ly)?|stealth\w*|covert\w*|behind the scenes"
    r"|undisclosed|under the radar|over-the-counter|already (?:be )?(?:selling|dumping"
    r"|underway|under way))\b",
    re.IGNORECASE,
)
TRACKED = re.compile(
    r"\b(?:wallets?|addresses) (?:tagged|labell?ed|linked|attributed|identified|tied)"
    r"|on-?chain (?:data|tracker|sleuths?)\b",
    re.IGNORECASE,
)
COMING = re.compile(
    r"\b(?:will|won[’']t|would|could|may|might|shall|forc(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intends?"
    r"|intention|need(?:s|ed)? to|have to|has to|had to|having to|requir\w+|prepar\w+"
    r"|consider\w*|going to|about to|set to|ready to|wants? to|authori[sz]\w+|inevitable"
    r"|start selling|pressur\w+|never|is to|if|once|as soon as|ahead(?! of\b)|threat\w*|risk of"
    r"|possib\w+)\b",
    re.IGNORECASE,
)
NEVER_SOLD = re.compile(r"\bnever\s(?:once\s)?sold$", re.IGNORECASE)  # what was, unlike "will never sell"
YET = re.compile(r"\b(?:has|have|had) yet to\b", re.IGNORECASE)  # "has yet to sell": it has not
# "was forced to sell", "had to sell": it is said to have happened, unlike "if it were forced to"
FORCED_THEN = re.compile(
    r"\b(?:(?:was|got|been|found itself)\s(?:\w+ly\s)?(?:forced|compelled|obliged|pressured)\s(?:to|into)|had to)"
    r"(?:\s\w+ly)?\s*$",
    re.IGNORECASE,
)
CONDITION_ALONE = re.compile(r"\b(?:if|unless|should|would|could|might|once|as soon as)\b", re.IGNORECASE)
PROGRESS = re.compile(
    r"\b(?:may|might|could)\s(?:well\s|already\s|quietly\s|secretly\s)*(?:have"
    r"|be)\b(?! (?:to|forced|required|compelled|obliged|pressured|made))",
    re.IGNORECASE,
)
MAY_MONTH = re.compile(
    r"\bMay\b(?! (?:be|have|has|already|not|also|soon|need|sell|dump|buy|well|yet|still|never)\b)"
)  # "the May sale"
FORCED_NOUN = re.compile(r"\bforced\s(?:bitcoin\s)?$", re.IGNORECASE)
Weighed = tuple[ClaimType, Draft, Manner, tuple[ClaimFigure, ...]]
# "Its cost basis has crept up to", "obligations top": the verb of a measure, no price of its own.
MOVED = (
    "avg_cost",
    "mnav_or_valuation",
    "debt_total",
    "reserve",
    "interest_or_dividend_payment",
    "holdings_total",
    "etf_outflow",
)
SWITCH = re.compile(r";|\b(?:its|and (?:now|its)|now|holdings|whose)\b")  # from the purchase to all holdings
NEW_CLAUSE = re.compile(r";\s*$|\b(?:and|but|after|has|have|had|was|were|when|which|that)(?:\s\w+){0,2}$")
NEW_SUBJECT = re.compile(
    r"\d[^,]*,\s(?:the\s)?(?:[A-Z][\w’']+|it|he|company|firm)\s(?:has\s|have\s|also\s|just\s)?$"
)
PRICE_OF = re.compile(r"\s(?:in|of) (?:the )?(?:price|bitcoin|BTC|shares)")
OBJECTIVE = ("purchase", "btc_sale_past", "insider_sale", "holdings_total")
OBJECT_ONLY = re.compile(
    r"\s(?:of\s)?(?:(?:its|their|the|his|a|some|part|all|most|half|any|remaining|entire"
    r"|bitcoin|BTC|crypto|corporate)\s|of\s){0,5}",
    re.IGNORECASE,
)
OWN_SUBJECT = re.compile(r";|\b(?:bitcoin|BTC|the coin|price|shares|as|while|when)\b(?! ETFs?)|, ", re.IGNORECASE)
NEEDS_FIGURE = {
    "holdings_total",
    "avg_cost",
    "debt_total",
    "reserve",
    "price_prediction",
    "mnav_or_valuation",
    "other",
}
ROLES_NEEDED = {
    "holdings_total": ("units", "units_after", "usd_value", "usd_total", "percent"),
    "avg_cost": ("usd_each",),
    "debt_total": ("usd_total",),
    "reserve": ("usd_total", "count"),
    "price_prediction": ("usd_each",),
    "mnav_or_valuation": ("other", "percent", "usd_value", "usd_total"),
}


def join_prices(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "sold 32 BTC at a net average of $77,135": the average of a purchase or sale is its price, no claim of its
    own. "bitcoin bought at an average of $66,357" after "holds": the purchase is how the holdings came about."""
    kept: list[Draft] = []
    for draft in drafts:
        if not kept or not _belongs_to(scene, kept[-1], draft):
            kept.append(draft)
    return kept


def _belongs_to(scene: Scene, previous: Draft, draft: Draft) -> bool:
    between = scene.text[previous.end : draft.start]
    pair = (previous.cue.type, draft.cue.type)
    if pair in (("purchase", "avg_cost"), ("btc_sale_past", "avg_cost")):
        return SWITCH.search(between) is None
    if pair in (("holdings_total", "purchase"), ("avg_cost", "purchase")):
        return NEW_CLAUSE.search(between.rstrip(", ")) is None and NEW_SUBJECT.search(between) is None
    if draft.cue.type == "holdings_total" and previous.cue.type in OBJECTIVE:
        # "trimmed its bitcoin stash": the stash is what is sold
        return not draft.holds_figure(scene) and OBJECT_ONLY.fullmatch(between) is not None
    if draft.cue.type == "price_prediction" and previous.cue.type in MOVED:
        own = OWN_SUBJECT.search(between) or PRICE_OF.match(scene.after(draft.end, 20))
        return own is None
    return False


def settle_type(scene: Scene, draft: Draft, manner: Manner) -> ClaimType:
    """The type that the manner makes of a cue: a sale to come, a rumoured one, a price that already fell."""
    cue = draft.cue
    if cue.type == "price_prediction" and manner.modality not in ("predicted", "hedged"):
        return "other"
    money = [amount for amount in draft.amounts if amount.unit == "USD"]
    if cue.type == "avg_cost" and money and all(amount.value >= PRICE_CEILING for amount in money):
        return "holdings_total"  # "total cost basis: $54.19 billion"
    if cue.type != "btc_sale_past":
        return cue.type
    own = MAY_MONTH.sub(" ", scene.text[draft.left : draft.right])
    before = MAY_MONTH.sub(" ", scene.text[draft.left : draft.start])
    if TRACKED.search(scene.words) and not manner.negated:
        return "btc_sale_hidden_or_rumoured"
    if HIDDEN.search(own) and not re.search(r"\bforced|will\b", before):
        return "btc_sale_hidden_or_rumoured"
    if PROGRESS.search(before):
        return "btc_sale_hidden_or_rumoured"
    if FORCED_THEN.search(before) and not CONDITION_ALONE.search(before):
        return "btc_sale_past"
    if FORCED_NOUN.search(before) or (
        COMING.search(before)
        and not re.search(r"\b(?:has not|have not|has never|without|had yet to|has(?:n[’']t)? yet to)\b", before)
        and not NEVER_SOLD.search(f"{before}{scene.text[draft.start : draft.start + 4]}")
    ):
        return "btc_sale_future_or_forced"
    if (
        (GOVERNED.search(before) and not YET.search(before))
        or re.search(r"\b(?:inevitable|ahead(?! of\b)|to come|worth up to)\b", own)
        or (CONDITION.search(before) and not YET.search(before))
    ):
        return "btc_sale_future_or_forced"
    hedged = manner.modality == "hedged" or MAY.search(own) or HEDGE.search(own)
    if not manner.negated and (manner.voice == "other" or hedged):
        return "btc_sale_hidden_or_rumoured"
    return "btc_sale_past"


def spun_off(scene: Scene, draft: Draft) -> Iterator[Draft]:
    """ "held 843,738 BTC bought for $63.87 billion, about $75,700 per coin": a claim of its own."""
    if draft.cue.type != "holdings_total":
        return
    for amount in list(draft.amounts):
        if amount.unit == "USD" and is_each(scene, amount) and len(draft.amounts) > 1:
            draft.amounts.remove(amount)
            cue = Cue("avg_cost", "average", "", draft.cue.rank)
            yield Draft(cue, amount.start, amount.end, left=amount.start, right=draft.right, amounts=[amount])


def says_nothing(
    claim_type: ClaimType, cue: Cue, figures: tuple[ClaimFigure, ...], manner: Manner, dated: bool, *, done: bool
) -> bool:
    """Whether a proposition lacks what would make it checkable: a holding or price without a number."""
    if claim_type not in NEEDS_FIGURE:
        payment = claim_type == "interest_or_dividend_payment" and cue.action in ("pay", "raise")
        if claim_type == "etf_outflow" and not any(
            figure.role in ("usd_total", "units", "percent") for figure in figures
        ):
            return not manner.negated
        return payment and not figures and not manner.negated and not dated
    roles = ROLES_NEEDED.get(claim_type)
    if claim_type == "reserve" and done:
        return False  # "the reserve is meant to pay dividends"
    if claim_type == "debt_total" and (
        manner.negated or (cue.action == "repay" and done) or (cue.action in ("mature", "put") and dated)
    ):
        return False
    return not any(roles is None or figure.role in roles for figure in figures)


def fold(found: list[Weighed], dated: Callable[[Draft], bool]) -> list[Weighed]:
    """Say a thing once: of two propositions of one type and polarity, one without figures joins the other."""
    kept: list[Weighed] = []
    for item in found:
        twin = next((k for k in kept if k[0] == item[0] and k[2].negated == item[2].negated), None)
        family = next((k for k in kept if k[0].startswith("btc_sale") and item[0].startswith("btc_sale")), None)
        if item[1].cue.action in ("mature", "put") and not (twin and twin[1].cue.action == item[1].cue.action):
            kept.append(item)
        elif twin and not (item[3] or twin[3]) and dated(item[1]) and not (dated(twin[1]) or _tells_more(twin)):
            kept[kept.index(twin)] = (item[0], item[1], _joined(item[2], twin[2]), item[3])
        elif twin and not item[3]:
            own = twin[1]
            if dated(item[1]) and not dated(own) and item[1].cue.type == own.cue.type == "purchase":
                own = replace(
                    own, reach=max(own.reach, item[1].right)
                )  # "spent $82 million on buying coins in June"
            kept[kept.index(twin)] = (twin[0], own, _joined(twin[2], item[2]), twin[3])
        elif twin and not twin[3]:
            kept[kept.index(twin)] = (item[0], item[1], _joined(item[2], twin[2]), item[3])
        elif family and not item[3] and family[2].negated == item[2].negated:
            continue
        else:
            kept.append(item)
    return kept


def _tells_more(item: Weighed) -> bool:
    """ "suspended its dividends for this quarter": that they are skipped, not that they are paid."""
    return item[1].cue.action in ("skip", "raise")


def _joined(first: Manner, second: Manner) -> Manner:
    extra = tuple(name for name in second.qualifiers if name not in first.qualifiers)
    return replace(first, qualifiers=first.qualifiers + extra)
