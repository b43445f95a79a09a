"""A server that speaks OpenAI's chat API over real HTTP and answers what was recorded, whole or as a stream."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.emulator.serving import serving


@dataclass(frozen=True)
class Recorded:
    """One answer. With `status` other than 200 it is an error; `dropped`: the connection ends in its middle."""

    text: str = ""
    finish: str = "stop"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    refusal: str = ""  # in OpenAI's own field for it
    chatting: bool = False  # in words even though a tool was to be called
    pause_seconds: float = 0.0  # before each piece
    keeping_alive: bool = False  # comment lines for two seconds, and nothing else
    dropped: bool = False
    billed: bool = True


class OpenAIServer:
    """Answers each request with the next recorded answer and remembers what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[Recorded] = []
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []

    def app(self) -> Starlette:
        """To be served."""
        return Starlette(routes=[Route("/v1/chat/completions", self._complete, methods=["POST"])])

    def records(self, *answers: Recorded) -> None:
        """Forgets what was, and answers these from now on."""
        self.answers, self.requests, self.keys = list(answers), [], []

    async def _complete(self, request: Request) -> Response:
        body = await request.json()
        self.requests.append(body)
        self.keys.append(request.headers.get("authorization", "").removeprefix("Bearer "))
        if not self.answers:
            return JSONResponse({"error": {"message": "nothing more is recorded"}}, 400)
        answer = self.answers.pop(0)
        if answer.status != 200:
            message = f"recorded failure {answer.status} {answer.text}"
            said = {"error": {"message": message, "type": "server_error"}}
            return JSONResponse(said, answer.status, headers=dict(answer.headers))
        return StreamingResponse(_events(answer, body), media_type="text/event-stream")


async def _events(answer: Recorded, body: Mapping[str, Any]) -> AsyncIterator[str]:
    for _ in range(100 * answer.keeping_alive):
        yield ": busy\n\n"
        await asyncio.sleep(0.02)
    called = body["tools"][0]["function"]["name"] if body.get("tools") and not answer.chatting else None
    yield _event(_delta({"role": "assistant", "content": None if called else ""}))
    if answer.refusal:
        yield _event(_delta({"refusal": answer.refusal}))
    for number, piece in enumerate(_cut(answer.text)):
        await asyncio.sleep(answer.pause_seconds)
        yield _event(_delta(_said(piece, called, first=number == 0)))
        if answer.dropped:
            raise ConnectionResetError("as recorded")
    yield _event(_delta({}, "tool_calls" if called and answer.finish == "stop" else answer.finish))
    if answer.billed and body.get("stream_options", {}).get("include_usage"):
        used = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
        yield _event({**_chunk(), "choices": [], "usage": used})
    yield "data: [DONE]\n\n"


def _cut(text: str, size: int = 12) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def _said(piece: str, called: str | None, *, first: bool) -> dict[str, object]:
    if called is None:
        return {"content": piece}
    function = {"name": called, "arguments": piece} if first else {"arguments": piece}
    call = {"index": 0, "function": function} | ({"id": "call-1", "type": "function"} if first else {})
    return {"tool_calls": [call]}


def _delta(delta: Mapping[str, object], finish: str | None = None) -> dict[str, object]:
    return {**_chunk(), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _chunk() -> dict[str, object]:
    return {"id": "chat-1", "object": "chat.completion.chunk", "created": 1, "model": "recorded"}


def _event(value: Mapping[str, object]) -> str:
    return f"data: {json.dumps(value)}\n\n"


@contextmanager
def openai_server() -> Iterator[OpenAIServer]:
    """One on a port of 127.0.0.1."""
    server = OpenAIServer()
    with serving(server.app()) as address:
        server.url = f"{address}/v1"
        yield server
