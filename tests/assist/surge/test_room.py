"""What a lead does in a bad hour, over a real ledger: the list is seen whole, approved whole, and sent once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

import pytest

from assist.checks.duplicates import is_repeated
from assist.checks.run import Checker
from assist.promises import promises_in
from assist.respond import Assistant
from assist.surge.room import IncidentRoom
from assist.surge.wording import status_post, variants
from assist.text.length import PUBLIC_LIMIT, weighted_length
from assist.workbench import Workbench
from desk import casework
from desk.cases import Case, CaseId, Stage, Topic
from desk.drafts import To
from desk.errors import NotAllowed, StaleDraft, StepNotPossible
from desk.four_eyes import FourEyes
from desk.incidents import IncidentId
from desk.posting import send_waiting
from desk.waves import Line, Outcome, Purpose, Wave
from tests.assist.desk import SHEET, an_assistant
from tests.builders import ALICE, BOB, LENA, NOON, a_message
from tests.desk.cases import HandClock
from tests.fakes.knowledge import FakeKnowledge, SharedWords
from tests.fakes.publisher import FakePublisher
from tests.incidents import TROUBLE, a_room, complaint, confirmed
from tests.templates import a_ledger


class Desk:
    """Everything that a lead needs in a bad hour."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.ledger, self.publisher = HandClock(), a_ledger(folder), FakePublisher()
        self.assistant: Assistant = an_assistant(FakeKnowledge(SHEET))
        self.workbench = self._workbench(FourEyes())
        self.room = a_room(self.ledger, self.assistant, self.workbench, self.clock)

    def _workbench(self, four_eyes: FourEyes) -> Workbench:
        publishers = {"simulator": self.publisher}
        return Workbench(self.ledger, self.assistant, publishers, self.clock, four_eyes=four_eyes)

    def minding(self, *topics: Topic) -> IncidentRoom:
        """A room where these topics need two people."""
        return replace(self.room, workbench=self._workbench(FourEyes(frozenset(topics))))

    def incident(self, *cases: CaseId) -> IncidentId:
        return confirmed(self.ledger, list(cases))

    def approve(self, wave: Wave) -> Wave:
        shown = self.room.shown(wave.id).wave
        return self.room.approve(wave.id, shown.sha256, shown.revision, LENA)

    def send(self, minutes: int = 0) -> None:
        self.clock.move(timedelta(minutes=minutes))
        send_waiting(self.ledger, {"simulator": self.publisher}, self.clock)

    def line(self, wave: Wave, case: CaseId) -> Line:
        return self.ledger.waves.wave(wave.id).line(case)


class PowerCut(Exception):
    """Nobody catches this."""


class CutAtTheThird(Workbench):
    """The power goes while the third line is carried out."""

    asked = 0

    def why_two(self, case: Case) -> str | None:
        self.asked += 1
        if self.asked == 3:
            raise PowerCut
        return super().why_two(case)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.ledger.close()


def test_one_act_makes_one_draft_and_one_decision_for_each_case_bound_to_the_text_that_was_shown(
    desk: Desk,
) -> None:
    public, direct = complaint(desk.ledger, 1), complaint(desk.ledger, 2, public=False)
    wave = desk.room.make(desk.incident(public, direct), Purpose.HOLDING, LENA)
    assert [(line.to, line.closed) for line in wave.lines] == [(To.PUBLIC, ""), (To.DM, "")]
    assert wave.cost_usd > 0
    desk.approve(wave)
    assert desk.room.carry_on() == 2
    for line in wave.lines:
        case = desk.ledger.case(line.case_id)
        assert case.stage is Stage.APPROVED
        assert case.draft is not None
        assert case.decision is not None
        assert case.draft.text == line.text
        assert case.decision.draft_sha256 == case.draft.sha256
        assert case.decision.by == "lena"
    desk.send()
    assert {reply.text for reply in desk.publisher.out} == {line.text for line in wave.lines}
    assert desk.room.carry_on() == 0


def test_an_agent_may_look_and_only_a_lead_may_act(desk: Desk) -> None:
    case = complaint(desk.ledger, 1)
    incident = desk.incident(case)
    with pytest.raises(NotAllowed):
        desk.room.make(incident, Purpose.HOLDING, ALICE)
    wave = desk.room.make(incident, Purpose.HOLDING, LENA)
    with pytest.raises(NotAllowed):
        desk.room.approve(wave.id, wave.sha256, wave.revision, ALICE)
    with pytest.raises(NotAllowed):
        desk.room.edit(wave.id, case, "Hello.", ALICE)
    with pytest.raises(NotAllowed):
        desk.room.leave_out(wave.id, case, ALICE)
    with pytest.raises(NotAllowed):
        desk.room.take_in(wave.id, ALICE)


def test_no_two_of_a_list_get_nearly_the_same_words_and_nobody_is_promised_anything() -> None:
    for purpose in Purpose:
        for language in ("en", "de", "fr", "es"):
            texts = list(islice(variants(purpose, language), 25))
            assert len(texts) == 25
            for place, text in enumerate(texts):
                assert not is_repeated(text, texts[:place])
                assert promises_in(text) == []
                assert weighted_length(text) <= PUBLIC_LIMIT
        assert promises_in(status_post(purpose)) == []


@pytest.mark.slow
def test_there_are_words_for_four_hundred_customers() -> None:
    assert len(set(islice(variants(Purpose.HOLDING, "en"), 400))) == 400


def test_a_customer_is_answered_in_their_language_or_left_to_a_person(desk: Desk) -> None:
    german = "@FennbyCare ich kann mich seit heute Morgen nicht in der App anmelden, was ist da los?"
    japanese = "@FennbyCare アプリにログインできません。どうすればいいですか？助けてください。"
    cases = [complaint(desk.ledger, number, text=text) for number, text in enumerate((german, japanese))]
    lines = desk.room.make(desk.incident(*cases), Purpose.HOLDING, LENA).lines
    assert any(word in lines[0].text for word in ("wir", "uns", "Wir"))
    assert "no wording in 'ja'" in lines[1].closed


def test_who_joined_since_the_list_was_shown_makes_it_stale_when_somebody_takes_them_in(desk: Desk) -> None:
    first, late = complaint(desk.ledger, 1), complaint(desk.ledger, 2)
    incident = desk.incident(first)
    shown = desk.room.make(incident, Purpose.HOLDING, LENA)
    desk.room.include(incident, late, LENA)
    assert desk.room.shown(shown.id).joined_since == 1
    desk.room.take_in(shown.id, LENA)
    with pytest.raises(StaleDraft, match="the list changed: 1 joined"):
        desk.room.approve(shown.id, shown.sha256, shown.revision, LENA)


def test_who_joins_after_the_approval_goes_onto_a_next_list_and_nobody_gets_two(desk: Desk) -> None:
    first, late = complaint(desk.ledger, 1), complaint(desk.ledger, 2)
    incident = desk.incident(first)
    desk.approve(desk.room.make(incident, Purpose.HOLDING, LENA))
    desk.room.carry_on()
    desk.room.include(incident, late, LENA)
    assert desk.ledger.case(late).stage is Stage.NEW
    second = desk.room.make(incident, Purpose.HOLDING, LENA)
    assert [line.case_id for line in second.lines] == [late]
    desk.approve(second)
    desk.room.carry_on()
    with pytest.raises(StepNotPossible, match="nobody of this incident waits"):
        desk.room.make(incident, Purpose.HOLDING, LENA)


def test_cases_that_were_answered_or_went_on_meanwhile_are_left_out_and_it_is_said_why(desk: Desk) -> None:
    wrote, claimed, worded, plain = (complaint(desk.ledger, number) for number in range(4))
    wave = desk.room.make(desk.incident(wrote, claimed, worded, plain), Purpose.HOLDING, LENA)
    again = replace(a_message(TROUBLE, external_id="again", author_id="a0"), conversation="x0")
    desk.ledger.receive(again, priority=desk.ledger.case(wrote).priority, due_at=NOON, at=NOON)
    desk.workbench.claim(claimed, BOB)
    desk.ledger.change(worded, lambda case: casework.hand_to_expert(case, None, None, "unknown", NOON))
    desk.workbench.edit(worded, desk.ledger.case(worded).seen, "Hello, please restart it.", ALICE)
    desk.approve(wave)
    desk.room.carry_on()
    assert desk.line(wave, wrote).detail == "its customer wrote again"
    assert "claimed by bob" in desk.line(wave, claimed).detail
    assert desk.line(wave, worded).detail == "alice is wording a reply"
    assert desk.line(wave, plain).outcome is Outcome.APPROVED


def test_a_case_that_needs_two_people_waits_for_the_second(desk: Desk) -> None:
    case = complaint(desk.ledger, 1, text=f"{TROUBLE} I want my money back!")
    wave = desk.room.make(desk.incident(case), Purpose.HOLDING, LENA)
    desk.approve(wave)
    desk.minding(Topic.REFUND).carry_on()
    assert desk.line(wave, case).outcome is Outcome.SECOND_NEEDED
    assert "a refund" in desk.line(wave, case).detail
    held = desk.ledger.case(case)
    assert held.stage is Stage.AWAITING_DECISION
    assert held.endorsed is not None
    desk.send()
    assert desk.publisher.out == []


def test_a_crash_in_the_middle_of_an_approval_goes_on_where_it_was(desk: Desk) -> None:
    cases = [complaint(desk.ledger, number) for number in range(5)]
    wave = desk.room.make(desk.incident(*cases), Purpose.HOLDING, LENA)
    desk.approve(wave)
    broken = replace(desk.room, workbench=CutAtTheThird(desk.ledger, desk.assistant, {}, desk.clock))
    with pytest.raises(PowerCut):
        broken.carry_on()
    after = a_room(desk.ledger, desk.assistant, desk.workbench, desk.clock)
    assert after.carry_on() == 3
    for case in cases:
        assert sum(entry.action == "approved" for entry in desk.ledger.history(case)) == 1
    desk.send()
    assert len(desk.publisher.out) == 5


def test_they_go_out_a_few_a_minute_due_soonest_first(desk: Desk) -> None:
    cases = [complaint(desk.ledger, number) for number in range(12)]
    desk.approve(desk.room.make(desk.incident(*reversed(cases)), Purpose.HOLDING, LENA))
    desk.room.carry_on()
    desk.send()
    assert [reply.case_id for reply in desk.publisher.out] == cases[:10]
    desk.send(minutes=1)
    assert [reply.case_id for reply in desk.publisher.out] == cases


def test_two_lines_that_somebody_made_alike_are_not_approved(desk: Desk) -> None:
    first, second = complaint(desk.ledger, 1), complaint(desk.ledger, 2)
    wave = desk.room.make(desk.incident(first, second), Purpose.HOLDING, LENA)
    desk.room.edit(wave.id, second, wave.line(first).text, LENA)
    with pytest.raises(StepNotPossible, match="which X calls spam"):
        desk.approve(wave)
    desk.room.leave_out(wave.id, second, LENA)
    desk.approve(wave)
    desk.room.carry_on()
    assert desk.ledger.case(second).stage is Stage.NEW


def test_a_line_that_a_lead_rewords_is_checked_again(desk: Desk) -> None:
    case = complaint(desk.ledger, 1)
    wave = desk.room.make(desk.incident(case), Purpose.HOLDING, LENA)
    desk.room.edit(wave.id, case, "We will refund you in full by tomorrow.", LENA)
    line = desk.line(wave, case)
    assert line.closed
    assert not line.goes_out


def test_when_it_is_over_those_who_were_told_hear_of_it_unless_somebody_spoke_since(desk: Desk) -> None:
    told, wrote, answered = (complaint(desk.ledger, number) for number in range(3))
    incident = desk.incident(told, wrote, answered)
    desk.approve(desk.room.make(incident, Purpose.HOLDING, LENA))
    desk.room.carry_on()
    desk.send()
    with pytest.raises(StepNotPossible, match="once it is 'over'"):
        desk.room.make(incident, Purpose.FOLLOW_UP, LENA)
    again = replace(
        a_message("@FennbyCare still broken?", external_id="again", author_id="a1"), conversation="x1"
    )
    desk.ledger.receive(again, priority=desk.ledger.case(wrote).priority, due_at=NOON, at=NOON)
    personally = replace(again, external_id="more", author_id="a2", conversation="x2")
    desk.ledger.receive(personally, priority=desk.ledger.case(wrote).priority, due_at=NOON, at=NOON)
    desk.ledger.change(answered, lambda case: casework.hand_to_expert(case, None, None, "unknown", NOON))
    desk.workbench.edit(answered, desk.ledger.case(answered).seen, "Hello, please try it again.", ALICE)
    desk.workbench.approve(answered, desk.ledger.case(answered).seen, ALICE)
    assert desk.ledger.case(answered).stage is Stage.SENT
    desk.room.end(incident, LENA)
    wave = desk.room.make(incident, Purpose.FOLLOW_UP, LENA)
    assert [line.case_id for line in wave.lines] == [told]
    desk.approve(wave)
    desk.room.carry_on()
    desk.send()
    assert desk.publisher.out[-1].text == wave.line(told).text
    assert len(desk.publisher.out) == 5  # three held, one answered by alice, one followed up
    actions = [entry.action for entry in desk.ledger.history(told)]
    assert actions[-5:] == ["taken up for a follow-up", "revised", "approved", "claimed", "sent"]


def test_who_opted_out_gets_nothing(desk: Desk) -> None:
    case = complaint(desk.ledger, 1)
    checker = Checker(FakeKnowledge(SHEET), SharedWords(), opted_out=lambda _: NOON)
    room = replace(desk.room, assistant=Assistant(checker, []))
    wave = room.make(desk.incident(case), Purpose.HOLDING, LENA)
    assert wave.lines[0].closed
    with pytest.raises(StepNotPossible, match="nobody is left"):
        room.approve(wave.id, wave.sha256, wave.revision, LENA)
