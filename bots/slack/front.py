"""What all listeners share: who clicked, what they may do it with, and how they are told."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from assist.workbench import Workbench
from bots.slack.cards.buttons import offers
from bots.slack.delivery.board import SLACK_FAILED, Board
from bots.slack.kit.targets import Target, decoded
from bots.slack.kit.text import escaped
from bots.slack.kit.wording import STAGES
from bots.slack.modals.deciding import Modal
from bots.slack.people import People
from desk.cases import Case, Person
from desk.errors import DeskError, StaleDraft
from desk.ports import Clock

Body = dict[str, Any]  # what Slack posts to us
Deed = Callable[[Workbench, Target, Person], Case]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Front:
    """The desk as Slack's listeners see it. May be used by several threads."""

    workbench: Workbench
    board: Board
    people: People
    client: WebClient
    clock: Clock

    def act(self, body: Body, deed: Deed) -> None:
        """Does what a button says for the person who clicked it, or tells them privately why not."""
        with self._telling(body):
            target, person = _target(body), self.people.person(body["user"]["id"])
            try:
                with self._telling(body):
                    deed(self.workbench, target, person)
            finally:
                self.board.show(target.case_id)

    def open(self, body: Body, modal: Callable[[Case, str], Modal]) -> None:
        """Opens a window about the draft that the person saw, if it still stands."""
        with self._telling(body):
            target, _ = _target(body), self.people.person(body["user"]["id"])
            case = self.workbench.case(target.case_id)
            if target.seen != case.seen or not offers(case, _action(body)):
                raise StaleDraft(f"case {case.id} is {STAGES[case.stage]} by now; look at its card again")
            self._open(body, modal(case, target.channel))

    def submit(self, body: Body, deed: Deed) -> Case:
        """Does what a window says. Raises DeskError, which belongs into the window."""
        target = decoded(body["view"]["private_metadata"])
        return deed(self.workbench, target, self.people.person(body["user"]["id"]))

    def tell(self, channel: str, user: str, words: str) -> None:
        """A message that only this person sees."""
        try:
            self.client.chat_postEphemeral(channel=channel, user=user, text=escaped(words))
        except SLACK_FAILED as error:
            logger.warning("%s could not be told in %s: %s", user, channel, error)

    def _open(self, body: Body, modal: Modal) -> None:
        """Slack opens a window within three seconds of the click or never."""
        try:
            self.client.views_open(trigger_id=body["trigger_id"], view=modal)
        except SLACK_FAILED as error:
            logger.warning("no window could be opened: %s", error)
            self.tell(body["channel"]["id"], body["user"]["id"], "Slack opened no window; click again")

    @contextmanager
    def _telling(self, body: Body) -> Iterator[None]:
        try:
            yield
        except DeskError as error:
            self.tell(body["channel"]["id"], body["user"]["id"], str(error))


def _target(body: Body) -> Target:
    return decoded(body["actions"][0]["value"], body["channel"]["id"])


def _action(body: Body) -> str:
    return str(body["actions"][0]["action_id"])
