"""Bad files and bad manifests: a message that names file and line, a row in `problems`, the rest stored, the bytes
kept, exit 3; and all is well once the file is put right. A manifest that cannot be used at all: exit 2."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from road_running import (
    CIK,
    accession,
    ask,
    count_rows,
    open_problems,
    page,
    read_ledger,
    row,
    run,
    week,
    write_manifest,
    write_weeks,
)

from monitor.store.archive import Archive

RIOT = 1167419  # has a profile in monitor.toml
NOT_FOUND = (
    "<html><head><title>SEC.gov | File Not Found Error Alert (404)</title></head><body><h1>Page Not Found</h1>"
    "<p>The page you requested does not exist.</p></body></html>"
)


def submission(number: int, *, cik: int = CIK, name: str = "STRATEGY INC") -> str:
    """The full `.txt` of a week's filing."""
    return (
        f"<SEC-DOCUMENT>{accession(number)}.txt : 20260601\n<SEC-HEADER>{accession(number)}.hdr.sgml : 20260601\n"
        f"<ACCEPTANCE-DATETIME>20260601080000\nACCESSION NUMBER:\t\t{accession(number)}\n"
        "CONFORMED SUBMISSION TYPE:\t8-K\nPUBLIC DOCUMENT COUNT:\t\t1\nCONFORMED PERIOD OF REPORT:\t20260601\n"
        "FILED AS OF DATE:\t\t20260601\n\nFILER:\n\n\tCOMPANY DATA:\t\n"
        f"\t\tCOMPANY CONFORMED NAME:\t\t\t{name}\n\t\tCENTRAL INDEX KEY:\t\t\t{cik:010d}\n</SEC-HEADER>\n"
        f"<DOCUMENT>\n<TYPE>8-K\n<SEQUENCE>1\n<FILENAME>week.htm\n<TEXT>\n{page(week(number), cik=cik)}\n</TEXT>\n"
        "</DOCUMENT>\n</SEC-DOCUMENT>\n"
    )


BAD_BYTES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blanks": (b" \n\t\n", "empty"),
    "not found": (NOT_FOUND.encode(), "error page"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj << >> endobj\n" * 30, "PDF"),
    "zip": (b"PK\x03\x04" + bytes(200), "ZIP"),
    "truncated": (submission(1).encode()[:-400], "truncated"),
    "another submission": (submission(2).encode(), accession(2)),
    "another filer": (submission(1, cik=RIOT, name="RIOT PLATFORMS, INC.").encode(), f"{RIOT}"),
    "tagged otherwise": (page(week(1), cik=RIOT, registrant="Riot Platforms, Inc.").encode(), f"{RIOT}"),
    "named otherwise": (page(week(1), cik=None, registrant="RIOT PLATFORMS, INC.").encode(), f"{RIOT}"),
}


@pytest.mark.parametrize("kind", BAD_BYTES)
def test_a_bad_file_costs_only_itself(tmp_path: Path, kind: str) -> None:
    """Two of three filings are stored; the third is a problem with its place, and its bytes are kept."""
    raw, hint = BAD_BYTES[kind]
    rows = write_weeks(tmp_path, 3)
    (tmp_path / "1.htm").write_bytes(raw)
    write_manifest(tmp_path, rows)
    done = run(tmp_path, "load", "manifest.csv")
    assert done.code == 3
    assert ask(tmp_path, "SELECT accession_number FROM filings ORDER BY 1") == [(accession(0),), (accession(2),)]
    ((_, message),) = open_problems(tmp_path)
    for part in ("1.htm", "line 3", hint, accession(1)):
        assert part in message
    assert message in done.err
    assert Archive(tmp_path / "db" / "archive").get(hashlib.sha256(raw).hexdigest()) == raw


@pytest.mark.parametrize("kind", BAD_BYTES)
def test_a_corrected_file_is_stored_and_its_problem_resolved(tmp_path: Path, kind: str) -> None:
    """Put right and loaded again: exit 0, three filings, a ledger that adds up; also after a rebuild."""
    rows = write_weeks(tmp_path, 3)
    (tmp_path / "1.htm").write_bytes(BAD_BYTES[kind][0])
    write_manifest(tmp_path, rows)
    assert run(tmp_path, "load", "manifest.csv").code == 3
    assert run(tmp_path, "load", "manifest.csv").code == 3
    write_weeks(tmp_path, 3)
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert open_problems(tmp_path) == []
    assert ask(tmp_path, "SELECT count(*) FROM problems") == [(1,)]
    steps = [
        ("2026-05-10", 1100, "opening"),
        ("2026-05-17", 1200, "reconciled"),
        ("2026-05-24", 1300, "reconciled"),
    ]
    assert read_ledger(tmp_path) == steps
    assert run(tmp_path, "rebuild", "--check").code == 0
    assert run(tmp_path, "rebuild").code == 0
    assert (read_ledger(tmp_path), open_problems(tmp_path)) == (steps, [])


BAD_ROWS: dict[str, tuple[dict[str, str], str]] = {
    "missing file": ({"file": "gone.htm"}, "gone.htm"),
    "a folder": ({"file": "."}, "does not exist"),
    "no file": ({"file": ""}, "does not exist"),
    "bad date": ({"filed_on": "18.05.2026"}, "18.05.2026"),
    "impossible date": ({"filed_on": "2026-02-30"}, "2026-02-30"),
    "bad period": ({"period_on": "May"}, "period_on"),
    "bad instant": ({"accepted_at": "noon"}, "accepted_at"),
    "instant without a zone": ({"accepted_at": "2026-05-18T12:00:00"}, "accepted_at"),
    "bad cik": ({"cik": "MSTR"}, "MSTR"),
    "no cik": ({"cik": ""}, "cik"),
    "bad accession number": ({"accession_number": "../../etc"}, "accession_number"),
    "no form": ({"form": ""}, "form"),
    "bad reconstruction": ({"reconstruction": "perhaps"}, "perhaps"),
    "the file of another row": ({"file": "0.htm"}, "line 2"),
    "the number of another row": ({"accession_number": accession(0)}, "line 2"),
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_a_bad_row_costs_only_itself(tmp_path: Path, kind: str) -> None:
    """The other rows are stored; manifest and line are named; once it is corrected the problem is resolved."""
    changes, hint = BAD_ROWS[kind]
    rows = write_weeks(tmp_path, 3)
    write_manifest(tmp_path, [rows[0], rows[1] | changes, rows[2]])
    done = run(tmp_path, "load", "manifest.csv")
    assert done.code == 3
    assert count_rows(tmp_path)["filings"] == 2
    ((found, message),) = open_problems(tmp_path)
    assert found == "manifest_row"
    assert message.startswith("manifest.csv, line 3: ")
    assert hint in message
    assert message in done.err
    write_manifest(tmp_path, rows)
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert (count_rows(tmp_path)["filings"], open_problems(tmp_path)) == (3, [])


def test_a_row_with_too_many_fields_is_named(tmp_path: Path) -> None:
    """Items with a comma and without quotes shift every later column."""
    path = write_manifest(tmp_path, write_weeks(tmp_path, 2))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:2], lines[2].replace("8.01", "7.01,8.01")]) + "\n", encoding="utf-8")
    assert run(tmp_path, "load", "manifest.csv").code == 3
    ((_, message),) = open_problems(tmp_path)
    assert message.startswith("manifest.csv, line 3: more fields than columns")
    assert count_rows(tmp_path)["filings"] == 1


def drop_column(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(line.partition(",")[2] for line in lines), encoding="utf-8")


BAD_MANIFESTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing column": (drop_column, "line 1: column file is missing"),
    "empty": (lambda path: path.write_bytes(b""), "line 1: column"),
    "header only": (lambda path: path.write_text(path.read_text().splitlines()[0]), "lists no filing"),
    "not utf-8": (lambda path: path.write_bytes(path.read_bytes() + b"caf\xe9.htm,1\n"), "line 4: not UTF-8"),
    "open quote": (lambda path: path.write_text(path.read_text() + '"0.htm,1\n'), "line 4: not valid CSV"),
    "gone": (lambda path: path.unlink(), "no such manifest"),
    "an html page": (lambda path: path.write_text(NOT_FOUND), "line 1: column"),
}


@pytest.mark.parametrize("kind", BAD_MANIFESTS)
def test_a_manifest_that_cannot_be_used_changes_nothing(tmp_path: Path, kind: str) -> None:
    """Exit 2, one line that names the file, and no database."""
    spoil, hint = BAD_MANIFESTS[kind]
    spoil(write_manifest(tmp_path, write_weeks(tmp_path, 2)))
    done = run(tmp_path, "load", "manifest.csv")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("monitor: manifest.csv")
    assert hint in done.err
    assert not (tmp_path / "db").exists()


def test_a_folder_is_no_manifest(tmp_path: Path) -> None:
    """The folder that holds it is a natural slip; the message says what to give."""
    done = run(tmp_path, "load", ".")
    assert (done.code, "is a folder" in done.err) == (2, True)


def test_bytes_that_the_system_will_not_give_are_a_problem(tmp_path: Path) -> None:
    """A file that is there and cannot be read costs only itself."""
    rows = write_weeks(tmp_path, 2)
    write_manifest(tmp_path, [rows[0], rows[1] | {"file": "/proc/self/mem"}])
    done = run(tmp_path, "load", "manifest.csv")
    assert (done.code, count_rows(tmp_path)["filings"]) == (3, 1)
    ((kind, message),) = open_problems(tmp_path)
    assert (kind, "manifest line 3" in message) == ("unreadable_document", True)


def test_the_same_row_twice_counts_once(tmp_path: Path) -> None:
    """A line copied by mistake adds nothing and is no problem."""
    rows = write_weeks(tmp_path, 2)
    write_manifest(tmp_path, [*rows, rows[1]])
    assert run(tmp_path, "load", "manifest.csv").code == 0
    counts = count_rows(tmp_path)
    assert (counts["filings"], counts["documents"], counts["holdings_changes"]) == (2, 2, 2)


@pytest.mark.parametrize("naming", [{"type": "EX-99.1"}, {"form": "EX-99.1"}, {}])
def test_rows_of_one_accession_number_are_one_filing(tmp_path: Path, naming: dict[str, str]) -> None:
    """An exhibit beside its 8-K, told by type, by form, or not at all: one filing, two documents, counted once."""
    (rows,) = [write_weeks(tmp_path, 2)]
    (tmp_path / "release.htm").write_text(f"<html><body><p>{week(1)}</p></body></html>", encoding="utf-8")
    exhibit = row(1, file="release.htm") | naming
    write_manifest(tmp_path, [line | {"type": line.get("type", "")} for line in (rows[0], exhibit, rows[1])])
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert count_rows(tmp_path)["documents"] == 3
    assert ask(tmp_path, "SELECT form FROM filings") == [("8-K",), ("8-K",)]
    assert read_ledger(tmp_path)[-1] == ("2026-05-17", 1200, "reconciled")


def test_a_bad_exhibit_costs_only_itself(tmp_path: Path) -> None:
    """The 8-K is stored, the exhibit is named with its own line, and the next load asks for it again."""
    rows = [line | {"type": "8-K"} for line in write_weeks(tmp_path, 1)]
    (tmp_path / "release.htm").write_bytes(b"")
    write_manifest(tmp_path, [*rows, row(0, file="release.htm", type="EX-99.1")])
    for _ in range(2):
        assert run(tmp_path, "load", "manifest.csv").code == 3
        ((_, message),) = open_problems(tmp_path)
        assert "release.htm (manifest line 3)" in message
        assert count_rows(tmp_path)["documents"] == 1
    (tmp_path / "release.htm").write_text("<html><body><p>A press release.</p></body></html>", encoding="utf-8")
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert (count_rows(tmp_path)["documents"], open_problems(tmp_path)) == (2, [])


def test_a_spoilt_copy_of_a_stored_filing_does_not_touch_it(tmp_path: Path) -> None:
    """Its file became an error page, its row got another CIK: exit 3 each time, and the rebuild has it still."""
    rows = write_weeks(tmp_path, 2)
    write_manifest(tmp_path, rows)
    assert run(tmp_path, "load", "manifest.csv").code == 0
    before = read_ledger(tmp_path)
    (tmp_path / "1.htm").write_text(NOT_FOUND, encoding="utf-8")
    write_manifest(tmp_path, [rows[0], rows[1] | {"cik": f"{RIOT}"}])
    for _ in range(2):
        assert run(tmp_path, "load", "manifest.csv").code == 3
        assert read_ledger(tmp_path) == before
    assert run(tmp_path, "rebuild", "--check").code == 0
    assert run(tmp_path, "rebuild").code == 3
    assert read_ledger(tmp_path) == before


def test_a_corrected_manifest_is_taken_at_its_word(tmp_path: Path) -> None:
    """Another instant of acceptance for the same bytes moves the clock of the filing and of its facts."""
    rows = write_weeks(tmp_path, 1)
    write_manifest(tmp_path, rows)
    assert run(tmp_path, "load", "manifest.csv").code == 0
    write_manifest(tmp_path, [rows[0] | {"accepted_at": "2026-05-11T20:30:00Z"}])
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert ask(tmp_path, "SELECT accepted_at FROM filings") == [("2026-05-11T20:30:00Z",)]
    assert ask(tmp_path, "SELECT DISTINCT known_at FROM holdings_changes") == [("2026-05-11T20:30:00Z",)]
    assert run(tmp_path, "rebuild", "--check").code == 0


def test_a_filing_stored_under_a_wrong_cik_can_be_moved(tmp_path: Path) -> None:
    """Nothing on the page told that the CIK was wrong; when it is corrected, the message says what to do."""
    (tmp_path / "0.htm").write_text(page(week(0), cik=None, registrant=""), encoding="utf-8")
    write_manifest(tmp_path, [row(0, cik="4711")])
    assert run(tmp_path, "load", "manifest.csv").code == 0
    write_manifest(tmp_path, [row(0)])
    done = run(tmp_path, "load", "manifest.csv")
    assert done.code == 3
    assert "monitor rebuild" in done.err
    (tmp_path / "db" / "archive" / "filings" / f"{accession(0)}.json").unlink()
    other = write_weeks(tmp_path, 2)[1]
    write_manifest(tmp_path, [other], name="other.csv")
    assert run(tmp_path, "load", "other.csv").code == 0
    assert run(tmp_path, "rebuild").code == 0
    assert run(tmp_path, "load", "manifest.csv").code == 0
    assert ask(tmp_path, "SELECT issuer_cik, count(*) FROM filings GROUP BY 1") == [(CIK, 2)]


def test_a_reconstruction_never_takes_the_place_of_the_filing(tmp_path: Path) -> None:
    """Our own words give way to the filing as filed, and not the other way round."""
    rows = write_weeks(tmp_path, 1)
    (tmp_path / "ours.htm").write_text(page(week(0), "Rebuilt from disclosed figures."), encoding="utf-8")
    write_manifest(tmp_path, [row(0, file="ours.htm", reconstruction="yes")], name="ours.csv")
    write_manifest(tmp_path, rows)
    for manifest, reconstruction in (("ours.csv", 1), ("manifest.csv", 0), ("ours.csv", 0)):
        assert run(tmp_path, "load", manifest).code == 0
        assert ask(tmp_path, "SELECT reconstruction FROM filings") == [(reconstruction,)]
    current = "SELECT count(*) FROM documents WHERE superseded_by IS NULL AND text NOT LIKE '%Rebuilt%'"
    assert ask(tmp_path, current) == [(1,)]


@pytest.mark.parametrize("tagged", [CIK, None])
def test_a_slip_in_the_cik_is_seen_on_the_cover(tmp_path: Path, tagged: int | None) -> None:
    """One digit wrong, so it is nobody's: the tag tells, and without a tag the registrant's printed name."""
    rows = write_weeks(tmp_path, 2)
    (tmp_path / "1.htm").write_text(page(week(1), cik=tagged), encoding="utf-8")
    write_manifest(tmp_path, [rows[0], rows[1] | {"cik": "1050447"}])
    assert run(tmp_path, "load", "manifest.csv").code == 3
    ((kind, message),) = open_problems(tmp_path)
    assert kind == "wrong_issuer"
    assert "1.htm (manifest line 3)" in message
    assert "1050446" in message
    assert ask(tmp_path, "SELECT DISTINCT issuer_cik FROM filings") == [(CIK,)]
