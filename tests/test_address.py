"""Which addresses may be connected to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.crawlers._address import AddressGuard, follow, is_inside, require_web
from monitor.crawlers._answer import RefusedError
from monitor.errors import SettingsError
from monitor.settings import Settings, load_settings

URL = "https://news.example/1"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.10", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
        "168.63.129.16", "0.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "words", "",
    ],
)  # fmt: skip
def test_addresses_inside(address: str) -> None:
    """Private, loopback, link-local, multicast, reserved, metadata, and IPv4 hidden in IPv6."""
    assert is_inside(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "64:ff9b::808:808"])
def test_addresses_outside(address: str) -> None:
    """Public ones of both kinds."""
    assert not is_inside(address)


@given(st.ip_addresses(network="127.0.0.0/8") | st.ip_addresses(network="10.0.0.0/8"))
def test_no_disguise_helps(address: object) -> None:
    """Mapped, 6to4 and NAT64 forms of an address inside are inside."""
    number = int(address)  # type: ignore[call-overload]
    disguises = (f"::ffff:{number >> 16:x}:{number & 0xFFFF:x}", f"64:ff9b::{number >> 16:x}:{number & 0xFFFF:x}",
                 f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1")  # fmt: skip
    assert all(is_inside(disguise) for disguise in disguises)


def guard(*addresses: str, allowed: tuple[str, ...] = ()) -> AddressGuard:
    return AddressGuard(allowed, resolve=lambda *_: list(addresses))


def test_one_address_inside_is_enough_to_refuse() -> None:
    """Half of the answers of a rebinding name are harmless."""
    with pytest.raises(RefusedError, match=r"news\.example leads to 10\.0\.0\.1, .* private_hosts"):
        guard("8.8.8.8", "10.0.0.1").find_addresses("news.example", 443, url=URL)


def test_ipv4_comes_first() -> None:
    """Many machines have no route for the other kind."""
    found = guard("2606:2800:21f:cb07::1", "8.8.8.8", "8.8.8.8").find_addresses("news.example", 443, url=URL)
    assert found == ("8.8.8.8", "2606:2800:21f:cb07::1")


def test_a_host_may_be_named_with_its_port_or_without() -> None:
    """With it, no other port is open."""
    assert guard("127.0.0.1", allowed=("wiki.local",)).find_addresses("WIKI.local.", 8080, url=URL) == (
        "127.0.0.1",
    )
    assert guard("::1", allowed=("[::1]:80", "::1:80")).find_addresses("[::1]", 80, url=URL) == ("::1",)
    with pytest.raises(RefusedError):
        guard("127.0.0.1", allowed=("wiki.local:8080",)).find_addresses("wiki.local", 8081, url=URL)


def test_a_name_without_an_address() -> None:
    """It may have one later: no refusal."""
    with pytest.raises(OSError, match="has no address"):
        guard().find_addresses("news.example", 443, url=URL)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "//a.example/", "", "http://", "http://[::1", "http://a.example:x/",
     "http://a.example:99999/", "http://a:b@c.example/", "http://a.example/\nHost: b", "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_web_address(url: str) -> None:
    """Nothing of it is asked for."""
    with pytest.raises(RefusedError, match="is not a web address"):
        require_web(url)


def test_a_redirect_is_relative_to_where_it_came_from() -> None:
    """As RFC 3986 has it."""
    assert follow("https://a.example/b/c?d", " ../e ") == "https://a.example/e"
    assert follow("https://a.example/b", "//c.example/d") == "https://c.example/d"


def read(folder: Path, toml: str, **environ: str) -> Settings:
    path = folder / "monitor.toml"
    path.write_text(toml, encoding="utf-8")
    return load_settings(config=path, environ=environ)


NEWS = '[[news]]\nname = "Example"\nurl = "https://news.example/feed"\n'
PRICES = '[[prices]]\nasset = "bitcoin"\nname = "Example"\nurl = "https://prices.example/"\n'


def test_sources_are_read_from_the_settings(tmp_path: Path) -> None:
    """In their order; on unless switched off."""
    found = read(tmp_path, f'private_hosts = ["wiki.local"]\n{NEWS}enabled = false\n{PRICES}')
    assert [(feed.name, feed.enabled) for feed in found.news] == [("Example", False)]
    assert [(source.asset, source.format, source.enabled) for source in found.prices] == [("bitcoin", "csv", True)]
    assert found.private_hosts == ("wiki.local",)


def test_private_hosts_from_the_environment(tmp_path: Path) -> None:
    """It wins over the file."""
    found = read(tmp_path, 'private_hosts = ["a"]', MONITOR_PRIVATE_HOSTS="127.0.0.1:80, b")
    assert found.private_hosts == ("127.0.0.1:80", "b")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('news = "CoinDesk"', "news is not a list of tables"),
        ('[[news]]\nname = "Example"', "news 1: url is missing"),
        (NEWS + "on = true", "news 1: unknown key 'on'"),
        (NEWS + 'enabled = "no"', "enabled = 'no'; write true or false"),
        (NEWS.replace("https", "ftp"), "is not an address such as"),
        (NEWS + NEWS, "two news feeds have the url"),
        (PRICES + 'format = "xml"', "format = 'xml'; choose one of csv, json"),
        (PRICES + "close = 4", "close = 4; write a text in quotes"),
        ("private_hosts = [1]", "write a list of hosts"),
    ],
)
def test_a_wrong_source_is_an_error_with_a_remedy(tmp_path: Path, toml: str, said: str) -> None:
    """File, table and key are named."""
    with pytest.raises(SettingsError, match=r"monitor\.toml") as caught:
        read(tmp_path, toml)
    assert said in str(caught.value)
