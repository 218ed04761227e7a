"""An open monitor of SEC filings: a holdings ledger that adds up, every figure one click from its sentence."""

__version__ = "0.1.0"
