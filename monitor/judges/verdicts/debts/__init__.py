"""Debt: what is owed in all, the terms of notes, when they fall due, and how they end.

    debts.py, first_maturity.py, due_in_year.py, all_due_by_then.py   sums, and when they fall due
    agreed_terms.py, papers_compared.py, fair_value_of_notes.py       one paper: terms, rank, worth
    called_notes.py, notes_gone.py                                    redeemed or bought back
    conversion_requests.py, bonds_turned_to_shares.py                 asked to be converted, and converted
    about_to_borrow.py                                                only talked of

Loans and what secures them are in `loans/`, what a sale of notes brought in `offerings/`.
"""
