"""Answers of Stack Exchange's API 2.3, as they were saved."""

import pytest

from ingest.errors import Unreadable
from ingest.parsed import Failure, Parsed, PassedOver
from ingest.sources import Format
from tests.ingest.builders import outcomes, parsed
from tests.ingest.forum.stackexchange import ELM, IVY, answer, comment, question, solved, user, wrapped
from tests.ingest.forum.threads import a_forum

API = Format.STACKEXCHANGE_API


def test_a_question_with_its_accepted_answer_is_a_document() -> None:
    found = parsed(API, wrapped(solved()), a_forum(), "12.json")

    assert found.text == (
        'How far does the "W3" reach?\n\nQuestion\n\nThrough two brick walls?\n\n'
        "Accepted solution by elm & ash\n\nAbout 30 m."
    )
    assert found.id == found.url == "https://iot.example/a/121"
    assert found.meta == {
        "author": "elm & ash",
        "role": "member",
        "votes": "9",
        "date": "2023-11-16T22:13:20+00:00",
        "accepted_at": "2023-11-16T22:13:20+00:00",
        "licence": "CC BY-SA 4.0",
        "trust": "high",
    }


def test_comments_that_correct_the_solution_stand_beside_it() -> None:
    after = [comment("Thanks!", IVY, 3), comment("Actually it does not work through concrete.", IVY, 4)]
    before = [comment("It does not work at all.", IVY, 1)]
    solution = answer(121, "About 30 m.", ELM, is_accepted=True, comments=[*after, *before])

    found = parsed(API, wrapped(question(12, solution, answer(120, "It did not work.", day=9))), a_forum())

    assert found.text.endswith(
        "About 30 m.\n\nCorrection by ivy\n\nActually it does not work through concrete."
    )


def test_a_moderator_of_the_site_is_named_as_such() -> None:
    solution = answer(121, "About 30 m.", user("elm", 2, "moderator"), is_accepted=True)

    found = parsed(API, wrapped(question(12, solution)), a_forum())

    assert "Accepted solution by elm (moderator)" in found.text
    assert found.meta["role"] == "moderator"


def test_a_file_holds_many_and_a_broken_one_costs_only_itself() -> None:
    data = wrapped(solved(1), {"question_id": 2}, question(3), solved(4))

    first, broken, unsolved, last = outcomes(API, data, a_forum(), "all.json")

    assert isinstance(first, Parsed)
    assert isinstance(last, Parsed)
    assert isinstance(broken, Failure)
    assert broken.id == "forum/all.json, item 2"
    assert "at 'body': Field required" in broken.reason
    assert unsolved == PassedOver("https://iot.example/q/3")


def test_deleted_people_have_no_name() -> None:
    solution = answer(121, "About 30 m.", {"user_type": "does_not_exist"}, is_accepted=True)

    found = parsed(API, wrapped(question(12, solution, link=None)), a_forum(), "12.json")

    assert "Accepted solution\n\nAbout" in found.text
    assert (found.id, found.url) == ("forum/12.json#121", None)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"error_id": 502}', b'{"items": {}}'])
def test_another_answer_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="it is not an answer of Stack Exchange's API"):
        outcomes(API, data, a_forum())


def test_a_date_beyond_all_time_costs_only_its_question() -> None:
    (found,) = outcomes(API, wrapped(solved(creation_date=10**18)), a_forum())

    assert isinstance(found, Failure)


def test_a_link_that_is_none_breaks_nothing() -> None:
    asked = question(12, answer(121, "About 30 m.", is_accepted=True), link="http://[")

    assert parsed(API, wrapped(asked), a_forum(), "12.json").url is None
