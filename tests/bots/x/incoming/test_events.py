"""Whatever X hands over is taken apart without a crash, and one object has one key on every way."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.x.directs import message_of as direct_message_of
from bots.x.events import (
    HeardDirect,
    HeardGone,
    HeardPost,
    deliveries_in,
    deliveries_of,
    gone_from,
    heard,
)
from bots.x.fields import Unreadable
from bots.x.messages import message_of
from bots.x.threads import Threads
from desk.messages import Message
from tests.bots.x.incoming.fake import FakeApi
from tests.bots.x.incoming.raw import (
    OUR_USER,
    RAINY,
    US,
    a_direct,
    a_direct_event,
    a_page,
    a_post,
    a_reply,
    an_edit,
    an_event,
    respelled,
)

NOT_FOUND = {
    "resource_id": "77",
    "type": "https://api.x.com/2/problems/resource-not-found",
    "title": "Not Found Error",
}


def test_a_post_has_one_key_however_it_came() -> None:
    post = a_post()
    ways = [
        deliveries_in(an_event(post)),
        deliveries_in(an_event(respelled(post), "post.reply.create")),
        deliveries_of(a_page(post)),
        deliveries_of({"data": post}),
    ]
    assert {one.key for [one] in ways} == {f"post {post['id']}"}


def test_a_direct_message_has_one_key_however_it_came() -> None:
    direct = a_direct()
    [told], [listed] = deliveries_in(a_direct_event(direct)), deliveries_of(a_page(direct))
    assert told.key == listed.key == f"direct {direct['id']}"
    one, other = heard(told.raw), heard(listed.raw)
    assert isinstance(one, HeardDirect)
    assert isinstance(other, HeardDirect)
    assert one.direct == other.direct
    assert one.authors[0].handle == other.authors[0].handle == "rainy_day"


def test_each_version_of_a_post_has_a_key_of_its_own() -> None:
    first = a_post()
    [one], [other] = deliveries_of(a_page(first)), deliveries_of(a_page(an_edit(first, "better")))
    assert one.key != other.key


def test_of_a_page_each_post_takes_along_what_belongs_to_it_alone() -> None:
    parent = a_post("our words", author_id=US.id)
    reply, other = a_reply("thanks", parent), a_post(author_id="3333")
    stranger = RAINY | {"id": "3333", "username": "neighbour"}
    page = a_page(reply, other, users=(RAINY, stranger, OUR_USER))
    page["includes"]["tweets"] = [parent]
    first, second = (heard(one.raw) for one in deliveries_of(page))
    assert isinstance(first, HeardPost)
    assert isinstance(second, HeardPost)
    assert [post.text for post in first.posts] == ["our words"]
    assert {author.handle for author in first.authors} == {"rainy_day", "FennbyCare"}
    assert ([author.handle for author in second.authors], second.posts) == (["neighbour"], ())


def test_several_direct_messages_in_one_event_are_each_taken() -> None:
    event = json.loads(a_direct_event(a_direct("one")))
    second = json.loads(a_direct_event(a_direct("two")))
    event["data"]["payload"]["direct_message_events"] += second["data"]["payload"]["direct_message_events"]
    said = [heard(one.raw) for one in deliveries_in(json.dumps(event))]
    assert [one.direct.text for one in said if isinstance(one, HeardDirect)] == ["one", "two"]


def test_a_deleted_post_is_gone_by_event_and_by_looking_it_up() -> None:
    event = an_event({"id": "77", "author_id": "2222"}, "post.delete")
    [told], [found] = deliveries_in(event), gone_from({"errors": [NOT_FOUND]})
    assert told.key == found.key == "gone 77"
    assert heard(told.raw) == heard(found.raw) == HeardGone("77", "its author deleted it")


def test_a_post_that_x_fails_to_show_for_another_reason_is_not_gone() -> None:
    failing = NOT_FOUND | {"type": "https://api.x.com/2/problems/internal-error"}
    assert gone_from({"errors": [failing, {"type": []}, None]}) == []


def test_a_post_is_heard_though_something_around_it_could_not_be_shown() -> None:
    event = json.loads(an_event(a_post())) | {"errors": [NOT_FOUND]}
    [told] = deliveries_in(json.dumps(event))
    assert isinstance(heard(told.raw), HeardPost)


def test_trouble_that_x_tells_of_is_logged_and_no_message(caplog: pytest.LogCaptureFixture) -> None:
    assert deliveries_in('{"errors": [{"title": "operational-disconnect"}]}') == []
    assert "operational-disconnect" in caplog.text


@pytest.mark.parametrize("kind", ["dm.read", "dm.sent", "post.repost.create", "like.create", "chat.received"])
def test_an_event_that_is_none_of_ours_is_passed_over(kind: str) -> None:
    assert deliveries_in(an_event(a_post(), kind)) == []


@pytest.mark.parametrize("line", ["", "\r", "  "])
def test_a_keep_alive_says_nothing(line: str) -> None:
    assert deliveries_in(line) == []


@pytest.mark.parametrize(
    "raw",
    [
        "{broken",
        "null",
        "[1]",
        '"word"',
        "{}",
        '{"data": []}',
        "[" * 100_000,
        '{"data": {"event_type": "post.create"}}',
    ],
)
def test_what_cannot_be_read_is_kept_under_a_key_of_its_own_and_named(raw: str) -> None:
    [odd] = deliveries_in(raw)
    assert odd.key.startswith("odd ")
    assert odd == deliveries_in(raw)[0]
    with pytest.raises(Unreadable):
        heard(odd.raw)


def test_who_joins_or_leaves_a_conversation_wrote_nothing() -> None:
    assert deliveries_of(a_page(a_direct() | {"event_type": "ParticipantsJoin"})) == []


TEXT = st.text(st.characters(exclude_categories=()), max_size=20)  # halves of pairs too
IDS = st.sampled_from(["1", "2222", US.id, 7, True, "x", "", None, "9" * 40, -5, 10**30])
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXT | IDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def changed(whole: Any) -> st.SearchStrategy[Any]:
    """The object with any of its parts left out or made into anything."""
    if isinstance(whole, dict):
        return st.fixed_dictionaries(
            {}, optional={name: st.just(part) | changed(part) | anything for name, part in whole.items()}
        )
    if isinstance(whole, list):
        return st.tuples(*(changed(part) | st.just(part) for part in whole)).map(list) | anything
    return st.just(whole) | anything


LINK = {"start": 0, "end": 4, "title": "a page"}
PARENT = a_post("our words", author_id=US.id)
FULL = a_reply("@FennbyCare it beeps", PARENT) | {
    "note_post": {"text": "more", "entities": {"urls": [LINK]}},
    "withheld": {"scope": "post"},
    "display_text_range": [0, 4],
    "user": RAINY,
}
PAGE = a_page(FULL, users=(RAINY | {"connection_status": ["followed_by"], "receives_your_dm": True},)) | {
    "errors": [NOT_FOUND]
}
EVENTS = [
    json.loads(one)
    for one in (an_event(FULL), a_direct_event(a_direct()), an_event({"id": "1"}, "post.delete"))
]


def read_whole(raw: str) -> Message | str:
    """A message, or by name why there is none: nothing else may come out."""
    try:
        what = heard(raw)
    except Unreadable as error:
        return str(error)
    threads = Threads(FakeApi(), US)
    if isinstance(what, HeardPost):
        threads.learn(what.posts, what.authors)
        return message_of(what.post, threads.around(what.post, in_our_conversation=False), US, "x")
    if isinstance(what, HeardDirect):
        return direct_message_of(what.direct, threads.author(what.direct.sender_id), US, "x")
    return what.why


@given(changed(PAGE))
def test_any_page_makes_messages_or_named_refusals(page: Any) -> None:
    for one in [*deliveries_of(page), *gone_from(page)] if isinstance(page, dict) else []:
        assert read_whole(one.raw)
        assert one.key.encode()


@given(st.one_of([changed(event) for event in EVENTS]) | anything)
def test_any_event_makes_messages_or_named_refusals(event: Any) -> None:
    for one in deliveries_in(json.dumps(event)):
        assert read_whole(one.raw)
        assert one.key.encode()


@given(st.text())
def test_any_text_is_kept_or_says_nothing(raw: str) -> None:
    assert len(deliveries_in(raw)) == bool(raw.strip())
