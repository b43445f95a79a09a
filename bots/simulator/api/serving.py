"""The simulated X as a server on loopback."""

from socket import create_server, socket

import uvicorn
from starlette.types import ASGIApp

from bots.simulator.api.links import Cuttable

LOOPBACK = "127.0.0.1"


def bound(port: int) -> socket:
    """The port on loopback, 0 for any. Raises OSError when it cannot be had."""
    return create_server((LOOPBACK, port), backlog=256)


def server(app: ASGIApp, *, port: int) -> uvicorn.Server:
    """A server for a simulated X, to be run on a socket of `bound`; its connections can be cut."""
    config = uvicorn.Config(
        app, host=LOOPBACK, port=port, http=Cuttable, log_level="warning", timeout_graceful_shutdown=1
    )
    return uvicorn.Server(config)
