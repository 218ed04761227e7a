"""What came beside filings: the bytes of articles, prices and flows, and what was said of them when they came.

    archive/received/<kind>/<id>.json    sha256 of the bytes, received_at, and what goes with them

The bytes lie in the same archive as those of filings, stored before anybody reads them, so that `monitor rebuild`
reads them again offline, in the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from monitor.errors import StoreError
from monitor.records import content_id
from monitor.store.archive import Archive, read_json, write_json
from monitor.store.columns import instant_from_column, instant_to_column

Kind = Literal["articles", "prices", "flows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Some bytes that came, and what was said of them: `said` is theirs who keep and read them, texts only."""

    sha256: str
    received_at: datetime
    said: dict[str, str]


def keep_received(
    archive: Archive, kind: Kind, raw: bytes, *, said: Mapping[str, str], received_at: datetime
) -> Received:
    """Put the bytes into the archive and write down what they are. The same again keeps the earliest instant."""
    sha256 = archive.put(raw)
    path = archive.root / "received" / kind / f"{content_id(sha256, *sorted(said.items()))}.json"
    if not path.exists() or _read(path).received_at > received_at:
        write_json(path, {"sha256": sha256, "received_at": instant_to_column(received_at), "said": dict(said)})
    return _read(path)


def load_received(archive: Archive, kind: Kind) -> Iterator[tuple[Received, bytes]]:
    """All that came of a kind, in the order in which it came, with its bytes."""
    found = [(_read(path), path.name) for path in (archive.root / "received" / kind).glob("*.json")]
    for received, _ in sorted(found, key=lambda entry: (entry[0].received_at, entry[1])):
        yield received, archive.get(received.sha256)


def _read(path: Path) -> Received:
    sidecar = read_json(path)
    try:
        return Received(
            sha256=str(sidecar["sha256"]),
            received_at=instant_from_column(sidecar["received_at"]),
            said={str(key): str(value) for key, value in sidecar["said"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(
            f"{path}: does not describe what came ({error}); remove it, then load it again"
        ) from error
