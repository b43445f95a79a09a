"""OAuth 2 of the simulated X: new tokens for a refresh token that was not used yet."""

from base64 import b64decode
from binascii import Error
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bots.simulator.api.door import Door, Handler, fail, problem_response
from bots.simulator.api.problems import Problem
from bots.simulator.api.signing import Secrets
from bots.simulator.world import store
from bots.simulator.world.faults import Fault
from bots.simulator.world.tokens import LIFE, Grant

NAME = "POST /2/oauth2/token"


class TokenRefused(Exception):
    """An error as RFC 6749, section 5.2, has it."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


def token_endpoint(door: Door) -> Handler:
    """Answers requests for tokens."""

    async def answer(request: Request, raw: bytes, fault: Fault | None) -> Response:
        with store.writing(door.file) as world:
            now = world.time.now(door.real())
            try:
                fail(fault, now)
                form = dict(parse_qsl(raw.decode("utf-8", "replace")))
                _check_client(door.secrets, form, request.headers.get("authorization", ""))
                response = JSONResponse(_said(world.tokens.renew(_refresh_token(form), now)))
            except TokenRefused as refused:
                response = JSONResponse(refused.body, refused.status)
            except Problem as problem:
                return problem_response(problem, {})
            world.requests.note(NAME, "", response.status_code, now)
        return response

    return door.beset(NAME, answer)


def _refresh_token(form: dict[str, str]) -> str:
    if form.get("grant_type") != "refresh_token":
        raise TokenRefused("unsupported_grant_type", "The simulator gives first tokens at /_control/tokens.")
    return form.get("refresh_token", "")


def _check_client(secrets: Secrets, form: dict[str, str], header: str) -> None:
    """A public client names itself in the form, a confidential one in the header."""
    kind, _, given = header.partition(" ")
    if kind.casefold() == "basic":
        try:
            named = b64decode(given).decode() == f"{secrets.client_id}:{secrets.client_secret}"
        except (Error, ValueError):
            named = False
        if not named:
            raise TokenRefused("unauthorized_client", "Missing valid authorization header", 401)
    elif form.get("client_id") != secrets.client_id:
        raise TokenRefused("invalid_request", "Value passed for the client_id was invalid.")


def _said(grant: Grant | None) -> dict[str, object]:
    if grant is None:
        raise TokenRefused("invalid_request", "Value passed for the token was invalid.")
    return {
        "token_type": "bearer",
        "expires_in": int(LIFE.total_seconds()),
        "access_token": grant.access,
        "refresh_token": grant.refresh,
        "scope": " ".join(sorted(grant.scopes)),
    }
