"""Does what Slack does when people click and write: builds the request and sends it to the bot."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from bots.slack.manifest import manifest
from tests.emulator.elements import used, values
from tests.emulator.events import envelope, mention_event, message_event, opened_event, subscription
from tests.emulator.lines import FORM, JSON, Line
from tests.emulator.response_urls import response_url
from tests.emulator.slack import BOT, TEAM, Slack

Json = dict[str, Any]
_TEAM = {"id": TEAM, "domain": "emulate"}
_OF_A_VIEW = ("type", "callback_id", "private_metadata", "blocks", "title", "submit", "close", "hash")


@dataclass
class Driver:
    """`responses` is where the bot may answer: the edge's `/response`."""

    slack: Slack
    line: Line
    responses: str

    def press(
        self, message: Json, action: str, user: str, chosen: object = None, **of: Any
    ) -> httpx.Response:
        """A click on a button of a message, or a choice in a select, as it stood when it was read."""
        return self.post(self.click(message, action, user, chosen, **of), FORM)

    def click(
        self,
        message: Json,
        action: str,
        user: str,
        chosen: object = None,
        *,
        block_id: str | None = None,
        state: Mapping[str, object] | None = None,
    ) -> str:
        """The body of a click's request, to be posted when a test wants it. `state`: what stands in its inputs."""
        channel = message.get("channel", self.slack.channel)
        done = used(message["blocks"], action, chosen, block_id=block_id)
        return self._interaction(
            user,
            type="block_actions",
            container={"type": "message", "message_ts": message["ts"], "channel_id": channel},
            channel={"id": channel, "name": "desk"},
            message=message,
            state={"values": values(message["blocks"], state or {})},
            response_url=response_url(self.responses, channel, message["ts"]),
            actions=[{**done, "action_ts": str(time.time())}],
        )

    def press_in(
        self, view: Json, action: str, user: str, chosen: object = None, **of: Any
    ) -> httpx.Response:
        """A click in a window or on the Home tab; `state` and `block_id` as for `click`."""
        state = of.pop("state", None) or {}
        done = used(view["blocks"], action, chosen, **of)
        return self.post(
            self._interaction(
                user,
                _id_of(view),
                type="block_actions",
                container={"type": "view", "view_id": _id_of(view)},
                view=_seen(view, values(view["blocks"], {action: chosen, **state})),
                actions=[{**done, "action_ts": str(time.time())}],
            ),
            FORM,
        )

    def submit(self, view: Json, filled: Mapping[str, Json], user: str) -> httpx.Response:
        """Sends a modal off; `filled` are its fields' states by block id, which our modals use as action id too."""
        states = {name: {name: value} for name, value in filled.items()}
        return self._submit(view, states, user)

    def fill(self, view: Json, chosen: Mapping[str, object], user: str) -> httpx.Response:
        """Sends a modal off as it stands, but with this typed or chosen, by action id."""
        return self._submit(view, values(view["blocks"], chosen), user)

    def close(self, view: Json, user: str) -> httpx.Response:
        """Closes a modal; Slack tells of it when the modal asked for that."""
        closed = _seen(view, {})
        return self.post(self._interaction(user, type="view_closed", view=closed, is_cleared=False), FORM)

    def command(self, text: str, user: str, channel: str | None = None) -> httpx.Response:
        """`/assist text`."""
        place = channel or self.slack.channel
        fields = {
            "command": "/assist",
            "text": text,
            "user_id": self.slack.users[user],
            "channel_id": place,
            "team_id": TEAM,
            "trigger_id": self.slack.trigger(user),
            "response_url": response_url(self.responses, place),
        }
        return self.post(urlencode(fields), FORM)

    def shortcut(self, callback_id: str, message: Json, user: str) -> httpx.Response:
        """Picks a shortcut of ours from the menu of a message."""
        offered = {shortcut["callback_id"] for shortcut in manifest()["features"]["shortcuts"]}
        assert callback_id in offered, f"the manifest has no shortcut {callback_id!r}, but {offered}"
        channel = message.get("channel", self.slack.channel)
        return self.post(
            self._interaction(
                user,
                type="message_action",
                callback_id=callback_id,
                action_ts=str(time.time()),
                channel={"id": channel, "name": "desk"},
                message_ts=message["ts"],
                message=message,
                response_url=response_url(self.responses, channel),
            ),
            FORM,
        )

    def say(self, text: str, user: str, channel: str | None = None, thread_ts: str | None = None) -> Json:
        """Somebody writes, and the bot hears of it; returns the message. For a direct one: `slack.direct(user)`."""
        message = self.slack.post(user, text, channel, thread_ts)
        self.event(message_event(message))
        return message

    def mention(self, text: str, user: str, thread_ts: str | None = None) -> Json:
        """Somebody writes to the bot in a channel; returns the message."""
        message = self.slack.post(user, f"<@{BOT}> {text}", None, thread_ts)
        self.event(mention_event(message))
        return message

    def drop(self, name: str, content: bytes, user: str, channel: str) -> Json:
        """Somebody drops a file; returns the message that shows it."""
        uploaded = json.dumps(self.slack.upload(user, name, content, channel))
        message: Json = json.loads(self.slack.moved(uploaded, self.responses.removesuffix("/response")))
        self.event(message_event({"subtype": "file_share", **message}))
        return message

    def open_home(self, user: str, tab: str = "home") -> httpx.Response:
        """Somebody looks at the bot."""
        return self.event(opened_event(self.slack.users[user], self.slack.direct(user), tab))

    def event(self, event: Json, event_id: str | None = None, *, retry: int = 0) -> httpx.Response:
        """Delivers an event that the manifest subscribes to."""
        wanted = manifest()["settings"]["event_subscriptions"]["bot_events"]
        assert subscription(event) in wanted, f"the manifest does not subscribe to {subscription(event)!r}"
        return self.post(json.dumps(envelope(event, event_id)), JSON, retry=retry)

    def post(self, body: str, content_type: str, *, retry: int = 0) -> httpx.Response:
        """A request as it is, over whatever line there is."""
        return self.line.post(body, content_type, retry=retry)

    def _submit(self, view: Json, states: Json, user: str) -> httpx.Response:
        filled = _seen(view, states)
        return self.post(self._interaction(user, type="view_submission", view=filled, response_urls=[]), FORM)

    def _interaction(self, user: str, view_id: str = "", **payload: Any) -> str:
        who = {"id": self.slack.users[user], "username": user, "team_id": TEAM}
        common = {
            "team": _TEAM,
            "user": who,
            "api_app_id": "A000000001",
            "trigger_id": self.slack.trigger(user, view_id),
        }
        return urlencode({"payload": json.dumps({**common, **payload})})


def _id_of(view: Json) -> str:
    return str(view.get("view_id") or view.get("id") or "V0")


def _seen(view: Json, states: Json) -> Json:
    """A window as Slack sends it along."""
    kept = {key: view.get(key) for key in _OF_A_VIEW}
    return {**kept, "id": _id_of(view), "team_id": TEAM, "state": {"values": states}}
