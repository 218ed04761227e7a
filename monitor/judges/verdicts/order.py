"""The order in which the kinds of rules are asked: the first that knows the proposition decides.

Narrow before wide: a kind that reads few forms of words is asked before one that would take the same figures for
something else, group by group and within a group. A new kind is put into the group whose reason it shares; a test
sees that each stands here once.
"""

from types import ModuleType

from monitor.judges.verdicts import fallback
from monitor.judges.verdicts.company import renamed, split_ways, splits
from monitor.judges.verdicts.debts import (
    about_to_borrow,
    agreed_terms,
    all_due_by_then,
    bonds_turned_to_shares,
    called_notes,
    conversion_requests,
    debts,
    due_in_year,
    fair_value_of_notes,
    first_maturity,
    notes_gone,
    papers_compared,
    stated_default,
)
from monitor.judges.verdicts.holdings import (
    added_since,
    average,
    capped_holding,
    coins_of_a_subsidiary,
    gap_to_round_number,
    holdings,
)
from monitor.judges.verdicts.loans import (
    asset_backed_notes,
    bank_loan,
    collateral_coins,
    collateral_left_out,
    collateral_share,
    distress,
)
from monitor.judges.verdicts.market import coin_yield, flows, market_moves, market_value, prices, supposed_price
from monitor.judges.verdicts.offerings import (
    all_spent,
    buyers_option,
    capital_offerings,
    earmarked_proceeds,
    issued,
    note_proceeds,
    offering_ranks,
    parts_of_proceeds,
    plan_told_as_done,
    resized_note_sale,
    sources_compared,
)
from monitor.judges.verdicts.people import executives_own_coins, insiders, issuers_own_sale, successions
from monitor.judges.verdicts.preferred import (
    accrued_dividends,
    bills_paid,
    common_dividends,
    coupon_rhythm,
    dividends_a_share,
    payments,
    rate_by_price,
    rate_moved,
    rate_to_come,
    stated_missed,
)
from monitor.judges.verdicts.programs import (
    agreed_sales,
    atm_room,
    capital_programs,
    common_stock_weeks,
    sales_agreements,
    weeks_compared,
)
from monitor.judges.verdicts.purchases import (
    added_purchases,
    all_financed,
    average_after_purchase,
    future_purchases,
    mined,
    net_position,
    parts_of_price,
    purchases,
)
from monitor.judges.verdicts.reports import coin_rows_in_dollars, filed_figures, impairments, reported_rows
from monitor.judges.verdicts.reserves import (
    cash_aims,
    reserve_funding,
    reserve_moves,
    reserve_share,
    reserve_then_and_now,
    reserve_trend,
    reserves,
)
from monitor.judges.verdicts.sales import as_filed, coin_uses, future_sales, habit_of_selling, sales

# Two figures beside each other: each alone would be taken for a claim of its own.
COMPARED = (
    papers_compared, sources_compared, weeks_compared, common_stock_weeks, offering_ranks, resized_note_sale,
    rate_moved, average_after_purchase, reserve_then_and_now, reserve_share, reserve_trend, reserve_moves,
)  # fmt: skip

# A part of a figure, what lacks to one, or the sum of several: compared with the whole it would be wrong.
PARTS_AND_SUMS = (
    parts_of_price, parts_of_proceeds, buyers_option, note_proceeds, conversion_requests, collateral_left_out,
    coins_of_a_subsidiary, added_purchases, added_since, gap_to_round_number, net_position, all_financed,
    all_spent,
)  # fmt: skip

# What is planned, supposed or talked of: the rules of what has happened would ask for it among the facts.
NOT_SO_YET = (
    plan_told_as_done, rate_by_price, rate_to_come, supposed_price, about_to_borrow, capped_holding, cash_aims,
)  # fmt: skip

# Somebody else's coins and shares, or a measure of something else: no figure of the company's own trades.
OF_ANOTHER = (executives_own_coins, issuers_own_sale, common_dividends, coin_yield)

# A filing's own words, or a row of its tables: they tell what a figure is of, where facts of the store may not.
AS_FILED = (as_filed, habit_of_selling, reported_rows, coin_rows_in_dollars, fair_value_of_notes)

# One paper, by its name or terms, which tell its figures apart from what is owed or paid in all. Those that ask
# for a day alone come before those that read every term, and these before those of papers that have ended.
ONE_PAPER = (
    first_maturity, agreed_terms, all_due_by_then, notes_gone, bonds_turned_to_shares, called_notes, due_in_year,
    asset_backed_notes, bank_loan, accrued_dividends, coupon_rhythm,
)  # fmt: skip

# Money raised, each program and offering by itself, and then what became of it. What a unit cost on average is
# asked before the offerings: "an average of $97" is no price of a share that was sold.
RAISED_AND_SPENT = (
    agreed_sales, atm_room, average, capital_offerings, dividends_a_share, capital_programs,
    coin_uses, bills_paid, earmarked_proceeds, reserve_funding,
)  # fmt: skip

# From here on whole subjects, each of which reads any figure that may be of it. First coins that are pledged,
# which are held as well, and debt, of which a default is a part.
OWED = (collateral_coins, collateral_share, stated_default, debts, distress)

# Trades to come before what reports tell of the past: "will book an impairment when it sells".
TO_COME_AND_REPORTED = (future_purchases, future_sales, filed_figures, impairments, mined)

# What is held, issued and paid before what was bought with it.
HELD_AND_PAID = (holdings, issued, stated_missed, payments)

# Prices and flows, before the trades, which would take them for what was paid.
MARKET = (market_moves, market_value, prices, flows)

# What was bought, set aside and sold: the rules that read most forms of words.
TRADES = (purchases, reserves, sales, sales_agreements)

# The company itself and its people: told beside a trade, the trade is what is judged.
COMPANY = (insiders, successions, split_ways, splits, renamed)

ORDER: tuple[ModuleType, ...] = (
    *COMPARED,
    *PARTS_AND_SUMS,
    *NOT_SO_YET,
    *OF_ANOTHER,
    *AS_FILED,
    *ONE_PAPER,
    *RAISED_AND_SPENT,
    *OWED,
    *TO_COME_AND_REPORTED,
    *HELD_AND_PAID,
    *MARKET,
    *TRADES,
    *COMPANY,
    fallback,  # never None
)
