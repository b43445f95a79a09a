"""Which post of ours is this reply? Never another one, whatever X shows."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.x.fields import id_at
from bots.x.stored import Shown, comparable, shown_of, this_one
from desk.drafts import To
from tests.bots.x.outgoing.door import US, a_reply
from tests.builders import NOON

TEXTS = ["Rinse the funnel.", "Rinse the funnel", "@ada Rinse the funnel.", "See https://fennby.example/e17"]
_numbers = count()


def an_id(at: datetime) -> str:
    """One of its own, made then."""
    return str(int(id_at(at)) + next(_numbers) % 4096)


def a_shown(
    text: str = TEXTS[0], *, seconds: float = 10, author: str = US.id, under: str | None = "500"
) -> Shown:
    """Something on X, made so long after the approval."""
    at = NOON + timedelta(seconds=seconds)
    return Shown(an_id(at), author, at, text, under)


shown = st.lists(
    st.builds(
        a_shown,
        st.sampled_from(TEXTS),
        seconds=st.sampled_from([-86400, -1, -0.01, 0.01, 1, 60, 86400]),
        author=st.sampled_from([US.id, "2000"]),
        under=st.sampled_from(["500", "501", None]),
    ),
    max_size=12,
)


@given(shown, st.sampled_from(TEXTS), st.sampled_from(To), st.data())
def test_nothing_is_taken_for_a_reply_that_is_not_ours_older_elsewhere_or_on_record(
    there: list[Shown], text: str, to: To, data: st.DataObject
) -> None:
    known = data.draw(st.sets(st.sampled_from([one.id for one in there]) if there else st.nothing()))
    reply = a_reply(text, to)
    found = this_one(reply, there, US.id, known.__contains__)
    if found is None:
        return
    assert found.author_id == US.id
    assert found.id not in known
    assert found.at >= NOON
    assert found.replies_to == ("500" if to is To.PUBLIC else None)
    assert found.text.removeprefix("@ada ") == text.removeprefix("@ada ")


@given(shown, st.sampled_from(TEXTS), st.sampled_from(To))
def test_a_reply_that_x_has_is_found_among_whatever_else(there: list[Shown], text: str, to: To) -> None:
    public = to is To.PUBLIC
    out = a_shown(text, seconds=5, under="500" if public else None)
    found = this_one(a_reply(text, to), [*there, out], US.id, lambda _: False)
    assert found is not None
    assert comparable(found.text, public=public) == comparable(out.text, public=public)


@given(shown, st.sampled_from(To))
def test_two_replies_in_the_same_words_are_two(there: list[Shown], to: To) -> None:
    reply, on_record = a_reply(TEXTS[0], to), set[str]()
    while (found := this_one(reply, there, US.id, on_record.__contains__)) is not None:
        assert found.id not in on_record
        on_record.add(found.id)
    assert len(on_record) <= len(there)


def test_without_a_time_of_approval_nobody_can_tell() -> None:
    assert this_one(replace(a_reply(), approved_at=None), [a_shown()], US.id, lambda _: False) is None


def as_stored(text: str, **fields: Any) -> dict[str, Any]:
    """A reply of ours as API v2 gives it."""
    reply = [{"type": "replied_to", "id": "500"}]
    return {
        "id": an_id(NOON + timedelta(seconds=3)),
        "author_id": US.id,
        "text": text,
        "referenced_tweets": reply,
        **fields,
    }


@pytest.mark.parametrize(
    ("ours", "stored"),
    [
        ("Rinse it.", as_stored("@ada @bob Rinse it.")),
        ("@ada Rinse it.", as_stored("@ada Rinse it.")),
        ("If T < 0 & V > 3, rinse it.", as_stored("@ada If T &lt; 0 &amp; V &gt; 3, rinse it.")),
        ("Write &amp; for an ampersand.", as_stored("@ada Write &amp; for an ampersand.")),
        ("Write &amp; for an ampersand.", as_stored("@ada Write &amp;amp; for an ampersand.")),
        ("Cafe\u0301 mode.", as_stored("@ada Caf\u00e9 mode.")),
        ("One.\n\n\n Two. ", as_stored("@ada One.\n\nTwo.")),
        (
            "See https://fennby.example/e17?a=1&b=2.",
            as_stored(
                "@ada See https://t.co/abc.",
                entities={
                    "urls": [
                        {"url": "https://t.co/abc", "expanded_url": "https://fennby.example/e17?a=1&b=2"}
                    ]
                },
            ),
        ),
        (
            "See fennby.example",
            as_stored(
                "@ada See https://t.co/abc",
                entities={"urls": [{"url": "https://t.co/abc", "expanded_url": "http://Fennby.example/"}]},
            ),
        ),
        (
            "Two: https://a.example/\\1 https://b.example",
            as_stored(
                "@ada Two: https://t.co/a https://t.co/ab",
                entities={
                    "urls": [
                        {"url": "https://t.co/a", "expanded_url": "https://a.example/\\1"},
                        {"url": "https://t.co/ab", "expanded_url": "https://b.example"},
                    ]
                },
            ),
        ),
        ("Long. " * 60, as_stored("@ada Long. Long…", note_tweet={"text": "@ada " + "Long. " * 60})),
        (
            "Rinse it.",
            {
                k if k != "referenced_tweets" else "referenced_posts": v
                for k, v in as_stored("Rinse it.").items()
            },
        ),
    ],
)
def test_a_reply_is_known_again_however_x_stores_it(ours: str, stored: dict[str, Any]) -> None:
    seen = shown_of(stored)
    assert seen is not None
    assert this_one(a_reply(ours), [seen], US.id, lambda _: False) == seen


@pytest.mark.parametrize(
    ("ours", "stored"),
    [
        (
            "See https://fennby.example/e17",
            as_stored("@ada See https://t.co/abc"),
        ),  # nobody can tell which link
        (
            "See https://fennby.example/e17",
            as_stored(
                "@ada See https://t.co/abc",
                entities={
                    "urls": [{"url": "https://t.co/abc", "expanded_url": "https://fennby.example/e18"}]
                },
            ),
        ),
        ("Rinse it.", as_stored("@ada Rinse it!")),
        ("Rinse it.", as_stored("@ada rinse it.")),
        ("Rinse it.", as_stored("@ada Rinse it. @ada")),
        ("Rinse it.", as_stored("Rinse it.", referenced_tweets=[{"type": "quoted", "id": "500"}])),
        ("Rinse it.", as_stored("Rinse it.", referenced_tweets=[])),
        ("Rinse it.", as_stored("Rinse it.", author_id="2000")),
    ],
)
def test_what_only_looks_like_it_is_not_taken_for_it(ours: str, stored: dict[str, Any]) -> None:
    seen = shown_of(stored)
    assert seen is not None
    assert this_one(a_reply(ours), [seen], US.id, lambda _: False) is None


@pytest.mark.parametrize(
    "broken", [{}, {"id": "x"}, {"id": "7"}, {"id": "7", "author_id": None}, {"id": 7.5, "author_id": "1"}]
)
def test_what_says_not_enough_is_nothing(broken: dict[str, Any]) -> None:
    assert shown_of(broken) is None
