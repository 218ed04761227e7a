"""The embedded sample: EDGAR-style filings written by us, and a loopback EDGAR that serves them."""
