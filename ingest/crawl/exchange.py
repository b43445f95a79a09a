"""One request and its answer, to checked addresses only. The only module that knows httpcore."""

import socket
import ssl
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
from httpcore import NetworkBackend, SyncBackend

from ingest.crawl.addresses import Resolve, permitted
from ingest.crawl.urls import DEFAULT_PORTS
from ingest.errors import Cause, Unfetchable

__all__ = ["Answer", "Exchange", "NetworkBackend", "Patience", "SyncBackend"]

_MOST_ADDRESSES = 3  # of one host that are tried


@dataclass(frozen=True)
class Patience:
    """Seconds to wait for a server. `whole` counts from a request's last byte to its answer's last byte."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 120.0


@dataclass(frozen=True)
class Answer:
    """What a server says. Names of headers are in lower case; the chunks are as they were sent."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


class Exchange:
    """Connections that are kept, to hosts that may be asked."""

    def __init__(
        self,
        resolve: Resolve,
        private_hosts: Collection[str],
        backend: httpcore.NetworkBackend,
        seconds: Callable[[], float],
        patience: Patience,
    ) -> None:
        self._patience = patience
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=32,
            keepalive_expiry=30.0,
            network_backend=_Checked(resolve, private_hosts, backend, seconds, patience.whole),
        )

    @contextmanager
    def ask(self, address: str, headers: Mapping[str, str]) -> Iterator[Answer]:
        """GETs a cleaned address. Raises Unfetchable, also while the chunks are taken."""
        timeout = {
            "connect": self._patience.connect,
            "read": self._patience.read,
            "write": self._patience.read,
        }
        sent = [(name, value.encode("latin-1")) for name, value in headers.items()]
        url, host = _url(address)
        try:
            with self._pool.stream(
                "GET", url, headers=[("Host", host), *sent], extensions={"timeout": timeout}
            ) as response:
                yield Answer(response.status, _joined(response.headers), response.iter_stream())
        except httpcore.TimeoutException as error:
            raise Unfetchable("the server took too long to answer", cause=Cause.SILENT) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _translated(error) from error

    def close(self) -> None:
        """Ends what is under way, too."""
        self._pool.close()


def _url(address: str) -> tuple[httpcore.URL, bytes]:
    """Taken apart here: httpcore would drop what follows a ";" in the path, and the brackets of IPv6 in Host."""
    parts = urlsplit(address)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    url = httpcore.URL(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or DEFAULT_PORTS[parts.scheme],
        target=target,
    )
    return url, parts.netloc.encode("ascii")


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """By name in lower case; the values of one that comes several times are joined by commas (RFC 9110 5.3)."""
    joined: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _translated(error: httpcore.NetworkError | httpcore.ProtocolError) -> Unfetchable:
    reason = error.args[0] if error.args else None
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Unfetchable(f"the server's certificate is not good: {reason.verify_message}")
    return Unfetchable(f"the connection failed: {error}", cause=Cause.SILENT)


class _Checked(httpcore.NetworkBackend):
    """Resolves a host once, refuses private addresses and connects to exactly what was checked.

    TLS still verifies the host's name: httpcore hands it to the stream.
    """

    def __init__(
        self,
        resolve: Resolve,
        private_hosts: Collection[str],
        inner: httpcore.NetworkBackend,
        seconds: Callable[[], float],
        whole: float,
    ) -> None:
        self._resolve, self._private_hosts, self._inner = resolve, private_hosts, inner
        self._seconds, self._whole = seconds, whole

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception = httpcore.ConnectError(f"host {host!r} has no address")
        for address in permitted(host, port, self._resolve, self._private_hosts)[:_MOST_ADDRESSES]:
            try:
                stream = self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Timed(stream, self._seconds, self._whole)
        raise failed


class _Timed(httpcore.NetworkStream):
    """A stream whose answer has to be whole some time after its request, however slowly it drips."""

    def __init__(self, inner: httpcore.NetworkStream, seconds: Callable[[], float], whole: float) -> None:
        self._inner, self._seconds, self._whole = inner, seconds, whole
        self._until = seconds() + whole

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._until - self._seconds()
        if left <= 0:
            raise Unfetchable(f"the answer was not whole after {self._whole:.0f} seconds")
        return self._inner.read(max_bytes, left if timeout is None else min(timeout, left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout)
        self._until = self._seconds() + self._whole

    def close(self) -> None:
        sock = self._inner.get_extra_info("socket")
        if isinstance(sock, socket.socket):
            _wake(sock)
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(
            self._inner.start_tls(ssl_context, server_hostname, timeout), self._seconds, self._whole
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _wake(sock: socket.socket) -> None:
    """Ends a read that another thread waits in; closing alone would leave it waiting."""
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was first
