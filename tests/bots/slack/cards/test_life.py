"""A card follows the life of its case: who has it, how urgent it is, what can be done next, what is folded away."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bots.slack.cards.buttons import offers, taken
from bots.slack.cards.card import Beside, card
from bots.slack.cards.glance import title
from desk.cases import Case, Endorsement, Stage
from desk.drafts import To
from desk.postscripts import Part, Postscript, State
from desk.service_level import ServiceLevel
from desk.staffing import Hours
from desk.timetable import shifts_of
from tests.bots.cases import RAINY, a_case
from tests.bots.slack.reading import buttons, menu, sources, words
from tests.builders import ALICE, BOB, NOON, a_citation, a_draft, a_message

MINUTE = timedelta(minutes=1)


def beside(**fields: Any) -> Beside:
    return Beside(RAINY, **({"now": NOON} | fields))


def endorsed(by: str = "alice") -> Case:
    case = a_case()
    assert case.draft
    return replace(case, endorsed=Endorsement(case.draft.version, case.draft.sha256, by, NOON))


@pytest.mark.parametrize(
    ("after", "mark"),
    [(0, "1 h left"), (49, "11 min left"), (55, "At risk: 5 min left"), (65, "Overdue by 5 min")],
)
def test_time_left_carries_its_mark_in_words(after: int, mark: str) -> None:
    blocks = card(a_case(), beside(now=NOON + after * MINUTE))
    assert f"\n{mark}\n at " in words(blocks)


def test_at_lunch_no_time_goes_by() -> None:
    mornings = ServiceLevel(hours=Hours(shifts_of(["Fri 09:00-12:04, 12:55-18:00"])))
    assert "\nAt risk: 9 min left\n at " in words(card(a_case(), beside(level=mornings)))


def test_a_claimed_case_says_by_whom_and_can_be_handed_and_taken_over() -> None:
    assert "nobody has claimed it" in words(card(a_case(), beside()))
    blocks = card(a_case(assignee="alice"), beside())
    assert "claimed by alice" in words(blocks)
    assert "Take over from alice" in words(blocks)
    assert buttons(blocks) == ["approve", "edit", "reject", "take_over", "to_dm"]
    assert menu(blocks) == ["hand_over", "snooze", "ask_expert", "set_aside", "history"]


def test_a_snoozed_case_is_folded_and_can_be_woken() -> None:
    case = a_case(snoozed_until=NOON + timedelta(hours=4))
    blocks = card(case, beside())
    assert title(case) == "Case 12: snoozed"
    assert "Snoozed until " in words(blocks)
    assert "E17 means" not in words(blocks)
    assert buttons(blocks) == ["wake", "claim"]
    assert menu(blocks) == ["ask_expert", "set_aside", "history"]


def test_an_approved_reply_says_when_it_goes_out_to_the_second_and_can_be_undone() -> None:
    blocks = card(a_case(Stage.APPROVED, send_after=NOON + timedelta(seconds=10)), beside())
    assert "Goes out at " in words(blocks)
    assert "2026-11-20 12:00:10 UTC" in str(blocks)
    assert "Undo" in words(blocks)
    assert "Goes out now." in words(card(a_case(Stage.APPROVED, send_after=NOON), beside()))


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.UNCERTAIN])
def test_what_can_still_be_done_about_a_reply_on_its_way_stands_before_everything_else(stage: Stage) -> None:
    case = a_case(stage, send_after=NOON + MINUTE)
    kinds = [block["type"] for block in card(case, beside())]
    assert kinds.index("actions") <= 3
    assert "E17 means that the rain gauge is blocked." in words(card(case, beside()))


def test_a_refused_reply_says_when_it_is_tried_again() -> None:
    case = a_case(Stage.APPROVED, send_after=NOON + MINUTE, reason="the channel is busy")
    assert "Is tried again at " in words(card(case, beside()))


def test_a_reply_that_two_must_approve_says_why_and_the_first_button_says_that_it_is_one_of_two() -> None:
    blocks = card(a_case(), beside(why_two="it is about a refund"))
    assert "Two people must approve, because it is about a refund." in words(blocks)
    assert "Approve (first of two)" in words(blocks)


def test_the_first_of_two_approvals_is_told_with_the_reason_for_a_second() -> None:
    blocks = card(endorsed(), beside(why_two="it is about a refund"))
    told = "Approved by alice; a second person must approve, because it is about a refund."
    assert told in words(blocks)
    assert "Case 12: waiting for a second approval" in words(blocks)
    assert "Approve and send" in words(blocks)


def test_a_decision_of_two_names_both() -> None:
    case = a_case(Stage.SENT)
    assert case.decision
    case = replace(case, decision=replace(case.decision, by="bob", endorsed_by="alice"))
    assert "Approved by alice and bob" in words(card(case, beside()))


def test_what_is_done_is_short_and_says_who_what_and_where() -> None:
    open_card, done = (card(a_case(stage), beside()) for stage in (Stage.AWAITING_DECISION, Stage.SENT))
    assert len(done) < len(open_card)
    assert "We said\nE17 means that the rain gauge is blocked." in words(done)
    assert "Sent as public reply " in words(done)
    assert sources(done) == []


def test_an_expert_can_be_thanked_only_for_what_is_done_and_owed() -> None:
    assert "thank" in menu(card(a_case(Stage.SENT), beside(owed=True)))
    assert "thank" not in str(card(a_case(Stage.SENT), beside()))
    assert "thank" not in str(card(a_case(), beside(owed=True)))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, ["Read source 1"]),
        (4, [f"Read source {number}" for number in (1, 2, 3, 4)]),
        (20, [*(f"Read source {number}" for number in (1, 2, 3, 4)), "Read all 20 sources"]),
    ],
)
def test_every_source_can_be_opened_from_the_card(count: int, said: list[str]) -> None:
    cited = [replace(a_citation(), marker=number + 1) for number in range(count)]
    assert sources(card(a_case(draft=a_draft(version=1, citations=cited)), beside())) == said


def test_a_cut_message_is_to_be_read_on_the_web_desk() -> None:
    case = a_case(message=a_message("why? " * 2000, external_id="m-12"))
    linked = card(case, beside(web="https://desk.example"))
    assert "The whole message stands on " in words(linked)
    assert "https://desk.example/cases/12" in str(linked)
    assert '"link"' not in str(card(case, beside()))
    assert "The whole message" not in words(card(a_case(), beside(web="https://desk.example")))


def test_a_draft_too_long_for_slack_is_decided_on_the_web_desk() -> None:
    case = a_case(draft=a_draft("word " * 600, version=1, to=To.DM))
    assert "https://desk.example/cases/12" in str(card(case, beside(web="https://desk.example")))


def test_the_menu_is_never_longer_than_slack_shows() -> None:
    for stage in Stage:
        for assignee in (None, "alice"):
            for until in (None, NOON):
                case = a_case(stage, assignee=assignee, snoozed_until=until)
                assert len(menu(card(case, beside(owed=True)))) <= 5


@pytest.mark.parametrize(
    "action", ["edit", "reject", "snooze", "set_aside", "ask_expert", "hand_over", "to_dm"]
)
def test_what_is_its_owners_is_not_for_others(action: str) -> None:
    case = a_case(assignee="alice")
    assert taken(case, action, BOB)
    assert not taken(case, action, ALICE)
    assert not taken(a_case(), action, BOB)


@pytest.mark.parametrize("action", ["take_over", "take_back", "wake", "history", "source_1", "was_sent"])
def test_what_is_everybodys_stays_so_when_a_case_is_claimed(action: str) -> None:
    assert not taken(a_case(assignee="alice"), action, BOB)


def test_the_second_approval_is_for_anybody_and_the_first_is_its_owners() -> None:
    assert taken(a_case(assignee="alice"), "approve", BOB)
    assert not taken(replace(endorsed(), assignee="alice"), "approve", BOB)


def test_a_card_offers_what_it_shows() -> None:
    assert offers(a_case(), "snooze")
    assert offers(a_case(), "source_1")
    assert not offers(a_case(Stage.SENT), "snooze")
    assert not offers(a_case(Stage.WITH_EXPERT), "source_1")


def test_what_became_of_the_line_in_public_is_told_in_a_plain_line() -> None:
    line = Postscript(
        a_case().id, 5, Part.CLOSING_LINE, To.PUBLIC, "We wrote to you.", "m-1", "alice", NOON, NOON
    )
    gone = replace(line, state=State.DROPPED, reason="it was too late")
    told = words(card(a_case(Stage.SENT), beside(following=(line, gone))))
    assert "The public line beside it waits to go out." in told
    assert "The public line beside it did not go out: it was too late." in told
