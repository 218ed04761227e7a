"""What EDGAR lists, what of it is new, and the bytes: against the loopback EDGAR and against answers as served."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from edgar_examples import (
    CIK,
    INDEX,
    ISSUER,
    NOON,
    client_for,
    row,
    settings_for,
    write_files,
    write_manifest,
)

from monitor.crawlers import edgar
from monitor.crawlers.edgar import Discovery, Validator, discover, discover_current, fetch_submission, find_gaps
from monitor.errors import SourceError
from monitor.records import OWNERSHIP_FORMS, IndexedFiling, Issuer
from monitor.sample.edgar_server import LoopbackEdgar, Reply

STRATEGY = Issuer(issuer_cik=1050446, ticker="MSTR", name="Strategy Inc")
APPLE = Issuer(issuer_cik=320193, ticker="AAPL", name="Apple Inc.")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LoopbackEdgar]:
    """Five filings of several forms, an amendment among them, and one of a form that is not crawled."""
    manifest = write_manifest(
        tmp_path,
        row(1, "10-K", "2026-02-20"),
        row(2, "8-K", "2026-02-23"),
        row(3, "424B5", "2026-02-24"),
        row(4, "SC 13G", "2026-02-25"),
        row(5, "8-K", "2026-03-02"),
        row(6, "8-K/A", "2026-03-03", period_on="2026-03-02"),
    )
    with LoopbackEdgar(manifest, names={CIK: "Acme Holdings"}) as server:
        yield server


def look(
    server: LoopbackEdgar,
    folder: Path,
    issuer: Issuer = ISSUER,
    *,
    known: tuple[str, ...] = (),
    earlier: Discovery | None = None,
    since: date | None = None,
) -> Discovery:
    settings = settings_for(server, folder)
    with client_for(settings) as client:
        return discover(
            client,
            settings,
            issuer,
            known=known,
            validators={validator.url: validator for validator in earlier.validators} if earlier else {},
            since=since,
            checked_at=NOON,
        )


def numbers(filings: tuple[IndexedFiling, ...]) -> list[int]:
    return [int(filing.accession_number[-6:]) for filing in filings]


def test_every_form_and_its_amendments_are_listed(server: LoopbackEdgar, tmp_path: Path) -> None:
    """8-K, 10-K, 424B5 and the 8-K/A, oldest first; the Schedule 13G is not."""
    found = look(server, tmp_path)
    assert numbers(found.listed) == [1, 2, 3, 5, 6]
    assert found.listed[-1] == IndexedFiling(
        accession_number="0001234567-26-000006",
        issuer_cik=CIK,
        form="8-K/A",
        filed_on=date(2026, 3, 3),
        accepted_at=datetime(2026, 3, 3, 13, 0, tzinfo=UTC),
        period_on=date(2026, 3, 2),
        items="8.01",
        primary_document="acme-6.htm",
        stored=False,
    )


def test_nothing_new_costs_one_request(server: LoopbackEdgar, tmp_path: Path) -> None:
    """The second look sends the validators and is answered 304."""
    first = look(server, tmp_path)
    second = look(server, tmp_path, earlier=first)
    assert second.listed == ()
    assert [request.path for request in server.requests] == [INDEX, INDEX]
    assert server.requests[1].headers["if-none-match"] == first.validators[0].etag
    assert [validator.url for validator in second.validators] == [server.url + INDEX]


def test_a_source_without_validators_is_compared_by_its_bytes(server: LoopbackEdgar, tmp_path: Path) -> None:
    """No ETag, the same index: nothing new, even though nothing is known."""
    body = json.dumps({"cik": CIK, "filings": {"recent": block_of(row(5))}}).encode()
    server.respond(INDEX, Reply(body=body), Reply(body=body))
    first = look(server, tmp_path)
    assert numbers(first.listed) == [5]
    assert look(server, tmp_path, earlier=first).listed == ()


def test_what_is_known_is_not_listed_again(server: LoopbackEdgar, tmp_path: Path) -> None:
    """After a filing more, the index is read anew and only that filing is new."""
    first = look(server, tmp_path)
    write_files(tmp_path, row(7, "8-K", "2026-03-09"))
    server.add(row(7, "8-K", "2026-03-09"), folder=tmp_path)
    second = look(server, tmp_path, known=tuple(filing.accession_number for filing in first.listed), earlier=first)
    assert numbers(second.listed) == [7]


def test_an_interrupted_run_goes_on_from_the_index() -> None:
    """What was listed and never stored is found without asking EDGAR again."""
    listed = [filing(number) for number in (3, 1, 2)]
    assert numbers(find_gaps(listed, {"0001234567-26-000002"})) == [1, 3]
    assert numbers(find_gaps(listed, set(), since=date(2026, 1, 2))) == [2, 3]


def test_history_in_pages_is_read_the_first_time_only(tmp_path: Path) -> None:
    """Nine filings, two a page: five answers at first, one afterwards, and nothing lost between."""
    rows = [row(number, "8-K", f"2026-01-{10 + number}") for number in range(1, 10)]
    with LoopbackEdgar(write_manifest(tmp_path, *rows), page_size=2) as server:
        first = look(server, tmp_path)
        assert numbers(first.listed) == list(range(1, 10))
        assert len(server.requests) == 5
        write_files(tmp_path, row(10))
        server.add(row(10, day="2026-03-11"), folder=tmp_path)
        known = tuple(filing.accession_number for filing in first.listed)
        second = look(server, tmp_path, known=known, earlier=first)
    assert numbers(second.listed) == [10]
    assert len(server.requests) == 6


def test_pages_are_read_again_when_much_was_filed_since(tmp_path: Path) -> None:
    """When the recent block begins after the last look, filings may have moved into a page unseen."""
    rows = [row(number, "8-K", f"2026-01-{10 + number}") for number in range(1, 3)]
    with LoopbackEdgar(write_manifest(tmp_path, *rows), page_size=2) as server:
        first = look(server, tmp_path)
        later = [row(number, "8-K", f"2026-03-{10 + number}") for number in range(3, 8)]
        write_files(tmp_path, *later)
        server.add(*later, folder=tmp_path)
        known = tuple(filing.accession_number for filing in first.listed)
        second = look(server, tmp_path, known=known, earlier=first)
    assert numbers(second.listed) == [3, 4, 5, 6, 7]


def test_since_leaves_older_pages_alone_and_reaches_back_later(tmp_path: Path) -> None:
    """`since` first spares the old page; asked for an earlier day, the page is read after all."""
    rows = [row(number, "8-K", f"2026-0{number}-02") for number in range(1, 5)]
    with LoopbackEdgar(write_manifest(tmp_path, *rows), page_size=2) as server:
        first = look(server, tmp_path, since=date(2026, 3, 1))
        assert (numbers(first.listed), len(server.requests)) == ([3, 4], 1)
        known = tuple(filing.accession_number for filing in first.listed)
        second = look(server, tmp_path, known=known, earlier=first, since=date(2026, 1, 1))
    assert numbers(second.listed) == [1, 2]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><title>Request Rate Threshold Exceeded</title></html>", "no JSON, but a page titled 'Request"),
        (b"[]", "not an index of filings"),
        (b'{"cik": "1234567"}', "not an index of filings"),
        (
            b'{"cik": "99", "filings": {"recent": {"accessionNumber": [], "form": [], "filingDate": []}}}',
            "the index of CIK 99, not of 1234567",
        ),
        (
            b'{"cik": "1234567", "filings": {"recent": {"accessionNumber": [], "form": [], "filingDate": []}}}',
            "lists no filing at all",
        ),
        (
            b'{"cik": "1234567", "filings": {"recent": {"accessionNumber": ["1"], "form": []}}}',
            "without a full column 'form'",
        ),
        (
            b'{"cik": "1234567", "filings": {"recent": {"accessionNumber": ["1"], "form": ["4"],'
            b' "filingDate": ["2026-01-02"]}}}',
            "none of 8-K, 10-Q, 10-K, 424B5; check the cik of ACME",
        ),
        (
            b'{"cik": "1234567", "filings": {"recent": {"accessionNumber": ["1"], "form": ["8-K"],'
            b' "filingDate": ["2026-01-02"], "acceptanceDateTime": ["noon"]}}}',
            "acceptanceDateTime is not an instant",
        ),
        (
            b'{"cik": "1234567", "filings": {"recent": {"accessionNumber": ["1"], "form": ["8-K"],'
            b' "filingDate": ["yesterday"]}}}',
            "the index cannot be read",
        ),
    ],
)  # fmt: skip
def test_an_answer_that_is_no_index_is_an_error(
    server: LoopbackEdgar, tmp_path: Path, body: bytes, message: str
) -> None:
    """An error page, another issuer's index or an empty one never reads as "nothing new"."""
    server.respond(INDEX, Reply(body=body))
    with pytest.raises(SourceError, match=message):
        look(server, tmp_path)


def test_an_unknown_cik_names_the_remedy(server: LoopbackEdgar, tmp_path: Path) -> None:
    """EDGAR answers 404 for a CIK that does not exist."""
    with pytest.raises(SourceError, match=r"CIK0000000042.json: answered 404; check the CIK"):
        look(server, tmp_path, Issuer(issuer_cik=42, ticker="NONE", name="Nobody"))


def test_the_submission_comes_whole(server: LoopbackEdgar, tmp_path: Path) -> None:
    """The address is built from CIK and accession number alone; file names in the index go stale."""
    settings = settings_for(server, tmp_path)
    with client_for(settings) as client:
        raw = fetch_submission(client, settings, filing(5))
    assert server.requests[0].path == "/Archives/edgar/data/1234567/000123456726000005/0001234567-26-000005.txt"
    assert raw.startswith(b"<SEC-DOCUMENT>0001234567-26-000005.txt : 20260302")
    assert raw.endswith(b"</SEC-DOCUMENT>\n")


def test_an_incomplete_submission_is_asked_for_again(server: LoopbackEdgar, tmp_path: Path) -> None:
    """Cut off on its way into a cache it arrives with the right length; its closing tag is missing."""
    settings = settings_for(server, tmp_path)
    url = "/Archives/edgar/data/1234567/000123456726000005/0001234567-26-000005.txt"
    with client_for(settings) as client:
        whole = fetch_submission(client, settings, filing(5))
        server.respond(url, Reply(body=whole[:300]))
        assert fetch_submission(client, settings, filing(5)) == whole
        server.respond(url, Reply(body=whole[:300]), Reply(body=whole[:400]))
        with pytest.raises(SourceError, match=r"no closing </SEC-DOCUMENT> after 400 bytes; asked twice"):
            fetch_submission(client, settings, filing(5))
        server.respond(url, *[Reply(body=b"<html><title>Undeclared Automated Tool</title></html>")] * 2)
        with pytest.raises(SourceError, match="not an EDGAR submission"):
            fetch_submission(client, settings, filing(5))
        server.respond(url, *[Reply(body=whole.replace(b"-26-000005", b"-26-000004"))] * 2)
        with pytest.raises(SourceError, match="another filing's submission"):
            fetch_submission(client, settings, filing(5))


def test_the_feed_finds_a_watched_issuers_filings(server: LoopbackEdgar, tmp_path: Path) -> None:
    """One request for the watchlist: the 8-K and the 8-K/A that are not known, with the instant of acceptance."""
    settings = settings_for(server, tmp_path)
    with client_for(settings) as client:
        found = discover_current(client, settings, [ISSUER], known={"0001234567-26-000002"})
        assert discover_current(client, settings, [STRATEGY], known=()) == ()
    assert numbers(found) == [5, 6]
    assert (found[1].form, found[1].accepted_at) == ("8-K/A", datetime(2026, 3, 3, 13, 0, tzinfo=UTC))
    assert len(server.requests) == 2


def test_the_feed_as_served_names_a_filing_once_per_issuer(
    server: LoopbackEdgar, tmp_path: Path, corpus: Path
) -> None:
    """Two co-filers of one accession number; only the watched one counts, with its items."""
    body = (corpus / "sec_json" / "trade-news" / "edgar_8k_head.atom").read_bytes()
    server.respond("/cgi-bin/browse-edgar", Reply(body=body), Reply(body=body))
    trust = Issuer(issuer_cik=2151096, ticker="HART", name="Hyundai Auto Receivables Trust 2026-C")
    funding = Issuer(issuer_cik=1260125, ticker="HABS", name="Hyundai ABS Funding LLC")
    settings = settings_for(server, tmp_path)
    with client_for(settings) as client:
        [found] = discover_current(client, settings, [trust], known=())
        both = discover_current(client, settings, [trust, funding], known=())
    assert (found.accession_number, found.items) == ("0001104659-26-109902", "1.01,9.01")
    assert found.accepted_at == datetime(2026, 9, 23, 17, 6, 46, tzinfo=UTC)
    assert [(each.accession_number, each.issuer_cik) for each in both] == [
        ("0001104659-26-109902", 2151096),
        ("0001104659-26-109902", 1260125),
    ]


def test_an_error_page_is_no_empty_feed(server: LoopbackEdgar, tmp_path: Path) -> None:
    """A page with status 200 where a feed should be is an error."""
    settings = settings_for(server, tmp_path)
    page = b"<!doctype html><html lang=eng><title>Company Information:</title><body>No match</body>"
    server.respond("/cgi-bin/browse-edgar", Reply(body=page), Reply(body=b"<html/>"))
    with client_for(settings) as client:
        with pytest.raises(SourceError, match="no feed, but a page titled 'Company Information:'"):
            discover_current(client, settings, [ISSUER], known=())
        with pytest.raises(SourceError, match="no feed, but <html>"):
            discover_current(client, settings, [ISSUER], known=())


def test_the_index_as_served_on_two_days(server: LoopbackEdgar, tmp_path: Path, corpus: Path) -> None:
    """Both answers for CIK 1050446 read; the later lists new filings, and both agree on when one was accepted."""
    path = "/submissions/CIK0001050446.json"
    answers = [
        (corpus / "sec_json" / f"CIK0001050446-{day}.json").read_bytes() for day in ("2026-01-20", "2026-02-06")
    ]
    server.respond(path, *(Reply(body=body) for body in answers))
    first = look(server, tmp_path, STRATEGY, since=date(2015, 6, 1))  # the page ends on 2015-05-11
    known = tuple(filing.accession_number for filing in first.listed)
    second = look(server, tmp_path, STRATEGY, known=known, earlier=first)
    forms = Counter(filing.form for filing in first.listed)
    assert sum(forms[form] for form in ("8-K", "10-Q", "10-K", "424B5", "8-K/A", "10-K/A")) == 280
    assert sum(count for form, count in forms.items() if form.removesuffix("/A") in OWNERSHIP_FORMS) == 556
    news = [filing for filing in second.listed if filing.form not in OWNERSHIP_FORMS]
    assert [(each.form, each.filed_on.isoformat()) for each in news] == [
        ("8-K", "2026-01-26"),
        ("8-K", "2026-02-02"),
        ("8-K", "2026-02-02"),
        ("8-K", "2026-02-05"),
    ]
    stamped = {filing.accession_number: filing.accepted_at for filing in first.listed}
    assert stamped["0001193125-26-016002"] == datetime(2026, 1, 20, 13, 0, 28, tzinfo=UTC)


def test_a_page_of_history_as_served(server: LoopbackEdgar, tmp_path: Path, corpus: Path) -> None:
    """Recent block and page of CIK 320193 together: filings of our forms, Form 4 among them, none twice."""
    folder = corpus / "sec_json" / "sec-edgar-downloader"
    for name in ("CIK0000320193.json", "CIK0000320193-submissions-001.json"):
        server.respond(f"/submissions/{name}", Reply(body=(folder / name).read_bytes()))
    found = look(server, tmp_path, APPLE)
    forms = {filing.form for filing in found.listed}
    assert {form.removesuffix("/A") for form in forms} <= set(edgar.FORMS)
    assert {"8-K", "8-K/A", "10-Q/A", "10-K/A"} <= forms
    assert len(found.listed) == len({filing.accession_number for filing in found.listed})
    assert found.listed[0].filed_on.year < 2000


@pytest.mark.parametrize(
    ("stamps", "clock"),
    [
        (("2026-01-20T08:00:28.000Z", "2026-01-14T17:10:00.000Z", "2026-01-12T06:01:00.000Z"), edgar.NEW_YORK),
        (("2026-01-20T13:00:28.000Z", "2026-01-15T01:06:21.000Z"), UTC),
        (("2026-01-20T15:00:28.000Z",), UTC),
        ((), UTC),
    ],
)
def test_whose_clock_an_answer_shows(stamps: tuple[str, ...], clock: object) -> None:
    """Filings accepted while EDGAR is closed give the wrong clock away; in doubt the printed Z holds."""
    assert edgar.find_clock(stamps) == clock


def filing(number: int) -> IndexedFiling:
    return IndexedFiling(
        accession_number=f"0001234567-26-{number:06d}",
        issuer_cik=CIK,
        form="8-K",
        filed_on=date(2026, 1, 1) + timedelta(days=number - 1),
        accepted_at=None,
        period_on=None,
        items="8.01",
        primary_document="",
        stored=False,
    )


def block_of(*rows: dict[str, str]) -> dict[str, list[str]]:
    names = {"accessionNumber": "accession_number", "form": "form", "filingDate": "filed_on", "items": "items"}
    return {column: [line[name] for line in rows] for column, name in names.items()}


def test_a_validator_is_a_row_of_its_table() -> None:
    """Field name = column name, so that the store can save it as it is."""
    assert [*Validator.__dataclass_fields__] == ["url", "etag", "last_modified", "sha256", "checked_at"]
