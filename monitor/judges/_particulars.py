"""Particulars in which a statement can be wrong though its figures are right: first, for what, which paper.

For each kind: the words that carry it, the rules that weigh it themselves, and else what must stand in the
sentences that the verdict rests on. Words of other kinds are in `_assertions.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.judges._assertion import Assertion
from monitor.judges._assertions import ASSERTIONS
from monitor.judges._halves import is_half_told
from monitor.judges._wholes import find_other_wholes

SERIES = {"STRK": "strike", "STRF": "strife", "STRD": "stride", "STRC": "stretch", "STRE": "stream"}
AIMS = {
    "dividends": r"dividends?|distributions?",
    "interest": r"interest|coupons?",
    "paying back debt": r"(?:repay\w*|retir\w+|redeem\w*|repurchas\w+|bu(?:y|ying|ys) ?back|bought back"
    r"|pay(?:ing|s)? (?:off|down|back)|refinanc\w+)\b"
    r"[^.;]{0,40}\b(?:debts?|notes?|bonds?|convert\w*|loans?|creditors?)",
    "taxes": r"tax(?:es|ation)?|carry ?backs?",
    "buying back shares": r"(?:buy ?backs?|repurchas\w+|buy(?:ing)? back|bought back"
    r")\b[^.;]{0,25}\b(?:shares?|stock)",
    "margin calls": r"margin calls?",
    "operating costs": r"(?:operating|software|payroll|legal)\s(?:costs?|expenses?|losses)"
    r"|salaries|lawsuits?|fines?",
}
MEANS = {
    "sales of stock": r"(?:sale|selling|sold|issu\w+|proceeds)\b[^.;]{0,50}\b(?:shares?|stock|equity)"
    r"|\bATM\b|at-the-market",
    "sales of bitcoin": r"(?:selling|sales? of|sold|dump\w+|liquidat\w+)\s(?:\w+\s){0,3}(?:bitcoins?|BTC|coins)",
    "debt": r"(?:borrow\w*|loans?|debt|convertibles?|notes|bonds)",
    "cash at hand": r"(?:excess|spare|own|idle) cash|cash on hand",
}
PURPOSE = re.compile(
    r"\b(?:in order to|(?:used|meant|designed|earmarked|intended|needed|reserved|set aside|raised"
    r"|went|go|goes|proceeds)\s(?:\w+\s)?"
    r"(?:to|for|toward)|to (?=cover|pay|fund|meet|finance|service|buy|repay|retire|redeem|repurchase"
    r"|support|settle|satisfy)"
    r"|for (?=tax|dividend|interest|margin|the (?:payment|buyback))|so it can|because of|due to)\b[^.;,]{0,90}",
    re.IGNORECASE,
)
WITH = re.compile(
    r"\b(?:fund(?:ed|ing)|financ(?:ed|ing)|paid for|bankroll\w*|using|by (?:selling|issuing|borrowing"
    r"|dumping)|thanks to"
    r"|through (?:the )?(?:sale|issuance|issue))\b[^.;,]{0,80}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lack:
    """A particular that nothing vouches for, and the words of the evidence that say its opposite ("": none).

    `minor`: what stands about the sentences that the verdict rests on speaks of such a thing. Where nothing else
    is missing, most statements have proved right (`models/verdicts/README.md`)."""

    name: str
    said: str = ""  # in the statement
    contrary: str = ""
    minor: bool = False


BESIDE = ("compared_periods",)  # judges of a whole statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a verdict rests on: what it says itself, its sentences, and where these stand."""

    rationale: str
    sentences: str
    filed: tuple[str, ...] = ()
    around: str = ""  # what stands before and after its sentences in their filings

    @property
    def all(self) -> str:
        """The rationale and the sentences."""
        return f"{self.rationale} {self.sentences}"


def _kind(name: str, words: str, judges: str, shown: str = "") -> Assertion:
    """`shown` must stand in the sentences (empty: nothing can), of a rank in the rationale."""
    return Assertion(
        name=name,
        words=re.compile(words, re.IGNORECASE),
        told=re.compile(shown, re.IGNORECASE) if shown else None,
        judges=tuple(one if one in BESIDE else f"verdicts.{one}" for one in judges.split()),
        in_rationale=name in ("that it was the first", "how it ranks", "double or half of it"),
    )


HALVES = "double or half of it"
PLEDGED = "that all of it is pledged"
HEAVY = (  # never minor: a lender or a holder would decide by them
    PLEDGED,
    "what secures it",
    "that nothing secures it",
    "what it is worth",
    "a profit",
    "a loss",
    "that a sale was the first",
    "that it was the only one",
)
KINDS = (
    _kind(
        "that it was the first",
        r"\bfirst(?:[- ]ever)?\b(?![- ](?:floated|planned|offered|announced|pitched|proposed|said|set|quarter"
        r"|half|week|day|month|full week|put|call|of|three|two"
        r"|nine|glance|place|time that))"
        r"|\bfor the first time\b|\bmaiden\b|\bunprecedented\b|\bonly (?:the )?(?:second|third)\b",
        "sales purchases",
        r"\bfirst\b",
    ),
    _kind("that a sale was the first", r"\bfirst(?:[- ]ever)?\s(?:\w+\s){0,2}(?:sales?|disposal)\b", "sales"),
    _kind(
        "that it was the only one",
        r"\b(?:only once|only (?:sale|time|purchase)|sole (?:sale|purchase))\b",
        "sales",
    ),
    _kind(
        "how it ranks",
        r"\b(?:largest|biggest|heaviest|smallest)\b(?! (?:corporate|public"
        r"|publicly|holder|owner|bitcoin"
        r"|listed|treasury))|\b(?:record|all-time)(?:[- ](?:high|low|breaking|setting|purchase|sale"
        r"|buy|quarter|week|loss"
        r"|amount|level))\b|\bin (?:its|the company.s) history\b",
        "purchases sales holdings",
        r"\b(?:largest|biggest|smallest|heaviest)\b",
    ),
    _kind(
        "how it ranks",
        r"\b(?:highest|lowest|steepest|lightest|fastest|slowest|longest|shortest|worst|best|dearest|cheapest|busiest|priciest"
        r"|(?:new|fresh|yearly) (?:lows?|highs?)"
        r"|costliest|most expensive|(?:most|least) (?:it|the company|\w*strategy) (?:has )?(?:ever )?(?:paid"
        r"|spent)"
        r"|earliest|latest ever)\b(?! holder)",
        "",
        r"\b(?:most|least)\b|\b(?:priciest|costliest)\b|\b(?:high|low|long|short|earl|near|late|dear|cheap"
        r"|soon|steep|light)(?:i?est)\b|\bfirst\b|\bbest\b",
    ),
    _kind(
        "what it does to the price",
        r"\b(?:push|driv|drov|sen[dt]|lift|drag|knock|propel|pump|tank"
        r"|rais)\w*\s(?:the\s)?(?:price\sof\s)?(?:bitcoin|BTC|prices?"
        r"|the market)(?:’s|'s)?\s(?:price\s)?(?:above|below|to|past|up|down|higher|lower|over|under|back)\b"
        r"|\b(?:driv\w+|causes?|caused|causing|push\w*|props?|propp\w+|fuel\w*|moves|inflat\w+|boosts?"
        r"|dictat\w+)\s"
        r"(?:up\s|down\s)?(?:the\s)?(?:(?:bitcoin|BTC|crypto|entire)\s){0,2}(?:price|market|rally|crash)\w*",
        "prices market_moves",
    ),
    _kind(
        "what paid for all of it",
        r"\b(?:all|entirely|wholly|solely)\b[^.;]{0,25}"
        r"\b(?:financed|funded|paid for|bought|purchased)\s(?:\w+\s)?(?:by|with|from|through|out of)\b",
        "purchases reserve_funding coin_uses",
    ),
    _kind(
        "what was never so",
        r"\bnever\b(?! before)|\bnot once\b|\bnot ever\b",
        "sales future_sales",
        r"\b(?:not sold any|never sold)\b[^.]{0,30}\bas of the date\b|\bnever sold\b",
    ),
    _kind("when it falls due", r"\b(?:matur\w+|(?:due|maturing) in 20\d\d)\b", "debts", r"matur|due"),
    _kind(
        "what holders may demand",
        r"\bput (?:option|right|date)s?\b|\bputtable\b|\bdemand (?:re)?payment\b",
        "",
        r"put|require",
    ),
    _kind(
        PLEDGED,
        r"\b(?:entire|whole|all (?:of )?(?:its|the))\b(?! (?:loan|debt|sum"
        r"|amount))(?=[^.;]{0,80}\b(?:secur\w*|pledg\w*|collateral\w*))"
        r"|\b(?:secured (?:by|with)|pledg\w*|put up|collateral\w*)\b[^.;]{0,40}\b(?<!in )(?:entire|whole|all)\b",
        "",
        r"\ball\b|entire",
    ),
    _kind("the subsidiary", r"\bsubsidiar\w+\b|\bMacroStrategy\b", "", r"subsidiar|MacroStrategy"),
    _kind(
        HALVES,
        r"\b(?:doubl(?:e|ed|es|ing)|twice|tripl\w+|quadrupl\w+|halv(?:ed|es|ing)"
        r"|(?<!and a )(?<!first )(?<!second )(?<!latter )(?<!back )half(?![- ](?:a )?(?:year|month|decade"
        r"|week|hour)"
        r"|[- ](?:an? )?(?:million|billion|trillion|hundred))"
        r"|tenfold|threefold"
        r"|(?:two|three|four|five|ten) times(?= (?:the|its|that|as|what)\b)"
        r")\b(?! (?:of )?(?:November|December|January"
        r"|February|March|April|May|June|July|August|September|October|the year|20\d\d|a month))",
        "compared_periods rate_by_price",
        r"\bdouble|twice|half|percent|%",
    ),
)
SAYING_NOT = (
    "verdicts.accrued_dividends",
    "verdicts.asset_backed_notes",
    "compared_periods",
    "verdicts.as_filed",
    "verdicts.collateral_left_out",
)  # they weigh what is not so
NEGATION = re.compile(
    r"\b(?:not|never|no longer|hasn[’']t|haven[’']t|didn[’']t|doesn[’']t|isn[’']t|won[’']t|wasn[’']t"
    r"|weren[’']t)\b",
    re.IGNORECASE,
)
SAYING = re.compile(
    r"\bnever say never\b|[\"“‘'](?:we )?never[ -]sell[,.!]?[\"”’']", re.IGNORECASE
)  # named, not claimed
# "carry the loss back against old gains": what it is set off against, and no profit of this sale
SET_OFF = re.compile(r"\b(?:against|offset(?:s|ting)?)\s(?:[\w-]+\s){0,3}?(?:gains?|profits?)\b", re.IGNORECASE)
NO_NEGATION = re.compile(
    r"(?:\b(?:not|never|without)|n[’']t)\s(?:\w+\s)?(?:miss|skip|stop|paus)\w*\b|\bnot (?:a"
    r"|one)(?: single)? week\b|\b(?:not (?:only|just|yet|less|fewer|more|least|a|by|because|through|from|with"
    r"|to|bitcoin|sell\w*|sold"
    r"|the)\b|no doubt|or not|why not|never(?:theless| before| mind)|, not\b)",
    re.IGNORECASE,
)


NEGATED = re.compile(
    r"(?:\b(?:no|not|never|without|neither|nor|rather than|instead of)|n[’']t)\s(?:\w+\s){0,2}$", re.IGNORECASE
)


def find_particulars(text: str, told: Told, judges: Sequence[str], *, negated: bool) -> Iterator[Lack]:
    """The particulars of `text` that neither a rule weighs nor `told` shows, each named."""
    text = SET_OFF.sub(" ", SAYING.sub(" ", text))
    for kind, match in _kinds_in(text):
        if any(judge in kind.judges for judge in judges):
            continue
        if kind.name == HALVES and is_half_told(text, told.all):
            continue
        shown = (told.rationale,) if kind.in_rationale else (told.all, *(told.filed if kind.anywhere else ()))
        if kind.told is None or not any(kind.told.search(one) for one in shown):
            denied = negated or NEGATED.search(text[: match.start()]) is not None
            against = None if kind.against is None or denied else kind.against.search(told.rationale)
            near = kind.told is not None and kind.told.search(told.around) is not None
            minor = near and not kind.in_rationale and kind.name not in HEAVY
            yield Lack(kind.name, match.group(), against.group() if against else "", minor=minor)
    yield from _find_papers(text, told)
    if "verdicts.sales" not in judges:  # the purpose of a sale is weighed with it
        yield from _unshown("that it was for {}", PURPOSE, AIMS, text, told)
    if not {"verdicts.purchases", "verdicts.reserve_funding"} & set(judges):
        yield from _unshown("that it was paid with {}", WITH, MEANS, text, told)
    if not set(SAYING_NOT) & set(judges) and NEGATION.search(NO_NEGATION.sub(" ", text)) and not negated:
        yield Lack("what is said not to be so")


@lru_cache(maxsize=4096)
def _kinds_in(text: str) -> tuple[tuple[Assertion, re.Match[str]], ...]:
    """The kinds of particulars that a statement carries, each where it first does."""
    matches = ((kind, kind.words.search(text)) for kind in (*KINDS, *ASSERTIONS))
    return tuple((kind, match) for kind, match in matches if match is not None)


@lru_cache(maxsize=4096)
def weighed_in(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a statement that carry a particular, and are weighed as such."""
    return tuple(match.span() for kind in (*KINDS, *ASSERTIONS) for match in kind.words.finditer(text))


def _find_papers(text: str, rests_on: Told) -> Iterator[Lack]:
    """A series, a class or a year of maturity, and a share of another whole."""
    told = rests_on.all
    for ticker, name in SERIES.items():
        paper = re.compile(rf"\b(?:{ticker}|{name})\b", re.IGNORECASE)
        named = re.search(rf"\b(?:{ticker}|{name.capitalize()})\b", text)
        if named and not paper.search(told):
            yield Lack(f"anything of {ticker}", minor=paper.search(rests_on.around) is not None)
    for letter in re.findall(r"\b[Cc]lass ([A-C])\b", text):
        if not re.search(rf"\b[Cc]lass {letter}\b", told):
            yield Lack(f"anything of class {letter}")
    for year in re.findall(r"\b(?:due|maturing)\s(?:in\s)?(20\d\d)\b", text):
        if year not in told:
            yield Lack(f"what is due in {year}", minor=year in rests_on.around)
    yield from (Lack(f"“{share}”") for share in find_other_wholes(text, told))


def _unshown(words: str, pattern: re.Pattern[str], names: dict[str, str], text: str, told: Told) -> Iterator[Lack]:
    said = " ".join(match.group() for match in pattern.finditer(text))
    for name, shown in names.items():
        thing = re.compile(rf"\b(?:{shown})\b", re.IGNORECASE)
        if thing.search(said) and not thing.search(told.all):
            yield Lack(words.format(name), minor=thing.search(told.around) is not None)
