"""Which questions somebody from outside may read."""

from dataclasses import replace

import pytest

from desk.cases import Case, Intent, Priority, Said, Topic
from desk.drafts import Considered, To
from desk.experts import is_simple
from tests.builders import NOON, QUESTION, a_message
from tests.desk.cases import a_new_case

PLAIN = replace(a_new_case(), triage=QUESTION)
NOT_SIMPLE = {
    "not read yet": replace(PLAIN, triage=None),
    "a complaint": replace(PLAIN, triage=replace(QUESTION, intent=Intent.COMPLAINT)),
    "two questions": replace(PLAIN, triage=replace(QUESTION, questions=("What is E17?", "And E18?"))),
    "a refund": replace(PLAIN, triage=replace(QUESTION, topics=(Topic.REFUND,))),
    "a private matter": replace(PLAIN, triage=replace(QUESTION, needs_private="an order")),
    "in a hurry": replace(PLAIN, priority=Priority.HIGH),
    "partly a direct message": replace(PLAIN, messages=(a_message(public=False), a_message())),
    "answered in private before": replace(PLAIN, said=(Said("your order 4711 …", To.DM, NOON),)),
    "internally known": replace(PLAIN, guidance=(Considered("notes/w3.md", 1, 0, 10, 0.9),)),
}


def test_one_plain_public_question_is_simple() -> None:
    assert is_simple(PLAIN)
    assert is_simple(replace(PLAIN, triage=replace(QUESTION, questions=("What is E17?",))))


@pytest.mark.parametrize("case", NOT_SIMPLE.values(), ids=NOT_SIMPLE)
def test_nothing_else_is(case: Case) -> None:
    assert not is_simple(case)
