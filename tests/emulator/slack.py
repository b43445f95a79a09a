"""The Slack emulator as a process, and what a test asks of it that the bot cannot see."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from slack_sdk import WebClient

from bots.slack.manifest import SCOPES
from tests.emulator.agent_surface import AgentSurface
from tests.emulator.node import NODE, packages
from tests.emulator.profiles import Profiles
from tests.emulator.serving import free_port
from tests.emulator.user_groups import UserGroups

BOT, BOT_TOKEN = "U0BOT", "xoxb-the-bot"
SIGNING_SECRET = "an emulated secret"
TEAM = "T000000001"
PEOPLE = ("alice", "bob", "sam", "lena", "stranger")
CHANNEL = "desk"  # the first of them
CHANNELS = (CHANNEL, "rain-gauges", "billing")

Json = dict[str, Any]
Addition = Callable[[Json], Json]  # a method that the emulator lacks: from its arguments to its answer


class Slack:
    """A workspace with the bot installed under the manifest's scopes; everybody is in all its channels."""

    def __init__(self, http: httpx.Client) -> None:
        self.url = str(http.base_url).rstrip("/")
        self._http = http
        self._admin = self.as_user("lena")
        self.users: dict[str, str] = {
            user["name"]: user["id"] for user in self._admin.users_list()["members"]
        }
        listed = self._admin.conversations_list()["channels"]
        self.channels: dict[str, str] = {channel["name"]: channel["id"] for channel in listed}
        self.channel = self.channels[CHANNEL]
        for name in CHANNELS:
            self._admin.conversations_invite(channel=self.channels[name], users=BOT)
        self.groups = UserGroups(self.users)
        self.profiles = Profiles(self.users, self.ask)
        self.agent = AgentSurface(self.ask)

    def additions(self) -> dict[str, tuple[str, Addition]]:
        """By the method: the scope that it needs, and what answers it instead of the emulator."""
        return {
            "usergroups.list": ("usergroups:read", self.groups.listed),
            "usergroups.users.list": ("usergroups:read", self.groups.members),
            "users.info": ("users:read", self.profiles.said),
            "assistant.threads.setStatus": ("chat:write", self.agent.status),
            "assistant.threads.setSuggestedPrompts": ("assistant:write", self.agent.suggest),
            "assistant.threads.setTitle": ("assistant:write", self.agent.title),
            "chat.startStream": ("chat:write", self.agent.start),
            "chat.appendStream": ("chat:write", self.agent.append),
            "chat.stopStream": ("chat:write", self.agent.stop),
        }

    def messages(self, channel: str | None = None, *, of: str = "lena") -> list[Json]:
        """What stands in a channel, oldest first; a direct conversation is read as one who is `of` it."""
        history = self.as_user(of).conversations_history(channel=channel or self.channel, limit=999)
        return list(reversed(history["messages"]))

    def thread(self, channel: str, ts: str, *, of: str = "lena") -> list[Json]:
        """A message and the replies below it, oldest first."""
        return list(self.as_user(of).conversations_replies(channel=channel, ts=ts)["messages"])

    def direct(self, user: str) -> str:
        """The conversation of somebody with the bot."""
        return str(self.as_user(user).conversations_open(users=BOT)["channel"]["id"])

    def post(self, user: str, text: str, channel: str | None = None, thread_ts: str | None = None) -> Json:
        """Somebody writes; returns the message. The bot hears of it by a driver."""
        answer = self.as_user(user).chat_postMessage(
            channel=channel or self.channel, text=text, thread_ts=thread_ts
        )
        return {**answer["message"], "channel": answer["channel"]}

    def upload(self, user: str, name: str, content: bytes, channel: str) -> Json:
        """Somebody drops a file into a channel; returns the message that shows it."""
        self.as_user(user).files_upload_v2(filename=name, content=content, channel=channel)
        return {**self.messages(channel, of=user)[-1], "channel": channel}

    def archive(self, channel: str) -> None:
        """Somebody closes a channel for good."""
        self._admin.conversations_archive(channel=channel)

    def remove_bot(self, channel: str) -> None:
        """Somebody removes the bot from a channel."""
        self._admin.conversations_kick(channel=channel, user=BOT)

    def delete(self, ts: str, channel: str | None = None) -> None:
        """Somebody deletes a message."""
        self._as_bot("chat.delete", channel=channel or self.channel, ts=ts)

    def whispers(self, user: str) -> list[str]:
        """What was said to one person alone."""
        return [row["text"] for row in self.private_messages(user)]

    def private_messages(self, user: str) -> list[Json]:
        """The messages that one person alone sees."""
        rows = self._http.get("/_test/ephemeral").json()
        return [row for row in rows if row["target_user"] == self.users[user]]

    def windows(self, user: str) -> list[Json]:
        """The modals and Home tabs that were opened for somebody, oldest first."""
        return [view for view in self._http.get("/_test/views").json() if view["user_id"] == self.users[user]]

    def trigger(self, user: str, view_id: str = "") -> str:
        """What Slack sends along with a click, so that a window may be opened."""
        answer = self._as_bot("views.generateTriggerId", user_id=self.users[user], view_id=view_id)
        return str(answer["trigger_id"])

    def ask(self, method: str, arguments: Json) -> Json:
        """A call of the emulator with the bot's rights, refused or not."""
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        answer: Json = self._http.post(f"/api/{method}", json=arguments, headers=headers).json()
        return answer

    def moved(self, text: str, address: str) -> str:
        """With addresses of the emulator's files turned to where the bot knows Slack."""
        return text.replace(self.url.replace("127.0.0.1", "localhost"), address)

    def as_user(self, name: str) -> WebClient:
        """Slack as one of the people uses it."""
        return WebClient(token_of(name), base_url=f"{self.url}/api/")

    def _as_bot(self, method: str, **arguments: str) -> Json:
        answer = self.ask(method, arguments)
        assert answer["ok"], answer
        return answer


def token_of(name: str) -> str:
    """What one of the people signs in with."""
    return f"xoxp-{name}"


@contextmanager
def slack_emulator() -> Iterator[Slack]:
    """An emulator of its own process."""
    port = free_port()
    launch = Path(__file__).with_name("launch.mjs")
    with subprocess.Popen(
        [NODE, launch, packages(), str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps({"slack": _seed()}) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
                yield Slack(http)
        finally:
            process.stdin.close()


def _seed() -> Json:
    bot = {"app_id": "A000000001", "bot_id": "B0BOT", "bot_user_id": BOT}
    installed = {"client_id": "1.2", "client_secret": "none", "name": "agent-assist", "redirect_uris": []}
    return {
        "signing_secret": SIGNING_SECRET,
        "strict_scopes": True,
        "users": [{"name": name} for name in PEOPLE],
        "channels": [{"name": name} for name in CHANNELS],
        "bots": [{"name": "agent-assist"}],
        "oauth_apps": [{**installed, **bot, "scopes": list(SCOPES)}],
        "tokens": [
            {"token": BOT_TOKEN, "type": "bot", "user": "agent-assist", **bot, "scopes": list(SCOPES)},
            *({"token": token_of(name), "type": "user", "user": name} for name in PEOPLE),
        ],
    }
