"""Servers that mean us harm: every refusal has a name, and none takes long."""

import gzip
import ssl
import subprocess
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpcore
import pytest

from ingest.crawl.fetch import Fetcher
from ingest.crawl.web import Web
from ingest.errors import Cause, Unfetchable
from tests.ingest.crawl.conftest import Fetching
from tests.ingest.crawl.crawling import a_web, a_web_source, source_on
from tests.ingest.crawl.site import Asked, FakeTime, Internet, Reply, a_site, html, moved

PUBLIC = "8.8.8.8"
ELSEWHERE = {
    "http://127.0.0.1/": "loopback address 127.0.0.1",
    "http://127.0.0.1:22/": "loopback address 127.0.0.1",
    "http://2130706433/": "loopback address 127.0.0.1",
    "http://0x7f.1/": "loopback address 127.0.0.1",
    "http://0177.0.0.1/": "loopback address 127.0.0.1",
    "http://127.1/": "loopback address 127.0.0.1",
    "http://１２７.0.0.1/": "loopback address 127.0.0.1",
    "http://[::1]/": "loopback address ::1",
    "http://[::ffff:127.0.0.1]/": "loopback address ::ffff:127.0.0.1",
    "http://[::ffff:7f00:1]/": "loopback address ::ffff:127.0.0.1",
    "http://[64:ff9b::7f00:1]/": "loopback address 64:ff9b::7f00:1",
    "http://169.254.169.254/latest/meta-data/": "cloud metadata address 169.254.169.254",
    "http://[fd00:ec2::254]/": "cloud metadata address fd00:ec2::254",
    "http://10.0.0.1/": "private address 10.0.0.1",
    "http://0.0.0.0/": "unspecified address 0.0.0.0",
    "http://224.0.0.1/": "multicast address 224.0.0.1",
}


@pytest.mark.parametrize(("location", "why"), ELSEWHERE.items())
def test_a_redirect_to_a_private_address_is_refused(fetcher_on: Fetching, location: str, why: str) -> None:
    with a_site({"/a": moved(location.encode().decode("latin-1"), 302)}) as site:
        with pytest.raises(Unfetchable) as refused:
            fetcher_on(site).get(site.url("/a"))
        assert why in str(refused.value).replace("::ffff:7f00:1", "::ffff:127.0.0.1")
        assert refused.value.cause is Cause.REFUSED
        assert site.paths == ["/a"]


def test_a_trailing_dot_makes_no_allowed_host_of_a_name(tmp_path: Path) -> None:
    internet = Internet({"wiki.corp.": ["10.0.0.1"], "wiki.corp": ["10.0.0.1"]}, {})
    with (
        fetching(
            a_web(tmp_path, internet=internet), "http://wiki.corp/", private_hosts=("wiki.corp",)
        ) as asking,
        pytest.raises(Unfetchable, match="private address 10"),
    ):
        asking.get("http://wiki.corp./a")


def test_another_port_of_an_allowed_host_is_refused(fetcher_on: Fetching) -> None:
    with a_site({"/a": html()}) as other, a_site({"/a": moved(other.url("/a"))}) as site:
        with pytest.raises(Unfetchable, match="loopback"):
            fetcher_on(site).get(site.url("/a"))
        assert other.asked == []


def test_a_robots_txt_that_leads_to_a_private_address_is_refused(fetcher_on: Fetching) -> None:
    leading = a_site({"/robots.txt": moved("http://169.254.169.254/"), "/a": html()})
    with leading as site, pytest.raises(Unfetchable, match=r"robots\.txt cannot be read: .* cloud metadata"):
        fetcher_on(site).get(site.url("/a"))


class Rebinding(Internet):
    """A name with a public address the first time, and a private one whenever it is asked for again."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.resolved = 0

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.resolved += 1
        return [PUBLIC] if self.resolved == 1 else ["127.0.0.1"]


def test_a_name_that_changes_its_address_is_asked_where_it_was_checked(tmp_path: Path) -> None:
    with a_site({"/robots.txt": Reply(""), "/a": html("words")}) as site:
        internet = Rebinding({}, {PUBLIC: site})
        with fetching(a_web(tmp_path, internet=internet), "http://evil.example/") as fetcher:
            assert fetcher.get("http://evil.example/a").status == 200
        assert (internet.resolved, internet.connected) == (1, [PUBLIC])


def test_its_next_connection_is_checked_too(tmp_path: Path) -> None:
    hang_up = Reply("", headers={"Connection": "close"})
    with a_site({"/robots.txt": hang_up, "/a": html("words")}) as site:
        internet = Rebinding({}, {PUBLIC: site, "127.0.0.1": site})
        with (
            fetching(a_web(tmp_path, internet=internet), "http://evil.example/") as fetcher,
            pytest.raises(Unfetchable, match=r"'evil\.example' has the loopback"),
        ):
            fetcher.get("http://evil.example/a")
        assert internet.connected == [PUBLIC]


def fetching(web: Web, location: str, **crawl: Any) -> "closing[Fetcher]":
    return closing(web.fetcher(a_web_source(location, **crawl)))


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(bytes(60 * 2**20))),
        ("deflate", zlib.compress(bytes(60 * 2**20))),
    ],
)
def test_a_decompression_bomb_is_named(fetcher_on: Fetching, coding: str, body: bytes) -> None:
    with a_site({"/a": Reply(body, headers={"Content-Encoding": coding})}) as site:
        with pytest.raises(Unfetchable, match="decompression bomb"):
            fetcher_on(site).get(site.url("/a"))
        assert site.paths == ["/a"]


def test_a_bomb_in_a_bomb_is_not_opened(fetcher_on: Fetching) -> None:
    body = gzip.compress(gzip.compress(bytes(60 * 2**20)))
    twice = a_site({"/a": Reply(body, headers={"Content-Encoding": "gzip, gzip"})})
    with twice as site, pytest.raises(Unfetchable, match="'gzip, gzip', which was not asked for"):
        fetcher_on(site).get(site.url("/a"))


def endless(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


def test_an_endless_page_ends_at_its_most(fetcher_on: Fetching) -> None:
    large = a_site({"/a": lambda _: Reply(endless(b"<p>words</p>" * 9000))})
    with large as site, pytest.raises(Unfetchable, match="more than 20 MB"):
        fetcher_on(site).get(site.url("/a"))


def test_a_page_that_says_it_is_too_large_is_not_begun(fetcher_on: Fetching) -> None:
    large = Reply(iter([b"x"]), headers={"Content-Length": str(10**10)}, type="application/pdf")
    with a_site({"/a": large}) as site, pytest.raises(Unfetchable, match="more than the 50 MB for its kind"):
        fetcher_on(site).get(site.url("/a"))


def test_a_page_that_drips_for_ever_is_given_up(fetcher_on: Fetching) -> None:
    time = FakeTime()

    def dripping(asked: Asked) -> Reply:
        def drops() -> Iterator[bytes]:
            for _ in range(100):
                time.now += 0.4  # within the patience for one piece
                yield b"x"
                threading.Event().wait(0.01)

        return Reply(drops())

    slow = a_site({"/robots.txt": Reply(""), "/a": dripping})
    with slow as site, pytest.raises(Unfetchable, match="not whole after 1 seconds") as given_up:
        fetcher_on(site, time).get(site.url("/a"))
    assert given_up.value.cause is Cause.REFUSED
    assert len(site.paths) == 1


def test_a_server_that_says_nothing_is_given_up(tmp_path: Path) -> None:
    release = threading.Event()

    def silent(asked: Asked) -> Reply:
        release.wait(5)
        return html()

    web = a_web(tmp_path)
    web.patience = type(web.patience)(connect=1, read=0.02, whole=1)
    with a_site({"/robots.txt": Reply(""), "/a": silent}) as site:
        with closing(web.fetcher(source_on(site))) as fetcher, pytest.raises(Unfetchable, match="too long"):
            fetcher.get(site.url("/a"))
        release.set()


@pytest.mark.parametrize(
    "headers", [{"X": "y" * 200_000}, {f"X-{n}": "y" * 900 for n in range(200)}, {"Content-Length": "-1"}]
)
def test_headers_out_of_all_measure_are_named(fetcher_on: Fetching, headers: dict[str, str]) -> None:
    odd = a_site({"/a": Reply(iter([b"x"]), headers=headers)})
    with odd as site, pytest.raises(Unfetchable, match="the connection failed"):
        fetcher_on(site).get(site.url("/a"))


class Handshake(httpcore.MockStream):
    """A stream that notes for whom TLS is begun."""

    def __init__(self) -> None:
        super().__init__([b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"])
        self.context: ssl.SSLContext | None = None
        self.host: str | None = None

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self.context, self.host = ssl_context, server_hostname
        return self


class Tls(httpcore.NetworkBackend):
    def __init__(self) -> None:
        self.stream, self.connected = Handshake(), ""

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        self.connected = f"{host}:{port}"
        return self.stream


def test_tls_still_verifies_the_name_of_the_host(tmp_path: Path) -> None:
    web, backend = a_web(tmp_path), Tls()
    web.resolve, web.backend = lambda *_: [PUBLIC], backend
    with fetching(web, "https://a.example/") as fetcher:
        fetcher.robots("https://a.example/")
    assert (backend.connected, backend.stream.host) == (f"{PUBLIC}:443", "a.example")
    assert backend.stream.context is not None
    assert backend.stream.context.check_hostname
    assert backend.stream.context.verify_mode is ssl.CERT_REQUIRED


def test_a_certificate_that_nobody_vouches_for_is_named(tmp_path: Path) -> None:
    command = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout key.pem -out cert.pem"
    made = subprocess.run(command.split(), capture_output=True, check=False, cwd=tmp_path)
    if made.returncode:
        pytest.skip("openssl is needed to make a certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with a_site({"/a": html()}) as site:
        site.speak_tls(context)
        with (
            fetching(a_web(tmp_path), "https://a.example/", private_hosts=("127.0.0.1",)) as fetcher,
            pytest.raises(Unfetchable, match="certificate is not good: self-signed") as refused,
        ):
            fetcher.get(f"https://{site.host}/a")
        assert refused.value.cause is Cause.REFUSED
        assert site.asked == []
