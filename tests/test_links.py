"""Every link of the site leads somewhere: a walk over all pages that can be reached from the home page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from site_asking import open_site

EACH = 2  # so many addresses that differ in their query alone are asked for
SORTING = ("_sort", "_sort_desc", "_facet", "_next", "_size")  # of these one table is enough


def test_every_link_leads_somewhere(said_db: Path) -> None:
    """Pages, feeds, CSV, JSON and Atom answer; a place on a page that a link names is there."""
    ask = open_site(said_db)
    asked: dict[str, BeautifulSoup | None] = {}
    queries: dict[str, int] = {}
    waiting, broken = [("/", "", "/")], []
    while waiting:
        path, anchor, origin = waiting.pop()
        if path not in asked:
            plain = urlsplit(path).path
            names = {name for name, _ in parse_qsl(urlsplit(path).query)}
            if queries.get(plain, 0) >= EACH or names & set(SORTING):
                continue
            queries[plain] = queries.get(plain, 0) + 1
            asked[path] = walk(ask, path, origin, broken, waiting)
        tree = asked[path]
        if anchor and tree is not None and not tree.find(id=anchor):
            broken.append((origin, f"{path}#{anchor}"))
    assert broken == []
    assert len(asked) > 120


def walk(ask, path, origin, broken, waiting):  # type: ignore[no-untyped-def]  # the state of the walk above
    """The page at a path, its links put among those that wait; None for what is no page."""
    try:
        answer = ask(path)
    except AssertionError:
        broken.append((origin, path))
        return None
    if not answer.headers["content-type"].startswith("text/html"):
        return None
    tree = BeautifulSoup(answer.text, "lxml")
    for link in tree.select("a[href], link[href]"):
        target, anchor = urldefrag(urljoin(f"http://localhost{path}", link["href"]))
        parts = urlsplit(target)
        if parts.hostname == "localhost":
            waiting.append((parts.path + (f"?{parts.query}" if parts.query else ""), anchor, path))
    return tree
