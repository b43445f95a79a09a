"""What a person does with a case, from the queue to the reply that went out."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assist.workbench import Workbench
from desk import outbox
from desk.cases import Case, Priority, Stage
from desk.drafts import Draft, To
from desk.errors import (
    AlreadyDecided,
    Conflict,
    DeskError,
    DraftBlocked,
    NotAllowed,
    StaleDraft,
    StepNotPossible,
    UnknownCase,
)
from desk.posting import send_waiting
from desk.sla import due_at
from index.knowledge import Audience
from tests.assist.desk import SHEET, an_assistant
from tests.builders import ALICE, BOB, NOON, SAM, a_message, saw
from tests.fakes.knowledge import FakeKnowledge
from tests.fakes.publisher import FakePublisher, answer_is_lost, refuses
from tests.templates import a_ledger

ASKS_E17 = "@FennbyCare what does E17 on the W3 rain gauge mean?"


class Desk:
    """A ledger, an assistant and a channel that remembers what was sent."""

    def __init__(self, folder: Path) -> None:
        self.ledger = a_ledger(folder)
        self.knowledge = FakeKnowledge(SHEET)
        self.assistant = an_assistant(self.knowledge)
        self.x = FakePublisher()
        self.bench = Workbench(self.ledger, self.assistant, {"simulator": self.x}, lambda: NOON)

    def asked(self, text: str = ASKS_E17, *, public: bool = True) -> Case:
        """A customer wrote and the assistant answered."""
        message = a_message(text, public=public)
        due = due_at(NOON, Priority.NORMAL)
        case_id = self.ledger.receive(message, priority=Priority.NORMAL, due_at=due, at=NOON)
        assert case_id is not None
        return self.ledger.apply(self.assistant.respond(self.ledger.case(case_id), NOON))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.ledger.close()


def draft_of(case: Case) -> Draft:
    assert case.draft is not None
    return case.draft


def test_an_approved_draft_is_sent_as_it_was_shown(desk: Desk) -> None:
    case = desk.asked()
    assert [one.id for one in desk.bench.queue()] == [case.id]
    sent = desk.bench.approve(case.id, saw(case, 1), ALICE)
    assert sent.stage is Stage.SENT
    assert [(reply.text, reply.to, reply.approved_by) for reply in desk.x.out] == [
        (draft_of(case).text, To.PUBLIC, "alice")
    ]
    assert [one.id for one in desk.bench.sent()] == [case.id]
    assert desk.bench.queue() == []


def test_a_second_click_sends_nothing_and_names_the_first(desk: Desk) -> None:
    case = desk.asked()
    desk.bench.approve(case.id, saw(case, 1), ALICE)
    with pytest.raises(AlreadyDecided, match="alice approved draft 1"):
        desk.bench.approve(case.id, saw(case, 1), BOB)
    assert len(desk.x.out) == 1


def test_of_two_clicks_at_the_same_moment_one_wins(desk: Desk, rounds: int) -> None:
    def clicked(by: object, case: Case) -> str:
        try:
            return desk.bench.approve(case.id, saw(case, 1), by).stage.value  # type: ignore[arg-type]  # ALICE or BOB
        except AlreadyDecided as error:
            return str(error)

    for _ in range(rounds):
        case = desk.asked()
        before = len(desk.x.out)
        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda by, case=case: clicked(by, case), [ALICE, BOB]))
        assert sorted(answer == "sent" for answer in said) == [False, True]
        assert len(desk.x.out) == before + 1


def test_somebody_who_may_not_approve_sends_nothing(desk: Desk) -> None:
    case = desk.asked()
    acts: list[Callable[[], Case]] = [
        lambda: desk.bench.approve(case.id, saw(case, 1), SAM),
        lambda: desk.bench.reject(case.id, saw(case, 1), "no", SAM),
        lambda: desk.bench.edit(case.id, saw(case, 1), "mine", SAM),
        lambda: desk.bench.readdress(case.id, saw(case, 1), To.DM, SAM),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="sam"):
            act()
    assert desk.bench.case(case.id) == case
    assert desk.x.asked == []


def test_an_edited_draft_is_a_new_version_and_the_old_one_cannot_be_approved(desk: Desk) -> None:
    case = desk.asked()
    edited = desk.bench.edit(case.id, saw(case, 1), "It means that the rain gauge is blocked.", ALICE)
    assert (draft_of(edited).version, draft_of(edited).drafter) == (2, "person:alice")
    with pytest.raises(StaleDraft, match="draft 2 by person:alice"):
        desk.bench.approve(case.id, saw(case, 1), BOB)
    desk.bench.approve(case.id, saw(case, 2), BOB)
    assert [reply.text for reply in desk.x.out] == ["It means that the rain gauge is blocked."]


def test_a_blocked_draft_cannot_be_approved_until_it_is_mended(desk: Desk) -> None:
    case = desk.asked()
    desk.bench.edit(case.id, saw(case, 1), "Ask @bob_smith at https://evil.example/x", ALICE)
    with pytest.raises(DraftBlocked, match="bob_smith"):
        desk.bench.approve(case.id, saw(case, 2), ALICE)
    desk.bench.edit(case.id, saw(case, 2), "It means that the rain gauge is blocked.", ALICE)
    assert desk.bench.approve(case.id, saw(case, 3), ALICE).stage is Stage.SENT


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (lambda knowledge: knowledge.withdraw(SHEET.id), "was withdrawn"),
        (
            lambda knowledge: knowledge.put(replace(SHEET, text="E17 is unknown.")),
            "was changed and no longer",
        ),
        (lambda knowledge: knowledge.put(replace(SHEET, audience=Audience.INTERNAL)), "not for this reader"),
    ],
    ids=["withdrawn", "changed", "closed"],
)
def test_what_its_source_says_no_more_is_not_sent(
    desk: Desk, happens: Callable[[FakeKnowledge], object], said: str
) -> None:
    case = desk.asked()
    happens(desk.knowledge)
    with pytest.raises(DraftBlocked, match=said):
        desk.bench.approve(case.id, case.seen, ALICE)
    held = desk.bench.case(case.id)
    assert (held.stage, draft_of(held).version, draft_of(held).text) == (case.stage, 2, draft_of(case).text)
    assert any(said in problem.message for problem in draft_of(held).problems)
    assert desk.bench.history(case.id)[-1].action == "held back"
    assert desk.x.asked == []


def test_a_source_that_grew_and_still_says_so_holds_nothing_back(desk: Desk) -> None:
    case = desk.asked()
    desk.knowledge.put(replace(SHEET, text=f"New edition.\n\n{SHEET.text}"))
    assert desk.bench.approve(case.id, case.seen, ALICE).stage is Stage.SENT


def test_a_draft_can_be_sent_as_a_direct_message_instead(desk: Desk) -> None:
    case = desk.asked()
    private = desk.bench.readdress(case.id, saw(case, 1), To.DM, ALICE)
    assert (draft_of(private).to, draft_of(private).version) == (To.DM, 2)
    assert "eligibility" in {problem.check for problem in draft_of(private).problems}
    desk.bench.approve(case.id, saw(case, 2), ALICE)
    assert [reply.to for reply in desk.x.out] == [To.DM]


def test_somebody_who_wrote_to_us_directly_before_can_be_answered_so(desk: Desk) -> None:
    first = desk.asked(public=False)
    again = a_message(ASKS_E17, conversation=first.conversation)
    desk.ledger.receive(again, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    case = desk.ledger.apply(desk.assistant.respond(desk.bench.case(first.id), NOON))
    private = desk.bench.readdress(case.id, case.seen, To.DM, ALICE)
    assert "eligibility" not in {problem.check for problem in draft_of(private).problems}


def test_a_text_written_for_the_message_before_is_not_taken_for_an_answer_to_the_next(desk: Desk) -> None:
    case = desk.asked("@FennbyCare which colours does the sofa come in?")
    again = a_message("@FennbyCare no, the table!", conversation=case.conversation)
    desk.ledger.receive(again, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    desk.ledger.apply(desk.assistant.respond(desk.bench.case(case.id), NOON))
    assert desk.bench.case(case.id).stage is Stage.WITH_EXPERT
    with pytest.raises(StaleDraft, match="the customer wrote again"):
        desk.bench.edit(case.id, case.seen, "In blue only, I am afraid.", ALICE)
    assert desk.bench.case(case.id).draft is None


def test_a_rejected_draft_is_not_sent_and_says_why(desk: Desk) -> None:
    case = desk.asked()
    rejected = desk.bench.reject(case.id, saw(case, 1), "too curt", ALICE)
    assert (rejected.stage, rejected.reason) == (Stage.REJECTED, "too curt")
    with pytest.raises(DeskError):
        desk.bench.approve(case.id, saw(case, 1), BOB)
    assert desk.x.asked == []


def test_an_expert_writes_where_nothing_was_drafted(desk: Desk) -> None:
    case = desk.asked("@FennbyCare which colours does the sofa come in?")
    assert case.stage is Stage.WITH_EXPERT
    desk.bench.edit(case.id, saw(case, 0), "In blue only, I am afraid.", ALICE)
    assert desk.bench.approve(case.id, saw(case, 1), ALICE).stage is Stage.SENT


def test_a_lost_answer_waits_for_a_person_who_looks(desk: Desk) -> None:
    desk.x.mishaps.append(answer_is_lost)
    desk.x.readable = False
    case = desk.asked()
    case = desk.bench.approve(case.id, case.seen, ALICE)
    assert case.stage is Stage.UNCERTAIN
    assert [one.id for one in desk.bench.queue()] == [case.id]
    assert desk.bench.settle(case.id, was_sent=True, by=ALICE).stage is Stage.SENT
    assert len(desk.x.out) == 1


def test_who_looked_for_an_earlier_attempt_sends_nothing_a_third_time(desk: Desk) -> None:
    desk.x.mishaps += [answer_is_lost, answer_is_lost]
    desk.x.readable = False
    case = desk.asked()
    first = desk.bench.approve(case.id, case.seen, ALICE).attempt
    desk.bench.settle(case.id, False, ALICE, first)
    again = send_waiting(desk.ledger, {"simulator": desk.x}, lambda: NOON)[-1]
    assert again.stage is Stage.UNCERTAIN
    for was_sent in (True, False):
        with pytest.raises(StepNotPossible, match="tried once more since"):
            desk.bench.settle(case.id, was_sent, BOB, first)
    assert desk.bench.settle(case.id, False, BOB, again.attempt).stage is Stage.APPROVED


def test_a_refused_reply_says_why(desk: Desk) -> None:
    desk.x.mishaps.append(refuses(None))
    case = desk.asked()
    case = desk.bench.approve(case.id, case.seen, ALICE)
    assert case.stage is Stage.AWAITING_DECISION
    assert case.reason == "the post is a duplicate"


def test_a_reply_that_was_taken_back_is_not_sent_by_who_was_about_to(desk: Desk) -> None:
    desk.x.mishaps.append(refuses(NOON))
    case = desk.asked()
    waiting = desk.bench.approve(case.id, case.seen, ALICE)
    assert waiting.stage is Stage.APPROVED
    assert desk.bench.take_back(case.id, BOB).stage is Stage.AWAITING_DECISION
    with pytest.raises(Conflict):
        desk.ledger.apply(outbox.claim(waiting, NOON))
    assert send_waiting(desk.ledger, {"simulator": desk.x}, lambda: NOON) == []
    assert desk.x.out == []


def test_a_channel_that_nobody_sends_on_is_said_before_anything_is_decided(desk: Desk) -> None:
    case = desk.asked()
    bench = Workbench(desk.ledger, desk.assistant, {}, lambda: NOON)
    with pytest.raises(StepNotPossible, match="simulator"):
        bench.approve(case.id, saw(case, 1), ALICE)
    assert desk.bench.case(case.id) == case


def test_asking_stores_and_sends_nothing(desk: Desk) -> None:
    answer = desk.bench.ask("what does E17 on the W3 rain gauge mean?", SAM)
    assert answer.draft is not None
    assert answer.draft.citations
    assert desk.bench.queue(frozenset(Stage)) == []


def test_history_and_customer_are_at_hand(desk: Desk) -> None:
    case = desk.asked()
    case = desk.bench.approve(case.id, case.seen, ALICE)
    assert [entry.action for entry in desk.bench.history(case.id)] == [
        "opened",
        "proposed",
        "approved",
        "claimed",
        "sent",
    ]
    assert desk.bench.customer(case).handle == "rainy_day"
    with pytest.raises(UnknownCase):
        desk.bench.case(type(case.id)(999))
