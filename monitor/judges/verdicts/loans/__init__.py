"""Loans of a bank, and what secures a loan or notes: coins that are pledged, and coins that are free.

`_which_loan.py` says which loan a sentence means: each rule asks it before it answers.
"""
