"""Sentences of ours on a page: names of columns set as code, days and forms kept in one piece."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

CODE = re.compile(r"`([^`\n]+)`")
WHOLE = re.compile(r"\b(\d{4}-\d\d-\d\d|(?:8-K|10-Q|10-K|20-F|6-K)(?:/A)?)(?![\w-])")


def write_prose(text: str | None) -> Markup:
    """HTML for a description or a message. What stands in it is escaped: a message may quote a filing."""
    written = WHOLE.sub(r'<span class="whole">\1</span>', CODE.sub(r"<code>\1</code>", str(escape(text or ""))))
    return Markup(written)  # noqa: S704 - escaped above
