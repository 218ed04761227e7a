"""Which words of a passage carry a proposition: every cue of the lexicon whose object stands where it must."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.extractors.claims._lexicon import Cue, load_lexicon
from monitor.extractors.claims._objects import GATES
from monitor.extractors.claims._scene import CONDITION, TALKED_OF, Draft, Scene

# "Selling below its average cost would mean losses", "to pay off debts": an act that nobody is said to do.
HYPOTHETICAL = re.compile(
    r"^(?:selling|buying|dumping|liquidating)\b[^;]{0,90}\b(?:would|could|might|is|means)\b", re.IGNORECASE
)
GOVERNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|inten(?:ds?|ded|ding|tion)|wants?|need(?:s|ed)?|forc(?:e|es|ed"
    r"|ing)|have|has|had|having|requir(?:es?|ed|ing)"
    r"|prepar(?:es?|ed|ing)|consider(?:s|ing)?|ready|willing|able|unable|going|about|due"
    r"|aim(?:s|ing)?|compelled|obliged|likely|expect(?:s|ed)?"
    r"|poised|hopes?|vow(?:s|ed)?|refus(?:es?|ed)|start(?:s|ed)?|beg[ia]n|continu(?:es?|ed"
    r"|ing)|is|not|decided|promis(?:es?|ed)|right|pressur\w+"
    r"|want|allow(?:s|ed|ing)?|authori[sz](?:es?|ed)|let|asked|set|afford(?:s|ed)?"
    r"|use[ds]?)\s(?:[\w’'-]+\s){0,4}to\s(?:(?:start|begin|keep|quietly|also|immediately)\s)*$",
    re.IGNORECASE,
)
GERUND = re.compile(
    r"^\W*(?:\d+\.\s)?(?:[\w -]{2,30}:\s)?(?:selling|buying|dumping|liquidating|borrowing|pledging"
    r"|skipping|repaying)\b",
    re.IGNORECASE,
)
INFINITIVE = re.compile(r"\bto\s(?:\w+ly\s)?$", re.IGNORECASE)
OWNED = re.compile(
    r"(?:\b(?:its|their|his)|[’']s)\s(?:entire |whole |full |total |roughly |about |more than "
    r"|over |nearly |some |estimated )*$",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?:part|some|any|half|most|all|portion|bulk|least|quarters?|third) of\s\S+(?:\s\S+){0,3}\s?$|\bentire\s$",
    re.IGNORECASE,
)
BEING = re.compile(
    r"\s?(?:stash|hoard|stack|trove|stockpile|treasury|position|pile|holdings?)?\s?(?:\b(?:is"
    r"|are|was|were|now|cost|would)\b)"
)
IS_TRADE = re.compile(
    r"\s?(?:is|are|was|were|made up|marked)\s(?:[\w’'-]+\s){0,6}?(?:sales?|disposal|purchases?|buys?|haul"
    r"|acquisition)\b",
    re.IGNORECASE,
)
# "in the week the sale rumours flew" claims no sale; "the sale rumours are false" denies one
RUMOURED = re.compile(
    r"\s(?:rumou?rs?|chatter|speculation|fears?|gossip|talk|stor(?:y|ies)|scares?|theor(?:y|ies)|narratives?|noise|whispers?)\b(?!\s(?:that|of|are|is|were|was|prove|turned|have|has))",
    re.IGNORECASE,
)
# "since its first purchase in 2020 it has never sold": from when, and no claim of a purchase
SINCE_THAT = re.compile(
    r"\b[Ss]ince\s(?:its|the|their|that|[A-Z]\w+[’']s)\s"
    r"(?:(?!(?:reports?|filings?|updates?|disclosures?|announcements?|8-K)\b)[\w-]+\s){0,3}$"
)
SELL_OFF = re.compile(r"sell-?offs?", re.IGNORECASE)
OF_MARKET = re.compile(  # "used last week's sell-off to buy": what the market did
    r"\b(?:(?:week|weekend|month|quarter|yesterday|\w+day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December)[’']s|market|crypto|price|broad|broader|recent|sharp|steep|sector)\s(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
QUESTION = re.compile(r"\?[\"”’)]*$")
ORDER = re.compile(r"^(?:subscribe|read|see also|click|sign up|follow|download|share)\b", re.IGNORECASE)


def find_drafts(scene: Scene) -> list[Draft]:
    """The cues of a passage in order, none overlapping. Questions, calls to the reader and backdrops give none."""
    if QUESTION.search(scene.words) or ORDER.match(scene.words) or _is_general(scene):
        return []
    lexicon = load_lexicon()
    found: list[tuple[int, int, int]] = []  # start, rank, end
    for cue, pattern in zip(lexicon.cues, lexicon.patterns, strict=True):
        found.extend((m.start(), cue.rank, m.end()) for m in pattern.finditer(scene.text, scene.start, scene.end))
    drafts = list(_presupposed(scene))
    for start, rank, end in sorted(found):
        cue = lexicon.cues[rank]
        if any(draft.start < end and start < draft.end for draft in drafts):
            continue
        if GATES[cue.object](scene, start, end) and not _is_idle(scene, cue.type, start, end):
            drafts.append(Draft(cue, start, end))
    return sorted(drafts, key=lambda draft: draft.start)


def _presupposed(scene: Scene) -> Iterator[Draft]:
    """ "part of its 400,000+ BTC", "its entire 11,509 BTC stash", "Strategy's 252,220 BTC are worth":
    a holding that is taken for granted, and wrong when the number is."""
    hold = Cue("holdings_total", "hold", "", len(load_lexicon().cues))
    for amount in scene.amounts:
        if amount.unit != "bitcoin" or not OWNED.search(scene.before(amount.start, 50)):
            continue
        part = PART.search(scene.before(amount.start, 50))
        if IS_TRADE.match(scene.after(amount.end, 120)):
            continue  # "its 32 coins were the first sale since": what was sold, and no holding
        if part or BEING.match(scene.after(amount.end, 40)):
            yield Draft(hold, amount.start, amount.end)


def _is_general(scene: Scene) -> bool:
    """ "BTC sell-off: Selling Bitcoins from the balance to pay off debts": a step of a mechanism, "
    "told of nobody."""
    named = any(mention.kind != "anaphor" for mention in scene.mentions)
    return not named and not scene.amounts and not scene.whens and GERUND.match(scene.words) is not None


def _clause(scene: Scene, place: int) -> str:
    """What stands before a place since the last comma."""
    return re.split(r",\s", scene.before(place, 120))[-1]


def _is_idle(scene: Scene, claim_type: str, start: int, end: int) -> bool:
    """Whether the words stand for a backdrop, a purpose or a hypothesis and not for something said to be so."""
    before, after = scene.before(start, 80), scene.after(end, 25)
    trades = claim_type in ("purchase", "btc_sale_past", "insider_sale")
    if trades and any(
        talk.start() <= start < talk.end() for talk in TALKED_OF.finditer(scene.text, scene.start, scene.end)
    ):
        return True
    if trades and SINCE_THAT.search(before):
        return True
    if SELL_OFF.match(scene.text, start) and OF_MARKET.search(before):
        return True
    if trades and RUMOURED.match(after):
        return True
    if trades and HYPOTHETICAL.match(scene.text[start : scene.end]) and start == scene.start:
        return True
    if trades and INFINITIVE.search(before) and not GOVERNED.search(before):
        return True
    if (
        trades
        and re.search(r"\b(?:debt|money|cash|funds|loans?) for $", before)
        and scene.text[start:end].endswith("ing")
    ):
        return True  # "attracted debt for purchasing bitcoin": what it was for
    if claim_type == "holdings_total" and re.match(r"\s(?:compan(?:y|ies)|firms?|strategy)\b", after):
        return True  # "the treasury company"
    return (
        claim_type in ("price_prediction", "mnav_or_valuation")
        and CONDITION.search(_clause(scene, start)) is not None
    )
