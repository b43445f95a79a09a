"""What Slack tells a bot of by itself, in its envelope; pure but for the event's number.

https://docs.slack.dev/reference/events (read 2026-11-22).
"""

import time
from itertools import count
from typing import Any

from tests.emulator.slack import BOT, TEAM

Json = dict[str, Any]
_NUMBERS = count(1)


def envelope(event: Json, event_id: str | None = None) -> Json:
    """An event as it is delivered; the same `event_id` marks a delivery of the same event."""
    number = next(_NUMBERS)
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A000000001",
        "event": {"event_ts": f"{time.time():.6f}", **event},
        "event_id": event_id or f"Ev{number:08d}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }


def message_event(message: Json) -> Json:
    """Of a message that stands in the emulator."""
    kinds = {"D": "im", "G": "group"}
    kind = kinds.get(str(message["channel"])[0], "channel")
    return {"team": TEAM, **message, "type": "message", "channel_type": kind}


def mention_event(message: Json) -> Json:
    """Of a message that names the bot."""
    return {"team": TEAM, **message, "type": "app_mention"}


def opened_event(user_id: str, channel: str, tab: str) -> Json:
    """Somebody looks at the bot: at its tab `home` or `messages`."""
    return {"type": "app_home_opened", "user": user_id, "channel": channel, "tab": tab}


def subscription(event: Json) -> str:
    """The name under which a manifest subscribes to such events."""
    kinds = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}
    return kinds[event["channel_type"]] if event["type"] == "message" else str(event["type"])
