"""The figures of a statement about coins, grouped as they stand: so many coins, what they cost, what each cost.

Words divide a sentence in many ways, and a sum may be taken for that of the wrong coins: "took 271 bitcoin for $15
million and now sits on 91,850 coins that cost $2.241 billion". So each sum of money is given to the number of
coins that it stands by, each number of coins is looked for among the holding and the trades disclosed lately:

    every group agrees with its own row              the figures are right
    coins are those of a row, their money is not     the figures are wrong

Of anything else in the statement (shares, a percentage, a condition, a market value) nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from monitor.judges._figure_words import kinds_near
from monitor.judges.knowledge import Knowledge
from monitor.judges.statement import Judged
from monitor.judges.unread import Unread
from monitor.judges.verdicts import Finding
from monitor.judges.verdicts._cite import Sourced, cite, say_filed
from monitor.judges.verdicts._disclosed import NEWS_DAYS, Trade, last_digits, latest_total, trades_of
from monitor.judges.verdicts._figures import is_right, say_amount, say_figure
from monitor.judges.verdicts._saying import say_filed_trade, say_total
from monitor.judges.verdicts._time import said_on
from monitor.records import ClaimFigure

MILLION = Decimal(1_000_000)
FEWEST = Decimal(100)  # a number without a unit below this counts something else than coins
SHARP = 3  # digits that a number of coins needs to be known by
COIN_TYPES = ("holdings_total", "purchase", "avg_cost", "btc_sale_past", "other")
MANNER = ("asserted", "reported_speech")
COINS = re.compile(r"\b(?:bitcoins?|BTC|coins?)\b|₿", re.IGNORECASE)
ELSE = re.compile(
    r"\b(?:shares?|stock|notes?|bonds?|debt|loans?|converts?|convertibles?|dividends?|preferreds?|reserve"
    r"|worth"
    r"|valued?|market|price of|gains?|loss(?:es)?|if|would|could|may|might|will|wallets?|arkham|on-?chain"
    r"|carr(?:y|ies|ied|ying)|impair\w*|writ(?:e|ten|ing)[- ](?:down|off)s?|wrote (?:down|off)|book value"
    r"|(?:on|in) (?:its|the) books"
    r"|profits?|above|below|first|largest|biggest|record|highest|only|streak|not|never|no|false|fake|rumou?rs?"
    r"|custod\w+|pledged|collateral|subsidiary|mined|fair|STR[KFDCE])\b",
    re.IGNORECASE,
)
SOLD = re.compile(
    r"\b(?:s[oe]ll\w*|sold|sales?|dump\w*|unload\w*|offload\w*|part\w* with|let go)\b", re.IGNORECASE
)
NEWLY = re.compile(
    r"\b(?:another|more|additional|further|added|adds|latest|newest|new|fresh|last week|this week|today|yesterday"
    r"|just|between"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)
OVERALL = re.compile(
    r"\b(?:all|total|overall|holdings?|stash|hoard|stack|treasury|position|now|whole|entire|aggregate|to date)\b",
    re.IGNORECASE,
)
ITS_AVERAGE = re.compile(
    r"(?:\b(?:its|overall|total|blended|whole)|[’']s)\s(?:\w+\s){0,2}?(?:average|cost basis"
    r"|break-?even)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
LEADS = re.compile(  # money that stands before its coins: "$835.6 million for 8,178 bitcoin"
    r"\s(?:of (?:\w+ )?(?:cash|money) )?(?:for|on|into|in|worth of|of|to (?:buy|acquire|purchase|get|grab|pick up)"
    r"|went (?:on|into)|bought|purchased|got it|buying|acquiring|purchase of|buy of)"
    r"\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A number of coins and the money that stands by it."""

    coins: ClaimFigure
    money: tuple[ClaimFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is disclosed of a number of coins: held, bought or sold."""

    units: Decimal
    usd: Decimal | None
    each: Decimal | None
    held: bool
    told: str
    source: Sourced

    def of(self, figure: ClaimFigure) -> Decimal | None:
        """The disclosed figure that a sum of money of the group would be."""
        return self.usd if figure.value >= MILLION else self.each


def weigh_groups(whole: Judged, judged: Sequence[Judged], unread: Unread, known: Knowledge) -> Judged:
    """The statement's finding, put right where its grouped figures tell: a false contrast taken back, a wrong sum
    found, an open statement answered. Otherwise as it is."""
    groups = tuple(_groups(unread))
    if not groups or not _is_plain(judged, unread):
        return whole
    day = said_on(whole.claim)
    rows = [_find_row(group, known, day, unread) for group in groups]
    found = [(group, row) for group, row in zip(groups, rows, strict=True) if row is not None]
    off = [(figure, row) for group, row in found if _is_named(group) for figure in _wrong(group, row, unread)]
    traded = _find_traded([figure for figure, row in off if row.held], groups, unread, known, day)
    if off and traded is not None:
        found, off = [*found, (groups[0], traded)], []
    alone = len(groups) == 1 and not _is_of_both(rows[0], unread.text)
    if off and (whole.finding.label == "not_enough_evidence" or alone):
        figure, row = off[0]
        actual = row.of(figure)
        claimed = f"{say_figure(figure)} is claimed, {say_amount(actual, 'USD')} is disclosed" if actual else ""
        finding = _finding("refuted", "contradicts_disclosure", f"{row.told}; {claimed}.", known, [row])
        return Judged(claim=whole.claim, finding=finding)
    contrast = whole.finding.label == "refuted" and whole.finding.by_figures and len(groups) > 1
    if len(groups) == 1 and NEWLY.search(unread.text) and found and found[0][1].held:
        return whole  # "bought another 640,031 BTC": what is held is not what was bought
    open_ = whole.finding.label == "not_enough_evidence" and whole.finding.reason in (
        "outside_filings",
        "no_disclosure",
        "blind_window",
    )
    told = sum(1 + len(group.money) for group in groups)
    if off or len(found) < len(groups) or told < 2 or not (contrast or open_ or traded):
        return whole
    matching = [row for _, row in found]
    said = f"{'. '.join(row.told for row in matching)}."
    finding = _finding("supported", "matches_disclosure", said, known, matching)
    return Judged(claim=whole.claim, finding=finding)


def _find_traded(
    money: Sequence[ClaimFigure], groups: Sequence[Group], unread: Unread, known: Knowledge, day: date
) -> Row | None:
    """ "A $2.01 billion splurge lifted it to 843,738 coins": the purchase disclosed lately whose money all of this
    is, when it stands before the coins that are held and its nearest word is one of buying."""
    first = min(group.coins.start for group in groups)
    if not money or any(figure.start > first or _leads(figure, groups, unread) for figure in money):
        return None
    sums = [figure for figure in money if figure.value >= MILLION]
    if not any(kinds_near(unread.text, one, unread.figures, unread.start)[:1] == ("bought",) for one in sums):
        return None
    for trade in reversed(trades_of(known, "acquired")):
        row = _row_of(known, trade)
        amounts = [row.of(figure) for figure in money]
        fits = [
            amount is not None and is_right(figure, amount) for figure, amount in zip(money, amounts, strict=True)
        ]
        if 0 <= (day - trade.span[1]).days <= NEWS_DAYS and all(fits):
            return row
    return None


def _leads(figure: ClaimFigure, groups: Sequence[Group], unread: Unread) -> bool:
    """ "$177 million on 108,992 bitcoin": it is said to be that of those coins."""
    after = min((group.coins.start for group in groups if group.coins.start >= figure.end), default=figure.end)
    return LEADS.match(unread.text[figure.end - unread.start : after - unread.start]) is not None


def _row_of(known: Knowledge, trade: Trade) -> Row:
    return Row(
        units=trade.change.units,
        usd=trade.change.usd_amount,
        each=trade.change.average_price_usd,
        held=False,
        told=say_filed_trade(known, trade),
        source=trade.change,
    )


def _is_of_both(row: Row | None, words: str) -> bool:
    """Whether it may speak of the coins bought and of all that are held: money may then be of either."""
    return row is None or ";" in words or (NEWLY if row.held else OVERALL).search(words) is not None


def _finding(label: str, reason: str, told: str, known: Knowledge, rows: Sequence[Row]) -> Finding:
    supported = label == "supported"
    return Finding(
        label="supported" if supported else "refuted",
        reason=reason,
        rationale=told,
        evidence=cite(known, "supports" if supported else "refutes", *(row.source for row in rows)),
        firmness="exact",
        judge="figure_groups",
    )


def _is_plain(judged: Sequence[Judged], unread: Unread) -> bool:
    """Whether it speaks of coins bought, sold or held, says so outright, and of nothing else."""
    return (
        COINS.search(unread.text) is not None
        and ELSE.search(unread.text) is None
        and all(
            one.claim.claim_type in COIN_TYPES and one.claim.modality in MANNER and not one.claim.negated
            for one in judged
        )
    )


def _groups(unread: Unread) -> Iterator[Group]:
    """Nothing when a figure is neither a number of coins nor dollars, or when money stands by no coins."""
    coins = [one for one in unread.figures if _is_coins(one)]
    money = [one for one in unread.figures if one.unit == "USD"]
    if not coins or len(coins) + len(money) != len(unread.figures):
        return
    owners = [find_owner(one, coins, unread) for one in money]
    for number in coins:
        own = tuple(figure for figure, owner in zip(money, owners, strict=True) if owner is number)
        yield Group(coins=replace(number, unit="bitcoin"), money=own)


def _is_coins(figure: ClaimFigure) -> bool:
    return figure.unit == "bitcoin" or (figure.unit in ("number", "things") and figure.value >= FEWEST)


def find_owner(figure: ClaimFigure, coins: Sequence[ClaimFigure], unread: Unread) -> ClaimFigure:
    """The coins before it, unless it leads to those after it ("$835.6 million for 8,178 bitcoin")."""
    after = next((one for one in coins if one.start >= figure.end), None)
    before = next((one for one in reversed(coins) if one.end <= figure.start), None)
    if after is not None and (
        before is None or LEADS.match(unread.text[figure.end - unread.start : after.start - unread.start])
    ):
        return after
    return before or coins[0]


def _find_row(group: Group, known: Knowledge, day: date, unread: Unread) -> Row | None:
    """What is held now, or the trade lately disclosed, whose coins these are; None when nothing is."""
    number = group.coins
    if last_digits(number.value) < SHARP and not group.money:
        return None
    total = latest_total(known, day)
    nearest = kinds_near(unread.text, number, unread.figures, unread.start)[:1]
    bought = nearest == ("bought",) and NEWLY.search(unread.text)
    if total is not None and is_right(number, total.units) and _is_near(number, total.units) and not bought:
        return Row(
            units=total.units,
            usd=total.cost_usd,
            each=total.average_cost_usd,
            held=True,
            told=f"{say_filed(known, total.total.source)}: {say_total(total)}",
            source=total.total,
        )
    kind = "sold" if SOLD.search(unread.text) else "acquired"
    for trade in () if nearest == ("held",) else reversed(trades_of(known, kind)):
        change = trade.change
        late = 0 <= (day - trade.span[1]).days <= NEWS_DAYS
        if late and is_right(number, change.units) and _is_near(number, change.units):
            return _row_of(known, trade)
    return None


def _is_near(figure: ClaimFigure, units: Decimal) -> bool:
    """ "More than 600,000" is true of a lot of rows; it names the one that it is near."""
    return abs(figure.value - units) <= units / 20


def _is_named(group: Group) -> bool:
    return group.coins.comparator == "exactly" and last_digits(group.coins.value) > 1


def _wrong(group: Group, row: Row, unread: Unread) -> Iterator[ClaimFigure]:
    """Money that stands by the coins and is not theirs; where another sum of the same measure is, it is none of
    theirs ("$20,817 a coin, compared with the $30,664 paid on average")."""
    for figure in group.money:
        actual = row.of(figure)
        if actual is None or is_right(figure, actual) or not _stands_by(figure, group.coins, unread):
            continue
        same = [one for one in group.money if one is not figure and row.of(one) == actual]
        if not any(is_right(one, actual) for one in same):
            yield figure


def _stands_by(figure: ClaimFigure, coins: ClaimFigure, unread: Unread) -> bool:
    """Whether money is said to be that of the coins: behind them, leading to them, or by a word of cost or price;
    and is not "its average" beside coins that were bought."""
    before = unread.text[: figure.start - unread.start]
    if ITS_AVERAGE.search(before) and not OVERALL.search(unread.text):
        return False
    if figure.start >= coins.end:
        return True
    between = unread.text[figure.end - unread.start : coins.start - unread.start]
    near = kinds_near(unread.text, figure, unread.figures, unread.start)[:1]
    return LEADS.match(between) is not None or near in (("cost",), ("average",), ("bought",), ("sold",))
