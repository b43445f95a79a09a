"""What only Mastodon does, on the packaged server."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.channels.mastodon import MastodonSettings, channel_of
from bots.errors import Ailment, Limited, NotSignedIn
from bots.mastodon.api import MastodonApi
from bots.mastodon.checkup import looks
from bots.mastodon.listen import MastodonListener
from bots.mastodon.publish import MastodonPublisher
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.messages import Kind
from tests.contracts.channels.mastodon_world import US, MastodonWorld
from tests.contracts.channels.replies import ANSWER, a_reply
from tests.contracts.channels.world import Mishap, Out

pytestmark = pytest.mark.slow


def test_a_reply_that_is_sent_again_after_an_unclear_end_stands_once(mastodon: MastodonWorld) -> None:
    reply = a_reply(mastodon, mastodon.write("what is E17?"))
    mastodon.fail_next(Mishap.ANSWER_LOST)
    with pytest.raises(SendUncertain):
        mastodon.publisher.send(reply)
    receipt = mastodon.publisher.send(reply)
    assert [out.text for out in mastodon.out()] == [ANSWER]
    assert mastodon.publisher.find(reply) == receipt


def test_the_key_of_a_reply_makes_one_post_of_two_though_nobody_looked(mastodon: MastodonWorld) -> None:
    posts = [mastodon.api.post_status({"status": "Rinse it."}, "12-1-abc") for _ in range(2)]
    assert posts[0]["id"] == posts[1]["id"]
    assert mastodon.api.post_status({"status": "Rinse it."}, "13-1-abc")["id"] != posts[0]["id"]


def test_a_reply_stands_once_though_the_server_has_forgotten_its_key(mastodon: MastodonWorld) -> None:
    reply = a_reply(mastodon, mastodon.write("what is E17?"))
    receipt = mastodon.publisher.send(reply)
    assert mastodon.publisher.send(replace(reply, key="of another hour")) == receipt
    assert len(mastodon.out()) == 1


def test_a_direct_reply_is_seen_by_who_it_is_for_and_by_nobody_else(mastodon: MastodonWorld) -> None:
    receipt = mastodon.publisher.send(a_reply(mastodon, mastodon.write("my order?"), to=To.DM))
    (post,) = mastodon.account(US).account_statuses(mastodon.api.me)
    assert (post.visibility, [named.acct for named in post.mentions]) == ("direct", ["ann"])
    assert receipt.url is None
    (conversation,) = mastodon.account("ann").conversations()
    assert conversation.last_status.id == post.id


def test_a_reply_to_an_unlisted_post_is_unlisted(mastodon: MastodonWorld) -> None:
    asked = mastodon.account("ann").status_post(f"@{US} what is E17?", visibility="unlisted")
    mastodon.publisher.send(a_reply(mastodon, str(asked.id)))
    assert [one.visibility for one in mastodon.account(US).account_statuses(mastodon.api.me)] == ["unlisted"]


def test_a_direct_reply_pulls_no_third_person_in(mastodon: MastodonWorld) -> None:
    reply = a_reply(mastodon, mastodon.write("my order?", to=To.DM), "ask @bob about it", to=To.DM)
    with pytest.raises(SendRefused, match="@bob") as refused:
        mastodon.publisher.send(reply)
    assert not refused.value.again
    assert mastodon.out() == []


def test_an_answer_to_our_reply_is_one_with_its_thread_above_it(mastodon: MastodonWorld) -> None:
    asked = mastodon.write("what is E17?")
    receipt = mastodon.publisher.send(a_reply(mastodon, asked))
    mastodon.account("ann").status_post(f"@{US} did not help", in_reply_to_id=receipt.external_id)
    first, second = mastodon.listener.fetch(None).messages
    assert (second.kind, second.conversation) == (Kind.REPLY, first.conversation)
    assert [(one.author_handle, one.ours) for one in second.before] == [("ann", False), (US, True)]


def test_a_quote_of_our_post_is_heard_with_what_it_quotes(mastodon: MastodonWorld) -> None:
    ours = mastodon.account(US).status_post("The W3 is here")
    mastodon.account("ann").status_post(f"@{US} mine leaks", quoted_status_id=ours.id)
    (message,) = mastodon.listener.fetch(None).messages
    assert (message.kind, message.quoted) == (Kind.QUOTE, "The W3 is here")


def test_a_post_that_is_edited_before_it_is_heard_is_heard_once_as_it_stands(mastodon: MastodonWorld) -> None:
    asked = mastodon.write("what is E71?")
    mastodon.edit(asked, "what is E17?")
    inbox = mastodon.listener.fetch(None)
    assert [message.text for message in inbox.messages] == [f"@{US} what is E17?"]
    assert mastodon.listener.fetch(inbox.cursor).messages == ()


def test_more_mentions_than_are_taken_at_once_are_all_heard_in_order(mastodon: MastodonWorld) -> None:
    listener = MastodonListener(mastodon.api, mastodon.now, every=timedelta(0), at_once=3)
    asked, heard, cursor = [mastodon.write(f"number {number}") for number in range(7)], list[str](), None
    for _ in range(4):
        inbox = listener.fetch(cursor)
        assert len(inbox.messages) <= 3
        heard += [message.external_id for message in inbox.messages]
        cursor = inbox.cursor
    assert heard == asked


def test_without_a_cursor_old_mentions_are_not_answered(mastodon: MastodonWorld) -> None:
    mastodon.write("from long ago")
    listener = MastodonListener(mastodon.api, lambda: mastodon.now() + timedelta(hours=25))
    assert listener.fetch(None).messages == ()


def test_a_server_is_not_asked_more_often_than_it_allows(mastodon: MastodonWorld) -> None:
    now = [mastodon.now()]
    listener = MastodonListener(mastodon.api, lambda: now[0], every=timedelta(seconds=5))
    cursor = listener.fetch(None).cursor
    mastodon.write("what is E17?")
    assert listener.fetch(cursor).messages == ()
    now[0] += timedelta(seconds=6)
    assert len(listener.fetch(cursor).messages) == 1


def test_after_a_limit_nothing_is_asked_until_it_ends(mastodon: MastodonWorld) -> None:
    now = [mastodon.now()]
    listener = MastodonListener(mastodon.api, lambda: now[0], every=timedelta(0))
    mastodon.write("what is E17?")
    with mastodon.server.fault(path="/api/v1/notifications", type="ratelimit"), pytest.raises(Limited):
        listener.fetch(None)
    assert listener.fetch(None).messages == ()
    now[0] += timedelta(minutes=6)
    assert len(listener.fetch(None).messages) == 1


def test_a_server_that_cannot_show_several_posts_is_heard_all_the_same(mastodon: MastodonWorld) -> None:
    mastodon.write("one")
    cursor = mastodon.listener.fetch(None).cursor
    asked = mastodon.write("two")
    with mastodon.server.fault(path="/api/v1/statuses", methods=["GET"], status=404):
        inbox = mastodon.listener.fetch(cursor)
    assert ([one.external_id for one in inbox.messages], inbox.gone) == ([asked], ())


def test_a_post_that_cannot_be_looked_at_just_now_is_not_taken_for_deleted(mastodon: MastodonWorld) -> None:
    mastodon.write("what is E17?")
    cursor = mastodon.listener.fetch(None).cursor
    with mastodon.server.fault(path="/api/v1/statuses", methods=["GET"], body=[], status=200):
        assert mastodon.listener.fetch(cursor).gone == ()


@pytest.mark.parametrize(
    ("status", "error"), [(500, SendUncertain), (503, SendUncertain), (422, SendRefused), (401, SendRefused)]
)
def test_what_the_server_answers_decides_what_is_known(
    mastodon: MastodonWorld, status: int, error: type[Exception]
) -> None:
    reply = a_reply(mastodon, mastodon.write("what is E17?"))
    with (
        mastodon.server.fault(path="/api/v1/statuses", methods=["POST"], status=status),
        pytest.raises(error) as raised,
    ):
        mastodon.publisher.send(reply)
    assert f"{US}_token" not in str(raised.value)


def test_an_answer_that_is_no_json_leaves_it_unclear(mastodon: MastodonWorld) -> None:
    reply = a_reply(mastodon, mastodon.write("what is E17?"))
    with (
        mastodon.server.fault(path="/api/v1/statuses", methods=["POST"], type="malformed"),
        pytest.raises(SendUncertain),
    ):
        mastodon.publisher.send(reply)


def test_a_token_that_is_not_taken_keeps_the_reply_for_later(mastodon: MastodonWorld) -> None:
    reply = a_reply(mastodon, mastodon.write("what is E17?"))
    stranger = MastodonApi(mastodon.exchange, "no_token", mastodon.now)
    with pytest.raises(SendRefused, match="token") as refused:
        MastodonPublisher(stranger, mastodon.now).send(reply)
    assert refused.value.again
    with pytest.raises(NotSignedIn):
        MastodonListener(stranger, mastodon.now).fetch(None)


def test_the_doctor_says_who_we_are_and_what_is_missing(mastodon: MastodonWorld) -> None:
    found = dict(looks(mastodon.api))
    with pytest.raises(Ailment, match="says nothing about itself"):
        found["mastodon account"]()
    mastodon.account(US).account_update_credentials(note="Care of Fennby, Mon-Fri")
    assert found["mastodon account"]() == f"@{US}, not marked as automated"
    assert "500 characters" in found["mastodon server"]()


def test_the_house_hears_and_speaks_with_the_settings_of_an_account(mastodon: MastodonWorld) -> None:
    assert MastodonSettings(server="https://m.example").missing == ["token"]
    channel = channel_of(MastodonSettings(), mastodon.api, mastodon.now)
    asked = mastodon.write("what is E17?")
    (message,) = channel.listener.fetch(None).messages
    channel.publisher.send(a_reply(mastodon, asked, message=message))
    assert mastodon.out() == [Out(ANSWER, asked, To.PUBLIC)]
    assert [look.what for look in channel.looks] == ["mastodon account", "mastodon token", "mastodon server"]
