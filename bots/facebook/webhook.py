"""What Facebook calls: it is proven by its signature and stored before it is answered, and read later."""

import hmac
import json
from datetime import datetime
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bots.bodies import whole_body
from bots.facebook.events import events_in
from desk.ports import Clock

PATH = "/facebook/webhook"
MAX_BODY = 1_000_000  # bytes; Facebook tells of 1000 events at most in a call


class Store(Protocol):
    """Where events wait to be read."""

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        """False when it was seen before."""


class Webhook:
    """The calls for one page (developers.facebook.com/docs/graph-api/webhooks/getting-started, read 2026-11-22)."""

    def __init__(
        self,
        store: Store,
        page_id: str,
        app_secret: str,
        verify_token: str,
        clock: Clock,
        name: str = "facebook",
    ) -> None:
        self._store = store
        self._page_id = page_id
        self._secret = app_secret.encode()
        self._verify_token = verify_token.encode()
        self._clock = clock
        self._name = name

    def app(self) -> Starlette:
        """The app for a server; it answers on `PATH` alone."""
        return Starlette(
            routes=[
                Route(PATH, self._introduced, methods=["GET"]),
                Route(PATH, self._told, methods=["POST"]),
            ]
        )

    async def _introduced(self, request: Request) -> Response:
        """Facebook asks whether this is us, when the webhook is set up."""
        said = request.query_params
        token = said.get("hub.verify_token", "").encode()
        known = said.get("hub.mode") == "subscribe" and hmac.compare_digest(token, self._verify_token)
        challenge = said.get("hub.challenge", "")
        if not known or not (challenge.isascii() and challenge.isalnum()):
            return PlainTextResponse("not for us", status_code=403)
        return PlainTextResponse(challenge)

    async def _told(self, request: Request) -> Response:
        body = await whole_body(request, MAX_BODY)
        if body is None:
            return PlainTextResponse("too long", status_code=413)
        if not self._is_signed(body, request.headers.get("x-hub-signature-256", "")):
            return PlainTextResponse("not signed by Facebook", status_code=403)
        said = _parsed(body)
        if said is None:
            return PlainTextResponse("no JSON object", status_code=400)
        await run_in_threadpool(self._keep, said)  # an error makes it a 500, and Facebook tells it again
        return PlainTextResponse("kept")

    def _is_signed(self, body: bytes, signature: str) -> bool:
        expected = "sha256=" + hmac.new(self._secret, body, "sha256").hexdigest()
        return hmac.compare_digest(signature.encode(), expected.encode())

    def _keep(self, said: dict[str, Any]) -> None:
        now = self._clock()
        for key, raw in events_in(said, self._page_id):
            self._store.put(self._name, key, raw, now)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
