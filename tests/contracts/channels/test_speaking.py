"""What every channel's publisher keeps to."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from tests.contracts.channels.replies import ANSWER, a_reply, heard
from tests.contracts.channels.test_hearing import HOSTILE
from tests.contracts.channels.world import Mishap, Out, World


def is_found(world: World, reply: Reply, receipt: Receipt) -> bool:
    """Its time may be the channel's where the receipt had ours."""
    found = world.publisher.find(reply)
    return found is not None and (found.external_id, found.url) == (receipt.external_id, receipt.url)


both = pytest.mark.parametrize("to", list(To))


@both
def test_a_reply_goes_under_the_customers_message_and_is_found_again(world: World, to: To) -> None:
    reply = a_reply(world, asked := world.write("what is E17?", to=to), to=to)
    assert world.publisher.free_at(to) is None
    receipt = world.publisher.send(reply)
    (out,) = world.out()
    assert out == Out(ANSWER, out.under, to)
    assert out.under in {asked, ""}
    assert is_found(world, reply, receipt)
    assert receipt.external_id
    assert abs(receipt.at - world.now()) < timedelta(minutes=1)


def test_a_public_reply_has_an_address_that_people_can_open(world: World) -> None:
    receipt = world.publisher.send(a_reply(world, world.write("what is E17?")))
    assert receipt.url is not None
    assert receipt.url.startswith("http")


def test_a_reply_stands_where_it_was_asked_and_nowhere_else(world: World) -> None:
    first, second = world.write("one"), world.write("two", by="bob")
    world.publisher.send(a_reply(world, second))
    assert {out.under for out in world.out()} <= {second, ""}
    assert world.publisher.find(a_reply(world, first)) is None


@both
def test_what_was_never_sent_is_not_found(world: World, to: To) -> None:
    assert world.publisher.find(a_reply(world, world.write("what is E17?", to=to), to=to)) is None


@both
def test_another_text_is_not_taken_for_this_reply(world: World, to: To) -> None:
    asked = world.write("what is E17?", to=to)
    world.publisher.send(a_reply(world, asked, "one", to=to))
    assert world.publisher.find(a_reply(world, asked, "two", to=to)) is None


@both
def test_the_same_words_from_before_the_approval_are_not_taken_for_this_reply(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    receipt = world.publisher.send(reply)
    later = replace(reply, key="another", approved_at=receipt.at + timedelta(minutes=10))
    assert world.publisher.find(later) is None


def test_the_same_words_of_somebody_else_are_not_taken_for_ours(world: World) -> None:
    asked = world.write("what is E17?")
    reply = a_reply(world, asked)
    world.echo(ANSWER, under=asked)
    assert world.publisher.find(reply) is None


@both
def test_a_channel_that_cannot_be_reached_took_nothing_and_is_tried_again(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    world.fail_next(Mishap.UNREACHABLE)
    with pytest.raises(SendRefused) as refused:
        world.publisher.send(reply)
    world.mend()
    assert refused.value.retry_at is not None
    assert world.out() == []
    world.publisher.send(reply)
    assert len(world.out()) == 1


@both
def test_a_limit_says_when_it_ends_and_the_next_reply_can_ask(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    world.fail_next(Mishap.LIMITED)
    with pytest.raises(SendRefused) as refused:
        world.publisher.send(reply)
    assert refused.value.retry_at is not None
    assert refused.value.retry_at > world.now()
    assert world.publisher.free_at(to) == refused.value.retry_at
    assert world.out() == []


@both
def test_a_reply_whose_answer_is_lost_is_found_and_stands_once(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    world.fail_next(Mishap.ANSWER_LOST)
    with suppress(SendUncertain):  # a channel may look by itself, and then it knows
        world.publisher.send(reply)
    assert world.publisher.find(reply) is not None
    assert [out.text for out in world.out()] == [ANSWER]


@both
def test_a_reply_that_somebody_took_for_unsent_is_not_sent_a_second_time(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    world.fail_next(Mishap.ANSWER_LOST)
    with suppress(SendUncertain):
        world.publisher.send(reply)
    with suppress(SendRefused):  # as what went out before
        world.publisher.send(reply)
    assert [out.text for out in world.out()] == [ANSWER]


@both
def test_whoever_looks_twice_is_told_twice_what_the_channel_shows(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    assert world.publisher.find(reply) is None
    assert is_found(world, reply, world.publisher.send(reply))


@both
def test_a_lost_request_is_unclear_and_cannot_be_found(world: World, to: To) -> None:
    reply = a_reply(world, world.write("what is E17?", to=to), to=to)
    world.fail_next(Mishap.REQUEST_LOST)
    with pytest.raises(SendUncertain):
        world.publisher.send(reply)
    assert world.publisher.find(reply) is None
    assert world.out() == []


@both
def test_the_longest_text_goes_out_and_one_more_letter_is_refused_for_ever(world: World, to: To) -> None:
    asked = world.write("what is E17?", to=to)
    with pytest.raises(SendRefused, match=r"shorten it|too long") as refused:
        world.publisher.send(a_reply(world, asked, "a" * (world.longest[to] + 1), to=to))
    assert not refused.value.again
    assert world.out() == []
    world.publisher.send(a_reply(world, asked, "a" * world.longest[to], to=to))
    assert [len(out.text) for out in world.out()] == [world.longest[to]]


@both
def test_hostile_text_goes_out_as_plain_text(world: World, to: To) -> None:
    for text in HOSTILE:
        reply = a_reply(world, world.write("what is E17?", to=to), text, to=to)
        receipt = world.publisher.send(reply)
        assert is_found(world, reply, receipt), text
    assert [out.text for out in world.out()] == HOSTILE


def test_a_message_that_was_taken_back_gets_no_reply(world: World) -> None:
    asked = world.write("what is E17?")
    message = heard(world, asked)
    world.delete(asked)
    with pytest.raises(SendRefused) as refused:
        world.publisher.send(a_reply(world, asked, message=message))
    assert not refused.value.again
    assert world.out() == []
