"""What the door to a channel says of a request that went wrong: surely not taken, or nobody knows."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import httpx
import pytest

from bots.errors import Unanswered, Unreachable
from bots.exchange import Call, Exchange

POST = Call("POST", "/2/tweets", {}, body={"text": "hi"})
Answering = Callable[[socket.socket], None]


@contextmanager
def a_server(answer: Answering) -> Iterator[tuple[str, list[bytes]]]:
    """One that reads each request whole and then does what it is told; gives its address and what it read."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                heard.append(_request(connection))
                answer(connection)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def _request(connection: socket.socket) -> bytes:
    heard = b""
    while b"\r\n\r\n" not in heard:
        heard += connection.recv(65536)
    head, _, body = heard.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def cut(connection: socket.socket) -> None:
    """A reset, as when a cable is pulled."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang_up(connection: socket.socket) -> None:
    """An end without an answer."""


def say_half(connection: socket.socket) -> None:
    connection.sendall(b'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"data":')


def say_nothing(connection: socket.socket) -> None:
    time.sleep(0.4)


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 201 Created\r\n\r\n")
    for _ in range(20):
        time.sleep(0.05)
        try:
            connection.sendall(b" ")
        except OSError:
            return


def say_rubbish(connection: socket.socket) -> None:
    connection.sendall(b"\x00\x01 this is no HTTP\r\n\r\n")


@pytest.mark.slow
@pytest.mark.parametrize("answer", [cut, hang_up, say_half, say_nothing, drip, say_rubbish])
def test_nobody_knows_what_became_of_a_post_whose_answer_was_lost(answer: Answering) -> None:
    with a_server(answer) as (address, heard):
        exchange = Exchange(address, "X", patience=0.2, longest=0.3)
        with pytest.raises(Unanswered):
            exchange.ask(POST)
        exchange.close()
    assert [request.endswith(b'{"text":"hi"}') for request in heard] == [
        True
    ]  # X had it, and it was sent once


@pytest.mark.slow
def test_a_post_whose_handshake_failed_was_surely_not_taken() -> None:
    with a_server_of_bytes(b"I speak no TLS\r\n") as port, pytest.raises(Unreachable):
        Exchange(f"https://127.0.0.1:{port}", "X").ask(POST)


@contextmanager
def a_server_of_bytes(said: bytes) -> Iterator[int]:
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(said)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    thread.join(5)
    listening.close()


def over(answer: httpx.Response | Exception) -> Exchange:
    """An exchange over a wire of which every request gets this."""

    def respond(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Exchange("https://api.x.example", "X", transport=httpx.MockTransport(respond))


@pytest.mark.parametrize(
    "error",
    [httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.PoolTimeout("no"), httpx.ProxyError("no")],
)
def test_what_never_left_was_surely_not_taken(error: Exception) -> None:
    with pytest.raises(Unreachable, match="/2/tweets"):
        over(error).ask(POST)


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadTimeout("no"),
        httpx.ReadError("no"),
        httpx.WriteError("no"),
        httpx.WriteTimeout("no"),
        httpx.RemoteProtocolError("no"),
    ],
)
def test_what_left_may_have_been_taken(error: Exception) -> None:
    with pytest.raises(Unanswered, match="POST /2/tweets"):
        over(error).ask(POST)


def test_the_lines_of_a_stream_end_where_x_ends_them() -> None:
    said = '{"text":"one\u2028line"}\r\n\r\n{"n":2}\n{"cut'
    with over(httpx.Response(200, text=said)).lines(Call("GET", "/2/activity/stream", {})) as (_, lines):
        assert list(lines) == ['{"text":"one\u2028line"}', "", '{"n":2}']


def test_a_line_without_end_ends_the_stream() -> None:
    endless = over(httpx.Response(200, content=b"x" * 1_000_001))
    with (
        pytest.raises(Unanswered, match="does not end"),
        endless.lines(Call("GET", "/2/a", {})) as (_, lines),
    ):
        list(lines)
