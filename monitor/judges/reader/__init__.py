"""The second reader: a learned opinion on statements that the rules leave open, or refute by a figure that they
may have bound to the wrong thing.

    closest.py     the passages of the filings known by then that say most of the statement
    features.py    how the statement stands to them and to what is disclosed: counts and shares, never its words
    model.py       a forest and a linear model, from `models/verdicts/reader.json`
    weigh.py       what that comes to beside the rule's finding: a finding with the passage, or nothing

It learned from statements with known verdicts (`bench/train_reader.py`, card `models/verdicts/reader.md`). It sees
nothing that was filed after the statement was made, and never overrules silence: a window that no disclosure
covers stays open (contract, Verdicts, 3).
"""
