"""A team of experts and the questions for them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk.cases import CaseId, Priority
from desk.experts import Author, Expert, Group
from desk.requests import Asking, ExpertRequest
from desk.staffing import Hours
from desk.timetable import shifts_of
from tests.builders import NOON

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
DAYTIME = Hours(shifts_of(["Mon-Fri 09:00-18:00"]), BERLIN)  # NOON is a Friday, 13:00 there
EVENING = Hours(shifts_of(["Mon-Sun 18:00-23:00"]), BERLIN)
ON_LEAVE = Hours(DAYTIME.shifts, BERLIN, days_off=frozenset({date(2026, 11, 20)}))
AT_NIGHT = NOON + timedelta(hours=8)  # 21:00 there
MONDAY = datetime.fromisoformat("2026-11-23T08:00:00+00:00")  # 09:00 there

SAM = Expert("sam", products=frozenset({"W3"}), hours=DAYTIME)
KIM = Expert("kim", products=frozenset({"w3", "W4"}), hours=DAYTIME)
ANY = Expert("any", hours=DAYTIME)
TOM = Expert("tom", products=frozenset({"T9"}), hours=DAYTIME)
SUE = Expert("sue", Group.SUPER_USER, hours=EVENING)
PIA = Expert("pia", Group.PHONE_AGENT, hours=EVENING)
LEA = Expert("lea", Group.LEAD, hours=DAYTIME)
TEAM = (LEA, PIA, SUE, TOM, ANY, KIM, SAM)  # the wrong way round


def a_request(
    *askings: Asking,
    why: str = "nothing found",
    products: tuple[str, ...] = ("W3",),
    simple: bool = True,
    priority: Priority = Priority.NORMAL,
    handed_by: str = "assistant",
    opened_at: datetime = NOON,
) -> ExpertRequest:
    """A simple question about the W3."""
    return ExpertRequest(
        case_id=CaseId(1),
        revision=2,
        question="What is E17?",
        why=why,
        products=products,
        simple=simple,
        priority=priority,
        handed_by=handed_by,
        opened_at=opened_at,
        askings=askings,
    )


def asked(*experts: str, at: datetime = NOON, every: timedelta = 15 * MINUTE) -> tuple[Asking, ...]:
    """They were asked and shown it one after the other, the first at `at`."""
    return tuple(
        Asking(CaseId(1), 2, rung, expert, "why", at + (rung - 1) * every, place="somewhere")
        for rung, expert in enumerate(experts, start=1)
    )


def wrote(name: str, confidence: float = 0.6) -> Author:
    return Author(name, "wrote the note 'W3 reset'", confidence)
