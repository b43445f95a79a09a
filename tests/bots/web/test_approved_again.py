"""Sent replies whose sources changed stand on the page of approved ones until somebody looked at them."""

from dataclasses import replace
from pathlib import Path

from tests.bots.web.desk import WebDesk
from tests.builders import ALICE, SAM

CHANGE = "E17 means that the wind & vane is blocked. Lift the funnel off and rinse it with warm water."


def changed(folder: Path) -> WebDesk:
    """A reply went out, and its source says something else now."""
    desk = WebDesk(folder)
    case = desk.ledger.case(desk.proposed())
    desk.workbench.approve(case.id, case.seen, ALICE)
    desk.shelf.only = replace(desk.shelf.only, version=2, text=CHANGE)
    (sent,) = desk.ledger.sent()
    desk.ledger.recalls.note([sent], desk.shelf.only.id, "changed:2", desk.now())
    return desk


def test_the_page_shows_what_was_quoted_and_what_stands_there_now(tmp_path: Path) -> None:
    page = changed(tmp_path).visitor().open("/approved").text
    assert "Look at these again" in page
    assert 'which by now says otherwise: <q dir="auto">E17 means that the rain gauge is blocked.</q>' in page
    assert 'It says now: <q dir="auto">E17 means that the wind &amp; vane is blocked.</q>' in page


def test_whoever_looked_at_it_takes_it_off_the_list(tmp_path: Path) -> None:
    desk = changed(tmp_path)
    (one,) = desk.workbench.outdated()
    visitor = desk.visitor()
    visitor.open("/approved")
    visitor.press("/approved", case=str(one.case.id), draft_version="1")
    assert "Look at these again" not in visitor.page
    assert desk.workbench.outdated() == []


def test_an_expert_may_read_the_list_and_take_nothing_off(tmp_path: Path) -> None:
    desk = changed(tmp_path)
    visitor = desk.visitor(SAM)
    visitor.open("/approved")
    assert visitor.press("/approved", case="1", draft_version="1").status_code == 403
    assert visitor.client.post("/approved").status_code != 200
    assert len(desk.workbench.outdated()) == 1


def test_a_form_that_names_no_reply_is_refused(tmp_path: Path) -> None:
    visitor = changed(tmp_path).visitor()
    visitor.open("/approved")
    assert visitor.press("/approved", case="one", draft_version="1").status_code == 400
