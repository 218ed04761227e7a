"""Disarms the CSV that Datasette streams, as the feeds are: a quote that starts like a formula must not run.

Datasette writes cells as they are. This stands between it and the network, and rewrites whole records only.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from monitor.publish.feeds import disarm

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]


class RecordRewriter:
    """CSV text in pieces of any size in, the same records disarmed out."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._rest = ""

    def rewrite(self, piece: bytes, *, last: bool) -> bytes:
        """The records that are complete by now; with `last` also what is left."""
        text = self._rest + self._decode.decode(piece, last)
        cut = len(text) if last else _find_end(text)
        self._rest = text[cut:]
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerows([disarm(cell) for cell in row] for row in csv.reader(io.StringIO(text[:cut], newline="")))
        return out.getvalue().encode()


def _find_end(text: str) -> int:
    """The place after the last line break that stands outside quotes; 0 when there is none."""
    end = at = 0
    for number, part in enumerate(text.split('"')):
        if number % 2 == 0 and (found := part.rfind("\n")) >= 0:
            end = at + found + 1
        at += len(part) + 1
    return end


def send_disarmed(path: str, send: Send) -> Send:
    """`send` of an ASGI application, for the answer to a path that may be CSV."""
    rewriter: RecordRewriter | None = None

    async def forward(message: Message) -> None:
        nonlocal rewriter
        if message["type"] == "http.response.start":
            headers = dict(message.get("headers", ()))
            kind = headers.get(b"content-type", b"")
            # Datasette calls CSV text/plain unless it is downloaded, so the path decides; an error page is HTML.
            if path.endswith(".csv") and kind.startswith((b"text/csv", b"text/plain")):
                rewriter = RecordRewriter()
        elif message["type"] == "http.response.body" and rewriter is not None:
            more = bool(message.get("more_body"))
            message = {**message, "body": rewriter.rewrite(message.get("body", b""), last=not more)}
        await send(message)

    return forward
