"""Feeds on demand: `monitor feeds [DIR]`."""

from __future__ import annotations

from pathlib import Path

from monitor.publish.feeds import FeedsManifest, publish_feeds
from monitor.settings import Settings
from monitor.store.database import open_store


def publish_store(settings: Settings, folder: Path | None = None) -> FeedsManifest:
    """Write the feeds into a folder. Raises StoreError when there is no database yet.

    A store that an earlier version made is brought up to date first, as every run does.
    """
    open_store(settings.db, create=False).close()
    return publish_feeds(settings.db, folder or settings.feeds, settings.feeds_address)
