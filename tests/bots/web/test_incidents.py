"""Incidents in the browser: a lead sees the whole list, changes it, and approves what was shown; nobody else does."""

import re

from desk import casework, posting
from desk.cases import CaseId, Stage
from tests.bots.web.desk import Visitor, WebDesk
from tests.builders import ALICE, LENA
from tests.incidents import complaint, confirmed, suspected

HOSTILE = "@FennbyCare <script>alert(1)</script> I can't log in to the app, what is wrong?"


def a_list(web: WebDesk, count: int = 2) -> tuple[Visitor, str]:
    """A lead before a list of holding texts."""
    incident = confirmed(web.ledger, [complaint(web.ledger, number) for number in range(count)])
    lead = web.visitor(LENA)
    lead.open(f"/incidents/{incident}")
    made = lead.press(f"/incidents/{incident}/holding", sentence="")
    return lead, str(made.url).removeprefix("http://127.0.0.1:8787")


def shown(visitor: Visitor) -> dict[str, str]:
    return dict(re.findall(r'name="(sha256|revision)" value="([^"]+)"', visitor.page))


def test_a_lead_confirms_makes_the_list_and_approves_it_in_one_act(web: WebDesk) -> None:
    cases = [complaint(web.ledger, number) for number in range(2)]
    incident = suspected(web.ledger, cases)
    lead = web.visitor(LENA)
    assert "34 people wrote nearly the same" in lead.open("/incidents").text
    lead.open(f"/incidents/{incident}")
    assert "confirmed" in lead.press(f"/incidents/{incident}/confirm").text
    page = lead.press(f"/incidents/{incident}/holding", sentence="It is about the login.")
    assert page.text.count("It is about the login.") >= 2
    assert "Approve these 2 texts" in page.text
    approved = lead.press(f"/incidents/{incident}/lists/1/approve", **shown(lead))
    assert "Nothing can be changed any more" in approved.text
    web.incidents.carry_on()
    assert {web.ledger.case(case).stage for case in cases} == {Stage.APPROVED}


def test_the_list_tells_what_went_out_from_what_only_may_and_what_was_left_out(web: WebDesk) -> None:
    lead, here = a_list(web, 3)
    lead.press(f"{here}/approve", **shown(lead))
    web.ledger.change(CaseId(3), lambda case: casework.set_aside(case, None, "by phone", web.now()))
    web.incidents.carry_on()
    assert "0 of 3 went out, 1 left out." in lead.open(here).text
    posting.send_approved(web.ledger, web.publisher, CaseId(1), web.now)
    page = lead.open(here).text
    assert "1 of 3 went out, 1 left out." in page
    assert [page.count(f">{chip}</span>") for chip in ("sent", "approved", "left out")] == [1, 1, 1]


def test_a_list_that_changed_since_it_was_shown_is_not_approved(web: WebDesk) -> None:
    lead, here = a_list(web)
    before = shown(lead)
    lead.press(f"{here}/leave_out", case="2")
    refused = lead.press(f"{here}/approve", **before)
    assert refused.status_code == 409
    assert "the list changed" in refused.text
    assert web.ledger.waves.unfinished() == []


def test_an_agent_sees_the_list_and_has_no_button(web: WebDesk) -> None:
    _, here = a_list(web)
    agent = web.visitor(ALICE)
    page = agent.open(here).text
    assert "Approve these" not in page
    assert agent.press(f"{here}/approve", sha256="x", revision="1").status_code == 403


def test_a_line_can_be_reworded_and_what_customers_write_is_only_letters(web: WebDesk) -> None:
    incident = confirmed(web.ledger, [complaint(web.ledger, 1, text=HOSTILE)])
    lead = web.visitor(LENA)
    lead.open(f"/incidents/{incident}")
    page = lead.press(f"/incidents/{incident}/holding", sentence="")
    assert "<script>alert" not in page.text
    lead.press(f"/incidents/{incident}/lists/1/edit", case="1", text="Hello, we know of it and look into it.")
    assert "in the words of <bdi>lena</bdi>" in lead.page


def test_without_the_secret_of_the_session_nothing_is_approved(web: WebDesk) -> None:
    lead, here = a_list(web)
    answer = lead.press(f"{here}/approve", **shown(lead) | {"csrf": "guessed"})
    assert answer.status_code == 403
    assert web.ledger.waves.unfinished() == []


def test_a_case_says_of_which_incident_it_is(web: WebDesk) -> None:
    case = complaint(web.ledger, 1)
    assert "Part of" not in web.visitor().open(f"/cases/{case}").text
    incident = suspected(web.ledger, [case])
    assert f'Part of <a href="/incidents/{incident}">' in web.visitor().open(f"/cases/{case}").text


def test_what_is_no_incident_is_not_found(web: WebDesk) -> None:
    lead = web.visitor(LENA)
    for path in ("/incidents/7", "/incidents/x", "/incidents/1/lists/9", f"/incidents/{'9' * 30}"):
        assert lead.open(path).status_code == 404
    incident = suspected(web.ledger, [complaint(web.ledger, 1)])
    assert lead.press(f"/incidents/{incident}/explode").status_code == 404
