"""Coins bought, and mined: how many, when, for how much, paid with what, and how that ranks.

Weeks in a row with a purchase are told by `_weekly_rows.py`, those without one by `_pauses.py`.
"""
