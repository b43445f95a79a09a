"""The worker's part that asks experts: the question gets to somebody, once, and to the next one when nobody answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from app.asking import GIVE_UP
from desk import casework, handling
from desk.cases import Case, Person, Priority, Role, Stage
from desk.database import open_database
from desk.ledger import Ledger
from desk.request_store import Requests
from desk.requests import Outcome
from desk.routing import USUAL
from desk.staffing import ALWAYS
from index.knowledge import Audience, Kind
from tests.app.asking_desk import SAM, TEAM, Desk, Dying, Picky, Slow, Wall
from tests.builders import ALICE, NOON, QUESTION, a_document, a_message
from tests.desk.cases import handed_on, proposed, stored
from tests.desk.experts import MINUTE, SUE
from tests.desk.threads import at_once
from tests.fakes.knowledge import FakeKnowledge
from tests.templates import a_ledger_url


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    url = a_ledger_url(tmp_path)
    ledger, engine = Ledger.open(url), open_database(url)
    yield Desk(ledger, Requests(engine))
    ledger.close()
    engine.dispose()


def with_expert(desk: Desk, text: str = "@FennbyCare my W3 shows E17, what now?") -> Case:
    return stored(desk.ledger, Stage.WITH_EXPERT, a_message(text))


def urgent_with_expert(desk: Desk) -> Case:
    message = a_message("@FennbyCare my W3 is on fire, what now?")
    new = desk.ledger.receive(message, priority=Priority.URGENT, due_at=NOON, at=NOON)
    assert new is not None
    urgent = replace(QUESTION, priority=Priority.URGENT)
    return desk.ledger.apply(
        casework.hand_to_expert(desk.ledger.case(new), urgent, "What now?", "nothing found", NOON)
    )


class TestADay:
    def test_the_question_goes_to_one_after_the_other_until_there_is_a_draft(self, desk: Desk) -> None:
        case, asker = with_expert(desk), desk.asker()
        asker.turn()
        assert desk.wall.names == ["kim"]
        desk.turns(asker, 14, every=MINUTE)
        assert desk.wall.names == ["kim"]
        desk.turns(asker, 2, every=15 * MINUTE)
        assert desk.wall.names == ["kim", "sam"]
        desk.turns(asker, 1)
        assert desk.wall.names == ["kim", "sam", "lea"]
        desk.ledger.apply(proposed()(case))
        desk.turns(asker, 40)
        assert desk.wall.names == ["kim", "sam", "lea"]
        assert desk.wall.closed == desk.wall.keys
        closed = desk.requests.request(case.id, case.revision)
        assert closed is not None
        assert closed.outcome is Outcome.DRAFTED

    def test_what_is_asked_says_what_was_found_and_why_that_is_not_enough(self, desk: Desk) -> None:
        note = a_document(
            "E17 shows on a W3", kind=Kind.SME_NOTE, audience=Audience.INTERNAL, title="W3 reset"
        )
        desk.knowledge = FakeKnowledge(replace(note, meta={"author": "Sam"}, products=("W3", "W5")))
        with_expert(desk)
        desk.asker().turn()
        (request,) = desk.requests.opened()
        assert request.question == "What is E17?"
        assert request.why == "nothing found; nearest in the knowledge: 'W3 reset'"
        assert request.products == ("W3", "W5")
        (asking,) = request.askings
        assert (asking.expert, asking.place) == ("sam", "wall 1.2.1")
        assert asking.why == "wrote the note 'W3 reset' that came nearest; always on duty"

    def test_nothing_internal_reaches_the_community(self, desk: Desk) -> None:
        desk.team = (replace(SUE, hours=ALWAYS),)
        for audience, asked in ((Audience.INTERNAL, []), (Audience.PUBLIC, ["sue"])):
            desk.knowledge = FakeKnowledge(a_document("E17 shows on a W3", audience=audience))
            with_expert(desk)
            desk.asker().turn()
            assert desk.wall.names == asked

    def test_an_agent_may_name_somebody(self, desk: Desk) -> None:
        case = stored(desk.ledger, Stage.AWAITING_DECISION)
        desk.ledger.apply(handling.ask_expert(case, "@sam is that so?", ALICE, NOON))
        desk.asker().turn()
        assert desk.wall.names == ["sam"]

    def test_questions_that_come_together_are_shared_out(self, desk: Desk) -> None:
        for _ in range(4):
            with_expert(desk)
        desk.asker().turn()
        assert sorted(desk.wall.names) == ["kim", "kim", "sam", "sam"]

    def test_a_flood_buries_nobody_and_what_is_urgent_comes_through(self, desk: Desk) -> None:
        desk.team = (SAM,)
        for _ in range(USUAL.at_once + 5):
            with_expert(desk)
        asker = desk.asker()
        asker.turn()
        desk.turns(asker, 14, every=MINUTE)
        assert len(desk.wall.hung) == USUAL.at_once
        urgent = urgent_with_expert(desk)
        asker.turn()
        assert desk.wall.hung[-1].case_id == urgent.id
        desk.turns(asker, 3, every=MINUTE)
        assert len({asking.case_id for asking in desk.wall.hung}) == USUAL.at_once + 6

    def test_who_declines_has_room_for_more(self, desk: Desk) -> None:
        desk.team = (SAM,)
        for _ in range(USUAL.at_once + 1):
            with_expert(desk)
        asker = desk.asker()
        asker.turn()
        desk.requests.decline(desk.wall.hung[0], Person("sam", frozenset({Role.SME})), NOON)
        desk.turns(asker, 2, every=MINUTE)
        assert len(desk.wall.hung) == USUAL.at_once + 1

    def test_a_case_that_comes_back_is_asked_anew(self, desk: Desk) -> None:
        case, asker = with_expert(desk), desk.asker()
        asker.turn()
        rewritten = desk.ledger.apply(proposed()(case))
        desk.ledger.apply(handed_on(rewritten))
        asker.turn()
        assert desk.wall.keys == [f"{case.id}.{case.revision}.1", f"{case.id}.{case.revision + 2}.1"]


class TestTroubles:
    def test_while_the_front_is_down_nobody_is_passed_over(self, desk: Desk) -> None:
        with_expert(desk)
        asker, desk.wall.down = desk.asker(), True
        desk.turns(asker, 8)
        desk.wall.down = False
        desk.turns(asker, 5, every=timedelta(seconds=2))
        assert desk.wall.names == ["kim"]
        (request,) = desk.requests.opened()
        assert request.askings[0].asked_at > NOON + 100 * MINUTE  # when it was shown
        desk.turns(asker, 2)
        assert desk.wall.names == ["kim", "sam"]

    def test_who_cannot_be_reached_gives_way_to_the_next_and_is_tried_again(self, desk: Desk) -> None:
        with_expert(desk)
        asker, desk.wall.unknown = desk.asker(), {"kim"}
        desk.turns(asker, 10, every=timedelta(seconds=2))
        assert (desk.wall.names, desk.wall.tried) == ([], 10)
        desk.turns(asker, 4, every=5 * MINUTE)
        assert desk.wall.names == ["sam"]
        desk.wall.unknown = set()
        desk.turns(asker, 2, every=5 * MINUTE)
        assert desk.wall.names == ["sam"]
        desk.turns(asker, 2, every=5 * MINUTE)
        assert desk.wall.names == ["sam", "kim"]

    def test_a_front_that_is_down_is_not_tried_for_every_question(self, desk: Desk) -> None:
        for _ in range(GIVE_UP + 3):
            with_expert(desk)
        asker, desk.wall.down = desk.asker(), True
        asker.turn()
        assert desk.wall.tried == GIVE_UP
        desk.wall.down = False
        asker.turn()
        assert len(desk.wall.hung) == GIVE_UP + 3

    def test_questions_that_cannot_be_shown_hold_up_no_others(self, desk: Desk) -> None:
        desk.wall = Picky()
        for _ in range(GIVE_UP):
            with_expert(desk, "@FennbyCare poison: what is E17?")
        good = with_expert(desk)
        asker = desk.asker()
        desk.turns(asker, 2, every=MINUTE)
        assert desk.wall.keys == [f"{good.id}.{good.revision}.1"]

    def test_a_shutdown_between_record_and_show_loses_no_rung(self, desk: Desk) -> None:
        with_expert(desk)
        desk.wall = Dying()
        with pytest.raises(KeyboardInterrupt):
            desk.asker().turn()
        desk.wall = Wall()
        desk.turns(desk.asker(), 3, every=timedelta(minutes=2))
        assert desk.wall.names == ["kim"]

    def test_who_is_on_leave_by_now_is_seen_without_a_restart(self, desk: Desk) -> None:
        desk.team = tuple(replace(one, away_until=NOON + timedelta(days=1)) for one in TEAM)
        with_expert(desk)
        asker = desk.asker()
        desk.turns(asker, 2, every=timedelta(seconds=2))
        assert desk.wall.names == []
        desk.team = TEAM
        desk.turns(asker, 2, every=MINUTE)
        assert desk.wall.names == ["kim"]

    def test_what_one_worker_is_showing_another_leaves_alone(self, desk: Desk) -> None:
        with_expert(desk)
        desk.wall = slow = Slow()
        slow.meanwhile = desk.asker().turn
        desk.asker().turn()
        assert desk.wall.names == ["kim"]

    @pytest.mark.slow
    def test_two_workers_at_once_ask_everybody_once(self, desk: Desk, rounds: int) -> None:
        desk.ladder = replace(USUAL, at_once=1000)
        for number in range(1, rounds + 1):
            for _ in range(5):
                with_expert(desk)
            results = at_once(*[partial(desk.turns, desk.asker(), 2, timedelta(0)) for _ in range(3)])
            assert results == [None] * 3, results
            assert len(desk.wall.hung) == 5 * number
            assert all(len(request.askings) == 1 for request in desk.requests.opened())
