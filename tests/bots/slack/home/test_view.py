"""What stands on a Home tab."""

from datetime import date
from typing import Any

import pytest

from bots.slack.home.view import Day, home_view, refusal_view
from bots.slack.knowledge.ports import ExpertHome, NoteInUse
from desk.cases import CaseId
from desk.gaps import GapKind, KnowledgeGap
from desk.metrics import Flow
from desk.thanks import Thank
from index.inventory import OwnedNote
from index.knowledge import DocumentId
from tests.bots.slack.home.days import (
    a_full_agent_day,
    a_full_lead_day,
    a_lead_day,
    a_queue,
    an_agent_day,
)
from tests.builders import NOON
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
NAUGHTY = ["hello", "日" * 5000, "<!channel> *now* :fire: \u202eback", "\x00\x01", "👩‍👩‍👧" * 800, "  \n  "]


def an_expert_home(text: str, number: int) -> ExpertHome:
    note = OwnedNote(DocumentId("n"), text, "notes", None, date(2026, 1, 1), stale=False)
    stale = OwnedNote(DocumentId("n"), text, "notes", None, date(2026, 1, 1), stale=True)
    gap = KnowledgeGap(GapKind.ZERO_HIT, text, NOON)
    return ExpertHome(
        notes=[NoteInUse(stale, 3), NoteInUse(note, 3)] * number,
        groups=[[gap, gap]] * number,
        thanks=[Thank(CaseId(1), "sam", text, NOON)] * number,
    )


def words(view: dict[str, Any]) -> str:
    return str(view["blocks"])


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("total", [0, 1, 5, 10_000])
def test_slack_takes_the_tab_of_somebody_with_every_role_whatever_customers_write(
    text: str, total: int
) -> None:
    day = Day(a_full_lead_day(total, text), a_full_agent_day(total, text), an_expert_home(text, total % 50))
    view = home_view(day, NOON)
    assert SLACK.view_faults(view) == []
    assert len(view["blocks"]) <= 100


def test_everybody_sees_the_sections_of_their_roles_and_no_others() -> None:
    lead, agent, expert = "The desk now", "Your cases", "Your notes"
    days = {
        (lead, agent): Day(a_lead_day(), an_agent_day()),
        (agent,): Day(agent=an_agent_day()),
        (expert,): Day(expert=ExpertHome()),
        (agent, expert): Day(agent=an_agent_day(), expert=ExpertHome()),
    }
    for seen, day in days.items():
        shown = words(home_view(day, NOON))
        assert [title for title in (lead, agent, expert) if title in shown] == list(seen)


def test_a_list_shows_its_first_cases_and_says_how_many_more_there_are() -> None:
    view = home_view(Day(agent=an_agent_day(unclaimed=a_queue(10_000))), NOON)
    assert "Waiting and nobody's (10000)" in words(view)
    assert "and 9995 more" in words(view)
    assert words(view).count("'action_id': 'open_case'") == 5


def test_what_there_is_none_of_is_left_out_or_said_and_never_nought_percent() -> None:
    shown = words(home_view(Day(a_lead_day(), an_agent_day()), NOON))
    for absent in ("Overdue", "At risk", "A second person", "for an expert", "Who has what", "Snoozed", "0%"):
        assert absent not in shown
    for said in ("In target: none", "First response: none", "All are reviewed.", "Nothing waits."):
        assert said in shown


def test_figures_are_said_in_words() -> None:
    shown = words(home_view(Day(a_lead_day(today=Flow(12, 9, 4.4, 0.891, 0.7, 0.0, 1))), NOON))
    for said in (
        "Received: 12",
        "Answered: 9",
        "4 min (median)",
        "In target: 89%",
        "as they were: 70%",
        "edit: 0%",
    ):
        assert said in shown


def test_a_lead_sees_whose_the_cases_are_and_who_was_asked() -> None:
    shown = words(home_view(Day(a_full_lead_day(3, "")), NOON))
    for said in ("nobody", "approved by alice", "sam was asked 20 min ago", "nobody was asked yet"):
        assert said in shown


def test_a_stranger_sees_no_queue() -> None:
    view = refusal_view("not known at this desk")
    assert SLACK.view_faults(view) == []
    assert "not known at this desk" in words(view)
