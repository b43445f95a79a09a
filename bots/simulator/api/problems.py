"""How X says no: RFC 9457 problems, with X's own types where it has one."""

from collections.abc import Mapping
from typing import Any

_TYPES = "https://api.x.com/2/problems/"
BLANK = "about:blank"  # X gives it for what a status says already; its OpenAPI description knows no such type


class Problem(Exception):
    """A request that X does not fulfil: an HTTP status and a body that says why."""

    def __init__(self, status: int, title: str, detail: str, *, type: str = BLANK, **more: object) -> None:
        super().__init__(detail)
        self.status = status
        self.body: Mapping[str, Any] = {
            "title": title,
            "detail": detail,
            "type": type if type == BLANK else _TYPES + type,
            "status": status,
            **more,
        }
        self.headers: dict[str, str] = {}


def unauthorized() -> Problem:
    """No token, a token that nobody knows, or one that expired."""
    return Problem(401, "Unauthorized", "Unauthorized")


def forbidden(detail: str) -> Problem:
    """A rule of X stands against it."""
    return Problem(403, "Forbidden", detail)


def invalid(detail: str, **more: object) -> Problem:
    """The request is not as X wants it."""
    return Problem(400, "Invalid Request", detail, type="invalid-request", **more)


def missing(kind: str, parameter: str, value: object) -> Problem:
    """There is no such post, user or other resource, or none that may be seen."""
    return Problem(
        404,
        "Not Found Error",
        f"Could not find {kind} with {parameter}: [{value}].",
        **_named("resource-not-found", kind, parameter, value),
    )


def not_found(kind: str, parameter: str, value: object) -> dict[str, object]:
    """The same as `missing`, as one of the errors beside what was found."""
    return {
        "title": "Not Found Error",
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        **_named("resource-not-found", kind, parameter, value, full=True),
    }


def hidden(kind: str, parameter: str, value: object) -> dict[str, object]:
    """A resource that is there and not for these eyes, as one of the errors beside what was found."""
    return {
        "title": "Authorization Error",
        "detail": f"Sorry, you are not authorized to see the {kind} with {parameter}: [{value}].",
        **_named("not-authorized-for-resource", kind, parameter, value, full=True),
    }


def too_many() -> Problem:
    """A window is used up."""
    return Problem(429, "Too Many Requests", "Too Many Requests")


def _named(type: str, kind: str, parameter: str, value: object, *, full: bool = False) -> dict[str, Any]:
    return {
        "type": _TYPES + type if full else type,
        "resource_type": kind,
        "resource_id": str(value),
        "parameter": parameter,
        "value": str(value),
    }
