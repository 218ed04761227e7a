"""Read a news page or a plain text as an Article, and as a Document that claims can be quoted from.

The main text is found by trafilatura, and where it finds none by BeautifulSoup: the paragraphs of <article>,
<main> or the body. The document begins with the headline, because a headline claims things; `Article.text` is the
text below it. Empty pages and pages that show their text to subscribers only are no articles: DocumentError.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from monitor.errors import DocumentError
from monitor.readers._article_date import read_instant
from monitor.readers._article_meta import PageMeta, read_meta
from monitor.readers._article_walls import refuse_wall
from monitor.readers._charset import decode
from monitor.readers._refusals import refuse_binary, refuse_error_page
from monitor.records import Article, Block, Document, content_id

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LEAST_WORDS = 25  # of a page on the web; a shell that scripts fill shows "Loading" and its menu
MAX_LENGTH = 5_000_000  # characters; the longest live blogs have a tenth of that
MAX_ELEMENTS = 20_000  # trafilatura's time grows with the square of them
LONG_ENOUGH = 200  # characters from which a language is told with certainty
AHEAD = timedelta(days=1)  # a page dated further ahead of the day it was seen is dated wrongly


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a feed or a line says of an article before it is read; "" and None where it says nothing."""

    url: str
    source: str
    fetched_at: datetime
    title: str = ""
    author: str = ""
    language: str = ""
    published_at: datetime | None = None


def read_article(
    raw: bytes, said: Said, *, kind: Literal["page", "html", "text"] = "page"
) -> tuple[Article, Document]:
    """The article in the bytes: a `page` of the web, `html` that somebody chose to hand over, or plain `text`.

    What `said` names wins over what the page says of itself. Raises DocumentError for what is no article.
    """
    where = said.url or said.source
    refuse_binary(raw, where)
    source = decode(raw)
    if len(source) > MAX_LENGTH:
        raise DocumentError(f"{where}: {len(source):,} characters are no article; at most {MAX_LENGTH:,} are read")
    meta = PageMeta()
    if kind == "text":
        body = tidy(source)
    else:
        body, meta = _read_html(source, said.url)
        refuse_error_page(said.title or meta.title, body, where)
        refuse_wall(body, meta, where)
    words = len(body.split())
    if words < (LEAST_WORDS if kind == "page" else 1):
        raise DocumentError(f"{where}: an empty page, {words} words of text; there is no article to read")
    title = tidy(said.title or meta.title).replace("\n", " ")
    if kind != "text":  # a page shows its headline above the text, which is no sentence of it
        body = re.sub(rf"\A{re.escape(title)}\n\n(?=\S)", "", body) if title else body
    published_at = said.published_at or read_instant(meta.published)
    if published_at is not None and published_at > said.fetched_at + AHEAD:
        published_at = None
    article = Article(
        article_id=content_id("article", said.url, "" if said.url else said.source, title, body),
        url=said.url,
        source=said.source,
        title=title,
        author=tidy(said.author or meta.author).replace("\n", " "),
        published_at=published_at,
        fetched_at=said.fetched_at,
        language=find_language(f"{title}\n{body}", said.language or meta.language),
        duplicate_of=None,
        text=body,
    )
    return article, _compose(article, hashlib.sha256(raw).hexdigest())


def tidy(text: str) -> str:
    """Lines end in a newline, no characters that no text holds, no blanks at either end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return re.sub(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+", "\n\n", text).strip()


def find_language(text: str, declared: str) -> str:
    """The two letters of a language: by its words when there are enough of them, else as declared, else "en"."""
    declared = declared.strip().lower()[:2]
    declared = declared if re.fullmatch("[a-z]{2}", declared) else ""
    if len(text) >= LONG_ENOUGH:
        from py3langid import classify

        found = str(classify(text[:5000])[0])
        if len(found) == 2:  # the others are languages that tickers and figures are taken for
            return found
    return declared or "en"


def _compose(article: Article, sha256: str) -> Document:
    """The headline, unless the body begins with it, and the body in blocks parted by blank lines."""
    text = article.text
    blocks: list[Block] = []
    if article.title and not text.startswith(article.title):
        blocks.append(Block(kind="heading", start=0, end=len(article.title)))
        text = f"{article.title}\n\n{text}"
    start = len(text) - len(article.text)
    blocks += [
        Block(kind="paragraph", start=start + match.start(), end=start + match.end())
        for match in re.finditer(r"\S.*?(?=\n\n|\Z)", article.text, re.DOTALL)
    ]
    return Document(
        document_id=content_id("document", article.article_id, "article", "", sha256),
        accession_number=None,
        article_id=article.article_id,
        type="article",
        url=article.url,
        sha256=sha256,
        text=text,
        blocks=tuple(blocks),
        language=article.language,
    )


def _read_html(source: str, url: str) -> tuple[str, PageMeta]:
    from trafilatura import bare_extraction, load_html

    tree: HtmlElement | None = load_html(source.encode())
    if tree is None:  # too small a piece of HTML for it
        return _read_paragraphs(source), PageMeta()
    meta = read_meta(tree)  # before trafilatura, which takes the tree apart
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        return _read_paragraphs(source), meta
    found = bare_extraction(tree, url=url or None, include_comments=False, output_format="python")
    body = tidy(found.text or "") if found is not None and not isinstance(found, dict) else ""
    body = re.sub(r"\n+", "\n\n", body)  # trafilatura gives one paragraph a line
    in_rows = sum(len(line) for line in body.split("\n") if line.startswith("|"))
    if in_rows * 2 < len(body):
        return body, meta
    return _read_paragraphs(source) or body, meta  # nothing found, or a page laid out in a table


def _read_paragraphs(source: str) -> str:
    """The text of the paragraphs, headings and list items of the main part of a page."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(source, "lxml")
    for noise in page(["script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form"]):
        noise.decompose()
    main = page.find("article") or page.find("main") or page.body or page
    parts = [tidy(part.get_text(" ")) for part in main.find_all(["p", "h1", "h2", "h3", "li", "blockquote"])]
    parts = [" ".join(part.split()) for part in parts if part]
    return "\n\n".join(dict.fromkeys(parts)) or " ".join(main.get_text(" ").split())
