"""The window in which a sent reply is graded."""

from dataclasses import replace
from typing import Any

import pytest

from bots.slack.review.target import ReviewTarget, decoded
from bots.slack.review.window import CRITERIA, comment_of, grades_of, review_window
from desk.cases import Case, CaseId, Stage
from desk.errors import StepNotPossible
from desk.reviewing import Criterion, Grade, Reviewable
from tests.bots.cases import a_case
from tests.builders import a_citation, a_draft, a_message
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
NAUGHTY = ["", "日" * 5000, "<!channel> *now* :fire: \u202eback", "\x00\x01", "👩‍👩‍👧" * 800, "a b " * 2500]


def a_reply(text: str = "Lift the funnel off.", drafter: str = "person:bob", **fields: Any) -> Case:
    draft = a_draft(text, version=2, drafter=drafter, citations=fields.pop("citations", [a_citation()]))
    return a_case(Stage.SENT, draft=draft, **fields)


def shown(about: Reviewable) -> str:
    return str(review_window(about, told=True)["blocks"])


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("sources", [0, 1, 20])
def test_slack_takes_the_window_whatever_is_in_the_reply(text: str, sources: int) -> None:
    citation = replace(a_citation(), title=text, quote=text, url="https://a.example/" + "a" * 480, page=3)
    reply = a_reply(text, f"person:{text}", citations=[citation] * sources, message=a_message(text))
    for drafted in (None, "", text[::-1]):
        window = review_window(Reviewable(reply, drafted), told=False)
        assert SLACK.view_faults(window) == []


def test_it_shows_what_came_what_went_out_and_what_the_agent_changed_in_words() -> None:
    seen = shown(Reviewable(a_reply(), "Lift the cover off and rinse it."))
    for words in (
        "my W3 shows E17",
        "bob sent this public reply",
        "Lift the funnel off.",
        "What bob changed",
        "instead of: cover off and rinse it. – wrote: funnel off.",
        "[1] W3 weather station",
        "bob gets it from the bot",
    ):
        assert words in seen


def test_it_says_when_nothing_was_changed_or_drafted() -> None:
    assert "It went out as it was drafted." in shown(Reviewable(a_reply(drafter="extractive"), None))
    assert "bob wrote it: there was no draft." in shown(Reviewable(a_reply(), None))
    assert "bob saved the draft as it was." in shown(Reviewable(a_reply(), "Lift the funnel off."))
    assert "added: now" in shown(Reviewable(a_reply("Lift it now"), "Lift it"))
    assert "took out: now" in shown(Reviewable(a_reply("Lift it"), "Lift it now"))


def test_a_reviewer_hears_when_slack_cannot_bring_the_comment() -> None:
    assert "tell them yourself" in str(review_window(Reviewable(a_reply(), None), told=False))


def test_what_was_picked_and_written_is_read_back() -> None:
    fields = {criterion.value: {"selected_option": {"value": "no"}} for criterion in CRITERIA}
    fields["tone"] = {"selected_option": {"value": "not_applicable"}}
    values = {name: {name: state} for name, state in (fields | {"comment": {"value": " mind it \n"}}).items()}
    body = {"view": {"state": {"values": values}}}
    grades = dict.fromkeys(Criterion, Grade.NO) | {Criterion.TONE: Grade.NOT_APPLICABLE}
    assert grades_of(body) == grades
    assert comment_of(body) == "mind it"
    del values["tone"]
    assert Criterion.TONE not in grades_of(body)


def test_a_button_of_ours_names_a_reply_and_any_other_is_refused() -> None:
    target = ReviewTarget(CaseId(12), 3)
    assert decoded(target.encoded()) == target
    for strange in ("", "12", "12:x", "²:1", ":", "-1:2"):
        with pytest.raises(StepNotPossible):
            decoded(strange)
