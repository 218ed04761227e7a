"""The loopback EDGAR: what it serves is what EDGAR serves, and time can pass on it."""

from __future__ import annotations

import gzip
import http.client
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from edgar_examples import CIK, INDEX, row, write_files, write_manifest

from monitor.errors import SettingsError
from monitor.readers.submission import documents_to_read, read_submission
from monitor.sample import MANIFEST
from monitor.sample.edgar_server import LoopbackEdgar, Reply

FOLDER = f"/Archives/edgar/data/{CIK}/000123456726000001"


def get(server: LoopbackEdgar, path: str, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
    connection.request("GET", path, headers=dict(headers or {}))
    return connection.getresponse()


def index_of(server: LoopbackEdgar, path: str = INDEX) -> list[str]:
    answer = json.loads(get(server, path).read())
    block = answer["filings"]["recent"] if "filings" in answer else answer
    return [accession[-2:] for accession in block["accessionNumber"]]


def test_the_index_has_the_shape_of_edgars(tmp_path: Path, corpus: Path) -> None:
    """Every key and column of the answer for CIK 1050446 that a reader may ask for, and as many values in each."""
    real = json.loads((corpus / "sec_json" / "CIK0001050446-2026-02-06.json").read_text())
    with LoopbackEdgar(write_manifest(tmp_path, row(1), row(2)), names={CIK: "Acme"}) as server:
        served = json.loads(get(server, INDEX).read())
    assert set(real) - set(served) <= {"ownerOrg", "lei"}
    assert set(real["addresses"]["mailing"]) - set(served["addresses"]["mailing"]) <= {
        "isForeignLocation", "foreignStateTerritory", "country", "countryCode",
    }  # fmt: skip
    recent = served["filings"]["recent"]
    assert list(recent) == list(real["filings"]["recent"])
    assert {len(column) for column in recent.values()} == {2}


def test_older_filings_move_into_pages(tmp_path: Path) -> None:
    """Newest first; what does not fit stands in files named as EDGAR names them."""
    rows = [row(number, day=f"2026-01-{10 + number}") for number in range(1, 6)]
    with LoopbackEdgar(write_manifest(tmp_path, *rows), page_size=2) as server:
        files = json.loads(get(server, INDEX).read())["filings"]["files"]
        assert index_of(server) == ["05", "04"]
        assert [(file["name"], file["filingCount"], file["filingFrom"]) for file in files] == [
            (f"CIK{CIK:010d}-submissions-001.json", 2, "2026-01-12"),
            (f"CIK{CIK:010d}-submissions-002.json", 1, "2026-01-11"),
        ]
        assert [index_of(server, f"/submissions/{file['name']}") for file in files] == [["03", "02"], ["01"]]


def test_a_filing_is_served_whole_and_in_parts(tmp_path: Path) -> None:
    """The full submission with header and exhibits, each document by its name, and an index page."""
    press = row(1, file="press.htm", type="EX-99.1")
    with LoopbackEdgar(write_manifest(tmp_path, row(1, items="2.02,8.01"), press), names={CIK: "Acme"}) as server:
        found = read_submission(get(server, f"{FOLDER}/0001234567-26-000001.txt").read())
        pages = [get(server, f"{FOLDER}/{each.filename}").read() for each in found.documents]
        listing = get(server, f"{FOLDER}/0001234567-26-000001-index.htm").read()
    assert [(each.type, each.filename) for each in found.documents] == [
        ("8-K", "acme-1.htm"),
        ("EX-99.1", "press.htm"),
    ]
    assert pages == [(tmp_path / "1.htm").read_bytes(), (tmp_path / "press.htm").read_bytes()]
    assert b"acme-1.htm" in listing
    assert (found.items, found.accepted_at) == ("2.02,8.01", datetime(2026, 3, 2, 13, 0, tzinfo=UTC))


def test_a_submission_of_the_manifest_is_served_as_it_is(tmp_path: Path) -> None:
    """A file that is a full submission is not wrapped a second time."""
    raw = b"<SEC-DOCUMENT>0001234567-26-000001.txt : 20260302\n...\n</SEC-DOCUMENT>\n"
    (tmp_path / "1.htm").write_bytes(raw)
    with LoopbackEdgar(write_manifest(tmp_path, row(1))) as server:
        assert get(server, f"{FOLDER}/0001234567-26-000001.txt").read() == raw


def test_an_unchanged_answer_is_304(tmp_path: Path) -> None:
    """The tag of one answer makes the next one empty, until a filing is added."""
    with LoopbackEdgar(write_manifest(tmp_path, row(1))) as server:
        tag = get(server, INDEX).headers["ETag"]
        again = get(server, INDEX, {"If-None-Match": tag})
        assert (again.status, again.read()) == (304, b"")
        write_files(tmp_path, row(2))
        server.add(row(2), folder=tmp_path)
        assert get(server, INDEX, {"If-None-Match": tag}).status == 200


def test_answers_are_compressed_for_those_who_ask(tmp_path: Path) -> None:
    """As EDGAR does."""
    with LoopbackEdgar(write_manifest(tmp_path, row(1))) as server:
        plain, packed = get(server, INDEX), get(server, INDEX, {"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.read()) == plain.read()


def test_time_passes(tmp_path: Path) -> None:
    """Filings appear when they are accepted, not before: in the index, the feed and the archive."""
    manifest = write_manifest(tmp_path, row(1, day="2026-03-02"), row(2, day="2026-03-09"))
    later = f"/Archives/edgar/data/{CIK}/000123456726000002/0001234567-26-000002.txt"
    with LoopbackEdgar(manifest) as server:
        server.publish_until(datetime(2026, 3, 9, 12, 59, tzinfo=UTC))
        assert (index_of(server), get(server, later).status) == (["01"], 404)
        server.publish_until(datetime(2026, 3, 9, 13, 0, tzinfo=UTC))
        assert (index_of(server), get(server, later).status) == (["02", "01"], 200)


def test_the_feed_shows_the_newest_of_a_form(tmp_path: Path) -> None:
    """A form takes its amendments along, as EDGAR's feed does; count and start page through it."""
    manifest = write_manifest(tmp_path, row(1), row(2, "8-K/A", "2026-03-03"), row(3, "10-Q", "2026-03-04"))
    feed = "/cgi-bin/browse-edgar?action=getcurrent&output=atom&type=8-K"
    with LoopbackEdgar(manifest, names={CIK: "Acme & Söhne"}) as server:
        text = get(server, feed).read().decode("iso-8859-1")
        second = get(server, f"{feed}&start=1&count=1").read().decode("iso-8859-1")
    assert text.count("<entry>") == 2
    assert "<title>8-K/A - Acme &amp; Söhne (0001234567) (Filer)</title>" in text
    assert text.index("000002") < text.index("000001")
    assert ("000001" in second, "000002" in second) == (True, False)


def test_an_outage_can_be_replayed(tmp_path: Path) -> None:
    """Queued answers come first, one each, then the usual ones; all requests are kept."""
    with LoopbackEdgar(write_manifest(tmp_path, row(1))) as server:
        server.respond(INDEX, Reply(status=503, headers={"Retry-After": "7"}), Reply(body=b"[]"))
        first = get(server, INDEX)
        assert (first.status, first.headers["Retry-After"]) == (503, "7")
        assert get(server, f"{INDEX}?x=1").read() == b"[]"
        assert index_of(server) == ["01"]
        assert [request.path for request in server.requests] == [INDEX, f"{INDEX}?x=1", INDEX]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/submissions/CIK0000000042.json",
        f"/submissions/CIK{CIK:010d}-submissions-001.json",
        f"{FOLDER}/other.htm",
        "/submissions/../etc/passwd",
        "/Archives/edgar/data/1/2/3.txt",
    ],
)
def test_anything_else_is_404(tmp_path: Path, path: str) -> None:
    """Nothing outside the manifest can be reached."""
    with LoopbackEdgar(write_manifest(tmp_path, row(1))) as server:
        assert get(server, path).status == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"form": ""}, r"manifest.csv:2: form is missing"),
        ({"filed_on": "yesterday"}, r"manifest.csv:2: Invalid isoformat"),
        ({"cik": "ACME"}, r"manifest.csv:2: invalid literal"),
    ],
)
def test_a_wrong_line_of_the_manifest_is_named(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    """File and line, as a person edits it."""
    manifest = write_manifest(tmp_path, row(1, **changes))
    with pytest.raises(SettingsError, match=message):
        LoopbackEdgar(manifest)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A line whose file is not there, and a manifest that is not there."""
    manifest = write_manifest(tmp_path, row(1))
    (tmp_path / "1.htm").unlink()
    with pytest.raises(SettingsError, match=r"manifest.csv:2: .*1.htm: No such file"):
        LoopbackEdgar(manifest)
    with pytest.raises(SettingsError, match=r"none.csv: cannot be read"):
        LoopbackEdgar(tmp_path / "none.csv")


def test_the_embedded_sample_can_be_served_and_read() -> None:
    """Every filing of the sample comes back as a submission with documents to read, labelled by its own number."""
    with LoopbackEdgar(MANIFEST) as server:
        ciks = {line.split(",")[1] for line in MANIFEST.read_text().splitlines()[1:]}
        for cik in ciks:
            recent = json.loads(get(server, f"/submissions/CIK{int(cik):010d}.json").read())["filings"]["recent"]
            for accession in recent["accessionNumber"]:
                folder = f"/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}"
                found = read_submission(get(server, f"{folder}/{accession}.txt").read())
                assert found.accession_number == accession
                assert documents_to_read(found)
