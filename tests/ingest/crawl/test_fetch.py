"""A fetcher as a guest of real servers."""

import gzip
import threading
import zlib
from contextlib import closing
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest.crawl.fetch import Fetcher
from ingest.crawl.response import Validators
from ingest.errors import BadSource, Cause, Unfetchable
from tests.builders import NOON
from tests.ingest.crawl.conftest import Fetching
from tests.ingest.crawl.crawling import a_web, a_web_source, source_on
from tests.ingest.crawl.site import Asked, FakeTime, Reply, a_site, html, moved


def test_a_page_comes_with_what_is_needed_for_the_next_time(fetcher_on: Fetching) -> None:
    headers = {"ETag": '"v1"', "Last-Modified": "Sun, 01 Nov 2026 00:00:00 GMT"}
    with a_site({"/a": Reply("words", headers=headers, type="text/plain; charset=utf-8")}) as site:
        response = fetcher_on(site).get(site.url("/a"))
    assert (response.url, response.status, response.body) == (site.url("/a"), 200, b"words")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.validators == Validators('"v1"', "Sun, 01 Nov 2026 00:00:00 GMT")
    assert not response.unchanged


def test_what_did_not_change_is_not_sent_again(fetcher_on: Fetching) -> None:
    def page(asked: Asked) -> Reply:
        same = asked.headers.get("if-none-match") == '"v1"'
        return Reply(status=304) if same else Reply("words", headers={"ETag": '"v1"'})

    with a_site({"/a": page}) as site:
        fetcher = fetcher_on(site)
        again = fetcher.get(site.url("/a"), known=fetcher.get(site.url("/a")).validators)
        assert again.unchanged
        assert again.body == b""
        other = fetcher.get(site.url("/a"), known=Validators('"v0"'))
        assert other.body == b"words"


def test_every_request_says_honestly_who_asks_and_carries_nothing_else(fetcher_on: Fetching) -> None:
    with a_site({"/a": Reply("words", headers={"Set-Cookie": "seen=1"})}) as site:
        fetcher = fetcher_on(site)
        fetcher.get(site.url("/a"))
        fetcher.get(site.url("/a"))
    for asked in site.asked:
        assert asked.headers["user-agent"].startswith("agent-assist/")
        assert asked.headers["user-agent"].endswith(" (+care@example.com)")
        assert asked.headers["accept-encoding"] == "gzip, deflate"
        assert not {"cookie", "authorization", "referer"} & asked.headers.keys()


@pytest.mark.parametrize("contact", [None, "", "  ", "care@example.com\r\nX-Evil: 1", "büro@example.com"])
def test_nobody_is_asked_without_a_contact(tmp_path: Path, contact: str | None) -> None:
    web = a_web(tmp_path)
    web.contact = contact
    with pytest.raises(BadSource, match=r"source 'site' is on the web: set crawler\.contact"):
        web.fetcher(a_web_source("https://a.example/"))


def test_redirects_are_followed_and_the_last_address_is_told(fetcher_on: Fetching) -> None:
    pages = {"/a": moved("/b", 302), "/b": moved("/c?x=1#part", 308), "/c?x=1": html("here")}
    with a_site(pages) as site:
        assert fetcher_on(site).get(site.url("/a")).url == site.url("/c?x=1")


def test_a_redirect_may_be_written_in_utf_8(fetcher_on: Fetching) -> None:
    with a_site({"/a": moved("/ü".encode().decode("latin-1")), "/%C3%BC": html()}) as site:
        assert fetcher_on(site).get(site.url("/a")).url == site.url("/%C3%BC")


def test_ten_redirects_are_followed_and_no_more(fetcher_on: Fetching) -> None:
    pages = {f"/{n}": moved(f"/{n + 1}") for n in range(11)}
    with a_site({**pages, "/11": html("far")}) as site:
        fetcher = fetcher_on(site)
        assert fetcher.get(site.url("/1")).url == site.url("/11")
        with pytest.raises(Unfetchable, match="redirects more than 10 times"):
            fetcher.get(site.url("/0"))


@pytest.mark.parametrize("pages", [{"/a": moved("/a")}, {"/a": moved("/b"), "/b": moved("/a")}])
def test_redirects_in_a_circle_are_named(fetcher_on: Fetching, pages: dict[str, Reply]) -> None:
    with a_site(dict(pages)) as site:
        with pytest.raises(Unfetchable, match="go round in a circle, back to 'http://127"):
            fetcher_on(site).get(site.url("/a"))
        assert len(site.paths) == len(pages)


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("ftp://a.example/", "neither with http"),
        ("file:///etc/passwd", "neither with http"),
        ("http://me:pw@127.0.0.1/", "name or a password"),
        ("http://[::1", "no web address"),
    ],
)
def test_a_redirect_to_nowhere_is_named(fetcher_on: Fetching, location: str, why: str) -> None:
    with a_site({"/a": moved(location)}) as site, pytest.raises(Unfetchable, match=why):
        fetcher_on(site).get(site.url("/a"))


@pytest.mark.parametrize(
    ("status", "cause"),
    [(404, Cause.GONE), (410, Cause.GONE), (403, Cause.ANSWER), (401, Cause.ANSWER), (300, Cause.ANSWER)],
)
def test_other_answers_are_told_apart(fetcher_on: Fetching, status: int, cause: Cause) -> None:
    failing = a_site({"/a": Reply("x", status=status)})
    with failing as site, pytest.raises(Unfetchable, match=f"status {status}") as missed:
        fetcher_on(site).get(site.url("/a"))
    assert (missed.value.status, missed.value.cause, missed.value.gone) == (
        status,
        cause,
        cause is Cause.GONE,
    )
    assert len(site.paths) == 1


class Failing:
    """A page that fails so many times before it comes."""

    def __init__(self, times: int, reply: Reply) -> None:
        self.left, self.reply = times, reply

    def __call__(self, asked: Asked) -> Reply:
        self.left -= 1
        return self.reply if self.left >= 0 else html("at last")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 408])
def test_a_passing_trouble_is_waited_out_ever_longer(fetcher_on: Fetching, status: int) -> None:
    time = FakeTime()
    with a_site({"/a": Failing(3, Reply(status=status))}) as site:
        assert fetcher_on(site, time).get(site.url("/a")).status == 200
    assert time.waits == [1.0, 2.0, 4.0]


def test_a_lasting_trouble_is_given_up_and_named(fetcher_on: Fetching) -> None:
    failing = a_site({"/a": Failing(9, Reply(status=503))})
    with failing as site, pytest.raises(Unfetchable, match="status 503") as missed:
        fetcher_on(site).get(site.url("/a"))
    assert missed.value.status == 503
    assert len(site.paths) == 4


@pytest.mark.parametrize("written", ["30", format_datetime(NOON.replace(second=30), usegmt=True)])
def test_retry_after_is_kept_in_both_forms(fetcher_on: Fetching, written: str) -> None:
    time = FakeTime()
    with a_site({"/a": Failing(1, Reply(status=503, headers={"Retry-After": written}))}) as site:
        fetcher_on(site, time).get(site.url("/a"))
    assert time.waits == [30.0]


def test_a_host_that_wants_to_be_left_alone_for_long_is_left_alone(fetcher_on: Fetching) -> None:
    time = FakeTime()
    busy = Reply(status=429, headers={"Retry-After": "3600"})
    with a_site({"/a": busy, "/b": html()}) as site:
        fetcher = fetcher_on(site, time)
        with pytest.raises(Unfetchable, match=r"left alone for 3600 more seconds") as missed:
            fetcher.get(site.url("/a"))
        assert missed.value.status == 429
        with pytest.raises(Unfetchable, match="left alone for 3600"):
            fetcher.get(site.url("/b"))
        assert site.paths == ["/a"]
        time.now += 3600
        assert fetcher.get(site.url("/b")).status == 200


def test_a_connection_that_breaks_is_made_again(fetcher_on: Fetching) -> None:
    with a_site({"/a": Failing(2, Reply(b"half", headers={"Content-Length": "100"}))}) as site:
        assert b"at last" in fetcher_on(site).get(site.url("/a")).body
    assert len(site.paths) == 3


def test_a_server_that_is_not_there_is_named(fetcher_on: Fetching) -> None:
    with a_site() as site:
        pass
    with pytest.raises(Unfetchable, match=r"robots\.txt cannot be read: the connection failed") as missed:
        fetcher_on(site).get(site.url("/a"))
    assert missed.value.cause is Cause.SILENT


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_compressed_pages_are_unpacked(fetcher_on: Fetching, coding: str, pack: object) -> None:
    assert callable(pack)
    with a_site({"/a": Reply(pack(b"words" * 99), headers={"Content-Encoding": coding})}) as site:
        assert fetcher_on(site).get(site.url("/a")).body == b"words" * 99


def test_a_body_that_nobody_wants_is_not_taken(fetcher_on: Fetching) -> None:
    with a_site({"/a": Reply(bytes(2**20), type="video/mp4")}) as site:
        response = fetcher_on(site).step(site.url("/a"), wanted=lambda kind, _: kind != "video/mp4")
    assert (response.status, response.body) == (200, b"")


def test_an_unchanged_that_nobody_asked_for_is_an_odd_answer(fetcher_on: Fetching) -> None:
    with a_site({"/a": Reply(status=304)}) as site, pytest.raises(Unfetchable, match="nobody asked"):
        fetcher_on(site).get(site.url("/a"))


def test_closing_ends_what_is_under_way(fetcher_on: Fetching) -> None:
    reached, release = threading.Event(), threading.Event()

    def slow(asked: Asked) -> Reply:
        reached.set()
        release.wait(10)
        return html()

    with a_site({"/a": slow}) as site:
        fetcher = fetcher_on(site)
        with closing(fetcher):
            ended: list[str] = []
            asking = threading.Thread(target=_note_the_end, args=(fetcher, site.url("/a"), ended))
            asking.start()
            assert reached.wait(5)
        asking.join(0.4)  # the server would take longer
        assert not asking.is_alive()
        assert len(ended) == 1
        release.set()


def _note_the_end(fetcher: Fetcher, url: str, ended: list[str]) -> None:
    try:
        fetcher.get(url)
    except Unfetchable as error:
        ended.append(str(error))


def test_two_sources_on_one_host_share_its_pace(tmp_path: Path) -> None:
    time = FakeTime()
    with a_site(otherwise=html()) as site:
        web = a_web(tmp_path, time)
        for _ in range(2):
            with closing(web.fetcher(source_on(site, pause=3.0))) as fetcher:
                fetcher.get(site.url("/a"))
    assert time.waits == [3.0, 3.0, 3.0]
