"""Read a file of articles, one JSON object a line: url, source, title, published_at, text or html, fetched_at.

Only `text` or `html` must be there (the text wins where both are). `author` and `language` are read when given,
other keys are left alone. A line that cannot be used is a Problem that names the file, the line and the remedy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from monitor.errors import SettingsError
from monitor.readers._article_date import read_instant
from monitor.readers.article import Said
from monitor.records import Problem

TEXTS = ("url", "source", "title", "author", "language", "text", "html", "published_at", "fetched_at")
KIND = "article_line"  # of the problems


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """One line: what it says of the article, and the article itself. Read it with `read_article`."""

    raw: bytes
    kind: Literal["html", "text"]
    said: Said
    line: int


def read_lines(raw: bytes, *, name: str, received_at: datetime) -> Iterator[ArticleLine | Problem]:
    """The lines in their order, blank ones left out. `received_at` is when an article was seen that does not say.

    Raises SettingsError when there is no line at all.
    """
    empty = True
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        empty = False
        try:
            yield _read_line(line, number, name, received_at)
        except ValueError as error:
            yield Problem(
                kind=KIND,
                severity="error",
                message=f"{name}, line {number}: {error}",
                source=name,
                line=number,
            )
    if empty:
        raise SettingsError(f"{name}, line 1: the file holds no article; write one JSON object a line")


def _read_line(line: bytes, number: int, name: str, received_at: datetime) -> ArticleLine:
    """Raises ValueError that says what is wrong with the line."""
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start + 1}; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}; one object a line") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON that can be read: {error}") from None
    if not isinstance(values, dict):
        raise ValueError(f"is {type(values).__name__}, not an object with url, source, title, text, ...")  # noqa: TRY004
    said = {key: _read_text(values, key) for key in TEXTS}
    kind: Literal["html", "text"] = "text" if said["text"].strip() else "html"
    if not said[kind].strip():
        raise ValueError("has neither text nor html; one of them holds the article")
    return ArticleLine(
        raw=said[kind].encode("utf-8", "replace"),
        kind=kind,
        line=number,
        said=Said(
            url=_read_url(said["url"]),
            source=said["source"] or _find_host(said["url"]) or name,
            title=said["title"],
            author=said["author"],
            language=said["language"],
            published_at=_read_instant(said, "published_at"),
            fetched_at=_read_instant(said, "fetched_at") or received_at,
        ),
    )


def _read_text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} = {value!r}"[:80] + "; write a text in quotes")  # noqa: TRY004
    # "\ud83d" alone is JSON, and yet no character
    return value if key in ("text", "html") else value.strip().encode("utf-8", "replace").decode()


def _read_url(url: str) -> str:
    """Raises ValueError for what is no web address: it becomes a link on the site."""
    if url and not _find_host(url):
        raise ValueError(f"url = {url!r} is not an address such as https://example.org/page; leave it out")
    return url


def _find_host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = parts.hostname if parts.scheme in ("http", "https") else None
    return (host or "").removeprefix("www.")


def _read_instant(said: dict[str, str], key: str) -> datetime | None:
    if not said[key]:
        return None
    if (instant := read_instant(said[key])) is None:
        raise ValueError(f"{key} = {said[key]!r} is not an instant such as 2026-02-02T14:30:00Z or 2026-02-02")
    return instant
