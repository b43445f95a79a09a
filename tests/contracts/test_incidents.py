"""Incidents and their lists in the ledger, on each database."""

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from desk import incidents as steps
from desk.cases import Case, CaseId
from desk.drafts import To
from desk.errors import NotAllowed, StaleDraft, StepNotPossible
from desk.heard import Placed
from desk.history import Entry
from desk.incidents import Bond, Member, Standing
from desk.ledger import Ledger
from desk.steps import Step
from desk.wave_store import Done
from desk.waves import Line, Outcome, Purpose, Wave, changed
from tests.builders import ALICE, LENA, NOON
from tests.incidents import MODEL, VECTOR, complaint, confirmed, keep, suspected

LATER = NOON + timedelta(hours=1)


def a_line(case: CaseId, text: str = "We know of it.") -> Line:
    return Line(case, To.PUBLIC, f"{text} {case}", f"x{case}", 0.01)


def a_list(ledger: Ledger, *cases: CaseId) -> Wave:
    incident = confirmed(ledger, list(cases))
    return ledger.waves.make(incident, Purpose.HOLDING, [a_line(case) for case in cases], "lena", NOON)


def touched(case: Case) -> Done:
    entry = Entry(NOON, "lena", "touched")
    return Done(Outcome.APPROVED, "", Step(replace(case, revision=case.revision + 1), entry))


def test_what_the_watch_raised_stands_there_once_with_its_members(ledger: Ledger) -> None:
    first, second, near = (complaint(ledger, number) for number in range(3))
    found = suspected(ledger, [first, second], (near,))
    suspected(ledger, [first], theme=1)
    (incident,) = ledger.incidents.all()
    assert incident.standing is Standing.SUSPECTED
    assert [member.case_id for member in incident.belonging] == [first, second]
    assert [member.case_id for member in incident.perhaps] == [near]
    assert set(ledger.incidents.of_cases([first, near])) == {first}
    assert [entry.action for entry in ledger.incidents.history(found)] == ["suspected"]


def test_who_joins_late_is_a_member_and_whom_a_person_excluded_stays_out(ledger: Ledger) -> None:
    first, second, third = (complaint(ledger, number) for number in range(3))
    found = suspected(ledger, [first, second])
    ledger.incidents.change(found, lambda one: steps.exclude(one, second, LENA, NOON))
    new = tuple(Member(case, Bond.LIKE, 0.8, LATER) for case in (second, third))
    keep(ledger, more=[(1, new)])
    assert [member.case_id for member in ledger.incidents.incident(found).belonging] == [first, third]


def test_a_batch_that_another_process_kept_already_changes_nothing(ledger: Ledger) -> None:
    first, second = complaint(ledger, 1), complaint(ledger, 2)
    heard = tuple(Placed(number, NOON, f"p{number}", True, 2**56, VECTOR) for number in (1, 2))
    keep(ledger, heard)
    suspected(ledger, [first])
    keep(ledger, heard, more=[(1, (Member(second, Bond.LIKE, 0.8, LATER),))])
    assert len(ledger.incidents.all()[0].members) == 1
    assert ledger.heard.newest(MODEL, 10) == list(heard)
    assert ledger.heard.last() == 2
    assert ledger.heard.unheard(1, 10)[0].case_id == second


def test_a_dismissed_theme_is_told_to_the_watch_for_a_day_and_one_that_is_over_is_not(ledger: Ledger) -> None:
    found = suspected(ledger, [complaint(ledger, 1)])
    ledger.incidents.change(found, lambda one: steps.dismiss(one, LENA, NOON))
    (quiet,) = ledger.incidents.watched(MODEL, LATER)
    assert quiet.quiet_until == NOON + timedelta(days=1)
    assert ledger.incidents.watched(MODEL, NOON + timedelta(days=2)) == []
    assert ledger.incidents.watched("another model", LATER) == []


def test_a_front_shows_each_revision_once(ledger: Ledger) -> None:
    found = suspected(ledger, [complaint(ledger, 1)])
    assert ledger.incidents.behind("slack") == [found]
    assert ledger.incidents.move(found, "slack", None, "posting", 0)
    assert not ledger.incidents.move(found, "slack", None, "posting too", 0)
    assert ledger.incidents.move(found, "slack", "posting", "C1/1.0", 1)
    assert ledger.incidents.behind("slack") == []
    ledger.incidents.change(found, lambda one: steps.confirm(one, LENA, NOON))
    assert ledger.incidents.behind("slack") == [found]
    assert not ledger.incidents.move(found, "slack", "posting", "C1/1.0", 2)


def test_an_agent_cannot_say_what_an_incident_is(ledger: Ledger) -> None:
    found = suspected(ledger, [complaint(ledger, 1)])
    with pytest.raises(NotAllowed, match="ask a team lead"):
        ledger.incidents.change(found, lambda one: steps.confirm(one, ALICE, NOON))


def test_a_list_is_approved_as_it_was_shown_or_not_at_all(ledger: Ledger) -> None:
    first, second, third = (complaint(ledger, number) for number in range(3))
    wave = a_list(ledger, first, second)
    ledger.waves.extend(wave.id, [a_line(third)], "lena", NOON)
    with pytest.raises(StaleDraft, match=r"the list changed: 1 joined; look at it again"):
        ledger.waves.approve(wave.id, wave.sha256, wave.revision, "lena", NOON)
    shown = ledger.waves.wave(wave.id)
    approved = ledger.waves.approve(wave.id, shown.sha256, shown.revision, "lena", NOON)
    assert approved.approved_sha256 == shown.sha256 == approved.sha256
    with pytest.raises(StepNotPossible, match="lena approved this list"):
        ledger.waves.approve(wave.id, shown.sha256, shown.revision, "lena", NOON)


def test_nothing_of_a_list_changes_after_it_was_approved(ledger: Ledger) -> None:
    case = complaint(ledger, 1)
    wave = a_list(ledger, case)
    ledger.waves.approve(wave.id, wave.sha256, wave.revision, "lena", NOON)
    line = replace(wave.lines[0], text="Something else.")
    with pytest.raises(StepNotPossible, match="goes onto a next one"):
        ledger.waves.change(wave.id, lambda now: (changed(now, line), line), "lena", NOON, "changed")
    with pytest.raises(StepNotPossible):
        ledger.waves.extend(wave.id, [], "lena", NOON)


def test_a_line_is_carried_out_once_with_its_case_and_a_refusal_leaves_it_out(ledger: Ledger) -> None:
    first, second = complaint(ledger, 1), complaint(ledger, 2)
    wave = a_list(ledger, first, second)
    ledger.waves.approve(wave.id, wave.sha256, wave.revision, "lena", NOON)
    before = ledger.case(first).revision

    def refuse(_: Case) -> Done:
        raise StepNotPossible("alice has it")

    for _ in range(2):
        assert ledger.waves.settle(wave.id, first, touched).outcome is Outcome.APPROVED
    assert ledger.waves.settle(wave.id, second, refuse).detail == "alice has it"
    assert ledger.case(first).revision == before + 1
    assert ledger.waves.unfinished() == []


def test_two_processes_that_carry_out_one_list_do_each_line_once(ledger: Ledger) -> None:
    cases = [complaint(ledger, number) for number in range(6)]
    wave = a_list(ledger, *cases)
    ledger.waves.approve(wave.id, wave.sha256, wave.revision, "lena", NOON)

    def work() -> None:
        for case in cases:
            ledger.waves.settle(wave.id, case, touched)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {ledger.case(case).revision for case in cases} == {2}


def test_of_two_who_make_a_list_at_once_both_get_the_same(ledger: Ledger) -> None:
    case = complaint(ledger, 1)
    wave = a_list(ledger, case)
    assert ledger.waves.make(wave.incident_id, Purpose.HOLDING, [a_line(case)], "alice", NOON).id == wave.id
