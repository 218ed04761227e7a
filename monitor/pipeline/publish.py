"""Feeds on demand: `monitor feeds [DIR]`."""

from __future__ import annotations

from pathlib import Path

from monitor.publish.feeds import FeedsManifest, publish_feeds
from monitor.settings import Settings


def publish_store(settings: Settings, folder: Path | None = None) -> FeedsManifest:
    """Write the feeds into a folder. Raises StoreError when there is no database yet."""
    return publish_feeds(settings.db, folder or settings.feeds, settings.feeds_address)
