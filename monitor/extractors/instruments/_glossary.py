"""What a document calls its instruments: defined terms, tickers of the cover page, and titles made complete."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.extractors._dates import DAY
from monitor.extractors.instruments._identity import (
    SERIES_LETTER,
    YEAR,
    identify_instrument,
    is_complete,
    load_tickers,
)
from monitor.extractors.instruments._titles import Title, find_titles
from monitor.records import InstrumentKind, Issuer

# Up to the bracket of a definition: no sentence ends on the way ("$0.001 par value" does not end one).
ABBREVIATED = r"(?<=\b[A-Z])\.|(?<=Inc)\.|(?<=Corp)\.|(?<=Ltd)\.|(?<=\bCo)\."
TO_BRACKET = rf"(?:[^().;•\n]|\.(?=\s?\d)|{ABBREVIATED}|\((?![^()]*[“\"])[^()]*\)){{0,150}}?"
DEFINITION = re.compile(
    rf"{TO_BRACKET}[”\"]?\s*\((?P<lead>[^()“”\"]{{0,40}})[“\"](?P<term>[^“”\"]{{2,60}}?)[,.]?[”\"]"
)
JOINT = re.compile(r"together|collectively|each|as amended and", re.IGNORECASE)
NOTE_TERM = re.compile(r"(?:notes?|bonds?|debentures?)$", re.IGNORECASE)
STOCK_TERM = re.compile(r"(?:stock|shares|preferred)$", re.IGNORECASE)
OTHER_STOCK = re.compile(
    r"common|parity|junior|ATM|^(?:the\s+)?(?:(?:preferred|additional|offered|underlying|conversion|firm)\s+)?(?:shares|stock)$",
    re.IGNORECASE,
)
PAR_VALUE = re.compile(r"(?:,?\s*(?:\$\s?[\d.]+\s+)?par\s+value[^(]*)?[\s”\"]*")
TICKER_FIRST = re.compile(r"(?P<ticker>[A-Z]{3,5})(?:\s+(?:Stock|Shares|Preferred Stock|Preferred))?$")
COVER = re.compile(
    r"[^\t\n]{0,90}\t(?P<ticker>[A-Z]{3,5}(?:[-. ]?P?R?[-. ]?[A-Z])?)\t"
    r"[^\n]*(?:Nasdaq|New\s+York|NYSE|Cboe|Exchange)"
)
LOAN = re.compile(
    r"\b(?:term\s+loan|(?:credit|revolving)\s+facility|line\s+of\s+credit|credit\s+agreement|loan\s+agreement|promissory\s+note|loan)\b"
    rf"{TO_BRACKET}\s*\((?P<lead>[^()“”\"]{{0,40}})[“\"](?P<term>[^“”\"]{{2,60}}?)[,.]?[”\"]",
    re.IGNORECASE,
)
LOAN_TERM = re.compile(
    r"(?:\bLoan|\bTerm\s+Loan\s+[A-Z]|\b(?:Credit|Loan|Term|Revolving|Borrowing)\s+Facility|\w+\s+\w+.*\bCredit\s+Agreement"
    r"|(?!(?:Amended|Existing|Original|Restated|New|Prior|Former|Revolving|Senior|Secured|First|Second|Third|The|Term|Bridge|ABL|This)\b)"
    r"[A-Z]\w+\s+Credit\s+Agreement|\bLine\s+of\s+Credit|\bRevolver"
    r"|\b(?:Seller|Bridge|Promissory|Equipment|Mortgage|Bank|Secured|Term)\s+Note)$"
)
LOAN_AGREEMENT = re.compile(r"\w+\s+\w+.*\b(?:Loan|Note)\s+Agreement$")
ONE_LOAN = 1500  # characters around a loan that speak of it
# A row of a debt table: "Coinbase Line of Credit | Not specified | 8.50% | 174,500". Its label is its only name.
LOAN_ROW = re.compile(
    r"^(?P<name>(?!(?:total|outstanding|other|less|net|long|short|current|the|new|secured|unsecured)\b)(?:[A-Z$][\w&.,’'/-]*\s+){1,6}(?:Line\s+of\s+Credit|Credit\s+(?:Agreement|Facility)|(?:Term\s+)?Loan(?:\s+Facility)?"
    r"|Loan\s+Agreement|Promissory\s+Note))(?:\s*\(\w\))?\t[^\n]*\d,?\d\d",
    re.MULTILINE | re.IGNORECASE,
)
ROW_CONTEXT = 1200
DEBT_TABLE = re.compile(
    r"\b(?:maturity|maturities|interest\s+rate|principal|borrowings|loans?\s+payable|debt)\b", re.IGNORECASE
)
LENT = re.compile(
    r"\b(?:the\s+Company|we)\s+(?:has\s+|have\s+)?(?:provided|lent|loaned|made\s+(?:a|the)\s+loan|extended)\b",
    re.IGNORECASE,
)
MATURES = rf"\s+(?:(?:will\s+)?matures?\s+on|(?:has|had)\s+an?\s+(?:\w+\s+)?maturity\s+date\s+of)\s+({DAY})"
GENERIC_LOAN = re.compile(r"(?:the\s+)?(?:term\s+)?loan$", re.IGNORECASE)


@dataclass(slots=True)
class Glossary:
    """Ids by defined term, and for each id its kind, its fullest name and its short one."""

    terms: dict[str, str] = field(default_factory=dict)
    titles: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, id of each title in the text
    kinds: dict[str, InstrumentKind] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)

    def learn(self, instrument_id: str, kind: InstrumentKind, name: str) -> None:
        """An instrument under a name: the one with a coupon is kept, then the first."""
        self.kinds[instrument_id] = kind
        held = self.names.get(instrument_id)
        if held is None or ("%" in name and "%" not in held):
            self.names[instrument_id] = name

    def define(self, term: str, instrument_id: str) -> None:
        """A short name. One that two instruments share ("the notes") is nobody's."""
        if self.terms.setdefault(term, instrument_id) != instrument_id:
            self.terms[term] = ""
        if (
            YEAR.search(SERIES_LETTER.sub(r"\1 ", term)) or TICKER_FIRST.match(term)
        ) and instrument_id not in self.series:
            self.series[instrument_id] = term


def read_glossary(text: str, issuer: Issuer) -> Glossary:
    """The instruments that a document names. `text` is all of it."""
    glossary = Glossary()
    titles = sorted(find_titles(text, issuer), key=lambda title: title.start)
    _read_preferred(text, issuer, [title for title in titles if title.kind == "preferred"], glossary)
    _read_notes(
        text, issuer, [title for title in titles if title.kind != "preferred" and not title.foreign], glossary
    )
    _read_loans(text, issuer, glossary)
    glossary.terms = {term: instrument for term, instrument in glossary.terms.items() if instrument}
    return glossary


# ── notes ────────────────────────────────────────────────────────────────────────────────────────────────


def _read_notes(text: str, issuer: Issuer, titles: list[Title], glossary: Glossary) -> None:
    cik = issuer.issuer_cik
    defined = {title.start: _definition(text, title, titles) for title in titles if title.full}
    words = {title.start: _with_year(title, defined.get(title.start)) for title in titles}
    known = {
        identify_instrument(cik, title.kind, words[title.start])
        for title in titles
        if title.kind is not None and title.full
    }
    known = {instrument for instrument in known if is_complete(instrument)}
    short: dict[str, str] = {}  # "convertible_note:2030A" -> the complete id that the document gives it
    for title in titles:
        term = defined.get(title.start)
        if term and title.kind:
            own = identify_instrument(cik, title.kind, words[title.start])
            for key in (_short_key(title.kind, term), _short_key(None, term)):
                if short.setdefault(key, own) != own:
                    short[key] = ""  # two notes are called so
    for title in titles:
        instrument = _complete(cik, title, words[title.start], known, short)
        if instrument is None:
            continue
        convertible = ":convertible_note:" in instrument
        glossary.learn(instrument, "convertible_note" if convertible else "senior_note", title.words)
        glossary.titles.append((title.start, title.end, instrument))
        if term := defined.get(title.start):
            glossary.define(term, instrument)
        elif not title.full and not title.words.endswith("Shares"):
            glossary.series.setdefault(instrument, title.words)


def _with_year(title: Title, term: str | None) -> str:
    """'0.75% Convertible Senior Notes (the "2030 Notes")' says its year in the short name alone."""
    year = YEAR.search(SERIES_LETTER.sub(r"\1 ", term)) if term and not title.year else None
    return f"{title.words} due {year[1]}" if year else title.words


def _short_key(kind: InstrumentKind | None, words: str) -> str:
    return f"{kind or 'any'} {identify_instrument(0, 'senior_note', words)}"


def _complete(cik: int, title: Title, words: str, known: set[str], short: dict[str, str]) -> str | None:
    instrument = identify_instrument(cik, title.kind or "senior_note", words)
    if title.kind and is_complete(instrument):
        return instrument
    letter = SERIES_LETTER.search(words)
    if not title.full and (bound := short.get(_short_key(title.kind, words))):
        return bound
    year = re.search(r"20\d\d", words)
    if year is None:  # "0.75% Convertible Senior Notes": the one of that coupon
        fits = {one for one in known if one.split(":")[2].startswith(instrument.split(":")[2].split("-")[0] + "-")}
        return next(iter(fits)) if len(fits) == 1 and title.kind else None
    fits = {
        one
        for one in known
        if one.endswith(f"-{year[0]}") and (title.kind is None or one.startswith(f"{cik}:{title.kind}:"))
    }
    if len(fits) == 1 and not letter:
        return next(iter(fits))
    return instrument if title.kind else None


def _definition(text: str, title: Title, titles: Sequence[Title]) -> str | None:
    match = DEFINITION.match(text, title.end)
    if match is None or JOINT.search(match["lead"]):
        return None
    if any(one.full and title.end <= one.start < match.start("lead") for one in titles):
        return None  # "notes due 2032 for $44 million of 6.25% notes due 2033 (the “2033 Notes”)": the last one's
    term = " ".join(match["term"].split())
    if title.kind != "preferred":
        return term if NOTE_TERM.search(term) else None
    if re.fullmatch(r"[A-Z]{3,5}", term):  # "available for sale (AFS)" is no ticker
        return term if PAR_VALUE.fullmatch(text, title.end, match.start("lead") - 1) else None
    return term if STOCK_TERM.search(term) and not OTHER_STOCK.search(term) else None


# ── preferred ────────────────────────────────────────────────────────────────────────────────────────────


def _read_preferred(text: str, issuer: Issuer, titles: list[Title], glossary: Glossary) -> None:
    cik = issuer.issuer_cik
    others = {identify_instrument(cik, "preferred", title.words) for title in titles if title.foreign}
    titles = [title for title in titles if identify_instrument(cik, "preferred", title.words) not in others]
    tickers = {f"{cik}:preferred:{word}": ticker for word, ticker in load_tickers(cik).items()}
    for title in titles:
        if cover := COVER.match(text, title.end):
            tickers[identify_instrument(cik, "preferred", title.words)] = re.sub(r"[-. ]", "", cover["ticker"])
    defined = {title.start: _definition(text, title, titles) for title in titles}
    for title in titles:
        if (term := defined[title.start]) and (ticker := TICKER_FIRST.match(term)):
            tickers.setdefault(identify_instrument(cik, "preferred", title.words), ticker["ticker"])
    for title in titles:
        instrument = identify_instrument(cik, "preferred", title.words)
        if instrument in tickers:
            instrument = f"{cik}:preferred:{tickers[instrument]}"
        term = defined[title.start]
        # 0000950170-25-083448 prints "strike" where it defines STRF: the ticker tells.
        name = title.words
        if term and (own := TICKER_FIRST.match(term)) and instrument != f"{cik}:preferred:{own['ticker']}":
            instrument = f"{cik}:preferred:{own['ticker']}"
            name = term
        glossary.learn(instrument, "preferred", name)
        glossary.titles.append((title.start, title.end, instrument))
        if term:
            glossary.define(term, instrument)
    _read_tickers(text, cik, glossary)


def _read_tickers(text: str, cik: int, glossary: Glossary) -> None:
    """Names by ticker: also of a series that a short report names so alone, as earlier filings have bound it."""
    for ticker in sorted(set(load_tickers(cik).values())):
        if re.search(rf"\b{ticker}\s+(?:Stock|Shares|Preferred)\b", text):
            glossary.learn(f"{cik}:preferred:{ticker}", "preferred", ticker)
    for instrument in list(glossary.kinds):
        key = instrument.rsplit(":", 1)[1]
        if key.isupper() and ":preferred:" in instrument:
            glossary.terms[key] = instrument
            glossary.series[instrument] = key
            for noun in ("Stock", "Shares", "Preferred Stock"):
                glossary.terms.setdefault(f"{key} {noun}", instrument)


# ── loans ────────────────────────────────────────────────────────────────────────────────────────────────


def _read_loans(text: str, issuer: Issuer, glossary: Glossary) -> None:
    named: list[int] = []  # where a loan has a name of its own, so that its agreement is no second one
    for row in LOAN_ROW.finditer(text):
        name = " ".join(row["name"].split())
        before = text[max(0, row.start() - ROW_CONTEXT) : row.start()]
        if name[0].isupper() and DEBT_TABLE.search(before) and name not in glossary.terms:
            instrument = identify_instrument(issuer.issuer_cik, "loan", name)
            glossary.learn(instrument, "loan", name)
            glossary.define(name, instrument)
            glossary.series.setdefault(instrument, name)
    found = sorted(LOAN.finditer(text), key=lambda match: LOAN_AGREEMENT.search(match["term"]) is not None)
    for match in found:
        term = " ".join(match["term"].split())
        agreement = LOAN_AGREEMENT.search(term)
        if (LOAN_TERM.search(term) or agreement) is None or JOINT.search(match["lead"]):
            continue
        if agreement and any(abs(at - match.start()) < ONE_LOAN for at in named):
            continue
        around = text[max(0, match.start() - 200) : match.start()] + text[match.start() : match.end()]
        if LENT.search(around) or re.search(
            rf"{re.escape(term)}[^.]{{0,60}}\bunder\s+which\s+(?:the\s+Company|we)\s+(?:provided|lent)", text
        ):
            continue  # 0000827876-25-001022: the company is the lender
        words = term
        if GENERIC_LOAN.match(term):
            matures = re.search(re.escape(term) + MATURES, text)
            if matures is None:
                continue
            words = f"{term} due {matures[1]}"
        named.append(match.start())
        instrument = identify_instrument(issuer.issuer_cik, "loan", words)
        glossary.learn(instrument, "loan", term)
        glossary.define(term, instrument)
        glossary.series.setdefault(instrument, term)
