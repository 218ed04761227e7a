"""The published feeds as files to fetch and as a page that lists them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.publish.rows import Row
from monitor.settings import packaged

TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json; charset=utf-8",
}
SUBSCRIBED = {  # feeds that a reader or a calendar subscribes to, in the order in which they are offered
    "alerts.atom": "Alerts, for a feed reader",
    "verdict_changes.atom": "Changed verdicts, for a feed reader",
    "obligations.ics": "What falls due, for a calendar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """One file as it is sent."""

    content: bytes
    type: str
    tag: str  # for If-None-Match


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsPage:
    """The feeds in the folder; each row has name, words, rows, newest_known_at, sha256."""

    subscribed: list[Row]
    tables: list[Row]
    others: list[Row]  # manifest.json and what else describes the feeds


def find_feed(folder: Path, name: str) -> FeedFile | None:
    """The feed as published, or None. A name with a folder or a leading dot in it is none of ours."""
    if not re.fullmatch(r"\w[\w.-]*", name) or Path(name).suffix not in TYPES:
        return None
    try:
        content = (folder / name).read_bytes()
        changed = (folder / name).stat().st_mtime_ns
    except OSError:
        return None
    return FeedFile(content=content, type=TYPES[Path(name).suffix], tag=f'"{changed:x}-{len(content):x}"')


def read_feeds_page(folder: Path) -> FeedsPage:
    """What the manifest says of the feeds in the folder; nothing when none were published."""
    manifest = find_feed(folder, "manifest.json")
    feeds: list[dict[str, Any]] = json.loads(manifest.content).get("feeds", []) if manifest else []
    rows = {feed["name"]: feed | {"words": _describe(feed["name"])} for feed in feeds}
    names = {path.name for path in folder.glob("*")} if folder.is_dir() else set()
    return FeedsPage(
        subscribed=[
            rows.get(name, {"name": name}) | {"words": words}
            for name, words in SUBSCRIBED.items()
            if name in names
        ],
        tables=[row for name, row in sorted(rows.items()) if name.endswith(".csv")],
        others=[{"name": name} for name in ("manifest.json", "datapackage.json") if name in names],
    )


def _describe(name: str) -> str:
    """The words under the version in a feed's query: its first comment."""
    query = packaged("db") / "feeds" / f"{Path(name).stem}.sql"
    if not query.is_file():
        return ""
    lines = query.read_text(encoding="utf-8").splitlines()[1:]
    words = []
    for line in lines:
        if not line.startswith("--"):
            break
        words.append(line.removeprefix("--").strip())
    return " ".join(words)
