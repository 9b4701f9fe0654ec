"""Addresses that may be asked: the public network's, and what an operator lists beside them.

What is special is known from the registries of the IANA (RFC 6890 and what came after it). Every
list misses some, so the rule for IPv6 is turned round: only global unicast is public.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from monitor.patterns import Pattern
from monitor.words import say

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Ports where a web server may listen; 25 or 6379 only serve to speak to something else through us.
_LOW_PORTS = frozenset({80, 443})
_REFUSED_PORTS = frozenset({1719, 1720, 1723, 2049, 2375, 2379, 3306, 3659, 4045, 5060, 5061, 5432})
_REFUSED_PORTS |= {6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 9200, 10080, 10250, 11211}
_REFUSED_PORTS |= {27017}
_LOCAL_NAME = Pattern(r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)$")
# What every resolver's inet_aton takes for an IPv4 address: the last label is a number.
_NUMERIC = Pattern(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$")

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # how networks of IPv6 alone reach public IPv4
_SPECIAL: tuple[Network, ...] = tuple(
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata stands at 192.0.0.192
        "192.88.99.0/24",  # 6to4 relays, withdrawn (RFC 7526)
        "168.63.129.16/32",  # a cloud's own services, at an address that looks public
        "2001:20::/28",  # ORCHIDv2: names, not addresses
        "3fff::/20",  # documentation (RFC 9637)
    )
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an operator lets be asked though it is not public: names and networks.

    Each with a port or for all ports; a name counts whatever it resolves to.

    >>> allowed = Allowed.parse(["news.lan", "10.1.0.0/16", "127.0.0.1:8800"])
    >>> allowed.host("news.lan", 80), allowed.host("www.news.lan", 80)
    (True, False)
    >>> allowed.address("10.1.2.3", 80), allowed.address("127.0.0.1", 80)
    (True, False)
    """

    names: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[tuple[Network, int | None], ...] = ()
    all: bool = False  # `fetch.allow_private`

    @classmethod
    def parse(cls, entries: Iterable[str], *, all: bool = False) -> Self:
        """Return what `entries` allow; ValueError, with the entry, for one of no use."""
        names, networks = set[tuple[str, int | None]](), list[tuple[Network, int | None]]()
        for entry in entries:
            host, port = _split(entry.strip().lower())
            try:
                networks.append((ipaddress.ip_network(host, strict=False), port))
            except ValueError:
                if not re.fullmatch(r"[a-z0-9_](?:[a-z0-9._\-]{0,252})", host) or is_literal(host):
                    raise ValueError(say("fetch.allow", entry=entry)) from None
                names.add((host.rstrip("."), port))
        return cls(frozenset(names), tuple(networks), all)

    def host(self, host: str, port: int) -> bool:
        """Tell whether this host, a name or an address, may be asked whatever it resolves to."""
        return self.all or not self.names.isdisjoint({(host, port), (host, None)})

    def address(self, address: str, port: int) -> bool:
        """Tell whether this address is one of those that are listed."""
        if self.all:
            return True
        ip = parse_address(address)
        return ip is not None and any(
            only in (None, port) and ip.version == network.version and ip in network
            for network, only in self.networks
        )


def _split(entry: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"\[([^\]]*)\](?::(\d{1,5}))?|([^:]*)(?::(\d{1,5}))?", entry)
    if found is None:  # an IPv6 address or network without brackets
        return entry, None
    port = found[2] or found[4]
    return found[1] or found[3] or "", int(port) if port else None


def parse_address(address: str) -> Address | None:
    """Return the address of a text without its zone; None where it is none."""
    try:
        return ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return None


def is_literal(host: str) -> bool:
    """Tell an address from a name, in all ways that resolvers know to write one.

    >>> [is_literal(h) for h in ("2130706433", "0x7f.1", "127.0x1", "::1", "1.2.3.example")]
    [True, True, True, True, False]
    """
    return ":" in host or _NUMERIC.search(host.rstrip(".")) is not None


def is_public(address: str) -> bool:
    """Tell whether `address` (IPv4 or IPv6, as text) belongs to the public network.

    Private, loopback, link-local (cloud metadata stands there), carrier-grade NAT, multicast,
    reserved, documentation, and those of them that are hidden in IPv6 (mapped, translated, 6to4,
    Teredo, ISATAP, NAT64) are not.
    """
    ip = parse_address(address)
    if ip is None:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return _is_plain(ip)
    if ip in _NAT64:
        return _is_plain(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip in _GLOBAL_UNICAST and _is_plain(ip) and all(map(_is_plain, _hidden_in(ip)))


def _is_plain(ip: Address) -> bool:
    is_special = any(ip.version == block.version and ip in block for block in _SPECIAL)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not is_special


def _hidden_in(ip: ipaddress.IPv6Address) -> Iterable[ipaddress.IPv4Address]:
    if ip.sixtofour:
        yield ip.sixtofour
    if ip.teredo:
        yield from ip.teredo
    if (int(ip) >> 32) & 0xFCFFFFFF == 0x00005EFE:  # ISATAP, RFC 5214: the last 32 bits
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


def why_refused(host: str, port: int | None, scheme: str, allowed: Allowed) -> str | None:
    """Return why an address must not be asked, by what it says alone; None where it may be.

    A name is checked again where it resolves.
    """
    number = port if port is not None else 443 if scheme == "https" else 80
    if allowed.host(host, number) or allowed.address(host, number):
        return None
    if number in _REFUSED_PORTS or (number < 1024 and number not in _LOW_PORTS):
        return say("fetch.port", port=number)
    if _LOCAL_NAME.search(host) or (is_literal(host) and not is_public(host)):
        return say("fetch.private", host=host)
    return None
