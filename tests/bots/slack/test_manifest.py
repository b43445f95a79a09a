"""The manifest that `assist init` writes: no right without a use, and no use without its right."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from slack_sdk import WebClient

import bots.slack
from bots.slack.manifest import EVENTS, SCOPES, SHORTCUTS, manifest

METHODS = frozenset(vars(WebClient))
USES = re.compile(r'\.([a-z]+_\w+)|"([a-z]+(?:\.[a-zA-Z]+)+)"')
HERE = Path(bots.slack.__file__).parent
DOCS = HERE.parent.parent / "docs"
ANY_CHANNEL = {"channels", "groups"}
NEEDED = {  # by the client's method; https://docs.slack.dev/reference/methods (read 2026-11-22)
    "apps_connections_open": set[str](),  # its scope is the app token's
    "assistant_threads_setStatus": {"chat:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "auth_test": set[str](),
    "chat_appendStream": {"chat:write"},
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set[str](),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_startStream": {"chat:write"},
    "chat_stopStream": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {f"{kind}:history" for kind in ANY_CHANNEL},
    "conversations_info": {f"{kind}:read" for kind in ANY_CHANNEL},
    "conversations_replies": {f"{kind}:history" for kind in ANY_CHANNEL},
    "users_info": {"users:read"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "views_open": set[str](),
    "views_publish": set[str](),
    "views_update": set[str](),
}
OF_EVENTS = {"app_home_opened": None, "app_mention": "app_mentions:read", "message.im": "im:history"}


def called() -> Iterator[str]:
    """The methods of Slack's client that the product calls, as attributes or by their names as Slack writes them."""
    for file in HERE.rglob("*.py"):
        for attribute, name in USES.findall(file.read_text(encoding="utf-8")):
            if (method := attribute or name.replace(".", "_")) in METHODS:
                yield method


def test_every_call_and_event_has_its_scope_and_every_scope_its_use() -> None:
    of_calls = {scope for method in called() for scope in NEEDED[method]}
    of_events = {OF_EVENTS[event] for event in EVENTS} - {None}
    of_files = {"files:read"} if _reads_files() else set()
    assert of_calls | of_events | of_files | {"commands"} == set(SCOPES)


def _reads_files() -> bool:
    """A download is no method of the client: Slack wants the scope for the address of the file."""
    return any("url_private" in file.read_text(encoding="utf-8") for file in HERE.rglob("*.py"))


def test_everything_that_is_asked_for_has_a_reason() -> None:
    assert all(SCOPES.values())
    assert all(EVENTS.values())
    assert list(SCOPES) == sorted(SCOPES)


def test_over_http_slack_is_sent_to_the_one_address_that_listens() -> None:
    made = manifest("https://desk.example.com/")
    urls = {
        made["features"]["slash_commands"][0]["url"],
        made["settings"]["interactivity"]["request_url"],
        made["settings"]["event_subscriptions"]["request_url"],
    }
    assert urls == {"https://desk.example.com/slack/events"}
    assert made["settings"]["socket_mode_enabled"] is False


def test_in_socket_mode_no_address_is_named() -> None:
    assert "http" not in json.dumps(manifest())
    assert manifest()["settings"]["socket_mode_enabled"] is True


def test_the_menu_of_a_message_shows_the_shortcuts_within_slacks_limits() -> None:
    offered = manifest()["features"]["shortcuts"]
    assert [shortcut["callback_id"] for shortcut in offered] == list(SHORTCUTS)
    assert all(len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150 for shortcut in offered)


def test_names_and_descriptions_are_within_slacks_limits() -> None:
    made = manifest()
    shown, agent = made["display_information"], made["features"]["agent_view"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(agent["agent_description"]) <= 300


def test_the_docs_say_of_each_scope_what_it_is_for() -> None:
    page = (DOCS / "slack.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `") and ":" in line.split("`")[1]] == [
        f"| `{scope}` | {reason} |" for scope, reason in SCOPES.items() if ":" in scope
    ]
    assert f"| `commands` | {SCOPES['commands']} |" in page


def test_the_manifest_in_the_docs_is_the_one_that_is_built() -> None:
    written = json.loads((DOCS / "slack-manifest.json").read_text(encoding="utf-8"))
    assert written == manifest(), "run `python tools/slack_manifest.py`"
