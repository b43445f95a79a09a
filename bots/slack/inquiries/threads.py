"""Answers below the question, for all who read there; what is not for all goes to the asker alone."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from slack_sdk import WebClient

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.inquiries.answers import answer_blocks, inside_blocks, notification
from bots.slack.inquiries.asking import Spot
from bots.slack.inquiries.ports import Found
from bots.slack.inquiries.streaming import pieces_of
from bots.slack.inquiries.streams import Streams
from bots.slack.kit.blocks import Block
from bots.slack.kit.text import escaped
from desk.inquiries import Inquiry

WORKING = "is looking for an answer…"
STEPS = ["Searching the knowledge…", "Reading the sources…", "Checking every sentence…"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class InThread:
    """Below the question, for all to read; what is not for all goes to the asker alone."""

    client: WebClient
    streams: Streams
    spot: Spot

    def begin(self) -> None:
        """A line in the thread, which the first words of the answer end."""
        self._status(WORKING, STEPS)

    def answer(self, inquiry: Inquiry, found: Found) -> None:
        """Streamed where Slack and the text allow it."""
        draft, private = found.answer.draft, self.spot.direct
        pieces = pieces_of(draft.text) if draft else []
        whole = answer_blocks(found, inquiry.id, private=private)
        below = answer_blocks(found, inquiry.id, private=private, streamed=True)
        place, text = self.spot.channel, notification(found)
        if not self.streams.send(
            self.spot,
            pieces,
            below,
            lambda ts: self.client.chat_update(channel=place, ts=ts, text=text, blocks=whole),
        ):
            self._post(text, whole, inquiry)
        if not private:
            self._tell_inside(found)

    def tell(self, words: str) -> None:
        """In a direct conversation everything is for the asker alone."""
        self._status("")
        if self.spot.direct:
            self.client.chat_postMessage(
                channel=self.spot.channel, thread_ts=self.spot.thread, text=escaped(words)
            )
        else:
            self._whisper(escaped(words))

    def _tell_inside(self, found: Found) -> None:
        """The answer is said by now, and is not said again when this fails."""
        if not (inside := inside_blocks(found)):
            return
        try:
            self._whisper("What the team knows of it, for you alone", inside)
        except SLACK_FAILED as error:
            logger.warning("%s could not be told what the team knows: %s", self.spot.user, error)

    def _status(self, status: str, steps: list[str] | None = None) -> None:
        try:
            self.client.assistant_threads_setStatus(
                channel_id=self.spot.channel,
                thread_ts=self.spot.thread,
                status=status,
                loading_messages=steps,
            )
        except SLACK_FAILED as error:
            logger.info("no status is shown in %s: %s", self.spot.channel, error)

    def _post(self, text: str, blocks: Sequence[Block], inquiry: Inquiry) -> None:
        # Slack takes a second message of the same client_msg_id for the first one sent again.
        self.client.chat_postMessage(
            channel=self.spot.channel,
            thread_ts=self.spot.thread,
            text=text,
            blocks=blocks,
            client_msg_id=str(uuid5(NAMESPACE_URL, f"inquiry:{inquiry.key}")),
            unfurl_links=False,
            unfurl_media=False,
        )

    def _whisper(self, text: str, blocks: Sequence[Block] | None = None) -> None:
        """In the thread if there was one: nobody looks into the thread of a message that is answered so."""
        self.client.chat_postEphemeral(
            channel=self.spot.channel,
            user=self.spot.user,
            thread_ts=self.spot.thread if self.spot.begun else None,
            text=text,
            blocks=blocks,
        )
