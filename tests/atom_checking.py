"""What RFC 4287 demands of a feed, as a validator would."""

from __future__ import annotations

import re
from datetime import datetime
from xml.etree import ElementTree as ET

ATOM = {"a": "http://www.w3.org/2005/Atom"}
URI = r"[\w\-.~:/?#\[\]@!$&'()*+,;=%]+"  # the characters of RFC 3986


def check_atom(content: bytes) -> ET.Element:
    """What RFC 4287 demands of a feed and its entries (4.1.1, 4.1.2), as a validator would."""
    feed = ET.fromstring(content)  # noqa: S314 - ours
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    ids = [element.text for element in feed.iterfind(".//a:id", ATOM)]
    assert len(ids) == len(set(ids))
    for parent in (feed, *feed.iterfind("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"a:{name}", ATOM)) == 1, name
        assert re.fullmatch(rf"(tag|urn|https?):{URI}", parent.findtext("a:id", "", ATOM), re.ASCII)
        assert datetime.fromisoformat(parent.findtext("a:updated", "", ATOM)).tzinfo
    (own,) = feed.findall("a:link[@rel='self']", ATOM)  # where it is found, so that a reader can subscribe
    assert own.get("type") == "application/atom+xml"
    for link in feed.iterfind(".//a:link", ATOM):
        assert re.fullmatch(URI, link.get("href", ""), re.ASCII)
    assert feed.findtext("a:author/a:name", "", ATOM)  # holds for entries without one of their own
    for entry in feed.iterfind("a:entry", ATOM):
        links = entry.findall("a:link[@rel='alternate']", ATOM)
        assert len(links) <= 1
        assert links or entry.find("a:content", ATOM) is not None
    return feed
