"""Articles: those that the feeds list (`monitor update`) and those in a file (`monitor load --articles`).

An article goes as a filing does: its bytes into the archive, then read, then saved. Afterwards the copies among
the new ones and those published since are joined. The bytes of a page that is no article stay in the archive, its
address is settled by a problem, and it is not asked for again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal, cast

from monitor.crawlers._web import WebClient
from monitor.crawlers.news import NewsItem, RefusedError, discover_articles, fetch_article, open_client
from monitor.errors import DocumentError, SettingsError, SourceError
from monitor.judges.duplicates import PERIOD, find_copies, said_at
from monitor.pipeline._conclude import conclude
from monitor.pipeline._run import Outcome, Run, open_run
from monitor.readers.article import Said, read_article
from monitor.readers.article_lines import KIND as LINE_PROBLEM
from monitor.readers.article_lines import ArticleLine, read_lines
from monitor.records import Article, Fetch, Issuer, Problem
from monitor.settings import Settings
from monitor.store.articles import load_articles as load_stored_articles
from monitor.store.articles import load_known_urls, save_article, save_copies
from monitor.store.columns import instant_from_column, instant_to_column
from monitor.store.problems import resolve_problems
from monitor.store.received import Received, keep_received, load_received
from monitor.store.runs import load_validators, save_fetches, save_validator
from monitor.terminal import Terminal, count

UNREADABLE, REFUSED, GONE, FAILED = "unreadable_article", "article_refused", "article_gone", "source_failed"
SETTLED = (UNREADABLE, REFUSED, GONE)  # asking again brings the same
FEED_PROBLEMS = (FAILED, "feed_damaged")
MAX_PAGES = 300  # fetched in one run; the next run goes on
Kind = Literal["page", "html", "text"]


def load_articles(settings: Settings, path: Path, terminal: Terminal) -> Outcome:
    """Walk the articles of a JSONL file down the road, to the verdicts on what they say. Those stored already are
    left alone.

    Raises SettingsError when the file cannot be used at all; a line that cannot is a problem.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    with open_run(settings, "load", terminal) as run:
        lines = list(read_lines(raw, name=str(path), received_at=run.now()))
        added: list[Article] = []
        problems: list[Problem] = []
        for line in terminal.track(lines, label="articles", total=len(lines)):
            if isinstance(line, Problem):
                problems.append(line)
                continue
            try:
                added += take_in_article(run, line.raw, line.said, kind=line.kind)
            except DocumentError as error:
                problems.append(_complain_of_line(line, path, error))
        resolve_problems(
            run.store, (LINE_PROBLEM, UNREADABLE), still=problems, resolved_at=run.now(), source=str(path)
        )
        run.report(*problems)
        _count(run, added)
        join_copies(run, added)
        conclude(run)
        return run.outcome()


def update_news(
    run: Run,
    client: WebClient | None = None,
    *,
    issuers: Sequence[Issuer] = (),
    since: date | None = None,
    dry_run: bool = False,
) -> list[Article]:
    """Ask the feeds, fetch what is new about the watchlist, save it, join the copies; returns the new articles.

    `issuers`: only what is about these; `since`: only what was published from that day on. A feed that fails is an
    error of the run, a page that fails a warning; the rest is stored. Without `client` one is opened for the run.
    """
    if client is None:
        with open_news_client(run) as opened:
            return update_news(run, opened, issuers=issuers, since=since, dry_run=dry_run)
    settings = replace(run.settings, issuers=tuple(issuers)) if issuers else run.settings
    narrowed = bool(issuers) or since is not None or dry_run
    known = load_known_urls(run.store, SETTLED)
    added: list[Article] = []
    pages = 0
    for feed in run.settings.news:
        if not feed.enabled:
            continue
        found = discover_articles(
            client,
            settings,
            [feed],
            validators=load_validators(run.store),
            known_urls=known,
            now=run.now(),
        )
        resolve_problems(run.store, FEED_PROBLEMS, still=found.problems, resolved_at=run.now(), source=feed.url)
        run.report(*found.problems)
        wanted = [item for item in found.items if since is None or not _is_before(item, since)]
        if dry_run:
            for item in wanted:
                run.terminal.result(f"would fetch {item.url}  {item.title}")
            continue
        items = wanted[: MAX_PAGES - pages]
        pages += len(items)
        whole = len(items) == len(wanted) and not narrowed
        for item in run.terminal.track(items, label=feed.name, total=len(items)):
            known.add(item.url)
            taken = _fetch(run, client, item)
            whole = whole and taken is not None
            added += taken or []
        if whole:  # a validator kept before would hide what is still to be fetched
            for validator in found.validators:
                save_validator(run.store, validator)
    _count(run, added)
    run.terminal.say(f"news: {count(len(added), 'new article')}")
    join_copies(run, added)
    return added


def open_news_client(run: Run, *, source: str = "news") -> WebClient:
    """A client for sites that we do not know, which keeps on record what it asked."""

    def keep(fetch: Fetch) -> None:
        run.requests += 1
        save_fetches(run.store, [fetch], run_id=run.run_id)

    return open_client(run.settings, source=source, on_fetch=keep)


def rebuild_articles(run: Run) -> list[Article]:
    """Read all archived articles anew, in the order in which they came."""
    added: list[Article] = []
    for received, raw in load_received(run.archive, "articles"):
        try:
            added += _read_in(run, raw, *_said_of(received))
        except DocumentError:
            continue  # its problem is carried over from the run that met it
    join_copies(run, added)
    return added


def take_in_article(run: Run, raw: bytes, said: Said, *, kind: Kind) -> list[Article]:
    """Archive the bytes of an article, read them, save it. Returns the article if it is new, else nothing.

    Raises DocumentError for what is no article.
    """
    told = {
        "kind": kind,
        "url": said.url,
        "source": said.source,
        "title": said.title,
        "author": said.author,
        "language": said.language,
        "published_at": instant_to_column(said.published_at) if said.published_at else "",
    }
    received = keep_received(run.archive, "articles", raw, said=told, received_at=said.fetched_at)
    return _read_in(run, raw, *_said_of(received))


def join_copies(run: Run, added: Iterable[Article]) -> int:
    """Join the copies among the new articles and all that were published since; returns how many changed."""
    moments = [said_at(article) for article in added]
    if not moments:
        return 0
    since = min(moments)
    later = load_stored_articles(run.store, since=since)
    chosen = {article.article_id for article in later}
    earlier = load_stored_articles(run.store, since=_back(since), originals=True)
    originals = [article for article in earlier if article.article_id not in chosen]
    return save_copies(run.store, find_copies(later, originals=originals))


def _back(instant: datetime) -> datetime:
    return instant - PERIOD if instant.year > 1 else instant


def _count(run: Run, added: list[Article]) -> None:
    run.articles_added += len(added)
    run.facts_added += len(added)


def _is_before(item: NewsItem, day: date) -> bool:
    return item.published_at is not None and item.published_at.date() < day


def _said_of(received: Received) -> tuple[Said, Kind]:
    said = received.said
    return (
        Said(
            url=said["url"],
            source=said["source"],
            fetched_at=received.received_at,
            title=said["title"],
            author=said["author"],
            language=said["language"],
            published_at=instant_from_column(said["published_at"]) if said["published_at"] else None,
        ),
        cast("Kind", said["kind"]),
    )


def _read_in(run: Run, raw: bytes, said: Said, kind: Kind) -> list[Article]:
    article, document = read_article(raw, said, kind=kind)
    return [article] if save_article(run.store, article, document) else []


def _fetch(run: Run, client: WebClient, item: NewsItem) -> list[Article] | None:
    """The article of an item if it is one and new; None when it could not be had now, and may be had later."""
    run.terminal.detail(f"{item.source}  {item.title}")
    said = Said(
        url=item.url,
        source=item.source,
        fetched_at=run.now(),
        title=item.title,
        author=item.author,
        language=item.language,
        published_at=item.published_at,
    )
    taken: list[Article] | None = []
    problem: Problem | None = None
    try:
        taken = take_in_article(run, fetch_article(client, item), said, kind="page")
    except DocumentError as error:
        problem = _complain_of_page(item, UNREADABLE, str(error))
    except RefusedError as error:
        problem = _complain_of_page(item, REFUSED, str(error))
    except (SourceError, SettingsError) as error:
        gone = isinstance(error, SourceError) and error.status in (401, 402, 403, 404, 410, 451)
        problem = _complain_of_page(item, GONE if gone else FAILED, str(error))
        taken = taken if gone else None
    still = [problem] if problem else []
    resolve_problems(run.store, (FAILED, *SETTLED), still=still, resolved_at=run.now(), source=item.url)
    run.report(*still)
    return taken


def _complain_of_page(item: NewsItem, kind: str, message: str) -> Problem:
    severity: Literal["notice", "warning"] = "notice" if kind in (REFUSED, UNREADABLE) else "warning"
    return Problem(kind=kind, severity=severity, message=f"{item.source}: {message}", source=item.url)


def _complain_of_line(line: ArticleLine, path: Path, error: DocumentError) -> Problem:
    return Problem(
        kind=UNREADABLE,
        severity="error",
        message=f"{path}, line {line.line}: {error}",
        source=str(path),
        line=line.line,
    )
