"""The walks after the first one: what changed, what is gone, and what was interrupted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.crawl.site_walk import SiteWalk
from ingest.errors import Cause
from ingest.sources import Format
from tests.ingest.crawl.crawling import a_web, bytes_of, source_on, walk_over
from tests.ingest.crawl.site import Asked, Page, Reply, Site, a_site, html, moved


class Versioned:
    """A page that answers 304 to whoever has its version."""

    def __init__(self, *links: str, version: int = 1) -> None:
        self.links, self.version = links, version

    def __call__(self, asked: Asked) -> Reply:
        etag = f'"{self.version}"'
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        page = html(f"{asked.path} version {self.version}", *self.links)
        return Reply(page.body, headers={"ETag": etag})


def a_small_site() -> dict[str, Page]:
    return {"/": Versioned("/a", "/b"), "/a": Versioned("/c"), "/b": Versioned(), "/c": Versioned()}


def conditional(site: Site) -> list[str]:
    return [asked.path for asked in site.asked if "if-none-match" in asked.headers]


def test_an_unchanged_site_is_only_asked_whether_it_changed(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        first, _ = walk_over(source_on(site), a_web(tmp_path))
        assert first.resting == []
        site.asked.clear()
        second, _ = walk_over(source_on(site), a_web(tmp_path))
        assert second.keys == first.keys == second.resting
        assert sorted(conditional(site)) == sorted(site.paths) == ["/", "/a", "/b", "/c"]


def test_what_changed_comes_with_its_bytes_and_leads_on(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages |= {"/a": Versioned("/c", "/d", version=2), "/d": Versioned()}
        again, _ = walk_over(source_on(site), a_web(tmp_path))
    changed = {listed.key: bytes_of(listed) for listed in again.listed if listed.content}
    assert list(changed) == [site.url("/a"), site.url("/d")]
    assert b"/a version 2" in changed[site.url("/a")]


def test_what_may_not_rest_is_brought_although_it_did_not_change(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.asked.clear()
        again, _ = walk_over(source_on(site), a_web(tmp_path), resting=[site.url("/b")])
        assert again.resting == [site.url("/b")]
        assert conditional(site) == ["/b"]


def test_what_was_not_stored_comes_again_without_being_sent_again(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path), stores=False)
        site.asked.clear()
        again, _ = walk_over(source_on(site), a_web(tmp_path))
        assert again.resting == []
        assert all(b"version 1" in bytes_of(listed) for listed in again.listed)
        assert sorted(conditional(site)) == sorted(site.paths)


def test_the_same_bytes_may_rest_although_the_server_cannot_tell(tmp_path: Path) -> None:
    with a_site({"/": html("home", "/a"), "/a": html("a")}) as site:
        walk_over(source_on(site), a_web(tmp_path))
        again, _ = walk_over(source_on(site), a_web(tmp_path))
        full, _ = walk_over(source_on(site), a_web(tmp_path), resting=[])
    assert again.resting == again.keys
    assert full.resting == []


def test_bytes_are_let_go_when_they_are_stored(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
    with closing(sqlite3.connect(tmp_path / "pages.db")) as file:
        assert file.execute("SELECT count(*) FROM body").fetchone() == (0,)


def test_what_is_gone_is_covered_and_what_fails_is_not(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        del site.pages["/b"]
        site.pages["/c"] = Reply(status=500)
        asking = [site.url(path) for path in ("/a", "/b", "/c", "/never")]
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=asking)
    assert list(covers.values()) == [True, True, False, False]
    assert again.failed == {site.url("/c"): "the server answers with status 500"}
    assert site.url("/b") not in again.keys


def test_a_page_that_nobody_links_any_more_is_covered_after_a_walk_without_failures(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages["/"] = Versioned("/a", version=2)
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/b")])
    assert covers == {site.url("/b"): True}
    assert again.keys == [site.url("/"), site.url("/a"), site.url("/c")]


def test_while_something_fails_a_lost_page_is_asked_for_by_itself(tmp_path: Path) -> None:
    with a_site(a_small_site() | {"/d": Versioned()}) as site:
        site.pages["/b"] = Versioned("/d")
        walk_over(source_on(site), a_web(tmp_path))
        site.pages |= {"/": Versioned("/a", "/x", version=2), "/x": Reply(status=500)}
        del site.pages["/d"]
        asking = [site.url(path) for path in ("/b", "/d")]
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=asking)
    assert site.url("/b") in again.resting
    assert covers == {site.url("/b"): True, site.url("/d"): True}


def test_a_page_that_fails_does_not_hide_what_it_led_to(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages["/a"] = Reply(status=503)
        again, _ = walk_over(source_on(site), a_web(tmp_path))
    assert again.keys == [site.url("/"), site.url("/b"), site.url("/c")]


def test_when_the_whole_site_is_down_nothing_is_covered(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages = {path: Reply(status=503) for path in site.pages}
        asking = [site.url(path) for path in ("/", "/a", "/b")]
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=asking)
    assert again.listed == []
    assert not any(covers.values())


@pytest.mark.parametrize("status", [301, 308])
def test_a_page_that_moved_for_good_is_followed(tmp_path: Path, status: int) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages |= {"/b": moved("/new", status), "/new": Versioned()}
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/b")])
    assert site.url("/new") in again.keys
    assert site.url("/b") not in again.keys
    assert (covers, again.failed) == ({site.url("/b"): True}, {})


def test_a_page_that_moved_to_one_that_fails_is_kept(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages |= {"/b": moved("/new"), "/new": Reply(status=500)}
        _, covers = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/b")])
    assert covers == {site.url("/b"): False}


@pytest.mark.parametrize("target", ["/maintenance", "https://elsewhere.example/"])
def test_a_page_that_leads_elsewhere_for_the_time_being_is_kept(tmp_path: Path, target: str) -> None:
    with a_site(a_small_site() | {"/maintenance": html("back soon")}) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages |= {"/a": moved(target, 302), "/b": moved(target, 302)}
        asking = [site.url("/a"), site.url("/b"), site.url("/c")]
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=asking)
    assert covers == {asking[0]: False, asking[1]: False, asking[2]: True}
    assert (
        f"leads to '{target if target.startswith('http') else site.url(target)}'" in again.failed[asking[0]]
    )


def test_the_page_that_has_the_words_of_two_keeps_them(tmp_path: Path) -> None:
    with a_site({"/": html("home", "/a", "/b"), "/a": html("x"), "/b": html("x")}) as site:
        first, _ = walk_over(source_on(site), a_web(tmp_path))
        site.pages["/"] = html("home", "/b", "/a")
        again, _ = walk_over(source_on(site), a_web(tmp_path))
        site.pages["/a"] = html("x no more")
        parted, _ = walk_over(source_on(site), a_web(tmp_path))
        assert sorted(again.keys) == sorted(first.keys) == [site.url("/"), site.url("/a")]
        assert sorted(parted.keys) == [site.url("/"), site.url("/a"), site.url("/b")]


def test_a_canonical_page_that_is_gone_leaves_its_words_to_the_other(tmp_path: Path) -> None:
    page = html("a", head='<link rel="canonical" href="/a">')
    printed = Reply(page.body, headers={"Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"})

    def unchanged(asked: Asked) -> Reply:
        return Reply(status=304) if "if-modified-since" in asked.headers else printed

    with a_site({"/": html("home", "/a?print=1"), "/a?print=1": unchanged, "/a": html("a")}) as site:
        walk_over(source_on(site), a_web(tmp_path))
        del site.pages["/a"]
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/a")])
    assert again.keys == [site.url("/"), site.url("/a?print=1")]
    assert again.listed[1].content is not None
    assert covers == {site.url("/a"): True}


def test_a_walk_that_was_ended_goes_on_where_it_was(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        walk = SiteWalk(source_on(site, at_once=1), a_web(tmp_path), lambda _: True)
        with closing(walk):
            taken = iter(walk)
            begun = [next(taken).key, next(taken).key]
            walk.stored(begun[:1])
        asked = list(site.paths)
        again, covers = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/gone")])
        assert sorted(again.keys) == sorted(site.url(path) for path in site.pages)
        assert again.resting == begun[:1]
        assert begun[1] in again.keys
        assert not set(asked[:2]) & set(site.paths[len(asked) :])
        assert covers == {site.url("/gone"): True}
        site.asked.clear()
        walk_over(source_on(site), a_web(tmp_path))
        assert sorted(conditional(site)) == sorted(site.pages)


def test_stored_pages_of_an_ended_walk_are_brought_again_when_they_may_not_rest(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        with closing(SiteWalk(source_on(site, at_once=1), a_web(tmp_path), lambda _: True)) as walk:
            walk.stored([next(iter(walk)).key])
        again, _ = walk_over(source_on(site), a_web(tmp_path), resting=[])
        assert sorted(again.keys) == sorted(site.url(path) for path in site.pages)
        assert again.resting == []


def test_a_server_that_stops_answering_ends_the_walk_which_goes_on_later(tmp_path: Path) -> None:
    cut = Reply(b"half", headers={"Content-Length": "100"})
    names = [f"/{n}" for n in range(30)]
    with a_site({"/": html("home", *names), "/robots.txt": Reply("")}, otherwise=cut) as site:
        down, covers = walk_over(source_on(site, at_once=1), a_web(tmp_path), asking=[site.url("/29")])
        assert "10 addresses in a row gave no answer" in down.failed[""]
        assert len(down.failed) == 11
        assert covers == {site.url("/29"): False}
        assert len(set(site.paths)) < 20
        site.otherwise = Versioned()
        up, _ = walk_over(source_on(site), a_web(tmp_path))
    assert up.failed == {}
    assert len(up.keys) == 31


def test_what_nobody_answered_is_asked_for_again_though_nobody_had_looked_at_it(tmp_path: Path) -> None:
    with a_site({"/": html("home", "/a"), "/a": Versioned()}) as site:
        source, web = source_on(site, at_once=1), a_web(tmp_path)
        with closing(SiteWalk(source, web, lambda _: True)) as walk:
            next(iter(walk))
        with closing(web.pages()) as pages, pages.changing() as connection:  # a connection broke as it ended
            broke = ("fetched", Cause.SILENT.value, "the connection failed", site.url("/a"))
            connection.execute("UPDATE page SET state = ?, cause = ?, reason = ? WHERE address = ?", broke)
        again, _ = walk_over(source, web)
    assert again.failed == {}
    assert site.url("/a") in again.keys


def test_pages_that_did_not_change_are_looked_at_anew_under_other_settings(tmp_path: Path) -> None:
    with a_site({"/": Versioned("/a/1", "/b/1"), "/a/1": Versioned(), "/b/1": Versioned()}) as site:
        walk_over(source_on(site, include=("/a/*",)), a_web(tmp_path))
        wider, _ = walk_over(source_on(site, include=("/a/*", "/b/*")), a_web(tmp_path))
        assert wider.keys == [site.url("/a/1"), site.url("/b/1")]
        site.asked.clear()
        walk_over(source_on(site, exclude=("/a/*",)), a_web(tmp_path))
        assert site.paths == ["/", "/b/1"]


def test_a_page_of_a_format_that_was_not_meant_comes_once_it_is(tmp_path: Path) -> None:
    with a_site({"/": Versioned()}) as site:
        none, _ = walk_over(source_on(site, format=Format.PDF), a_web(tmp_path))
        assert none.keys == []
        assert walk_over(source_on(site), a_web(tmp_path))[0].keys == [site.url("/")]


def test_a_walk_that_was_ended_begins_anew_under_other_settings(tmp_path: Path) -> None:
    with a_site(a_small_site()) as site:
        with closing(SiteWalk(source_on(site), a_web(tmp_path), lambda _: True)) as walk:
            next(iter(walk))
        again, _ = walk_over(source_on(site, exclude=("/a",)), a_web(tmp_path))
        assert again.keys == [site.url("/"), site.url("/b")]


def test_a_site_that_sends_empty_pages_loses_nothing(tmp_path: Path) -> None:
    with a_site({"/": html("start", "/a"), "/a": html("a")}) as site:
        walk_over(source_on(site), a_web(tmp_path))
        site.pages |= {"/": Reply(), "/a": Reply()}
        walked, covered = walk_over(source_on(site), a_web(tmp_path), asking=[site.url("/"), site.url("/a")])
        assert "sends nothing" in walked.failed[site.url("/")]
        assert covered == {site.url("/"): False, site.url("/a"): False}
