"""The archive: bytes in, the same bytes out, whatever happens in between; and what they are, beside them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_examples import NOW, make_filing, make_listed

from monitor.errors import StoreError
from monitor.store.archive import Archive, ArchivedFiling, ArchivedIndex, ArchivedPart

FILING = make_filing("0001193125-26-000001")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def make_part(archive: Archive, raw: bytes, *, type_: str = "8-K") -> ArchivedPart:
    return ArchivedPart(sha256=archive.put(raw), type=type_, filename="a.htm", kind="document", source="x/a.htm")


def files_of(archive: Archive) -> dict[str, bytes]:
    return {str(path.relative_to(archive.root)): path.read_bytes() for path in archive.root.rglob("*.*")}


@given(raw=st.binary())
def test_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Any bytes, by their SHA-256."""
    archive = Archive(tmp_path_factory.mktemp("archive"))
    sha256 = archive.put(raw)
    assert sha256 == hashlib.sha256(raw).hexdigest()
    assert archive.get(sha256) == raw


def test_the_same_bytes_are_kept_once(archive: Archive) -> None:
    """In one file, byte for byte the same whenever it was written, and no temporary file stays."""
    archive.put(b"<html>" * 1000)
    before = files_of(archive)
    archive.put(b"<html>" * 1000)
    assert files_of(archive) == before
    ((name, content),) = before.items()
    assert name.startswith(f"raw/{Path(name).name[:2]}/")
    assert len(content) < 100


@pytest.mark.parametrize("damage", [b"", b"not gzip", None])
def test_damage_is_found_and_healed(archive: Archive, damage: bytes | None) -> None:
    """Emptied, overwritten or cut off: it is never read as something else, and putting it again heals it."""
    raw = b"It held 1,000 bitcoins. " * 50
    sha256 = archive.put(raw)
    (path,) = archive.root.rglob("*.gz")
    path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    with pytest.raises(StoreError, match="is damaged; fetch or load"):
        archive.get(sha256)
    archive.put(raw)
    assert archive.get(sha256) == raw


def test_other_bytes_under_a_name_are_found(archive: Archive) -> None:
    """A file that unpacks well but holds something else is damage too."""
    one, other = archive.put(b"one"), archive.put(b"other")
    paths = {path.name[:64]: path for path in archive.root.rglob("*.gz")}
    paths[one].write_bytes(paths[other].read_bytes())
    with pytest.raises(StoreError, match="is damaged"):
        archive.get(one)


def test_missing_bytes_are_named(archive: Archive) -> None:
    """So is a hash that is none, which might lead out of the folder."""
    with pytest.raises(StoreError, match="has lost these bytes"):
        archive.get("0" * 64)
    with pytest.raises(StoreError, match="is not the hash"):
        archive.get("../../etc/passwd")


def test_a_filing_is_on_record_with_all_its_fields(archive: Archive) -> None:
    """Enough to make the database again; in the order of accession numbers."""
    later = replace(make_filing("0001193125-26-000002"), reconstruction=True, amends=FILING.accession_number)
    part = make_part(archive, b"one")
    archive.record(later, [part])
    archive.record(FILING, [part])
    assert list(archive.filings()) == [
        ArchivedFiling(filing=FILING, versions=((part,),)),
        ArchivedFiling(filing=later, versions=((part,),)),
    ]
    assert archive.find_filing("0001193125-26-000009") is None


def test_recording_again_changes_nothing(archive: Archive) -> None:
    """Not a byte of it."""
    part = make_part(archive, b"one")
    archive.record(FILING, [part])
    before = files_of(archive)
    archive.record(FILING, [part])
    assert files_of(archive) == before


def test_other_parts_are_a_new_version(archive: Archive) -> None:
    """The earlier one stays on record, so that a rebuild has both; the fields of the filing are the latest."""
    one, other = make_part(archive, b"one"), make_part(archive, b"other")
    archive.record(FILING, [one])
    corrected = replace(FILING, items="8.01")
    archive.record(corrected, [other])
    found = archive.find_filing(FILING.accession_number)
    assert found == ArchivedFiling(filing=corrected, versions=((one,), (other,)))
    assert found.parts == (other,)
    archive.record(corrected, [one])
    assert list(archive.filings()) == [ArchivedFiling(filing=corrected, versions=((other,), (one,)))]


def test_bytes_come_before_their_record(archive: Archive) -> None:
    """Raw bytes first: a record of bytes that are not there is refused."""
    part = replace(make_part(archive, b"one"), sha256="0" * 64)
    with pytest.raises(StoreError, match=r"put the bytes of a\.htm into the archive first"):
        archive.record(FILING, [part])
    assert list(archive.filings()) == []


@pytest.mark.parametrize("accession", ["../escape", "a/b", "", "..", "0001193125-26-000001\n"])
def test_an_accession_number_leads_nowhere_else(archive: Archive, accession: str) -> None:
    """It comes from a manifest or a feed, and becomes a file name."""
    with pytest.raises(StoreError, match="is not an accession number"):
        archive.record(replace(FILING, accession_number=accession), [])


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"filing": {}, "versions": []}'])
def test_a_damaged_record_is_named(archive: Archive, content: str) -> None:
    """The message names the file and the remedy."""
    archive.record(FILING, [make_part(archive, b"one")])
    (path,) = archive.root.rglob("*.json")
    path.write_text(content)
    with pytest.raises(StoreError, match=r"0001193125-26-000001\.json: .*load"):
        list(archive.filings())


def test_the_index_is_on_record(archive: Archive) -> None:
    """Which filings are missing follows from it, so a rebuild needs it. A shorter listing takes nothing away, and
    the first listing of a filing says where it came from."""
    first, second, third = (make_listed(f"0001193125-26-00000{number}", stored=False) for number in (1, 2, 3))
    archive.record_index([second, first], source="submissions", listed_at=NOW)
    before = files_of(archive)
    later = NOW.replace(year=2027)
    archive.record_index([replace(second, stored=True)], source="feed", listed_at=later)
    assert files_of(archive) == before
    archive.record_index([third, replace(second, items="8.01")], source="feed", listed_at=later)
    assert list(archive.indexes()) == [
        ArchivedIndex(source="submissions", listed_at=NOW, filings=(first, replace(second, items="8.01"))),
        ArchivedIndex(source="feed", listed_at=later, filings=(third,)),
    ]
    (archive.root / "index" / "1050446.json").write_text('{"a": 1}')
    with pytest.raises(StoreError, match=r"1050446\.json: does not describe an index"):
        list(archive.indexes())
