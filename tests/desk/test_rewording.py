"""What customers edit or take back: the draft goes stale, the words go, and nothing is answered that is not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import rewording
from desk.cases import Case, Stage
from desk.messages import Before, Message
from desk.steps import Step
from tests.builders import NOON, a_message
from tests.desk.cases import (
    ROADS,
    a_case_at,
    a_new_case,
    after,
    approved,
    claimed,
    customer_wrote,
    handed_on,
    proposed,
    sent,
)

LATER = NOON + timedelta(minutes=5)
WHY = "its author deleted it"


def another_wording(message: Message, text: str = "@FennbyCare it was E18") -> Message:
    return replace(message, text=text, edit=f"{message.external_id}-2", edited_at=LATER)


def edited(case: Case) -> Case:
    return after(case, lambda case: rewording.customer_edited(case, another_wording(case.message), LATER))


def taken_back(case: Case, *messages: Message) -> Case:
    def take(case: Case) -> Step:
        return rewording.taken_back(case, messages or case.messages, WHY, LATER)

    return after(case, take)


@pytest.mark.parametrize("stage", [Stage.NEW, Stage.AWAITING_DECISION, Stage.WITH_EXPERT, Stage.APPROVED])
def test_an_edit_makes_what_was_drafted_stale(stage: Stage) -> None:
    case = edited(a_case_at(stage))
    assert (case.stage, case.draft) == (Stage.NEW, None)
    assert case.message.text == "@FennbyCare it was E18"


@pytest.mark.parametrize("stage", [Stage.SENT, Stage.RESOLVED])
def test_an_edit_after_our_reply_opens_nothing(stage: Stage) -> None:
    assert edited(a_case_at(stage)).stage is stage


@pytest.mark.parametrize("stage", [Stage.SENDING, Stage.UNCERTAIN])
def test_a_reply_on_its_way_keeps_its_stage_and_the_case_is_taken_up_again_afterwards(stage: Stage) -> None:
    case = edited(a_case_at(stage))
    assert case.stage is stage
    assert after(case, sent).stage is Stage.NEW


def test_who_saw_the_text_before_the_edit_did_not_see_the_case() -> None:
    case = a_case_at(Stage.REJECTED)
    assert edited(case).seen != case.seen
    assert edited(case).wrote_again


def test_a_reply_goes_to_the_wording_that_stands() -> None:
    message = another_wording(a_message(external_id="m-1"))
    assert (message.address, message.external_id) == ("m-1-2", "m-1")


def test_only_a_later_wording_is_an_edit() -> None:
    first = a_message()
    second = another_wording(first)
    assert rewording.is_later(second, first)
    assert not rewording.is_later(first, second)
    assert not rewording.is_later(second, second)


@pytest.mark.parametrize("stage", [one for one in Stage if one not in {Stage.SENDING, Stage.UNCERTAIN}])
def test_a_case_whose_every_message_is_gone_is_closed_and_holds_none_of_its_words(stage: Stage) -> None:
    case = taken_back(a_case_at(stage))
    assert case.stage in {Stage.SET_ASIDE, Stage.SENT, Stage.RESOLVED}
    assert [message.text for message in case.messages] == [""]
    assert (case.message.gone, case.question) == (WHY, None)
    assert case.triage is None or (case.triage.questions, case.triage.reasons) == ((), {})


@pytest.mark.parametrize("stage", [Stage.SENDING, Stage.UNCERTAIN])
def test_taking_back_leaves_a_reply_that_is_on_its_way_alone(stage: Stage) -> None:
    assert taken_back(a_case_at(stage)).stage is stage


@pytest.mark.parametrize("road", [(), (handed_on,), (proposed(),), (proposed(), approved)])
def test_when_the_newest_message_is_gone_the_one_before_is_answered(road: tuple[object, ...]) -> None:
    first = a_message("@FennbyCare E17?")
    case = after(a_new_case(first), customer_wrote("@FennbyCare and E18?"), *road)  # type: ignore[arg-type]
    case = taken_back(case, case.messages[-1])
    assert (case.stage, case.draft) == (Stage.NEW, None)
    assert case.message.text == "@FennbyCare E17?"


def test_when_an_older_message_is_gone_the_draft_for_the_newest_stays() -> None:
    case = after(a_new_case(), customer_wrote("and E18?"), proposed())
    assert taken_back(case, case.messages[0]).stage is Stage.AWAITING_DECISION


def test_what_was_answered_before_is_not_answered_again_when_the_next_message_is_gone() -> None:
    case = after(a_new_case(), proposed(), approved, claimed, sent, customer_wrote("and E18?"))
    case = taken_back(case, case.messages[-1])
    assert case.stage is Stage.SET_ASIDE
    assert case.message.text


def test_a_message_that_crossed_our_reply_still_waits_when_the_answered_one_is_gone() -> None:
    case = after(a_new_case(), proposed(), approved, claimed, customer_wrote("and E18?"), sent)
    case = taken_back(case, case.messages[0])
    assert case.stage is Stage.NEW
    assert case.waits_for_us


def test_every_road_can_be_edited_and_taken_back() -> None:
    for stage in ROADS:
        assert taken_back(edited(a_case_at(stage))).message.gone


def test_what_is_taken_back_does_not_stand_above_the_authors_next_message_either() -> None:
    case = after(a_case_at(Stage.SENT), customer_wrote())
    first, second = case.messages
    above = Before(first.author_handle, first.text, first.posted_at, ours=False)
    ours = Before("FennbyCare", first.text, first.posted_at, ours=True)
    case = replace(case, messages=(first, replace(second, before=(above, ours))))
    assert taken_back(case, first).message.before == (ours,)
