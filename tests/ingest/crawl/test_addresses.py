"""Which addresses may be asked."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses

from ingest.crawl.addresses import permitted, system_resolver, why_private
from ingest.errors import Unfetchable

PRIVATE = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "0.0.0.0": "unspecified",
    "10.0.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "private (carrier-grade NAT)",
    "169.254.169.254": "cloud metadata",
    "169.254.1.1": "link-local",
    "224.0.0.1": "multicast",
    "255.255.255.255": "reserved",
    "198.18.0.1": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "fd00:ec2::254": "cloud metadata",
    "fc00::1": "private",
    "fe80::1": "link-local",
    "fe80::1%2": "link-local",
    "ff02::1": "multicast",
    "::127.0.0.1": "reserved",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:169.254.169.254": "cloud metadata",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b:1::1": "reserved",
    "2002:7f00:1::": "loopback",
    "2002:a00:1::1": "private",
    "2001:0:7f00:1::": "reserved",
    "2001:db8::1": "reserved",
}
PUBLIC = ("8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8")


@pytest.mark.parametrize(("address", "sort"), PRIVATE.items())
def test_a_private_address_is_called_by_its_sort(address: str, sort: str) -> None:
    assert why_private(address) == sort


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_asked(address: str) -> None:
    assert why_private(address) is None


@given(ip_addresses(v=4))
def test_no_wrapping_in_ipv6_makes_an_address_public(inner: IPv4Address) -> None:
    wrapped = (
        IPv6Address(f"::ffff:{inner}"),
        IPv6Address(int(IPv6Address("64:ff9b::")) + int(inner)),
        IPv6Address(int(IPv6Address("2002::")) + (int(inner) << 80) + 7),
    )
    assert {why_private(str(each)) for each in wrapped} == {why_private(str(inner))}


@given(ip_addresses(v=4))
def test_whatever_python_knows_to_be_private_is_private_here(address: IPv4Address) -> None:
    assert address.is_global or address.is_multicast or why_private(str(address)) is not None


@pytest.mark.parametrize(
    "spelling", ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1", "localhost"]
)
def test_the_real_resolver_sees_through_odd_spellings(spelling: str) -> None:
    with pytest.raises(Unfetchable, match=r"loopback address 127\.0\.0\.1|loopback address ::1"):
        permitted(spelling, 80, system_resolver, ())


def test_one_private_answer_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Unfetchable, match=r"'docs\.example\.com' has the private address 10\.0\.0\.1"):
        permitted("docs.example.com", 443, lambda *_: ["8.8.8.8", "10.0.0.1"], ())


@pytest.mark.parametrize("named", ["wiki.corp", "wiki.corp:8080"])
def test_a_host_that_the_settings_name_may_be_private(named: str) -> None:
    assert permitted("wiki.corp", 8080, lambda *_: ["10.0.0.1"], {named}) == ["10.0.0.1"]


@pytest.mark.parametrize("named", ["corp", "wiki.corp:80", "iki.corp", "wiki.corp.", "*.corp", ""])
def test_only_exactly_that_host_may_be(named: str) -> None:
    with pytest.raises(Unfetchable, match="private"):
        permitted("wiki.corp", 8080, lambda *_: ["10.0.0.1"], {named})


def test_a_name_that_nobody_knows_may_be_known_later() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(Unfetchable, match=r"name of host 'docs\.example\.com' is not known"):
        permitted("docs.example.com", 443, unknown, ())
