"""The simulated X as an ASGI application: X's API v2, its token endpoint, and /_control."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.simulator.api import activity, control, directs, posts, users, writing
from bots.simulator.api.activity import Streams
from bots.simulator.api.courier import Courier
from bots.simulator.api.door import Door, problem_response
from bots.simulator.api.oauth import token_endpoint
from bots.simulator.api.problems import Problem
from bots.simulator.api.webhooks import Webhooks
from bots.simulator.world import store
from bots.simulator.world.rules import Weigh
from bots.simulator.world.schema import create

ENDPOINTS = (
    *users.ENDPOINTS,
    *posts.ENDPOINTS,
    *writing.ENDPOINTS,
    *directs.ENDPOINTS,
    *activity.ENDPOINTS,
)


def simulated_x(file: Path, handles: Sequence[str], weigh: Weigh, real: Callable[[], datetime]) -> Starlette:
    """X over the world in `file`; `handles` are ours, the first one writes, `real` is the clock beneath."""
    create(file)
    door = Door(file, weigh, real)
    with store.writing(file) as world:
        for handle in handles:
            world.people.join(handle, world.time.now(real()), ours=True)
        world.tokens.of_the_app()
    streams, courier = Streams(file), Courier(door)
    endpoints = (*ENDPOINTS, streams.endpoint(), *Webhooks(courier).endpoints())
    return Starlette(
        routes=[
            *(Route(one.path, door.behind(one), methods=[one.method]) for one in endpoints),
            Route("/2/oauth2/token", token_endpoint(door), methods=["POST"]),
            *control.routes(door),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
        exception_handlers={404: _nowhere, 405: _nowhere},
        lifespan=_delivering(streams, courier),
    )


def _delivering(
    streams: Streams, courier: Courier
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(courier.run())
        yield
        streams.end()
        courier.end()
        await task

    return lifespan


async def _nowhere(request: Request, _error: Exception) -> Response:
    """There is no such endpoint on this X."""
    problem = Problem(404, "Not Found", f"The simulator has no endpoint {request.method} {request.url.path}")
    return problem_response(problem, {})
