"""The real edgartools: it sees what we see, and a run that finds nothing new does not pay for it."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from edgar_examples import CIK, ISSUER, NOON, client_for, row, settings_for, write_manifest

from monitor.crawlers.edgar import Discovery, discover
from monitor.sample.edgar_server import LoopbackEdgar


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LoopbackEdgar]:
    """Six filings in two pages, an amendment and a Form 4 among them."""
    rows = [row(number, form, f"2026-02-{20 + number}") for number, form in enumerate(FORMS, 1)]
    with LoopbackEdgar(write_manifest(tmp_path, *rows), page_size=3, names={CIK: "Acme Holdings"}) as server:
        yield server


FORMS = ("10-K", "8-K", "424B5", "4", "8-K", "8-K/A")


def look(server: LoopbackEdgar, folder: Path) -> Discovery:
    settings = settings_for(server, folder)
    with client_for(settings) as client:
        return discover(client, settings, ISSUER, known=(), validators={}, checked_at=NOON)


REAL_EDGARTOOLS = """
import json, sys
from pathlib import Path
from monitor import _edgartools
from monitor.settings import Settings
folder = Path(sys.argv[2])
url, contact = sys.argv[1], "Ann ann@example.org"
_edgartools.prepare(Settings(db=folder / "monitor.db", feeds=folder, issuers=(), edgar_url=url, identity=contact))
from edgar import Company
company = Company(1234567)
filings = company.get_filings(form=["8-K", "10-Q", "10-K", "424B5", "3", "4", "5", "144"])
newest = company.get_filings(accession_number="0001234567-26-000005")[0]
print(json.dumps([company.name, sorted(filing.accession_no for filing in filings), newest.html()]))
"""


def test_the_real_edgartools_sees_what_we_see(server: LoopbackEdgar, tmp_path: Path) -> None:
    """The library on its own road, over HTTP, with `prepare`: the same accession numbers, and the same page."""
    run = subprocess.run(
        [sys.executable, "-c", REAL_EDGARTOOLS, server.url, str(tmp_path)],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    name, accessions, page = json.loads(run.stdout)
    assert name == "Acme Holdings"
    assert accessions == [filing.accession_number for filing in look(server, tmp_path).listed]
    assert page.strip() == (tmp_path / "5.htm").read_text()
    assert (tmp_path / "edgartools").is_dir()


NOTHING_NEW = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from monitor.crawlers._web import WebClient
from monitor.crawlers.edgar import Validator, discover, discover_current
from monitor.records import Issuer
from monitor.settings import Settings
url, sha256 = sys.argv[1:]
settings = Settings(db=Path("unused"), feeds=Path("unused"), issuers=(), edgar_url=url)
issuer = Issuer(issuer_cik=1234567, ticker="ACME", name="Acme Holdings")
index = url + "/submissions/CIK0001234567.json"
now = datetime.now(UTC)
last = Validator(url=index, etag=None, last_modified=None, sha256=sha256, checked_at=now)
known = {f"0001234567-26-00000{number}" for number in range(1, 7)}
with WebClient(settings, source="edgar") as client:
    assert discover(client, settings, issuer, known=known, validators={index: last}, checked_at=now).listed == ()
    assert discover_current(client, settings, [issuer], known=known) == ()
print(*sorted(name for name in ("edgar", "pandas", "pyarrow", "bs4") if name in sys.modules))
"""


@pytest.mark.parametrize("changed", [False, True])
def test_nothing_new_imports_nothing_heavy(server: LoopbackEdgar, tmp_path: Path, changed: bool) -> None:
    """Neither an unchanged index nor a changed one without news pays for edgartools; two requests in all."""
    sha256 = "" if changed else look(server, tmp_path).validators[0].sha256
    before = len(server.requests)
    run = subprocess.run(
        [sys.executable, "-c", NOTHING_NEW, server.url, sha256],
        check=True, capture_output=True, text=True, timeout=60, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert run.stdout.strip() == ""
    assert len(server.requests) - before == 2


def test_httpx2_is_absent() -> None:
    """With httpx2 installed the retries of edgartools silently stop; huggingface-hub 2 would bring it."""
    assert importlib.util.find_spec("httpx2") is None
