"""Articles: pages and texts read, walls and empty pages refused, copies joined, lines of a file."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from news_site import article as page

from monitor.errors import DocumentError, SettingsError
from monitor.judges.duplicates import find_copies
from monitor.readers._article_date import read_instant
from monitor.readers.article import Said, find_language, read_article
from monitor.readers.article_lines import ArticleLine, read_lines
from monitor.records import Article, Document, Problem

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EXAMPLES = Path(__file__).parent / "examples" / "articles"
SAID = Said(url="https://news.example/1", source="Example", fetched_at=NOON)
BODY = (
    "Strategy bought 1,142 bitcoin in the week to 8 February, the company said in a filing on Monday.",
    "The purchase cost about $90 million and was paid for with the proceeds of share sales.",
    "It now holds 714,644 coins, bought for $54.35 billion, or $76,056 each on average.",
)


def read(raw: bytes, said: Said = SAID) -> tuple[Article, Document]:
    return read_article(raw, said)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_an_example_page_reads_as_expected(path: Path) -> None:
    """Headline, author, both dates, language and text of our own pages; or the reason why it is none."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if "refused" in expected:
        with pytest.raises(DocumentError, match=expected["refused"]):
            read(path.read_bytes())
        return
    article, _ = read(path.read_bytes())
    found = {
        "title": article.title,
        "author": article.author,
        "published_at": article.published_at and article.published_at.isoformat(),
        "language": article.language,
        "text": article.text.split("\n\n"),
    }
    assert found == expected


def test_the_document_begins_with_the_headline() -> None:
    """A headline claims things; the blocks are the headline and the paragraphs, and the text is theirs."""
    article, document = read(page("Strategy buys 1,142 bitcoin", *BODY))
    assert [document.text[block.start : block.end] for block in document.blocks] == [article.title, *BODY]
    assert [block.kind for block in document.blocks] == ["heading", *["paragraph"] * 3]
    assert document.text == f"{article.title}\n\n{article.text}"
    assert (document.article_id, document.accession_number, document.type) == (article.article_id, None, "article")


def test_what_the_feed_says_wins() -> None:
    """Headline, author and date of the feed, where it gives them."""
    said = Said(
        **{name: getattr(SAID, name) for name in ("url", "source", "fetched_at")}, title="As fed", author="Ann"
    )
    article, _ = read(page("As on the page", *BODY), said)
    assert (article.title, article.author) == ("As fed", "Ann")


def test_a_page_too_small_for_trafilatura_is_read_all_the_same() -> None:
    """Somebody handed it over, so a sentence is enough."""
    article, _ = read_article(b"<p>Strategy sold <b>47,000</b> BTC.</p>", SAID, kind="html")
    assert article.text == "Strategy sold 47,000 BTC."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"<html><body></body></html>", "an empty page"),
        (b"<html><body><script>render()</script><div id=root>Loading</div></body></html>", "an empty page"),
        (page("Menu", "Short."), "an empty page"),
        (page("404 Not Found", "404 Not Found. " + "The page you want has moved. " * 9), "error page"),
        (page("Strategy buys", BODY[0], BODY[1], "Subscribe to continue reading."), "paywalled"),
        (page("Strategy buys", *BODY, head='<script type="application/ld+json">{"@type":"NewsArticle",'
              '"isAccessibleForFree":"False"}</script>'), "paywalled"),
        (page("Just a moment", "Checking your browser before you can go on. " * 6), "paywalled"),
    ],
)  # fmt: skip
def test_what_is_no_article(raw: bytes, said: str) -> None:
    """Empty pages, walls, error pages and binaries are refused with a reason that names the address."""
    with pytest.raises(DocumentError, match=said) as caught:
        read(raw)
    assert SAID.url in str(caught.value)


def test_a_long_article_may_speak_of_subscriptions() -> None:
    """The words of a wall count only where little else is shown."""
    long = [f"{sentence} This is note number {number}." for number in range(9) for sentence in BODY]
    article, _ = read(page("Strategy buys", *long, "Subscribe to continue reading our newsletter."))
    assert len(article.text.split()) > 300


@pytest.mark.parametrize("depth", [50_000])
def test_a_page_nested_beyond_reason_is_no_crash(depth: int) -> None:
    """Read or refused, within the memory."""
    raw = b"<div>" * depth + b"Strategy sold 47,000 BTC. " * 20 + b"</div>" * depth
    with suppress(DocumentError):
        assert "Strategy" in read(raw)[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_letters_of_a_page(encoding: str) -> None:
    """Whatever it declares, UTF-8 where it is that."""
    raw = page("Größer", *(f"{text} Für größere Märkte." for text in BODY)).decode()
    article, _ = read(raw.replace("<head>", '<head><meta charset="iso-8859-1">').encode(encoding))
    assert (article.title, "Für größere Märkte" in article.text) == ("Größer", True)


def test_the_same_article_has_the_same_id_whenever_it_is_seen() -> None:
    """Ids are of address, headline and text; another text is another article."""
    later = Said(url=SAID.url, source=SAID.source, fetched_at=NOON + timedelta(days=1))
    first, again, edited = (
        read(page("Strategy buys", *BODY))[0],
        read(page("Strategy buys", *BODY, head="<!-- another ad -->"), later)[0],
        read(page("Strategy buys", *BODY, "Updated with a comment."), later)[0],
    )
    assert first.article_id == again.article_id != edited.article_id


def test_a_date_ahead_of_the_day_it_was_seen_is_not_believed() -> None:
    """A clerical slip of a page must not put a claim into the future."""
    head = '<meta property="article:published_time" content="2027-03-02T10:00:00Z">'
    assert read(page("Strategy buys", *BODY, head=head))[0].published_at is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-02-02T14:30:00Z", datetime(2026, 2, 2, 14, 30, tzinfo=UTC)),
        ("2026-02-02 14:30:00-05:00", datetime(2026, 2, 2, 19, 30, tzinfo=UTC)),
        ("2026-02-02T14:30:00.123", datetime(2026, 2, 2, 14, 30, tzinfo=UTC)),
        ("2026-02-02", datetime(2026, 2, 3, 4, 59, 59, tzinfo=UTC)),
        ("2026-07-02", datetime(2026, 7, 3, 3, 59, 59, tzinfo=UTC)),
        ("Mon, 02 Feb 2026 14:30:00 GMT", datetime(2026, 2, 2, 14, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_instants_as_they_are_printed(text: str, instant: datetime | None) -> None:
    """A day without a time is its end in New York."""
    assert read_instant(text) == instant


@given(st.text(max_size=60))
def test_any_text_is_an_instant_or_none(text: str) -> None:
    """Nothing that a page prints raises."""
    assert read_instant(text) is None or read_instant(text).tzinfo is UTC  # type: ignore[union-attr]


def test_the_language_is_that_of_the_words() -> None:
    """Not the one declared, when there are enough of them."""
    german = "Strategy hat in der vergangenen Woche erneut Bitcoin gekauft und hält nun mehr als zuvor. " * 4
    assert (find_language(german, "en-US"), find_language("BTC", "fr-FR"), find_language("BTC", "")) == (
        "de",
        "fr",
        "en",
    )


def lines(*values: object) -> list[ArticleLine | Problem]:
    raw = b"\n".join(value if isinstance(value, bytes) else json.dumps(value).encode() for value in values)
    return list(read_lines(raw, name="news.jsonl", received_at=NOON))


def test_a_line_says_what_it_says() -> None:
    """All keys of the contract, and the text as it was."""
    [line] = lines(
        {"url": "https://www.news.example/1", "source": "", "title": "T", "published_at": "2026-02-02",
         "text": "Strategy sold 47,000 BTC.\r\nSo they say.", "fetched_at": "2026-02-03T10:00:00Z", "more": 1}
    )  # fmt: skip
    assert isinstance(line, ArticleLine)
    article, document = read_article(line.raw, line.said, kind=line.kind)
    assert (article.source, article.title, article.text) == (
        "news.example",
        "T",
        "Strategy sold 47,000 BTC.\nSo they say.",
    )
    assert article.fetched_at == datetime(2026, 2, 3, 10, 0, tzinfo=UTC)
    assert document.text.endswith(article.text)


def test_a_text_with_angle_brackets_is_a_text() -> None:
    """Only `html` is HTML."""
    [line] = lines({"text": "Holdings <b>fell</b>, 3 < 4."})
    assert isinstance(line, ArticleLine)
    assert read_article(line.raw, line.said, kind=line.kind)[0].text == "Holdings <b>fell</b>, 3 < 4."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not JSON: "),
        (b"[1]", "is list, not an object"),
        (b"\xff\xfe", "not UTF-8 at byte 1"),
        (b"[" * 100_000, "not JSON that can be read"),
        ({"url": "https://a.example/"}, "has neither text nor html"),
        ({"text": " \n"}, "has neither text nor html"),
        ({"text": 7}, "text = 7; write a text in quotes"),
        ({"text": "x", "url": "javascript:alert(1)"}, "url = 'javascript:alert(1)' is not an address"),
        ({"text": "x", "published_at": "soon"}, "published_at = 'soon' is not an instant such as"),
        ({"text": "x", "fetched_at": 1_700_000_000}, "fetched_at = 1700000000; write a text in quotes"),
    ],
)
def test_a_line_that_cannot_be_used_is_a_problem(line: object, said: str) -> None:
    """It names file and line, and the others are read all the same."""
    found = lines({"text": "first"}, line, b"", {"text": "last"})
    assert [type(entry) for entry in found] == [ArticleLine, Problem, ArticleLine]
    assert isinstance(found[1], Problem)
    assert found[1].message.startswith("news.jsonl, line 2: ")
    assert said in found[1].message


def test_a_file_without_a_line_is_an_error() -> None:
    """Silence is no success."""
    with pytest.raises(SettingsError, match=r"news\.jsonl, line 1: the file holds no article"):
        lines(b" \n")


def test_a_lone_surrogate_does_not_reach_the_store() -> None:
    """JSON allows it, UTF-8 does not."""
    [line] = lines(b'{"title": "a \\ud83d", "text": "b \\ud83d c"}')
    assert isinstance(line, ArticleLine)
    article, document = read_article(line.raw, line.said, kind=line.kind)
    assert (article.title, article.text) == ("a ?", "b ? c")
    assert document.text.encode()


@given(st.text(min_size=1))
def test_any_text_is_an_article_whose_blocks_are_its_text(text: str) -> None:
    """Blocks never overlap, never are blank, and hold every word."""
    [line] = lines({"text": text, "title": "T"}) if text.strip() else [None]
    if line is None or isinstance(line, Problem):
        return
    try:
        _, document = read_article(line.raw, line.said, kind=line.kind)
    except DocumentError:
        return
    parts = [document.text[block.start : block.end] for block in document.blocks]
    assert all(part.strip() for part in parts)
    assert " ".join(parts).split() == document.text.split()


def said(name: str, text: str, *, hours: int = 0, source: str = "") -> Article:
    return Article(
        article_id=name,
        url="",
        source=source,
        title="",
        author="",
        published_at=NOON + timedelta(hours=hours),
        fetched_at=NOON + timedelta(hours=hours),
        language="en",
        duplicate_of=None,
        text=text,
    )


WIRE = " ".join(BODY) + (
    " Analysts had expected a smaller purchase after the fall of the price in January. The shares rose by 3"
    " percent in early trading in New York. A spokeswoman did not answer a request for comment. The company has"
    " bought every week since the beginning of the year, and will go on as long as investors buy stock."
)


def test_a_syndicated_copy_is_joined() -> None:
    """With a byline, a note and a word changed here and there."""
    copy = "By Example Wire. " + WIRE.replace("rose by 3 percent", "gained 3 percent") + " 2 min read."
    assert find_copies([said("b", copy, hours=2), said("a", WIRE)]) == {"a": None, "b": "a"}


def test_a_shortened_copy_is_joined_and_a_copy_of_a_copy_is_one_of_the_first() -> None:
    """What adds nothing is a copy, however much it leaves out."""
    texts = {"a": WIRE, "b": WIRE + " Ends.", "c": " ".join(BODY)}
    found = find_copies([said(name, text, hours=number) for number, (name, text) in enumerate(texts.items())])
    assert found == {"a": None, "b": "a", "c": "a"}


def test_who_goes_on_from_a_release_is_no_copy() -> None:
    """It quotes the release in full, and adds as much again."""
    found = find_copies([said("a", " ".join(BODY)), said("b", WIRE, hours=1)])
    assert found == {"a": None, "b": None}


def test_another_weeks_edition_is_no_copy() -> None:
    """The same template with other figures says something else."""
    other = WIRE.replace("1,142", "2,486").replace("714,644", "717,131").replace("$90 million", "$168.4 million")
    assert find_copies([said("a", WIRE), said("b", other, hours=24 * 7)]) == {"a": None, "b": None}


def test_the_same_words_two_months_later_are_no_copy() -> None:
    """A rumour that comes back is news."""
    assert find_copies([said("a", WIRE), said("b", WIRE, hours=24 * 60)]) == {"a": None, "b": None}


def test_short_posts_are_joined_only_word_for_word() -> None:
    """A post of a few words shares them with many others."""
    found = find_copies(
        [
            said("a", "Strategy sold BTC!"),
            said("b", "Strategy sold BTC", hours=1),
            said("c", "Strategy sold ETH", hours=2),
        ]
    )
    assert found == {"a": None, "b": "a", "c": None}


@given(st.permutations(range(5)), st.integers(0, 4))
def test_copies_do_not_depend_on_the_order_in_which_articles_come(order: list[int], cut: int) -> None:
    """All at once, or the later ones after the earlier ones: the same is joined."""
    texts = [WIRE, " ".join(BODY), WIRE + " Ends.", "Strategy sold BTC!", "By Wire. " + WIRE]
    articles = [said(str(number), text, hours=number) for number, text in enumerate(texts)]
    whole = find_copies([articles[number] for number in order])
    first = find_copies(articles[:cut])
    originals = [article for article in articles[:cut] if first[article.article_id] is None]
    assert first | find_copies(articles[cut:], originals=originals) == whole
