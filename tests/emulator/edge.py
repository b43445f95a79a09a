"""Stands between the bot and the emulator: keeps every payload, adds what the emulator lacks, and says 429."""

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bots.slack.manifest import SCOPES
from tests.emulator.faults import Faults
from tests.emulator.response_urls import ResponseUrls
from tests.emulator.slack import Slack

Json = dict[str, Any]


@dataclass
class Edge:
    """Give the bot `url + "/api/"` as Slack's address."""

    slack: Slack
    calls: list[tuple[str, Json]] = field(default_factory=list)  # what the bot asked of the web API
    responses: list[Json] = field(default_factory=list)  # what it posted to response_urls
    scopes: tuple[str, ...] = tuple(SCOPES)  # granted to the bot, as Slack says with each answer
    faults: Faults | None = None  # what happens to calls when Slack is in trouble
    _failures: deque[tuple[str, int]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._additions = self.slack.additions()
        self._response_urls = ResponseUrls(self.slack.ask)

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
                Route("/response/{path:path}", self._response, methods=["POST"]),
                Route("/files-pri/{path:path}", self._file, methods=["GET"]),
            ]
        )

    async def _call(self, request: Request) -> Response:
        method, body = request.path_params["method"], await request.body()
        payload = _payload(request, body)
        self.calls.append((method, payload))
        if self._failures and self._failures[0][0] == method:
            _, status = self._failures.popleft()
            return JSONResponse({"ok": False, "error": "ratelimited"}, status, headers={"Retry-After": "1"})
        if self.faults is not None:
            return await self.faults.around(lambda: self._answer(request, method, payload, body))
        return await self._answer(request, method, payload, body)

    async def _answer(self, request: Request, method: str, payload: Json, body: bytes) -> Response:
        if method in self._additions:
            added = await run_in_threadpool(self._added, method, payload)
            return JSONResponse(added, headers=self._granted)
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"{self.slack.url}/api/{method}", content=body, headers=_kept(request))
        here = self.slack.moved(answer.text, str(request.base_url).rstrip("/"))
        return Response(here, answer.status_code, media_type="application/json", headers=self._granted)

    def _added(self, method: str, payload: Json) -> Json:
        scope, addition = self._additions[method]
        if scope not in self.scopes:
            provided = ",".join(self.scopes)
            return {"ok": False, "error": "missing_scope", "needed": scope, "provided": provided}
        return addition(payload)

    @property
    def _granted(self) -> dict[str, str]:
        return {"x-oauth-scopes": ",".join(self.scopes)}

    async def _file(self, request: Request) -> Response:
        """A download; as everywhere, the emulator looks at the token and its scopes."""
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"{self.slack.url}{request.url.path}", headers=_kept(request))
        kind = answer.headers.get("content-type")
        return Response(answer.content, answer.status_code, media_type=kind)

    async def _response(self, request: Request) -> Response:
        said = await request.json()
        self.responses.append(said)
        path = request.path_params["path"]
        status, answer = await run_in_threadpool(self._response_urls.answered, path, said)
        return JSONResponse(answer, status)


def _kept(request: Request) -> dict[str, str]:
    kept = ("authorization", "content-type")
    return {name: value for name, value in request.headers.items() if name in kept}


def _payload(request: Request, body: bytes) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        payload: Json = json.loads(body or b"{}")
        return payload
    return {key: _value(value) for key, value in parse_qsl(body.decode())}


def _value(text: str) -> object:
    return json.loads(text) if text[:1] in ("[", "{") else text
