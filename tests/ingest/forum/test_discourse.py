"""Topics of Discourse as its JSON gives them."""

from typing import Any

import pytest

from ingest.errors import Unreadable
from ingest.parsed import Parsed, PassedOver
from ingest.sources import Format
from tests.ingest.builders import outcomes, parsed
from tests.ingest.forum.discourse import Json, flagged, new_shape, old_shape, post, posts, topic, written
from tests.ingest.forum.threads import a_forum

KEY = "https://forum.example/t/7"


def document(said: Json, key: str = KEY, **source: Any) -> Parsed:
    return parsed(Format.DISCOURSE, written(said), a_forum(**source), key)


@pytest.mark.parametrize("shape", [new_shape, old_shape, flagged])
def test_every_shape_names_the_same_solution(shape: Any) -> None:
    found = document(shape(posts(), 3))

    assert found.text == (
        "W3 forgets the time\n\nQuestion\n\nAfter every power cut my W3 shows 00:00.\n\n"
        "Accepted solution by elm\n\nPut two cells into the base."
    )
    assert found.id == "https://forum.example/t/7/3"
    assert found.url == "https://forum.example/t/w3-forgets-the-time/7/3"
    assert found.meta == {
        "author": "elm",
        "role": "member",
        "date": "2025-03-04T10:00:00.000Z",
        "accepted_at": "2025-03-04T10:00:00.000Z",
        "trust": "normal",
    }


@pytest.mark.parametrize("shape", [new_shape, old_shape, flagged])
def test_post_57_of_80_is_found(shape: Any) -> None:
    found = document(shape(posts(80, solution=57), 57))

    assert found.id == "https://forum.example/t/7/57"
    assert found.text.endswith("Put two cells into the base.")


def test_a_saved_first_page_has_its_solution_when_the_topic_brings_it_along() -> None:
    found = document(new_shape(posts(80, solution=57), 57, shown=20))

    assert found.id == "https://forum.example/t/7/57"


@pytest.mark.parametrize("shape", [old_shape])
def test_a_saved_first_page_without_its_solution_is_named(shape: Any) -> None:
    with pytest.raises(Unreadable, match=r"post 57 is not in it, only 20 others: save all pages"):
        document(shape(posts(80, solution=57), 57, shown=20))


def test_several_solutions_are_kept() -> None:
    found = document(new_shape(posts(5), 3, 5))

    assert "Accepted solution by elm" in found.text
    assert "Accepted solution by oak\n\nI have no idea, says reply 5." in found.text
    assert found.id.endswith("/3")


def test_a_topic_without_a_solution_is_passed_over_or_taken_with_little_trust() -> None:
    data = written(topic(posts(solution=None)))

    assert outcomes(Format.DISCOURSE, data, a_forum(), KEY) == [PassedOver(KEY)]
    (found,) = outcomes(Format.DISCOURSE, data, a_forum(unaccepted=True), KEY)
    assert isinstance(found, Parsed)
    assert (found.id, found.meta["trust"]) == (KEY, "low")
    assert "Reply 3 by oak" in found.text


@pytest.mark.parametrize(
    ("said", "role", "heading", "trust"),
    [
        ({"admin": True, "staff": True}, "staff", "Accepted solution by elm (staff)", "high"),
        ({"moderator": True, "staff": True}, "moderator", "Accepted solution by elm (moderator)", "normal"),
        ({"group_moderator": True}, "moderator", "Accepted solution by elm (moderator)", "normal"),
        ({"trust_level": 4}, "expert", "Accepted solution by elm", "normal"),
    ],
)
def test_standing_is_what_the_forum_says(said: Json, role: str, heading: str, trust: str) -> None:
    found = document(new_shape(posts(**said), 3))

    assert (found.meta["role"], found.meta["trust"]) == (role, trust)
    assert f"{heading}\n\n" in found.text


def test_quotes_are_not_the_words_of_who_quotes() -> None:
    quoting = '<aside class="quote" data-username="elm"><blockquote>That did not work.</blockquote></aside>'
    made = [*posts(), post(5, f"{quoting} I see, thanks.", "ivy"), post(6, "It does not work on v2.", "ivy")]

    found = document(new_shape(made, 3))

    assert found.text.endswith("Correction by ivy\n\nIt does not work on v2.")
    assert "I see" not in found.text


@pytest.mark.parametrize(
    "said",
    [{"post_type": 4}, {"post_type": 3}, {"hidden": True}, {"user_deleted": True}, {"deleted_at": "2025"}],
)
def test_what_is_not_for_everybody_is_left_out(said: Json) -> None:
    whisper = post(5, "It does not work, but do not tell the customer.", "ivy", **said)

    assert "do not tell" not in document(new_shape([*posts(), whisper], 3)).text
    assert outcomes(Format.DISCOURSE, written(new_shape(posts(**said), 3)), a_forum(), KEY) == [
        PassedOver(KEY)
    ]


def test_a_private_message_is_nobody_s_knowledge() -> None:
    data = written(new_shape(posts(), 3, archetype="private_message"))

    assert outcomes(Format.DISCOURSE, data, a_forum(unaccepted=True), KEY) == [PassedOver(KEY)]


def test_a_saved_topic_has_a_link_when_its_forum_is_known() -> None:
    assert document(new_shape(posts(), 3), "7.json").url is None
    found = document(new_shape(posts(), 3), "7.json", site="forum.example")
    assert found.url == "https://forum.example/t/w3-forgets-the-time/7/3"


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"<html>", b'{"id": "x"}', b'{"id": 7, "title": "a"}', b"[" * 9999]
)
def test_another_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(Unreadable, match="it is not a topic of Discourse"):
        outcomes(Format.DISCOURSE, data, a_forum(), KEY)
