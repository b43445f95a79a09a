"""What customers wish, and what people do for them: from the worker's turn to the button that lifts an opt-out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assist.customers.survey import SurveyTerms
from assist.workbench import Workbench
from desk.cases import CaseId, Stage
from desk.errors import DraftBlocked, NotAllowed
from desk.messages import Kind
from tests.assist.caring import Desk
from tests.assist.desk import ASKS_E17
from tests.builders import ALICE, SAM, a_message, saw


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, SurveyTerms(enabled=True))
    yield desk
    desk.ledger.close()


def actions(desk: Desk, id: CaseId) -> Sequence[str]:
    return [entry.action for entry in desk.ledger.history(id)]


def test_stop_is_honoured_at_once_and_everything_that_waits_is_held_back(desk: Desk) -> None:
    desk.writes(ASKS_E17)
    waiting = desk.newest
    desk.writes("stop")
    stopped = desk.newest
    assert (stopped.stage, stopped.reason) == (
        Stage.SET_ASIDE,
        "the customer asked us to write no more",
    )
    held = desk.case(waiting.id)
    assert held.stage is Stage.AWAITING_DECISION
    assert held.draft
    assert held.draft.blocked
    with pytest.raises(DraftBlocked, match="write no more"):
        desk.bench.approve(held.id, held.seen, ALICE)
    assert desk.x.asked == []


def test_what_was_approved_and_not_sent_yet_waits_for_a_decision_again(desk: Desk) -> None:
    bench = Workbench(desk.ledger, desk.assistant, {"simulator": desk.x}, desk.clock, undo=timedelta(hours=1))
    desk.writes(ASKS_E17)
    case = bench.approve(desk.newest.id, saw(desk.newest, 1), ALICE)
    assert case.stage is Stage.APPROVED
    desk.writes("Do not contact me again.")
    held = desk.case(case.id)
    assert (held.stage, held.decision) == (Stage.AWAITING_DECISION, None)
    desk.clock.move(timedelta(hours=2))
    desk.worker.turn()
    assert desk.x.asked == []
    assert actions(desk, case.id)[-1] == "checked again"


def test_a_stop_in_the_conversation_itself_makes_its_draft_stale(desk: Desk) -> None:
    desk.writes(ASKS_E17, conversation="c-1")
    desk.writes("stop", conversation="c-1")
    case = desk.newest
    assert (case.stage, len(case.messages)) == (Stage.SET_ASIDE, 2)
    assert case.draft is None


def test_who_writes_again_has_a_case_that_nobody_answers_until_an_agent_lifts_it(desk: Desk) -> None:
    desk.writes("stop")
    desk.writes(ASKS_E17)
    case = desk.newest
    assert (case.stage, case.reason) == (Stage.WITH_EXPERT, "the customer asked us to write no more")
    typed = desk.bench.edit(case.id, case.seen, "Rinse the funnel with warm water.", ALICE)
    with pytest.raises(DraftBlocked, match="write no more"):
        desk.bench.approve(case.id, saw(typed, typed.drafts), ALICE)
    opt_out = desk.care.about(case).here
    assert opt_out
    with pytest.raises(NotAllowed):
        desk.care.lift(case.id, opt_out.number, "they asked us", SAM)
    lifted = desk.care.lift(case.id, opt_out.number, "they asked us", ALICE)
    assert desk.care.about(lifted).here is None
    desk.worker.turn()  # the channel hands "stop" over again
    free = desk.case(case.id)
    assert desk.bench.approve(case.id, saw(free, free.drafts), ALICE).stage is Stage.SENT
    assert [(line.stopped, line.by) for line in desk.care.consents(case)] == [
        (True, "rainy_day"),
        (False, "alice"),
    ]


def test_a_case_that_had_no_draft_for_an_opt_out_is_drafted_once_it_is_lifted(desk: Desk) -> None:
    desk.writes("stop")
    desk.writes(ASKS_E17)
    opt_out = desk.care.about(desk.newest).here
    assert opt_out
    desk.care.lift(desk.newest.id, opt_out.number, "they called", ALICE)
    desk.worker.turn()
    assert desk.newest.stage is Stage.AWAITING_DECISION


def test_start_lifts_it_without_a_case_and_frees_what_was_held(desk: Desk) -> None:
    desk.writes(ASKS_E17)
    waiting = desk.newest
    desk.writes("stop")
    cases = len(desk.ledger.cases())
    desk.writes("START")
    assert len(desk.ledger.cases()) == cases
    free = desk.case(waiting.id)
    assert free.draft
    assert not free.draft.blocked
    revision = free.revision
    desk.worker.turn()
    assert desk.case(waiting.id).revision == revision, "heard again, and nothing changes"


def test_start_of_who_never_stopped_is_a_message_like_any_other(desk: Desk) -> None:
    desk.writes("start")
    assert [case.message.text for case in desk.ledger.cases()] == ["start"]


def test_a_post_that_a_search_found_stops_nothing(desk: Desk) -> None:
    desk.writes("stop", kind=Kind.LISTENING, mentions_us=False)
    assert desk.ledger.consents.opted_out("simulator", "u-77") is None


@pytest.mark.parametrize(
    ("said", "stage"),
    [("thanks, that worked", Stage.RESOLVED), ("Thanks! And how do I reset it?", Stage.WITH_EXPERT)],
)
def test_thanks_resolve_what_we_answered_unless_something_is_left(
    desk: Desk, said: str, stage: Stage
) -> None:
    desk.answered(conversation="c-1")
    desk.writes(said, conversation="c-1")
    assert desk.newest.stage is stage or stage is not Stage.RESOLVED
    assert (desk.newest.stage is Stage.RESOLVED) is (stage is Stage.RESOLVED)
    assert len(desk.newest.messages) == 2


def test_the_evidence_stands_in_the_history_and_a_second_thank_you_reopens_nothing(desk: Desk) -> None:
    case = desk.answered(conversation="c-1")
    desk.writes("That fixed it, thanks!", conversation="c-1")
    last = desk.ledger.history(case.id)[-1]
    thanks = desk.case(case.id).message.external_id
    assert (last.by, last.action, last.detail) == ("rainy_day", "resolved it by their thanks", thanks)
    desk.writes("thank you", conversation="c-1")
    again = desk.case(case.id)
    assert (again.stage, len(again.messages)) == (Stage.RESOLVED, 3)
    desk.writes("it shows E17 again, what now?", conversation="c-1")
    assert desk.case(case.id).stage is not Stage.RESOLVED
    assert "wrote again" in actions(desk, case.id)


def test_thanks_before_any_reply_and_silence_resolve_nothing(desk: Desk) -> None:
    desk.writes("thanks", conversation="c-1")
    assert desk.newest.stage is Stage.SET_ASIDE
    answered = desk.answered()
    desk.clock.move(timedelta(days=30))
    desk.worker.turn()
    assert desk.case(answered.id).stage is Stage.SENT


def test_a_handle_is_linked_by_a_press_and_parted_by_another(desk: Desk) -> None:
    desk.writes(ASKS_E17)
    case = desk.newest
    mastodon = replace(a_message(author_id="a"), channel="mastodon", author_handle="Rainy_Day@one.example")
    desk.heard.messages.append(mastodon)
    desk.worker.turn()
    (alike,) = desk.care.alike(case)
    assert desk.care.called(case, "rainy_day@ONE.example")[0].pick == alike.pick
    linked = desk.care.link(case.id, desk.care.about(case).linked.number, alike.pick, ALICE)
    assert [one.channel for one in desk.bench.earlier(case)] == ["mastodon"]
    assert [change.by for change in desk.care.links(case)] == ["alice"]
    desk.care.unlink(linked.pick(linked.handles[1]), ALICE)
    assert desk.bench.earlier(case) == []
