"""One request to a channel's server and its answer: to the address of the settings alone, and never twice."""

import json
import logging
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

from bots.errors import Unanswered, Unreachable

_PATH = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+")
_PATIENCE = 20.0  # seconds without a byte of the answer
_BETWEEN_LINES = 60.0  # seconds without a byte of a stream
_LONGEST = 30.0  # seconds for a whole answer, less than the lease of a reply that is being sent
_MOST = 16_000_000  # bytes of an answer
_LONGEST_LINE = 1_000_000  # bytes of one line of a stream
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


@dataclass(frozen=True)
class Call:
    """A request; `body` is sent as JSON, `form` as a form: one of them at most.

    A value of `params` may be a list, sent as often as it is long.
    """

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str | int | list[str]] = field(default_factory=dict)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Answer:
    """What came back, whatever the status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def fine(self) -> bool:
        """True when the server did what it was asked."""
        return httpx.codes.is_success(self.status)

    def json(self) -> Any:
        """What the body says; None when it is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


class Exchange:
    """Connections to one server. Threads may share it. It follows no redirect and tries nothing twice."""

    def __init__(
        self,
        base_url: str,
        server: str,
        *,
        patience: float = _PATIENCE,
        longest: float = _LONGEST,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`server` is its name in messages; `patience` and `longest`, in seconds, are for a byte and for all of it.

        Raises ValueError unless `base_url` is https, or http on this machine.
        """
        # It writes whole addresses, and a token may be in one.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._server = server
        self._longest = longest
        address = checked_address(base_url)
        self._reading = _client(address, patience, transport, kept=5)
        # An idle connection may be cut while a reply goes into it, and nobody would know whether it was taken.
        self._writing = _client(address, patience, transport, kept=0)

    def ask(self, call: Call) -> Answer:
        """Raises Unreachable (it never left) and Unanswered (it left, and nobody knows)."""
        client = self._reading if call.method == "GET" else self._writing
        with self._sent(client, call) as response:
            return self._answer(response)

    @contextmanager
    def lines(self, call: Call) -> Iterator[tuple[Answer, Iterator[str]]]:
        """The answer and its lines as they come, empty ones too; of an answer that is not fine there are none.

        Raises Unreachable and Unanswered, also while the lines are read.
        """
        with self._sent(self._reading, call, _BETWEEN_LINES) as response:
            if response.is_success:
                yield Answer(response.status_code, dict(response.headers), b""), self._lines(response)
            else:
                yield self._answer(response), iter(())

    def close(self) -> None:
        """Let go of the connections."""
        self._reading.close()
        self._writing.close()

    @contextmanager
    def _sent(
        self, client: httpx.Client, call: Call, patience: float | None = None
    ) -> Iterator[httpx.Response]:
        if not _PATH.fullmatch(call.path):  # ids of posts and people stand in it, and they come from outside
            raise ValueError(f"{call.path!r} is no path; ids in it are letters, digits, '_', '-' and '.'")
        try:
            with client.stream(
                call.method,
                call.path,
                params={name: _plain(value) for name, value in call.params.items()},
                json=call.body,
                data=call.form,
                headers=dict(call.headers),
                timeout=_timeout(patience) if patience else httpx.USE_CLIENT_DEFAULT,
            ) as response:
                yield response
        except httpx.LocalProtocolError:  # its message may quote the token
            raise Unreachable(
                f"the request to {call.path} cannot be sent: a header of it is broken"
            ) from None
        except _NEVER_LEFT as error:
            said = str(error) or type(error).__name__
            raise Unreachable(f"{self._server} cannot be reached for {call.path}: {said}") from error
        except httpx.RequestError as error:
            said = str(error) or type(error).__name__
            raise Unanswered(
                f"{self._server} gave no answer to {call.method} {call.path} that can be read: {said}"
            ) from error

    def _answer(self, response: httpx.Response) -> Answer:
        return Answer(response.status_code, dict(response.headers), self._whole(response))

    def _lines(self, response: httpx.Response) -> Iterator[str]:
        """Lines end with \\n alone: JSON may hold what Python's splitlines takes for an end, such as U+2028."""
        rest = b""
        for chunk in response.iter_bytes():
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                yield line.decode(errors="replace").rstrip("\r")
            if len(rest) > _LONGEST_LINE:
                raise Unanswered(f"a line of {self._server}'s stream does not end ({len(rest)} bytes so far)")

    def _whole(self, response: httpx.Response) -> bytes:
        """The body; a server that drips it for ever, or sends without end, is not waited for."""
        body, began = bytearray(), time.monotonic()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > _MOST or time.monotonic() - began > self._longest:
                raise Unanswered(f"{self._server}'s answer does not end ({len(body)} bytes so far)")
        return bytes(body)


def words(said: object) -> str:
    """A server's own words for a message of ours: cut short and without controls."""
    return "".join(one for one in str(said or "no reason given") if one.isprintable())[:200]


def checked_address(base_url: str) -> str:
    """The address without a slash at its end. Raises ValueError unless it is https, or http on this machine."""
    parts = urlsplit(base_url)
    bare = bool(parts.hostname) and not (parts.username or parts.query or parts.fragment)
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    if not (bare and safe and parts.path in {"", "/"}):
        raise ValueError(f"{base_url!r} is no address of a server; use https://..., or http on this machine")
    return base_url.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _client(
    address: str, patience: float, transport: httpx.BaseTransport | None, *, kept: int
) -> httpx.Client:
    return httpx.Client(
        base_url=address,
        follow_redirects=False,
        timeout=_timeout(patience),
        transport=transport,
        limits=httpx.Limits(max_connections=20, max_keepalive_connections=kept, keepalive_expiry=30),
        trust_env=address.startswith("https:"),  # a company's proxy is not asked for this very machine
    )


def _timeout(patience: float) -> httpx.Timeout:
    return httpx.Timeout(connect=5, write=10, read=patience, pool=5)


def _plain(value: str | int | list[str]) -> str | list[str]:
    return value if isinstance(value, list) else str(value)
