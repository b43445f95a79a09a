"""A web site on the loopback interface that remembers what it was asked, and an internet of names that leads to it."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore


@dataclass(frozen=True)
class Reply:
    """What a site answers. Parts are sent one by one, with whatever happens between them."""

    body: bytes | str | Iterator[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    type: str = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]  # names in lower case


Page = Reply | Callable[[Asked], Reply]


def moved(to: str, status: int = 301) -> Reply:
    return Reply(status=status, headers={"Location": to})


def html(body: str = "", *links: str, head: str = "", title: str = "A page") -> Reply:
    """A page of some words and links."""
    anchors = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    return Reply(f"<html><head><title>{title}</title>{head}</head><body><p>{body}</p>{anchors}</body></html>")


class Site:
    """Pages by path with query; what is not there is answered by `otherwise`, and a robots.txt with 404."""

    def __init__(self, pages: Mapping[str, Page] | None = None, *, otherwise: Page | None = None) -> None:
        self.pages: dict[str, Page] = dict(pages or {})
        self.otherwise = otherwise
        self.asked: list[Asked] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> "Site":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """From now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        page = self.pages.get(asked.path, None if asked.path == "/robots.txt" else self.otherwise)
        if page is None:
            return Reply("<p>not here</p>", status=404)
        return page if isinstance(page, Reply) else page(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that hangs up in the middle is what is tested."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.site.answer(Asked(self.path, headers))
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        if reply.status != 304:
            self.send_header("Content-Type", reply.type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if isinstance(body, bytes):
            self.send_header("Content-Length", str(len(body) if reply.status != 304 else 0))
            self.end_headers()
            self.wfile.write(body if reply.status != 304 else b"")
        else:
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for part in body:
                self.wfile.write(part)
                self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was asked is remembered."""


class Internet(httpcore.NetworkBackend):
    """Names and public addresses that lead to sites on this machine; every connection is remembered."""

    def __init__(self, names: Mapping[str, Sequence[str]], sites: Mapping[str, Site]) -> None:
        self.names, self.sites = dict(names), dict(sites)
        self.connected: list[str] = []
        self._real = httpcore.SyncBackend()

    def resolve(self, host: str, port: int) -> Sequence[str]:
        if host not in self.names:
            raise OSError("no such name")
        return self.names[host]

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        self.connected.append(host)
        if host not in self.sites:
            raise httpcore.ConnectError(f"nobody listens at {host}")
        return self._real.connect_tcp("127.0.0.1", self.sites[host].port, *args, **kwargs)


class FakeTime:
    """Seconds that pass only while somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def seconds(self) -> float:
        return self.now

    def wait(self, event: threading.Event, seconds: float) -> bool:
        with self._lock:
            self.waits.append(round(seconds, 3))
            self.now += seconds
        return event.is_set()


@contextmanager
def a_site(pages: Mapping[str, Page] | None = None, *, otherwise: Page | None = None) -> Iterator[Site]:
    with Site(pages, otherwise=otherwise) as site:
        yield site
