"""The window in which somebody writes what they know, and what is made of it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bots.slack.knowledge.exposed import exposed_in
from bots.slack.knowledge.outcome import outcome_of
from bots.slack.knowledge.ports import Terms
from bots.slack.knowledge.saving import faults_of
from bots.slack.knowledge.window import (
    MAX_QUESTION,
    About,
    Written,
    refusing_window,
    saved_window,
    teach_window,
    waiting_window,
    written_in,
)
from desk.cases import CaseId
from desk.contributions import Contribution, Progress
from desk.errors import StepNotPossible
from index.knowledge import Audience
from tests.bots.slack.knowledge.naughty import REVIEW, TEXTS
from tests.bots.slack.reading import words
from tests.builders import NOON
from tests.emulator.block_kit import BlockKit
from tests.emulator.elements import values

SLACK = BlockKit()
TERMS = Terms(Audience.PUBLIC, ("W3",), REVIEW)
ABOUT = About("What does E17 mean?", CaseId(12), 2, "D1", "1.1")


def sent_off(view: dict[str, Any], **chosen: object) -> dict[str, Any]:
    """The window as Slack hands it over."""
    state = {"values": values(view["blocks"], chosen)}
    return {"view": {"private_metadata": view["private_metadata"], "state": state}}


def test_one_field_is_to_be_filled_in_and_the_rest_comes_back_as_it_was_proposed() -> None:
    written = written_in(sent_off(teach_window(ABOUT, TERMS, ["CV-8", "W3"]), answer="Rinse the funnel."))
    assert written == Written(ABOUT, "What does E17 mean?", "Rinse the funnel.", TERMS, False)


def test_all_that_is_proposed_may_be_changed() -> None:
    view = teach_window(About(), TERMS, ["CV-8", "W3"], question="E17?", answer="Rinse it.")
    chosen = {"audience": "internal", "products": ["CV-8"], "review_by": None, "question": "And E18?"}
    written = written_in(sent_off(view, **chosen))
    assert written.terms == Terms(Audience.INTERNAL, ("CV-8",), None)
    assert (written.question, written.answer) == ("And E18?", "Rinse it.")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("about", [About(), ABOUT])
def test_slack_takes_the_window_whatever_stands_in_it(text: str, about: About) -> None:
    named = (
        About(text, about.case_id, about.revision, about.channel, about.thread) if about.question else about
    )
    terms = Terms(Audience.CUSTOMER, (text,) * bool(text), REVIEW)
    view = teach_window(
        named, terms, [f"{text[:60]}{n}" for n in range(300)], question=text, answer=text, warning=text
    )
    assert SLACK.view_faults(view) == []
    assert written_in(sent_off(view)).question or not text


def test_a_text_that_a_field_does_not_hold_is_cut_visibly() -> None:
    nameless = Terms(Audience.PUBLIC, (), None)
    view = teach_window(About(), nameless, [], question="q" * 5000, answer="a" * 5000)
    fields = {block["block_id"]: block["element"] for block in view["blocks"] if "element" in block}
    assert fields["answer"]["initial_value"].endswith("… (shortened)")
    assert len(fields["answer"]["initial_value"]) == 3000
    assert len(fields["question"]["initial_value"]) == MAX_QUESTION
    assert "products" not in fields  # a select without choices is refused


@pytest.mark.parametrize("text", TEXTS)
def test_slack_takes_what_an_author_is_told_whatever_they_wrote(text: str) -> None:
    said = Contribution("V1", "sam", NOON, text, text[:3000], "public", detail=text)
    for state in (Progress.INDEXED, Progress.FAILED):
        assert SLACK.message_faults(outcome_of(replace(said, state=state))) == []


@pytest.mark.parametrize("view", [waiting_window("Reading…"), refusing_window("Not here."), saved_window()])
def test_slack_takes_the_windows_that_only_say_something(view: dict[str, Any]) -> None:
    assert SLACK.view_faults(view) == []


def test_a_window_of_another_version_is_refused_in_words() -> None:
    for foreign in ("", "[]", json.dumps({"nonsense": 1})):
        with pytest.raises(StepNotPossible, match="another version"):
            written_in({"view": {"private_metadata": foreign, "state": {"values": {}}}})


def a_text(answer: str, *, question: str) -> Written:
    return Written(ABOUT, question, answer, TERMS, looked=False)


def test_personal_data_is_named_unless_it_stays_with_the_team() -> None:
    text = "Call Mrs Smith on 030 1234567."
    found = exposed_in(text, Audience.PUBLIC)
    assert found.never == ()
    assert "a phone number (030 1234567)" in found.said()
    assert "take it out, or choose the team alone" in found.said()
    assert exposed_in(text, Audience.INTERNAL).perhaps == ()


def test_a_key_never_gets_out_of_the_team_and_is_not_shown_whole() -> None:
    key = "xoxb-123456789012-abcdefghijkl"
    found = exposed_in(f"Use {key}.", Audience.CUSTOMER)
    assert found.never == ("a key or token (xoxb…)",)
    assert key not in found.said()
    assert exposed_in(f"Use {key}.", Audience.INTERNAL).never == ()


def test_the_password_of_a_new_device_may_be_told() -> None:
    found = exposed_in("The password is admin123.", Audience.CUSTOMER)
    assert (found.never, found.perhaps) == ((), ("a password",))


def test_a_question_or_answer_without_a_word_is_named_at_its_field() -> None:
    assert faults_of(a_text(" … ", question="???")).keys() == {"question", "answer"}


def test_the_warning_stands_in_the_window_with_a_way_on() -> None:
    warning = exposed_in("Write to jo@fennby.example.", Audience.PUBLIC).said()
    view = teach_window(ABOUT, TERMS, [], answer="Write to jo@fennby.example.", warning=warning)
    assert "Careful: This text gives away an e-mail address (jo@fennby.example)" in words(view["blocks"])
    assert SLACK.view_faults(view) == []
    assert written_in(sent_off(view, looked=["yes"])).looked
    hard = teach_window(ABOUT, TERMS, [], answer="Use it.", warning=warning, passable=False)
    assert "looked" not in str(hard["blocks"])
    assert SLACK.view_faults(hard) == []
