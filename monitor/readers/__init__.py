"""Read: bytes into a Document, text with offsets, blocks, tables and sections."""

from __future__ import annotations

import hashlib
import re

from monitor.errors import DocumentError
from monitor.records import Document, TaggedFigure, content_id

_HTML = re.compile(r"<(?:!doctype\s+html|html|body|div|span|font|br|td|tr|p|h[1-6])\b[^>]*>", re.IGNORECASE)
_SUBMISSION = re.compile(r"\s*(?:<SEC-DOCUMENT>|<SEC-HEADER>|<IMS-HEADER>|-----BEGIN PRIVACY-ENHANCED MESSAGE)")


def read_document(
    raw: bytes,
    *,
    accession_number: str | None,
    article_id: str | None = None,
    type: str,
    url: str,
    filename: str = "",
) -> Document:
    """Read one document of a filing, or one article: HTML of any age, or plain text, by its content.

    Raises DocumentError for what is none: nothing, a binary, a whole submission (`monitor.readers.submission`
    parts it first), a server's error page, a page without words.
    """
    from monitor.readers._charset import decode
    from monitor.readers._compose import compose
    from monitor.readers._layout import lay_out
    from monitor.readers._refusals import refuse_binary, refuse_error_page

    where = filename or url or accession_number or article_id or "document"
    refuse_binary(raw, where)
    source = decode(raw)
    if _SUBMISSION.match(source):
        raise DocumentError(f"{where}: a full submission, not one document of it")
    tagged: tuple[TaggedFigure, ...] = ()
    if is_html(source):
        from monitor.readers._inline_xbrl import read_figures
        from monitor.readers.html import read_html

        page = read_html(source)
        made = compose(lay_out(page.nodes))
        title = page.title
        tagged = tuple(read_figures(page.root, page.figures, made.tagged))
    else:
        from monitor.readers.text import read_text

        made = compose(lay_out(read_text(source)))
        title = ""
    refuse_error_page(title, made.text, where)
    if not made.blocks:
        raise DocumentError(f"{where}: a page without any words in its body")
    sha256 = hashlib.sha256(raw).hexdigest()
    return Document(
        document_id=content_id("document", accession_number or article_id, type, filename, sha256),
        accession_number=accession_number,
        article_id=article_id,
        type=type,
        url=url,
        sha256=sha256,
        text=made.text,
        blocks=tuple(made.blocks),
        tables=tuple(made.tables),
        tagged=tagged,
    )


def is_html(source: str) -> bool:
    """Whether the source is written in HTML; <TABLE>, <PAGE> and <C> alone are the old text format."""
    return bool(_HTML.search(source[:50_000]))
