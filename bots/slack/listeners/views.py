"""Windows that a person sends off. What is wrong must be said in the ack, which is why the work comes before it."""

from slack_bolt import Ack, App

from bots.slack.front import Body, Front
from bots.slack.kit.targets import decoded
from bots.slack.kit.text import shorten
from bots.slack.modals.deciding import (
    NOTE,
    REASON,
    SAVE_EDIT,
    SAVE_REJECTION,
    TEXT,
    WHY,
    edit_modal,
    reason_of,
)
from desk.errors import DeskError

_MAX_ERROR = 500


def register(app: App, front: Front) -> None:
    """One listener for each window."""

    def save_edit(ack: Ack, body: Body) -> None:
        text = _field(body, TEXT).get("value") or ""
        why = _field(body, WHY).get("value") or ""
        try:
            case = front.submit(body, lambda bench, at, by: bench.edit(at.case_id, at.seen, text, by, why))
        except DeskError as error:
            ack(response_action="errors", errors={TEXT: shorten(str(error), _MAX_ERROR)})
            return
        if case.draft and case.draft.blocked:
            channel = decoded(body["view"]["private_metadata"]).channel
            ack(response_action="update", view=edit_modal(case, channel, why))
        else:
            ack()
        front.board.show(case.id)

    def save_rejection(ack: Ack, body: Body) -> None:
        chosen = _field(body, REASON)["selected_option"]["value"]
        reason = reason_of(chosen, _field(body, NOTE).get("value"))
        try:
            case = front.submit(body, lambda bench, at, by: bench.reject(at.case_id, at.seen, reason, by))
        except DeskError as error:
            ack(response_action="errors", errors={REASON: shorten(str(error), _MAX_ERROR)})
            return
        ack()
        front.board.show(case.id)

    app.view(SAVE_EDIT)(save_edit)
    app.view(SAVE_REJECTION)(save_rejection)


def _field(body: Body, name: str) -> Body:
    field: Body = body["view"]["state"]["values"][name][name]
    return field
