"""Slack's conversations in memory, and an assistant that says what a test wants."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient

from bots.slack.inquiries.asking import Heard, Spot
from bots.slack.inquiries.ports import Found
from desk.inquiries import Inquiries, Inquiry
from tests.bots.slack.fake_slack import refusal
from tests.builders import ALICE
from tests.emulator.agent_surface import AgentSurface

Json = dict[str, Any]
CHANNEL, DIRECT = "C1", "D1"


class Conversations(WebClient):
    """Keeps what the bot writes; `refused` are error codes by method, and "timeout" for no answer at all."""

    def __init__(self) -> None:
        super().__init__("xoxb-fake")
        self.messages: dict[str, Json] = {}
        self.whispers: list[Json] = []
        self.views: list[Json] = []
        self.refused: dict[str, str] = {}
        self.calls: list[str] = []
        self.agent = AgentSurface(lambda method, asked: self._methods[method](asked))
        self._methods: dict[str, Callable[[Json], Json]] = {
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": self._whisper,
            "chat.startStream": self.agent.start,
            "chat.appendStream": self.agent.append,
            "chat.stopStream": self.agent.stop,
            "assistant.threads.setStatus": self.agent.status,
            "views.open": self._open,
            "views.update": self._open,
        }

    def api_call(
        self, api_method: str, *, json: Json | None = None, params: Json | None = None, **_: Any
    ) -> Any:
        self.calls.append(api_method)
        refused = self.refused.get(api_method)
        if refused == "timeout":
            raise TimeoutError("no answer")
        answer = (
            {"ok": False, "error": refused} if refused else self._methods[api_method](json or params or {})
        )
        if not answer["ok"]:
            raise refusal(str(answer["error"]))
        return answer

    def said(self) -> list[Json]:
        return list(self.messages.values())

    def _post(self, message: Json) -> Json:
        ts = f"{len(self.messages) + 1}.0001"
        self.messages[ts] = message
        return {"ok": True, "channel": message["channel"], "ts": ts}

    def _update(self, message: Json) -> Json:
        self.messages[message["ts"]] |= message
        return {"ok": True, "ts": message["ts"]}

    def _whisper(self, message: Json) -> Json:
        self.whispers.append(message)
        return {"ok": True}

    def _open(self, asked: Json) -> Json:
        self.views.append(asked["view"])
        return {"ok": True, "view": {"id": "V1", **asked["view"]}}


@dataclass
class Oracle:
    """Answers everything alike; `fails` is raised instead, `meanwhile` happens while it looks."""

    records: Inquiries
    found: Found
    fails: Exception | None = None
    meanwhile: Callable[[], object] = lambda: None
    asked: list[Inquiry] = field(default_factory=list)

    def find(self, inquiry: Inquiry, *, direct: bool) -> Found:
        self.asked.append(inquiry)
        self.meanwhile()
        if self.fails is not None:
            raise self.fails
        return self.found


def heard(
    key: str = "Ev1", *, channel: str = CHANNEL, begun: bool = False, user: str | None = ALICE.slack_id
) -> Heard:
    """Alice asks."""
    return Heard(key, Spot(channel, "1.5", str(user), "T1", begun), "what is E17?")
