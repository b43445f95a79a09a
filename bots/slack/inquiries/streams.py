"""Messages that grow while they are read, where Slack takes them."""

import logging
from collections.abc import Callable, Sequence

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.inquiries.asking import Spot
from bots.slack.kit.blocks import Block

_LACKING = frozenset({"unknown_method", "missing_scope", "not_allowed_token_type", "feature_not_enabled"})

logger = logging.getLogger(__name__)


class Streams:
    """May be used by several threads."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._to_be_had = True  # until Slack says that there are none here

    def send(
        self, spot: Spot, pieces: Sequence[str], below: Sequence[Block], mend: Callable[[str], object]
    ) -> bool:
        """Streams `pieces` with blocks `below` them; False when nothing was written, for Slack refuses.

        `mend` is given the ts of a message whose stream broke off: else its words stand there half, and then again.
        Raises what Slack's client does when it cannot be reached for the first piece, or for mending.
        """
        for_somebody = spot.direct or spot.team  # in a channel Slack wants to know for whom
        ts = self._begun(spot, pieces[0]) if pieces and for_somebody and self._to_be_had else None
        if ts is None:
            return False
        try:
            for piece in pieces[1:]:
                self._client.chat_appendStream(channel=spot.channel, ts=ts, markdown_text=piece)
            self._client.chat_stopStream(channel=spot.channel, ts=ts, blocks=below)
        except SLACK_FAILED as error:
            logger.warning("a stream in %s broke off, its message is written anew: %s", spot.channel, error)
            mend(ts)
        return True

    def _begun(self, spot: Spot, first: str) -> str | None:
        try:
            started = self._client.chat_startStream(
                channel=spot.channel,
                thread_ts=spot.thread,
                markdown_text=first,
                recipient_user_id=spot.user,
                recipient_team_id=spot.team or None,
            )
        except SlackApiError as error:
            self._to_be_had = not _lacking(error)
            logger.info("no stream in %s but a message: %s", spot.channel, error)
            return None
        return str(started["ts"])


def _lacking(error: SlackApiError) -> bool:
    """True when this Slack has no streams at all, or none for us."""
    unknown = getattr(error.response, "status_code", 200) == 404
    return unknown or error.response.get("error") in _LACKING
