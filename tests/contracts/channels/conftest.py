"""The worlds that the suite runs over. A new channel adds a file with its world, and its lines here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mastodon_mock.testing.server import MockServer

from tests.contracts.channels.facebook_world import FacebookWorld, facebook_server
from tests.contracts.channels.mastodon_world import MastodonWorld, mastodon_server
from tests.contracts.channels.simulator_world import SimulatorWorld
from tests.contracts.channels.world import World
from tests.contracts.channels.x_world import XWorld
from tests.fakes.facebook.graph import FakeGraph
from tests.x_driver import running

WORLDS = [
    "simulator",
    *(pytest.param(name, marks=pytest.mark.slow) for name in ("x", "mastodon", "facebook")),
]


@pytest.fixture
def simulator(tmp_path: Path) -> SimulatorWorld:
    return SimulatorWorld(tmp_path)


@pytest.fixture
def x(tmp_path: Path) -> Iterator[XWorld]:
    with running(tmp_path) as driver:
        world = XWorld(driver, tmp_path)
        yield world
        world.close()


@pytest.fixture(scope="session")
def _mastodon_server() -> Iterator[MockServer]:
    with mastodon_server() as server:
        yield server


@pytest.fixture
def mastodon(_mastodon_server: MockServer) -> Iterator[MastodonWorld]:
    world = MastodonWorld(_mastodon_server)
    yield world
    world.close()


@pytest.fixture(scope="session")
def _facebook_server() -> Iterator[tuple[FakeGraph, int]]:
    with facebook_server() as served:
        yield served


@pytest.fixture
def facebook(_facebook_server: tuple[FakeGraph, int], tmp_path: Path) -> Iterator[FacebookWorld]:
    world = FacebookWorld(*_facebook_server, tmp_path)
    yield world
    world.close()


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> World:
    """Each channel in turn, empty."""
    built: World = request.getfixturevalue(request.param)
    return built
