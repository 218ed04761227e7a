"""The document page and the search: our stored words, the quoted ones marked, and nothing of a stranger's runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from example_filings import HOSTILE
from example_store import make_example_store
from hypothesis import given
from hypothesis import strategies as st
from site_asking import Get, document_of, open_site, page, words

from monitor.publish._marked_text import render_text

RECONSTRUCTION = "Reconstruction: written by us from disclosed figures, not the filing itself"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_example_store(tmp_path_factory.mktemp("site") / "anything.db")


@pytest.fixture(scope="module")
def get(db: Path) -> Get:
    return open_site(db)


# ── search ───────────────────────────────────────────────────────────────────────────────────────────────


def test_search_leaves_documents_out(get: Get) -> None:
    """Full-text search shows the words in their sentence, excludes the rest, and opens the document there."""
    found = page(get('/search?q="tax loss"'))
    assert words(found.select_one("[role=status]")) == "1 document"
    assert [words(mark) for mark in found.select(".snippet mark")] == ["tax loss"]
    opened = page(get(found.select_one(".hits a")["href"]))
    assert words(opened.select_one("mark.quote")) == "tax loss"
    assert len(page(get("/monitor/documents?_search=tax")).select("tbody tr")) == 1


@pytest.mark.parametrize("typed", ['"', "AND", "sold*(", "text:sold", "NEAR(a b", "'; DROP TABLE filings;--", "-"])
def test_search_takes_anything(get: Get, typed: str) -> None:
    """What people type is words, never query syntax."""
    assert (
        words(page(get("/search?q=" + typed.replace(" ", "+").replace(";", "%3B"))).h1) == "Search the documents"
    )


# ── the document page ────────────────────────────────────────────────────────────────────────────────────


def test_the_document_page_names_the_filing(get: Get) -> None:
    """Issuer, form, accession number, acceptance in New York, and the original on sec.gov."""
    document_id, text = document_of("0001193125-20-215604")
    found = page(get(f"/document/{document_id}"))
    filing = {words(row.dt): words(row.dd) for row in found.select(".filing > div")}
    assert filing == {
        "Issuer": "Strategy Inc (MSTR)",
        "Form": "8-K",
        "Accession number": "0001193125-20-215604",
        "Accepted": "11 Aug 2020, 08:01 New York",
        "Filed on": "11 Aug 2020",
        "Original": "www.sec.gov ↗",
    }
    assert words(found.select_one(".words h2")) == "Item 8.01 Other Events"
    assert "".join(words(found.select_one(".words")).split()) == "".join(text.split())
    assert not found.select(".reconstruction-banner, mark.quote")
    assert [words(mark) for mark in found.select(".marks li")] == [
        "Acquired 21,454 bitcoin for $250 million",
        "Held 21,454 bitcoin on 11 Aug 2020, cost $250 million",
    ]


def test_a_reconstruction_says_so(get: Get) -> None:
    """Above its words, in full; its table stands as a table with the figures marked across cells."""
    document_id, text = document_of("0001193125-26-227918")
    start = text.index("24,869")
    found = page(get(f"/document/{document_id}?start={start}&end={start + 23}"))
    assert words(found.select_one(".reconstruction-banner")) == RECONSTRUCTION
    assert [words(cell) for cell in found.select(".words tr:nth-of-type(2) td")][:3] == [
        "24,869",
        "$2,010.0",
        "$80,985",
    ]
    assert [words(mark) for mark in found.select("mark.quote")] == ["24,869", "$2,010.0", "$80,985"]
    assert len(found.select("#quote")) == 1


def test_hostile_text_is_inert(get: Get) -> None:
    """A script, a formula and a javascript link in a filing are words, on every page that shows them."""
    document_id, text = document_of("0001193125-21-062322")
    start = text.index("<script>")
    paths = [f"/document/{document_id}?start={start}&end={len(text)}", "/search?q=alert", "/monitor/documents"]
    for path in paths:
        found = page(get(path))
        assert [script for script in found.select("script") if not script.get("src")] == [], path
        assert not found.select("img, [onerror], a[href^=javascript]"), path
    assert words(page(get(paths[0])).select_one("mark.quote")) == HOSTILE


@pytest.mark.parametrize(
    "query", ["start=5&end=99999999", "start=9&end=3", "start=x&end=y", "start=-1&end=4", "end=3"]
)
def test_a_wrong_place_is_told(get: Get, query: str) -> None:
    """The document is shown all the same, with a word about the link."""
    document_id, _ = document_of("0001193125-20-215604")
    found = page(get(f"/document/{document_id}?{query}"))
    assert "The whole document follows" in words(found.select_one(".notice"))
    assert "21,454 bitcoins" in words(found.select_one(".words"))


def test_an_unknown_document(get: Get) -> None:
    """404, and what to do."""
    assert "search for its words" in words(page(get("/document/nothing", status=404)).main)


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1])), max_size=4)


@given(
    text=st.text(alphabet="ab <&>\"'\t\n12,$", min_size=60, max_size=90),
    quote=st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: (s[0], s[0] + s[1])),
    facts=SPANS,
    blocks=st.lists(
        st.tuples(
            st.integers(0, 60), st.integers(1, 30), st.sampled_from(["heading", "paragraph", "table", "footnote"])
        ),
        max_size=4,
    ),
)
def test_nothing_is_lost_and_the_quote_is_marked(
    text: str, quote: tuple[int, int], facts: list[tuple[int, int]], blocks: list[tuple[int, int, str]]
) -> None:
    """Whatever the blocks and marks: all words once, in order, and those of the quote alone in its mark."""
    quote = (quote[0], min(quote[1], len(text)))
    spans = sorted((start, min(start + length, len(text)), kind) for start, length, kind in blocks)
    body = BeautifulSoup(str(render_text(text, spans, quote, facts)), "html.parser")
    assert "".join(body.get_text().split()) == "".join(text.split())
    marked = "".join(mark.get_text() for mark in body.select("mark.quote"))
    assert "".join(marked.split()) == "".join(text[quote[0] : quote[1]].split())
    assert len(body.select("#quote")) == (1 if marked.strip() else 0)
