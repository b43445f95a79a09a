"""Stands between the bot and the emulator: keeps every payload, takes answers to response_urls, and says 429."""

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Json = dict[str, Any]


@dataclass
class Edge:
    """Give the bot `url + "/api/"` as Slack's address."""

    emulator: str
    calls: list[tuple[str, Json]] = field(default_factory=list)  # what the bot asked of the web API
    responses: list[Json] = field(default_factory=list)  # what it posted to response_urls
    _failures: deque[tuple[str, int]] = field(default_factory=deque)

    def fail_next(self, method: str, status: int, times: int = 1) -> None:
        """The next calls of a method meet this status: 429 with a second to wait, 500 with nothing."""
        self._failures.extend([(method, status)] * times)

    def payloads(self, *methods: str) -> list[Json]:
        """What was sent to these methods."""
        return [payload for method, payload in self.calls if method in methods]

    def app(self) -> Starlette:
        """For `serving`."""
        return Starlette(
            routes=[
                Route("/api/{method}", self._call, methods=["POST", "GET"]),
                Route("/response", self._response, methods=["POST"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        method, body = request.path_params["method"], await request.body()
        self.calls.append((method, _payload(request, body)))
        if self._failures and self._failures[0][0] == method:
            _, status = self._failures.popleft()
            return JSONResponse({"ok": False, "error": "ratelimited"}, status, headers={"Retry-After": "1"})
        kept = ("authorization", "content-type")
        headers = {name: value for name, value in request.headers.items() if name in kept}
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{self.emulator}/api/{method}", content=body, headers=headers)
        return Response(answer.content, answer.status_code, media_type="application/json")

    async def _response(self, request: Request) -> Response:
        self.responses.append(await request.json())
        return Response("ok")


def _payload(request: Request, body: bytes) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        payload: Json = json.loads(body or b"{}")
        return payload
    return {key: _value(value) for key, value in parse_qsl(body.decode())}


def _value(text: str) -> object:
    return json.loads(text) if text[:1] in "[{" else text
