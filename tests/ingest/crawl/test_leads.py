"""Where pages and sitemaps lead."""

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis.strategies import binary, lists, sampled_from

from ingest.crawl.leads import MOST_LINKS, MOST_LISTED, leads_of, read_sitemap
from ingest.errors import Unfetchable, Unreadable

HERE = "https://a.example/docs/x"


def leads(markup: str) -> list[str]:
    return leads_of(markup.encode(), HERE).links


def test_links_are_absolute_in_order_and_each_once() -> None:
    page = (
        '<a href="b">1</a><a href="/c?x=1&amp;y=2#z">2</a><a href="b#again">3</a><area href="//b.example/d">'
    )
    assert leads(page) == ["https://a.example/docs/b", "https://a.example/c?x=1&y=2", "https://b.example/d"]


def test_the_base_of_the_page_counts_and_only_the_first() -> None:
    page = '<base href="/v2/"><base href="/v3/"><a href="b">1</a>'
    assert leads(page) == ["https://a.example/v2/b"]


@pytest.mark.parametrize(
    "href", ["#top", "mailto:a@example.com", "javascript:go()", "tel:1", "", "data:,x", "http://[::1"]
)
def test_what_leads_nowhere_is_left_out(href: str) -> None:
    assert leads(f'<a href="{href}">1</a>') == []


def test_frames_and_refreshes_lead_on_and_nofollow_does_not() -> None:
    page = (
        '<meta http-equiv="refresh" content="0; url=\'/new\'"><iframe src="f"></iframe>'
        '<a rel="nofollow noopener" href="login">1</a>'
    )
    assert leads(page) == ["https://a.example/new", "https://a.example/docs/f"]


def test_a_page_says_where_it_belongs_and_what_crawlers_may() -> None:
    page = (
        '<link rel="canonical" href="/docs/y"><meta name="ROBOTS" content="NoIndex, follow"><a href="b">1</a>'
    )
    found = leads_of(page.encode(), HERE)
    assert (found.canonical, found.index, found.follow) == ("https://a.example/docs/y", False, True)
    none = leads_of(b'<meta name="robots" content="none">', HERE)
    assert (none.index, none.follow) == (False, False)
    ours = leads_of(b'<meta name="agent-assist" content="nofollow"><meta name="robots" content="all">', HERE)
    assert (ours.index, ours.follow) == (True, False)


def test_of_ten_thousand_links_the_first_are_taken_and_the_others_counted() -> None:
    page = "".join(f'<a href="/{n}">{n}</a>' for n in range(10_000))
    found = leads_of(page.encode(), HERE)
    assert len(found.links) == MOST_LINKS
    assert found.cut == 10_000 - MOST_LINKS


def test_a_page_nested_without_end_leads_as_far_as_it_was_read() -> None:
    page = '<a href="b">1</a>' + "<div>" * 200_000
    assert leads(page) == ["https://a.example/docs/b"]


@given(
    lists(
        sampled_from(
            ["<a href=", "'", '"', ">", "<", "b", "&#0;", "<base href=x>", "\0", "é", "<!--", "<svg>"]
        )
    )
)
def test_no_markup_breaks_it(pieces: list[str]) -> None:
    assert all(link.startswith(("http://", "https://")) for link in leads("".join(pieces)))


@given(binary(max_size=300))
def test_bytes_lead_somewhere_or_are_no_text(body: bytes) -> None:
    with suppress(Unreadable):
        leads_of(body, HERE)


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc> https://a.example/1 </loc><image:image><image:loc>https://a.example/1.png</image:loc></image:image></url>
    <!-- a comment --><url><loc>https://a.example/2?a=1&amp;b=2</loc><lastmod>2026-01-01</lastmod></url></urlset>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_lists_pages(pack: type[bytes]) -> None:
    found = read_sitemap(pack(SITEMAP.encode()))
    assert found.pages == ("https://a.example/1", "https://a.example/2?a=1&b=2")
    assert (found.sitemaps, found.cut) == ((), False)


def test_an_index_lists_sitemaps() -> None:
    found = read_sitemap(
        b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"
    )
    assert (found.pages, found.sitemaps) == ((), ("https://a.example/s.xml",))


def test_a_sitemap_may_be_plain_lines() -> None:
    assert read_sitemap(b"\xef\xbb\xbfhttps://a.example/1\r\nhttps://a.example/2\nwords\n").pages == (
        "https://a.example/1",
        "https://a.example/2",
    )


def test_a_sitemap_of_more_than_it_may_list_is_cut() -> None:
    many = "".join(f"<url><loc>https://a.example/{n}</loc></url>" for n in range(MOST_LISTED + 10))
    found = read_sitemap(f"<urlset>{many}</urlset>".encode())
    assert (len(found.pages), found.cut) == (MOST_LISTED, True)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "https://a.example/">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><urlset><url><loc>&i;</loc></url></urlset>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    "<urlset><url><loc>https://a.example/&file;</loc></url></urlset>"
)


def test_entities_that_grow_without_end_are_named() -> None:
    with pytest.raises(Unfetchable, match=r"the sitemap is damaged: .*entity"):
        read_sitemap(BOMB.encode())


def test_entities_are_not_expanded() -> None:
    assert read_sitemap(OUTSIDE.encode()).pages == ("https://a.example/",)


def test_a_packed_bomb_is_named() -> None:
    with pytest.raises(Unfetchable, match="bomb"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 60 * 2**20))


@pytest.mark.parametrize("body", [b"<urlset><url>", b"<html><body><p>Not found<br></body></html>", b"<"])
def test_a_damaged_sitemap_is_named(body: bytes) -> None:
    with pytest.raises(Unfetchable, match="the sitemap is damaged"):
        read_sitemap(body)


def test_spaces_without_end_in_a_refresh_do_not_keep_us() -> None:
    begun = time.monotonic()
    assert leads(f'<meta http-equiv="refresh" content="0;{" " * 100_000}"><a href="b">1</a>') == [
        "https://a.example/docs/b"
    ]
    assert time.monotonic() - begun < 5
