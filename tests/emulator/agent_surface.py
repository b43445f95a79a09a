"""What Slack has for agents and the emulator lacks: status lines, suggested prompts, streamed messages.

https://docs.slack.dev/reference/methods/chat.startStream and its neighbours (read 2026-11-22).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
LONGEST_PIECE = 12_000  # characters of markdown_text
CHUNKS = frozenset({"markdown_text", "task_update", "plan_update", "blocks"})


@dataclass
class Stream:
    """A message that grows; `pieces` are in the order in which they came."""

    channel: str
    ts: str
    pieces: list[str] = field(default_factory=list)
    steps: list[Json] = field(default_factory=list)  # chunks other than text
    blocks: list[Json] = field(default_factory=list)
    over: bool = False

    @property
    def text(self) -> str:
        """All of it so far."""
        return "".join(self.pieces)


class AgentSurface:
    """The streams of the workspace, and what the bot says that it is doing."""

    def __init__(self, ask: Callable[[str, Json], Json]) -> None:
        self._ask = ask
        self.streams: list[Stream] = []
        self.statuses: list[Json] = []
        self.prompts: list[Json] = []
        self.titles: list[Json] = []

    def status(self, asked: Json) -> Json:
        """assistant.threads.setStatus."""
        if not asked.get("channel_id") or not asked.get("thread_ts"):
            return refused("invalid_arguments")
        self.statuses.append(asked)
        return {"ok": True}

    def suggest(self, asked: Json) -> Json:
        """assistant.threads.setSuggestedPrompts: four at most, each with a title and a message."""
        prompts = asked.get("prompts") or []
        if not 1 <= len(prompts) <= 4 or any(set(prompt) != {"title", "message"} for prompt in prompts):
            return refused("invalid_arguments")
        self.prompts.append(asked)
        return {"ok": True}

    def title(self, asked: Json) -> Json:
        """assistant.threads.setTitle."""
        self.titles.append(asked)
        return {"ok": True}

    def start(self, asked: Json) -> Json:
        """chat.startStream; outside a direct message Slack wants to know for whom."""
        in_channel = not str(asked.get("channel", "")).startswith("D")
        if in_channel and not asked.get("recipient_user_id"):
            return refused("missing_recipient_user_id")
        if in_channel and not asked.get("recipient_team_id"):
            return refused("missing_recipient_team_id")
        if not asked.get("thread_ts"):
            return refused("invalid_thread_ts")
        posted = self._ask(
            "chat.postMessage",
            {"channel": asked["channel"], "thread_ts": asked["thread_ts"], "text": "…"},
        )
        if not posted["ok"]:
            return posted
        stream = Stream(posted["channel"], posted["ts"])
        self.streams.append(stream)
        return self._grown(stream, asked)

    def append(self, asked: Json) -> Json:
        """chat.appendStream."""
        stream = self._running(asked)
        return self._grown(stream, asked) if stream else refused("message_not_in_streaming_state")

    def stop(self, asked: Json) -> Json:
        """chat.stopStream; its blocks come to stand below the text."""
        stream = self._running(asked)
        if stream is None:
            return refused("message_not_in_streaming_state")
        stream.blocks = asked.get("blocks") or []
        answer = self._grown(stream, asked)
        stream.over = answer["ok"]
        return answer

    def _running(self, asked: Json) -> Stream | None:
        place = (asked.get("channel"), asked.get("ts"))
        running = [s for s in self.streams if (s.channel, s.ts) == place and not s.over]
        return running[0] if running else None

    def _grown(self, stream: Stream, asked: Json) -> Json:
        chunks = asked.get("chunks") or []
        if any(chunk.get("type") not in CHUNKS for chunk in chunks):
            return refused("invalid_chunks")
        pieces = [chunk["text"] for chunk in chunks if chunk["type"] == "markdown_text"]
        pieces += [asked["markdown_text"]] if asked.get("markdown_text") else []
        if any(len(piece) > LONGEST_PIECE for piece in pieces):
            return refused("msg_too_long")
        stream.pieces += pieces
        stream.steps += [chunk for chunk in chunks if chunk["type"] != "markdown_text"]
        shown = [{"type": "markdown", "text": stream.text}] if stream.text else []
        return self._ask(
            "chat.update",
            {
                "channel": stream.channel,
                "ts": stream.ts,
                "text": stream.text or "…",
                "blocks": [*shown, *stream.blocks],
            },
        )


def refused(error: str) -> Json:
    """As Slack says no."""
    return {"ok": False, "error": error}
