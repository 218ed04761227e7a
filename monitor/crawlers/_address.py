"""Where a name leads: news links are written by strangers, and none may lead into this machine or its network.

Each hop of each request is checked after its name was resolved, and the connection goes to the very address that
was checked, so a name that answers differently the next time gains nothing. One address inside is enough to refuse
the name. Refused: everything that is not globally routable (RFC 6890), multicast, IPv4 addresses inside IPv6 ones
that are refused themselves, and the metadata services of clouds, of which one has a public address.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Sequence
from urllib.parse import SplitResult, urljoin, urlsplit

from monitor.crawlers._answer import RefusedError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

METADATA = {ipaddress.ip_address("168.63.129.16")}  # Azure's; those of others are link-local or private
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SITE_LOCAL = ipaddress.ip_network("fec0::/10")


class AddressGuard:
    """Which addresses may be connected to. `allowed` names hosts ("127.0.0.1:8002", "wiki.local") that may lead
    inside; a host without a port is allowed on every port."""

    def __init__(self, allowed: Collection[str] = (), *, resolve: Resolve | None = None) -> None:
        self._allowed = {name.lower() for name in allowed}
        self._resolve = resolve or resolve_name

    def find_addresses(self, host: str, port: int, *, url: str) -> tuple[str, ...]:
        """The addresses of a host, each checked, IPv4 first (many machines have no route for IPv6).

        Raises RefusedError when one of them is inside, OSError when the name has none.
        """
        host = host.lower().strip("[]").rstrip(".")
        found = dict.fromkeys(self._resolve(host, port))
        if not found:
            raise OSError(f"{host} has no address")
        if not {host, f"{host}:{port}"} & self._allowed:
            for address in found:
                if is_inside(address):
                    raise RefusedError(
                        f"{url}: {host} leads to {address}, inside this machine or its network; "
                        "if that is meant, name the host in private_hosts",
                        url=url,
                    )
        return tuple(sorted(found, key=lambda address: ":" in address))


def require_web(url: str) -> SplitResult:
    """The parts of a web address. Raises RefusedError for anything else (file:, no host, a password in it)."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
        usable = usable and (parts.port is None or parts.port > 0) and url.isprintable()
    except ValueError:  # "http://[::1/", a port that is no number
        usable = False
    if not usable:
        raise RefusedError(f"{url!r} is not a web address such as https://example.org/page", url=url)
    return parts


def follow(url: str, location: str) -> str:
    """Where a redirect leads. Raises RefusedError when it leads out of the web."""
    try:
        target = urljoin(url, location.strip())
    except ValueError:
        target = location
    require_web(target)
    return target


def is_inside(text: str) -> bool:
    """Whether an address is not one of the public internet, or is one that no page has any business with."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        if (inner := _find_inner(address)) is not None:
            return is_inside(str(inner))
        if address in SITE_LOCAL:
            return True
    return (
        not address.is_global
        or address.is_private
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or address in METADATA
    )


def _find_inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for (mapped, 6to4, Teredo, NAT64), if it does."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system resolves it ("127.1" and "0x7f.1" included). Raises OSError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label longer than 63 letters
        raise OSError(f"{host!r} is no host name: {error}") from error
    return [str(entry[4][0]) for entry in found]
