"""Does what Slack does when people click: builds the request, signs it, and sends it to the bot."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from bots.slack.http import PATH
from tests.emulator.slack import SIGNING_SECRET, Slack

Json = dict[str, Any]
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_TEAM = {"id": "T000000001", "domain": "emulate"}


@dataclass
class Driver:
    """`bot` is the bot's address; `response_url` is where it may answer."""

    slack: Slack
    bot: str
    response_url: str
    secret: str = SIGNING_SECRET

    def press(self, message: Json, action: str, user: str) -> httpx.Response:
        """A click on a button of a message, as it stood when it was read."""
        return self.post(self.click(message, action, user), FORM)

    def click(self, message: Json, action: str, user: str) -> str:
        """The body of a click's request, to be posted when a test wants it."""
        [button] = [
            {**element, "block_id": block["block_id"]}
            for block in message["blocks"]
            if block["type"] == "actions"
            for element in block["elements"]
            if element["action_id"] == action
        ]
        channel = self.slack.channel
        return self._interaction(
            user,
            type="block_actions",
            container={"type": "message", "message_ts": message["ts"], "channel_id": channel},
            channel={"id": channel, "name": "desk"},
            message=message,
            response_url=self.response_url,
            actions=[{**button, "action_ts": str(time.time())}],
        )

    def submit(self, view: Json, values: Mapping[str, Json], user: str) -> httpx.Response:
        """Sends a modal off; `values` are its fields' states by block id, which our modals use as action id too."""
        kept = ("type", "callback_id", "private_metadata", "blocks", "title", "hash")
        filled = {
            **{key: view.get(key) for key in kept},
            "id": view.get("view_id", "V0"),
            "state": {"values": {name: {name: value} for name, value in values.items()}},
        }
        return self.post(self._interaction(user, type="view_submission", view=filled, response_urls=[]), FORM)

    def command(self, text: str, user: str) -> httpx.Response:
        """`/assist text`."""
        fields = {
            "command": "/assist",
            "text": text,
            "user_id": self.slack.users[user],
            "channel_id": self.slack.channel,
            "team_id": _TEAM["id"],
            "trigger_id": self.slack.trigger(user),
            "response_url": self.response_url,
        }
        return self.post(urlencode(fields), FORM)

    def open_home(self, user: str) -> httpx.Response:
        """Somebody looks at the bot's Home tab."""
        event = {"type": "app_home_opened", "user": self.slack.users[user], "channel": "D0", "tab": "home"}
        envelope = {"type": "event_callback", "team_id": _TEAM["id"], "api_app_id": "A000000001"}
        body = {**envelope, "event": event, "event_id": f"Ev{time.time_ns()}", "event_time": int(time.time())}
        return self.post(json.dumps(body), JSON)

    def post(self, body: str, content_type: str) -> httpx.Response:
        """A signed request."""
        at = str(int(time.time()))
        signature = SignatureVerifier(self.secret).generate_signature(timestamp=at, body=body)
        headers = {"content-type": content_type, "x-slack-request-timestamp": at}
        headers["x-slack-signature"] = str(signature)
        return httpx.post(self.bot + PATH, content=body, headers=headers, timeout=10)

    def _interaction(self, user: str, **payload: Any) -> str:
        who = {"id": self.slack.users[user], "username": user, "team_id": _TEAM["id"]}
        common = {
            "team": _TEAM,
            "user": who,
            "api_app_id": "A000000001",
            "trigger_id": self.slack.trigger(user),
        }
        return urlencode({"payload": json.dumps({**common, **payload})})
