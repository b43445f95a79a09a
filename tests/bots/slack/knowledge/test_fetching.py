"""Files over real sockets: the token reaches Slack, and nobody that Slack sends us to."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bots.slack.knowledge.fetching import FileNotFetched, FileStore
from tests.emulator.serving import serving

pytestmark = pytest.mark.slow


@dataclass
class Keeper:
    """A server that keeps files, or sends people elsewhere."""

    elsewhere: str = ""
    tokens: list[str] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/{what}", self._answer)])

    async def _answer(self, request: Request) -> Response:
        self.tokens.append(request.headers.get("authorization", ""))
        what = request.path_params["what"]
        if what == "moved":
            return RedirectResponse(f"{self.elsewhere}/login")
        if what == "endless":
            return StreamingResponse(b"x" * 100 for _ in range(10_000))
        return PlainTextResponse("W3", 200 if what == "w3.md" else 404)


@dataclass
class Slacks:
    """Slack, as the desk knows it, and another server."""

    ours: Keeper
    other: Keeper
    url: str
    other_url: str
    store: FileStore


@pytest.fixture
def slacks() -> Iterator[Slacks]:
    other = Keeper()
    with ExitStack() as stack:
        other_url = stack.enter_context(serving(other.app()))
        ours = Keeper(other_url)
        url = stack.enter_context(serving(ours.app()))
        yield Slacks(ours, other, url, other_url, FileStore("xoxb-secret", f"{url}/api/", 1000))


def test_a_file_is_fetched_with_the_token(slacks: Slacks) -> None:
    assert slacks.store.fetch(f"{slacks.url}/w3.md?x=1#top") == b"W3"
    assert slacks.ours.tokens == ["Bearer xoxb-secret"]


def test_a_redirect_is_not_followed_anywhere(slacks: Slacks) -> None:
    with pytest.raises(FileNotFetched, match=r"HTTP 307.*files:read"):
        slacks.store.fetch(f"{slacks.url}/moved")
    assert slacks.other.tokens == []


def test_a_file_of_another_server_is_not_even_asked_for(slacks: Slacks) -> None:
    with pytest.raises(FileNotFetched, match="does not lie with Slack"):
        slacks.store.fetch(f"{slacks.other_url}/w3.md")
    assert slacks.other.tokens == []


def test_a_file_without_an_end_is_left_once_it_is_too_large(slacks: Slacks) -> None:
    with pytest.raises(FileNotFetched, match="split it"):
        slacks.store.fetch(f"{slacks.url}/endless")


def test_a_file_that_is_gone_and_a_server_that_is_down_are_told_apart(slacks: Slacks) -> None:
    with pytest.raises(FileNotFetched, match="HTTP 404"):
        slacks.store.fetch(f"{slacks.url}/gone")
    down = FileStore("xoxb-secret", "http://127.0.0.1:9/api/", 1000)
    with pytest.raises(FileNotFetched, match="could not be reached"):
        down.fetch("http://127.0.0.1:9/w3.md")
