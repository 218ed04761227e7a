"""The manifest of filings on disk: each row becomes a filing or a problem with its line, whatever stands in it."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from road_running import CIK, accession, row, write_manifest

from monitor.crawlers.manifest import COLUMNS, ManifestRow, group_rows, load_manifest
from monitor.errors import SettingsError
from monitor.records import Filing, Problem

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = {
    "file": st.sampled_from(["0.htm", "1.htm", "gone.htm", ""]) | TEXT,
    "cik": st.sampled_from([f"{CIK}", "0001050446", "x"]) | TEXT,
    "accession_number": st.sampled_from([accession(0), accession(1)]) | TEXT,
    "form": st.sampled_from(["8-K", "8-K/A", "EX-99.1", ""]) | TEXT,
    "filed_on": st.dates().map(str) | TEXT,
    "accepted_at": st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat) | TEXT,
    "period_on": st.dates().map(str) | st.just("") | TEXT,
    "items": st.sampled_from(["8.01", "7.01,8.01", ""]) | TEXT,
    "primary_document": TEXT,
    "reconstruction": st.sampled_from(["yes", "no", ""]) | TEXT,
}
ROWS = st.lists(st.fixed_dictionaries(VALUES), min_size=1, max_size=6)


def write_files(folder: Path, count: int = 2) -> None:
    for number in range(count):
        (folder / f"{number}.htm").write_text("<p>A page.</p>", encoding="utf-8")


def read(path: Path) -> tuple[list[ManifestRow], list[Problem]]:
    found = list(load_manifest(path))
    return [r for r in found if isinstance(r, ManifestRow)], [r for r in found if isinstance(r, Problem)]


def test_a_row_becomes_a_filing(tmp_path: Path) -> None:
    """Every column arrives where it belongs, as what it is."""
    write_files(tmp_path)
    path = write_manifest(
        tmp_path, [row(0, items="7.01,8.01", accepted_at="2026-05-11T08:00:00-04:00", reconstruction="yes")]
    )
    (found,), problems = read(path)
    assert problems == []
    assert (found.line, found.path, found.type, found.filename) == (2, tmp_path / "0.htm", "8-K", "week-0.htm")
    assert found.filing == Filing(
        accession_number="0001050446-26-000000",
        issuer_cik=1050446,
        form="8-K",
        filed_on=date(2026, 5, 11),
        accepted_at=datetime(2026, 5, 11, 12, tzinfo=UTC),
        period_on=date(2026, 5, 11),
        items="7.01,8.01",
        primary_document="week-0.htm",
        reconstruction=True,
    )


def test_the_order_of_columns_and_further_ones_do_not_matter(tmp_path: Path) -> None:
    """A spreadsheet may have columns of its own, a byte order mark and Windows line ends."""
    write_files(tmp_path)
    path = write_manifest(tmp_path, [dict(reversed((row(0) | {"note": "mine"}).items()))])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (found,), problems = read(path)
    assert (found.filing.accession_number, problems) == (accession(0), [])


def test_a_line_number_is_that_of_the_file(tmp_path: Path) -> None:
    """A line break within quotes, blank lines and odd separators of Unicode do not shift it."""
    write_files(tmp_path)
    rows = [row(0, items="7.01\n8.01"), row(0, primary_document="a\x0b\x1c\u2028b.htm"), row(1, form="")]
    path = write_manifest(tmp_path, rows)
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    found, problems = read(path)
    assert [(r.line, r.filing.primary_document) for r in found] == [(2, "week-0.htm"), (4, "a\x0b\x1c\u2028b.htm")]
    assert [(problem.line, problem.message) for problem in problems] == [
        (5, f"{path}, line 5: form is empty; write the form type, such as 8-K")
    ]
    assert path.read_text(encoding="utf-8").split("\n")[4].startswith("1.htm,")


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "1"])
def test_words_for_a_reconstruction(tmp_path: Path, word: str) -> None:
    """As people and spreadsheets write it."""
    write_files(tmp_path)
    (found,), _ = read(write_manifest(tmp_path, [row(0, reconstruction=word)]))
    assert found.filing.reconstruction


@given(ROWS)
def test_every_row_is_a_filing_or_a_problem(rows: list[dict[str, str]]) -> None:
    """None is lost, none raises, lines come in order, and a filing says what its row says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        path = write_manifest(folder, rows)
        found = list(load_manifest(path))
        written = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
        lines = [one.line or 0 for one in found]
        assert len(found) == len(written)
        assert lines == sorted(lines)
        for one, line in zip(found, written, strict=True):
            if isinstance(one, Problem):
                assert one.message.startswith(f"{path}, line {one.line}: ")
            else:
                assert one.filing.accession_number == line["accession_number"].strip()
                assert one.filing.issuer_cik == int(line["cik"])
                assert f"{one.filing.filed_on}" == line["filed_on"].strip() or len(line["filed_on"].strip()) == 8
                assert one.path.is_file()


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["8-K", "EX-99.1"])), max_size=8))
def test_each_row_ends_in_one_filing_or_one_problem(drawn: list[tuple[int, int, str]]) -> None:
    """Whatever rows share: no file in two filings, none twice, and each left out is a repetition or a problem."""
    rows = [
        ManifestRow(
            line=line,
            path=Path(f"{file}.htm"),
            filing=Filing(
                accession_number=accession(number),
                issuer_cik=CIK,
                form="8-K",
                filed_on=date(2026, 5, 11),
                accepted_at=datetime(2026, 5, 11, 12, tzinfo=UTC),
            ),
            type=kind,
        )
        for line, (number, file, kind) in enumerate(drawn, 2)
    ]
    groups, problems = group_rows(rows, Path("m.csv"))
    kept = [one for group in groups for one in group]
    assert len({one.path for one in kept}) == len(kept)
    assert all(len({one.filing.accession_number for one in group}) == 1 for group in groups)
    lines = {one.line for one in kept} | {problem.line for problem in problems}
    repeated = [one for one in rows if one.line not in lines]
    assert all(any((o.path, o.filing) == (k.path, k.filing) for k in kept) for o in repeated)
    assert all([one.is_exhibit for one in group] == sorted(one.is_exhibit for one in group) for group in groups)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_manifest_or_a_settings_error(raw: bytes) -> None:
    """Whatever file is given in its place: one error that begins with its name."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "manifest.csv"
        path.write_bytes(raw)
        with pytest.raises(SettingsError) as caught:
            list(load_manifest(path))
        assert f"{caught.value}".startswith(f"{path}")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    """Each of the ten is needed."""
    path = write_manifest(tmp_path, [{key: value for key, value in row(0).items() if key != column}])
    with pytest.raises(SettingsError, match=f"line 1: column {column} is missing"):
        list(load_manifest(path))
