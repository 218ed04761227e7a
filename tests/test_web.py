"""The HTTP client: identity, pace, patience, completeness. Against a real server on the loopback interface."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.crawlers._pace import Pace
from monitor.crawlers._web import Fetch, WebClient
from monitor.errors import SettingsError, SourceError
from monitor.sample.edgar_server import LoopbackEdgar, Reply
from monitor.settings import Settings

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PAGE = "/page"


@pytest.fixture
def server() -> Iterator[LoopbackEdgar]:
    with LoopbackEdgar() as server:
        yield server


class Visit:
    """A client whose waits are written down instead of sat through."""

    def __init__(self, server: LoopbackEdgar, *, max_bytes: int = 1_000_000, identity: str | None = None) -> None:
        here = Path("unused")
        settings = Settings(
            db=here, feeds=here, issuers=(), edgar_url=server.url, max_bytes=max_bytes, identity=identity
        )
        self.waits: list[float] = []
        self.fetches: list[Fetch] = []
        self.url = server.url + PAGE
        self.client = WebClient(
            settings,
            source="test",
            on_fetch=self.fetches.append,
            pace=lambda: None,
            now=lambda: NOON,
            sleep=self.waits.append,
        )


def test_an_answer_is_whole_and_on_record(server: LoopbackEdgar) -> None:
    """Body, validators and the row for `fetches` of a plain answer."""
    server.respond(
        PAGE, Reply(body=b"words", headers={"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"})
    )
    visit = Visit(server)
    answer = visit.client.get(visit.url)
    assert (answer.body, answer.etag, answer.last_modified) == (b"words", '"1"', "Mon, 02 Mar 2026 10:00:00 GMT")
    [fetch] = visit.fetches
    assert (fetch.source, fetch.status, fetch.bytes, fetch.sha256, fetch.fetched_at, fetch.error) == (
        "test", 200, 5, answer.sha256, NOON, None,
    )  # fmt: skip


def test_a_conditional_request_is_answered_unchanged(server: LoopbackEdgar) -> None:
    """Validators go out, and 304 comes back as an answer without a body."""
    server.respond(PAGE, Reply(status=304))
    visit = Visit(server)
    answer = visit.client.get(visit.url, etag='"1"', last_modified="Mon, 02 Mar 2026 10:00:00 GMT")
    assert (answer.status, answer.body) == (304, b"")
    sent = server.requests[0].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"1"', "Mon, 02 Mar 2026 10:00:00 GMT")


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_refusal_is_tried_again(server: LoopbackEdgar, status: int) -> None:
    """A refusal, then an answer: the answer counts, both are on record."""
    server.respond(PAGE, Reply(status=status), Reply(body=b"words"))
    visit = Visit(server)
    assert visit.client.get(visit.url).body == b"words"
    assert visit.waits == [1.0]
    assert [fetch.status for fetch in visit.fetches] == [status, 200]


@pytest.mark.parametrize(
    ("value", "wait"),
    [("7", 7.0), ("Mon, 02 Mar 2026 12:00:30 GMT", 30.0), ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0), ("soon", 1.0)],
)
def test_retry_after_is_honoured(server: LoopbackEdgar, value: str, wait: float) -> None:
    """Seconds and HTTP dates alike; nonsense falls back to our own wait."""
    server.respond(PAGE, Reply(status=429, headers={"Retry-After": value}), Reply(body=b"words"))
    visit = Visit(server)
    visit.client.get(visit.url)
    assert visit.waits == [wait]


def test_a_wait_of_an_hour_is_not_sat_through(server: LoopbackEdgar) -> None:
    """Nor shortened: no further request leaves, and the error says when to come back."""
    server.respond(PAGE, Reply(status=503, headers={"Retry-After": "3600"}), Reply(body=b"words"))
    visit = Visit(server)
    with pytest.raises(SourceError, match=r"answered 503; it asks to wait until 2026-03-02 13:00 UTC"):
        visit.client.get(visit.url)
    assert (visit.waits, len(server.requests)) == ([], 1)


def test_four_attempts_and_no_more(server: LoopbackEdgar) -> None:
    """The error names the address, the status and the remedy."""
    server.respond(PAGE, *[Reply(status=403)] * 9)
    visit = Visit(server)
    with pytest.raises(SourceError, match=r"/page: answered 403, 4 times; check the contact") as caught:
        visit.client.get(visit.url)
    assert (caught.value.status, caught.value.url, visit.waits) == (403, visit.url, [1.0, 2.0, 4.0])


def test_a_host_that_keeps_failing_is_left_alone(server: LoopbackEdgar) -> None:
    """After three addresses in a row no fourth is asked for in this run."""
    server.respond(PAGE, *[Reply(status=503)] * 20)
    visit = Visit(server)
    for _ in range(3):
        with pytest.raises(SourceError, match="answered 503"):
            visit.client.get(visit.url)
    with pytest.raises(SourceError, match="failed 3 times in a row"):
        visit.client.get(visit.url)
    assert len(server.requests) == 12


def test_a_missing_page_is_not_asked_for_twice(server: LoopbackEdgar) -> None:
    """404 is an answer, and no sign of a failing host."""
    visit = Visit(server)
    for _ in range(5):
        with pytest.raises(SourceError, match=r"answered 404; check the CIK or accession number"):
            visit.client.get(visit.url)
    assert len(server.requests) == 5


def test_a_body_cut_off_is_fetched_again(server: LoopbackEdgar) -> None:
    """Fewer bytes than announced are no answer."""
    server.respond(PAGE, Reply(body=b"half and half", cut_at=4), Reply(body=b"whole"))
    visit = Visit(server)
    assert visit.client.get(visit.url).body == b"whole"
    assert [fetch.bytes for fetch in visit.fetches] == [None, 5]


def test_a_body_cut_off_every_time_is_an_error(server: LoopbackEdgar) -> None:
    """Nothing incomplete is handed on."""
    server.respond(PAGE, *[Reply(body=b"half and half", cut_at=4)] * 4)
    visit = Visit(server)
    with pytest.raises(SourceError, match="4 times"):
        visit.client.get(visit.url)


def test_a_refused_connection_is_an_error_that_says_what_to_check(server: LoopbackEdgar) -> None:
    """No server at all: four attempts, then the network is named."""
    visit = Visit(server)
    with pytest.raises(SourceError, match=r"ConnectError.*4 times; check the network"):
        visit.client.get("http://127.0.0.1:9/page")


def test_the_size_cap_counts_what_comes_out_of_the_compression(server: LoopbackEdgar) -> None:
    """10 MB of zeros travel as 10 kB; the cap of 100 kB stops them while they stream."""
    bomb = gzip.compress(bytes(10_000_000))
    server.respond(PAGE, Reply(body=bomb, headers={"Content-Encoding": "gzip"}))
    visit = Visit(server, max_bytes=100_000)
    with pytest.raises(SourceError, match="longer than 100,000 bytes; raise max_bytes"):
        visit.client.get(visit.url)
    assert len(server.requests) == 1


def test_an_announced_length_over_the_cap_is_refused_unread(server: LoopbackEdgar) -> None:
    """Content-Length alone is reason enough."""
    server.respond(PAGE, Reply(body=bytes(2000), headers={"Content-Encoding": "identity"}))
    visit = Visit(server, max_bytes=1000)
    with pytest.raises(SourceError, match="longer than 1,000 bytes"):
        visit.client.get(visit.url)


def test_a_redirect_is_followed(server: LoopbackEdgar) -> None:
    """Each hop is a request of its own, so identity and pace apply to it."""
    server.respond(PAGE, Reply(status=301, headers={"Location": "/elsewhere"}))
    server.respond("/elsewhere", Reply(body=b"words"))
    visit = Visit(server)
    assert visit.client.get(visit.url).body == b"words"
    assert visit.client.requests == 2


@pytest.mark.parametrize(
    "url", ["https://www.sec.gov/page", "https://data.sec.gov/page", "https://sec.gov/page", "http://WWW.SEC.GOV/"]
)
def test_nothing_leaves_for_the_sec_without_a_contact(server: LoopbackEdgar, url: str) -> None:
    """Fail closed: the error says what to set, and no request is counted."""
    visit = Visit(server)
    with pytest.raises(SettingsError, match="MONITOR_IDENTITY"):
        visit.client.get(url)
    assert (visit.client.requests, visit.fetches) == (0, [])


def test_a_redirect_to_the_sec_does_not_slip_past(server: LoopbackEdgar) -> None:
    """A mirror may point there; without a contact we do not follow."""
    server.respond(PAGE, Reply(status=302, headers={"Location": "https://www.sec.gov/page"}))
    visit = Visit(server)
    with pytest.raises(SettingsError, match="MONITOR_IDENTITY"):
        visit.client.get(visit.url)


def test_the_contact_is_the_user_agent(server: LoopbackEdgar) -> None:
    """As the SEC asks: a name and a mail address, nothing else."""
    server.respond(PAGE, Reply(body=b"words"))
    visit = Visit(server, identity="Ann Example ann@example.org")
    visit.client.get(visit.url)
    assert server.requests[0].headers["user-agent"] == "Ann Example ann@example.org"


ASK_EIGHT_TIMES = """
import sys
from pathlib import Path
from monitor.crawlers._pace import Pace
from monitor.crawlers._web import WebClient
from monitor.settings import Settings
here = Path("unused")
settings = Settings(db=here, feeds=here, issuers=(), edgar_url=sys.argv[1])
pace = Pace(10, path=Path(sys.argv[2]))
with WebClient(settings, source="test", pace=pace.wait) as client:
    for _ in range(8):
        client.get(sys.argv[1] + "/page")
"""


def test_two_processes_share_one_pace(server: LoopbackEdgar, tmp_path: Path) -> None:
    """Two processes at 10 a second reach the server no faster than 10 a second together."""
    server.respond(PAGE, *[Reply(body=b"words")] * 16)
    command = [sys.executable, "-c", ASK_EIGHT_TIMES, server.url, str(tmp_path / "pace.sqlite")]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    arrivals = sorted(request.received_at for request in server.requests)
    assert len(arrivals) == 16
    # 10 spacings of 100 ms; a tenth of it for the time between our turn and the arrival.
    spans = [(later - earlier).total_seconds() for earlier, later in zip(arrivals, arrivals[10:], strict=False)]
    assert min(spans) >= 0.9


def test_the_pace_is_kept_within_one_process(tmp_path: Path) -> None:
    """The second turn at 4 a second comes 250 ms after the first; the wait is written down."""
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        pace._bucket.flush()  # as if the time had passed

    pace = Pace(4, path=tmp_path / "pace.sqlite", sleep=sleep)
    pace.wait()
    pace.wait()
    assert len(waits) == 1
    assert 0.2 <= waits[0] <= 0.26
    pace.close()


def test_a_counter_that_is_no_database_names_the_remedy(tmp_path: Path) -> None:
    """Never run unpaced because the counter is broken."""
    path = tmp_path / "pace.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(
        SettingsError, match=r"pace.sqlite: the shared request counter cannot be used .*; delete it"
    ):
        Pace(8, path=path)


def test_the_default_client_is_paced(
    server: LoopbackEdgar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client made without ceremony keeps its counter in the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    server.respond(PAGE, Reply(body=b"words"))
    settings = replace(Visit(server).client._settings, requests_per_second=8.0)
    with WebClient(settings, source="test") as client:
        client.get(server.url + PAGE)
    assert (tmp_path / "filing-monitor" / "pace.sqlite").exists()
