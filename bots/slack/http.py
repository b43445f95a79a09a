"""Slack's requests over HTTP. Bolt's own ASGI adapters would hold up the event loop until a listener acks."""

from collections.abc import Callable

from slack_bolt import BoltRequest, BoltResponse
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATH = "/slack/events"
MAX_BODY = 1_000_000  # bytes; Slack's own requests stay far below


def asgi_app(answer: Callable[[BoltRequest], BoltResponse]) -> Starlette:
    """The app for a server; it answers on `PATH` alone."""

    async def requested(request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too long, or no UTF-8", status_code=400)
        response = await run_in_threadpool(lambda: answer(to_bolt_request(request, body)))
        return to_starlette_response(response)

    return Starlette(routes=[Route(PATH, requested, methods=["POST"])])


async def _body(request: Request) -> bytes | None:
    """None for what Slack would never send."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    try:
        body.decode()
    except UnicodeDecodeError:
        return None
    return bytes(body)
