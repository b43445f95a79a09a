"""Slack's web API in memory, for tests of the board alone; the stories meet the emulator."""

from collections import deque
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.builders import NOON

Json = dict[str, Any]


class FakeSlack(WebClient):
    """Keeps messages by their timestamps; `failures` happen to the next calls, one each."""

    def __init__(self) -> None:
        super().__init__("xoxb-fake")
        self.messages: dict[str, Json] = {}
        self.began = NOON.timestamp()  # Slack's clock; each message is a second later
        self.gone: dict[str, str] = {}  # channels that refuse everything, and Slack's word for why
        self._posted = 0
        self.calls: list[str] = []
        self.whispers: list[tuple[str, str]] = []
        self.windows: list[Json] = []
        self.zone = "Europe/Berlin"  # of everybody
        self.meanwhile: Callable[[], object] = lambda: None  # happens while the next update is on its way
        # Slack's error codes; "timeout"; "answer lost": is done and times out; None: goes well
        self.failures: deque[str | None] = deque()

    def api_call(
        self, api_method: str, *, json: Json | None = None, params: Json | None = None, **_: Any
    ) -> Any:
        self.calls.append(api_method)
        failure = self.failures.popleft() if self.failures else None
        if failure == "timeout":
            raise TimeoutError("no answer")
        if failure not in (None, "answer lost"):
            raise refusal(str(failure))
        if (why := self.gone.get((json or params or {}).get("channel", ""))) is not None:
            raise refusal(why)
        answer = {"ok": True, **self._done(api_method, json or params or {})}
        if failure == "answer lost":
            raise TimeoutError("no answer")
        return answer

    def _done(self, method: str, message: Json) -> Json:
        if method == "chat.postEphemeral":
            self.whispers.append((message["user"], message["text"]))
        if method in ("views.open", "views.update"):
            self.windows.append(message["view"])
            return {"view": {"id": f"V{len(self.windows)}"}}
        if method == "users.info":
            return {"user": {"id": message["user"], "tz": self.zone}}
        if method == "conversations.history":
            here = (one for one in self.messages.values() if float(one["ts"]) >= float(message["oldest"]))
            return {"messages": sorted(here, key=lambda one: float(one["ts"]), reverse=True)}
        if method == "chat.delete" and self.messages.pop(message["ts"], None) is None:
            raise refusal("message_not_found")
        if method == "chat.postMessage":
            self._posted += 1
            message["ts"] = f"{self.began + self._posted:.4f}"
            self.messages[message["ts"]] = message
        if method == "chat.update":
            meanwhile, self.meanwhile = self.meanwhile, lambda: None
            meanwhile()
            if message["ts"] not in self.messages:
                raise refusal("message_not_found")
            self.messages[message["ts"]] |= message
        said = str(message.get("channel", ""))
        return {"channel": said if said.startswith("C") else "C0REAL", "ts": message.get("ts")}


def refusal(error: str) -> SlackApiError:
    """What the client raises when Slack says no."""
    return SlackApiError(f"refused: {error}", {"ok": False, "error": error})  # type: ignore[no-untyped-call]
