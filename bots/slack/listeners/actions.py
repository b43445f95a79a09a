"""Clicks on the buttons of a card."""

from collections.abc import Callable

from slack_bolt import Ack, App

from bots.slack.cards.buttons import (
    APPROVE,
    EDIT,
    REJECT,
    TAKE_BACK,
    TO_DM,
    TO_DM_LINK,
    TO_PUBLIC,
    TO_PUBLIC_LINK,
    WAS_NOT_SENT,
    WAS_SENT,
)
from bots.slack.front import Body, Deed, Front
from bots.slack.modals.deciding import Modal, edit_modal, reject_modal
from desk.cases import Case
from desk.drafts import To

DEEDS: dict[str, Deed] = {
    APPROVE: lambda bench, at, by: bench.approve(at.case_id, at.seen, by),
    TO_DM: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.DM, by),
    TO_PUBLIC: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.PUBLIC, by),
    TO_DM_LINK: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.DM, by, link=True),
    TO_PUBLIC_LINK: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.PUBLIC, by, link=True),
    TAKE_BACK: lambda bench, at, by: bench.take_back(at.case_id, by),
    WAS_SENT: lambda bench, at, by: bench.settle(at.case_id, True, by),
    WAS_NOT_SENT: lambda bench, at, by: bench.settle(at.case_id, False, by),
}
MODALS: dict[str, Callable[[Case, str], Modal]] = {EDIT: edit_modal, REJECT: reject_modal}


def register(app: App, front: Front) -> None:
    """One listener for each button."""
    for action, deed in DEEDS.items():
        app.action(action)(_doing(front, deed))
    for action, modal in MODALS.items():
        app.action(action)(_opening(front, modal))


def _doing(front: Front, deed: Deed) -> Callable[[Ack, Body], None]:
    def clicked(ack: Ack, body: Body) -> None:
        ack()
        front.act(body, deed)

    return clicked


def _opening(front: Front, modal: Callable[[Case, str], Modal]) -> Callable[[Ack, Body], None]:
    def clicked(ack: Ack, body: Body) -> None:
        ack()
        front.open(body, modal)

    return clicked
