"""Whether the Slack app can do its work: tokens, rights, channels and user groups, each with what to do about it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.manifest import SCOPES
from desk.errors import DeskError

ANEW = "give the app the manifest of this version (`assist init` writes it) and install it again"
_TROUBLE = {  # Slack's word for it, and what to do
    "invalid_auth": "it is no token of this workspace; copy it once more from the app's page",
    "account_inactive": "the app was removed from the workspace; install it again and copy the new token",
    "token_revoked": "it was revoked; install the app again and copy the new token",
    "not_allowed_token_type": "it is a token of another kind; the app token starts with xapp-, the bot's with xoxb-",
    "channel_not_found": "there is no such channel that the bot can see; compare the id (C0123456789), "
    "and for a private channel type /invite @agent-assist in it",
    "missing_scope": ANEW,
}


class Ailment(DeskError):
    """Something that keeps the desk from working in Slack; the message says what to do."""


@dataclass(frozen=True)
class Setup:
    """What the settings say of Slack. `channels` are ids by what they are for."""

    token: str
    api_url: str
    app_token: str | None = None  # for Socket Mode; None: requests come over HTTP
    channels: Mapping[str, str] = field(default_factory=dict)
    groups: Collection[str] = ()  # user groups by id or handle


Look = Callable[[], str]


def looks(setup: Setup) -> Iterator[tuple[str, Look]]:
    """What is to be looked at, by name: each call says what it found, or raises Ailment."""
    client = WebClient(setup.token, base_url=setup.api_url.rstrip("/") + "/", timeout=10)
    yield "slack token", partial(_who, client)
    yield "slack scopes", partial(_scopes, client)
    yield "slack requests", partial(_requests, client, setup.app_token)
    for purpose, channel in setup.channels.items():
        yield f"slack channel {purpose}", partial(_channel, client, channel)
    for group in setup.groups:
        yield f"slack group {group}", partial(_group, client, group)


def _who(client: WebClient) -> str:
    answer = _asked("the token", client.auth_test)
    return f"{answer['user']} in the workspace {answer['team']}"


def _scopes(client: WebClient) -> str:
    answer = _asked("the token", client.auth_test)
    granted = set(str(answer.headers.get("x-oauth-scopes", "")).replace(" ", "").split(","))
    if missing := sorted(set(SCOPES) - granted):
        raise Ailment(f"missing: {', '.join(missing)}; {ANEW}")
    unused = sorted(granted - set(SCOPES) - {""})
    return f"all {len(SCOPES)}" + (f"; not needed: {', '.join(unused)}" if unused else "")


def _requests(client: WebClient, app_token: str | None) -> str:
    if app_token is None:
        return (
            "come over HTTP to /slack/events; set `app_token` for Socket Mode, which needs no public address"
        )
    _asked("the app token", partial(client.apps_connections_open, app_token=app_token))
    return "come over Socket Mode"


def _channel(client: WebClient, channel: str) -> str:
    found = _asked(f"channel {channel!r}", partial(client.conversations_info, channel=channel))["channel"]
    if found.get("is_archived"):
        raise Ailment(f"#{found['name']} is archived; open it again, or name another channel")
    if not found.get("is_member"):
        raise Ailment(f"the bot is not in #{found['name']}; type /invite @agent-assist there")
    return f"#{found['name']}, the bot is in it"


def _group(client: WebClient, group: str) -> str:
    groups = _asked("the user groups", client.usergroups_list)["usergroups"]
    for one in groups:
        if group.removeprefix("@") in (one["id"], one["handle"]) and not one.get("date_delete"):
            members = _asked(
                f"user group {group!r}", partial(client.usergroups_users_list, usergroup=one["id"])
            )
            return f"@{one['handle']}, {len(members['users'])} members"
    known = ", ".join(sorted(f"@{one['handle']}" for one in groups)) or "none"
    raise Ailment(f"there is no user group {group!r} in use here; there are: {known}")


def _asked(what: str, ask: Callable[[], SlackResponse]) -> SlackResponse:
    try:
        return ask()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        raise Ailment(
            f"Slack says {code} of {what}: {_TROUBLE.get(code, 'try again in a minute')}"
        ) from error
    except SLACK_FAILED as error:
        raise Ailment(
            f"Slack cannot be reached ({error}); is `api_url` right, and the network there?"
        ) from error
