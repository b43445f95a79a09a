"""The buttons of an incident's message."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from assist.surge.room import IncidentRoom
from bots.slack.front import Body, Front
from bots.slack.incidents.board import IncidentBoard
from bots.slack.incidents.message import CONFIRM, DISMISS, END, OPEN
from bots.slack.kit.targets import OF_ANOTHER_VERSION
from desk.cases import Person
from desk.errors import StepNotPossible
from desk.incidents import IncidentId

Deed = Callable[[IncidentRoom, IncidentId, Person], object]

DEEDS: Mapping[str, Deed] = {
    CONFIRM: lambda room, incident, by: room.confirm(incident, by),
    DISMISS: lambda room, incident, by: room.dismiss(incident, by),
    END: lambda room, incident, by: room.end(incident, by),
}


def register(app: App, front: Front, board: IncidentBoard) -> None:
    """One listener for each button; the ack comes first."""
    for action, deed in DEEDS.items():
        app.action(action)(_listener(front, board, deed))

    def opened(ack: Ack) -> None:
        ack()  # Slack opens the link by itself, and tells us of it

    app.action(OPEN)(opened)


def _listener(front: Front, board: IncidentBoard, deed: Deed) -> Callable[[Ack, Body], None]:
    def clicked(ack: Ack, body: Body) -> None:
        ack()
        with front.telling(body):
            by = front.people.person(body["user"]["id"])
            try:
                with front.turns:
                    deed(board.room, incident_of(body), by)
            finally:
                board.refresh()

    return clicked


def incident_of(body: Body) -> IncidentId:
    """Raises StepNotPossible for a click on what no message of ours carries."""
    value = str(body["actions"][0].get("value", ""))
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise StepNotPossible(OF_ANOTHER_VERSION)
    return IncidentId(int(value))
