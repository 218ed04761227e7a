"""The whole road on the embedded sample: a loopback EDGAR and news site, the real edgartools, verdicts, feeds."""

from __future__ import annotations

import csv
from dataclasses import replace

from monitor.errors import SettingsError
from monitor.pipeline._run import Outcome
from monitor.pipeline.update import update_store
from monitor.sample import MANIFEST
from monitor.sample.edgar_server import LoopbackEdgar
from monitor.sample.news_server import LoopbackNews
from monitor.settings import NewsFeed, PriceSource, Settings
from monitor.store.database import open_store
from monitor.store.loading import load_reconstructions, load_stored
from monitor.terminal import Terminal


def run_demo(settings: Settings, terminal: Terminal) -> Outcome:
    """Update the store from a loopback EDGAR and a loopback news site that replay the embedded sample.

    Raises SettingsError when the database holds filings as filed: our words must not come among them.
    """
    _refuse_real_filings(settings)
    names = {issuer.issuer_cik: issuer.name for issuer in settings.issuers}
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with LoopbackEdgar(MANIFEST, names=names) as edgar, LoopbackNews() as news:
        terminal.say(f"a loopback EDGAR serves the embedded sample at {edgar.url}, and its news are at {news.url}")
        closes = PriceSource(
            asset="bitcoin",
            name="Sample closes (constructed)",
            url=f"{news.url}/closes.csv",
            day="date",
            close="close",
        )
        return update_store(
            replace(
                settings,
                edgar_url=edgar.url,
                news=tuple(NewsFeed(name=name, url=url) for name, url in news.feeds.items()),
                prices=(closes,),
                private_hosts=(news.host,),
                news_spacing=0.0,
                alerts=replace(settings.alerts, channels=()),  # what is replayed is news for nobody
            ),
            terminal,
            reconstructions={row["accession_number"] for row in rows if row["reconstruction"] == "yes"},
        )


def _refuse_real_filings(settings: Settings) -> None:
    if not settings.db.exists():
        return
    with open_store(settings.db, create=False) as store:
        if set(load_stored(store)) - load_reconstructions(store):
            raise SettingsError(
                f"{settings.db} holds filings as filed, and the sample is written by us: give the demo a database "
                "of its own, such as `monitor --db demo/monitor.db demo`"
            )
