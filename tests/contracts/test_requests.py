"""What the requests to experts promise on every database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from desk import casework, handling
from desk.cases import Priority, Stage
from desk.database import open_database
from desk.errors import NotAllowed
from desk.ledger import Ledger
from desk.request_store import SHOWING, Requests
from desk.requests import Asking, ExpertRequest, Outcome
from tests.builders import ALICE, LENA, NOON, SAM
from tests.desk.cases import HOUR, TRIAGE, customer_wrote, handed_on, proposed, put_aside, stored

MINUTE = timedelta(minutes=1)


@pytest.fixture
def requests(ledger: Ledger, database_url: str) -> Iterator[Requests]:
    engine = open_database(database_url)
    yield Requests(engine)
    engine.dispose()


def opened(ledger: Ledger, requests: Requests) -> ExpertRequest:
    """The request of a case that just came to the experts."""
    case = stored(ledger, Stage.WITH_EXPERT)
    (handed,) = [one for one in requests.handed() if one.case.id == case.id]
    requests.open(handed, question="What is E17?", why="nothing found", products=["W3"], simple=True, at=NOON)
    request = requests.request(case.id, case.revision)
    assert request is not None
    return request


def asked(requests: Requests, request: ExpertRequest, expert: str = "sam") -> Asking:
    asking = requests.ask(request, expert, "knows about W3", NOON)
    assert asking is not None
    return asking


class TestOpening:
    def test_a_case_with_the_experts_is_opened_once_and_read_as_it_was_opened(
        self, ledger: Ledger, requests: Requests
    ) -> None:
        case = stored(ledger, Stage.WITH_EXPERT)
        (handed,) = requests.handed()
        assert (handed.case, handed.revision, handed.by) == (case, case.revision, "assistant")
        for why in ("nothing found", "something else"):
            requests.open(handed, question="What?", why=why, products=["W3", "W4"], simple=False, at=NOON)
        assert requests.handed() == []
        expected = ExpertRequest(
            case_id=case.id,
            revision=case.revision,
            question="What?",
            why="nothing found",
            products=("W3", "W4"),
            simple=False,
            priority=Priority.NORMAL,
            handed_by="assistant",
            opened_at=NOON,
        )
        assert requests.opened() == [expected]
        assert requests.request(case.id, case.revision) == expected
        assert requests.request(case.id, 99) is None

    def test_who_handed_the_case_over_is_known(self, ledger: Ledger, requests: Requests) -> None:
        case = stored(ledger, Stage.AWAITING_DECISION)
        ledger.apply(casework.hand_to_expert(case, TRIAGE, "What?", "@sam how long?", NOON, by="alice"))
        (handed,) = requests.handed()
        requests.open(handed, question="What?", why="@sam how long?", products=[], simple=False, at=NOON)
        assert [request.handed_by for request in requests.opened()] == ["alice"]

    @pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.WITH_EXPERT])
    def test_other_cases_ask_nobody(self, ledger: Ledger, requests: Requests, stage: Stage) -> None:
        stored(ledger, stage)
        assert requests.handed() == []

    def test_a_case_that_was_with_the_experts_asks_nobody(self, ledger: Ledger, requests: Requests) -> None:
        ledger.apply(proposed()(stored(ledger, Stage.WITH_EXPERT)))
        assert requests.handed() == []

    def test_the_case_that_is_due_first_comes_first(self, ledger: Ledger, requests: Requests) -> None:
        later, sooner = opened(ledger, requests), opened(ledger, requests)
        ledger.apply(
            casework.customer_wrote(
                ledger.case(sooner.case_id),
                replace(ledger.case(sooner.case_id).message, external_id="again"),
                priority=Priority.URGENT,
                due_at=NOON,
                at=NOON,
            )
        )
        ledger.apply(handed_on(ledger.case(sooner.case_id)))
        requests.close_moved_on(NOON)
        (handed,) = requests.handed()
        requests.open(handed, question="?", why="?", products=[], simple=False, at=NOON)
        assert [one.case_id for one in requests.opened()] == [sooner.case_id, later.case_id]
        assert requests.opened()[0].priority is Priority.URGENT


class TestClosing:
    @pytest.mark.parametrize(
        ("take", "outcome"),
        [
            (proposed(), Outcome.DRAFTED),
            (put_aside, Outcome.SET_ASIDE),
            (customer_wrote(), Outcome.TAKEN_UP_AGAIN),
        ],
        ids=lambda value: value.value if isinstance(value, Outcome) else "",
    )
    def test_it_closes_with_what_became_of_the_case(
        self, ledger: Ledger, requests: Requests, take: object, outcome: Outcome
    ) -> None:
        request = opened(ledger, requests)
        assert requests.close_moved_on(NOON + HOUR) == 0
        ledger.apply(take(ledger.case(request.case_id)))  # type: ignore[operator]
        assert requests.close_moved_on(NOON + HOUR) == 1
        assert requests.close_moved_on(NOON + 2 * HOUR) == 0
        assert requests.opened() == []
        closed = requests.request(request.case_id, request.revision)
        assert closed == replace(request, closed_at=NOON + HOUR, outcome=outcome)

    def test_a_case_that_comes_back_makes_another_request(self, ledger: Ledger, requests: Requests) -> None:
        first = opened(ledger, requests)
        ledger.apply(customer_wrote()(ledger.case(first.case_id)))
        back = ledger.apply(handed_on(ledger.case(first.case_id)))
        (handed,) = requests.handed()
        assert handed.revision == back.revision
        assert requests.close_moved_on(NOON) == 1
        closed = requests.request(first.case_id, first.revision)
        assert closed is not None
        assert closed.outcome is Outcome.TAKEN_UP_AGAIN

    def test_what_changes_nothing_for_the_experts_leaves_it_open(
        self, ledger: Ledger, requests: Requests
    ) -> None:
        request = opened(ledger, requests)
        case = ledger.case(request.case_id)
        ledger.apply(handling.claim(case, ALICE, NOON))
        assert requests.handed() == []
        assert requests.close_moved_on(NOON) == 0


class TestAsking:
    def test_a_rung_is_on_record_before_it_is_shown_and_its_place_afterwards(
        self, ledger: Ledger, requests: Requests
    ) -> None:
        request = opened(ledger, requests)
        asking = asked(requests, request)
        assert (asking.rung, asking.expert, asking.place, asking.asked_at) == (1, "sam", None, NOON)
        assert requests.opened() == [replace(request, askings=(asking,))]
        assert requests.take(asking, NOON)
        requests.shown(asking, '["D1", "17.1"]', NOON + MINUTE)
        shown = replace(asking, place='["D1", "17.1"]', asked_at=NOON + MINUTE)
        assert requests.opened() == [replace(request, askings=(shown,))]
        requests.shown(asking, "elsewhere", NOON + HOUR)
        assert requests.opened() == [replace(request, askings=(shown,))]

    def test_of_two_who_ask_after_the_same_look_one_does(self, ledger: Ledger, requests: Requests) -> None:
        request = opened(ledger, requests)
        asked(requests, request, "sam")
        assert requests.ask(request, "kim", "knows about W3", NOON) is None
        again = requests.request(request.case_id, request.revision)
        assert again is not None
        assert [asking.expert for asking in again.askings] == ["sam"]
        assert asked(requests, again, "kim").rung == 2

    def test_nobody_is_asked_once_it_is_closed(self, ledger: Ledger, requests: Requests) -> None:
        request = opened(ledger, requests)
        asking = asked(requests, request)
        read = requests.request(request.case_id, request.revision)
        assert read is not None
        ledger.apply(proposed()(ledger.case(request.case_id)))
        requests.close_moved_on(NOON)
        assert requests.ask(read, "kim", "knows about W3", NOON) is None
        assert not requests.take(asking, NOON)

    def test_one_worker_shows_it_and_another_when_that_one_is_dead_or_failed(
        self, ledger: Ledger, requests: Requests
    ) -> None:
        asking = asked(requests, opened(ledger, requests))
        assert requests.take(asking, NOON)
        assert not requests.take(asking, NOON + SHOWING - MINUTE / 2)
        assert requests.take(asking, NOON + SHOWING)
        requests.shown(asking, None, NOON + SHOWING)
        assert requests.take(asking, NOON + SHOWING)
        requests.shown(asking, "here", NOON + SHOWING)
        assert not requests.take(asking, NOON + HOUR)

    def test_how_often_each_was_asked_lately_is_known(self, ledger: Ledger, requests: Requests) -> None:
        for expert in ("sam", "sam", "kim"):
            asked(requests, opened(ledger, requests), expert)
        assert requests.asked_since(NOON) == {"sam": 2, "kim": 1}
        assert requests.asked_since(NOON + MINUTE) == {}


class TestAnswering:
    def test_only_who_was_asked_may_decline_and_once(self, ledger: Ledger, requests: Requests) -> None:
        asking = asked(requests, opened(ledger, requests))
        for other in (LENA, ALICE):
            with pytest.raises(NotAllowed, match="'sam' was"):
                requests.decline(asking, other, NOON)
        assert requests.decline(asking, SAM, NOON)
        assert not requests.decline(asking, SAM, NOON + HOUR)
        assert requests.opened()[0].askings == (replace(asking, declined_at=NOON),)

    def test_an_answer_is_noted_once(self, ledger: Ledger, requests: Requests) -> None:
        asking = asked(requests, opened(ledger, requests))
        assert requests.answered(asking.case_id, "sam", NOON)
        assert not requests.answered(asking.case_id, "sam", NOON + HOUR)
        assert not requests.decline(asking, SAM, NOON + HOUR)
        assert requests.opened()[0].askings == (replace(asking, answered_at=NOON),)

    def test_who_is_asked_once_more_may_answer_once_more(self, ledger: Ledger, requests: Requests) -> None:
        asking = asked(requests, opened(ledger, requests))
        requests.answered(asking.case_id, "sam", NOON)
        asked(requests, requests.opened()[0])
        assert requests.answered(asking.case_id, "sam", NOON + HOUR)
        assert [one.answered_at for one in requests.opened()[0].askings] == [NOON, NOON + HOUR]

    def test_somebody_who_was_not_asked_may_answer(self, ledger: Ledger, requests: Requests) -> None:
        asking = asked(requests, opened(ledger, requests))
        assert requests.answered(asking.case_id, "kim", NOON + MINUTE)
        assert not requests.answered(asking.case_id, "kim", NOON + MINUTE)
        first, second = requests.opened()[0].askings
        assert first == asking
        assert (second.rung, second.expert, second.answered_at, second.unshown) == (
            2,
            "kim",
            NOON + MINUTE,
            False,
        )

    def test_there_is_nothing_to_answer_in_a_case_that_is_not_with_the_experts(
        self, ledger: Ledger, requests: Requests
    ) -> None:
        request = opened(ledger, requests)
        ledger.apply(proposed()(ledger.case(request.case_id)))
        requests.close_moved_on(NOON)
        assert not requests.answered(request.case_id, "sam", NOON)


class TestWhatIsShownOfClosedOnes:
    def test_it_is_brought_up_to_date_once(self, ledger: Ledger, requests: Requests) -> None:
        request = opened(ledger, requests)
        asking = asked(requests, request)
        requests.take(asking, NOON)
        requests.shown(asking, "here", NOON)
        assert requests.shown_as_open(NOON) == []
        ledger.apply(proposed()(ledger.case(request.case_id)))
        requests.close_moved_on(NOON)
        ((closed, shown),) = requests.shown_as_open(NOON)
        assert (closed.outcome, shown.place) == (Outcome.DRAFTED, "here")
        requests.shown_closed(shown, NOON)
        assert requests.shown_as_open(NOON) == []

    def test_what_nobody_saw_needs_no_telling(self, ledger: Ledger, requests: Requests) -> None:
        request = opened(ledger, requests)
        asked(requests, request)
        ledger.apply(proposed()(ledger.case(request.case_id)))
        requests.close_moved_on(NOON)
        assert requests.shown_as_open(NOON) == []
