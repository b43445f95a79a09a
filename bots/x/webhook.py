"""What X calls: proves that we are we, and takes events that X signed into the inbox before it says so.

https://docs.x.com/x-api/webhooks/quickstart (read 2026-11-22).
"""

import hmac
import re
from base64 import b64encode
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bots.x.events import deliveries_in
from bots.x.reading.ports import CHANNEL, Inbox
from desk.ports import Clock

PATH = "/x/events"
MAX_BODY = 1_000_000  # bytes; an event of X's has about 10,000
SIGNATURE = "x-twitter-webhooks-signature"

# X signs its events with the very function that answers its challenges, so whoever may have any text signed could
# send us events. A challenge is a word; an event is JSON, and no word of these signs is.
_CHALLENGE = re.compile(r"[A-Za-z0-9_.=+/-]{1,200}", re.ASCII)


@dataclass(frozen=True)
class Signer:
    """Signs with the app's consumer secret (API secret key)."""

    secret: bytes

    def __repr__(self) -> str:
        return "Signer()"

    def signature(self, content: bytes) -> str:
        """As X writes it."""
        return "sha256=" + b64encode(hmac.digest(self.secret, content, "sha256")).decode()

    def signed(self, content: bytes, signature: str) -> bool:
        """Takes as long for a wrong signature as for the right one."""
        return hmac.compare_digest(self.signature(content).encode(), signature.encode())


def asgi_app(signer: Signer, inbox: Inbox, clock: Clock, path: str = PATH) -> Starlette:
    """The app for a server; it answers on `path` alone."""

    async def challenged(request: Request) -> Response:
        token = request.query_params.get("crc_token", "")
        if not _CHALLENGE.fullmatch(token):
            return PlainTextResponse("crc_token is missing, or none that X sends", status_code=400)
        return JSONResponse({"response_token": signer.signature(token.encode())})

    async def told(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too long", status_code=413)
        if not signer.signed(body, request.headers.get(SIGNATURE, "")):
            return PlainTextResponse("not signed by X", status_code=401)
        # What cannot be stored raises, and X is answered 500: it sends the event again.
        await run_in_threadpool(_store, body.decode(errors="replace"))
        return PlainTextResponse("")

    def _store(raw: str) -> None:
        for delivery in deliveries_in(raw):
            inbox.put(CHANNEL, delivery.key, delivery.raw, clock())

    return Starlette(routes=[Route(path, challenged, methods=["GET"]), Route(path, told, methods=["POST"])])


async def _body(request: Request) -> bytes | None:
    """None when it is longer than anything of X's."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
