"""Windows that a person sends off. What is wrong must be said in the ack, which is why the work comes before it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from slack_bolt import Ack, App

from bots.slack.front import Body, Front
from bots.slack.kit.blocks import paragraph, run
from bots.slack.kit.targets import Target
from bots.slack.kit.text import shorten
from bots.slack.kit.windows import modal, picked, picked_moment, picked_user, written
from bots.slack.modals import handling as to
from bots.slack.modals.deciding import (
    NOTE,
    REASON,
    REASONS,
    SAVE_EDIT,
    SAVE_REJECTION,
    TEXT,
    WHY,
    carried_on,
    faults_of,
    reason_of,
)
from desk.cases import Case, Person
from desk.errors import DeskError, NotAllowed

_MAX_ERROR = 500

Sending = Callable[[Front, Body, Target, Person], Case]


class WrongField(DeskError):
    """What a person filled in will not do; `field` is where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Form:
    """What sending a window off does, and the field at which a refusal is shown."""

    send: Sending
    field: str | None  # None: the window has no field
    faults: Callable[[Case], dict[str, str]] = lambda _: {}  # what to mend of what was kept, by field


def edit(front: Front, body: Body, at: Target, by: Person) -> Case:
    """Keeps the text with what the checks say of it, before the person is told."""
    bench = front.workbench
    seen = carried_on(bench.case(at.case_id), at.seen, by)
    return bench.edit(at.case_id, seen, written(body, TEXT), by, written(body, WHY))


def reject(front: Front, body: Body, at: Target, by: Person) -> Case:
    """Turns the draft down with the reason that was picked."""
    reason = reason_of(REASONS, picked(body, REASON), written(body, NOTE))
    return front.workbench.reject(at.case_id, at.seen, reason, by)


def snooze(front: Front, body: Body, at: Target, by: Person) -> Case:
    """Lets the case rest."""
    choice = picked(body, to.UNTIL)
    with _at_field(to.MOMENT if choice == to.AT_MOMENT else to.UNTIL):
        until = to.rest_until(choice, picked_moment(body, to.MOMENT), front.clock())
        return front.workbench.snooze(at.case_id, until, by)


def hand_over(front: Front, body: Body, at: Target, by: Person) -> Case:
    """Gives the case to a colleague of the desk, or back to the queue."""
    if picked(body, REASON) == to.BACK:
        return front.workbench.release(at.case_id, by)
    picked_id = picked_user(body, to.WHOM)
    if not picked_id:
        raise WrongField(to.WHOM, "pick the colleague who takes the case on")
    with _at_field(to.WHOM):
        whom = front.people.person(picked_id)
        return front.workbench.hand_over(at.case_id, whom, by)


def take_over(front: Front, _body: Body, at: Target, by: Person) -> Case:
    """Takes the case on from whoever has it."""
    return front.workbench.claim(at.case_id, by, over=True)


def ask_expert(front: Front, body: Body, at: Target, by: Person) -> Case:
    """Gives the case to the experts with what is missing."""
    why = written(body, WHY)
    if picked_user(body, to.WHOM):
        with _at_field(to.WHOM):
            why = f"{_expert(front, picked_user(body, to.WHOM)).name}: {why}"
    return front.workbench.ask_expert(at.case_id, why, by, at.seen)


def set_aside(front: Front, body: Body, at: Target, by: Person) -> Case:
    """Nobody need answer."""
    reason = reason_of(to.ASIDES, picked(body, REASON), written(body, NOTE))
    return front.workbench.set_aside(at.case_id, reason, by, at.seen)


FORMS: Mapping[str, Form] = {
    SAVE_EDIT: Form(edit, TEXT, lambda case: faults_of(case.draft) if case.draft else {}),
    SAVE_REJECTION: Form(reject, REASON),
    to.SAVE_SNOOZE: Form(snooze, to.UNTIL),
    to.SAVE_HAND_OVER: Form(hand_over, REASON),
    to.SAVE_TAKE_OVER: Form(take_over, None),
    to.SAVE_EXPERT: Form(ask_expert, WHY),
    to.SAVE_ASIDE: Form(set_aside, REASON),
}


def register(app: App, front: Front) -> None:
    """One listener for each window."""
    for name, form in FORMS.items():
        app.view(name)(sending(front, form))


def sending(front: Front, form: Form) -> Callable[[Ack, Body], None]:
    """The listener of a window."""

    def sent(ack: Ack, body: Body) -> None:
        try:
            case = front.submit(body, lambda _, at, by: form.send(front, body, at, by))
        except DeskError as error:
            _refuse(ack, form, error)
            return
        faults = {field: shorten(words, _MAX_ERROR) for field, words in form.faults(case).items()}
        if faults:
            ack(response_action="errors", errors=faults)
        else:
            ack()
        front.board.show(case.id)

    return sent


def _refuse(ack: Ack, form: Form, error: DeskError) -> None:
    """Says it at the field, or in place of a window that has none."""
    words = shorten(str(error), _MAX_ERROR)
    field = error.field if isinstance(error, WrongField) else form.field
    if field is None:
        ack(response_action="update", view=modal("refused", "Not possible", [paragraph(run(words))]))
    else:
        ack(response_action="errors", errors={field: words})


def _expert(front: Front, user: str) -> Person:
    """Raises NotAllowed for somebody who is no expert of the desk."""
    person = front.people.person(user)
    if not person.may_teach:
        raise NotAllowed(f"{person.name!r} is no expert of this desk; pick one, or leave it empty")
    return person


@contextmanager
def _at_field(name: str) -> Iterator[None]:
    try:
        yield
    except DeskError as error:
        raise WrongField(name, str(error)) from error
