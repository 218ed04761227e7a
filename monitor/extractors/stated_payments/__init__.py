"""Stated payments: a dividend that was declared or paid, interest that is due, on a day and of a sum.

What counts names its instrument, a sum (a share, or of all) and the day of payment:
    "declared a cash dividend of $0.80 per share on the STRC Stock, payable on August 31 to holders of record"
    "Payment will be made on March 31, 2025", said after the sentence that declares
    the rows of a table under "declared the following cash dividends, payable on September 30, 2025"
    "On June 30, 2025, the Company paid $23.5 million with respect to the STRK Stock and $25.6 million ..."

A sum in euros, pounds or francs stays one. What does not count: the day of record or of the declaration for the
day of payment, a rate a year, what may be declared, what was not, dividends of common stock, sums of a period
("$49 million of dividends in 2025").
Form 8-K items 7.01 and 8.01; the notes on equity and on subsequent events of 10-Q and 10-K.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from monitor.extractors._dates import DAY, MONTH, read_day
from monitor.extractors._figures import Figure, find_figures
from monitor.extractors.instruments._facts import Source
from monitor.extractors.instruments._names import InstrumentMention, find_instruments
from monitor.extractors.instruments._passages import PLANNED, SUPPOSED, Passage, find_passages
from monitor.extractors.stated_payments._tables import find_in_tables
from monitor.records import Document, Filing, Issuer, ObligationKind, StatedPayment

DECLARED = re.compile(
    r"\b(?:declar(?:ed|es|ing|ation\s+of)|authoriz(?:ed|es)\s+(?:and\s+declared|the\s+payment\s+of)|approv(?:ed|es)\s+the\s+payment\s+of"
    r"|approv(?:ed|es)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:dividends?|distributions?))\b",
    re.IGNORECASE,
)
DIVIDEND = re.compile(r"\b(?:dividends?|distributions?)\b", re.IGNORECASE)
INTEREST = re.compile(r"\b(?:interest|coupon)\b", re.IGNORECASE)
# "paid ..., with $0.9 million from the sale of 11 bitcoin": the money that it was paid with
PAID_WITH = re.compile(
    r"\b(?:with|from|using|including|of\s+which|out\s+of|funded\s+by)\s+(?:approximately\s+|about\s+)?$",
    re.IGNORECASE,
)
ON_ANOTHER = re.compile(
    r"\s+(?:of|in)\s+(?:\w+\s+){0,2}(?:interest|coupons?|dividends?)\s+on\s+(?:the|its|our)\s+(?:[\w.%-]+\s+){0,6}?"
    r"(?:Loan|Notes?|Facility|Bonds?|Debentures?|Stock)\b"
)
PER_SHARE = re.compile(
    r"(?:\s+in\s+cash)?\s*,?\s+(?:per|for\s+each|on\s+each|a)\s+(?:\w+\s+){0,4}?shares?\b", re.IGNORECASE
)
NOT_DONE = re.compile(
    r"\b(?:not|never|no|nor|neither|unless|until|if|when,\s+as|(?-i:may)|intends?|future)\b", re.IGNORECASE
)
PAYABLE = re.compile(
    rf"\b(?:payable|(?:to\s+be|will\s+be|is|are|be|was|were)\s+(?:paid|made|due|distributed)|payment\s+date(?:\s+(?:of|is|will\s+be))?|paid|due)"
    rf"(?:\s+and\s+payable)?(?:\s+in\s+cash)?(?:\s+in\s+arrears)?\s*,?\s+(?:on\s+or\s+(?:about|around)|on|of)?\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
RECORD = re.compile(
    rf"\bof\s+record\b(?:[^.;]|\.(?=\S)|[ap]\.m\.){{0,90}}?(?P<day>{DAY})|\brecord\s+date\s+(?:of|is)\s+(?P<other>{DAY})",
    re.IGNORECASE,
)
PAID = re.compile(
    r"\b(?:paid|made\s+(?:the|its|an?)\s+(?:[\w-]+\s+){0,5}?payments?|payments?\b(?:[^.;]|\.(?=\d)){0,40}\b(?:was|were)\s+made)\b",
    re.IGNORECASE,
)
ON_DAY = re.compile(
    rf"\b(?:[Pp]aid|made)\s+(?:in\s+cash\s+)?on\s+({DAY})|\b[Oo]n\s+({DAY}),?(?:[^.;]|\.(?=\d|\s+[a-z])){{0,80}}?\b(?:paid|made)\b"
)
SEVERAL_DAYS = re.compile(
    rf"\bpayable\s+(?:in\s+cash\s+)?on\s+{MONTH}\s+\d{{1,2}}(?:\s*,\s*{MONTH}|\s+and\s+{MONTH})", re.IGNORECASE
)
SMALLEST_SUM = Decimal(10_000)


def extract(document: Document, filing: Filing, issuer: Issuer) -> Iterator[StatedPayment]:
    """Each payment of each instrument once, in the order of the text. Pure."""
    if not DIVIDEND.search(document.text) and not INTEREST.search(document.text):
        return
    prose = Source(document=document, filing=filing, issuer=issuer, extractor="stated_payments.prose/1")
    tables = Source(document=document, filing=filing, issuer=issuer, extractor="stated_payments.tables/1")
    found = [payment for passage in find_passages(document, issuer) for payment in _read(passage, prose)]
    found += find_in_tables(tables)
    found.sort(key=lambda one: (one.source.quote_start, one.source.quote_end))
    yield from _once(found)


def _read(passage: Passage, source: Source) -> Iterator[StatedPayment]:
    words = passage.words
    if SUPPOSED.search(words) or PLANNED.search(words):
        return
    declared, paid, on = (pattern.search(words) for pattern in (DECLARED, PAID, ON_DAY))
    due = _find_payable(passage, passage.start, passage.end)
    if declared and DIVIDEND.search(words):
        day = None if NOT_DONE.search(words[: declared.start()]) else _payment_day(passage, source.issuer)
        yield from _payments(passage, source, "dividend", day, is_paid=False)
    elif paid and on:
        day = None if NOT_DONE.search(words[: paid.start()]) else read_day(on[1] or on[2])
        yield from _payments(passage, source, _kind(passage), day, is_paid=True)
    elif due and _says_interest(passage, due):
        yield from _payments(passage, source, "interest", read_day(due["day"]), is_paid=False)


def _payments(
    passage: Passage, source: Source, kind: ObligationKind | None, due_on: date | None, *, is_paid: bool
) -> Iterator[StatedPayment]:
    """The sums of a sentence, each for its instrument; those of interest only where interest is said of them."""
    if kind is None or due_on is None:
        return
    record = RECORD.search(passage.text, passage.start, passage.paragraph[1]) if kind == "dividend" else None
    record_on = read_day(record["day"] or record["other"]) if record else None
    if record_on and record_on > due_on:
        record_on = None
    for figure, subject, per_share in _shared_out(passage):
        if (subject.kind == "preferred") != (kind == "dividend"):
            continue
        if PAID_WITH.search(passage.text, passage.start, figure.start) or _is_on_another(passage, figure, subject):
            continue
        if kind == "dividend" and per_share:
            yield source.payment(
                passage.span, subject, kind, due_on, per_share=figure.value, currency=figure.currency,
                record_on=record_on, is_paid=is_paid,
            )  # fmt: skip
        elif figure.value >= SMALLEST_SUM and (kind == "dividend" or _is_interest(passage, figure)):
            yield source.payment(
                passage.span, subject, kind, due_on, amount=figure.value, currency=figure.currency,
                record_on=record_on, is_paid=is_paid,
            )  # fmt: skip


def _is_on_another(passage: Passage, figure: Figure, subject: InstrumentMention) -> bool:
    """ "; $0.4 million of interest on the Delta Term Loan": a paper nobody could read, in another clause."""
    if subject.start >= figure.end:
        return False
    if ";" in passage.text[subject.end : figure.start]:
        return True
    other = ON_ANOTHER.match(passage.text, figure.end, passage.end)
    return other is not None and not any(figure.end <= one.start < other.end() for one in passage.mentions)


def _kind(passage: Passage) -> ObligationKind | None:
    """What was paid: as the sentence says, else as its paragraph does."""
    for text in (passage.words, passage.text[passage.paragraph[0] : passage.start]):
        dividend, interest = DIVIDEND.search(text), INTEREST.search(text)
        if dividend and not interest:
            return "dividend"
        if interest and not dividend:
            return "interest"
        if dividend or interest:
            return None
    return None


def _is_interest(passage: Passage, figure: Figure) -> bool:
    """ "an interest payment of $2.5 million", "$2.5 million of interest": no principal, no price."""
    before = passage.text[max(passage.start, figure.start - 60) : figure.start]
    after = passage.text[figure.end : min(passage.end, figure.end + 30)]
    return bool(INTEREST.search(before) or re.match(r"\s+(?:of|in)\s+(?:\w+\s+){0,2}interest\b", after))


def _payment_day(passage: Passage, issuer: Issuer) -> date | None:
    """The day of payment: in the sentence, else in what follows it in the paragraph.

    "Payable on June 15 and July 15, 2027" has a day for each of several payments, and what follows tells of
    another one; so is a day of one series where the sentence declares for two.
    """
    if SEVERAL_DAYS.search(passage.words):
        return None
    ids = {one.instrument_id for one in passage.mentions}
    for start, end in ((passage.start, passage.end), (passage.end, passage.paragraph[1])):
        if match := _find_payable(passage, start, end):
            at = max(start, passage.text.rfind(". ", start, match.start()) + 2)
            named = {m.instrument_id for m in find_instruments(passage.text, at, match.end(), issuer=issuer)}
            if start == passage.end and len(ids) > 1 and named and named < ids:
                return None
            return read_day(match["day"])
    return None


def _find_payable(passage: Passage, start: int, end: int) -> re.Match[str] | None:
    """The words that give the day of payment; "9.25% Senior Notes due June 15, 2031" is a name."""
    named = [(one.start, one.end) for one in (*passage.earlier, *passage.mentions)]
    found = PAYABLE.finditer(passage.text, start, end)
    return next((one for one in found if not any(a <= one.start() < b for a, b in named)), None)


def _says_interest(passage: Passage, due: re.Match[str]) -> bool:
    """Whether the sentence says before the day of payment that interest is paid then."""
    before, until = passage.text[passage.start : due.start()], passage.text[passage.start : due.end()]
    return INTEREST.search(before) is not None and NOT_DONE.search(until) is None


def _shared_out(passage: Passage) -> Iterator[tuple[Figure, InstrumentMention, bool]]:
    """Each sum of money with the instrument it is paid on, and whether it is a sum a share.

    The first instrument named before the next sum, else the last one named before it: "(i) $2.00 per share on the
    A Stock and (ii) $2.64 on the B Stock".
    """
    figures = [one for one in find_figures(passage.text, passage.start, passage.end) if one.currency]
    figures = [one for one in figures if not any(m.start <= one.start < m.end for m in passage.mentions)]
    ids = {mention.instrument_id for mention in passage.mentions}
    respectively = re.search(r"\brespectively\b", passage.words)
    if respectively and len(figures) > 1:
        order = list(dict.fromkeys(mention.instrument_id for mention in passage.mentions))
        if len(order) == len(figures):
            firsts = [next(m for m in passage.mentions if m.instrument_id == one) for one in order]
            each = _is_per_share(passage, figures[-1])
            yield from ((figure, subject, each) for figure, subject in zip(figures, firsts, strict=True))
        return
    for at, figure in enumerate(figures):
        until = figures[at + 1].start if at + 1 < len(figures) else passage.end
        after = next((m for m in passage.mentions if figure.end <= m.start < until), None)
        before = [m for m in passage.mentions if m.end <= figure.start]
        if after is not None and (len(figures) > 1 or not before or len(ids) == 1):
            yield figure, after, _is_per_share(passage, figure)
        elif subject := (before[-1] if before else passage.subject(figure.start) or _last_declared(passage)):
            yield figure, subject, _is_per_share(passage, figure)


def _is_per_share(passage: Passage, figure: Figure) -> bool:
    return PER_SHARE.match(passage.text, figure.end, passage.end) is not None


def _last_declared(passage: Passage) -> InstrumentMention | None:
    """ "declared $1.24 a share on the STRK Stock. A total dividend payment of $9.2 million was made": the last one
    named, when the sentence just before declares."""
    start = passage.text.rfind(". ", passage.paragraph[0], max(passage.paragraph[0], passage.start - 2)) + 2
    said = [one for one in passage.earlier if one.start >= start]
    ids = {one.instrument_id for one in said}
    return said[-1] if len(ids) == 1 and DECLARED.search(passage.text, start, passage.start) else None


def _once(found: Iterable[StatedPayment]) -> Iterator[StatedPayment]:
    seen: set[tuple[object, ...]] = set()
    for one in found:
        sums = (one.per_share_usd, one.amount_usd, one.per_share_other, one.amount_other, one.currency)
        said = (one.instrument_id, one.kind, one.due_on, *sums)
        if said not in seen:
            seen.add(said)
            yield one
