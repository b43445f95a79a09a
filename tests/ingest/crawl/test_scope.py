"""What belongs to a web source."""

from typing import Any

import pytest

from ingest.crawl.scope import scope_of
from ingest.errors import BadSource
from tests.ingest.crawl.crawling import a_web_source


def holds(address: str, location: str, **crawl: Any) -> bool:
    return scope_of(a_web_source(location, **crawl)).holds(address)


@pytest.mark.parametrize(
    ("location", "address", "inside"),
    [
        ("https://a.example/docs/", "https://a.example/docs/x/y", True),
        ("https://a.example/docs/", "https://a.example/blog/", False),
        ("https://a.example/docs/", "https://a.example/docsx/", False),
        ("https://a.example/docs", "https://a.example/docs/x", True),
        ("https://a.example/docs", "https://a.example/", False),
        ("https://a.example/docs/index.html", "https://a.example/docs/x", True),
        ("https://a.example", "https://a.example/x", True),
        ("https://a.example/", "https://b.example/x", False),
        ("https://a.example/", "https://a.example:8443/x", False),
        ("https://a.example/", "https://www.a.example/x", True),
        ("https://a.example/", "http://a.example/x", True),
        ("https://a.example/", "https://a.example.evil.example/", False),
    ],
)
def test_all_below_the_location_belongs_to_it(location: str, address: str, *, inside: bool) -> None:
    assert holds(address, location) is inside


def test_another_start_page_brings_its_host() -> None:
    assert holds("https://b.example/x", "https://a.example/", start=("https://b.example/",))


def test_include_stands_in_for_the_folder_and_exclude_wins() -> None:
    said: dict[str, Any] = {"include": ("/docs/*",), "exclude": ("*/old/*", "*?print=*")}
    assert holds("https://a.example/docs/x", "https://a.example/shop/", **said)
    assert not holds("https://a.example/shop/", "https://a.example/shop/", **said)
    assert not holds("https://a.example/docs/old/x", "https://a.example/", **said)
    assert not holds("https://a.example/docs/x?print=1", "https://a.example/", **said)
    assert not holds("https://b.example/docs/x", "https://a.example/", **said)


def test_a_start_page_that_is_none_is_named() -> None:
    with pytest.raises(BadSource, match=r"source 'site' cannot start: 'ftp://b\.example/' begins neither"):
        scope_of(a_web_source("https://a.example/", start=("ftp://b.example/",)))
