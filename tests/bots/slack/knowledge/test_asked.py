"""The message that asks an expert."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bots.slack.knowledge.asked import ANSWER, NOT_MINE, OPEN_CASE, asks_in, notification, request_blocks
from desk.errors import StepNotPossible
from desk.requests import Asking, ExpertRequest
from tests.bots.cases import a_case
from tests.bots.slack.knowledge.naughty import ENDED, TEXTS, a_request, an_asked, an_asking
from tests.bots.slack.reading import buttons, words
from tests.builders import NOON, a_message
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()


def test_it_shows_the_question_why_the_knowledge_was_not_enough_what_is_near_and_how_long_there_is() -> None:
    asked = an_asked(request=a_request(an_asking(), an_asking(2, "bob")))
    said = words(request_blocks(asked))
    for part in (
        "A question for you (case 12)",
        "What does E17 mean?",
        "Searched, and not enough",
        "1 h left",
    ):
        assert part in said
    assert "Nearest in the knowledge" in said
    assert "Why you: wrote the note that came nearest" in said
    assert "Also asked: bob (no answer yet)" in said
    assert buttons(request_blocks(asked)) == [ANSWER, NOT_MINE, OPEN_CASE]


@pytest.mark.parametrize(
    ("ended", "says"),
    list(
        zip(
            ENDED,
            ("You answered", "Not yours", "bob answered it", "lena answered it", "set aside", "up again"),
            strict=True,
        )
    ),
)
def test_a_settled_question_says_how_it_was_settled_and_takes_no_answer(
    ended: ExpertRequest, says: str
) -> None:
    asked = an_asked(request=ended)
    blocks = request_blocks(asked)
    assert says in words(blocks)
    assert says in notification(asked)
    assert buttons(blocks) == [OPEN_CASE]


@pytest.mark.parametrize("text", TEXTS)
def test_slack_takes_it_whatever_anybody_wrote(text: str) -> None:
    asked = an_asked(text)
    assert SLACK.message_faults({"text": notification(asked), "blocks": request_blocks(asked)}) == []
    assert "<" not in notification(asked)


def test_many_who_were_asked_are_not_all_named() -> None:
    askings = [an_asking(rung, f"expert{rung}", declined_at=None) for rung in range(1, 40)]
    asked = an_asked(request=a_request(*askings))
    assert SLACK.message_faults({"text": notification(asked), "blocks": request_blocks(asked)}) == []


def test_a_button_knows_its_asking_and_a_foreign_one_is_refused() -> None:
    asked = an_asked()
    value = request_blocks(asked)[-1]["elements"][0]["value"]
    assert (asks_in(value).case_id, asks_in(value).revision, asks_in(value).rung) == (12, 2, 1)
    for foreign in ("", "{}", "[1, 2]", "12", '["a", 1, 2]'):
        with pytest.raises(StepNotPossible):
            asks_in(foreign)


def test_a_settled_asking_is_not_open_even_while_its_request_is() -> None:
    def is_open(*askings: Asking) -> bool:
        return an_asked(request=a_request(*askings)).open

    assert is_open(an_asking())
    assert not is_open(an_asking(declined_at=an_asking().asked_at))


def test_who_is_asked_after_an_answer_that_did_not_help_may_answer() -> None:
    later = NOON + timedelta(minutes=15)
    asked = an_asked(request=a_request(an_asking(asked_at=later), an_asking(2, "bob", answered_at=NOON)))
    assert asked.open
    assert "Also asked: bob (answered, and the case still waits)" in words(request_blocks(asked))
    assert buttons(request_blocks(asked)) == [ANSWER, NOT_MINE, OPEN_CASE]


def test_what_a_customer_wrote_in_private_stands_on_no_lock_screen() -> None:
    asked = an_asked("my card is 4111 1111")
    private = replace(asked, case=a_case(message=a_message(asked.request.question, public=False)))
    assert "4111" not in notification(private)
    assert "it came in a direct message" in notification(private)
