"""Errors as pages that say what was not done, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bots.web.gate import HEADERS
from bots.web.pages import Pages
from desk.errors import Conflict, DeskError, DraftBlocked, NotAllowed, SendError, StepNotPossible, UnknownCase

BROKEN = "The desk could not do this; its log says why. Look at the case again before you repeat anything."
STATUSES: Mapping[type[DeskError], int] = {
    UnknownCase: 404,
    NotAllowed: 403,
    StepNotPossible: 409,
    Conflict: 409,
    DraftBlocked: 422,
    SendError: 502,
}


def status_of(error: DeskError) -> int:
    """The HTTP status that says the same."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 400)


@dataclass(frozen=True)
class Faults:
    """A page for each kind of error; Starlette looks them up by its class."""

    pages: Pages

    def refused(self, request: Request, error: Exception) -> Response:
        """What the desk would not do."""
        return self.pages.message(request, status_of(cast("DeskError", error)), str(error))

    def wrong(self, request: Request, error: Exception) -> Response:
        """A request that no page of ours makes."""
        refusal = cast("HTTPException", error)
        return self.pages.message(request, refusal.status_code, refusal.detail)

    def broken(self, request: Request, error: Exception) -> Response:  # noqa: ARG002 - Starlette raises it again
        """Our own fault. The server writes the traceback to its log."""
        response = self.pages.message(request, 500, BROKEN)
        response.headers.update(HEADERS)  # this one is made outside of the middleware that adds them
        return response
