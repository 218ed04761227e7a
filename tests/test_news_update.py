"""`monitor update --only news`, end to end against a site on the loopback interface."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from news_site import NewsSite, Page, article, feed, gzip_bomb
from road_running import Done, accession, ask, open_problems, page, row, run, week, write_manifest

from monitor.sample.edgar_server import LoopbackEdgar

FILLER = (
    "Analysts had expected as much, and said so to anybody who asked on a slow morning in a thin market.",
    "The shares moved little afterwards, and traders went back to talking about interest rates and the weather.",
)
BOUGHT = "Strategy acquired 100 bitcoin between May 4 and May 10, 2026."
SOLD = "Strategy sold 700 bitcoin between May 11 and May 17, 2026, people who follow its wallets claim."
ISSUER = """
[[issuers]]
ticker = "MSTR"
cik = 1050446
name = "Strategy Inc"
names = ["Strategy", "MicroStrategy"]
cadence = "weekly"
assets = [{ asset = "bitcoin", words = ["bitcoin", "bitcoins", "BTC"] }]

[[issuers]]
ticker = "RIOT"
cik = 1167419
name = "Riot Platforms, Inc."
names = ["Riot"]
assets = [{ asset = "bitcoin", words = ["bitcoin", "bitcoins", "BTC"] }]
"""


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite() as site:
        yield site


@pytest.fixture
def folder(tmp_path: Path, site: NewsSite) -> Path:
    """A folder whose settings name one feed of the site."""
    write_settings(tmp_path, site, "/feed")
    return tmp_path


def write_settings(folder: Path, site: NewsSite, *paths: str) -> None:
    feeds = "".join(f'[[news]]\nname = "Feed {path}"\nurl = "{site.url}{path}"\n' for path in paths)
    text = f'private_hosts = ["{site.host}"]\nnews_spacing = 0\n{ISSUER}{feeds}'
    (folder / "monitor.toml").write_text(text, encoding="utf-8")


def publish(site: NewsSite, *, path: str = "/feed", **pages: Page) -> None:
    """A feed that lists these pages, each under a headline about the watchlist."""
    items = [(f"Strategy and bitcoin: {name}", f"/{name}") for name in pages]
    site.pages[path] = Page(body=feed(*items), kind="application/rss+xml", etag=f'"{path}-{len(pages)}"')
    site.pages |= {f"/{name}": page for name, page in pages.items()}


def told(*words: str, **answer: object) -> Page:
    """The page of an article that says this."""
    return Page(body=article("Strategy and bitcoin", *words, *FILLER), **answer)  # type: ignore[arg-type]


def update(folder: Path, *arguments: str) -> Done:
    return run(folder, "update", "--only", "news", *arguments)


def feeds(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "feeds").iterdir()}


def titles(folder: Path) -> list[str]:
    return [title.rpartition(" ")[2] for (title,) in ask(folder, "SELECT title FROM articles ORDER BY title")]


def kinds(folder: Path) -> list[str]:
    return sorted(kind for kind, _ in open_problems(folder))


def test_from_a_feed_to_a_verdict(folder: Path, site: NewsSite) -> None:
    """Article, claim, verdict and evidence, with no contact for the SEC; the filing was loaded before."""
    (folder / "0.htm").write_text(page(week(0)), encoding="utf-8")
    assert run(folder, "load", str(write_manifest(folder, [row(0)]))).code == 0
    publish(site, one=told(BOUGHT))
    dated = site.pages["/feed"].body.replace(b"Mon, 02 Mar 2026", b"Tue, 12 May 2026")
    site.pages["/feed"] = Page(body=dated, kind="application/rss+xml")
    done = update(folder)
    assert (done.code, "1 article" in done.err) == (0, True)
    found = ask(
        folder,
        "SELECT c.quote, v.as_of, v.label, e.accession_number FROM claims c JOIN verdicts v USING (claim_id)"
        " JOIN evidence e USING (verdict_id)",
    )
    assert found == [(BOUGHT, "2026-05-12", "supported", accession(0))]


def test_the_second_run_costs_one_304_and_changes_no_byte(folder: Path, site: NewsSite) -> None:
    """The validator goes out, nothing is fetched, and every feed stays as it was."""
    publish(site, one=told(BOUGHT), two=told(SOLD))
    update(folder)
    before = feeds(folder)
    site.asked.clear()
    site.headers.clear()
    done = update(folder)
    assert (done.code, site.paths(), feeds(folder) == before) == (0, ["/feed"], True)
    assert [asked["if-none-match"] for asked in site.headers if "if-none-match" in asked] == ['"/feed-2"']
    assert ask(folder, "SELECT status FROM fetches WHERE url LIKE '%/feed' ORDER BY fetch_id") == [(200,), (304,)]


def test_what_robots_txt_closes_is_left_alone(folder: Path, site: NewsSite) -> None:
    """A problem that says so; the page is never asked for, and the rest is stored."""
    site.pages["/robots.txt"] = Page(body=b"User-agent: *\nDisallow: /closed\n", kind="text/plain")
    publish(site, closed=told(SOLD), open=told(BOUGHT))
    assert update(folder).code == 0
    assert (titles(folder), kinds(folder), "/closed" in site.paths()) == (["open"], ["article_refused"], False)


def test_a_redirect_into_this_machine_is_refused(folder: Path, site: NewsSite) -> None:
    """Only the host that the settings name may be inside: another port of it is another host."""
    with NewsSite() as inside:
        publish(site, lure=Page(status=302, headers={"Location": f"{inside.url}/secret"}), good=told(BOUGHT))
        inside.pages["/secret"] = told(SOLD)
        assert update(folder).code == 0
        assert (titles(folder), kinds(folder), inside.asked) == (["good"], ["article_refused"], [])


def test_a_gzip_bomb_is_capped(folder: Path, site: NewsSite) -> None:
    """50 kB that unpack to 50 MB are refused while they stream; the rest is stored."""
    bomb = Page(body=gzip_bomb(50_000_000), headers={"Content-Encoding": "gzip"})
    publish(site, bomb=bomb, good=told(BOUGHT))
    assert update(folder).code == 0
    assert (titles(folder), kinds(folder)) == (["good"], ["source_failed"])
    assert ask(folder, "SELECT max(bytes) < 11000000 FROM fetches") == [(1,)]


def test_broken_xml_is_said_and_its_articles_are_kept(folder: Path, site: NewsSite) -> None:
    """An ampersand in the open and an end that never comes."""
    publish(site, one=told(BOUGHT))
    whole = site.pages["/feed"].body
    site.pages["/feed"] = Page(body=whole.replace(b"and bitcoin", b"& bitcoin").replace(b"</channel></rss>", b""))
    assert update(folder).code == 0
    assert (titles(folder), kinds(folder)) == (["one"], ["feed_damaged"])


def test_a_wrong_charset_does_no_harm(folder: Path, site: NewsSite) -> None:
    """UTF-8 that calls itself Latin-1, in the feed and on the page."""
    words = "Strategy's Société Générale desk sold 700 bitcoin — on May 12, 2026, “quietly”."
    publish(site, one=told(words, kind="text/html; charset=iso-8859-1"))
    body = site.pages["/feed"].body.replace(b"UTF-8", b"ISO-8859-1").replace(b": one", " — é one".encode())
    site.pages["/feed"] = Page(body=body, kind="application/rss+xml; charset=iso-8859-1")
    update(folder)
    [(title, text)] = ask(folder, "SELECT title, text FROM articles")
    assert (title, words in text) == ("Strategy and bitcoin — é one", True)


def test_of_2000_items_what_speaks_of_the_watchlist_is_fetched(folder: Path, site: NewsSite) -> None:
    """Every item is read; five pages are asked for, and none twice."""
    items = [(f"Weather report {number}", f"/weather/{number}") for number in range(1995)]
    wanted = [(f"MicroStrategy and its coins, part {number}", f"/part/{number}") for number in range(5)]
    site.pages["/feed"] = Page(body=feed(*items, *wanted), etag='"big"')
    site.pages |= {f"/part/{number}": told(f"{BOUGHT} That is part {number}.") for number in range(5)}
    assert update(folder).code == 0
    assert sorted(site.paths()) == ["/feed", *(f"/part/{number}" for number in range(5))]


def test_one_article_in_two_feeds_and_a_copy_of_it(tmp_path: Path, site: NewsSite) -> None:
    """The address counts once, the copy is joined, and what it says is one claim."""
    write_settings(tmp_path, site, "/feed", "/other")
    publish(site, one=told(SOLD))
    publish(site, path="/other", one=told(SOLD), copy=told(SOLD))
    assert run(tmp_path, "update", "--only", "news").code == 0
    assert site.paths().count("/one") == 1
    assert ask(tmp_path, "SELECT count(*), sum(duplicate_of IS NOT NULL) FROM articles") == [(2, 1)]
    assert ask(tmp_path, "SELECT count(*) FROM claims WHERE quote LIKE '%700 bitcoin%'") == [(1,)]


def test_walls_and_empty_pages_are_problems(folder: Path, site: NewsSite) -> None:
    """Neither is an article, each says why, and neither is asked for again."""
    publish(
        site,
        wall=Page(body=article("Strategy", FILLER[0], "Subscribe to continue reading.")),
        shell=Page(body=b"<html><body><div id='app'>Loading</div></body></html>"),
    )
    assert update(folder).code == 0
    assert (titles(folder), kinds(folder)) == ([], ["unreadable_article", "unreadable_article"])
    site.asked.clear()
    site.pages["/feed"] = Page(body=site.pages["/feed"].body)
    update(folder)
    assert site.paths() == ["/feed"]


def test_a_feed_that_falls_silent_is_a_problem(folder: Path, site: NewsSite) -> None:
    """Exit code 3, and `status` names the feed."""
    site.pages["/feed"] = Page(body=feed(), kind="application/rss+xml")
    assert update(folder).code == 3
    status = run(folder, "status")
    assert (kinds(folder), "news: Feed /feed" in status.out, "fallen silent" in status.out) == (
        ["source_failed"],
        True,
        True,
    )


def test_a_dry_run_fetches_nothing_and_hides_nothing(folder: Path, site: NewsSite) -> None:
    """What would be fetched is said, and the next run fetches it."""
    publish(site, one=told(BOUGHT))
    done = update(folder, "--dry-run")
    assert (done.code, done.out.split()[2], site.paths()) == (0, f"{site.url}/one", ["/feed"])
    update(folder)
    assert titles(folder) == ["one"]


def test_since_leaves_older_articles_to_another_run(folder: Path, site: NewsSite) -> None:
    """The items of 2 March are not fetched from the 3rd on, and not forgotten either."""
    publish(site, one=told(BOUGHT))
    update(folder, "--since", "2026-03-03")
    assert titles(folder) == []
    update(folder)
    assert titles(folder) == ["one"]


def test_of_one_issuer(folder: Path, site: NewsSite) -> None:
    """An article about the other is left to the run that asks for all."""
    site.pages["/feed"] = Page(body=feed(("Riot expands", "/riot"), ("Strategy buys", "/mstr")), etag='"2"')
    site.pages |= {"/riot": told("Riot has more machines."), "/mstr": told(BOUGHT)}
    run(folder, "update", "--only", "news", "--issuer", "MSTR")
    assert ask(folder, "SELECT title FROM articles") == [("Strategy buys",)]
    update(folder)
    assert ask(folder, "SELECT count(*) FROM articles") == [(2,)]


def test_sources_are_named_with_commas_or_one_by_one(folder: Path, site: NewsSite) -> None:
    """Both mean the same, and what is no source is a matter of usage."""
    publish(site, one=told(BOUGHT))
    assert run(folder, "update", "--only", "news,prices").code == 0
    assert run(folder, "update", "--only", "news", "--only", "prices").code == 0
    done = run(folder, "update", "--only", "news,wheather")
    assert (done.code, "'wheather' is no source; choose from filings, news, prices" in done.err) == (2, True)


def test_without_a_contact_the_default_asks_nobody(folder: Path, site: NewsSite) -> None:
    """Filings are among what is asked by default, and the SEC wants to know who asks."""
    done = run(folder, "update")
    assert (done.code, "MONITOR_IDENTITY" in done.err, site.asked) == (2, True, [])


def test_a_replay_stays_on_this_machine(tmp_path: Path) -> None:
    """Against an EDGAR on this machine the feeds of the packaged settings are not asked."""
    with LoopbackEdgar() as edgar:
        run(tmp_path, "update", MONITOR_EDGAR_URL=edgar.url)
        asked = ask(tmp_path, "SELECT DISTINCT substr(url, 1, ?) FROM fetches", len(edgar.url))
    assert asked == [(edgar.url,)]


@pytest.mark.corpus
def test_a_real_feed(tmp_path: Path, site: NewsSite, corpus: Path) -> None:
    """CoinDesk's of 25 September 2026, with this site in the place of theirs: both items are about the issuer that
    is watched here, and are stored under their headlines with the day on which they were published."""
    write_settings(tmp_path, site, "/feed")
    settings = tmp_path / "monitor.toml"
    settings.write_text(settings.read_text().replace('"Strategy", "MicroStrategy"', '"Tether"'), encoding="utf-8")
    raw = (corpus / "rss-coindesk-2026-09-25.xml").read_bytes()
    site.pages["/feed"] = Page(body=raw.replace(b"https://www.coindesk.com/", b"/"), etag='"real"')
    links = re.findall(rb"<link>(?:https://www.coindesk.com)?(/[^<]*2026[^<]*)</link>", site.pages["/feed"].body)
    site.pages |= {link.decode(): told(f"Tether answers, in part {n}.") for n, link in enumerate(links)}
    assert run(tmp_path, "update", "--only", "news").code == 0
    stored = ask(tmp_path, "SELECT substr(published_at, 1, 10), title <> '' FROM articles")
    assert stored == [("2026-09-25", 1)] * raw.count(b"<item>") != []
    site.asked.clear()
    assert run(tmp_path, "update", "--only", "news").code == 0
    assert site.paths() == ["/feed"]
