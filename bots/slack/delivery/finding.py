"""Finds again what was posted when the answer was lost. Each message carries a mark that no other has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bots.slack.delivery.line import Line

_EVENT = "agent_assist_posted"
_SKEW = timedelta(
    minutes=5
)  # between Slack's clock and ours; with more, Slack's signatures would be refused, too
_PAGE = 999  # as many messages as Slack gives at once


@dataclass(frozen=True)
class Mark:
    """What tells one message of ours from all others."""

    payload: Mapping[str, str | int]

    def metadata(self) -> dict[str, Any]:
        """As Slack keeps it with the message, unseen by people: docs.slack.dev/messaging/message-metadata."""
        return {"event_type": _EVENT, "event_payload": dict(self.payload)}


def found(line: Line, channel: str, since: datetime, mark: Mark) -> list[str]:
    """Timestamps of the messages with this mark that were posted since then, oldest first. Raises CallFailed."""
    oldest, cursor, stamps = f"{(since - _SKEW).timestamp():.6f}", "", []
    while True:
        page = line.call(
            "conversations.history",
            channel=channel,
            oldest=oldest,
            cursor=cursor,
            limit=_PAGE,
            include_all_metadata=True,
        )
        stamps += [one["ts"] for one in page["messages"] if one.get("metadata") == mark.metadata()]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return sorted(stamps)
