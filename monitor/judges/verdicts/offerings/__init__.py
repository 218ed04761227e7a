"""Notes and stock that were sold in one go: how much, at what price, for how much after costs, and for what.

Stock that is sold bit by bit is in `programs/`.
"""
