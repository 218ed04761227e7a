"""Kinds of alerts along the whole road: from invented filings, forms and articles on loopback servers to a
file, a mail box and a webhook. Each event arrives once at each, never again on a rerun, again on another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import pytest
from alert_receivers import Hook, MailBox, receive_mail, receive_posts
from news_site import NewsSite, Page, article
from road_running import CIK, ask, page, row, write_manifest

from monitor.pipeline import rebuild_store, update_store
from monitor.sample.edgar_server import LoopbackEdgar
from monitor.settings import NewsFeed, Settings, load_settings
from monitor.terminal import Terminal

QUIET = Terminal(quiet=True)
ISSUER = f"""
news_spacing = 0
[[issuers]]
ticker = "MSTR"
cik = {CIK}
name = "Strategy Inc"
names = ["Strategy", "MicroStrategy"]
assets = [{{ asset = "bitcoin", words = ["bitcoin", "bitcoins", "BTC"] }}]
"""
WORDS = (
    *("market", "traders", "weather", "morning", "index", "quiet", "river", "board", "coffee", "window", "street"),
    *("paper", "letter", "summer", "colour", "number", "garden", "story", "little", "answer", "bridge", "copper"),
    *("driver", "engine", "forest", "guitar", "harbour", "island", "jacket", "kitchen", "ladder", "mirror"),
)
FORM = """<?xml version="1.0"?>
<ownershipDocument><schemaVersion>X0508</schemaVersion><documentType>4</documentType>
<periodOfReport>{day}</periodOfReport>
<issuer><issuerCik>{cik:010d}</issuerCik><issuerName>Strategy Inc</issuerName>
<issuerTradingSymbol>MSTR</issuerTradingSymbol></issuer>
<reportingOwner><reportingOwnerId><rptOwnerCik>{owner:010d}</rptOwnerCik><rptOwnerName>Sample {name}</rptOwnerName>
</reportingOwnerId><reportingOwnerRelationship><isDirector>1</isDirector></reportingOwnerRelationship></reportingOwner>
<nonDerivativeTable><nonDerivativeTransaction>
<securityTitle><value>Class A Common Stock</value></securityTitle>
<transactionDate><value>{day}</value></transactionDate>
<transactionCoding><transactionFormType>4</transactionFormType><transactionCode>S</transactionCode>
<equitySwapInvolved>0</equitySwapInvolved></transactionCoding>
<transactionAmounts><transactionShares><value>1000</value></transactionShares>
<transactionPricePerShare><value>140</value></transactionPricePerShare>
<transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode></transactionAmounts>
<postTransactionAmounts><sharesOwnedFollowingTransaction><value>9000</value></sharesOwnedFollowingTransaction>
</postTransactionAmounts>
<ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature>
</nonDerivativeTransaction></nonDerivativeTable>
<ownerSignature><signatureName>/s/ A</signatureName><signatureDate>{day}</signatureDate></ownerSignature>
</ownershipDocument>
"""


@dataclass
class World:
    """Sources, channels, and a monitor between them."""

    folder: Path
    settings: Settings
    edgar: LoopbackEdgar
    site: NewsSite
    hook: Hook
    box: MailBox
    filed: int = 0
    articles: list[tuple[datetime, str]] = field(default_factory=list)

    def file(self, day: date, *paragraphs: str) -> str:
        """An 8-K that says this, accepted at noon UTC of the day. Returns its accession number."""
        return self._add(day, page(*paragraphs), "8-K", "htm")

    def file_sale(self, day: date, name: str, number: int, sold_on: date) -> str:
        """A Form 4 of a sale of 1,000 shares in the open market."""
        xml = FORM.format(day=sold_on, cik=CIK, owner=1_999_000 + number, name=name)
        return self._add(day, xml, "4", "xml")

    def publish(self, at: datetime, words: str) -> None:
        """An article in the feed."""
        number = len(self.articles)
        self.articles.append((at, words))
        self.site.pages[f"/{number}"] = Page(body=article(f"Strategy and its bitcoin, part {number}", words))
        items = "".join(
            f"<item><title>Strategy and its bitcoin, part {number}</title><link>/{number}</link>"
            f"<pubDate>{format_datetime(said)}</pubDate></item>"
            for number, (said, _) in enumerate(self.articles)
        )
        channel = f"<channel><title>Example</title><language>en</language>{items}</channel>"
        rss = f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'
        self.site.pages["/feed"] = Page(body=rss.encode(), kind="application/rss+xml", etag=f'"{number}"')

    def update(self, day: date, hour: int = 16) -> list[str]:
        """A run at an hour (UTC) of a day, and what arrived: the messages, the same by all three ways."""
        before = len(self.logged()), len(self.hook.posts), len(self.box.mails)
        now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        news = (NewsFeed(name="Feed", url=f"{self.site.url}/feed"),) if self.articles else ()
        outcome = update_store(replace(self.settings, news=news), QUIET, now=lambda: now)
        assert int(outcome.exit_code) == 0
        told = [str(one["message"]) for one in self.logged()[before[0] :]]
        posted = [json.loads(body)["message"] for _, body in self.hook.posts[before[1] :]]
        mailed = [mail.get_body(("plain", "html")).get_content() for mail in self.box.mails[before[2] :]]  # type: ignore[union-attr]
        for message in told:
            assert [_flat(message)[:60] in _flat(post) for post in posted].count(True) == 1, (message, posted)
            assert [_flat(message)[:60] in _flat(mail) for mail in mailed].count(True) == 1, (message, mailed)
        assert (len(posted), len(mailed)) == (len(told), len(told))
        return told

    def logged(self) -> list[dict[str, object]]:
        """The lines of the file."""
        path = self.folder / "log.jsonl"
        return (
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        )

    def _add(self, day: date, text: str, form: str, kind: str) -> str:
        self.filed += 1
        number = f"{CIK:010d}-26-{900_000 + self.filed:06d}"
        name = f"{self.filed}.{kind}"
        (self.folder / name).write_text(text, encoding="utf-8")
        line = row(0, file=name, accession_number=number, form=form, filed_on=f"{day}", period_on=f"{day}")
        line |= {
            "accepted_at": f"{day}T12:00:00Z",
            "primary_document": name,
            "items": "8.01" if form == "8-K" else "",
        }
        self.edgar.add(line, folder=self.folder)
        return number


def _flat(words: str) -> str:
    """As a webhook and a mail may write them alike."""
    return "".join(letter for letter in words if letter.isalnum())


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """No filing and no article yet; kinds that every run of so small a record raises are muted."""
    empty = write_manifest(tmp_path, [])
    with LoopbackEdgar(empty) as edgar, NewsSite() as site, receive_posts() as hook, receive_mail() as box:
        (tmp_path / "monitor.toml").write_text(
            f'private_hosts = ["{site.host}"]\n{ISSUER}'
            f'[alerts]\nmute = ["late_disclosure", "verdict_change", "obligation_due"]\n'
            f'[[alerts.channels]]\nname = "log"\nfile = "{tmp_path / "log.jsonl"}"\n'
            f'[[alerts.channels]]\nname = "hook"\nurl = "http://127.0.0.1:{hook.port}/in"\n'
            f'[[alerts.channels]]\nname = "mail"\nurl = "{box.url}"\n',
            encoding="utf-8",
        )
        settings = load_settings(
            config=tmp_path / "monitor.toml",
            environ={"MONITOR_EDGAR_URL": edgar.url, "MONITOR_FEEDS": str(tmp_path / "feeds")},
            db=tmp_path / "db" / "monitor.db",
        )
        yield World(tmp_path, settings, edgar, site, hook, box)


def test_payment_language(world: World) -> None:
    """What is risked or agreed is nothing; what happened is told with its words, once for a filing and a topic."""
    world.file(
        date(2026, 5, 11),
        "We may be unable to pay interest on our convertible notes, which would be an event of default.",
        "If an event of default occurs and is continuing, the trustee may declare the principal due.",
        "No event of default has occurred under the indentures of our convertible notes.",
    )
    assert world.update(date(2026, 5, 11)) == []
    missed = (
        "We did not make the interest payment of $2.5 million due on May 15, 2026 on our convertible notes, which "
        "constitutes an event of default under the indenture."
    )
    world.file(date(2026, 5, 18), missed)
    (told,) = world.update(date(2026, 5, 18))
    assert told.startswith("MSTR: an 8-K speaks of a payment that was due and not made, and not as of a risk")
    assert missed[:60] in told
    assert [world.update(date(2026, 5, 18), hour) for hour in (17, 18)] == [[], []]
    world.file(
        date(2026, 5, 26),
        "On May 22, 2026, our board of directors suspended the quarterly dividend on STRK Stock.",
    )
    world.file(date(2026, 5, 27), missed)
    told = " / ".join(world.update(date(2026, 5, 27)))
    assert ("a dividend that is suspended" in told, "due and not made" in told) == (True, True)
    rebuild_store(world.settings, QUIET)
    assert world.update(date(2026, 5, 27), 20) == []


def test_coverage_below(world: World) -> None:
    """The reserve falls below a year of dividends, recovers, and falls again, far."""

    def state(day: date, millions: int) -> None:
        sunday = day - timedelta(days=1)
        world.file(
            day,
            f"As of {sunday:%B} {sunday.day}, 2026, Strategy’s USD Reserve was ${millions} million.",
        )

    world.file(
        date(2026, 5, 8),
        "On May 8, 2026, Strategy issued 4,000,000 shares of its 9.50% Series B Perpetual Barrel Preferred Stock, "
        "$0.001 par value per share (the “BARL Stock”).",
        "The BARL Stock accumulates cumulative dividends at a fixed rate of 9.50% a year, quarterly in arrears on "
        "March 31, June 30, September 30 and December 31.",
        "Each share of BARL Stock begins with a liquidation preference of $100 per share.",
    )
    state(date(2026, 5, 11), 50)
    assert world.update(date(2026, 5, 11)) == []
    state(date(2026, 5, 18), 30)
    (told,) = world.update(date(2026, 5, 18))
    assert ("2026-05-17" in told, "below 12" in told) == (True, True)
    assert world.update(date(2026, 5, 18), 17) == []
    state(date(2026, 5, 26), 29)
    assert world.update(date(2026, 5, 26)) == []  # still below: nothing has crossed
    state(date(2026, 6, 1), 50)
    assert world.update(date(2026, 6, 1)) == []
    state(date(2026, 6, 8), 5)
    (told,) = world.update(date(2026, 6, 8))
    assert "below 3" in told
    assert world.update(date(2026, 6, 8), 17) == []
    severities = [one["severity"] for one in world.logged()]
    assert severities == ["warning", "critical"]


def test_insider_sale_cluster(world: World) -> None:
    """Three directors sell within two weeks; a fourth belongs to them; in autumn three sell again."""
    world.file(date(2026, 5, 4), "Strategy has nothing to report.")
    for number, (name, sold, filed) in enumerate(
        [("Ada", date(2026, 5, 4), date(2026, 5, 6)), ("Bob", date(2026, 5, 8), date(2026, 5, 11))]
    ):
        world.file_sale(filed, name, number, sold)
        assert world.update(filed) == []
    world.file_sale(date(2026, 5, 14), "Cyd", 2, date(2026, 5, 12))
    (told,) = world.update(date(2026, 5, 14))
    assert told.startswith(
        "MSTR: 3 insiders sold shares for $420,000 between 2026-05-04 and 2026-05-12: Sample Ada"
    )
    world.file_sale(date(2026, 5, 15), "Dee", 3, date(2026, 5, 6))  # before the others, and told of after them
    assert [world.update(date(2026, 5, 15), hour) for hour in (16, 17)] == [[], []]
    for number, name in enumerate(("Ada", "Bob", "Cyd")):
        world.file_sale(date(2026, 9, 11), name, number, date(2026, 9, 9))
    (told,) = world.update(date(2026, 9, 11))
    assert "between 2026-09-09 and 2026-09-09" in told
    assert world.update(date(2026, 9, 12)) == []


def test_narrative_surge(world: World) -> None:
    """A rumour that is told ten times within a week, stays loud, falls silent and comes back."""
    world.file(date(2026, 5, 4), "Strategy has nothing to report.")

    def rumour(day: date, count: int) -> None:
        for number in range(count):
            said = datetime(day.year, day.month, day.day, 6, number, tzinfo=UTC)
            tone = Random(f"{day}{number}")  # noqa: S311 - each in its own words: copies are told once
            talk = " ".join(" ".join(tone.sample(WORDS, 12)).capitalize() + "." for _ in range(4))
            claim = f"Strategy may have sold {700 + number} bitcoin in {day:%B}, people who watch wallets claim."
            world.publish(said, f"{talk} {claim} {talk[::-1].capitalize()}.")

    rumour(date(2026, 5, 5), 2)
    assert world.update(date(2026, 5, 5)) == []
    rumour(date(2026, 5, 20), 6)
    assert world.update(date(2026, 5, 20)) == []
    rumour(date(2026, 5, 21), 6)
    (told,) = world.update(date(2026, 5, 21))
    assert "was told 10 times by 1 source within 7 days to 2026-05-21" in told
    assert world.update(date(2026, 5, 21), 17) == []
    rumour(date(2026, 5, 23), 5)
    assert world.update(date(2026, 5, 23)) == []  # as loud as it was
    rumour(date(2026, 7, 1), 12)
    (told,) = world.update(date(2026, 7, 1))
    assert "within 7 days to 2026-07-01" in told
    assert world.update(date(2026, 7, 2)) == []


def test_dividend_or_rate_change(world: World) -> None:
    """A declared dividend of half, at the same rate; told with its sentence."""
    world.file(
        date(2026, 2, 10),
        "On February 10, 2026, Strategy issued 4,000,000 shares of its 8.00% Series A Perpetual Strike Preferred "
        "Stock, $0.001 par value per share (the “STRK Stock”).",
        "The STRK Stock accumulates cumulative dividends at a fixed rate of 8.00% a year, quarterly in arrears on "
        "March 31, June 30, September 30 and December 31.",
        "Each share of STRK Stock begins with a liquidation preference of $100 per share.",
    )

    def declare(day: date, usd: str, pays: str, record: str) -> None:
        world.file(
            day,
            f"On {day:%B} {day.day}, 2026, we announced that our board had declared a quarterly dividend in cash "
            f"of ${usd} per share on the 8.00% Series A Perpetual Strike Preferred Stock (“STRK Stock”), payable "
            f"on {pays} to holders of record on {record}.",
        )

    declare(date(2026, 3, 2), "1.11", "March 31, 2026", "March 15, 2026")  # for the days since the issue
    assert world.update(date(2026, 3, 2)) == []
    declare(date(2026, 6, 1), "2.00", "June 30, 2026", "June 15, 2026")
    assert world.update(date(2026, 6, 1)) == []
    declare(date(2026, 9, 1), "1.00", "September 30, 2026", "September 15, 2026")
    (told,) = world.update(date(2026, 9, 1))
    assert "due on 2026-09-30 is $1.00 a share, 50.0 % less than the $2.00 of 2026-06-30" in told
    assert world.update(date(2026, 9, 1), 17) == []
    quotes = ask(world.folder, "SELECT evidence FROM alerts WHERE kind = 'dividend_or_rate_change'")
    assert [json.loads(evidence)["quote"].startswith("On September 1, 2026, we") for (evidence,) in quotes] == [
        True
    ]
