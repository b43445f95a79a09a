"""Clicks on the buttons and the menu of a card."""

import re
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from assist.workbench import Workbench
from bots.slack.cards import buttons as on
from bots.slack.cards.beside import Gratitude
from bots.slack.front import Body, Click, Deed, Front, click_of
from bots.slack.kit.targets import OF_ANOTHER_VERSION, Target, decoded
from bots.slack.kit.windows import View
from bots.slack.modals.deciding import edit_modal, reject_modal
from bots.slack.modals.handling import (
    aside_modal,
    expert_modal,
    hand_over_modal,
    next_morning,
    snooze_modal,
)
from bots.slack.modals.reading import JUMP, history_modal, source_modal
from desk.cases import Case, Person
from desk.drafts import To
from desk.errors import StepNotPossible
from desk.guards import expect_newest

DEEDS: Mapping[str, Deed] = {
    on.APPROVE: lambda bench, at, by: bench.approve(at.case_id, at.seen, by),
    on.TO_DM: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.DM, by),
    on.TO_PUBLIC: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.PUBLIC, by),
    on.TO_DM_LINK: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.DM, by, link=True),
    on.TO_PUBLIC_LINK: lambda bench, at, by: bench.readdress(at.case_id, at.seen, To.PUBLIC, by, link=True),
    on.TAKE_BACK: lambda bench, at, by: bench.take_back(at.case_id, by),
    on.WAS_SENT: lambda bench, at, by: bench.settle(at.case_id, True, by, at.attempt or None),
    on.WAS_NOT_SENT: lambda bench, at, by: bench.settle(at.case_id, False, by, at.attempt or None),
    on.CLAIM: lambda bench, at, by: bench.claim(at.case_id, by),
    on.TAKE_OVER: lambda bench, at, by: bench.claim(at.case_id, by, over=True),
    on.WAKE: lambda bench, at, by: bench.wake(at.case_id, by),
    on.RESOLVE: lambda bench, at, by: bench.resolve(at.case_id, by),
}
Window = Callable[[Front, Case, Click], View]


def history(front: Front, case: Case, click: Click) -> View:
    """The history of a case and of its customer."""
    bench, earlier = front.workbench, front.workbench.earlier(case)
    older = bench.customer(case).earlier_cases - len(earlier)
    steps, links = bench.history(case.id), front.care is not None
    return history_modal(case, click.channel, steps, earlier, max(0, older), links=links)


def source(front: Front, case: Case, click: Click) -> View:
    """The source that the button is for."""
    return source_window(front, case, click.channel, click.action.removeprefix(on.SOURCE))


def source_window(front: Front, case: Case, channel: str, number: str) -> View:
    """Raises StepNotPossible when the draft has no such source."""
    citations = case.draft.citations if case.draft else ()
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(citations)):
        raise StepNotPossible(f"the draft of case {case.id} has no source {number!r}; look at its card again")
    found = front.workbench.surroundings(citations[int(number) - 1])
    return source_modal(case, channel, citations, int(number), found)


WINDOWS: Mapping[str, Window] = {
    on.EDIT: lambda _, case, click: edit_modal(case, click.channel),
    on.REJECT: lambda _, case, click: reject_modal(case, click.channel),
    on.HAND_OVER: lambda _, case, click: hand_over_modal(case, click.channel),
    on.ASK_EXPERT: lambda _, case, click: expert_modal(case, click.channel),
    on.SET_ASIDE: lambda _, case, click: aside_modal(case, click.channel),
    on.SNOOZE: lambda front, case, click: snooze_modal(
        case, click.channel, next_morning(front.clock(), front.zone(click.user))
    ),
    on.HISTORY: history,
}


def register(app: App, front: Front) -> None:
    """One listener for each button, one for the menu, one for the sources."""
    clicks = clicks_of(front)
    for action, click in clicks.items():
        app.action(action)(acknowledged(click))

    def chosen(body: Body) -> None:
        with front.telling(body):
            choose(clicks, body)

    app.action(on.MENU)(acknowledged(chosen))
    app.action(re.compile(rf"^{on.SOURCE}\d+$"))(acknowledged(opening(front, source)))
    app.action(JUMP)(acknowledged(lambda body: jump(front, body)))


def clicks_of(front: Front) -> Mapping[str, Callable[[Body], None]]:
    """What each button and each line of the menu does."""
    return {
        **{action: _doing(front, deed) for action, deed in DEEDS.items()},
        **{action: opening(front, window) for action, window in WINDOWS.items()},
        **({on.THANK: _thanking(front, front.gratitude)} if front.gratitude else {}),
    }


def choose(clicks: Mapping[str, Callable[[Body], None]], body: Body) -> None:
    """Does what a line of the menu says. Raises StepNotPossible for one that no menu of ours has."""
    click = clicks.get(click_of(body).action)
    if click is None:
        raise StepNotPossible(OF_ANOTHER_VERSION)
    click(body)


def jump(front: Front, body: Body) -> None:
    """Somebody who reads a source wants to read another one."""
    with front.telling(body):
        front.people.person(body["user"]["id"])
        target = decoded(body["view"]["private_metadata"])
        case = front.workbench.case(target.case_id)
        expect_newest(case, target.seen)
        number = body["actions"][0]["selected_option"]["value"]
        front.renew(body, source_window(front, case, target.channel, number))


def _doing(front: Front, deed: Deed) -> Callable[[Body], None]:
    return lambda body: front.act(body, deed)


def opening(front: Front, window: Window) -> Callable[[Body], None]:
    """Opens a window about the case that was clicked."""
    return lambda body: front.open(body, window)


def _thanking(front: Front, gratitude: Gratitude) -> Callable[[Body], None]:
    """Thanks the experts whose notes a reply quotes, and says whom."""

    def thank(body: Body) -> None:
        def deed(_bench: Workbench, at: Target, by: Person) -> None:
            thanked = ", ".join(gratitude.thank(at.case_id, by))
            front.tell(at.channel, body["user"]["id"], f"You thanked {thanked}.")

        front.act(body, deed)

    return thank


def acknowledged(click: Callable[[Body], None]) -> Callable[[Ack, Body], None]:
    """Slack wants its answer within three seconds; the work comes after it."""

    def clicked(ack: Ack, body: Body) -> None:
        ack()
        click(body)

    return clicked
