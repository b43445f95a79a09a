"""What people do for a customer: lift an opt-out, ask how it was, link handles."""

from collections.abc import Callable

from slack_bolt import Ack, App

from assist.customers.care import CustomerCare
from bots.slack.cards.buttons import ASK_HOW, LIFT
from bots.slack.front import Body, Click, Front
from bots.slack.kit.targets import Target, decoded
from bots.slack.kit.text import shorten
from bots.slack.kit.windows import View, picked, written
from bots.slack.listeners.actions import acknowledged, opening
from bots.slack.listeners.views import Form, sending
from bots.slack.modals import customer as window
from bots.slack.modals.deciding import REASON, WHY
from bots.slack.modals.reading import LINK_HANDLES
from desk.cases import Case, Person
from desk.errors import Conflict, DeskError, StepNotPossible
from desk.guards import expect_approver
from desk.handles import Alike

_MAX_ERROR = 500
NOT_HERE = "nobody keeps customers at this desk"


def register(app: App, front: Front) -> None:
    """Two buttons of a card, one of the window of a customer's history, and the windows behind them."""
    clicks: dict[str, Callable[[Front, Case, Click], View]] = {LIFT: _lifting, ASK_HOW: _asking}
    for action, opens in clicks.items():
        app.action(action)(acknowledged(opening(front, opens)))
    app.action(LINK_HANDLES)(acknowledged(lambda body: _linking(front, body)))
    app.view(window.SAVE_LIFT)(sending(front, Form(_lift, WHY)))
    app.view(window.SAVE_ASK)(sending(front, Form(_ask, REASON)))
    app.view(window.SAVE_LINK)(_link_or_look(front))


def _lifting(front: Front, case: Case, click: Click) -> View:
    opt_out = _care(front).about(case).here
    if opt_out is None:
        raise StepNotPossible("there is no such opt-out any more: somebody lifted it already")
    return window.lift_modal(case, click.channel, opt_out)


def _lift(front: Front, body: Body, at: Target, by: Person) -> Case:
    care = _care(front)
    opt_out = care.about(front.workbench.case(at.case_id)).here
    return care.lift(at.case_id, opt_out.number if opt_out else 0, written(body, WHY), by)


def _asking(front: Front, case: Case, click: Click) -> View:
    question = _care(front).question(case)
    if question is None:
        raise StepNotPossible(f"nobody is asked, because {_care(front).why_unasked(case)}")
    return window.ask_modal(case, click.channel, question)


def _ask(front: Front, body: Body, at: Target, by: Person) -> Case:
    return _care(front).resolve_and_ask(at.case_id, picked(body, REASON), by)


def _linking(front: Front, body: Body) -> None:
    """The window of the history becomes the one in which handles are linked."""
    with front.telling(body):
        expect_approver(front.people.person(body["user"]["id"]), "link handles")
        target = decoded(body["view"]["private_metadata"])
        case, care = front.workbench.case(target.case_id), _care(front)
        front.renew(body, window.link_modal(case, target.channel, care.about(case), care.alike(case)))


def _link_or_look(front: Front) -> Callable[[Ack, Body], None]:
    """Links the handle that was picked; with none picked, looks for the one that was typed."""

    def sent(ack: Ack, body: Body) -> None:
        try:
            target, by = decoded(body["view"]["private_metadata"]), front.people.person(body["user"]["id"])
            case, care = front.workbench.case(target.case_id), _care(front)
            wanted = written(body, window.WANTED)
            found = [*care.alike(case), *care.called(case, wanted)]
            if picked(body, REASON) == window.NOBODY:
                about = care.about(case)
                ack(
                    response_action="update",
                    view=window.link_modal(case, target.channel, about, _once(found), wanted),
                )
                return
            _link(care, case, picked(body, REASON), found, by)
        except DeskError as error:
            ack(response_action="errors", errors={REASON: shorten(str(error), _MAX_ERROR)})
            return
        ack()

    return sent


def _link(care: CustomerCare, case: Case, chosen: str, found: list[Alike], by: Person) -> None:
    """Raises Conflict when the handle or the customer is not as it was shown."""
    about = care.about(case)
    pick = next((each.pick for each in found if window.choice(about, each.pick) == chosen), None)
    if pick is None:
        raise Conflict("somebody linked or unlinked a handle of this customer meanwhile; look for it again")
    care.link(case.id, about.linked.number, pick, by)


def _once(found: list[Alike]) -> list[Alike]:
    return list({each.pick: each for each in found}.values())[:9]


def _care(front: Front) -> CustomerCare:
    if front.care is None:
        raise StepNotPossible(NOT_HERE)
    return front.care
