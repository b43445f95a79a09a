"""A room for incidents over a real ledger, and customers who all write of one trouble."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from assist.respond import Assistant
from assist.surge.room import IncidentRoom
from assist.workbench import Workbench
from desk import incidents as steps
from desk.cases import CaseId, Priority
from desk.heard import Placed, Raised
from desk.incidents import Bond, Incident, IncidentId, Member, Standing
from desk.ledger import Ledger
from tests.builders import LENA, NOON, a_message

TROUBLE = "@FennbyCare I can't log in to the app since this morning, what is wrong?"
MODEL = "a model"
VECTOR = b"\x00\x3c" * 4


def a_room(
    ledger: Ledger,
    assistant: Assistant,
    workbench: Workbench,
    clock: Callable[[], datetime],
    undo: timedelta = timedelta(),
) -> IncidentRoom:
    """Nobody opted out."""
    return IncidentRoom(ledger, assistant, workbench, clock, undo)


def complaint(ledger: Ledger, number: int, *, public: bool = True, text: str = TROUBLE) -> CaseId:
    """A case of a customer of their own; the later ones are due later."""
    message = replace(
        a_message(text, external_id=f"x{number}", author_id=f"a{number}", public=public),
        author_handle=f"customer{number}",
        posted_at=NOON,
    )
    due = NOON + timedelta(minutes=60 + number)
    found = ledger.receive(message, priority=Priority.NORMAL, due_at=due, at=NOON)
    assert found is not None
    return found


def suspected(
    ledger: Ledger, cases: list[CaseId], perhaps: tuple[CaseId, ...] = (), theme: int = 1
) -> IncidentId:
    """An incident that the watch raised over these cases."""
    members = tuple(
        Member(
            case, Bond.PERHAPS if case in perhaps else Bond.LIKE, 0.9 if case not in perhaps else 0.5, NOON
        )
        for case in (*cases, *perhaps)
    )
    incident = Incident(
        IncidentId(0), theme, Standing.SUSPECTED, NOON - timedelta(minutes=20), NOON, 34, 2.0, 1, members
    )
    keep(ledger, raised=[Raised(incident, VECTOR, 0.5)])
    return ledger.incidents.all(1)[0].id


def keep(
    ledger: Ledger,
    heard: tuple[Placed, ...] = (),
    raised: list[Raised] | None = None,
    more: list[tuple[int, tuple[Member, ...]]] | None = None,
) -> None:
    """What the watch found."""
    ledger.heard.keep(MODEL, heard, raised or [], more or [], [], [], NOON)


def confirmed(ledger: Ledger, cases: list[CaseId]) -> IncidentId:
    """An incident that Lena confirmed."""
    found = suspected(ledger, cases)
    ledger.incidents.change(found, lambda one: steps.confirm(one, LENA, NOON))
    return found
