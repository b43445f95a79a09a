"""Connections that can be cut: what a broken network does, on demand."""

import asyncio
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

CUT = "x-simulator-cut"  # marks an answer that nobody will read
_links: dict[tuple[str, int], asyncio.Transport] = {}  # by the client's address


class Cuttable(H11Protocol):
    """uvicorn's HTTP connection, which can be found again by its client's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Somebody connected."""
        _links[_peer(transport)] = transport
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """They are gone."""
        _links.pop(_peer(cast("Any", self).transport), None)
        super().connection_lost(exc)


async def cut(request: Request) -> Response:
    """The client's connection ends without another byte. What is returned nobody will read."""
    link = _links.get(_client(request))
    if link is None:
        raise ConnectionResetError(
            "the simulator cut this connection"
        )  # under a test client there is no link
    link.abort()
    await asyncio.sleep(0.01)  # for the server to notice, so that it sends nothing
    return Response(status_code=500, headers={CUT: "1"})


def _peer(transport: asyncio.Transport) -> tuple[str, int]:
    host, port = transport.get_extra_info("peername")[:2]
    return str(host), int(port)


def _client(request: Request) -> tuple[str, int]:
    return (request.client.host, request.client.port) if request.client else ("", 0)
