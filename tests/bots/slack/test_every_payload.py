"""Slack takes every card and every window of every case, whatever stands in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from assist.reply.answers import Answer
from bots.slack.cards.buttons import MAX_DRAFT
from bots.slack.cards.card import MAX_CARD, card, notification, size
from bots.slack.home.opening import case_window as home_window
from bots.slack.inquiries.answers import answer_blocks
from bots.slack.inquiries.ports import Found
from bots.slack.kit.text import letters_of, shown
from bots.slack.kit.windows import View
from bots.slack.knowledge.answering import case_window as expert_window
from bots.slack.knowledge.asked import Asked, request_blocks
from bots.slack.knowledge.asked import notification as asking_line
from bots.slack.knowledge.ports import Terms
from bots.slack.knowledge.window import About, teach_window
from bots.slack.modals.deciding import edit_modal, reject_modal
from bots.slack.modals.handling import (
    aside_modal,
    expert_modal,
    hand_over_modal,
    snooze_modal,
    take_over_modal,
)
from bots.slack.modals.reading import history_modal, source_modal
from bots.slack.review.window import review_window
from desk.inquiries import InquiryId
from desk.requests import Asking, ExpertRequest
from desk.reviewing import Reviewable
from index.knowledge import Audience
from tests.bots.slack.hostile import Hostile, Maker
from tests.bots.slack.reading import buttons, quotes
from tests.builders import NOON, QUESTION
from tests.emulator.block_kit import BlockKit

A_FEW, CASES = 10, 500  # ten: one at each stage


def windows_of(made: Hostile) -> Iterator[View]:
    """All windows that there are about a case."""
    case = made.case
    yield from (edit_modal(case, "C1"), reject_modal(case, "C1"), snooze_modal(case, "C1", NOON))
    yield from (hand_over_modal(case, "C1"), take_over_modal(case, "C1"), expert_modal(case, "C1"))
    yield aside_modal(case, "C1")
    yield history_modal(case, "C1", made.steps, made.earlier, 3)
    citations = case.draft.citations if case.draft else ()
    for number, found in enumerate(made.surroundings, start=1):
        yield source_modal(case, "C1", citations, number, found)


def windows_of_other_rooms(made: Hostile) -> Iterator[View]:
    """What experts and leads open about a case."""
    case = made.case
    yield home_window(case, None)
    yield expert_window(case, made.beside.customer)
    yield review_window(Reviewable(case, case.message.text), told=True)
    products = [letters_of(case.message.quoted)[:80] or "W3", letters_of(case.message.author_name) or "W4"]
    terms = Terms(Audience.INTERNAL, tuple(products[:1]), None)
    yield teach_window(About(case.message.text, case.id, 1, "C1"), terms, products)


def messages_of(made: Hostile) -> Iterator[tuple[str, list[Any]]]:
    """The card, what an expert is asked, and what somebody reads who asked the assistant."""
    case = made.case
    yield notification(case), card(case, made.beside)
    asked = _asked(made)
    yield asking_line(asked), request_blocks(asked)
    answer = Answer(case.triage or QUESTION, case.question or "", case.draft, case.reason)
    for private in (True, False):
        found = Found(answer, tuple(made.beside.guidance))
        yield "an answer", answer_blocks(found, InquiryId(1), private=private, question=case.message.text)


def _asked(made: Hostile) -> Asked:
    case = made.case
    asking = Asking(case.id, 1, 1, case.message.author_name, case.message.quoted, NOON)
    request = ExpertRequest(
        case.id,
        1,
        case.message.text,
        case.reason or "",
        (case.message.quoted,),
        False,
        case.priority,
        case.message.author_name,
        NOON,
        (asking,),
    )
    return Asked(request, asking, case, (), NOON)


def faults_of(made: Hostile, kit: BlockKit) -> list[str]:
    """What Slack would refuse, and what would act though it is only text."""
    faults = _undecidable(made, card(made.case, made.beside))
    for line, blocks in messages_of(made):
        faults += kit.message_faults({"text": line, "blocks": blocks})
        faults += [f"{size(blocks)} characters"] if size(blocks) > MAX_CARD else []
        faults += [f"markup in {line!r}"] if "<" in line else []
        faults += _acting(blocks)
    for view in (*windows_of(made), *windows_of_other_rooms(made)):
        faults += [f"{view['callback_id']}: {fault}" for fault in kit.view_faults(view)]
        faults += _acting(view)
    return faults


def _acting(payload: Any) -> list[str]:
    told = json.dumps(payload, ensure_ascii=False)
    told.encode()  # a lone surrogate cannot be sent at all
    return ["markup"] if "mrkdwn" in told else []


def _undecidable(made: Hostile, blocks: list[Any]) -> list[str]:
    draft = made.case.draft
    if "approve" not in buttons(blocks):
        return []
    whole = draft is not None and len(draft.text) <= MAX_DRAFT and shown(draft.text) in quotes(blocks)
    return [] if whole else ["a draft can be approved that nobody sees whole"]


def test_slack_takes_what_a_few_hostile_cases_show() -> None:
    kit = BlockKit()
    assert {
        number: faults for number in range(A_FEW) if (faults := faults_of(Maker(number).made(), kit))
    } == {}


@pytest.mark.prove
def test_slack_takes_everything_that_500_hostile_cases_show(block_kit: BlockKit) -> None:
    made = [Maker(number).made() for number in range(CASES)]
    assert {one.case.stage.value for one in made} >= {"new", "sent", "uncertain"}
    assert {number: faults for number, one in enumerate(made) if (faults := faults_of(one, block_kit))} == {}
    rooms = (messages_of, windows_of, windows_of_other_rooms)
    payloads = sum(len(list(room(one))) for one in made for room in rooms)
    largest = max(size(card(one.case, one.beside)) for one in made)
    print(f"{CASES} cases, {payloads} payloads, the largest card {largest} characters")
