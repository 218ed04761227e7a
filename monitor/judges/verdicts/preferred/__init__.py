"""Preferred stock: what a share gets, at what rate and how often, and what interest and dividends cost."""
