"""The embedded sample: EDGAR-style filings written by us, and a loopback EDGAR that serves them.

`README.md` beside this file says what each filing shows, and which steps of the sample's ledger must be gaps.
"""

from __future__ import annotations

from pathlib import Path

MANIFEST = Path(__file__).parent / "manifest.csv"
FILINGS = Path(__file__).parent / "filings"
LABEL = "Reconstruction for demonstration: written by the monitor's authors from disclosed figures."
