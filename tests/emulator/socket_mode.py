"""Slack's end of Socket Mode on loopback: gives out addresses, sends envelopes, and waits for their acks.

https://docs.slack.dev/apis/events-api/using-socket-mode (read 2026-11-22).
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qs, parse_qsl

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from tests.emulator.lines import FORM

APP_TOKEN = "xapp-the-app"
OPEN = "/api/apps.connections.open"
ACK_WITHIN = 3.0  # seconds; then Slack sends it again

Json = dict[str, Any]


@dataclass
class SocketMode:
    """A `Line` to the bot. `refusal`, when set, is what Slack answers to everybody who asks for an address."""

    url: str
    refusal: str | None = None
    asked: int = 0  # for an address
    _links: list[ServerConnection] = field(default_factory=list)
    _acks: dict[str, Json] = field(default_factory=dict)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def post(self, body: str, content_type: str, *, retry: int = 0) -> httpx.Response:
        """Sends one envelope; the ack as an HTTP server would give it, 504 when none came in time."""
        envelope = _envelope(body, content_type, retry) | {"envelope_id": f"envelope-{next(self._numbers)}"}
        if not self.wait_for_links(1):
            return httpx.Response(503)
        self._links[-1].send(json.dumps(envelope))
        ack = self._ack_of(envelope["envelope_id"])
        if ack is None:
            return httpx.Response(504)
        return httpx.Response(200, json=ack["payload"]) if ack.get("payload") else httpx.Response(200)

    def wait_for_links(self, number: int, seconds: float = 15) -> bool:
        """True as soon as the bot was connected so often and is now."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._links) >= number and self.connected, seconds)

    @property
    def connected(self) -> bool:
        """True while the bot listens."""
        return any(link.protocol.state.name == "OPEN" for link in self._links)

    def ask_to_leave(self) -> None:
        """Slack wants the bot to connect anew, as it does every few hours; the old link stays for a while."""
        self._links[-1].send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def cut(self) -> None:
        """The network fails."""
        self._links[-1].socket.close()

    def app(self, inner: ASGIApp) -> ASGIApp:
        """Slack's web API with the method that gives out addresses."""

        async def answered(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["path"] == OPEN:
                await self._opened(Request(scope))(scope, receive, send)
            else:
                await inner(scope, receive, send)

        return answered

    def met(self, link: ServerConnection) -> None:
        """The bot came over a new link; reads its acks until the link ends."""
        link.send(json.dumps({"type": "hello", "num_connections": 1}))
        with self._changed:
            self._links.append(link)
            self._changed.notify_all()
        try:
            for said in link:
                self._heard(json.loads(said))
        except ConnectionClosed:
            return

    def _opened(self, request: Request) -> JSONResponse:
        self.asked += 1
        if request.headers.get("authorization") != f"Bearer {APP_TOKEN}":
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        if self.refusal:
            return JSONResponse({"ok": False, "error": self.refusal})
        return JSONResponse({"ok": True, "url": f"{self.url}/link/?ticket={self.asked}"})

    def _heard(self, ack: Json) -> None:
        with self._changed:
            self._acks[ack["envelope_id"]] = ack
            self._changed.notify_all()

    def _ack_of(self, envelope_id: str) -> Json | None:
        with self._changed:
            self._changed.wait_for(lambda: envelope_id in self._acks, ACK_WITHIN)
        return self._acks.get(envelope_id)


@contextmanager
def socket_mode() -> Iterator[SocketMode]:
    """A server of its own port."""
    slack = SocketMode("")
    with serve(slack.met, "127.0.0.1", 0) as server:
        slack.url = f"ws://127.0.0.1:{_port(server)}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield slack
        finally:
            server.shutdown()
            thread.join()


def _port(server: Server) -> int:
    port: int = server.socket.getsockname()[1]
    return port


def _envelope(body: str, content_type: str, retry: int) -> Json:
    """What goes over HTTP as a form or as JSON, as it goes over a socket."""
    if content_type != FORM:
        again = {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        return {"type": "events_api", "payload": json.loads(body), "accepts_response_payload": False, **again}
    fields = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" in fields:
        return {
            "type": "interactive",
            "payload": json.loads(parse_qs(body)["payload"][0]),
            "accepts_response_payload": True,
        }
    return {"type": "slash_commands", "payload": fields, "accepts_response_payload": True}
