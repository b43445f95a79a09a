"""Whole visits to the desk in the browser."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from desk.cases import Stage
from desk.drafts import To
from desk.following import send_postscripts
from tests.bots.web.desk import Visitor, WebDesk
from tests.builders import ALICE, BOB, SAM, a_draft, a_message
from tests.fakes.publisher import answer_is_lost, refuses


def test_a_draft_goes_from_the_queue_to_the_customer(web: WebDesk) -> None:
    case_id = web.proposed(a_message("@FennbyCare my W3 shows E17, what now?"))
    alice = web.visitor(ALICE)
    assert "my W3 shows E17, what now?" in alice.page
    assert f'href="/cases/{case_id}"' in alice.page

    alice.open(f"/cases/{case_id}")
    assert "E17 means that the rain gauge is blocked." in alice.page
    assert alice.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 200
    assert "approved by <bdi>alice</bdi>" in alice.page

    assert [reply.text for reply in web.publisher.out] == ["E17 means that the rain gauge is blocked."]
    alice.open("/approved")
    assert "Approved by <strong><bdi>alice</bdi></strong>" in alice.page
    assert "W3 weather station" in alice.page


def test_a_second_approve_sends_nothing_and_names_who_was_first(web: WebDesk) -> None:
    case_id = web.proposed()
    alice, bob = web.visitor(ALICE), web.visitor(BOB)
    alice.open(f"/cases/{case_id}")
    bob.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert bob.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 409
    assert "alice approved draft 1" in bob.page
    assert "See it on simulator" in bob.page  # the case as it stands now
    assert len(web.publisher.out) == 1


def test_a_page_that_is_out_of_date_cannot_approve_a_newer_draft(web: WebDesk) -> None:
    case_id = web.proposed()
    alice, bob = web.visitor(ALICE), web.visitor(BOB)
    alice.open(f"/cases/{case_id}")
    bob.open(f"/cases/{case_id}")
    bob.press(f"/cases/{case_id}/edit", draft_version="1", text="Rinse the rain gauge, please.")
    assert alice.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 409
    assert "draft 1 of case 1 is out of date" in alice.page
    assert "Rinse the rain gauge, please." in alice.page
    assert not web.publisher.asked


def test_a_text_that_came_too_late_is_not_lost(web: WebDesk) -> None:
    case_id = web.proposed()
    alice, bob = web.visitor(ALICE), web.visitor(BOB)
    alice.open(f"/cases/{case_id}")
    bob.open(f"/cases/{case_id}")
    bob.press(f"/cases/{case_id}/approve", draft_version="1")
    text = "What alice wrote for ten minutes"
    alice.press(f"/cases/{case_id}/edit", draft_version="1", text=text, why="Lena agreed")
    assert "Your text, which was not saved" in alice.page
    assert text in alice.page
    assert "Lena agreed" in alice.page


def test_a_rejection_that_came_too_late_does_not_lose_its_reason(web: WebDesk) -> None:
    case_id = web.proposed()
    alice, bob = web.visitor(ALICE), web.visitor(BOB)
    alice.open(f"/cases/{case_id}")
    bob.open(f"/cases/{case_id}")
    bob.press(f"/cases/{case_id}/edit", draft_version="1", text="Rinse the rain gauge, please.")
    alice.press(f"/cases/{case_id}/reject", draft_version="1", reason="It is the other gauge")
    assert 'value="It is the other gauge"' in alice.page


def test_an_edited_text_is_a_new_version_and_is_what_goes_out(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(
        f"/cases/{case_id}/edit",
        draft_version="1",
        text="E17 means that the rain gauge is blocked.\r\nAsk us!",
    )
    assert "version 2, written by alice" in alice.page
    alice.press(f"/cases/{case_id}/approve", draft_version="2")
    assert [reply.text for reply in web.publisher.out] == [
        "E17 means that the rain gauge is blocked.\nAsk us!"
    ]


def test_a_public_draft_can_be_made_a_direct_message(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/readdress", draft_version="1", to="dm")
    assert "Approve and send as a DM" in alice.page
    alice.press(f"/cases/{case_id}/approve", draft_version="2")
    assert [reply.to for reply in web.publisher.out] == [To.DM]


def test_a_rejected_draft_sends_nothing_and_keeps_its_reason(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/reject", draft_version="1", reason="answers another question")
    assert "answers another question" in alice.page
    assert web.case(case_id).stage is Stage.REJECTED
    assert not web.publisher.asked


def test_somebody_who_may_not_approve_is_told_so(web: WebDesk) -> None:
    case_id = web.proposed()
    sam = web.visitor(SAM)
    sam.open(f"/cases/{case_id}")
    assert sam.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 403
    assert "&#39;sam&#39; may not approve a draft" in sam.page
    assert not web.publisher.asked


def test_an_uncertain_reply_waits_for_somebody_who_looks(web: WebDesk) -> None:
    case_id = web.proposed()
    web.publisher.mishaps.append(answer_is_lost)
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert "Nobody knows whether this reply went out" in alice.page
    alice.press(f"/cases/{case_id}/settle", was_sent="yes")
    assert web.case(case_id).stage is Stage.SENT
    assert len(web.publisher.asked) == 1


def test_a_reply_that_the_channel_will_never_take_comes_back_with_the_reason(web: WebDesk) -> None:
    case_id = web.proposed()
    web.publisher.mishaps.append(refuses(None))
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert "Not sent: the post is a duplicate" in alice.page


def test_a_reply_that_may_be_tried_again_is_listed_as_approved(web: WebDesk) -> None:
    case_id = web.proposed()
    web.publisher.mishaps.append(refuses(web.now() + timedelta(minutes=15)))
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert "not sent yet. too many posts" in alice.page
    alice.open("/approved")
    assert f'href="/cases/{case_id}"' in alice.page


def test_an_approval_whose_reply_waits_can_be_taken_back(web: WebDesk) -> None:
    case_id = web.proposed()
    web.publisher.mishaps.append(refuses(web.now() + timedelta(minutes=15)))
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert "Take back" in alice.page
    alice.press(f"/cases/{case_id}/take_back")
    assert web.case(case_id).stage is Stage.AWAITING_DECISION
    assert "Take back" not in alice.page
    assert alice.press(f"/cases/{case_id}/take_back").status_code == 409


def test_a_question_of_the_team_gets_a_sourced_draft_and_leaves_no_trace(web: WebDesk) -> None:
    alice = web.visitor(ALICE)
    alice.open("/ask")
    alice.press("/ask", question="What does E17 mean?")
    assert "E17 means that the rain gauge is blocked." in alice.page
    assert "W3 weather station" in alice.page
    assert web.ledger.cases() == []


def test_a_question_without_an_answer_gets_a_reason(web: WebDesk) -> None:
    alice = web.visitor(ALICE)
    alice.open("/ask")
    alice.press("/ask", question="Who won the cup?")
    assert "No draft" in alice.page


def test_of_two_people_who_approve_at_the_same_moment_one_wins(web: WebDesk, rounds: int) -> None:
    people = [web.visitor(ALICE), web.visitor(BOB)]
    with ThreadPoolExecutor(2) as threads:
        for _ in range(rounds):
            path = f"/cases/{web.proposed()}"
            for visitor in people:
                visitor.open(path)
            ready = Barrier(2)

            def click(visitor: Visitor, path: str = path, ready: Barrier = ready) -> int:
                ready.wait()
                return visitor.press(f"{path}/approve", draft_version="1").status_code

            assert sorted(threads.map(click, people)) == [200, 409]
    assert len(web.publisher.out) == rounds


def test_a_case_is_claimed_by_one_and_taken_over_by_another(web: WebDesk) -> None:
    case_id = web.proposed()
    alice, bob = web.visitor(ALICE), web.visitor(BOB)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/claim")
    bob.open(f"/cases/{case_id}")
    assert "Claimed by <bdi>alice</bdi>" in bob.page
    assert bob.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 403
    assert "claimed by alice; take it over first" in bob.page
    bob.press(f"/cases/{case_id}/claim", over="yes")
    assert web.case(case_id).assignee == "bob"


def test_a_case_rests_and_is_woken(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/snooze", rest="4h")
    assert web.case(case_id).snoozed_until == web.now() + timedelta(hours=4)
    alice.press(f"/cases/{case_id}/wake")
    assert web.case(case_id).snoozed_until is None


@pytest.mark.parametrize(
    ("action", "stage"), [("ask_expert", Stage.WITH_EXPERT), ("set_aside", Stage.SET_ASIDE)]
)
def test_a_case_leaves_the_queue_with_a_reason(web: WebDesk, action: str, stage: Stage) -> None:
    case_id = web.proposed()
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/{action}", reason="it is about the W4")
    assert (web.case(case_id).stage, web.case(case_id).reason) == (stage, "it is about the W4")
    assert "it is about the W4" in alice.page


def test_what_became_of_the_public_line_beside_a_direct_message_is_told(web: WebDesk) -> None:
    draft = replace(a_draft(to=To.DM), public_line="We answered you directly.")
    case_id = web.proposed(replace(a_message(), receives_dm=True), draft)
    alice = web.visitor(ALICE)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert "The public line beside it waits to go out." in alice.page
    web.publisher.mishaps.append(refuses(None))
    send_postscripts(web.ledger, {"simulator": web.publisher}, web.now)
    alice.open(f"/cases/{case_id}")
    assert "The public line beside it did not go out: " in alice.page
    assert "gave up what follows" in alice.page
