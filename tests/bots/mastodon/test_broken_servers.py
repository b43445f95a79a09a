"""A server that breaks, or says what cannot be, holds up one message for a while and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bots.errors import Limited, Unanswered
from bots.exchange import Exchange
from bots.mastodon.api import MastodonApi
from bots.mastodon.listen import MastodonListener
from tests.bots.mastodon.posts import US, said
from tests.builders import NOON

Answering = Callable[[httpx.Request], httpx.Response]
ASKED = [said(id="51", in_reply_to_id="40"), said(id="52")]


def a_listener(thread: Answering, posts: Answering | None = None) -> MastodonListener:
    """Of a server with two mentions, the first of them in a thread."""

    def answer(request: httpx.Request) -> httpx.Response:
        match request.url.path.split("/")[3:]:
            case ["accounts", "verify_credentials"]:
                return httpx.Response(200, json={"id": US})
            case ["notifications"]:
                told = [{"id": one["id"], "created_at": one["created_at"], "status": one} for one in ASKED]
                return httpx.Response(200, json=[] if "min_id" in request.url.params else told)
            case ["statuses", _, "context"]:
                return thread(request)
        return (posts or (lambda _: httpx.Response(200, json=ASKED)))(request)

    exchange = Exchange("https://m.example", "Mastodon", transport=httpx.MockTransport(answer))
    api = MastodonApi(exchange, "token", lambda: NOON)
    return MastodonListener(api, lambda: NOON, every=timedelta(0), watch_every=timedelta(0))


def heard(listener: MastodonListener, times: int = 1) -> list[str]:
    """What it hears at last, when it is asked so often."""
    for _ in range(times - 1):
        with pytest.raises(Unanswered):
            listener.fetch(None)
    return [message.external_id for message in listener.fetch(None).messages]


@pytest.mark.parametrize("body", [b"broken", b'{"ancestors":[' + b"1," * 9_000_000 + b"1]}"])
def test_a_thread_that_no_server_can_show_does_not_silence_everybody_for_ever(body: bytes) -> None:
    listener = a_listener(lambda _: httpx.Response(200, content=body))
    assert heard(listener, times=10) == ["51", "52"]


def test_a_thread_that_can_be_shown_again_soon_is_read() -> None:
    answers = [httpx.Response(502), httpx.Response(200, json={"ancestors": [said(id="40")]})]
    listener = a_listener(lambda _: answers.pop(0))
    with pytest.raises(Unanswered):
        listener.fetch(None)
    assert [len(message.before) for message in listener.fetch(None).messages] == [1, 0]


def test_of_an_endless_thread_its_beginning_and_the_last_posts_are_kept() -> None:
    above = [said(id=str(number)) for number in range(100, 4196)]
    first, _ = a_listener(lambda _: httpx.Response(200, json={"ancestors": above})).fetch(None).messages
    assert first.conversation == "100"
    assert len(first.before) <= 25


def test_posts_that_cannot_be_looked_at_again_keep_no_new_one_away() -> None:
    listener = a_listener(lambda _: httpx.Response(404), lambda _: httpx.Response(500))
    first = listener.fetch(None)
    again = listener.fetch(first.cursor)
    assert (len(first.messages), again.messages, again.gone) == (2, (), ())


@pytest.mark.parametrize("said_end", ["9998-01-01T00:00:00Z", "99999999999", "rubbish", "-5"])
def test_a_limit_that_ends_in_another_age_is_not_believed(said_end: str) -> None:
    answer: dict[str, Any] = {"status_code": 429, "headers": {"x-ratelimit-reset": said_end}}
    with pytest.raises(Limited) as limited:
        a_listener(lambda _: httpx.Response(**answer)).fetch(None)
    assert limited.value.reset_at <= NOON + timedelta(days=1)
