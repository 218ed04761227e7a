"""Particulars of debt paper in a sentence: principal, coupon, the days it names and what each is for.

"$800M at 0.625% due March 2030 and $603.75M at 0.875% due March 2031" are two papers of three particulars each: a
kind that comes a second time begins the next paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from monitor.judges._days import MONTHS
from monitor.records import ClaimFigure
from monitor.records.claims import Comparator

ParticularKind = Literal[
    "principal", "proceeds", "net", "coupon", "conversion", "maturity", "put", "call", "issued"
]
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
PAPER = r"(?:notes?|bonds?|converts?|convertibles?|debentures?|paper)"
YEARLESS = re.compile(
    rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|,?\s*20\d\d)|\b\d{{1,2}}\s{MONTH}(?!,?\s*20\d\d)", re.IGNORECASE
)
DAY = re.compile(
    rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>20\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{MONTH}),?\s+(?P<year2>20\d\d)\b"
    rf"|\b(?P<month3>{MONTH}),?\s+(?:of\s+)?(?P<year3>20\d\d)\b"
    rf"|\b(?P<year4>20[2-5]\d)(?P<letter>[A-C])?\b(?!,\d)",
    re.IGNORECASE,
)
ISSUE = re.compile(
    rf"\b(?P<month>{MONTH})(?:[’']s)?\s(?:[a-z]\w*\s)?(?:{PAPER}|deal|issue|offering|placement)\b"
    rf"|\b{PAPER}\sof\s(?:last\s)?(?P<month2>{MONTH})\b(?!\s*\d)",
    re.IGNORECASE,
)
SUM = re.compile(
    r"(?:US)?\$\s?(?P<number>\d[\d,]*(?:\.\d+)?)(?:[\s-]?(?P<scale>billion|million|bn|mn|mln|[bm])\b)?"
    r"|(?<![\d.,$])(?P<number2>\d[\d,]*(?:\.\d+)?)[\s-](?P<scale2>billion|million)(?:[\s-]dollars?)?\b",
    re.IGNORECASE,
)
SCALES = {"b": 9, "m": 6}
RATE = re.compile(
    r"(?<![\d.])(?P<rate>\d{1,2}(?:\.\d+)?)\s?(?:%|per\s?cent\b)"
    r"(?!\s(?:of(?! (?:the|its) 20\d\d)|premium|discount|more|less|conversion))"
    r"|\b(?P<zero>zero[\s-](?:coupon|per\s?cent|interest)|no (?:coupon|interest)|interest-free)\b",
    re.IGNORECASE,
)
WORDS: Mapping[ParticularKind, str] = {
    "put": r"\bput(?:s|table)?\b|\bhand(?:ed|ing)?\b[^.;]{0,25}\bback\b|\bback to (?:it|the|(?:micro)?strategy)"
    r"|\b(?:demand|insist on)\b|\b(?:make|force|require|oblige|ask)s?\b[^.;]{0,40}\b(?:buy|repurchase|redeem|repay"
    r"|take)|\bholders?\b[^.;]{0,30}\b(?:can|may|could)\b|\bearly (?:exit|repayment|repurchase)\b"
    r"|\bsell\b[^.;]{0,25}\bback\b|\b(?:give|return|tender)\b[^.;]{0,25}\bback\b",
    "call": r"\bcall(?:able|ed|s)?\b|\b(?:redeemable|optional redemption)\b|(?<!holders )(?<!investors )\b(?:can"
    r"|may|could)(?:not| not)? (?:first )?redeem\b",
    "maturity": r"\b(?:due|matur\w+|expir\w+|repayable|runs?|running|until|repaid by"
    r"|(?:must|has to|have to) (?:repay|pay back|be (?:repaid|paid back)))\b",
    "issued": r"\b(?:issued|priced|placed|closed|sold|floated|launched|completed|raised)\b",
}
CONVERSION = re.compile(
    r"\b(?:conver\w+|swap\w*|exchang\w+|turn(?:s|ed)?|strike|(?:opt for|take|get|receive"
    r"|choose) (?:the )?(?:shares|stock))"
    r"\b[^;$]{0,60}$|^\s?(?:a|per) share\b|^\s?conversion",
    re.IGNORECASE,
)
NET = re.compile(r"\bnet(?:s|ted|ting)?\b|\bafter (?:costs|fees|discounts|expenses)\b", re.IGNORECASE)
SOLD_AS = re.compile(rf"\s(?:\w+\s){{0,2}}?(?:{PAPER}|sale|deal|offering|issue|placement)\b", re.IGNORECASE)
NET_BEFORE = re.compile(r"\bafter (?:costs|fees|discounts|expenses)\b[^;$]{0,60}$", re.IGNORECASE)
NET_IS = re.compile(r"\bnet (?:proceeds|cash)\b[^;]*:\s(?:about |around |roughly |some )?$", re.IGNORECASE)
PROCEEDS = re.compile(r"\b(?:proceeds|brought in|pocket\w*|rais\w+|yield\w*|took in)\b", re.IGNORECASE)
BOUNDS: tuple[tuple[Comparator, str], ...] = (
    ("about", r"\b(?:about|around|roughly|some|approximately|circa|close to)\s*$|[~≈]\s*$"),
    ("nearly", r"\b(?:nearly|almost|just under|just shy of)\s*$"),
    ("at_most", r"\b(?:at most|(?:no|not) more than)\s*$"),
    ("more_than", r"\b(?:more than|over|above|upwards of)\s*$"),
    ("at_least", r"\b(?:at least|(?:no|not) (?:less|fewer) than)\s*$"),
    ("less_than", r"\b(?:less than|under|below)\s*$"),
)
SMALL = Decimal(100_000)  # dollars: less is the price of a share
PER = Decimal(1_000)  # "shares per $1,000 principal amount"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year, as far as it is named."""

    year: int
    month: int = 0  # 0: not named
    day: int = 0
    letter: str = ""  # "2030A": which paper of the year

    def fits(self, other: Day) -> bool:
        """Whether both may name the same day."""
        return self.year == other.year and all(
            not one or not two or one == two
            for one, two in ((self.month, other.month), (self.day, other.day), (self.letter, other.letter))
        )

    def __str__(self) -> str:
        month = MONTHS[self.month - 1].capitalize() if self.month else ""
        return " ".join(filter(None, (str(self.day) if self.day else "", month, str(self.year) + self.letter)))


@dataclass(frozen=True, slots=True)
class Paper:
    """What a sentence says of one paper."""

    figures: tuple[tuple[ParticularKind, ClaimFigure], ...]
    days: tuple[tuple[ParticularKind, Day], ...]
    issue_month: int = 0  # "the February convert"

    def __len__(self) -> int:
        return len(self.figures) + len(self.days) + bool(self.issue_month)


def read_papers(words: str) -> tuple[Paper, ...]:
    """The papers of a sentence in order; what tells nothing (the shares per $1,000) is left out."""
    found: list[tuple[int, ParticularKind, ClaimFigure | Day]] = [*_figures(words), *_days(words)]
    papers: list[dict[ParticularKind, ClaimFigure | Day]] = []
    for _, kind, what in sorted(found, key=lambda one: one[0]):
        before = papers[-1].get(kind) if papers else None
        if isinstance(before, Day) and isinstance(what, Day) and before.fits(what):
            papers[-1][kind] = what if what.month or not before.month else before
        elif not papers or before is not None:
            papers.append({kind: what})
        else:
            papers[-1][kind] = what
    issue = ISSUE.search(words)
    month = _month(issue["month"] or issue["month2"]) if issue and len(papers) == 1 else 0
    return tuple(
        Paper(
            figures=tuple((kind, what) for kind, what in one.items() if isinstance(what, ClaimFigure)),
            days=tuple((kind, what) for kind, what in one.items() if isinstance(what, Day)),
            issue_month=month,
        )
        for one in papers
    )


def leaves_days(words: str) -> bool:
    """Whether it names days of which nothing tells what they are for, or in which year they are."""
    return YEARLESS.search(words) is not None or any(_kind_of(words, one) is None for one in DAY.finditer(words))


def read_sums(words: str) -> Iterator[tuple[ClaimFigure, re.Match[str]]]:
    """The dollar amounts of a sentence, and where they stand."""
    for match in SUM.finditer(words):
        number, scale = match["number"] or match["number2"], match["scale"] or match["scale2"] or ""
        value = Decimal(number.replace(",", ""))
        if scale:
            value = value.scaleb(SCALES[scale[0].lower()])
        yield figure_at(words, value, "USD", match), match


def read_days(words: str) -> Iterator[tuple[ParticularKind, Day]]:
    """The days of a sentence whose use its words tell."""
    for _, kind, day in _days(words):
        yield kind, day


def _figures(words: str) -> Iterator[tuple[int, ParticularKind, ClaimFigure]]:
    for match in RATE.finditer(words):
        yield match.start(), "coupon", figure_at(words, Decimal(match["rate"] or 0), "percent", match)
    for figure, match in read_sums(words):
        before, after = words[max(0, match.start() - 70) : match.start()], words[match.end() : match.end() + 30]
        if figure.value < SMALL:
            if figure.value != PER and (CONVERSION.search(before) or CONVERSION.search(after)):
                yield (
                    match.start(),
                    "conversion",
                    replace(figure, comparator="exactly") if figure.comparator != "about" else figure,
                )
            continue
        near = before[-35:].rpartition(";")[2] + after[:16].partition(",")[0]
        if SOLD_AS.match(after):
            near = ""  # "net proceeds of the $2 billion note sale": the sum is the sale's
        elif NET_IS.search(words[: match.start()]):
            near = "net"
        net = NET.search(near) or NET_BEFORE.search(before)
        kind: ParticularKind = "net" if net else "proceeds" if PROCEEDS.search(near) else "principal"
        yield match.start(), kind, figure


def figure_at(words: str, value: Decimal, unit: str, match: re.Match[str]) -> ClaimFigure:
    """A figure of no known role, meant as the words before it say."""
    return ClaimFigure(
        value=value,
        unit=unit,
        role="other",
        comparator=bound_before(words, match.start()),
        start=match.start(),
        end=match.end(),
    )


def bound_before(words: str, place: int) -> Comparator:
    """How a figure is meant, by the words right before it: "about", "nearly", "more than"."""
    before = words[max(0, place - 22) : place]
    return next((name for name, said in BOUNDS if re.search(said, before, re.IGNORECASE)), "exactly")


def _days(words: str) -> Iterator[tuple[int, ParticularKind, Day]]:
    for match in DAY.finditer(words):
        kind = _kind_of(words, match)
        if kind is not None:
            yield match.start(), kind, day_of(match)


def day_of(match: re.Match[str]) -> Day:
    """The day that a match of `DAY` names."""
    return Day(
        int(match["year"] or match["year2"] or match["year3"] or match["year4"]),
        _month(match["month"] or match["month2"] or match["month3"]),
        int(match["day"] or match["day2"] or 0),
        match["letter"] or "",
    )


def _kind_of(words: str, match: re.Match[str]) -> ParticularKind | None:
    """What a day is for: the nearest words before it say so, else "2030 notes", else the words after it."""
    if match["year4"] and re.match(
        rf"s?[\s-](?:issue|(?:\w+[\s-]){{0,3}}?{PAPER})\b", words[match.end() :], re.IGNORECASE
    ):
        return "maturity"
    before = re.split(r";|\.\s", words[: match.start()])[-1][-75:]
    if match["year4"] and re.search(
        rf"\b{PAPER}\s(?:sold\s|issued\s|placed\s|so far\s)?(?:in|during)\s$", before, re.IGNORECASE
    ):
        return "issued"
    if match["year4"] and re.search(rf"\b{PAPER}\s(?:of|from)\s$", before, re.IGNORECASE):
        return "maturity"
    if match["month3"] and re.match(rf"[\s-](?:\w+[\s-]){{0,2}}?{PAPER}\b", words[match.end() :], re.IGNORECASE):
        return "issued"  # "the December 2020 convertible"; one of a month to come is named by its maturity
    if match["month3"] and re.search(rf"\b{PAPER}\s(?:of|from)\s$", before, re.IGNORECASE):
        return "issued"
    nearest: tuple[int, ParticularKind] | None = None
    for kind, said in WORDS.items():
        last = max((one.end() for one in re.finditer(said, before, re.IGNORECASE)), default=-1)
        if last >= 0 and (nearest is None or last > nearest[0]):
            nearest = (last, kind)
    if nearest is not None:
        return nearest[1]
    after = words[match.end() : match.end() + 80]
    return next((kind for kind, said in WORDS.items() if re.search(said, after, re.IGNORECASE)), None)


def _month(words: str | None) -> int:
    return MONTHS.index(words[:3].lower()) + 1 if words else 0
