"""One forum for all tests of a session: it takes a while to come up."""

from collections.abc import Iterator

import pytest

from tests.askbot.live_forum import LiveForum


@pytest.fixture(scope="session")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveForum]:
    live = LiveForum(tmp_path_factory.mktemp("askbot"))
    yield live
    live.stop()
