"""The simulated X: what comes in, what may go out, and what is still there tomorrow."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assist.text.length import weighted_length
from bots.simulator.channel import Budgets, Fault, SimulatedX
from bots.simulator.world.limits import Budget
from desk.cases import Reply, Stage
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.posting import reply_of
from tests.bots.cases import a_case
from tests.builders import NOON, a_draft, a_message

ASKED = {
    "id": "1",
    "author": "Rainy_Day",
    "text": "@FennbyCare what is E17?",
    "created_at": "2026-11-20T11:00:00Z",
}


class Moving:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Moving:
    return Moving()


@pytest.fixture
def x(tmp_path: Path, clock: Moving) -> SimulatedX:
    return open_x(tmp_path, clock)


def open_x(folder: Path, clock: Moving, **options: Any) -> SimulatedX:
    return SimulatedX(folder / "x.sqlite", ["FennbyCare", "FennbyNews"], weighted_length, clock, **options)


def a_reply(
    text: str = "Rinse the funnel.", *, to_id: str = "1", author: str = "rainy_day", to: To = To.PUBLIC
) -> Reply:
    message = a_message(external_id=to_id, author_id=author, public=to is To.PUBLIC)
    return reply_of(a_case(Stage.APPROVED, message=message, draft=a_draft(text, version=1, to=to)))


def test_a_mention_is_answered_once_and_found_again_after_a_restart(
    x: SimulatedX, tmp_path: Path, clock: Moving
) -> None:
    x.feed([ASKED])
    [message] = x.fetch(None).messages
    assert (message.external_id, message.author_handle, message.mentions_us, message.public) == (
        "1",
        "Rainy_Day",
        True,
        True,
    )
    receipt = x.send(a_reply())
    again = open_x(tmp_path, clock)
    assert again.find(a_reply()) == receipt
    assert [post.text for post in again.sent()] == ["Rinse the funnel."]
    assert receipt.url == f"https://x.example/FennbyCare/status/{receipt.external_id}"


def test_asking_twice_with_one_cursor_gives_the_same(x: SimulatedX) -> None:
    x.feed([ASKED])
    before = x.fetch(None)
    assert x.fetch(None) == before
    assert x.fetch(before.cursor).messages == ()
    assert x.fetch(before.cursor).cursor == before.cursor


def test_an_empty_x_has_no_cursor(x: SimulatedX) -> None:
    assert x.fetch(None).cursor is None


def test_a_row_with_a_smaller_id_than_the_last_one_still_arrives(x: SimulatedX) -> None:
    x.feed([ASKED | {"id": "900"}])
    cursor = x.fetch(None).cursor
    x.feed([ASKED | {"id": "12"}])
    assert [message.external_id for message in x.fetch(cursor).messages] == ["12"]


def test_our_own_replies_do_not_come_back_as_messages(x: SimulatedX) -> None:
    x.feed([ASKED])
    x.send(a_reply())
    assert [message.external_id for message in x.fetch(None).messages] == ["1"]


def test_a_row_fed_twice_is_one_post(x: SimulatedX) -> None:
    assert (x.feed([ASKED]).taken, x.feed([ASKED, ASKED]).known) == (1, 2)
    assert len(x.fetch(None).messages) == 1


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("@fennbycare hello", True),
        ("hello @FENNBYNEWS!", True),
        ("@FennbyCareFans hello", False),
        ("mail care@FennbyCare.example", False),
        ("Fennby is great", False),
    ],
)
def test_only_our_own_handle_as_a_whole_word_mentions_us(x: SimulatedX, text: str, mentions: bool) -> None:
    x.feed([ASKED | {"text": text}])
    assert x.fetch(None).messages[0].mentions_us is mentions


def test_an_answer_to_our_reply_belongs_to_its_conversation_and_mentions_us(x: SimulatedX) -> None:
    x.feed([ASKED])
    receipt = x.send(replace(a_reply(), conversation="1"))
    x.feed([ASKED | {"id": "2", "text": "did not help", "in_reply_to": receipt.external_id}])
    message = x.fetch("1").messages[-1]
    assert (message.conversation, message.mentions_us) == ("1", True)


def test_direct_messages_of_one_person_are_one_conversation(x: SimulatedX) -> None:
    x.feed([ASKED | {"id": str(n), "direct": True} for n in range(2)])
    assert {message.conversation for message in x.fetch(None).messages} == {"dm-rainy_day"}
    assert not any(message.public for message in x.fetch(None).messages)


def test_a_public_reply_to_somebody_who_did_not_mention_us_is_refused_for_ever(x: SimulatedX) -> None:
    x.feed([ASKED | {"text": "I love rain"}])
    with pytest.raises(SendRefused, match="did not mention us") as refused:
        x.send(a_reply())
    assert not refused.value.again
    assert x.sent() == []


def test_what_a_row_tells_of_quotes_links_and_direct_messages_reaches_the_desk(x: SimulatedX) -> None:
    x.feed([ASKED | {"quoted": "W3 on sale", "link_titles": ["W3 manual"], "receives_dm": True}])
    (message,) = x.fetch(None).messages
    assert (message.quoted, message.link_titles, message.receives_dm) == ("W3 on sale", ("W3 manual",), True)
    x.send(a_reply(to=To.DM))
    assert x.sent()[0].direct


def test_a_direct_message_needs_one_of_theirs_first(x: SimulatedX) -> None:
    x.feed([ASKED])
    dm = a_reply(to=To.DM)
    with pytest.raises(SendRefused, match="takes no direct message from us"):
        x.send(dm)
    x.feed([ASKED | {"id": "2", "direct": True}])
    assert x.send(dm).url is None


@pytest.mark.parametrize(
    ("text", "length"),
    [("a" * 281, 281), ("日" * 141, 282), ("https://example.com/" + "a" * 300 + " " + "b" * 257, 281)],
)
def test_a_public_reply_is_weighed_and_not_just_counted(x: SimulatedX, text: str, length: int) -> None:
    x.feed([ASKED])
    with pytest.raises(SendRefused, match=f"{length} weighted characters"):
        x.send(a_reply(text))


def test_a_long_link_leaves_room_for_words(x: SimulatedX) -> None:
    x.feed([ASKED])
    assert x.send(a_reply("https://example.com/" + "a" * 300 + " " + "b" * 256))


def test_a_direct_message_may_be_long_but_not_endless(x: SimulatedX) -> None:
    x.feed([ASKED | {"direct": True}])
    x.send(a_reply("a" * 10_000, to=To.DM))
    with pytest.raises(SendRefused, match="10001 characters"):
        x.send(a_reply("b" * 10_001, to=To.DM))


def test_a_reply_to_a_post_that_is_not_there_is_refused(x: SimulatedX) -> None:
    with pytest.raises(SendRefused, match="no public post '1'"):
        x.send(a_reply())


def test_the_same_text_to_the_same_person_goes_out_once(x: SimulatedX) -> None:
    x.feed([ASKED, ASKED | {"id": "2"}, ASKED | {"id": "3", "author": "bob"}])
    x.send(a_reply())
    with pytest.raises(SendRefused, match="duplicates"):
        x.send(a_reply(to_id="2"))
    x.send(a_reply(to_id="3", author="bob"))
    assert len(x.sent()) == 2


def test_too_many_replies_must_wait_until_the_oldest_is_old_enough(tmp_path: Path, clock: Moving) -> None:
    x = open_x(tmp_path, clock, budgets=Budgets(public=Budget(2, timedelta(minutes=15))))
    x.feed([ASKED])
    for minute in range(2):
        clock.now = NOON + timedelta(minutes=minute)
        x.send(a_reply(f"reply {minute}"))
    with pytest.raises(SendRefused, match="429") as refused:
        x.send(a_reply("reply 3"))
    assert refused.value.retry_at == NOON + timedelta(minutes=15)
    clock.now = NOON + timedelta(minutes=15)
    x.send(a_reply("reply 3"))
    assert len(x.sent()) == 3


def test_direct_messages_have_a_budget_of_their_own(tmp_path: Path, clock: Moving) -> None:
    x = open_x(tmp_path, clock, budgets=Budgets(public=Budget(1, timedelta(minutes=15))))
    x.feed([ASKED, ASKED | {"id": "2", "direct": True}])
    x.send(a_reply())
    x.send(a_reply("by DM", to=To.DM))


def test_the_budget_of_direct_messages_is_counted_over_direct_messages(tmp_path: Path, clock: Moving) -> None:
    x = open_x(tmp_path, clock, budgets=Budgets(direct=Budget(1, timedelta(minutes=15))))
    x.feed([ASKED | {"direct": True}])
    x.send(a_reply(to=To.DM))
    with pytest.raises(SendRefused, match="429"):
        x.send(a_reply("another", to=To.DM))


def test_a_lost_answer_is_uncertain_and_found_again(x: SimulatedX) -> None:
    x.feed([ASKED])
    x.fail_next(Fault.ANSWER_LOST)
    with pytest.raises(SendUncertain):
        x.send(a_reply())
    assert x.find(a_reply()) is not None
    assert len(x.sent()) == 1


def test_a_lost_request_is_uncertain_and_cannot_be_found(x: SimulatedX) -> None:
    x.feed([ASKED])
    x.fail_next(Fault.REQUEST_LOST)
    with pytest.raises(SendUncertain):
        x.send(a_reply())
    assert x.find(a_reply()) is None


def test_no_connection_may_be_tried_again(x: SimulatedX) -> None:
    x.feed([ASKED])
    x.fail_next(Fault.UNREACHABLE)
    with pytest.raises(SendRefused) as refused:
        x.send(a_reply())
    assert refused.value.again
    assert x.send(a_reply())


def test_another_text_under_the_same_post_is_not_taken_for_this_one(x: SimulatedX) -> None:
    x.feed([ASKED])
    x.send(a_reply("one"))
    assert x.find(a_reply("two")) is None


def test_ids_of_our_posts_count_up_even_within_a_millisecond(x: SimulatedX) -> None:
    x.feed([ASKED])
    ids = [int(x.send(a_reply(f"reply {n}")).external_id) for n in range(5)]
    assert ids == sorted(set(ids))


def test_two_processes_share_one_x(x: SimulatedX, tmp_path: Path, clock: Moving) -> None:
    open_x(tmp_path, clock).feed([ASKED])
    assert [message.external_id for message in x.fetch(None).messages] == ["1"]


def test_two_senders_at_the_same_moment_send_the_same_text_once(tmp_path: Path, clock: Moving) -> None:
    def weigh_slowly(text: str) -> int:
        time.sleep(0.02)
        return len(text)

    x = SimulatedX(tmp_path / "x.sqlite", ["FennbyCare"], weigh_slowly, clock)
    x.feed([ASKED])

    def send(_: int) -> bool:
        try:
            x.send(a_reply())
        except SendRefused:
            return False
        return True

    with ThreadPoolExecutor(8) as together:
        assert sum(together.map(send, range(8))) == 1
    assert len(x.sent()) == 1
