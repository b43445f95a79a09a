"""Calls to webhooks on this machine, and nowhere else."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

PATIENCE = 10.0  # seconds until X gives up on an answer
_MOST = 100_000  # bytes of an answer
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Place:
    """Where on this machine a webhook is called."""

    port: int
    path: str


@dataclass(frozen=True)
class Said:
    """What a webhook answered."""

    status: int
    body: bytes


def place_of(url: str, proxies: Mapping[str, object]) -> Place | None:
    """Where the simulator calls a webhook: http://127.0.0.1:PORT, or https://HOST of one of the `proxies`.

    `proxies` has the port behind each host. None: the simulator calls nothing else.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "https" and port is None:
        behind = proxies.get(parts.hostname or "")
        return Place(behind, path) if isinstance(behind, int) else None
    here = parts.scheme == "http" and parts.hostname == _LOOPBACK
    return Place(port, path) if here and port is not None else None


async def call(
    method: str,
    place: Place,
    *,
    query: str = "",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Said | None:
    """The answer of a webhook; redirects are not followed. None when there is none in time."""
    return await asyncio.to_thread(_called, method, place, query, body, dict(headers or {}))


def _called(
    method: str, place: Place, query: str, body: bytes | None, headers: dict[str, str]
) -> Said | None:
    joint = "&" if "?" in place.path else "?"
    link = HTTPConnection(_LOOPBACK, place.port, timeout=PATIENCE)
    try:
        link.request(method, place.path + (f"{joint}{query}" if query else ""), body=body, headers=headers)
        answer = link.getresponse()
        return Said(answer.status, answer.read(_MOST))
    except (OSError, HTTPException):
        return None
    finally:
        link.close()
