"""`robots.txt`: what a search engine may read. Each page and feed once, not the endless ways to ask for them."""

from __future__ import annotations

# Every day, filter, sort and query makes another address of the same rows. A star stands for anything (RFC 9309).
ENDLESS = ("/search", "/*as_of=", "/*.csv?", "/*.json?", "/*.atom?", "/monitor?", "/monitor/*?", "/-/")


def write_robots(prefix: str) -> str:
    """The file for a site under a prefix, "" when it has the host to itself.

    A claim with its review, a document and a sentence stay open: they are what a reader should find.
    """
    return "\n".join(("User-agent: *", *(f"Disallow: {prefix}{path}" for path in ENDLESS), "Allow: /", ""))
