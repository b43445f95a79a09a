"""The Slack app as its manifest describes it: https://docs.slack.dev/reference/app-manifest (read 2026-11-21)."""

from typing import Any

from bots.slack.http import PATH
from bots.slack.listeners.commands import COMMAND

SCOPES = {
    "chat:write": "posts and renews the cards, and tells people privately what went wrong",
    "commands": "answers /assist",
}


def manifest(base_url: str = "https://desk.example.com", name: str = "agent-assist") -> dict[str, Any]:
    """`base_url` is where Slack reaches `assist serve`; put your own before you give Slack the manifest."""
    url = base_url.rstrip("/") + PATH
    command = {
        "command": COMMAND,
        "url": url,
        "description": "A sourced answer, for you alone",
        "usage_hint": "how do I reset the W3?",
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": name,
            "description": "Drafts with sources; a person approves, then they are sent",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": False},
            "bot_user": {"display_name": name, "always_online": False},
            "slash_commands": [command],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"request_url": url, "bot_events": ["app_home_opened"]},
            "interactivity": {"is_enabled": True, "request_url": url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }
