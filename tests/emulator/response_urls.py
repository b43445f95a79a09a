"""The addresses at which a bot may answer a click or a command; the emulator has none.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses (read 2026-11-22): five answers
within half an hour, each a new message, or in the place of the one that was clicked.
"""

from collections import Counter
from collections.abc import Callable
from itertools import count
from typing import Any

Json = dict[str, Any]
MOST_ANSWERS = 5
_NUMBERS = count(1)


def response_url(base: str, channel: str, ts: str = "-") -> str:
    """A new address for one click; `ts` is the message that was clicked, if it is a public one."""
    return f"{base}/{channel}/{ts}/{next(_NUMBERS)}"


class ResponseUrls:
    """Does what an answer says: replaces or deletes the message, or posts one for all."""

    def __init__(self, ask: Callable[[str, Json], Json]) -> None:
        self._ask = ask
        self._used: Counter[str] = Counter()

    def answered(self, path: str, answer: Json) -> tuple[int, Json]:
        """Status and body that Slack gives back. What only the clicker sees is kept by the edge alone."""
        self._used[path] += 1
        if self._used[path] > MOST_ANSWERS:
            return 404, {"ok": False, "error": "used_url"}
        channel, ts, _ = path.split("/")
        place = {"channel": channel} if ts == "-" else {"channel": channel, "ts": ts}
        if ts != "-" and answer.get("delete_original"):
            return 200, self._ask("chat.delete", place)
        if ts != "-" and answer.get("replace_original"):
            return 200, self._ask("chat.update", {**answer, **place})
        if answer.get("response_type") == "in_channel":
            return 200, self._ask("chat.postMessage", {**answer, "channel": channel})
        return 200, {"ok": True}
