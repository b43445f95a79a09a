"""The file of the simulated X: everything that stands on it, read and written in transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bots.simulator.world.clock import Time
from bots.simulator.world.deliveries import Deliveries
from bots.simulator.world.events import Happenings
from bots.simulator.world.faults import Faults
from bots.simulator.world.knobs import Knobs
from bots.simulator.world.limits import Windows
from bots.simulator.world.people import People
from bots.simulator.world.requests import Requests
from bots.simulator.world.schema import connect
from bots.simulator.world.timeline import Timeline
from bots.simulator.world.tokens import Tokens


class World:
    """All of X inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.posts = Timeline(connection)
        self.people = People(connection)
        self.knobs = Knobs(connection)
        self.windows = Windows(self.knobs, connection)
        self.time = Time(self.knobs)
        self.tokens = Tokens(connection)
        self.faults = Faults(connection)
        self.requests = Requests(connection)
        self.happenings = Happenings(connection)
        self.deliveries = Deliveries(connection)


@contextmanager
def reading(file: Path) -> Iterator[World]:
    """X as it stands."""
    with closing(connect(file)) as connection:
        yield World(connection)


@contextmanager
def writing(file: Path) -> Iterator[World]:
    """One transaction: nobody else writes meanwhile, and an error leaves everything as it was."""
    with closing(connect(file)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        yield World(connection)
