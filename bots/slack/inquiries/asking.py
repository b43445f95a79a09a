"""Questions as Slack delivers them: by a mention, directly, or by the command. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bots.slack.kit.markup import spoken
from desk.inquiries import Inquiry

Body = Mapping[str, Any]  # what Slack posts to us


@dataclass(frozen=True)
class Spot:
    """Where a question was asked and is answered."""

    channel: str
    thread: str  # the ts of its first message; beginning with a Slack id: the answer is for that person alone
    user: str  # who asked, by Slack id
    team: str = ""  # theirs; empty when only the ledger remembers the question
    begun: bool = False  # there was a thread already

    @property
    def alone(self) -> bool:
        """True when one person sees the answer, wherever it was asked."""
        return not self.thread[:1].isdecimal()

    @property
    def direct(self) -> bool:
        """True for the conversation of one person with the bot."""
        return self.channel.startswith("D") and not self.alone


@dataclass(frozen=True)
class Heard:
    """A question on its way in; Slack delivers one `key` several times when it thinks that it was not heard."""

    key: str
    spot: Spot
    question: str  # empty: somebody only said hello


def mention_heard(body: Body, bot: str | None) -> Heard | None:
    """Of an app_mention; None when it is not a person's new message in a channel."""
    return None if str(body["event"].get("channel", "")).startswith("D") else _heard(body, bot)


def message_heard(body: Body, bot: str | None) -> Heard | None:
    """Of a message to the bot; None when it is not a person's new message, or in a channel."""
    return _heard(body, bot) if body["event"].get("channel_type") == "im" else None


def command_heard(body: Body) -> Heard:
    """Of the command: the answer is for the asker alone."""
    user = str(body["user_id"])
    spot = Spot(str(body["channel_id"]), user, user, str(body.get("team_id", "")))
    return Heard(str(body["trigger_id"]), spot, spoken(str(body.get("text") or "")))


def shortcut_heard(body: Body) -> Heard:
    """Of "Draft a reply": the message is what is answered, and no other question has to do with it."""
    user, trigger = str(body["user"]["id"]), str(body["trigger_id"])
    spot = Spot(str(body["channel"]["id"]), f"{user} {trigger}", user, str(body["team"]["id"]))
    return Heard(trigger, spot, spoken(str(body["message"].get("text") or "")))


def spot_of(inquiry: Inquiry) -> Spot:
    """Where a question is answered that only the ledger remembers."""
    return Spot(inquiry.place, inquiry.thread, inquiry.asked_by)


def _heard(body: Body, bot: str | None) -> Heard | None:
    event = body["event"]
    if not _by_person(event, bot):
        return None
    thread = event.get("thread_ts")
    team = str(body.get("team_id") or event.get("team") or "")
    spot = Spot(event["channel"], thread or event["ts"], event["user"], team, begun=thread is not None)
    return Heard(str(body["event_id"]), spot, spoken(str(event.get("text") or ""), without=bot))


def _by_person(event: Body, bot: str | None) -> bool:
    """Edits, deletions, files and broadcasts have a subtype; bots, and we among them, have a bot_id."""
    changed = event.get("subtype") or event.get("edited") or event.get("hidden")
    return not changed and not event.get("bot_id") and event.get("user") not in (None, bot)
