"""A wire between a client and a server on this machine that can be cut: before a request, in it, or in its answer."""

import socket
import struct
from collections import deque
from contextlib import suppress
from threading import Thread

from tests.contracts.channels.world import Mishap

_RESET = struct.pack("ii", 1, 0)  # closing says reset, not farewell


class Relay:
    """Passes bytes on, until the next POST meets a mishap. It has the same address for its whole life."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._mishaps: deque[Mishap] = deque()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._serve()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def fail_next(self, mishap: Mishap) -> None:
        """The next POST meets it; UNREACHABLE meets whatever comes, until `mend`."""
        if mishap is Mishap.UNREACHABLE:
            self.close()
        else:
            self._mishaps.append(mishap)

    def mend(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port))
        self._serve()

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        Thread(target=self._welcome, args=(self._door,), daemon=True).start()

    def _welcome(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = door.accept()
                Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._to))
        with client, server, suppress(OSError):
            first = client.recv(65536)
            mishap = self._mishaps.popleft() if self._mishaps and first.startswith(b"POST") else None
            if mishap is Mishap.REQUEST_LOST:
                _reset(client)
                return
            server.sendall(first)
            Thread(target=_pass, args=(client, server), daemon=True).start()
            if mishap is Mishap.ANSWER_LOST:
                server.recv(1)  # it took the request: it answers
                _reset(client)
                return
            _pass(server, client)


def _pass(giver: socket.socket, taker: socket.socket) -> None:
    with suppress(OSError):
        while piece := giver.recv(65536):
            taker.sendall(piece)
        taker.shutdown(socket.SHUT_WR)


def _reset(client: socket.socket) -> None:
    with suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        client.shutdown(socket.SHUT_RDWR)  # also wakes the thread that reads from it
    client.close()
