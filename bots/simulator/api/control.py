"""/_control: drives the simulated X and shows what our accounts did there. Nothing of this is X's."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bots.simulator.api import carrying_out, orders, views
from bots.simulator.api.carrying_out import Impossible
from bots.simulator.api.door import Door
from bots.simulator.feeding import feed
from bots.simulator.rows import rows_of
from bots.simulator.world import store
from bots.simulator.world.store import World

Json = dict[str, Any]
_ORDERS: Mapping[str, tuple[type[orders.Order], Callable[[World, Any, datetime], Json]]] = {
    "users": (orders.UserOrder, carrying_out.user),
    "ties": (orders.TieOrder, carrying_out.tie),
    "posts": (orders.PostOrder, carrying_out.post),
    "dms": (orders.DirectOrder, carrying_out.direct),
    "faults": (orders.FaultOrder, carrying_out.fault),
    "limits": (orders.LimitsOrder, carrying_out.limits),
    "tokens": (orders.TokenOrder, carrying_out.token),
    "tokens/expire": (orders.AccountOrder, carrying_out.expired),
    "tokens/revoke": (orders.AccountOrder, carrying_out.revoked),
    "proxies": (orders.ProxyOrder, carrying_out.proxy),
    "knobs": (orders.KnobsOrder, carrying_out.knobs),
}
_VIEWS: Mapping[str, Callable[[World, Mapping[str, str]], Json]] = {
    "writes": views.judged,
    "requests": views.requests,
    "deliveries": views.deliveries,
    "faults": views.faults,
    "users": views.users,
}


def routes(door: Door) -> list[Route]:
    """Everything under /_control."""
    return [
        *(_order(door, name) for name in _ORDERS),
        *(_view(door, name) for name in _VIEWS),
        Route("/_control/clock", _answering(lambda _request, _raw: _clock_shown(door)), methods=["GET"]),
        Route(
            "/_control/clock", _answering(lambda _request, raw: _clock_driven(door, raw)), methods=["POST"]
        ),
        Route("/_control/app", _answering(lambda _request, _raw: _app(door)), methods=["GET"]),
        Route("/_control/feed", _answering(lambda _request, raw: _fed(door, raw)), methods=["POST"]),
        Route("/_control/faults", _answering(lambda _request, _raw: _cleared(door)), methods=["DELETE"]),
        Route(
            "/_control/posts/{id}/edits", _answering(lambda r, raw: _edited(door, r, raw)), methods=["POST"]
        ),
        Route("/_control/posts/{id}", _answering(lambda r, _raw: _deleted(door, r)), methods=["DELETE"]),
        Route("/_control/posts/{id}", _answering(lambda r, _raw: _shown(door, r)), methods=["GET"]),
    ]


def _answering(serve: Callable[[Request, bytes], Json]) -> Callable[[Request], Awaitable[Response]]:
    async def handler(request: Request) -> Response:
        raw = await request.body()
        try:
            return JSONResponse(serve(request, raw))
        except ValidationError as error:
            return JSONResponse({"error": str(error)}, 422)
        except (Impossible, ValueError) as error:
            return JSONResponse({"error": str(error)}, 409)

    return handler


def _order(door: Door, name: str) -> Route:
    kind, carry_out = _ORDERS[name]

    def serve(_request: Request, raw: bytes) -> Json:
        order = kind.model_validate_json(raw)
        with store.writing(door.file) as world:
            return carry_out(world, order, world.time.now(door.real()))

    return Route(f"/_control/{name}", _answering(serve), methods=["POST"])


def _view(door: Door, name: str) -> Route:
    def serve(request: Request, _raw: bytes) -> Json:
        with store.reading(door.file) as world:
            return _VIEWS[name](world, request.query_params)

    return Route(f"/_control/{name}", _answering(serve), methods=["GET"])


def _clock_shown(door: Door) -> Json:
    with store.reading(door.file) as world:
        return views.clock_json(world, door.real())


def _clock_driven(door: Door, raw: bytes) -> Json:
    order = orders.ClockOrder.model_validate_json(raw)
    with store.writing(door.file) as world:
        return carrying_out.clock(world, order, door.real())


def _app(door: Door) -> Json:
    """Who we are, and all that a client has to be set up with."""
    with store.writing(door.file) as world:
        bearer = world.tokens.of_the_app().access
        ours = [views.user_view(account) for account in world.people.ours()]
    return {"bearer_token": bearer, **door.secrets.shown(), "accounts": ours}


def _fed(door: Door, raw: bytes) -> Json:
    """Rows as `assist replay` takes them, one JSON object a line."""
    with store.writing(door.file) as world:
        handles = [account.handle for account in world.people.ours()]
        fed = feed(world, rows_of(raw.decode().splitlines()), handles)
    bad = [{"number": row.number, "id": row.id, "reason": row.reason} for row in fed.bad]
    return {"taken": fed.taken, "known": fed.known, "bad": bad}


def _cleared(door: Door) -> Json:
    with store.writing(door.file) as world:
        world.faults.clear()
    return {"due": []}


def _edited(door: Door, request: Request, raw: bytes) -> Json:
    order = orders.EditOrder.model_validate_json(raw)
    with store.writing(door.file) as world:
        return carrying_out.edited(world, request.path_params["id"], order, world.time.now(door.real()))


def _deleted(door: Door, request: Request) -> Json:
    with store.writing(door.file) as world:
        return carrying_out.deleted(world, request.path_params["id"], world.time.now(door.real()))


def _shown(door: Door, request: Request) -> Json:
    with store.reading(door.file) as world:
        found = world.posts.by_number(int(request.path_params["id"]))
        if found is None:
            raise Impossible(f"there is no post {request.path_params['id']!r}")
        return views.post_view(world, found)
