"""The figures that those who lead look at, on each kind of database: each of how many it is, and none of nothing."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from desk import casework, handling, outbox
from desk.cases import Case, Priority, Receipt, Stage
from desk.drafts import Draft, To
from desk.ledger import Ledger
from desk.messages import Kind, Message
from desk.service_level import USUAL, ServiceLevel
from desk.service_report import By, Line, Report, Share, Times, flow_of
from desk.staffing import Hours
from desk.timetable import shifts_of
from desk.waits import Phase
from tests.builders import ALICE, BOB, NOON, a_draft, a_message
from tests.desk.cases import HOUR, TRIAGE
from tests.desk.walks import walk

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NONE = Share(0, 0)


def report(ledger: Ledger, level: ServiceLevel = USUAL, by: By | None = None) -> Report:
    return ledger.figures.report(NOON - DAY, NOON + 30 * DAY, level, by)


def heard(ledger: Ledger, message: Message, minute: float, due: float = 60) -> Case:
    at = NOON + minute * MINUTE
    received = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON + due * MINUTE, at=at)
    assert received is not None
    return ledger.case(received)


def replied(ledger: Ledger, case: Case, minute: float, draft: Draft | None = None, by: str = "alice") -> Case:
    """Drafted a minute after it was heard, sent a minute after it was approved."""
    at, agent = NOON + minute * MINUTE, replace(ALICE, name=by)
    opened = ledger.history(case.id)[-1].at
    proposed = casework.propose(case, TRIAGE, None, draft or a_draft(), opened + MINUTE)
    case = ledger.apply(proposed)
    case = ledger.apply(casework.approve(case, case.seen, agent, at - MINUTE))
    case = ledger.apply(outbox.claim(case, at - MINUTE))
    return ledger.apply(outbox.sent(case, Receipt(f"r{case.id}-{minute}", None, at)))


def again(ledger: Ledger, case: Case, minute: float, due: float) -> Case:
    message = a_message(conversation=case.conversation, posted_at=NOON + minute * MINUTE)
    return heard(ledger, message, minute, due)


def test_of_nothing_every_figure_is_none_and_never_zero(ledger: Ledger) -> None:
    line = report(ledger).all
    nothing = Times(0, None, None)
    assert (line.first.wall, line.next.staffed, line.first.in_target) == (nothing, nothing, NONE)
    assert {line.answered.share, line.linked.share, line.direct.share, line.in_target.share} == {None}
    assert line.outcomes.first_contact.share is None
    assert line.satisfaction.good is None
    assert set(line.dwell.values()) == {nothing}
    assert report(ledger, by=By.AGENT).groups == {}


def test_first_and_next_replies_are_told_apart_with_their_targets(ledger: Ledger) -> None:
    case = replied(ledger, heard(ledger, a_message(), 0), 30)
    replied(ledger, again(ledger, case, 100, due=110), 120)
    replied(ledger, heard(ledger, a_message(), 0), 90)
    line = report(ledger).all
    assert line.first.wall == Times(2, 60, 90)
    assert (line.first.in_target, line.next.in_target) == (Share(1, 2), Share(0, 1))
    assert line.next.wall == Times(1, 20, 20)
    assert line.in_target == Share(1, 3)


def test_nights_are_no_staffed_time(ledger: Ledger) -> None:
    office = ServiceLevel(hours=Hours(shifts_of(["Mon-Fri 09:00-18:00"])))
    replied(ledger, heard(ledger, a_message(posted_at=NOON + 5 * HOUR), 300, due=9999), (69 + 1) * 60)
    line = report(ledger, office).all
    assert (line.first.wall.median, line.first.staffed.median) == (65 * 60, 120)


def test_what_is_overdue_and_forgotten_counts_against_the_target(ledger: Ledger) -> None:
    replied(ledger, heard(ledger, a_message(), 0), 30)
    heard(ledger, a_message(), 0)
    case = replied(ledger, heard(ledger, a_message(), 0), 30)
    again(ledger, case, 100, due=110)
    line = report(ledger).all
    assert (line.first.in_target, line.next.in_target) == (Share(2, 3), Share(0, 1))
    assert line.answered == Share(2, 4)


def test_thanks_that_resolve_a_case_are_no_wait_and_what_comes_later_waits_from_then(ledger: Ledger) -> None:
    case = replied(ledger, heard(ledger, a_message(), 0), 30)
    case = again(ledger, case, 40, due=100)
    case = ledger.apply(casework.set_aside(case, TRIAGE, "thanks", NOON + 40 * MINUTE))
    replied(ledger, again(ledger, case, 1000, due=1060), 1010)
    assert report(ledger).all.next.wall == Times(1, 10, 10)


def test_what_is_waited_for_is_kept_apart_and_makes_up_the_whole(ledger: Ledger) -> None:
    case = replied(ledger, heard(ledger, a_message(), 3), 30)
    again(ledger, case, 100, due=999)
    dwell = {phase: times.median for phase, times in report(ledger).all.dwell.items() if times.of}
    assert dwell == {
        Phase.HEARING: 3,
        Phase.DRAFT: 1,
        Phase.PERSON: 25,
        Phase.SENDING: 1,
        Phase.CUSTOMER: 70,
    }


def test_links_and_direct_messages_are_shares_of_the_replies(ledger: Ledger) -> None:
    linked = a_draft("See https://docs.fennby.example/w3")
    direct = replace(a_draft(), to=To.DM)
    for draft in (linked, direct, a_draft()):
        replied(ledger, heard(ledger, a_message(), 0), 30, draft)
    line = report(ledger).all
    assert (line.linked, line.direct, line.replies) == (Share(1, 3), Share(1, 3), 3)


def test_only_evidence_resolves_and_the_unknown_stand_beside(ledger: Ledger) -> None:
    helped, silent, back = (replied(ledger, heard(ledger, a_message(), 0), 30) for _ in range(3))
    for case in (helped, back):
        ledger.apply(casework.resolve(case, ALICE, NOON + HOUR))
    replied(ledger, again(ledger, back, 24 * 60, due=9999), 25 * 60)
    outcomes = report(ledger).all.outcomes
    assert silent.stage is Stage.SENT
    assert (outcomes.first_contact, outcomes.reopened) == (Share(1, 2), Share(1, 2))
    assert outcomes.unknown == Share(1, 3)


def test_who_was_found_by_a_search_waits_for_nobody(ledger: Ledger) -> None:
    heard(ledger, replace(a_message(), kind=Kind.LISTENING), 0)
    line = report(ledger).all
    assert (line.received, line.answered, line.first.in_target) == (1, NONE, NONE)


def test_the_share_in_target_is_told_for_each_agent(ledger: Ledger) -> None:
    replied(ledger, heard(ledger, a_message(), 0), 30, by="alice")
    replied(ledger, heard(ledger, a_message(), 0), 90, by="bob")
    ledger.apply(handling.claim(heard(ledger, a_message(), 0), BOB, NOON))
    heard(ledger, a_message(), 0)
    groups = report(ledger, by=By.AGENT).groups
    shares = {name: line.in_target for name, line in groups.items()}
    assert shares == {"alice": Share(1, 1), "bob": Share(0, 2), "nobody": Share(0, 1)}
    standings = ledger.figures.standings(NOON, USUAL, By.AGENT)
    assert {name: standing.open for name, standing in standings.items()} == {"bob": 1, "nobody": 1}


def test_days_begin_where_the_team_is(ledger: Ledger) -> None:
    night = 11 * 60 + 30  # 23:30 in London, half past midnight in Berlin
    replied(ledger, heard(ledger, a_message(posted_at=NOON + night * MINUTE), night, due=9999), night + 10)
    berlin = ServiceLevel(hours=Hours(USUAL.hours.shifts, ZoneInfo("Europe/Berlin")))
    assert list(report(ledger, berlin, By.DAY).groups) == ["2026-11-21"]
    assert list(report(ledger, USUAL, By.DAY).groups) == ["2026-11-20"]
    assert ledger.figures.standings(NOON, USUAL, By.DAY) == {}


def parts(line: Line) -> dict[str, int]:
    """Whatever adds up over groups."""
    return {
        "received": line.received,
        "replies": line.replies,
        "met": line.in_target.part,
        "of": line.in_target.of,
        "asked": line.answered.of,
        "decided": line.decisions.accepted.of,
        "matters": line.outcomes.unknown.of,
        "waited": sum(times.of for times in line.dwell.values()),
    }


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 6))])
def test_whatever_happens_the_groups_add_up_and_the_daily_figures_are_the_same_ones(
    ledger: Ledger, seed: int
) -> None:
    _, moments = walk(ledger, seed, steps=60)
    since, until = moments[10], moments[-1]
    for by in By:
        found = ledger.figures.report(since, until, USUAL, by)
        whole = parts(found.all)
        groups = [parts(line) for line in found.groups.values()]
        assert {name: sum(group[name] for group in groups) for name in whole} == whole
        assert ledger.figures.flow(since, until) == flow_of(found.all)
