"""What the site does to every request and page so that a day in the address goes with the visitor.

A table's own address takes the day as `_as_of`, for Datasette reads every other name as a column to filter by.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

from monitor.publish.as_of import AsOf, read_as_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

LINK = re.compile(r'href="(/[^"#?]*)?(\?[^"#]*)?(#[^"]*)?"')
FORM = re.compile(r'<form (?![^>]*class="day-form)[^>]*>')
ELSEWHERE = ("/assets/", "/-/", "/feeds")  # the same whatever the day
UNCOUNTED = (("_nocount", "1"), ("_nofacet", "1"))


def adapt_query(scope: Scope, tables: str, large: Collection[str]) -> Scope:
    """The request as Datasette shall see it. `tables` is where tables live ("/monitor/").

    Of a `large` table or view nothing is counted and no facet made: each would read all of it.
    """
    path = unquote(scope.get("path", ""))
    if scope.get("type") != "http" or not path.startswith(tables):
        return scope
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    adapted = [("_as_of" if name == "as_of" else name, value) for name, value in asked]
    table = path.removeprefix(tables).split("/")[0].split(".")[0]
    if table in large and "/" not in path.removeprefix(tables):
        adapted += [pair for pair in UNCOUNTED if pair[0] not in dict(asked)]
    if adapted == asked:
        return scope
    return {**scope, "query_string": urlencode(adapted).encode()}


def find_day(scope: Scope) -> AsOf:
    """The day in the address of a request."""
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    return read_as_of(asked.get("as_of") or asked.get("_as_of"))


def send_with_day(scope: Scope, send: Send, *, prefix: str = "") -> Send:
    """A `send` that puts the day of the request into the links of the page, when it has one and sends a page."""
    day = find_day(scope).day
    if day is None:
        return send
    start: Message | None = None
    body = bytearray()

    async def send_page(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start":
            headers = [(name.lower(), value) for name, value in message.get("headers", [])]
            if any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers):
                kept = [(name, value) for name, value in headers if name != b"content-length"]
                start = {**message, "headers": kept}
                return
        if start is None:
            await send(message)
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            await send(start)
            page = keep_day(body.decode(), day, prefix=prefix)
            await send({"type": "http.response.body", "body": page.encode()})

    return send_page


def keep_day(page: str, day: date, *, prefix: str = "") -> str:
    """The page with the day in each of its links and forms that lead to a page of the site.

    A quotation mark in a text is escaped by whoever wrote it into the page, so only real attributes match.
    """
    asked = f"as_of={day.isoformat()}"

    def add(link: re.Match[str]) -> str:
        path, query, anchor = link[1] or "", link[2] or "", link[3] or ""
        if not path and not query:  # a place on the same page, or nothing
            return link[0]
        if path.removeprefix(prefix).startswith(ELSEWHERE) or path.startswith("//") or "as_of=" in query:
            return link[0]
        joined = f"{query}&amp;{asked}" if len(query) > 1 else f"?{asked}"
        return f'href="{path}{joined}{anchor}"'

    hidden = f'<input type="hidden" name="as_of" value="{day.isoformat()}">'
    return FORM.sub(lambda form: form[0] + hidden, LINK.sub(add, page))
