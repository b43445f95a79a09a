"""What only Facebook does, on a page that keeps to its rules as they are written down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.channels.channel import Channel
from app.channels.facebook import FacebookSettings, channel_of
from bots.errors import Ailment
from bots.facebook.graph import Credentials, Graph
from bots.facebook.publish import FacebookPublisher
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.messages import Kind
from tests.contracts.channels.facebook_world import FacebookWorld
from tests.contracts.channels.replies import ANSWER, a_reply, heard
from tests.contracts.channels.world import Mishap, Out
from tests.fakes.facebook.calls import told_of_comment, told_of_message
from tests.fakes.facebook.graph import APP, SECRET, TOKEN
from tests.fakes.facebook.page import PAGE, PEOPLE

pytestmark = pytest.mark.slow

COMPLETE = FacebookSettings.model_validate(
    {"page_id": PAGE, "token": TOKEN, "app_id": APP, "app_secret": SECRET, "verify_token": "w"}
)


def test_a_comment_is_answered_in_private_once(facebook: FacebookWorld) -> None:
    asked = facebook.write("what is E17?")
    facebook.publisher.send(a_reply(facebook, asked, to=To.DM))
    assert facebook.out() == [Out(ANSWER, asked, To.DM)]
    with pytest.raises(SendRefused, match="one private reply") as refused:
        facebook.publisher.send(a_reply(facebook, asked, "and another thing", to=To.DM))
    assert not refused.value.again
    assert len(facebook.out()) == 1


def test_a_private_reply_is_found_again_and_sent_no_second_time(facebook: FacebookWorld) -> None:
    reply = a_reply(facebook, facebook.write("what is E17?"), to=To.DM)
    facebook.fail_next(Mishap.ANSWER_LOST)
    with pytest.raises(SendUncertain):
        facebook.publisher.send(reply)
    found = facebook.publisher.find(reply)
    assert found is not None
    assert found.external_id == facebook.our_words()[0].id
    assert facebook.publisher.send(reply) == found
    assert len(facebook.out()) == 1


@pytest.mark.parametrize("to", list(To))
def test_the_same_words_soon_after_are_another_reply_when_the_first_is_on_record(
    facebook: FacebookWorld, to: To
) -> None:
    on_record: set[str] = set()
    publisher = FacebookPublisher(facebook.graph, facebook.now, taken=on_record.__contains__)
    reply = a_reply(facebook, facebook.write("what is E17?", to=To.DM), to=To.DM)
    if to is To.PUBLIC:
        reply = a_reply(facebook, facebook.write("what is E17?"))
    on_record.add(publisher.send(reply).external_id)
    facebook.wait(timedelta(seconds=20))
    again = replace(reply, key="another", approved_at=facebook.now())
    assert publisher.send(again).external_id not in on_record
    assert len(facebook.out()) == 2


def test_after_seven_days_a_comment_is_answered_in_public_only(facebook: FacebookWorld) -> None:
    asked = facebook.write("what is E17?")
    private, public = a_reply(facebook, asked, to=To.DM), a_reply(facebook, asked)
    facebook.wait(timedelta(days=7))
    with pytest.raises(SendRefused, match="7 days only"):
        facebook.publisher.send(private)
    facebook.publisher.send(public)
    assert facebook.out() == [Out(ANSWER, asked, To.PUBLIC)]


def test_after_a_day_a_message_is_refused_unless_a_person_may_answer_for_longer(
    facebook: FacebookWorld,
) -> None:
    reply = a_reply(facebook, facebook.write("my order?", to=To.DM), to=To.DM)
    facebook.wait(timedelta(hours=24))
    with pytest.raises(SendRefused, match="24 hours"):
        facebook.publisher.send(reply)
    facebook.page.human_agent_granted = True
    FacebookPublisher(facebook.graph, facebook.now, human_agent=True).send(reply)
    assert len(facebook.out()) == 1


def test_the_window_opens_again_when_the_customer_writes_again(facebook: FacebookWorld) -> None:
    reply = a_reply(facebook, facebook.write("my order?", to=To.DM), to=To.DM)
    facebook.wait(timedelta(days=3))
    facebook.write("hello?", to=To.DM)
    facebook.publisher.send(reply)
    assert len(facebook.out()) == 1


def test_a_tag_that_facebook_did_not_grant_is_refused_by_facebook(facebook: FacebookWorld) -> None:
    reply = a_reply(facebook, facebook.write("my order?", to=To.DM), to=To.DM)
    facebook.wait(timedelta(days=2))
    with pytest.raises(SendRefused, match="human agent") as refused:
        FacebookPublisher(facebook.graph, facebook.now, human_agent=True).send(reply)
    assert not refused.value.again


def test_a_message_gets_no_public_reply(facebook: FacebookWorld) -> None:
    with pytest.raises(SendRefused, match="no public reply"):
        facebook.publisher.send(a_reply(facebook, facebook.write("my order?", to=To.DM)))


def test_an_answer_under_a_comment_has_the_thread_above_it_and_is_answered_beside_it(
    facebook: FacebookWorld,
) -> None:
    first = facebook.write("what is E17?")
    second = facebook.page.add_comment(first, PEOPLE["bob"], "mine shows it too")
    facebook.tell(told_of_comment(facebook.page, second))
    message = heard(facebook, second.id)
    assert message.conversation == first
    assert [(one.text, one.ours) for one in message.before] == [
        ("The W3 is here.", True),
        ("what is E17?", False),
    ]
    reply = a_reply(facebook, second.id)
    receipt = facebook.publisher.send(reply)
    assert facebook.out() == [Out(ANSWER, second.id, To.PUBLIC)]
    assert facebook.publisher.find(reply) == receipt


def test_a_message_that_is_edited_comes_under_its_first_id(facebook: FacebookWorld) -> None:
    asked = facebook.write("my ordr?", to=To.DM)
    cursor = facebook.listener.fetch(None).cursor
    facebook.wait(timedelta(minutes=1))
    words = replace(facebook.page.messages[asked], text="my order?")
    facebook.tell(told_of_message(facebook.page, words, edited=True))
    (edited,) = facebook.listener.fetch(cursor).messages
    assert (edited.external_id, edited.text, edited.kind) == (asked, "my order?", Kind.DIRECT_MESSAGE)
    assert edited.edited_at == facebook.now()


def test_who_writes_is_known_by_name(facebook: FacebookWorld) -> None:
    facebook.write("my order?", to=To.DM)
    facebook.write("what is E17?", by="bob")
    assert [one.author_name for one in facebook.listener.fetch(None).messages] == [
        "Ann Example",
        "Bob Example",
    ]


def test_a_comment_is_heard_though_nothing_more_can_be_learnt_of_it(facebook: FacebookWorld) -> None:
    facebook.write("what is E17?")
    facebook.write("my order?", to=To.DM)
    facebook.fake.down = True
    comment, direct = facebook.listener.fetch(None).messages
    assert (comment.text, comment.before) == ("what is E17?", ())
    assert direct.author_name == PEOPLE["ann"]
    facebook.fake.down = False
    facebook.wait(timedelta(minutes=2))
    comment, direct = facebook.listener.fetch(None).messages
    assert (len(comment.before), direct.author_name) == (1, "Ann Example")


def test_a_server_that_is_down_is_not_asked_about_every_comment(facebook: FacebookWorld) -> None:
    for number in range(5):
        facebook.write(f"number {number}")
    facebook.fake.down, facebook.fake.asked = True, 0
    assert len(facebook.listener.fetch(None).messages) == 5
    assert facebook.fake.asked == 1


def test_what_a_customer_takes_back_stands_in_no_raw_event_either(facebook: FacebookWorld) -> None:
    asked = facebook.write("my number is 555-0100")
    cursor = facebook.listener.fetch(None).cursor
    facebook.delete(asked)
    cursor = facebook.listener.fetch(cursor).cursor
    facebook.listener.fetch(cursor)
    assert not any("555-0100" in one.raw for one in facebook.arrivals.after("facebook", 0, 100))


def test_without_a_cursor_old_comments_are_not_answered(facebook: FacebookWorld) -> None:
    facebook.write("from long ago")
    facebook.wait(timedelta(hours=25))
    new = facebook.write("what is E17?")
    assert [one.external_id for one in facebook.listener.fetch(None).messages] == [new]


def test_after_an_outage_everything_that_was_told_is_heard_though_it_is_old(facebook: FacebookWorld) -> None:
    facebook.write("one")
    cursor = facebook.listener.fetch(None).cursor
    asked = facebook.write("two")
    facebook.wait(timedelta(days=3))
    assert [one.external_id for one in facebook.listener.fetch(cursor).messages] == [asked]


def test_an_expired_token_keeps_the_reply_for_later_and_the_doctor_says_so(facebook: FacebookWorld) -> None:
    reply = a_reply(facebook, facebook.write("what is E17?"))
    old = Graph(facebook.exchange, Credentials(PAGE, "old-token", SECRET), facebook.now)
    with pytest.raises(SendRefused, match="page token") as refused:
        FacebookPublisher(old, facebook.now).send(reply)
    assert refused.value.again
    assert "old-token" not in f"{refused.value!r} {Credentials(PAGE, 'old-token', SECRET)!r}"


def test_a_call_without_the_apps_proof_is_worth_nothing(facebook: FacebookWorld) -> None:
    asked = facebook.write("what is E17?")
    stolen = Graph(facebook.exchange, Credentials(PAGE, TOKEN, "guessed"), facebook.now)
    with pytest.raises(SendRefused):
        FacebookPublisher(stolen, facebook.now).send(a_reply(facebook, asked))
    assert facebook.out() == []


def test_an_error_of_nobodys_fault_leaves_it_unclear_when_we_were_sending(facebook: FacebookWorld) -> None:
    reply = a_reply(facebook, facebook.write("what is E17?"))
    facebook.fake.fails_writing = True
    with pytest.raises(SendUncertain):
        facebook.publisher.send(reply)
    facebook.fake.down = True
    with pytest.raises(SendRefused) as refused:
        facebook.publisher.send(reply)
    assert refused.value.again


def test_a_limit_ends_when_facebook_says(facebook: FacebookWorld) -> None:
    reply = a_reply(facebook, facebook.write("what is E17?"))
    facebook.fail_next(Mishap.LIMITED)
    with pytest.raises(SendRefused):
        facebook.publisher.send(reply)
    assert facebook.publisher.free_at(To.PUBLIC) == facebook.now() + timedelta(minutes=7)
    facebook.fake.limited = False
    facebook.wait(timedelta(minutes=7))
    assert facebook.publisher.free_at(To.PUBLIC) is None
    facebook.publisher.send(reply)


def test_the_doctor_says_how_long_the_token_lives_and_what_is_missing(facebook: FacebookWorld) -> None:
    looks = {look.what: look.at for look in the_channel(facebook).looks}
    assert looks["facebook page"]() == "Fennby"
    assert looks["facebook token"]() == "valid, and does not expire"
    assert "feed" in looks["facebook webhook"]()
    facebook.fake.token_expires = int((facebook.now() + timedelta(days=60)).timestamp())
    assert looks["facebook token"]() == f"valid until {facebook.now() + timedelta(days=60):%Y-%m-%d}"
    facebook.wait(timedelta(days=55))
    with pytest.raises(Ailment, match="only"):
        looks["facebook token"]()


def test_the_doctor_names_rights_and_fields_that_are_missing(facebook: FacebookWorld) -> None:
    facebook.fake.scopes = [one for one in facebook.fake.scopes if one != "pages_messaging"]
    facebook.fake.told_of = ["feed"]
    looks = {look.what: look.at for look in the_channel(facebook).looks}
    with pytest.raises(Ailment, match="pages_messaging"):
        looks["facebook token"]()
    with pytest.raises(Ailment, match="message_edits, messages"):
        looks["facebook webhook"]()


def test_the_house_hears_and_speaks_with_the_settings_of_a_page(facebook: FacebookWorld) -> None:
    assert FacebookSettings().missing == ["page_id", "token", "app_id", "app_secret", "verify_token"]
    assert "app-secret" not in repr(COMPLETE)
    channel = the_channel(facebook)
    assert channel.call_in is not None
    asked = facebook.write("what is E17?")
    (message,) = channel.listener.fetch(None).messages
    channel.publisher.send(a_reply(facebook, asked, message=message))
    assert facebook.out() == [Out(ANSWER, asked, To.PUBLIC)]


def the_channel(facebook: FacebookWorld) -> Channel:
    return channel_of(COMPLETE, facebook.exchange, facebook.arrivals, facebook.now, lambda _: False)
