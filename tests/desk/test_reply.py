"""A reply exists only for exactly what a person approved."""

from dataclasses import replace

import pytest

from desk.cases import Decision, Reply, Stage, Verdict
from desk.drafts import To
from desk.errors import StepNotPossible
from desk.posting import reply_of
from tests.builders import NOON, a_draft, a_message
from tests.desk.cases import (
    a_case_at,
    a_new_case,
    after,
    approved,
    claimed,
    customer_wrote,
    edited,
    proposed,
)


def test_it_says_exactly_what_was_approved_to_whom() -> None:
    message = a_message(external_id="m-9", conversation="c-3", author_id="u-5")
    case = after(a_new_case(message), proposed(a_draft("Rinse it.", to=To.DM)), approved)
    assert reply_of(case) == Reply(
        case_id=case.id,
        key=reply_of(case).key,
        channel="simulator",
        conversation="c-3",
        in_reply_to="m-9",
        recipient_id="u-5",
        to=To.DM,
        text="Rinse it.",
        approved_by="alice",
        drafter="extractive",
        kind=message.kind,
        approved_at=NOON,
    )


@pytest.mark.parametrize("stage", [Stage.NEW, Stage.AWAITING_DECISION, Stage.REJECTED, Stage.SENT])
def test_there_is_none_without_an_approval(stage: Stage) -> None:
    with pytest.raises(StepNotPossible):
        reply_of(a_case_at(stage))


def test_there_is_none_for_another_text_than_the_approved() -> None:
    case = a_case_at(Stage.APPROVED)
    assert case.draft is not None
    for changed in (replace(case.draft, text="Buy our shares."), replace(case.draft, to=To.DM)):
        with pytest.raises(StepNotPossible, match="is not what alice approved"):
            reply_of(replace(case, draft=changed))


def test_there_is_none_for_another_version_than_the_approved() -> None:
    case = a_case_at(Stage.APPROVED)
    assert case.draft is not None
    with pytest.raises(StepNotPossible, match="draft 2 is not what alice approved"):
        reply_of(replace(case, draft=replace(case.draft, version=2)))


def test_there_is_none_for_a_rejection_in_the_wrong_place() -> None:
    case = a_case_at(Stage.APPROVED)
    assert isinstance(case.decision, Decision)
    with pytest.raises(StepNotPossible, match="alice rejected draft 1"):
        reply_of(replace(case, decision=replace(case.decision, verdict=Verdict.REJECTED)))


def test_its_key_stays_the_same_through_every_attempt() -> None:
    case = a_case_at(Stage.APPROVED)
    keys = {
        reply_of(case).key,
        reply_of(after(case, claimed)).key,
        reply_of(a_case_at(Stage.UNCERTAIN)).key,
    }
    assert len(keys) == 1


def test_its_key_changes_with_the_text_and_the_version() -> None:
    first = a_case_at(Stage.APPROVED)
    second = after(a_case_at(Stage.REJECTED), edited("Dry it."), approved)
    assert reply_of(first).key != reply_of(second).key


def test_it_answers_the_message_the_draft_was_made_for() -> None:
    case = after(a_case_at(Stage.SENDING), customer_wrote())
    assert reply_of(case).in_reply_to == case.messages[0].external_id
