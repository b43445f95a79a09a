"""What all listeners share: who clicked, what they may do it with, and how they are told."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from assist.customers.care import CustomerCare
from assist.workbench import Workbench
from bots.slack.cards.beside import Gratitude
from bots.slack.cards.buttons import offers, open_to_all, taken
from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.kit.targets import Target, decoded, menu_choice
from bots.slack.kit.text import escaped
from bots.slack.kit.windows import View
from bots.slack.kit.wording import STAGES
from bots.slack.modals.handling import take_over_modal
from bots.slack.people import People
from desk.cases import Case, CaseId, Person, Seen
from desk.errors import DeskError, StaleDraft
from desk.guards import expect_approver
from desk.ports import Clock

Body = dict[str, Any]  # what Slack posts to us
Deed = Callable[[Workbench, Target, Person], object]

logger = logging.getLogger(__name__)

# Python works on one thing at a time: a crowd that decides at once would keep the acks of the others waiting.
_AT_WORK = 2


class Cards(Protocol):
    """Where the cards stand; the board does it."""

    def show(self, case_id: CaseId) -> None:
        """Has the card of one case written, if it is behind."""


@dataclass(frozen=True)
class Click:
    """A click on a card: what is wanted with which case, and what of it the person saw."""

    action: str
    case_id: CaseId
    seen: Seen | None  # None for a line of the menu, which names the case alone
    channel: str
    user: str
    attempt: int = 0  # as in a target

    @property
    def target(self) -> Target:
        """What a deed is about."""
        return Target(self.case_id, self.seen or Seen(0, ""), self.channel, self.attempt)


@dataclass(frozen=True)
class Front:
    """The desk as Slack's listeners see it. May be used by several threads."""

    workbench: Workbench
    board: Cards
    people: People
    client: WebClient
    clock: Clock
    gratitude: Gratitude | None = None
    care: CustomerCare | None = None
    turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_WORK))

    def act(self, body: Body, deed: Deed) -> None:
        """Does what a button says for the person who clicked it, or tells them privately why not."""
        with self.telling(body):
            click, person = click_of(body), self.people.person(body["user"]["id"])
            if self._stands_back(body, self.workbench.case(click.case_id), click, person):
                return
            try:
                with self.telling(body), self.turns:
                    deed(self.workbench, click.target, person)
            finally:
                self.board.show(click.case_id)

    def open(self, body: Body, window: Callable[["Front", Case, Click], View]) -> None:
        """Opens a window about the draft that the person saw, if it still stands."""
        with self.telling(body):
            click, person = click_of(body), self.people.person(body["user"]["id"])
            case = self.workbench.case(click.case_id)
            if click.seen not in {None, case.seen} or not offers(case, click.action):
                self.board.show(case.id)
                raise StaleDraft(f"case {case.id} is {STAGES[case.stage]} by now; look at its card again")
            if not open_to_all(click.action):
                expect_approver(person, "do that with a case")
            if not self._stands_back(body, case, click, person):
                self._open(body, window(self, case, click))

    def submit(self, body: Body, deed: Callable[[Workbench, Target, Person], Case]) -> Case:
        """Does what a window says. Raises DeskError, which belongs into the window."""
        target = decoded(body["view"]["private_metadata"])
        return deed(self.workbench, target, self.people.person(body["user"]["id"]))

    def renew(self, body: Body, view: View) -> None:
        """Shows something else in the window that the person has open."""
        try:
            self.client.views_update(view_id=body["view"]["id"], hash=body["view"].get("hash"), view=view)
        except SLACK_FAILED as error:
            logger.warning("a window could not be renewed: %s", error)
            self.tell(place_of(body), body["user"]["id"], "Slack did not renew the window; choose again")

    def tell(self, channel: str, user: str, words: str) -> bool:
        """A message that only this person sees; False when Slack does not take it."""
        try:
            self.client.chat_postEphemeral(channel=channel, user=user, text=escaped(words))
        except SLACK_FAILED as error:
            logger.warning("%s could not be told in %s: %s", user, channel, error)
            return False
        return True

    def answer(self, body: Body, words: str) -> None:
        """The same to whoever clicked. Below an answer to /assist, the bot may not be in the conversation."""
        if self.tell(place_of(body), body["user"]["id"], words) or not body.get("response_url"):
            return
        try:
            WebhookClient(body["response_url"]).send(
                text=escaped(words), response_type="ephemeral", replace_original=False
            )
        except SLACK_FAILED as error:
            logger.warning("%s could not be told by a response: %s", body["user"]["id"], error)

    def zone(self, user: str) -> ZoneInfo:
        """Where a person is, by their profile; UTC when Slack does not say."""
        try:
            return ZoneInfo(self.client.users_info(user=user)["user"]["tz"])
        except (*SLACK_FAILED, KeyError, ValueError) as error:
            logger.warning("the time zone of %s is not known: %s", user, error)
            return ZoneInfo("UTC")

    @contextmanager
    def telling(self, body: Body) -> Iterator[None]:
        """Whatever the desk refuses is told privately to the one who clicked."""
        try:
            yield
        except DeskError as error:
            self.answer(body, str(error))

    def _stands_back(self, body: Body, case: Case, click: Click, person: Person) -> bool:
        """True when a colleague has the case: the person is offered to take it over first."""
        stands_back = person.may_approve and taken(case, click.action, person)
        if stands_back:
            self._open(body, take_over_modal(case, click.channel))
        return stands_back

    def _open(self, body: Body, view: View) -> None:
        """Slack opens a window within three seconds of the click or never."""
        try:
            self.client.views_open(trigger_id=body["trigger_id"], view=view)
        except SLACK_FAILED as error:
            logger.warning("no window could be opened: %s", error)
            self.tell(body["channel"]["id"], body["user"]["id"], "Slack opened no window; click again")


def click_of(body: Body) -> Click:
    """Raises StepNotPossible for a click on what no card of ours carries."""
    element, channel, user = body["actions"][0], body["channel"]["id"], body["user"]["id"]
    if "selected_option" in element:
        action, case_id = menu_choice(element["selected_option"]["value"])
        return Click(action, case_id, None, channel, user)
    target = decoded(element["value"], channel)
    return Click(str(element["action_id"]), target.case_id, target.seen, channel, user, target.attempt)


def place_of(body: Body) -> str:
    """The channel in which the person works: of the message, or of the card that a window belongs to."""
    channel = body.get("channel")
    return str(channel["id"]) if channel else decoded(body["view"]["private_metadata"]).channel
