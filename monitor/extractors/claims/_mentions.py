"""Who a passage speaks of: watched issuers by any name, their spokesmen, other companies, "the company"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.extractors.claims._lexicon import load_lexicon
from monitor.records import Issuer

MentionKind = Literal["issuer", "person", "company", "anaphor"]
ANAPHOR = re.compile(
    r"\b(?:the (?:(?:\w+|[\w-]+) )?(?:company|firm|miner|business|issuer|group|corporation"
    r"|stock|shares|balance sheet|purchase|executive chairman|chairman)"
    r"|its|it|they|their|he|his|the stock|the shares|the board|mNAV|company (?:stock|shares|insiders))\b",
    re.IGNORECASE,
)
# Letters that look like a name but are not: a fund's name, an ordinary word in capitals.
NOT_A_NAME = re.compile(r"\s+(?:ETFs?|Funds?|Session|Team|Officer|Group of)\b|-\w")
SERVES = re.compile(
    r"(?:[’']s)?\s(?:loan|lines?|credit|facility|borrowings?|custody|wallets?|Prime|exchange|account"
    r"|term loan)\b",
    re.IGNORECASE,
)
OF_WHOM = re.compile(r"\b(?:from|with|at|via|through|by|to)\s$", re.IGNORECASE)
NOT_AFTER = re.compile(r"(?:Bitcoin|Investment|Trading|Chief|Global|National|Growth|Security|Macro|Exit|AI) $")
UNKNOWN_SUBJECT = re.compile(
    r"^(?!(?:The|A|An|Its?|He|She|They|We|This|That|These|Those|There|In|On|At|As|By|If|For"
    r"|From|With|Since|After|Before|When|While"
    r"|Despite|Wallets|Analysts|Investors|Rumou?rs|Reports|Critics|Holdings|Debt|Cash|Saylor"
    r"|Bitcoin|Shares|Net|Forced|Total"
    r"|Preferred|Director|Directors|Obligations|Selling|Buying|Average|About|No|Four|Two|Three"
    r"|Five|Some|Many|Bankruptcy|Bears|Bulls|Traders)\b)"
    r"(?P<name>[A-Z][\w&.’'-]+(?: [A-Z][\w&.’'-]+)*) (?:said|says|will|would|has|had|is|was"
    r"|sold|bought|set|paid|spent|raised|issued|owns|holds|took|plans|may|could|expects)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or pronoun and what it stands for; offsets as in the text. `issuer` is None for other companies."""

    start: int
    end: int
    words: str
    issuer: Issuer | None
    kind: MentionKind


class Cast:
    """The names to look for, compiled once per call."""

    def __init__(self, issuers: Sequence[Issuer]) -> None:
        lexicon = load_lexicon()
        self._owners: dict[str, tuple[Issuer | None, MentionKind]] = {}
        for company in lexicon.companies:
            self._owners[company] = (None, "company")
        for person in lexicon.spokesmen:
            self._owners[person] = (None, "company")
        for issuer in issuers:
            for name in (issuer.name, *issuer.names, issuer.ticker):
                self._owners[name] = (issuer, "issuer")
            for paper in lexicon.papers.get(issuer.ticker, ()):
                self._owners[paper] = (issuer, "issuer")
            for person in lexicon.people.get(issuer.ticker, ()):
                self._owners[person] = (issuer, "person")
        shouted = {name.upper(): owner for name, owner in self._owners.items() if len(name) > 4}
        self._owners = {**shouted, **self._owners}
        names = "|".join(re.escape(name) for name in sorted(self._owners, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w])")

    def find(self, text: str, start: int, end: int) -> list[Mention]:
        """All mentions of ``text[start:end]`` in order, anaphors included (their issuer is still None)."""
        found = []
        for match in self._pattern.finditer(text, start, end):
            if NOT_A_NAME.match(text, match.end()) and not text[match.end() :].startswith(
                ("-b", "-l", "-h", "-o")
            ):
                continue
            if NOT_AFTER.search(text[max(start, match.start() - 12) : match.start()]):
                continue
            issuer, kind = self._owners[match.group()]
            found.append(Mention(match.start(), match.end(), match.group(), issuer, kind))
        if any(mention.issuer is not None for mention in found):
            found = [
                mention for mention in found if mention.issuer is not None or not _is_by_the_way(text, mention)
            ]
        taken = [(mention.start, mention.end) for mention in found]
        found.extend(
            Mention(match.start(), match.end(), match.group(), None, "anaphor")
            for match in ANAPHOR.finditer(text, start, end)
            if not any(low < match.end() and match.start() < high for low, high in taken)
        )
        return sorted(found, key=lambda mention: mention.start)


def _is_by_the_way(text: str, mention: Mention) -> bool:
    """Whether a company is only named as a lender, custodian or market: "its $200 million Coinbase loan"."""
    before, after = text[max(0, mention.start - 12) : mention.start], text[mention.end : mention.end + 24]
    return mention.kind == "company" and bool(SERVES.match(after) or OF_WHOM.search(before))


def names_a_stranger(passage: str) -> bool:
    """Whether it is about somebody we do not know ("Ford said it would ..."): its pronouns are not ours."""
    return UNKNOWN_SUBJECT.match(passage) is not None
