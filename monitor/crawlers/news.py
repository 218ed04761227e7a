"""News: which articles the feeds of `monitor.toml` list about the watchlist, and their pages.

RSS and Atom of any age are read by feedparser, broken XML and wrong character sets included: it never expands the
entities of a document type, and what it cannot read whole is a problem while its items are kept. A feed that says
304, or lists nothing new, costs one request. Every request goes through `_web.py` with manners.
"""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from monitor.crawlers._address import require_web
from monitor.crawlers._answer import Answer, RefusedError
from monitor.crawlers._manners import make_manners
from monitor.crawlers._watchwords import make_gate
from monitor.crawlers._web import WebClient
from monitor.errors import SettingsError, SourceError
from monitor.records import Fetch, Problem, Validator
from monitor.settings import NewsFeed, Settings

if TYPE_CHECKING:
    from monitor.crawlers._address import Resolve

__all__ = ["FeedNews", "NewsItem", "RefusedError", "discover_articles", "fetch_article", "open_client"]

TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|guccounter", re.IGNORECASE)
# CoinDesk's items end in <content:encoded/><dc:description/> (2026-09-25), and the last description counts.
EMPTY = re.compile(rb"<[A-Za-z][\w:.-]*\s*/>")
AHEAD = timedelta(days=1)  # an item dated further ahead is dated wrongly
MAX_ITEMS = 5000  # of one feed
MAX_UNCLOSED = 100_000
FAILED, DAMAGED = "source_failed", "feed_damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """An article that a feed lists."""

    url: str  # without the marks of trackers
    source: str  # name of the feed
    feed_url: str
    title: str
    author: str
    summary: str
    language: str  # as the feed declares it, "" when it does not
    published_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNews:
    """What one look at the feeds brought. `listed` counts all items, `items` are new and about the watchlist.

    Save the validator of a feed only when all its items have been dealt with: it hides them from the next run.
    """

    items: tuple[NewsItem, ...]
    validators: tuple[Validator, ...]
    problems: tuple[Problem, ...]
    listed: int = 0


def open_client(
    settings: Settings,
    *,
    source: str = "news",
    on_fetch: Callable[[Fetch], None] | None = None,
    resolve: Resolve | None = None,
    **clock: Any,
) -> WebClient:
    """A client for sites that we do not know. `clock`: `now` and `sleep` of WebClient."""
    return WebClient(
        settings, source=source, on_fetch=on_fetch, manners=make_manners(settings, resolve=resolve), **clock
    )


def discover_articles(
    client: WebClient,
    settings: Settings,
    feeds: Sequence[NewsFeed],
    *,
    validators: Mapping[str, Validator],
    known_urls: Collection[str],
    now: datetime,
) -> FeedNews:
    """The articles about the watchlist that the enabled feeds list and whose address is not known, oldest first.

    A feed that fails is a problem (`source` is its url), and the others are asked all the same.
    """
    gate = make_gate(settings.issuers)
    items: dict[str, NewsItem] = {}
    seen: list[Validator] = []
    problems: list[Problem] = []
    listed = 0
    for feed in feeds:
        if not feed.enabled:
            continue
        last = validators.get(feed.url)
        try:
            answer = client.get(
                feed.url,
                etag=last.etag if last else None,
                last_modified=last.last_modified if last else None,
            )
            if last is not None and (answer.status == 304 or answer.sha256 == last.sha256):
                seen.append(replace(last, checked_at=now))
                continue
            found, complaint = _read_feed(answer, feed, now)
        except (SourceError, SettingsError) as error:
            problem = _problem(FAILED, feed, f"{feed.name}: {error}")
            # What the settings lack (a contact, for the SEC's own feed) is said, and no outage.
            problems.append(replace(problem, severity="warning") if isinstance(error, SettingsError) else problem)
            continue
        if complaint:
            problems.append(_problem(DAMAGED, feed, f"{feed.name}: {feed.url}: {complaint}"))
        seen.append(
            Validator(
                url=feed.url,
                etag=answer.etag,
                last_modified=answer.last_modified,
                sha256=answer.sha256,
                checked_at=now,
            )
        )
        listed += len(found)
        for item in found:
            if item.url not in known_urls and gate and gate.search(f"{item.title}\n{item.summary}"):
                items.setdefault(item.url, item)
    oldest_first = sorted(items.values(), key=lambda item: (item.published_at or now, item.url))
    return FeedNews(items=tuple(oldest_first), validators=tuple(seen), problems=tuple(problems), listed=listed)


def fetch_article(client: WebClient, item: NewsItem) -> bytes:
    """The page of an item. Raises RefusedError when it may not be fetched (robots.txt, an address inside this
    network), SourceError with its status when it cannot; what the page is, its reader finds out."""
    return client.get(item.url).body


def _read_feed(answer: Answer, feed: NewsFeed, now: datetime) -> tuple[list[NewsItem], str]:
    """The items of a feed, and what is wrong with it ("" when nothing is).

    Raises SourceError when it is no feed, or one without a single item: a source has fallen silent.
    """
    import feedparser

    unclosed = answer.body.count(b"<") - 2 * answer.body.count(b"</") - answer.body.count(b"/>")
    if unclosed > MAX_UNCLOSED:  # feedparser's time grows with the square of the depth
        raise SourceError(
            f"{feed.url}: opens {unclosed:,} elements that it never closes", url=feed.url, status=200
        )
    body, charset = _find_charset(answer)
    parsed = feedparser.parse(
        io.BytesIO(EMPTY.sub(b" ", body)),
        response_headers={"content-type": f"application/xml{charset}", "content-location": answer.url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(f"{feed.url}: no feed, but {answer.summary}", url=feed.url, status=answer.status)
    language = str(parsed.feed.get("language", ""))
    items = [
        item for entry in parsed.entries[:MAX_ITEMS] if (item := _read_entry(entry, feed, answer, language, now))
    ]
    if not items:
        raise SourceError(
            f"{feed.url}: lists no article with an address; the source has fallen silent",
            url=feed.url,
            status=answer.status,
        )
    trouble = parsed.get("bozo_exception")
    harmless = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    if trouble is None or isinstance(trouble, harmless):
        return items, ""
    return items, f"broken XML ({trouble}); {len(items)} items could be read all the same"


def _find_charset(answer: Answer) -> tuple[bytes, str]:
    """The feed, and the charset to tell its parser: UTF-8 where the bytes are that, whatever header and XML say.

    A few broken bytes do not make UTF-8 something else; otherwise the XML declares it, else the header.
    """
    try:
        answer.body.decode("utf-8")
    except UnicodeDecodeError:
        text = answer.body.decode("utf-8", "replace")
        strange = len(text) - len(text.encode("ascii", "ignore"))
        if text.count("\ufffd") * 4 < strange:
            return text.encode(), "; charset=utf-8"
        declared = re.search(rb"""<\?xml[^>]*encoding\s*=""", answer.body[:200])
        header = re.search(r"charset\s*=\s*[\"']?([\w-]+)", answer.content_type)
        return answer.body, f"; charset={header[1]}" if header and not declared else ""
    return answer.body, "; charset=utf-8"


def _read_entry(entry: Any, feed: NewsFeed, answer: Answer, language: str, now: datetime) -> NewsItem | None:
    url = clean_url(urljoin(answer.url, str(entry.get("link", "")).strip())) if entry.get("link") else None
    if url is None:
        return None
    content = " ".join(str(part.get("value", "")) for part in entry.get("content", ()))
    tags = " ".join(str(tag.get("term", "")) for tag in entry.get("tags", ()))
    published_at = _read_time(entry.get("published_parsed") or entry.get("updated_parsed"))
    if published_at is not None and published_at > now + AHEAD:
        published_at = None
    return NewsItem(
        url=url,
        source=feed.name,
        feed_url=feed.url,
        title=_words(str(entry.get("title", ""))),
        author=_words(str(entry.get("author", ""))),
        summary=_words(f"{entry.get('summary', '')} {content} {tags}"),
        language=language,
        published_at=published_at,
    )


def clean_url(url: str) -> str | None:
    """The address without fragment and without the marks of trackers; None for what is no web address."""
    try:
        require_web(url)
    except RefusedError:
        return None
    parts = urlsplit(url)
    query = parts.query
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(TRACKING.fullmatch(name) for name, _ in pairs):
        query = urlencode([pair for pair in pairs if not TRACKING.fullmatch(pair[0])])
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, ""))


def _read_time(parsed: Any) -> datetime | None:
    """feedparser's UTC time tuple. Its years may be any number that a feed prints."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _words(markup: str) -> str:
    """The words of a title or a summary, which may be HTML within XML."""
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", markup)).split())


def _problem(kind: str, feed: NewsFeed, message: str) -> Problem:
    severity = "error" if kind == FAILED else "warning"
    return Problem(kind=kind, severity=severity, message=message, source=feed.url)  # type: ignore[arg-type]
