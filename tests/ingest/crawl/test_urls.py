"""Web addresses: what is asked for, and what is the same."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from ingest.crawl.urls import cleaned, redirected, sameness
from ingest.errors import Unfetchable


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://Docs.Example.COM:80", "http://docs.example.com/"),
        ("https://docs.example.com:443/a#part", "https://docs.example.com/a"),
        ("https://docs.example.com:8443/", "https://docs.example.com:8443/"),
        ("https://docs.example.com/a/./b/../c", "https://docs.example.com/a/c"),
        ("https://exämple.com/ü", "https://xn--exmple-cua.com/%C3%BC"),
        ("https://docs.example.com/a?utm_source=x&b=2&fbclid=3&a=1", "https://docs.example.com/a?b=2&a=1"),
        ("https://docs.example.com/a?utm_medium=x", "https://docs.example.com/a"),
        ("https://docs.example.com/a;jsessionid=8F?b=1", "https://docs.example.com/a?b=1"),
        ("https://docs.example.com/t?sid=" + "0a" * 16 + "&t=5", "https://docs.example.com/t?t=5"),
        ("https://docs.example.com/t?sid=5", "https://docs.example.com/t?sid=5"),
        ("https://docs.example.com/t?5-a-title", "https://docs.example.com/t?5-a-title"),
        (" https://docs.example.com/a\nb ", "https://docs.example.com/ab"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_an_address_is_cleaned_of_what_does_not_matter(written: str, asked: str) -> None:
    assert cleaned(written) == asked
    assert cleaned(asked) == asked


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://docs.example.com/", "neither with http"),
        ("file:///etc/passwd", "neither with http"),
        ("javascript:alert(1)", "neither with http"),
        ("gopher://127.0.0.1:25/", "neither with http"),
        ("https://me:secret@docs.example.com/", "carries a name or a password"),
        ("https://docs.example.com@evil.example/", "carries a name or a password"),
        ("http:///path", "names no host"),
        ("http://a b/", "names no host|no web address"),
        ("http://a\0b/", "names no host|no web address"),
        ("http://docs.example.com:99999/", "no web address"),
        ("http://[::1/", "no web address"),
    ],
)
def test_what_is_no_web_address_is_refused(written: str, why: str) -> None:
    with pytest.raises(Unfetchable, match=why) as refused:
        cleaned(written)
    assert "secret" not in str(refused.value)


@given(text())
def test_any_text_is_cleaned_or_refused(written: str) -> None:
    try:
        address = cleaned(written, "https://docs.example.com/a/")
    except Unfetchable:
        return
    assert address.startswith(("http://", "https://"))
    assert address.isascii()


def test_addresses_that_differ_in_the_order_of_parameters_are_the_same() -> None:
    assert sameness("https://a.example/?b=1&a=2") == sameness("https://a.example/?a=2&b=1")
    assert sameness("https://a.example/?a=1") != sameness("https://a.example/?a=2")


def test_a_redirect_from_https_to_http_stays_on_https() -> None:
    assert redirected("https://a.example/docs", "http://a.example/docs/") == "https://a.example/docs/"


def test_a_redirect_from_https_to_an_unprotected_port_is_refused() -> None:
    with pytest.raises(Unfetchable, match=r"from https to unprotected 'http://a\.example:8080/'"):
        redirected("https://a.example/", "http://a.example:8080/")


def test_a_redirect_may_be_relative() -> None:
    assert redirected("http://a.example/docs/x", "../y?z#w") == "http://a.example/y?z"
