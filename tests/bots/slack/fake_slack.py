"""Slack's web API in memory, for tests of the board alone; the stories meet the emulator."""

from collections import deque
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


class FakeSlack(WebClient):
    """Keeps messages by their timestamps; `failures` happen to the next calls, one each."""

    def __init__(self) -> None:
        super().__init__("xoxb-fake")
        self.messages: dict[str, Json] = {}
        self.calls: list[str] = []
        self.whispers: list[tuple[str, str]] = []
        self.windows: list[Json] = []
        self.meanwhile: Callable[[], object] = lambda: None  # happens while the next update is on its way
        self.failures: deque[str | None] = deque()  # Slack's error codes; "timeout"; None: goes well

    def api_call(self, api_method: str, *, json: Json | None = None, **_: Any) -> Any:
        self.calls.append(api_method)
        failure = self.failures.popleft() if self.failures else None
        if failure == "timeout":
            raise TimeoutError("no answer")
        if failure is not None:
            raise refusal(failure)
        return {"ok": True, **self._done(api_method, json or {})}

    def _done(self, method: str, message: Json) -> Json:
        if method == "chat.postEphemeral":
            self.whispers.append((message["user"], message["text"]))
        if method == "views.open":
            self.windows.append(message["view"])
        if method == "chat.postMessage":
            message["ts"] = f"{len(self.messages) + 1}.0001"
            self.messages[message["ts"]] = message
        if method == "chat.update":
            meanwhile, self.meanwhile = self.meanwhile, lambda: None
            meanwhile()
            if message["ts"] not in self.messages:
                raise refusal("message_not_found")
            self.messages[message["ts"]] |= message
        return {"channel": "C0REAL", "ts": message.get("ts")}


def refusal(error: str) -> SlackApiError:
    """What the client raises when Slack says no."""
    return SlackApiError(f"refused: {error}", {"ok": False, "error": error})  # type: ignore[no-untyped-call]
