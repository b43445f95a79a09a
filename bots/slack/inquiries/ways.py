"""The ways in which an answer reaches whoever asked."""

import logging
from dataclasses import dataclass
from typing import Protocol

from slack_bolt import Respond
from slack_sdk import WebClient

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.inquiries.answers import answer_blocks, notification
from bots.slack.inquiries.asking import Spot
from bots.slack.inquiries.drafting import draft_window, told_window
from bots.slack.inquiries.ports import Found
from bots.slack.kit.blocks import Block
from bots.slack.kit.text import escaped
from desk.inquiries import Inquiry

logger = logging.getLogger(__name__)


class Way(Protocol):
    """Back to the asker. Each method raises what Slack's client does, but for `begin`."""

    def begin(self) -> None:
        """Shows that an answer is being looked for, where Slack can."""

    def answer(self, inquiry: Inquiry, found: Found) -> None:
        """Says it."""

    def tell(self, words: str) -> None:
        """Says to the asker alone why no answer comes."""


@dataclass(frozen=True)
class ForOne:
    """Privately in a channel: what remains of a command when the process that took it has ended."""

    client: WebClient
    spot: Spot

    def begin(self) -> None:
        """Nothing: Slack shows no status to one person."""

    def answer(self, inquiry: Inquiry, found: Found) -> None:
        """With the question, for other messages may stand between."""
        blocks = answer_blocks(found, inquiry.id, private=True, question=inquiry.question)
        self.client.chat_postEphemeral(
            channel=self.spot.channel, user=self.spot.user, text=notification(found), blocks=blocks
        )

    def tell(self, words: str) -> None:
        """The same."""
        self.client.chat_postEphemeral(channel=self.spot.channel, user=self.spot.user, text=escaped(words))


@dataclass(frozen=True)
class ByResponse:
    """Privately, to the response_url of a command: it works in conversations that the bot is not in."""

    respond: Respond

    def begin(self) -> None:
        """Nothing: the ack of the command said it."""

    def answer(self, inquiry: Inquiry, found: Found) -> None:
        """With the question, which Slack does not show."""
        blocks = answer_blocks(found, inquiry.id, private=True, question=inquiry.question)
        self.respond(text=notification(found), blocks=blocks, response_type="ephemeral")

    def tell(self, words: str) -> None:
        """The same."""
        self.respond(text=escaped(words), response_type="ephemeral")


@dataclass(frozen=True)
class InWindow:
    """In the window that was opened for a draft; somebody may have closed it."""

    client: WebClient
    view_id: str

    def begin(self) -> None:
        """Nothing: the window says it."""

    def answer(self, inquiry: Inquiry, found: Found) -> None:
        """The question is the message that a reply is drafted to."""
        self._update(draft_window(inquiry.question, found))

    def tell(self, words: str) -> None:
        """The same."""
        self._update(told_window(words))

    def _update(self, view: Block) -> None:
        try:
            self.client.views_update(view_id=self.view_id, view=view)
        except SLACK_FAILED as error:
            logger.info("the window %s was closed or cannot be reached: %s", self.view_id, error)
