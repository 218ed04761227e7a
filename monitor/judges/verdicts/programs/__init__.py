"""Stock sold at the market, bit by bit: what a program allows, what is left of it, and what was sold in a week.

Rows of a week beside the week before:

    common_stock_weeks.py   one paper, for any number of weeks (words: `../_week_words.py`)
    weeks_compared.py       what several papers brought together
    _streaks.py             weeks in a row with sales or without
"""
