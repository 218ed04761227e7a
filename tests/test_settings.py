"""Settings: where they come from, which of them wins, and what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import SettingsError
from monitor.records import Asset, Issuer
from monitor.settings import Settings, load_settings, packaged, unprofiled_issuer

ACME = "[[issuers]]\nticker = 'acme'\ncik = 4711\nname = 'Acme Inc'\n"


def read(folder: Path, toml: str, **environ: str) -> Settings:
    path = folder / "monitor.toml"
    path.write_text(toml, encoding="utf-8")
    return load_settings(config=path, environ=environ)


def test_the_packaged_settings_watch_one_issuer() -> None:
    """MSTR is crawled; the others are known to `load` only."""
    issuers = load_settings(config=packaged("monitor.toml"), environ={}).issuers
    assert [issuer.ticker for issuer in issuers if issuer.watched] == ["MSTR"]
    assert {issuer.issuer_cik for issuer in issuers} == {1050446, 1167419, 827876, 1507605}


def test_a_profile_is_read_whole(tmp_path: Path) -> None:
    """Every key of an issuer arrives."""
    settings = read(
        tmp_path,
        ACME + "names = ['Acme', 'Old Acme']\ncadence = 'monthly'\nwatch = false\nsince = 2020-08-01\n"
        "assets = [{ asset = 'ether', words = ['ether', 'ETH'] }]\n",
    )
    assert settings.issuers == (
        Issuer(
            issuer_cik=4711,
            ticker="ACME",
            name="Acme Inc",
            names=("Acme", "Old Acme"),
            assets=(Asset(asset="ether", words=("ether", "ETH")),),
            cadence="monthly",
            watched=False,
            since_on=date(2020, 8, 1),
        ),
    )


def test_a_short_profile_watches_for_bitcoin(tmp_path: Path) -> None:
    """Ticker, CIK and name are enough."""
    (issuer,) = read(tmp_path, ACME).issuers
    assert (issuer.watched, issuer.cadence, issuer.since_on) == (True, "quarterly", None)
    assert [asset.asset for asset in issuer.assets] == ["bitcoin"]


def test_an_issuer_without_a_profile_gets_one() -> None:
    """Enough to read its filings; it is not crawled."""
    issuer = unprofiled_issuer(4711, "Acme Inc")
    assert (issuer.ticker, issuer.name, issuer.names, issuer.watched) == (
        "CIK4711",
        "Acme Inc",
        ("Acme Inc",),
        False,
    )
    assert unprofiled_issuer(4711).name == "CIK 4711"


@pytest.mark.parametrize(
    ("environ", "option", "found"),
    [
        ({}, None, "toml.db"),
        ({"MONITOR_DB": "env.db"}, None, "env.db"),
        ({"MONITOR_DB": "env.db"}, "x.db", "x.db"),
    ],
)
def test_the_command_line_wins_over_the_environment_over_the_file(
    tmp_path: Path, environ: dict[str, str], option: str | None, found: str
) -> None:
    """In that order."""
    path = tmp_path / "monitor.toml"
    path.write_text("db = 'toml.db'", encoding="utf-8")
    assert load_settings(config=path, db=Path(option) if option else None, environ=environ).db == Path(found)


def test_every_setting_has_a_variable(tmp_path: Path) -> None:
    """MONITOR_<NAME>."""
    settings = read(
        tmp_path,
        "",
        MONITOR_FEEDS="out",
        MONITOR_FEEDS_ADDRESS="https://example.org/feeds",
        MONITOR_EDGAR_URL="http://127.0.0.1:8002/",
        MONITOR_REQUESTS_PER_SECOND="2.5",
        MONITOR_MAX_BYTES="2000000",
        MONITOR_IDENTITY="Jane Doe jane@example.org",
        EDGAR_IDENTITY="Somebody Else else@example.org",
    )
    assert (settings.feeds, settings.edgar_url) == (Path("out"), "http://127.0.0.1:8002")
    assert settings.feeds_address == "https://example.org/feeds/"
    assert (settings.requests_per_second, settings.max_bytes) == (2.5, 2_000_000)
    assert settings.require_identity() == "Jane Doe jane@example.org"


def test_the_archive_lies_beside_the_database() -> None:
    """Whoever copies the folder copies what makes it whole."""
    assert load_settings(db=Path("a/b.db"), environ={}).archive == Path("a/archive")


def test_a_home_folder_may_be_abbreviated(tmp_path: Path) -> None:
    """In the file as in the environment."""
    assert read(tmp_path, "db = '~/monitor.db'").db == Path.home() / "monitor.db"


WRONG = {
    "no toml": ("db = ", "not valid TOML"),
    "unknown key": ("databse = 'x'", "unknown key 'databse'"),
    "number as path": ("db = 5", "db = 5; write a text in quotes"),
    "address without a scheme": ("edgar_url = 'localhost:8002'", "is not an address"),
    "feeds without a scheme": ("feeds_address = 'example.org/feeds'", "is not an address"),
    "too fast": ("requests_per_second = 11", "from 0.1 to 10"),
    "no number": ("requests_per_second = 'fast'", "is not a number"),
    "issuers as a table": ("[issuers]\nticker = 'A'", "[[issuers]]"),
    "issuer as a text": ("issuers = ['MSTR']", "issuer 1: write a table"),
    "no ticker": ("[[issuers]]\ncik = 1\nname = 'A'", "issuer 1: ticker is missing"),
    "cik as a name": ("[[issuers]]\nticker = 'A'\ncik = 'MSTR'\nname = 'A'", "cik = 'MSTR'"),
    "two of a ticker": (ACME + ACME.replace("4711", "4712"), "two issuers have the ticker ACME"),
    "two of a cik": (ACME + ACME.replace("acme", "other"), "two issuers have the issuer_cik 4711"),
    "unknown issuer key": (ACME + "colour = 'red'", "unknown key 'colour'"),
    "unknown cadence": (ACME + "cadence = 'daily'", "choose one of weekly, monthly, quarterly"),
    "day in quotes": (ACME + "since = '2020-08-01'", "write a date without quotes"),
    "names as a text": (ACME + "names = 'Acme'", "names is a list"),
    "name as a number": (ACME.replace("'Acme Inc'", "7"), "name is a text"),
    "watch in quotes": (ACME + "watch = 'false'", "write true or false, without quotes"),
    "asset as a text": (ACME + "assets = ['bitcoin']", "assets is a list such as"),
    "words as a text": (ACME + "assets = [{ asset = 'bitcoin', words = 'BTC' }]", "assets is a list such as"),
    "asset without words": (ACME + "assets = [{ asset = 'bitcoin' }]", "assets is a list such as"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_setting_is_named_with_its_remedy(tmp_path: Path, kind: str) -> None:
    """None is guessed at: a text in the place of a list would be taken apart into letters."""
    toml, hint = WRONG[kind]
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, toml)
    assert hint in f"{caught.value}"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """And so is a folder in its place."""
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings(config=tmp_path / "gone.toml", environ={})
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(config=tmp_path, environ={})


@pytest.mark.parametrize(
    "value", ["Jane Doe", "jane@example.org", "Jane (Doe) jane@example.org", "https://x.org jane@example.org"]
)
def test_a_contact_that_the_sec_would_refuse_is_refused_here(value: str) -> None:
    """A name and a mail address; no URL and no parentheses."""
    with pytest.raises(SettingsError, match=r"Your Name you@example\.org"):
        load_settings(environ={"MONITOR_IDENTITY": value})


@given(st.text(max_size=200))
def test_any_text_is_settings_or_a_settings_error(text: str) -> None:
    """Whatever stands in the variables: a value in bounds, or one error."""
    environ = {"MONITOR_IDENTITY": text, "MONITOR_REQUESTS_PER_SECOND": text, "MONITOR_EDGAR_URL": text}
    try:
        settings = load_settings(config=packaged("monitor.toml"), environ=environ)
    except SettingsError:
        return
    assert 0.1 <= settings.requests_per_second <= 10
    assert settings.identity is None or "@" in settings.identity
