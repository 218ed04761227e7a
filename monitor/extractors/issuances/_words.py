"""The words of issuance: what is a program, whose sales are meant, what a security is called, what is a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from monitor.extractors._figures import NUMBER, Figure, find_figures
from monitor.records import Document, Filing, Issuer

# One look at a document tells whether anything of this topic can be in it.
GATE = re.compile(
    r"\bproceeds\b|\bATM\b|at[\s-]the[\s-]market|shares\s+(?:sold|issued)|\brepurchased\b|\brepurchases?\s+of\b|excess\s+cash"
    r"|\b(?:purchases?|acquisitions?|bitcoins?|BTC)\s+(?:was|were)\s+(?:\w+\s+)?(?:made|funded|financed|paid|purchased|bought|acquired)"
    r"|\bshares\s+purchased\b|\b(?:lines?\s+of\s+credit|credit\s+line|borrowings)\b[^.;]{0,60}\bto\s+(?:purchase|acquire|buy)\b",
    re.IGNORECASE,
)
PROGRAM = re.compile(
    r"\bATMs?\b|[Aa]t[\s-][Tt]he[\s-][Mm]arket|\b(?:[Ss]ales?|[Ee]quity\s+[Dd]istribution|[Oo]pen\s+[Mm]arket\s+[Ss]ale)\s+[Aa]greement"
    r"|\bATM\s+Facility\b|equity\s+offering\s+program",
)
# Plans, limits and conditions, when they stand before the verb.
HEDGES = re.compile(
    r"\b(?:(?-i:may)|might|could|would|should|will|shall|can|must|intends?|plans?|expects?\s+to|proposes?|proposed|authori[sz]e[ds]?|agreed\s+to"
    r"|able\s+to|if|unless|whether|assum\w+|up\s+to|not|never|option\s+to|right\s+to|subject\s+to|potential\w*|program\s+to|seeks?)\b",
    re.IGNORECASE,
)
# Shares that change hands without money for the issuer, and people who sell for themselves.
OTHERS_SALES = re.compile(
    r"\b(?:officers?|directors?|insiders?|10b5-1|employees?|stock\s+options?|exercise[ds]?|restricted\s+stock|RSUs?|ESPP"
    r"|selling\s+(?:stock|share|security)\s*holders?|stockholders?\s+(?:sold|sell)|upon\s+conversion|conversion\s+requests?"
    r"|conversions?\s+of|tax\s+withholding|withheld|warrants?|business\s+combination|in\s+exchange\s+for|chief\s+\w+|chairman"
    r"|Form\s+144|Mr\.|Ms\.|Mrs\.|trustee|founder|dividends?\s+per)\b",
    re.IGNORECASE,
)
DEFINED = re.compile(
    r"\bshares\s+of\s+(?:(?:its|our|the\s+Company[’']s|Strategy[’']s)\s+)?(?P<name>[^(;]{3,140}?)\s*"
    r"\((?:collectively,?\s*)?(?:the\s+|each,?\s+a\s+)?[“\"](?P<alias>[^”\"]{1,40}?),?[”\"]"
)
COUNTED = rf"(?P<n>{NUMBER})\s*(?P<scale>million)?"
AGGREGATE = r"(?:an?\s+)?(?:aggregate\s+(?:of\s+)?|total\s+(?:of\s+)?|approximately\s+|about\s+)*"
SHARES = (
    r"(?P<what>\s+(?:additional\s+)?(?:(?:[A-Z]\w*|common|ordinary|preferred)\s+){0,4}(?:[Ss]hares?|ADSs?|American\s+Depositary\s+Shares)\b"
    r"(?:\s+of\s+(?:(?:its|our|the\s+Company[’']s|their)\s+)?(?P<of>(?:[^,;.(]|\.\d){3,90}?(?:[Ss]tock|[Ss]hares)))?)"
)
PAR = re.compile(
    r",?\s*(?:par\s+value\s+)?\$0?\.\d+\s+(?:par\s+value\s+)?per\s+share|,\s*$|\s+having\b.*|,?\s*par\s+value\b.*",
    re.IGNORECASE,
)
TICKER = re.compile(r"\b(?!ATM\b|USD\b|BTC\b|IPO\b|NYSE\b|SEC\b|LLC\b|INC\b|USA\b|ADS\b)(?P<ticker>[A-Z]{3,5})\b")
SERIES = re.compile(r"\b(?:perpetual\s+)?(?P<word>[a-z]{3,})\s+preferred\s+(?:stock|shares)", re.IGNORECASE)
NOTES = re.compile(r"\b(?:notes|debentures|bonds)\b", re.IGNORECASE)
DUE = re.compile(r"\bdue\s+(20\d\d)|\b(20\d\d[A-Z]?)\s+(?:\w+\s+){0,3}notes", re.IGNORECASE)
NET = re.compile(r"\bnet\s+(?:cash\s+)?proceeds\b|\bproceeds,?\s+net\s+of\b", re.IGNORECASE)
NET_AFTER = re.compile(
    r"\s+(?:in\s+)?net\b"
    r"(?:\s+of\s+(?:[\w’']+\s+){0,3}(?:commissions?|fees|costs|expenses)\b|(?=\s*(?:[,.;)]|and\b|$)))"
    r"|\s+after\s+(?:[\w’']+\s+){0,3}(?:commissions?|fees|costs|expenses)\b",
    re.IGNORECASE,
)
# Less than this for a share is no price: the amount is in thousands (CleanSpark says so above its notes only).
CHEAPEST_SHARE = Decimal("0.30")
IN_THOUSANDS = re.compile(r"\bin\s+thousands\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, whose it is, and the names it defines: “Shares” -> "class A common stock"."""

    document: Document
    filing: Filing
    issuer: Issuer
    aliases: dict[str, str]

    def text(self, start: int, end: int) -> str:
        """A stretch of the document."""
        return self.document.text[start:end]


def read_aliases(text: str) -> dict[str, str]:
    """The short names that a text gives to shares, each with what it stands for."""
    found: dict[str, str] = {}
    for match in DEFINED.finditer(text):
        found.setdefault(match["alias"].strip(" ,"), plain_name(match["name"]))
    return found


def plain_name(name: str) -> str:
    """ "class A common stock, $0.001 par value per share" without its par value."""
    words = " ".join(PAR.sub("", " ".join(name.split())).split()).strip(' ,:;“”"')
    return re.sub(
        r"^(?:the\s+)?(?:Company[’']s|its|our|a\s+new\s+class\s+of\s+its\s+capital\s+stock\s+titled)\s+[“\"]?",
        "",
        words,
    )


def security_key(name: str, issuer: Issuer) -> str:
    """What is the same security under its several names: "common", a ticker, a series word, notes with their year.

    "Common ATM", "MSTR Stock", "MSTR ATM" and "class A common stock" are one; 0000950170-25-091211 calls its
    program "Common ATM" in the table and "MSTR ATM" in the footnote.
    """
    if NOTES.search(name):
        due = DUE.search(name)
        return f"notes {due[1] or due[2]}" if due else "notes"
    ticker = TICKER.search(name)
    if ticker:
        return "common" if ticker["ticker"] == issuer.ticker else ticker["ticker"]
    if re.search(r"\bcommon\b|\bordinary\b", name, re.IGNORECASE):
        return "common"
    series = SERIES.search(name)
    return series["word"].lower() if series else " ".join(name.lower().split())


def name_security(what: str, of: str | None, reading: Reading) -> str:
    """The security by the words of a count: "shares of its class A common stock", "STRK Shares", "Shares"."""
    if of:
        return plain_name(of)
    said = " ".join(re.sub(r"\b(?:additional|any|[Ss]hares\s+of|in\s+the\s+aggregate)\b", "", what).split())
    if said in reading.aliases and not TICKER.search(said):
        return reading.aliases[said]
    return plain_name(said)


def find_net_proceeds(sentence: str, start: int = 0) -> Figure | None:
    """The dollars called net proceeds after `start`: "net proceeds … of approximately $399.5 million".

    Euros with dollars in brackets give the dollars (0001193125-25-283991).
    """
    figures = [figure for figure in find_figures(sentence, start) if figure.kind == "usd"]
    for match in NET.finditer(sentence, start):
        for figure in figures:
            between = sentence[match.end() : figure.start]
            if figure.start < match.end() or len(between) > 200:
                continue
            if re.search(r"\bgross\b|;|\bprincipal\b", between) or re.search(r"\$", between):
                break
            return figure
        before = [figure for figure in figures if figure.end <= match.start()]
        # "used $5.0 million of the net proceeds" is a part of them, "$399.5 million in net proceeds" the whole.
        if before and re.fullmatch(
            r"\s+(?:of|in)\s+(?:aggregate\s+|total\s+)*", sentence[before[-1].end : match.start()]
        ):
            return before[-1]
    # "raising $4.71 million net of agents' fees", "for $1.92 million net"
    return next((figure for figure in figures if NET_AFTER.match(sentence, figure.end)), None)


def in_dollars(value: Decimal, shares: Decimal | None, reading: Reading, *, bare: bool) -> Decimal | None:
    """`value`, times a thousand when it is printed without a scale in a document that counts in thousands."""
    if not bare or not shares or not value or value / shares >= CHEAPEST_SHARE:
        return value
    return value.scaleb(3) if IN_THOUSANDS.search(reading.document.text) else value


def in_words(figure: Figure, sentence: str) -> bool:
    """Whether a figure carries its scale in words: "$650.0 million", against "$650,000"."""
    return re.search(r"[a-z]", sentence[figure.start : figure.end], re.IGNORECASE) is not None


def count_of(number: str, scale: str | None) -> Decimal:
    """ "4.1" and "million" as 4.1E+6; "555,179" as it is."""
    value = Decimal(number.replace(",", ""))
    return value.scaleb(6) if scale else value
