"""What fronts remember in the ledger: where a case is shown, and what was delivered."""

from datetime import timedelta

from desk.cases import CaseId, Stage
from desk.history import View
from desk.ledger import Ledger
from desk.views import Behind
from tests.builders import NOON
from tests.desk.cases import stored


def test_a_case_is_behind_until_its_newest_revision_is_shown(ledger: Ledger) -> None:
    case, views = stored(ledger, Stage.AWAITING_DECISION), ledger.views("slack")
    assert views.behind() == [Behind(case.id, case.due_at, None)]
    assert views.move(case.id, None, "here", case.revision - 1)
    assert views.behind() == [Behind(case.id, case.due_at, "here")]
    assert views.move(case.id, "here", "here", case.revision)
    assert views.behind() == []
    assert views.of(case.id) == View(case.id, "slack", "here", case.revision)
    assert ledger.views("web").behind() == [Behind(case.id, case.due_at, None)]


def test_of_two_who_move_a_view_the_second_is_told(ledger: Ledger) -> None:
    case, views = stored(ledger, Stage.NEW), ledger.views("slack")
    assert views.move(case.id, None, "one")
    assert not views.move(case.id, None, "other")
    assert views.move(case.id, "one", "there")
    assert not views.move(case.id, "one", "elsewhere")
    assert views.of(case.id) == View(case.id, "slack", "there", 0)
    assert views.of(CaseId(99)) is None


def test_the_views_at_a_place_are_found_by_how_it_begins(ledger: Ledger) -> None:
    views = ledger.views("slack")
    here, there, done = stored(ledger, Stage.NEW), stored(ledger, Stage.NEW), stored(ledger, Stage.SENT)
    for case, place in ((here, '["C_1", "1.0"]'), (there, '["C21", "1.0"]'), (done, '["C_1", "2.0"]')):
        views.move(case.id, None, place)
    found = views.within('["C_1"', [Stage.NEW])
    assert [one.case_id for one in found] == [here.id]


def test_a_delivery_is_the_first_once(ledger: Ledger) -> None:
    slack, web = ledger.deliveries("slack"), ledger.deliveries("web")
    assert [slack.first("Ev1", NOON), slack.first("Ev1", NOON), web.first("Ev1", NOON)] == [True, False, True]
    assert slack.at("Ev1") == NOON
    slack.forget("Ev1")
    assert slack.at("Ev1") is None
    assert slack.first("Ev1", NOON)


def test_what_was_delivered_before_a_time_is_forgotten(ledger: Ledger) -> None:
    slack, later = ledger.deliveries("slack"), NOON + timedelta(hours=1)
    slack.first("old", NOON)
    slack.first("new", later)
    slack.purge(later)
    assert (slack.at("old"), slack.at("new")) == (None, later)
