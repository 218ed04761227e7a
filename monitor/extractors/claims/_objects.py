"""What the words are about: bitcoin, shares, debt, an ETF or a price. A test for each `object` of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Callable

from monitor.extractors.claims._scene import Scene

OBJECT = re.compile(
    r"\b(?:(?P<asset>BTC|bitcoins?|coins?|satoshis?|stash|hoard|stack|trove|pile|cache|holdings|position"
    r"|stake|treasury|tokens?|digital assets?|crypto(?:currency)?)"
    r"|(?P<shares>shares?|stock|equity|MSTR|STRC|STRK|STRF|STRD|preferred|ATM)"
    r"|(?P<debt>notes?|bonds?|debt|convertibles?|converts|loans?)"
    r"|(?P<else>house|homes?|vans?|cars?|chips|gold|silver|options?|puts|ether|ethereum|solana"
    r"|XRP|rival|software|dollars?|Treasur(?:ys|ies)|stocks))(?!\w)|₿",
    re.IGNORECASE,
)
BITCOIN = re.compile(r"\b(?:BTC|bitcoins?|coins?|satoshis?)\b|₿", re.IGNORECASE)
POSITION = re.compile(
    r"\b(?:BTC|bitcoins?|coins?|stash|hoard|stack|trove|holdings?|position|stake|tally|stockpile|pile|cache|supply"
    r"|reserves?)\b|₿",
    re.IGNORECASE,
)
DEBT = re.compile(
    r"\b(?:notes?|bonds?|debts?|convertibles?|converts|loans?|credit|borrowings?|facility|put)\b", re.IGNORECASE
)
FUND = re.compile(
    r"\bETFs?\b|exchange[- ]traded|\b(?:IBIT|FBTC|GBTC|ARKB|BITB|HODL|BTCO)\b|\b(?:bitcoin|BTC"
    r"|crypto) (?:funds|products)\b"
)
OTHER_FUND = re.compile(
    r"\b(?:ether|ethereum|ETH|solana|SOL|XRP|gold|bond)\b (?:ETFs?|funds?|exchange)", re.IGNORECASE
)
FLOW = re.compile(r"(?:net )?(?:out|in)flows?", re.IGNORECASE)
INSIDER = re.compile(
    r"\b(?:insiders?|directors?|officers?|executives?|chairman|chief \w+(?: officer)?|CEO|CFO"
    r"|founder|Saylor|board members?|president|counsel)\b",
    re.IGNORECASE,
)
PRICED = re.compile(
    r"\b(?:BTC|bitcoin|(?:the )?coin|price|MSTR|shares?|stock|crypto(?:currency)? market|it"
    r"|market|crash|correction|level|cryptocurrency)\b|₿",
    re.IGNORECASE,
)
OTHER_PRICED = re.compile(
    r"\b(?:gold|silver|oil|nasdaq|S&P|ether(?:eum)?|solana|XRP|dogecoin|microsoft|nvidia|euro"
    r"|yen|dollar|dow|apple|unemployment|home)\b",
    re.IGNORECASE,
)
COMPOUND = re.compile(
    r"\b(?:(?P<shares>share|stock|equity|ATM|preferred)|STR[KFDCE]|MSTR|note|bond|home|house|car|ticket|asset)\s$",
    re.IGNORECASE,
)
KNOWN_SALE = re.compile(r"\b(?:hidden|forced|secret|stealth|quiet|covert)\s$", re.IGNORECASE)
NO_POSITION = re.compile(
    r"^[^,;]{0,40}\b(?:target|forecast|rating|estimate|dividend|price|rate|stop-loss)\b", re.IGNORECASE
)
PURPOSE = re.compile(
    r"\b(?:for|to (?:pay|cover|fund|meet|finance)|(?:months|years) of)\s(?:(?:its|the|future"
    r"|preferred|annual)\s)*$",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"\b(?:STR[KFDCE]|preferreds?|notes|bonds|convert\w*)\b|\b(?-i:Strike|Strife|Stride|Stretch|Stream)\b",
    re.IGNORECASE,
)
NOT_ONE = re.compile(
    r"\b(?:no|not (?:a|one)(?: single)?) (?:\w+ )?(?:coins?|bitcoins?|BTC|satoshis?|sats?)\s(?:has |have )?$",
    re.IGNORECASE,
)
DRAINED = re.compile(
    r"\b(?:wallets?|addresses|holdings|stash|stack|balance|position|hoard|treasury"
    r"|vaults?|coffers)\b",
    re.IGNORECASE,
)
STOP = re.compile(
    r";|\s[—–]\s|,?\s(?:but|while|though|although|and (?:bought|sold|holds?|now|still|has))\s", re.IGNORECASE
)
OF_A_TIME = re.compile(
    r"\s(?:for|in|during|over|of)\s(?:the\s)?(?:[\w,]+\s){0,5}?(?:was|were|came to|stood at|totall?ed|reached|hit)"
    r"\s(?:(?:about|around|roughly|some|nearly|almost|over|more than|at least)\s)?",
    re.IGNORECASE,
)


def object_kind(scene: Scene, start: int, end: int) -> str:
    """ "asset", "shares", "debt", "else" or "": the nearest object after the words, else right before them."""
    if compound := COMPOUND.search(scene.before(start, 12)):
        return "shares" if compound.lastgroup else "else"
    window = scene.after(end, 70)
    if stop := STOP.search(window):
        window = window[: stop.start()]
    if match := OBJECT.search(window):
        owned = match.group().lower() in ("stake", "position", "holdings")
        if owned and re.match(r"[^;]{0,20}\b(?:shares|stock|MSTR)\b", window[match.end() :]):
            return "shares"
        if (
            match.lastgroup == "shares"
            and (later := OBJECT.search(window, match.end()))
            and _belongs(window, match, later)
        ):
            return "asset"
        return match.lastgroup or "asset"
    matches = list(OBJECT.finditer(re.split(r"[,;]\s", scene.before(start, 40))[-1]))
    return (matches[-1].lastgroup or "asset") if matches else ""


def _belongs(window: str, first: re.Match[str], later: re.Match[str]) -> bool:
    """ "its MSTR treasury bitcoin": hardly ever; only an adjacent asset word overrules a share word."""
    return later.lastgroup == "asset" and not window[first.end() : later.start()].strip()


def _has_money(scene: Scene, start: int, units: tuple[str, ...] = ("USD",)) -> bool:
    left, right = scene.stretch(start)
    return any(amount.unit in units and left <= amount.start < right for amount in scene.amounts)


def _asset(scene: Scene, start: int, end: int) -> bool:
    kind = object_kind(scene, start, end)
    if kind == "asset" or (kind == "" and KNOWN_SALE.search(scene.before(start, 10))):
        return True
    named = any(mention.kind != "anaphor" for mention in scene.mentions) or bool(BITCOIN.search(scene.words))
    return kind == "" and named and bool(scene.mentions)


def _position(scene: Scene, start: int, end: int) -> bool:
    if NO_POSITION.search(scene.after(end, 50)):
        return False
    return POSITION.search(scene.text[start:end] + scene.after(end, 50)) is not None or (
        _has_money(scene, start, ("bitcoin",)) or BITCOIN.search(scene.before(start, 30)) is not None
    )


def _holding(scene: Scene, start: int, end: int) -> bool:
    return _position(scene, start, end) and _has_money(scene, start, ("bitcoin", "number", "USD", "percent"))


def _drained(scene: Scene, start: int, end: int) -> bool:
    if DRAINED.search(scene.words) and NOT_ONE.search(scene.before(start, 40)):
        return True  # "no coin left the vault"
    return DRAINED.search(scene.words) is not None and any(
        a.unit == "bitcoin" and -40 < a.start - end < 60 for a in scene.amounts
    )


def _units_near(scene: Scene, start: int, end: int) -> bool:
    left, right = scene.stretch(start)
    return any(a.unit == "bitcoin" and left <= a.start < right for a in scene.amounts) and object_kind(
        scene, start, end
    ) in ("asset", "")


def _insider(scene: Scene, start: int, end: int) -> bool:
    who = INSIDER.search(scene.words) is not None or any(m.kind == "person" for m in scene.mentions)
    return who and object_kind(scene, start, end) == "shares"


def _shares(scene: Scene, start: int, end: int) -> bool:
    return object_kind(scene, start, end) == "shares" and _has_money(scene, start, ("shares", "USD"))


def _fund(scene: Scene, start: int, end: int) -> bool:
    words = scene.words
    if scene.on_funds and FLOW.fullmatch(scene.text[start:end]) and OTHER_FUND.search(words) is None:
        return True
    return FUND.search(words) is not None and OTHER_FUND.search(words) is None


def _price(scene: Scene, start: int, end: int) -> bool:
    near = [a for a in scene.amounts if a.unit in ("USD", "percent") and -25 < a.start - end < 70]
    if not near or OTHER_PRICED.search(scene.before(start, 50) + scene.after(end, 10)):
        return False
    return PRICED.search(scene.words) is not None and FUND.search(scene.before(start, 40)) is None


def _usd(scene: Scene, start: int, _end: int) -> bool:
    return _has_money(scene, start)


def _sum(scene: Scene, start: int, end: int) -> bool:
    """An amount right beside the words, or of a time that stands between: "a loss of $5.1 billion", "a $5 billion
    loss", "its loss for the second quarter was $5 billion"."""
    return any(
        a.unit == "USD"
        and (
            -2 <= start - a.end <= 2
            or 0 <= a.start - end < 25
            or (a.start > end and OF_A_TIME.fullmatch(scene.text, end, a.start))
        )
        for a in scene.amounts
    )


def _company(scene: Scene, start: int, end: int) -> bool:
    """ "the company collapses", not "the collapse of the technology sector" or "this collapse"."""
    if re.search(
        r"\b(?:this|that|such|price|market|full-scale)\s[\"“']?$", scene.before(start, 16), re.IGNORECASE
    ):
        return False
    if scene.after(end, 4).startswith(" of "):
        return any(0 <= mention.start - end <= 8 for mention in scene.mentions)
    return any(
        mention.words.lower() not in ("the shares", "the stock", "it", "they", "their")
        for mention in scene.mentions
    )


def _debt(scene: Scene, start: int, _end: int) -> bool:
    left, right = scene.stretch(start)
    return DEBT.search(scene.text[left:right]) is not None


def _payment(scene: Scene, start: int, _end: int) -> bool:
    """Not "a reserve for dividends" nor "sold shares to pay dividends": what money is for is not what is paid."""
    return PURPOSE.search(scene.before(start, 40)) is None


def _rate(scene: Scene, _start: int, end: int) -> bool:
    """A percentage paid on a paper: "pays its STRC holders 10.75% a year"."""
    near = any(a.unit == "percent" and 0 <= a.start - end < 60 for a in scene.amounts)
    return near and PAPER.search(scene.words) is not None


def _ability(scene: Scene, start: int, _end: int) -> bool:
    """ "has enough cash to service its debt", not "sells coins to meet its obligations"."""
    return (
        re.search(
            r"\b(?:enough|able|ability|unable|struggl\w+|can|cannot|could|difficult\w*|fail\w*|trouble)\b[^,;]*$",
            scene.before(start),
        )
        is not None
    )


def _anything(_scene: Scene, _start: int, _end: int) -> bool:
    return True


GATES: dict[str, Callable[[Scene, int, int], bool]] = {
    "": _anything,
    "asset": _asset,
    "units": _units_near,
    "drained": _drained,
    "position": _position,
    "holding": _holding,
    "insider": _insider,
    "shares": _shares,
    "etf": _fund,
    "price": _price,
    "usd": _usd,
    "figure": _usd,
    "debt": _debt,
    "payment": _payment,
    "rate": _rate,
    "ability": _ability,
    "issuer": _company,
    "sum": _sum,
}
