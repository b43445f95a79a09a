"""The door of the simulated X: who asks, how often, what goes wrong on the way, and then the endpoint itself."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bots.simulator.api.access import caller_of, check_scopes
from bots.simulator.api.call import Answer, Call, Endpoint
from bots.simulator.api.links import cut
from bots.simulator.api.parameters import check_query
from bots.simulator.api.problems import Problem, invalid, too_many
from bots.simulator.api.signing import Secrets
from bots.simulator.api.spelling import spelling_of
from bots.simulator.api.windows import draw, limited
from bots.simulator.world import store
from bots.simulator.world.accounts import Account
from bots.simulator.world.faults import Fault, Trouble
from bots.simulator.world.rules import Weigh
from bots.simulator.world.store import World

_MET_HERE = (
    Trouble.LIMITED,
    Trouble.FAILED,
    Trouble.CUT_BEFORE,
    Trouble.CUT_AFTER,
    Trouble.SLOW,
    Trouble.GARBLED,
)

Handler = Callable[[Request], Awaitable[Response]]
Serve = Callable[[Request, bytes, Fault | None], Awaitable[Response]]


@dataclass(frozen=True)
class Door:
    """Lets requests in to the X of one file; `real` is the clock that the simulated one is driven against."""

    file: Path
    weigh: Weigh
    real: Callable[[], datetime]
    secrets: Secrets = field(default_factory=Secrets)

    def now(self) -> datetime:
        """The simulated time."""
        with store.reading(self.file) as world:
            return world.time.now(self.real())

    def behind(self, endpoint: Endpoint) -> Handler:
        """A handler for an endpoint."""
        return self.beset(
            endpoint.name, lambda request, raw, fault: self._answer(endpoint, request, raw, fault)
        )

    def beset(self, name: str, answer: Serve) -> Handler:
        """A handler that meets the troubles that are due at `name`; `answer` itself meets LIMITED and FAILED."""

        async def handler(request: Request) -> Response:
            raw = await request.body()
            fault = self._fault(name)
            trouble = fault.trouble if fault else None
            if fault is not None and trouble is Trouble.SLOW:
                await asyncio.sleep(fault.seconds)
            if trouble is Trouble.CUT_BEFORE:
                return await cut(request)
            response = await answer(request, raw, fault)
            if trouble is Trouble.CUT_AFTER:
                return await cut(request)
            return _garbled(response) if trouble is Trouble.GARBLED else response

        return handler

    def _fault(self, name: str) -> Fault | None:
        with store.reading(self.file) as world:
            if not world.faults.due(name):
                return None
        with store.writing(self.file) as world:
            return world.faults.meet(name, *_MET_HERE)

    async def _answer(
        self, endpoint: Endpoint, request: Request, raw: bytes, fault: Fault | None
    ) -> Response:
        """The answer, and everything that follows from the request, in one transaction."""
        headers: dict[str, str] = {}
        with store.writing(self.file) as world:
            now, who = world.time.now(self.real()), ""
            try:
                caller = caller_of(world, request.headers.get("authorization", ""), now)
                who = caller.name
                fail(fault, now)
                headers = draw(world, endpoint, caller, now)
                check_scopes(caller, endpoint)
                check_query(endpoint, request.query_params)
                answer = endpoint.serve(self._call(endpoint, request, raw, world, caller.account))
                response = _response(answer, headers)
            except Problem as problem:
                answer, response = None, problem_response(problem, headers)
            world.requests.note(endpoint.name, who, response.status_code, now)
        return response if answer is None or answer.after is None else await _finished(answer.after, headers)

    def _call(
        self, endpoint: Endpoint, request: Request, raw: bytes, world: World, who: Account | None
    ) -> Call:
        return Call(
            world=world,
            who=who,
            now=world.time.now(self.real()),
            path=request.path_params,
            query=request.query_params,
            body=_json(endpoint, raw),
            spelling=spelling_of(request.query_params),
            weigh=self.weigh,
        )


async def _finished(rest: Callable[[], Awaitable[Answer]], headers: Mapping[str, str]) -> Response:
    try:
        return _response(await rest(), headers)
    except Problem as problem:
        return problem_response(problem, headers)


def fail(fault: Fault | None, now: datetime) -> None:
    """Raises Problem when X is to refuse this one, whatever it is."""
    if fault is not None and fault.trouble is Trouble.LIMITED:
        problem = too_many()
        problem.headers = limited(now, timedelta(seconds=fault.seconds or 900))
        raise problem
    if fault is not None and fault.trouble is Trouble.FAILED:
        raise Problem(fault.status, "Service Unavailable", "Service Unavailable", type="internal-error")


def _garbled(response: Response) -> Response:
    """The same answer, whose JSON breaks off."""
    return Response(bytes(response.body)[:-2], response.status_code, media_type="application/json")


def _response(answer: Answer, headers: Mapping[str, str]) -> Response:
    if answer.stream is not None:
        return StreamingResponse(answer.stream, answer.status, headers, media_type="application/json")
    return JSONResponse(answer.body, answer.status, headers)


def problem_response(problem: Problem, headers: Mapping[str, str]) -> Response:
    """A problem as X sends it."""
    said = {**headers, **problem.headers}
    return JSONResponse(dict(problem.body), problem.status, said, media_type="application/problem+json")


def _json(endpoint: Endpoint, raw: bytes) -> dict[str, Any]:
    if not endpoint.body:
        return {}
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise invalid("The request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("$: object expected")
    return body
