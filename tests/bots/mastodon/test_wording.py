"""Whom our reply names on Mastodon, who may see it, and whether it fits."""

from dataclasses import replace
from typing import Any

import pytest

from assist.text.mastodon_length import mastodon_length
from bots.mastodon import wording
from bots.mastodon.api import Sizes
from bots.mastodon.statuses import Visibility
from desk.cases import Reply, Stage
from desk.drafts import To
from desk.errors import SendRefused
from desk.posting import reply_of
from tests.bots.cases import a_case
from tests.bots.mastodon.posts import a_status
from tests.builders import a_draft, a_message


def a_reply(text: str = "Rinse the funnel.", to: To = To.PUBLIC) -> Reply:
    message = replace(a_message(external_id="50", author_id="2"))
    return reply_of(a_case(Stage.APPROVED, message=message, draft=a_draft(text, version=1, to=to)))


def checked(text: str, to: To = To.DM, **fields: Any) -> None:
    reply, status = a_reply(text, to), a_status(**fields)
    wording.check(reply, status, wording.worded(reply, status), Sizes())


def test_the_reply_names_whom_it_is_for_once() -> None:
    assert wording.worded(a_reply(), a_status()) == "@ann@elsewhere.example Rinse the funnel."
    named = a_reply("Rinse it, @Ann@Elsewhere.example")
    assert wording.worded(named, a_status()) == "Rinse it, @Ann@Elsewhere.example"


@pytest.mark.parametrize(
    ("asked", "to", "answered"),
    [
        ("public", To.PUBLIC, Visibility.PUBLIC),
        ("unlisted", To.PUBLIC, Visibility.UNLISTED),
        ("public", To.DM, Visibility.DIRECT),
        ("private", To.DM, Visibility.DIRECT),
    ],
)
def test_no_more_people_see_the_reply_than_saw_the_question(asked: str, to: To, answered: Visibility) -> None:
    assert wording.seen_by(a_reply(to=to), a_status(visibility=asked)) is answered


@pytest.mark.parametrize("asked", ["private", "direct"])
def test_what_was_not_for_everybody_gets_no_public_reply(asked: str) -> None:
    with pytest.raises(SendRefused, match="send it directly"):
        wording.seen_by(a_reply(), a_status(visibility=asked))


@pytest.mark.parametrize("text", ["ask @bob", "(@bob@far.example)", "@bob", "@ann hello", "@bob."])
def test_a_direct_message_that_names_somebody_else_is_refused(text: str) -> None:
    with pytest.raises(SendRefused, match="without its @"):
        checked(text)
    checked(text, To.PUBLIC)


@pytest.mark.parametrize(
    "text", ["care@fennby.example", "https://m.example/@bob", "5 @ 3", "@", "@ann@elsewhere.example hi"]
)
def test_what_only_looks_like_a_name_pulls_nobody_in(text: str) -> None:
    checked(text)


def test_a_reply_to_somebody_else_than_the_author_is_refused() -> None:
    with pytest.raises(SendRefused, match="somebody else"):
        checked("hi", account={"id": "3", "acct": "bob"})


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("abc", 3),
        ("see https://example.com/" + "a" * 300 + ", and", 32),
        ("https://a.io", 23),
        ("@ann@elsewhere.example hi", 7),
        ("mail ann@elsewhere.example", 26),
        ("e\u0301", 1),
    ],
)
def test_links_and_names_count_as_mastodon_counts_them(text: str, length: int) -> None:
    assert mastodon_length(text) == length
