"""Say what of a source's body stands in no block: found by another way than the walk that made the blocks."""

from __future__ import annotations

import re

from monitor.records import Document

_UNSEEN = " or ".join(
    f"ancestor::*[{condition}]"
    for condition in (
        "self::head or self::script or self::style or self::title or self::noscript or self::template",
        "self::iframe or self::object or self::select or @hidden",
        "substring(name(), string-length(name()) - 6) = ':header'",
        "contains(translate(@style, 'DISPLAYNOE \t\n', 'displaynoe'), 'display:none')",
    )
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def find_uncovered(raw: bytes, document: Document) -> list[str]:
    """The stretches of the body's visible text that are in no block of the document, in order; empty is right.

    White space and characters without width do not count. Blocks must hold the text in the source's order.
    """
    from monitor.readers._charset import decode

    blocks = "".join(_squeeze(document.text[block.start : block.end]) for block in document.blocks)
    lost: list[str] = []
    at = 0
    for text in _body_texts(decode(raw)):
        piece = _squeeze(text)
        if blocks.startswith(piece, at):
            at += len(piece)
        else:
            lost.append(" ".join(text.split()))
    return lost


def _body_texts(source: str) -> list[str]:
    from lxml import etree

    from monitor.readers import is_html
    from monitor.readers.text import TAGS

    if not is_html(source):
        return TAGS.sub(" ", source).split()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    found = root.xpath(f"//text()[not({_UNSEEN})]") if root is not None else []
    return [str(text) for text in found] if isinstance(found, list) else []


def _squeeze(text: str) -> str:
    from monitor.readers._runs import visible

    return re.sub(r"\s+", "", visible(text)).translate(_RAISED)
