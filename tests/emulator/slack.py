"""The Slack emulator as a process, and what a test asks of it that the bot cannot see."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from slack_sdk import WebClient

from bots.slack.manifest import SCOPES
from tests.emulator.node import NODE, packages
from tests.emulator.serving import free_port

BOT_TOKEN = "xoxb-the-bot"
ADMIN_TOKEN = "xoxp-the-admin"
SIGNING_SECRET = "an emulated secret"
PEOPLE = ("alice", "bob", "sam", "lena", "stranger")
CHANNEL = "desk"

Json = dict[str, Any]


class Slack:
    """A workspace with the bot installed under the manifest's scopes; everybody is in its one channel."""

    def __init__(self, http: httpx.Client) -> None:
        self.url = str(http.base_url).rstrip("/")
        self._http = http
        self._admin = WebClient(ADMIN_TOKEN, base_url=f"{self.url}/api/")
        self.users: dict[str, str] = {
            user["name"]: user["id"] for user in self._admin.users_list()["members"]
        }
        channels = self._admin.conversations_list()["channels"]
        [self.channel] = [str(channel["id"]) for channel in channels if channel["name"] == CHANNEL]

    def messages(self) -> list[Json]:
        """What stands in the channel, oldest first."""
        return list(reversed(self._admin.conversations_history(channel=self.channel, limit=200)["messages"]))

    def delete(self, ts: str) -> None:
        """Somebody deletes a message."""
        self._as_bot("chat.delete", channel=self.channel, ts=ts)

    def whispers(self, user: str) -> list[str]:
        """What was said to one person alone."""
        return [
            row["text"]
            for row in self._http.get("/_test/ephemeral").json()
            if row["target_user"] == self.users[user]
        ]

    def windows(self, user: str) -> list[Json]:
        """The modals and Home tabs that were opened for somebody, oldest first."""
        return [view for view in self._http.get("/_test/views").json() if view["user_id"] == self.users[user]]

    def trigger(self, user: str) -> str:
        """What Slack sends along with a click, so that a window may be opened."""
        return str(self._as_bot("views.generateTriggerId", user_id=self.users[user])["trigger_id"])

    def _as_bot(self, method: str, **arguments: str) -> Json:
        headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
        answer: Json = self._http.post(f"/api/{method}", json=arguments, headers=headers).json()
        assert answer["ok"], answer
        return answer


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
    bot = {"app_id": "A000000001", "bot_id": "B0BOT", "bot_user_id": "U0BOT"}
    installed = {"client_id": "1.2", "client_secret": "none", "name": "agent-assist", "redirect_uris": []}
    return {
        "signing_secret": SIGNING_SECRET,
        "strict_scopes": True,
        "users": [{"name": name} for name in PEOPLE],
        "channels": [{"name": CHANNEL}],
        "bots": [{"name": "agent-assist"}],
        "oauth_apps": [{**installed, **bot, "scopes": list(SCOPES)}],
        "tokens": [
            {"token": BOT_TOKEN, "type": "bot", "user": "agent-assist", **bot, "scopes": list(SCOPES)},
            {"token": ADMIN_TOKEN, "type": "user", "user": "lena"},
        ],
    }
