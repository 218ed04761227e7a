"""The issuers that a text may speak of: those with a profile, and whoever else the store has filings of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from monitor.records import Issuer
from monitor.settings import Settings, unprofiled_issuer
from monitor.store.database import Store
from monitor.store.loading import load_documents
from monitor.store.upkeep import find_issuer_name, load_ciks

COVER = re.compile(
    r"(?P<name>[^\n\t|]{3,80}?)\s*[\n\t|]?\s*\(\s*Exact\s+name\s+of\s+(?:the\s+)?registrant"
    r"|\bEntity\s+Registrant\s+Name\s+(?P<entity>[^\n\t|]{3,80})",
    re.IGNORECASE,
)
# "Trading Symbol\tKULR", "(NYSE American: DDC)", 'the terms, "DDC," "Company," and "we" refer to'
SYMBOL = re.compile(
    r"\bTrading\s+Symbol(?:\(s\))?\s+(?P<row>[A-Z]{3,5})\b"
    r"|\bTrading\s+Symbol(?:\(s\))?\b[^\n]*\n+[^\n\t]*\t(?P<table>[A-Z]{3,5})\t"
    r"|\((?:NYSE(?:\s\w+)?|Nasdaq(?:\w{2})?|NASDAQ(?:\w{2})?|AMEX)\s?:\s?(?P<listed>[A-Z]{3,5})\)"
    r"|\bterms?,?\s[“\"](?P<defined>[A-Z]{3,5}),?[”\"][^.\n]{0,60}\brefers?\s+to\b"
)
FORMER = re.compile(r"\b(?:d/b/a|formerly|f/k/a)\b.*$", re.IGNORECASE)
SUFFIX = re.compile(
    r",?\s+(?:Inc(?:orporated)?|Corp(?:oration)?|Company|Co|Ltd|Limited|PLC|plc|LLC|L\.P|N\.V|S\.A|SE|AG|Holdings?|Group"
    r"|Technologies|Platforms|Technology)\b\.?,?$",
    re.IGNORECASE,
)
ORDINARY = frozenset(("block", "strategy", "next", "first", "national", "american", "global", "exodus", "strive"))
SHORTEST = 4  # letters of a name that stands for itself
COVER_LENGTH = 6000  # characters


def list_issuers(settings: Settings, store: Store) -> tuple[Issuer, ...]:
    """Profiles first; then the others in the store, named as stored or as on the cover of their filings."""
    known = {issuer.issuer_cik for issuer in settings.issuers}
    others = (cik for cik in sorted(load_ciks(store)) if cik not in known)
    return (*settings.issuers, *(_read_issuer(store, cik) for cik in others))


def _read_issuer(store: Store, cik: int) -> Issuer:
    name = find_issuer_name(store, cik)
    fronts = [document.text[:COVER_LENGTH] for document in load_documents(store, cik).values()]
    if not name or name == f"CIK {cik}":
        covers = (COVER.search(front) for front in fronts)
        name = next((" ".join((cover["name"] or cover["entity"]).split()) for cover in covers if cover), name)
    issuer = unprofiled_issuer(cik, name)
    symbols = find_symbols(fronts)
    return replace(issuer, names=tuple(dict.fromkeys((*short_names(name), *symbols)))) if name else issuer


def find_symbols(fronts: Iterable[str]) -> Iterator[str]:
    """The ticker, and the capitals by which a filing calls itself, as the first pages print them."""
    for front in fronts:
        for match in SYMBOL.finditer(front):
            yield next(name for name in match.groups() if name)


def short_names(name: str) -> Iterator[str]:
    """ "GameStop Corp." and "GameStop": the name, and what is left of it without its legal form."""
    plain = FORMER.sub("", name).strip(" ,")
    if plain.isupper():
        plain = plain.title()
    yield plain
    while (shorter := SUFFIX.sub("", plain)) != plain:
        plain = shorter
        if len(plain) >= SHORTEST and plain.lower() not in ORDINARY:
            yield plain
