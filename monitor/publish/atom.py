"""Atom feeds (RFC 4287), with stable ids and bytes: times come from the entries and never from the clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # only writes

NAMESPACE = "http://www.w3.org/2005/Atom"
# A tag needs a name and a year that were ours (RFC 4151); `.invalid` is nobody's (RFC 2606).
TAG = "tag:filing-monitor.invalid,2026:"
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER = "1970-01-01T00:00:00Z"  # of a feed without entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. Instants are UTC ISO text, as the store keeps them."""

    id: str  # stable and unique within the feed
    title: str
    text: str  # plain; markup in it shows as it stands
    updated_at: str
    url: str = ""  # the page it is about, when there is one
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """The bytes of a feed, how many entries it has, and when the newest of them was known."""

    content: bytes
    rows: int
    newest_known_at: str | None


def render_atom(name: str, title: str, entries: Sequence[Entry], *, address: str) -> AtomFeed:
    """A feed of entries, in their order. `name` is what tells it from our other feeds: "alerts"; `address` is
    where it is found: whole, or relative to wherever the feed was read from (RFC 4287, 4.2.7.1)."""
    ET.register_namespace("", NAMESPACE)
    feed = ET.Element(_tag("feed"))
    newest = max((entry.updated_at for entry in entries), default=None)
    _add(feed, "id", TAG + name)
    _add(feed, "title", title)
    _add(feed, "updated", newest or NEVER)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(_add(feed, "author"), "name", "Filing monitor")
    for entry in entries:
        element = _add(feed, "entry")
        _add(element, "id", f"{TAG}{name}/{entry.id}")
        _add(element, "title", " ".join(entry.title.split()), type="text")
        _add(element, "updated", entry.updated_at)
        if re.match(r"https?://", entry.url):  # nothing else is a link: a filing may hold any words
            _add(element, "link", rel="alternate", href=entry.url)
        if entry.category:
            _add(element, "category", term=entry.category)
        _add(element, "content", entry.text, type="text")
    content = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return AtomFeed(content=content + b"\n", rows=len(entries), newest_known_at=newest)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, _tag(name), {key: NOT_XML.sub("", value) for key, value in attributes.items()})
    element.text = NOT_XML.sub("", text) if text is not None else None
    return element


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
