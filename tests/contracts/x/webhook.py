"""A webhook of ours on loopback, of which a test sees what X told it."""

import hmac
import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulator.serving import serving
from tests.x_driver import XDriver


@dataclass
class Hook:
    """What was told, each with whether X signed it."""

    secret: str
    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)
    unsigned: int = 0

    def posts(self) -> list[str]:
        return [event["data"]["payload"]["id"] for event in self.told]

    def wait_for(self, post: str) -> None:
        self.wait_until(lambda: post in self.posts())

    def wait_until(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + 10
        while not done():
            assert time.monotonic() < until, self.told
            time.sleep(0.02)

    def replay_of(self, webhook: str, now: datetime) -> dict[str, str]:
        start, end = now - timedelta(minutes=5), now + timedelta(minutes=1)
        return {"webhook_id": webhook, "from_date": f"{start:%Y%m%d%H%M}", "to_date": f"{end:%Y%m%d%H%M}"}

    def signature(self, content: bytes) -> str:
        return "sha256=" + b64encode(hmac.digest(self.secret.encode(), content, "sha256")).decode()

    async def asked(self, request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse(
                {"response_token": self.signature(request.query_params["crc_token"].encode())}
            )
        body = await request.body()
        signed = request.headers["x-twitter-webhooks-signature"] == self.signature(body)
        self.unsigned += not signed
        self.told.append(json.loads(body))
        return Response()


@contextmanager
def a_webhook(x: XDriver, *, secret: str | None = None) -> Iterator[Hook]:
    """With the secret that X knows, unless said otherwise."""
    hook = Hook(secret or x.app()["consumer_secret"])
    app = Starlette(routes=[Route("/x", hook.asked, methods=["GET", "POST"])])
    with serving(app) as base:
        hook.url = f"{base}/x"
        yield hook
    assert hook.unsigned == 0
