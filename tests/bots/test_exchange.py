"""The door to a channel's server."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bots.errors import Unanswered, Unreachable
from bots.exchange import Answer, Call, Exchange, checked_address, words
from tests.emulator.serving import free_port, serving


def ask(address: str, call: Call, **options: Any) -> Answer:
    with closing(Exchange(address, "Social", **options)) as exchange:
        return exchange.ask(call)


@pytest.mark.parametrize(
    "address",
    [
        "http://social.example",
        "ftp://social.example",
        "https://user:pass@social.example",
        "https://social.example/api",
        "https://social.example?x=1",
        "social.example",
        "",
    ],
)
def test_only_https_or_this_machine_is_spoken_to(address: str) -> None:
    with pytest.raises(ValueError):
        checked_address(address)


@pytest.mark.parametrize(
    "address", ["https://social.example/", "http://127.0.0.1:8080", "http://localhost:1"]
)
def test_an_address_loses_nothing_but_its_slash(address: str) -> None:
    assert checked_address(address) == address.rstrip("/")


@pytest.mark.parametrize("path", ["/api/../admin", "//evil.example", "/a b", "/a?x=1", "a", "/%2e%2e", "/a/"])
def test_an_id_cannot_lead_elsewhere(path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        ask("https://social.example", Call("GET", path))


def test_nobody_there_took_nothing() -> None:
    with pytest.raises(Unreachable, match="Social cannot be reached"):
        ask(f"http://127.0.0.1:{free_port()}", Call("POST", "/post", body={}))


def test_a_header_that_cannot_be_sent_is_not_quoted() -> None:
    call = Call("POST", "/post", headers={"Authorization": "Bearer secret\nX: 1"}, body={})
    with pytest.raises(Unreachable) as refused:
        ask(f"http://127.0.0.1:{free_port()}", call)
    assert "secret" not in f"{refused.value!r} {refused.value.__cause__} {call!r}"


def test_a_servers_words_are_cut_short_and_clean() -> None:
    assert words("no\x1b[31m\n way" + "!" * 500).startswith("no[31m way!!!")
    assert len(words("!" * 500)) == 200
    assert words(None) == "no reason given"


async def _drip() -> AsyncIterator[bytes]:
    while True:
        yield b"x"
        await asyncio.sleep(0.01)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    async def here(request: Request) -> Response:
        return JSONResponse({"got": request.query_params.multi_items()})

    async def away(request: Request) -> Response:
        return RedirectResponse("https://evil.example")

    async def drips(request: Request) -> Response:
        return StreamingResponse(_drip())

    routes = [
        Route("/here", here, methods=["GET", "POST"]),
        Route("/away", away),
        Route("/drips", drips, methods=["POST"]),
    ]
    with serving(Starlette(routes=routes)) as url:
        yield url


@pytest.mark.slow
def test_a_redirect_is_not_followed(server: str) -> None:
    answer = ask(server, Call("GET", "/away"))
    assert (answer.status, answer.fine) == (307, False)


@pytest.mark.slow
def test_what_may_be_said_often_is_said_often(server: str) -> None:
    answer = ask(server, Call("GET", "/here", params={"id[]": ["1", "2"], "n": 3}))
    assert answer.json() == {"got": [["id[]", "1"], ["id[]", "2"], ["n", "3"]]}


@pytest.mark.slow
def test_an_answer_without_end_is_not_waited_for(server: str) -> None:
    with pytest.raises(Unanswered, match="does not end"):
        ask(server, Call("POST", "/drips", body={}), longest=0.1)


@pytest.mark.slow
def test_addresses_are_not_logged(server: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ask(server, Call("GET", "/here", params={"token": "secret"}))
    assert "secret" not in caplog.text


@pytest.mark.slow
def test_a_server_that_says_nothing_leaves_it_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unanswered, match="no answer"):
            ask(address, Call("POST", "/post", body={}), patience=0.2)


@pytest.mark.slow
def test_the_companys_proxy_is_not_asked_for_this_very_machine(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    assert ask(server, Call("GET", "/here")).fine
