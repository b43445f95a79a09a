"""Messages that the desk posts into one channel by itself: each once, even when the answer to posting it was lost."""

import logging
from uuid import NAMESPACE_URL, uuid5

from bots.slack.delivery.finding import Mark, found
from bots.slack.delivery.line import CallFailed, Line, NotNow, Refused
from bots.slack.delivery.once import Once
from bots.slack.kit.blocks import Block

# What is wrong with one message stays wrong: it must not keep the others waiting.
_UNFIT = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "invalid_arguments", "msg_too_long", "msg_blocks_too_long"}
)

logger = logging.getLogger(__name__)


class Notices:
    """May be shared by threads."""

    def __init__(self, line: Line, once: Once, channel: str) -> None:
        self._line = line
        self._once = once
        self._channel = channel

    def say(self, key: str, text: str, blocks: list[Block]) -> bool:
        """Posts one message for this key; False when Slack may take it later. Slack reads markup in `text`."""
        key = f"said:{key}"
        try:
            if not self._stands(key):
                self._post(key, text, blocks)
        except Refused as refusal:
            logger.warning("Slack refuses the notice %r: %s", key, refusal)
            return refusal.code in _UNFIT
        except CallFailed as error:
            logger.warning("the notice %r waits: %s", key, error)
            return False
        return True

    def _stands(self, key: str) -> bool:
        """Whether it was begun before, and went out though nobody heard of it."""
        began = self._once.began(key)
        return began is not None and bool(found(self._line, self._channel, began, Mark({"said": key})))

    def _post(self, key: str, text: str, blocks: list[Block]) -> None:
        self._once.first(key)
        try:
            self._line.call(
                "chat.postMessage",
                channel=self._channel,
                text=text,
                blocks=blocks,
                metadata=Mark({"said": key}).metadata(),
                client_msg_id=str(uuid5(NAMESPACE_URL, key)),
                unfurl_links=False,
                unfurl_media=False,
            )
        except (NotNow, Refused):
            self._once.forget(key)  # it surely did not go out
            raise
