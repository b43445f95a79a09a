"""Which addresses of the internet may be asked: public ones, and those of hosts that the settings name."""

import socket
from collections.abc import Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from ingest.errors import Cause, Unfetchable

Resolve = Callable[[str, int], Sequence[str]]  # (host, port) to IP addresses; raises OSError

# IANA's special-purpose registries of IPv4 and IPv6 addresses (checked 2026-11); the first that fits names it.
_SPECIAL = tuple(
    (ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "private (carrier-grade NAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.169.254/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved"),
        ("198.51.100.0/24", "reserved"),
        ("203.0.113.0/24", "reserved"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("fd00:ec2::254/128", "cloud metadata"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("ff00::/8", "multicast"),
        ("2001::/23", "reserved"),  # Teredo among them
        ("2001:db8::/32", "reserved"),
        ("3fff::/20", "reserved"),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def why_private(address: str) -> str | None:
    """What sort of address it is when it is not public, None when it is: "loopback", "link-local" ..."""
    ip = ip_address(address.partition("%")[0])
    inner = _embedded(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return why_private(str(inner))
    special = next((name for network, name in _SPECIAL if ip in network), None)
    if special is None and isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST:
        return "reserved"
    return special


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that packets to this one end at: mapped, 6to4 or NAT64."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def permitted(host: str, port: int, resolve: Resolve, private_hosts: Collection[str]) -> Sequence[str]:
    """The IP addresses to connect to, asked for once; "is one private? then none".

    Raises Unfetchable when the host is unknown, or has a private address and `private_hosts` does not name it,
    alone or with its port.
    """
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise Unfetchable(f"the name of host {host!r} is not known: {error}", cause=Cause.SILENT) from error
    if {host, f"{host}:{port}", f"[{host}]", f"[{host}]:{port}"} & set(private_hosts):
        return addresses
    for address in addresses:
        if sort := why_private(address):
            raise Unfetchable(
                f"host {host!r} has the {sort} address {address}; private addresses are not asked unless "
                f"crawl.private_hosts names the host"
            )
    return addresses


def system_resolver(host: str, port: int) -> Sequence[str]:
    """What this machine's resolver says, which also reads odd spellings such as 2130706433 and 0x7f.1."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
