"""What a news page says of itself: JSON-LD (schema.org NewsArticle), Open Graph and plain meta elements."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DATES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "pubdate",
         "parsely-pub-date", "dc.date.issued", "publish-date", "sailthru.date")  # fmt: skip
AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author")
TITLES = ("og:title", "twitter:title", "dc.title")
WALLS = ("paywall", "piano-offer", "meter-wall", "regwall", "tp-modal")  # in a class or an id
HIDDEN = {"script", "style", "noscript", "template"}
DEPTH = 6  # JSON-LD nests articles in a graph of a list, no deeper


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMeta:
    """As printed on the page; "" where it says nothing."""

    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    is_free: bool | None = None  # schema.org isAccessibleForFree
    has_wall: bool = False  # an element is named after a paywall
    shown: str = ""  # all words of the page, menus and boxes included


def read_meta(tree: HtmlElement) -> PageMeta:
    """The meta of a parsed page. Nothing of it is trusted to be there or to be well-formed."""
    named: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        named.setdefault(name, (element.get("content") or "").strip())
    linked = list(_read_linked(tree))
    title = tree.find(".//title")
    heading = tree.find(".//h1")
    stamp = tree.find(".//time[@datetime]")
    return PageMeta(
        title=_first(
            _texts(linked, "headline"),
            [named.get(name, "") for name in TITLES],
            [_text_of(heading), _text_of(title)],
        ),
        author=_first(
            _authors(linked), [named.get(name, "") for name in AUTHORS if "://" not in named.get(name, "")]
        ),
        published=_first(
            _texts(linked, "datePublished"),
            [named.get(name, "") for name in DATES],
            [stamp.get("datetime") or "" if stamp is not None else ""],
        ),
        language=tree.get("lang") or named.get("og:locale", ""),
        is_free=_read_freedom(linked),
        has_wall=_has_wall(tree),
        shown=_read_words(tree),
    )


def _read_linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, those inside lists and graphs included."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            yield from _walk(json.loads(script.text or "", strict=False), DEPTH)
        except (ValueError, RecursionError):
            continue


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list) and depth:
        for part in value:
            yield from _walk(part, depth - 1)


def _texts(linked: list[dict[str, Any]], key: str) -> list[str]:
    return [found for entry in linked if isinstance(found := entry.get(key), str)]


def _authors(linked: list[dict[str, Any]]) -> list[str]:
    """ "Ann Example, Ben Example" of the first object that names its authors."""
    for entry in linked:
        people = entry.get("author")
        people = people if isinstance(people, list) else [people]
        names = [person.get("name") if isinstance(person, dict) else person for person in people]
        if found := ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip()):
            return [found]
    return []


def _read_freedom(linked: list[dict[str, Any]]) -> bool | None:
    for entry in linked:
        if (free := entry.get("isAccessibleForFree")) is not None:
            return str(free).rpartition("/")[2].lower() != "false"
    return None


def _has_wall(tree: HtmlElement) -> bool:
    named = (
        f"{element.get('class')} {element.get('id')}".lower() for element in tree.iter("div", "section", "aside")
    )
    return any(wall in names for names in named for wall in WALLS)


def _read_words(tree: HtmlElement) -> str:
    parts: list[str] = []
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in HIDDEN:
            parts.append(element.text or "")
        parts.append(element.tail or "")
    return " ".join(" ".join(parts).split())


def _first(*choices: list[str]) -> str:
    return next((" ".join(text.split()) for texts in choices for text in texts if text.strip()), "")


def _text_of(element: HtmlElement | None) -> str:
    return "" if element is None else str(element.text_content())
