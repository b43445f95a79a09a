"""A case's page: what stands on it, and which buttons it has at which stage."""

from datetime import timedelta

import pytest

from desk.drafts import Problem, To
from tests.bots.web.desk import WebDesk
from tests.builders import ALICE, BOB, a_citation, a_draft, a_message


def test_the_page_says_all_that_a_decision_needs(web: WebDesk) -> None:
    case_id = web.proposed(a_message("@FennbyCare my W3 shows E17, what now?"))
    page = web.visitor().open(f"/cases/{case_id}").text
    for said in (
        "@FennbyCare my W3 shows E17, what now?",
        "what E17 means",  # what was looked up
        "1 h 0 min left",
        "the customer asked in public and nothing private is needed",
        "<strong>41</strong> of 280 characters",
        "All checks passed",
        "Approve and send in public",
        "<strong><bdi>assistant</bdi></strong> proposed",
        "version 1, quoted from the sources",
    ):
        assert said in page, said


def test_each_sentence_has_its_number_and_each_number_its_quote_in_its_passage(web: WebDesk) -> None:
    text = "E17 means that the rain gauge is blocked. Ask us."
    citation = a_citation("E17 means that the rain gauge is blocked.")
    case_id = web.proposed(draft=a_draft(text, citations=[citation]))
    page = web.visitor().open(f"/cases/{case_id}").text
    assert (
        '<span class="cited n1">E17 means that the rain gauge is blocked.'
        '<a class="mark" href="#source-1" aria-label="source 1">1</a></span> Ask us.</blockquote>' in page
    )
    assert (
        "<mark>E17 means that the rain gauge is blocked.</mark> Lift the funnel off and rinse it with warm water."
        in page
    )
    assert '<span class="chip">data sheet</span>' in page
    assert 'href="https://docs.fennby.example/w3" rel="noreferrer noopener"' in page


def test_a_draft_that_a_check_holds_back_cannot_be_approved(web: WebDesk) -> None:
    problem = Problem("promise", "it promises a refund", blocking=True)
    case_id = web.proposed(draft=a_draft(problems=[problem]))
    alice = web.visitor()
    page = alice.open(f"/cases/{case_id}").text
    assert "it promises a refund" in page
    assert '<button class="primary" disabled' in page
    assert alice.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 422
    assert not web.publisher.asked


def test_a_warning_is_shown_and_does_not_hold_back(web: WebDesk) -> None:
    case_id = web.proposed(draft=a_draft(problems=[Problem("tone", "rather short", blocking=False)]))
    alice = web.visitor()
    assert "rather short" in alice.open(f"/cases/{case_id}").text
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert len(web.publisher.out) == 1


def test_a_case_without_a_draft_says_why_and_can_be_answered_by_hand(web: WebDesk) -> None:
    case_id = web.handed_on()
    alice = web.visitor()
    page = alice.open(f"/cases/{case_id}").text
    assert "With an expert: nothing in the sources" in page
    assert f"/cases/{case_id}/approve" not in page
    alice.press(f"/cases/{case_id}/edit", draft_version="0", text="Please rinse the rain gauge.")
    assert "version 1, written by alice" in alice.page


@pytest.mark.parametrize("action", ["approve", "readdress", "reject"])
def test_a_decided_case_has_no_buttons(web: WebDesk, action: str) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    alice.press(f"/cases/{case_id}/approve", draft_version="1")
    assert f"/cases/{case_id}/{action}" not in alice.page


def test_a_case_that_changed_says_so_to_who_looks_at_it(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor(ALICE)
    page = alice.open(f"/cases/{case_id}").text
    url = page.partition('id="news" hx-get="')[2].partition('"')[0]
    assert alice.client.get(url).status_code == 204
    bob = web.visitor(BOB)
    bob.open(f"/cases/{case_id}")
    bob.press(f"/cases/{case_id}/reject", draft_version="1", reason="no")
    news = alice.client.get(url)
    assert news.status_code == 200
    assert "<bdi>bob</bdi></strong> rejected" in news.text


def test_an_unfinished_draft_can_be_read_and_not_approved(web: WebDesk) -> None:
    case_id = web.received()
    alice = web.visitor()
    page = alice.open(f"/cases/{case_id}").text
    url = page.partition('id="underway" hx-get="')[2].partition('"')[0]
    assert alice.client.get(url).text.strip() == ""
    with web.underway.drafting(case_id) as told:
        told("E17 means <script>alert(1)</script>")
        part = alice.client.get(url).text
        assert "E17 means &lt;script&gt;" in part
        assert "Nothing has checked this yet" in part
        assert "<form" not in part
        web.propose(case_id)
        assert alice.client.get(url).text.strip() == ""
    assert 'id="underway"' not in alice.open(f"/cases/{case_id}").text


def test_the_customers_second_message_takes_the_draft_away(web: WebDesk) -> None:
    first = a_message("It shows E17.")
    case_id = web.proposed(first)
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    again = a_message("Never mind, it is E18!", conversation=first.conversation)
    web.received(again)
    assert alice.press(f"/cases/{case_id}/approve", draft_version="1").status_code == 409
    assert "Never mind, it is E18!" in alice.page
    assert not web.publisher.asked


def test_a_text_for_the_message_before_is_not_saved_for_the_next_and_not_lost(web: WebDesk) -> None:
    first = a_message("It shows E17.")
    case_id = web.handed_on(first)
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    web.handed_on(a_message("Never mind, it is E18!", conversation=first.conversation))
    typed = "Please rinse the rain gauge."
    assert alice.press(f"/cases/{case_id}/edit", draft_version="0", text=typed).status_code == 409
    assert "the customer wrote again" in alice.page
    assert typed in alice.page
    assert web.case(case_id).draft is None


def test_typing_is_weighed_and_checked_and_stores_nothing(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    alice.open(f"/cases/{case_id}")
    answer = alice.press(f"/cases/{case_id}/weigh", draft_version="1", text="x" * 300)
    assert "<strong>300</strong> of 280 characters" in answer.text
    assert "Must be mended" in answer.text
    assert "<html" not in answer.text
    case = web.case(case_id)
    assert case.draft is not None
    assert case.draft.version == 1


@pytest.mark.parametrize("case_id", ["999", "0", "-1", "x", "٣", "9" * 23, "9" * 5000])
@pytest.mark.parametrize("path", ["/cases/{case_id}", "/cases/{case_id}/news"])
def test_a_case_that_does_not_exist_is_not_found(web: WebDesk, case_id: str, path: str) -> None:
    assert web.visitor().open(path.format(case_id=case_id)).status_code == 404


def test_a_button_of_a_case_that_does_not_exist_is_not_found(web: WebDesk) -> None:
    for case_id in ("999", "9" * 23):
        pressed = web.visitor().press(f"/cases/{case_id}/approve", draft_version="1", message="m-1")
        assert pressed.status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "١", "9" * 30])
def test_a_draft_version_that_is_no_number_is_refused(web: WebDesk, version: str) -> None:
    case_id = web.proposed()
    assert web.visitor().press(f"/cases/{case_id}/approve", draft_version=version).status_code == 400


def test_a_form_that_lacks_a_field_is_refused(web: WebDesk) -> None:
    case_id = web.proposed()
    alice = web.visitor()
    for action in ("approve", "edit", "readdress", "reject", "settle", "weigh"):
        assert alice.press(f"/cases/{case_id}/{action}").status_code == 400
        alice.open("/")
    assert alice.press(f"/cases/{case_id}/readdress", draft_version="1", to="everybody").status_code == 400


def test_a_button_that_does_not_exist_is_not_found(web: WebDesk) -> None:
    case_id = web.proposed()
    assert web.visitor().press(f"/cases/{case_id}/explode").status_code == 404


def test_late_cases_say_how_late(web: WebDesk) -> None:
    case_id = web.proposed(draft=a_draft(to=To.DM))
    web.wait(timedelta(hours=3))
    assert "2 h 0 min late" in web.visitor().open(f"/cases/{case_id}").text
