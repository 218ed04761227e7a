"""The raw archive: every byte as it came, by content hash, stored before anybody reads it.

    archive/raw/ab/ab12….gz              the bytes, gzipped (27 MB of filings become 2 MB in 0.2 s)
    archive/filings/<accession>.json     what the bytes are: the filing and its parts, version after version
    archive/index/<cik>.json             what EDGAR's index lists for an issuer
    archive/received/<kind>/<id>.json    what else came: articles, prices, flows (received.py)

From these files alone `monitor rebuild` makes the database again, offline.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from monitor.errors import StoreError
from monitor.records import Filing, IndexedFiling
from monitor.store.columns import instant_from_column, instant_to_column, record_of, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPart:
    """Some archived bytes of a filing: a full submission, or one document of it."""

    sha256: str
    type: str  # "8-K", "EX-99.1"; of a submission its form
    filename: str
    kind: Literal["submission", "document"]
    source: str  # URL or path that the bytes came from


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFiling:
    """A filing as it came. Every time it came with other parts there is one more version, the last is current."""

    filing: Filing
    versions: tuple[tuple[ArchivedPart, ...], ...]

    @property
    def parts(self) -> tuple[ArchivedPart, ...]:
        """The parts of the current version."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedIndex:
    """Filings of one issuer that one index listed for the first time at one instant."""

    source: str
    listed_at: datetime
    filings: tuple[IndexedFiling, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of raw bytes and of what they are."""

    root: Path

    def put(self, raw: bytes) -> str:
        """Keep the bytes; returns their SHA-256. What is there is left alone, a damaged copy replaced."""
        sha256 = hashlib.sha256(raw).hexdigest()
        path = self._raw_path(sha256)
        if not path.exists() or _read_raw(path) != raw:
            _write_whole(path, gzip.compress(raw, 6, mtime=0))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of a hash. Raises StoreError when they are missing or no longer what they were."""
        path = self._raw_path(sha256)
        if not path.exists():
            raise StoreError(f"{path}: the archive has lost these bytes; fetch or load the filing again")
        raw = _read_raw(path)
        if raw is None or hashlib.sha256(raw).hexdigest() != sha256:
            raise StoreError(f"{path}: is damaged; fetch or load the filing again")
        return raw

    def record(self, filing: Filing, parts: Sequence[ArchivedPart]) -> None:
        """Write down what the archived bytes are, before they are read. A repetition changes nothing; other
        parts of a recorded filing become its last version, and so does an earlier version that came again.
        Raises StoreError when bytes of a part are absent."""
        for part in parts:
            if not self._raw_path(part.sha256).exists():
                raise StoreError(
                    f"{filing.accession_number}: put the bytes of {part.filename} into the archive first"
                )
        path = self._filing_path(filing.accession_number)
        versions = self._read_filing(path).versions if path.exists() else ()
        versions = (*(version for version in versions if version != tuple(parts)), tuple(parts))
        sidecar = {
            "filing": row_of(filing),
            "versions": [[asdict(part) for part in version] for version in versions],
        }
        write_json(path, sidecar)

    def find_filing(self, accession_number: str) -> ArchivedFiling | None:
        """The record of a filing, if it was archived."""
        path = self._filing_path(accession_number)
        return self._read_filing(path) if path.exists() else None

    def filings(self) -> Iterator[ArchivedFiling]:
        """All archived filings, by accession number."""
        for path in sorted((self.root / "filings").glob("*.json")):
            yield self._read_filing(path)

    def record_index(self, rows: Iterable[IndexedFiling], *, source: str, listed_at: datetime) -> None:
        """Write down what an index lists, one file per issuer; what was listed earlier stays listed, with the
        source and instant of its first listing, as `filing_index` has it."""
        by_issuer: dict[int, list[IndexedFiling]] = {}
        for row in rows:
            by_issuer.setdefault(row.issuer_cik, []).append(row)
        for cik, listed in by_issuer.items():
            path = self.root / "index" / f"{cik}.json"
            filings = read_json(path) if path.exists() else {}
            for row in listed:
                first = {"source": source, "listed_at": instant_to_column(listed_at)}
                earlier = filings.get(row.accession_number, first)
                filings[row.accession_number] = {
                    **row_of(row),
                    "stored": 0,
                    "source": earlier["source"],
                    "listed_at": earlier["listed_at"],
                }
            write_json(path, {accession: filings[accession] for accession in sorted(filings)})

    def indexes(self) -> Iterator[ArchivedIndex]:
        """What EDGAR listed, issuer by issuer."""
        for path in sorted((self.root / "index").glob("*.json"), key=lambda path: path.stem.zfill(10)):
            yield from _read_index(path)

    def _raw_path(self, sha256: str) -> Path:
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise StoreError(f"{sha256!r} is not the hash of archived bytes")
        return self.root / "raw" / sha256[:2] / f"{sha256}.gz"

    def _filing_path(self, accession_number: str) -> Path:
        # It becomes a file name and comes from outside: nothing in it may lead to another folder.
        if not re.fullmatch(r"[\w-]+", accession_number, re.ASCII):
            raise StoreError(f"{accession_number!r} is not an accession number such as 0001193125-26-249768")
        return self.root / "filings" / f"{accession_number}.json"

    @staticmethod
    def _read_filing(path: Path) -> ArchivedFiling:
        sidecar = read_json(path)
        try:
            return ArchivedFiling(
                filing=record_of(Filing, sidecar["filing"]),
                versions=tuple(tuple(ArchivedPart(**part) for part in version) for version in sidecar["versions"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise StoreError(f"{path}: does not describe a filing ({error}); fetch or load it again") from error


def _read_index(path: Path) -> list[ArchivedIndex]:
    lists: dict[tuple[str, str], list[IndexedFiling]] = {}
    try:
        for row in read_json(path).values():
            lists.setdefault((row["listed_at"], row["source"]), []).append(record_of(IndexedFiling, row))
        return [
            ArchivedIndex(source=source, listed_at=instant_from_column(listed_at), filings=tuple(filings))
            for (listed_at, source), filings in sorted(lists.items(), key=lambda listed: listed[0])
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"{path}: does not describe an index ({error}); remove it and update") from error


def _read_raw(path: Path) -> bytes | None:
    """The unpacked bytes, or None when they cannot be unpacked."""
    try:
        return gzip.decompress(path.read_bytes())
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None


def read_json(path: Path) -> dict[str, Any]:
    """The object in a sidecar. Raises StoreError when it is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise StoreError(
            f"{path}: is damaged ({error}); remove it, then fetch or load the filing again"
        ) from error
    if not isinstance(content, dict):
        raise StoreError(f"{path}: is damaged; remove it, then fetch or load the filing again")
    return content


def write_json(path: Path, content: object) -> None:
    """Write a sidecar, whole or not at all; the same content again leaves the file alone."""
    text = json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
    if not path.exists() or path.read_bytes() != text:
        _write_whole(path, text)


def _write_whole(path: Path, content: bytes) -> None:
    """Write all or nothing: a reader, or a run after a power cut, never meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name, not only the content, survives a power cut
    finally:
        os.close(folder)
