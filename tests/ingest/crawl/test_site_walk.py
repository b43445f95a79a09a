"""One walk over a site."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.knowledge import Kind
from ingest.crawl.site_walk import SiteWalk
from ingest.errors import BadSource
from ingest.sources import Format
from tests.ingest.crawl.crawling import Walked, a_web, a_web_source, bytes_of, source_on, walk_over
from tests.ingest.crawl.site import Internet, Page, Reply, Site, a_site, html, moved


def walked(site: Site, folder: Path, path: str = "/", **settings: object) -> Walked:
    return walk_over(source_on(site, path, **settings), a_web(folder))[0]


def paths_of(found: Walked, site: Site) -> list[str]:
    return [key.removeprefix(f"http://{site.host}") for key in found.keys]


def test_a_site_is_walked_breadth_first_each_page_once(tmp_path: Path) -> None:
    pages: dict[str, Page] = {
        "/": html("home", "/a", "/b?utm_source=home", "https://elsewhere.example/"),
        "/a": html("a", "/a1", "/#top"),
        "/b": html("b", "b1", "/a?utm_campaign=x", "/a1"),
        "/a1": html("a1", "/"),
        "/b1": html("b1"),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path)
        assert paths_of(found, site) == ["/", "/a", "/b", "/a1", "/b1"]
        assert sorted(site.paths) == sorted(pages)
    assert [listed.format for listed in found.listed] == [Format.HTML] * 5
    assert b"home" in bytes_of(found.listed[0])
    assert (found.failed, found.ignored) == ({}, 0)


def test_files_of_all_readable_formats_are_listed_and_others_counted(tmp_path: Path) -> None:
    pages: dict[str, Page] = {
        "/": html("", "/sheet", "/notes.md", "/movie", "/photo.png", "/download?id=1", "/list"),
        "/sheet": Reply(b"%PDF-1.7 ...", type="application/pdf"),
        "/notes.md": Reply("# Notes", type="text/plain"),
        "/movie": Reply(b"...", type="video/mp4"),
        "/download?id=1": Reply(b"%PDF-1.4 ...", type="application/octet-stream"),
        "/list": Reply("question,answer", type="text/csv"),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path)
        assert "/photo.png" not in site.paths
    forms = {
        key.rpartition("/")[2]: listed.format for key, listed in zip(found.keys, found.listed, strict=True)
    }
    assert forms == {
        "": Format.HTML,
        "sheet": Format.PDF,
        "notes.md": Format.MARKDOWN,
        "download?id=1": Format.PDF,
        "list": Format.CSV,
    }
    assert found.ignored == 1


def test_pages_of_a_forum_are_read_as_questions_and_answers(tmp_path: Path) -> None:
    with a_site({"/": html("thread")}) as site:
        assert [each.format for each in walked(site, tmp_path, kind=Kind.FORUM).listed] == [Format.QAPAGE]


def test_a_charset_of_the_header_is_kept_for_the_parser(tmp_path: Path) -> None:
    page = Reply("<title>Привет</title>".encode("windows-1251"), type="text/html; charset=windows-1251")
    with a_site({"/": page}) as site:
        (listed,) = walked(site, tmp_path).listed
    assert bytes_of(listed).decode("utf-8-sig") == "<title>Привет</title>"


def test_sitemaps_of_robots_txt_and_of_the_settings_are_read(tmp_path: Path) -> None:
    def sitemap(*urls: str) -> str:
        return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"

    with a_site() as site:
        index = f"<sitemapindex><sitemap><loc>{site.url('/s2.xml')}</loc></sitemap></sitemapindex>"
        site.pages = {
            "/": html("home"),
            "/robots.txt": Reply(f"Sitemap: {site.url('/s1.xml')}\nSitemap: https://elsewhere.example/s.xml"),
            "/s1.xml": Reply(index, type="application/xml"),
            "/s2.xml": Reply(sitemap(site.url("/a"), "https://elsewhere.example/x"), type="text/xml"),
            "/s3.txt": Reply(site.url("/b"), type="text/plain"),
            "/a": html("a"),
            "/b": html("b"),
        }
        found = walked(site, tmp_path, sitemaps=(site.url("/s3.txt"),))
        assert paths_of(found, site) == ["/", "/b", "/a"]
    assert (found.failed, found.ignored) == ({}, 0)


def test_pages_that_do_not_want_to_be_found_are_not(tmp_path: Path) -> None:
    pages: dict[str, Page] = {
        "/": html("", "/meta", "/header", "/quiet", "/other", "/forbidden"),
        "/meta": html("", "/behind", head='<meta name="robots" content="noindex">'),
        "/header": Reply(b"%PDF-", headers={"X-Robots-Tag": "noindex"}, type="application/pdf"),
        "/other": Reply(b"%PDF-", headers={"X-Robots-Tag": "otherbot: noindex"}, type="application/pdf"),
        "/quiet": html("", "/unseen", head='<meta name="robots" content="nofollow">'),
        "/behind": html("behind"),
        "/unseen": html("unseen"),
        "/robots.txt": Reply("User-agent: *\nDisallow: /forbidden"),
        "/forbidden": html("forbidden"),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path)
        assert paths_of(found, site) == ["/", "/quiet", "/other", "/behind"]
        assert not {"/forbidden", "/unseen"} & set(site.paths)
    assert found.ignored == 3
    assert found.failed == {}


def test_a_page_stands_behind_the_one_that_it_calls_canonical(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="/a">'
    pages: dict[str, Page] = {
        "/": html("home", "/a?print=1"),
        "/a?print=1": html("a, printed", head=canonical),
        "/a": html("a", head=canonical),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path)
        assert paths_of(found, site) == ["/", "/a"]
    assert found.ignored == 1


@pytest.mark.parametrize(
    "canonical", ["https://elsewhere.example/a", "/gone", "/circle", "ftp://x/", "/picture.png"]
)
def test_a_page_whose_canonical_one_does_not_come_comes_itself(tmp_path: Path, canonical: str) -> None:
    pages: dict[str, Page] = {
        "/": html("home", "/a"),
        "/a": html("a", head=f'<link rel="canonical" href="{canonical}">'),
        "/circle": html("circle", head='<link rel="canonical" href="/a">'),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path)
        assert paths_of(found, site) == ["/", "/a"]
    assert found.ignored == (canonical == "/circle")


def test_the_same_bytes_are_one_document_and_the_first_has_it(tmp_path: Path) -> None:
    with a_site(
        {"/": html("home", "/a", "/b", "/c"), "/a": html("x"), "/b": html("x"), "/c": html("x")}
    ) as site:
        found = walked(site, tmp_path)
        assert paths_of(found, site) == ["/", "/a"]
    assert found.ignored == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_to_its_page_which_has_the_key(tmp_path: Path, status: int) -> None:
    with a_site(
        {"/": html("home", "/old", "/new"), "/old": moved("/new", status), "/new": html("new")}
    ) as site:
        found = walked(site, tmp_path, at_once=1)  # two requests could both be on their way to it
        assert paths_of(found, site) == ["/", "/new"]
        assert site.paths.count("/new") == 1


def test_a_start_page_may_lead_into_its_site(tmp_path: Path) -> None:
    with a_site({"/": moved("/en/", 302), "/en/": html("home", "/en/a"), "/en/a": html("a")}) as site:
        assert paths_of(walked(site, tmp_path), site) == ["/en/", "/en/a"]


def test_a_start_page_that_leads_out_of_its_site_is_named(tmp_path: Path) -> None:
    with a_site({"/": moved("https://elsewhere.example/docs")}) as site:
        found = walked(site, tmp_path)
        assert found.listed == []
        assert (
            "leads to 'https://elsewhere.example/docs', outside of this source" in found.failed[site.url("/")]
        )


def test_only_what_the_settings_include_is_listed_but_start_pages_lead_on(tmp_path: Path) -> None:
    pages: dict[str, Page] = {
        "/": html("home", "/docs/a", "/shop/b", "/docs/old/c"),
        "/docs/a": html("a", "/docs/d"),
        "/docs/d": html("d"),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path, include=("/docs/*",), exclude=("/docs/old/*",))
        assert paths_of(found, site) == ["/docs/a", "/docs/d"]
        assert sorted(site.paths) == ["/", "/docs/a", "/docs/d"]


def test_www_is_the_same_site_and_other_hosts_are_not(tmp_path: Path) -> None:
    with a_site({"/": html("home", "/a", "http://api.a.example/x"), "/a": html("a")}) as site:
        names = {name: ["8.8.8.8"] for name in ("a.example", "www.a.example", "api.a.example")}
        internet = Internet(names, {"8.8.8.8": site})
        pages = site.pages
        pages["/"] = html("home", "http://www.a.example/a", "http://api.a.example/x")
        found, _ = walk_over(a_web_source("http://a.example/"), a_web(tmp_path, internet=internet))
    assert found.keys == ["http://a.example/", "http://www.a.example/a"]


def test_a_page_that_fails_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    pages: dict[str, Page] = {
        "/": html("home", "/broken", "/secret", "/gone", "/a"),
        "/broken": Reply(status=500),
        "/secret": Reply(status=403),
        "/a": html("a"),
    }
    with a_site(pages) as site:
        found = walked(site, tmp_path)
        assert paths_of(found, site) == ["/", "/a"]
        assert found.failed == {
            site.url("/broken"): "the server answers with status 500",
            site.url("/secret"): "the server answers with status 403",
        }


def test_a_site_that_is_down_is_named_once(tmp_path: Path) -> None:
    with a_site() as site:
        pass
    found = walked(site, tmp_path)
    assert list(found.failed) == [site.url("/")]
    assert "connection failed" in found.failed[site.url("/")]


def test_without_a_contact_nothing_is_walked(tmp_path: Path) -> None:
    web = a_web(tmp_path)
    web.contact = None
    with pytest.raises(BadSource, match=r"crawler\.contact"):
        SiteWalk(a_web_source("https://a.example/"), web, lambda _: True)


def test_a_damaged_memory_is_named(tmp_path: Path) -> None:
    (tmp_path / "pages.db").write_bytes(b"no database " * 100)
    with pytest.raises(BadSource, match=r"pages\.db' cannot be read .* move it away"):
        SiteWalk(a_web_source("https://a.example/"), a_web(tmp_path), lambda _: True)


def test_two_sources_remember_their_pages_apart(tmp_path: Path) -> None:
    with a_site({"/": html("home")}) as site:
        web = a_web(tmp_path)
        one = source_on(site)
        assert len(walk_over(one, web)[0].listed) == 1
        (listed,) = walk_over(replace(one, name="other"), web)[0].listed
        assert listed.content is not None
