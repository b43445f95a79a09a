"""An expert is asked: they answer, say that it is not theirs, or look at the case first."""

from bots.slack.cards.story import before, message_of, reading_of
from bots.slack.front import Body
from bots.slack.kit.windows import View, modal
from bots.slack.knowledge.asked import asks_in
from bots.slack.knowledge.room import Room
from bots.slack.knowledge.window import About
from desk.cases import Case, Person
from desk.errors import NotAllowed, StepNotPossible
from desk.history import Customer
from desk.requests import Asking, ExpertRequest

CASE = "case_to_read"
_MAX_MESSAGE, _LINE = 2900, 300


def answer(room: Room, body: Body) -> None:
    """Opens the window to answer in; whoever is late is told what happened meanwhile."""
    request, asking, _ = _asked(room, body)
    if request.closed_at or asking.answered_at:
        room.experts.show(request, asking)
        raise StepNotPossible(f"case {request.case_id} does not wait for this any more; nothing was done")
    case = room.front.workbench.case(request.case_id)
    channel, ts = body["channel"]["id"], body["container"]["message_ts"]
    about = About(request.question, case.id, request.revision, channel, ts)
    room.open(body, room.window(about, case=case))


def decline(room: Room, body: Body) -> None:
    """The next one is asked; the message says so."""
    request, asking, by = _asked(room, body)
    declined = room.teaching.requests.decline(asking, by, room.front.clock())
    now = room.teaching.requests.request(request.case_id, request.revision)
    if now is not None:
        room.experts.renew(now)
    if not declined:
        raise StepNotPossible(f"your question of case {request.case_id} is settled already; nothing was done")


def look(room: Room, body: Body) -> None:
    """Opens the case, to be read."""
    request, _, _ = _asked(room, body)
    workbench = room.front.workbench
    case = workbench.case(request.case_id)
    room.open(body, case_window(case, workbench.customer(case)))


def case_window(case: Case, customer: Customer) -> View:
    """What the customer wrote, what came before, and what it was read as."""
    told = [*before(case, _LINE), message_of(case, _MAX_MESSAGE, customer), *reading_of(case, _LINE)]
    return modal(CASE, f"Case {case.id}", told)


def _asked(room: Room, body: Body) -> tuple[ExpertRequest, Asking, Person]:
    """What the click is about, and by whom. Raises NotAllowed, StepNotPossible."""
    by, asks = room.person(body), asks_in(body["actions"][0]["value"])
    request = room.teaching.requests.request(asks.case_id, asks.revision)
    found = [one for one in request.askings if one.rung == asks.rung] if request else []
    if request is None or not found:
        raise StepNotPossible(f"nobody is asked about case {asks.case_id} in this way; nothing was done")
    if by.name != found[0].expert and not by.may_teach:
        raise NotAllowed(f"this was asked of {found[0].expert!r}, and you may not add knowledge")
    return request, found[0], by
