"""Names in a statement that nothing it rests on names: "sits with Fidelity", "routed through Coinbase".

A name says who or where, and a filing that does not name them cannot vouch for it. Read as names are words with
a capital that no sentence begins with, in a statement that is no headline in capitals. Free are the issuer and who
speaks for it, days and months, the words of the trade that are written so, and who is said to say it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

WORD = re.compile(r"[A-Za-z][A-Za-z’'.&-]*[A-Za-z]|[A-Z]")
BEGINS = re.compile(r"(?:^|[.!?:;]|\n|\s[-–—])[\"”“’'‘(\[)]*\s*[\"“‘'(\[]*$")
BASED = re.compile(r"^[A-Z]\w+-based$")  # where the issuer is at home
TITLE = 0.6  # of all words: so many capitals are a headline
POSSESSIVE = re.compile(r"[’']s?$")
WORDS = """
    i we our us it they their he she you a an the and or but not no in on at to of for by with from as its
    this that january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon
    tue wed thu fri sat sun christmas thanksgiving easter halloween valentine
    valentines memorial labor labour independence presidents fourth new year years eve day days
    btc bitcoin bitcoins satoshi hodl usd eur usa american america dollar euro sec edgar form item atm ipo
    ceo cfo chief executive officer chairman chair president nav mnav gaap ebitda ltv etf etfs class series
    senior notes note convertible preferred common stock inc corp ltd plc llc co company group holdings
    treasury board nasdaq q fy h wall street main monday's per ok tl dr psa breaking news update live just
    fyi re ps twitter x reddit telegram youtube substack discord linkedin bloomberg reuters cnbc coindesk
    cointelegraph decrypt forbes barron barrons wsj ft nyt arkham lookonchain glassnode cryptoquant digital
    asset assets reserve open market sale agreement securities filing report quarter quarterly annual week
    crypto web internet english european strk strf strd strc stre strike strife stride stretch stream
"""
FREE = frozenset(WORDS.split())


def find_strangers(text: str, told: str, familiar: Collection[str]) -> Iterator[str]:
    """The names, as written, that stand neither in `told` nor in `familiar` (names of any length); names of papers
    are weighed elsewhere."""
    words = list(WORD.finditer(text))
    if sum(word.group()[0].isupper() for word in words) > TITLE * len(words):
        return
    known = {part.lower() for name in familiar for part in re.split(r"[\s.,’'-]+", name)}
    shown = told.lower()
    for word in words:
        name = POSSESSIVE.sub("", word.group()).rstrip(".")
        if not name[:1].isupper() or BASED.match(name) or BEGINS.search(text[: word.start()]):
            continue
        parts = [part.lower() for part in re.split(r"[-’'.&]", name) if part]
        if all(part in FREE or part in known or part in shown or len(part) == 1 for part in parts):
            continue
        if name.lower() in shown or any(part in known for part in parts):
            continue
        yield name
