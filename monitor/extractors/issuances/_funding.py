"""What purchases were paid with: the footnote or sentence, joined to the period of its purchases.

"The bitcoin purchases were made using proceeds from …" stands in a footnote of the purchase table, or after the
sentence that gives the purchase. A footnote that serves two tables (a quarter's end) speaks of both periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from monitor.extractors._dates import find_periods
from monitor.extractors._figures import read_cell
from monitor.extractors._same_period import find_only_period
from monitor.extractors.issuances._sentences import Days, Sentence, earlier, is_hedged
from monitor.extractors.issuances._sources import Sources, read_sources
from monitor.extractors.issuances._words import Reading
from monitor.records import Asset, Issuance, PurchaseFunding, Table

EXTRACTOR = "issuances.funding"
BOUGHT = r"(?:acquired|purchased|bought)"
HEADED = re.compile(r"\b(?:acquired|purchased|bought)\b", re.IGNORECASE)
OF_MONEY = (
    r"\b(?:proceeds|cash|funds|reserve|loan|notes|stock|facility|borrowings|lines?\s+of\s+credit|credit\s+line|sales?|offering|ATMs?"
    r"|at-the-market)\b"
)
MONEY = rf"(?:(?:[^.;]|\.\d){{0,200}}?{OF_MONEY})"
BEFORE_TO = r"(?:(?!\bto\b)(?:[^.;]|\.\d))"  # behind the first "to" stands what the money was used for
SPENT = rf"(?:{BEFORE_TO}{{0,200}}?{OF_MONEY}{BEFORE_TO}*?)"
THOSE = re.compile(
    r"(?:all\s+of\s+|\$[\d.,]+(?:\s+(?:million|billion))?\s+of\s+)?(?:those|these|such|the)\s+(?:(?:combined|aggregate|total|net)\s+)*proceeds\b",
    re.IGNORECASE,
)
SOLD = re.compile(r"\b(?:sold|issued)\b", re.IGNORECASE)
OPENS = re.compile(r"\W*(?:[\w\s]{3,60}:\s+)?(?:As\s+previously\s+\w+,\s+)?(?:In|On|During)\s+(?:the\s+)?")
AFTER = re.compile(r",\s+at\s+an?\s+average|,\s+inclusive\s+of|;")


@lru_cache(maxsize=32)
def _patterns(asset: Asset) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(the asset's words, "purchases were made using", "purchased … using" or "used … to purchase")."""
    coin = rf"(?:{'|'.join(re.escape(word) for word in sorted(asset.words, key=len, reverse=True))})"
    made = re.compile(
        rf"(?P<noun>\b(?:(?:The|These|Those|Such|All(?:\s+of\s+(?:the|these))?|Our|[Tt]he|[Tt]hese|[Ss]uch)\s+)?(?:{coin}\s+)?"
        rf"(?:[Pp]urchases?|[Aa]cquisitions?)(?:\s+of\s+(?:the\s+)?(?:[\d,.]+\s+)?{coin})?(?:\s+for\s+\$[\d.,]+(?:\s+(?:million|billion))?)?"
        rf"(?:\s+(?:in|during)\s+[^;$]{{3,50}}?)?\s+(?:was|were)\s+(?:\w+\s+){{0,2}}?"
        rf"(?:made|funded|financed|paid(?:\s+for)?|completed))\s+(?:\w+\s+)?(?:using|with|from|by|through|out\s+of)\b(?P<money>.*)"
        rf"|\b(?:[Ff]unded|[Ff]inanced|[Pp]aid\s+for)\s+(?:the|these|its|our|such)\s+(?:{coin}\s+)?(?:purchases?|acquisitions?)(?:\s+of\s+(?:the\s+)?{coin})?"
        r"\s+(?:using|with|from|by|through|out\s+of)\b(?P<money2>.*)"
        rf"|\b(?i:{coin})\s+(?:was|were)\s+(?:\w+\s+){{0,2}}?(?:purchased|acquired|bought|paid\s+for)\s+(?:using|with|from|through|out\s+of)\b"
        r"(?P<money3>.*)",
        re.DOTALL,
    )
    used = re.compile(
        rf"\b{BOUGHT}\b[^;]*?\b{coin}\b[^;]*?\b(?:using|including\s+cash\s+from|(?:funded|financed|paid)\s+(?:with|by|from|using)|with)\b"
        rf"(?P<money>{MONEY}.*)"
        rf"|\b(?:used|utili[sz]ed|spent|deployed|applied|expended|drew(?:\s+(?:down\s+)?(?:up)?on|\s+down)?)\s+(?P<money2>{SPENT})\s+to(?:wards?)?\s+(?:purchase|acquire|buy|(?:the\s+)?(?:purchase|acquisition)s?\s+of)\b(?:[^.;]|\.\d)*?\b{coin}\b"
        rf"|^\W*(?:with|using|out\s+of|from)\s+(?P<money3>{MONEY}[^;]*?),\s+(?!which)(?:[\w.’']+\s+){{1,5}}?{BOUGHT}\b[^;]*?\b{coin}\b",
        re.DOTALL | re.IGNORECASE,
    )
    return re.compile(rf"\b{coin}\b", re.IGNORECASE), made, used


def find_fundings(
    reading: Reading, sentences: Sequence[Sentence], issuances: Sequence[Issuance]
) -> Iterator[PurchaseFunding]:
    """One per purchase period and amount; where the words give no amount, one for the whole footnote."""
    for sentence in sentences:
        if not re.search(r"purchas|acqui|bought|\bbuy", sentence.text, re.IGNORECASE):
            continue
        for asset in reading.issuer.assets:
            word, made, used = _patterns(asset)
            match = made.search(sentence.text)
            if match is not None:
                money = match["money"] or match["money2"] or match["money3"] or ""
                about = word.search(sentence.text) is not None
                spans = list(_joined(reading, sentence, sentences, word, about=about))
                if not spans and about:
                    spans = [(None, None)]
            else:
                match = used.search(sentence.text)
                said = match["money"] or match["money2"] or match["money3"] if match is not None else ""
                money = AFTER.split(said)[0]
                # "used those proceeds to buy": of the sales just spoken of.
                about = match is not None and THOSE.match(match["money2"] or match["money3"] or "") is not None
                spans = _own_days(sentence, sentences, SOLD if about else word) if match is not None else []
                only = sentence.told or find_only_period(reading.document.text, sentence.start, reading.filing)
                if match is not None and not spans and only is not None:
                    spans = [(only.start_on, only.end_on)]
            if match is None or is_hedged(sentence.text, match.start()):
                continue
            for days in dict.fromkeys(spans):
                for sources in read_sources(money, reading, issuances, days):
                    yield _funding(reading, sentence, asset, days, sources)
            if spans:
                break


def _funding(reading: Reading, sentence: Sentence, asset: Asset, days: Days, sources: Sources) -> PurchaseFunding:
    return PurchaseFunding(
        issuer_cik=reading.issuer.issuer_cik,
        asset=asset.asset,
        period_start_on=days[0],
        period_end_on=days[1],
        securities=", ".join(sources.securities),
        other_sources=", ".join(sources.others),
        amount_usd=sources.amount,
        source=reading.document.quote(sentence.start, sentence.end),
        known_at=reading.filing.accepted_at,
        extractor=EXTRACTOR,
    )


def _joined(
    reading: Reading, sentence: Sentence, sentences: Sequence[Sentence], word: re.Pattern[str], *, about: bool
) -> Iterator[Days]:
    """The periods of the purchases that a footnote or following sentence speaks of."""
    own = sentence.ranges
    if own:
        yield own[0].start_on, own[0].end_on
        return
    tables = [
        table
        for table in reading.document.tables
        if any(note.start < sentence.end and sentence.start < note.end for note in table.footnotes)
        and _buys(reading, table, word)
    ]
    if not tables and sentence.block.kind == "footnote":
        above = [t for t in reading.document.tables if t.end <= sentence.start and _buys(reading, t, word)]
        tables = above[-1:]
    busy = [table for table in tables if _has_purchase(table)] or tables
    for table in busy:
        yield _table_days(reading, table)
    if busy:
        return
    for other in earlier(sentence, sentences):
        if other.ranges and word.search(other.text) and HEADED.search(other.text):
            yield other.ranges[0].start_on, other.ranges[0].end_on
            return
    if about and sentence.told is not None:
        yield sentence.told.start_on, sentence.told.end_on


def _own_days(sentence: Sentence, sentences: Sequence[Sentence], word: re.Pattern[str]) -> list[Days]:
    """The period in the sentence, above it, or of the purchase that the block spoke of before."""
    if sentence.ranges:
        return [(sentence.ranges[0].start_on, sentence.ranges[0].end_on)]
    for other in earlier(sentence, sentences, 3):
        if (
            other.block is sentence.block
            and other.ranges
            and word.search(other.text)
            and (word is SOLD or HEADED.search(other.text))
        ):
            return [(other.ranges[0].start_on, other.ranges[0].end_on)]
    # The month that its paragraph opens with: "In April 2025, the Company exercised"; a day is another deed's.
    for other in earlier(sentence, sentences):
        opens = OPENS.match(other.text) if other.start == sentence.block.start else None
        told = next((p for p in find_periods(other.text, opens.end()) if p.kind != "day"), None) if opens else None
        if opens and told and told.start == opens.end():
            return [(told.start_on, told.end_on)]
    on = [p for p in sentence.days if re.search(r"\bon\s+$", sentence.text[: p.start], re.IGNORECASE)]
    return [(on[0].start_on, on[0].end_on)] if on and "announc" not in sentence.text else []


def _buys(reading: Reading, table: Table, word: re.Pattern[str]) -> bool:
    text = reading.text(table.start, table.end)
    return word.search(text) is not None and HEADED.search(text) is not None


def _table_days(reading: Reading, table: Table) -> Days:
    """The first period of a table, else the last one in the paragraph above it."""
    for row in table.rows:
        for cell in row:
            if cell is not None:
                for period in find_periods(cell.text):
                    if period.kind != "day":
                        return period.start_on, period.end_on
    above = [block for block in reading.document.blocks if block.end <= table.start][-1:]
    for block in above:
        ranges = [p for p in find_periods(reading.document.text, block.start, block.end) if p.kind != "day"]
        if ranges:
            return ranges[-1].start_on, ranges[-1].end_on
    return None, None


def _has_purchase(table: Table) -> bool:
    """Whether a column of units bought holds anything but dashes."""
    columns = {
        number
        for row in table.rows
        for number, cell in enumerate(row)
        if cell is not None and HEADED.search(cell.text) and read_cell(cell.text) is None
    }
    cells = [row[number] for row in table.rows for number in columns if number < len(row)]
    figures = [read_cell(cell.text) for cell in cells if cell is not None]
    return any(figure is not None and figure.value != 0 for figure in figures)
