"""Sites without end: the walk ends, says why, and withdraws nothing for it."""

import threading
import time
from contextlib import closing
from pathlib import Path

from ingest.crawl.frontier import Frontier
from ingest.crawl.run import begin
from ingest.crawl.scope import scope_of
from ingest.crawl.site_walk import SiteWalk
from tests.ingest.crawl.crawling import a_web, a_web_source, source_on, walk_over
from tests.ingest.crawl.site import Asked, Reply, a_site, html, moved


def reasons(failed: dict[str, str]) -> str:
    return "; ".join(failed.values())


def test_an_endless_calendar_ends_at_far_years(tmp_path: Path) -> None:
    def month(asked: Asked) -> Reply:
        year, number = divmod(int(asked.path.split("/")[2]) * 12 + int(asked.path.split("/")[3]), 12)
        return (
            html(asked.path, f"/calendar/{year}/{number + 1}")
            if asked.path.startswith("/calendar")
            else html()
        )

    with a_site({"/": html("", "/calendar/2026/11")}, otherwise=month) as site:
        found, covers = walk_over(
            source_on(site, depth=1000), a_web(tmp_path), asking=[site.url("/was-here-once")]
        )
    assert len(found.listed) == 1 + 26
    assert found.failed == {
        site.url("/calendar/2029/1"): "calendar pages of years far from now are not followed"
    }
    assert covers == {site.url("/was-here-once"): False}


def test_links_without_end_end_at_the_depth(tmp_path: Path) -> None:
    with a_site(otherwise=lambda asked: html(asked.path, f"{asked.path}x")) as site:
        found, covers = walk_over(source_on(site, depth=5), a_web(tmp_path), asking=[site.url("/old")])
    assert len(found.listed) == 6
    assert found.failed == {site.url("/xxxxxx"): "links lead deeper than crawl.depth = 5"}
    assert covers == {site.url("/old"): False}


def test_pages_without_end_end_at_the_most(tmp_path: Path) -> None:
    def many(asked: Asked) -> Reply:
        return html(asked.path, *(f"{asked.path}{n}" for n in range(10)))

    with a_site(otherwise=many) as site:
        found, covers = walk_over(source_on(site, most_pages=25), a_web(tmp_path), asking=[site.url("/old")])
        assert len(site.paths) == len(found.listed) == 25
    assert "there are more pages than crawl.most_pages = 25" in reasons(found.failed)
    assert covers == {site.url("/old"): False}


def test_folders_that_repeat_end(tmp_path: Path) -> None:
    with a_site(otherwise=lambda asked: html(asked.path, "next/")) as site:
        found, _ = walk_over(source_on(site, "/docs/"), a_web(tmp_path))
    assert len(found.listed) == 4
    assert reasons(found.failed) == "addresses that repeat a folder again and again are not followed"


def test_queries_without_end_end(tmp_path: Path) -> None:
    with closing(a_web(tmp_path).pages()) as pages:
        source, run = a_web_source("https://a.example/"), begin(pages, "site", "")
        frontier = Frontier(scope_of(source), source.crawl, run, 2026)
        frontier.begin(["https://a.example/"], ())
        (home,) = run.due(0, 10)
        frontier.lead(home, [f"https://a.example/list?page={n}" for n in range(1500)])
        assert frontier.total == 1001
        (failure,) = run.failures()
    assert failure.id == "https://a.example/list?page=1000"
    assert (
        failure.reason == "it is one of more than 1000 addresses that differ only in their query (500 times)"
    )


def test_a_page_of_ten_thousand_links_is_named(tmp_path: Path) -> None:
    page = html("", *(f"/{n}" for n in range(10_000)))
    with a_site({"/": page}) as site:
        found, _ = walk_over(source_on(site, depth=0), a_web(tmp_path))
        assert site.paths == ["/"]
    assert found.failed == {
        site.url("/"): "it has more than 5000 links; the first 5000 are followed",
        site.url("/0"): "links lead deeper than crawl.depth = 0 (5000 times)",
    }


def test_redirects_without_end_end(tmp_path: Path) -> None:
    def onward(asked: Asked) -> Reply:
        return moved(f"{asked.path}x")

    with a_site({"/": html("", "/x", "/circle"), "/circle": moved("/circle")}, otherwise=onward) as site:
        found, _ = walk_over(source_on(site), a_web(tmp_path))
        assert len(site.paths) == 13
    assert "redirects more than 10 times" in reasons(found.failed)
    assert "go round in a circle" in found.failed[site.url("/circle")]


def test_two_redirects_in_a_circle_are_named(tmp_path: Path) -> None:
    with a_site({"/": html("", "/a"), "/a": moved("/b"), "/b": moved("/a")}) as site:
        found, covers = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/a")])
    assert "go round in a circle" in found.failed[site.url("/b")]
    assert covers == {site.url("/a"): False}


def test_sitemaps_of_sitemaps_without_end_end(tmp_path: Path) -> None:
    def index(asked: Asked) -> Reply:
        further = f"<sitemap><loc>http://{asked.headers['host']}{asked.path}x</loc></sitemap>"
        return Reply(f"<sitemapindex>{further}</sitemapindex>", type="text/xml")

    with a_site({"/": html("home")}, otherwise=index) as site:
        walk_over(source_on(site, sitemaps=(site.url("/s"),)), a_web(tmp_path))
        assert sorted(site.paths) == ["/", "/s", "/sx"]


def test_hostile_pages_are_named_and_the_others_listed(tmp_path: Path) -> None:
    bomb = Reply(b"\x1f\x8b broken", headers={"Content-Encoding": "gzip"})
    pages = {
        "/": html("", "/bomb", "/inside", "/a"),
        "/bomb": bomb,
        "/inside": moved("http://169.254.169.254/latest/meta-data/"),
        "/a": html("a"),
    }
    with a_site(dict(pages)) as site:
        found, _ = walk_over(source_on(site), a_web(tmp_path))
    assert found.keys == [site.url("/"), site.url("/a")]
    assert "damaged" in found.failed[site.url("/bomb")]


def test_closing_in_the_middle_ends_at_once(tmp_path: Path) -> None:
    release = threading.Event()

    def slow(asked: Asked) -> Reply:
        release.wait(10)
        return html(asked.path)

    with a_site(
        {"/": html("", *(f"/{n}" for n in range(20))), "/robots.txt": Reply("")}, otherwise=slow
    ) as site:
        begun = time.monotonic()
        with closing(SiteWalk(source_on(site), a_web(tmp_path), lambda _: True)) as walk:
            next(iter(walk))
        assert time.monotonic() - begun < 2
        release.set()
        again, _ = walk_over(source_on(site), a_web(tmp_path))
    assert (len(again.keys), again.failed) == (21, {})


def test_memory_of_links_survives_odd_addresses(tmp_path: Path) -> None:
    odd = ("/a%0Ab", "/%E2%80%A8", "/ü?q=ß", "/a b", "/%00")
    with a_site({"/": html("", *odd)}, otherwise=lambda asked: html(asked.path)) as site:
        first, _ = walk_over(source_on(site), a_web(tmp_path))
        again, _ = walk_over(source_on(site), a_web(tmp_path))
    assert len(first.keys) == 6
    assert again.keys == first.keys
