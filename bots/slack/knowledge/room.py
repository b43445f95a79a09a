"""What experts do in Slack: answer, decline, save a conversation, drop files, confirm notes."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.front import Body, Front
from bots.slack.kit.text import escaped
from bots.slack.kit.windows import View
from bots.slack.knowledge.fetching import FileStore
from bots.slack.knowledge.ports import Teaching, Terms
from bots.slack.knowledge.telling import Experts
from bots.slack.knowledge.window import About, has_words, teach_window
from desk.cases import Case, Person
from desk.errors import DeskError, NotAllowed

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room:
    """What the listeners of the room share. May be used by several threads."""

    front: Front
    teaching: Teaching
    experts: Experts
    store: FileStore
    draw_home: Callable[[str], None]  # anew, for the user with this Slack id
    # Files take minutes and must not keep clicks waiting; one after the other, since each is read by processes.
    later: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "slack-files"))

    def person(self, body: Body) -> Person:
        """Who did it, perhaps without any role. Raises NotAllowed for somebody whom the desk does not know."""
        return self.front.people.anybody(body["user"]["id"])

    def teacher(self, body: Body) -> Person:
        """The same, and they may add knowledge. Raises NotAllowed."""
        return expect_teacher(self.person(body))

    def window(self, about: About, question: str = "", answer: str = "", case: Case | None = None) -> View:
        """To teach in, with what is proposed for the rest. A question without words is to be put in words."""
        about = about if has_words(about.question) else replace(about, question="")
        proposed = self.teaching.proposals.proposed(about.question or question, answer, case)
        terms = Terms(proposed.audience, proposed.products, proposed.review_by)
        products = self.teaching.proposals.products()
        return teach_window(about, terms, products, proposed.reasons, question=question, answer=answer)

    def open(self, body: Body, view: View) -> str | None:
        """The id of the window, which Slack opens within three seconds of a click or never; None: never."""
        try:
            return str(self.front.client.views_open(trigger_id=body["trigger_id"], view=view)["view"]["id"])
        except SLACK_FAILED as error:
            logger.warning("no window could be opened: %s", error)
            self.tell(body, "Slack opened no window; click again")
            return None

    def replace(self, window: str, view: View) -> None:
        """Shows something else in a window, if it is still open."""
        try:
            self.front.client.views_update(view_id=window, view=view)
        except SLACK_FAILED as error:
            logger.warning("a window is gone or stays as it is: %s", error)

    def tell(self, body: Body, words: str) -> None:
        """To whoever did it, in private: where they did it, or in their conversation with the bot."""
        user, channel = body["user"]["id"], body.get("channel")
        if channel:
            self.front.tell(channel["id"], user, words)
        else:
            self.say(user, {"text": escaped(words)})

    def say(self, channel: str, message: dict[str, Any]) -> str | None:
        """Posts to a conversation of the bot with somebody; the message's ts, None when Slack did not take it."""
        try:
            return str(self.front.client.chat_postMessage(channel=channel, **message)["ts"])
        except SLACK_FAILED as error:
            logger.warning("%s could not be told: %s", channel, error)
            return None

    def close(self) -> None:
        """Waits for the files that are being read."""
        self.later.shutdown()

    @contextmanager
    def telling(self, body: Body) -> Iterator[None]:
        """Whatever is refused is told privately."""
        try:
            yield
        except DeskError as error:
            self.tell(body, str(error))


def expect_teacher(by: Person) -> Person:
    """Raises NotAllowed unless the person may add knowledge."""
    if not by.may_teach:
        raise NotAllowed(f"{by.name!r} may not add knowledge; ask an admin for the role sme")
    return by
