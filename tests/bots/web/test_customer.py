"""A case's customer in the browser: handles, opt-out, survey, what was edited, deleted, or found by a search."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.cases import CaseId, Priority, Stage
from desk.messages import Before, Gone, Kind, Message
from tests.bots.web.desk import Visitor, WebDesk
from tests.builders import NOON, SAM, a_message

MINUTE = timedelta(minutes=1)
ON_MASTODON = replace(
    a_message("@FennbyCare hello", author_id="a"), channel="mastodon", author_handle="rainy_day@one.example"
)


def fields(**said: object) -> dict[str, str]:
    return {name: str(value) for name, value in said.items()}


def press_link(visitor: Visitor, web: WebDesk, case_id: CaseId, action: str = "link") -> int:
    about = web.care.about(web.case(case_id))
    found = web.care.alike(web.case(case_id))
    pick = found[0].pick if found else about.linked.pick(about.linked.handles[-1])
    form = fields(number=about.linked.number, channel=pick.channel, author=pick.author_id, theirs=pick.number)
    return visitor.press(f"/cases/{case_id}/customer/{action}", **form).status_code


def sent(web: WebDesk, alice: Visitor, message: Message) -> CaseId:
    case_id = web.proposed(message)
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert web.case(case_id).stage is Stage.SENT
    return case_id


def test_a_handle_alike_is_asked_about_and_linked_by_a_press_alone(web: WebDesk) -> None:
    other, case_id = web.received(ON_MASTODON), web.proposed()
    alice = web.visitor()
    assert "rainy_day@one.example" not in alice.open(f"/cases/{case_id}").text
    page = alice.open(f"/cases/{case_id}/handles").text
    assert "the same handle, &#39;rainy_day&#39;, on another channel" in page
    assert press_link(alice, web, case_id) == 200
    assert "linked by <bdi>alice</bdi>" in alice.page
    page = alice.open(f"/cases/{case_id}").text
    assert f'<a href="/cases/{other}">case {other}</a> <span class="chip">mastodon</span>' in page
    alice.open(f"/cases/{case_id}/handles")
    assert press_link(alice, web, case_id, "unlink") == 200
    assert "rainy_day@one.example" not in alice.open(f"/cases/{case_id}").text
    assert "parted" in alice.open(f"/cases/{other}/handles").text


def test_a_handle_of_another_name_is_looked_for(web: WebDesk) -> None:
    web.received(replace(ON_MASTODON, author_handle="storm"))
    case_id = web.proposed()
    alice = web.visitor()
    assert "@storm" in alice.open(f"/cases/{case_id}/handles?handle=@STORM").text
    assert "Nobody else wrote to us from" in alice.open(f"/cases/{case_id}/handles?handle=<b>%25").text


def test_who_may_not_approve_links_nothing_and_is_told_so(web: WebDesk) -> None:
    web.received(ON_MASTODON)
    case_id = web.proposed()
    sam = web.visitor(SAM)
    sam.open(f"/cases/{case_id}/handles")
    assert press_link(sam, web, case_id) == 403
    assert "may not link handles" in sam.page


def test_who_wants_no_messages_is_marked_until_somebody_says_how_they_know_better(web: WebDesk) -> None:
    case_id = web.proposed()
    web.ledger.consents.stop(a_message("stop"), NOON)
    alice = web.visitor()
    page = alice.open(f"/cases/{case_id}").text
    assert "This customer asked us to write no more" in page
    assert "wants no messages since" in page
    assert alice.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 422
    alice.open(f"/cases/{case_id}")
    opt_out = web.care.about(web.case(case_id)).here
    assert opt_out
    lift = f"/cases/{case_id}/customer/lift"
    assert alice.press(lift, number=str(opt_out.number), reason=" ").status_code == 409
    assert alice.press(lift, number=str(opt_out.number), reason="they called us").status_code == 200
    assert "asked us to write no more" not in alice.page
    web.hearing.keep()  # the worker's turn
    alice.open(f"/cases/{case_id}")
    assert alice.press(f"/cases/{case_id}/approve", draft_version="3").status_code == 200
    assert len(web.publisher.out) == 1


def test_the_question_how_it_was_is_read_before_it_is_approved(web: WebDesk) -> None:
    alice = web.visitor()
    case_id = sent(web, alice, replace(a_message(), receives_dm=True))
    page = alice.open(f"/cases/{case_id}").text
    question = web.care.question(web.case(case_id))
    assert question
    assert question.text in page
    ask = f"/cases/{case_id}/customer/ask"
    assert alice.press(ask, question="0" * 64).status_code == 409
    assert alice.press(ask, question=question.sha256).status_code == 200
    assert web.case(case_id).stage is Stage.RESOLVED
    assert "<dt>How it was</dt><dd>asked" in alice.page
    assert [one.text for one in web.ledger.postscripts.of(case_id)] == [question.text]


def test_nobody_is_offered_to_ask_who_may_not_get_a_direct_message(web: WebDesk) -> None:
    alice = web.visitor()
    case_id = sent(web, alice, a_message())
    assert "Resolve and ask" not in alice.open(f"/cases/{case_id}").text


def test_what_a_search_found_has_a_tab_of_its_own_and_no_time_to_run_out(web: WebDesk) -> None:
    found = replace(a_message("the W3 is nice", mentions_us=False), kind=Kind.LISTENING)
    case_id = web.proposed(found)
    alice = web.visitor()
    assert "the W3 is nice" not in alice.page
    page = alice.open("/?stage=found").text
    assert "the W3 is nice" in page
    assert '>Found by search <span class="count">1</span>' in page
    page = alice.open(f"/cases/{case_id}").text
    assert "Found by a search: it does not address us. No reply: a search found the post" in page
    assert 'class="left' not in page


def test_a_thread_is_read_whole_and_an_edit_is_told(web: WebDesk) -> None:
    above = Before("other", "has anybody tried it?", NOON - MINUTE, ours=False)
    ours = Before("FennbyCare", "try rinsing it", NOON - MINUTE, ours=True)
    message = replace(a_message("<b>did that</b>"), before=(above, ours), kind=Kind.REPLY)
    case_id = web.proposed(message)
    edited = replace(message, text="did that twice", edited_at=NOON + MINUTE, edit="m-e")
    web.ledger.receive(edited, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    page = web.visitor().open(f"/cases/{case_id}").text
    for said in (
        "has anybody tried it?",
        "try rinsing it",
        "did that twice",
        "edited by the customer",
        "replies to us",
    ):
        assert said in page, said
    assert "<b>did that" not in page


SECRET = "my-name-is-Rumpelstilzchen"


@pytest.mark.parametrize("drafted", [False, True])
def test_what_its_author_deleted_is_to_be_read_nowhere(web: WebDesk, drafted: bool) -> None:
    message = a_message(f"@FennbyCare what does {SECRET} mean on the W3?")
    case_id = web.proposed(message) if drafted else web.handed_on(message)
    web.ledger.take_back(Gone("simulator", "its author deleted it", message.external_id), NOON)
    alice = web.visitor()
    assert web.case(case_id).stage is Stage.SET_ASIDE
    pages = [f"/cases/{case_id}", f"/cases/{case_id}/handles", "/?stage=set_aside", "/approved", "/"]
    assert all(SECRET not in alice.open(path).text for path in pages)
    assert "(its author deleted it: its text was removed)" in alice.open(f"/cases/{case_id}").text
