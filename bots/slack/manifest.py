"""The Slack app as its manifest describes it: https://docs.slack.dev/reference/app-manifest (read 2026-11-22)."""

from typing import Any

from bots.slack.http import PATH

# Every right is asked for with its reason; a test finds the call or event that needs it.
SCOPES = {
    "app_mentions:read": "hears when somebody names the bot in a channel",
    "assistant:write": "suggests first questions in its Messages tab, and shows that it looks for an answer",
    "channels:history": "reads the thread whose message somebody saves as knowledge, and finds its own card again"
    " when Slack's answer to posting it was lost",
    "channels:read": "lets `assist doctor` see whether the bot is in your public channels",
    "chat:write": "posts and renews the cards, answers, and tells people privately what went wrong",
    "commands": "answers /assist and the shortcuts in the menu of a message",
    "files:read": "reads the files that an expert drops into the conversation with the bot",
    "groups:history": "the same as channels:history, for private channels that the bot was invited to",
    "groups:read": "the same as channels:read, for private channels that the bot was invited to",
    "im:history": "hears what people write to the bot directly",
    "usergroups:read": "sees who is in the user groups that give roles and duty",
    "users:read": "tells full members from guests and other organisations, and knows the names of group members",
}
EVENTS = {
    "app_home_opened": "draws the Home tab and suggests first questions",
    "app_mention": "a question in a channel",
    "message.im": "a question or a file in the conversation with the bot",
}
COMMAND = "/assist"
DRAFT_REPLY, SAVE_KNOWLEDGE = "draft_reply", "save_knowledge"
SHORTCUTS = {  # by callback id: what the menu of a message says, in 24 characters at most
    DRAFT_REPLY: ("Draft a reply", "Drafts a sourced reply to this message, for you alone"),
    SAVE_KNOWLEDGE: ("Save as knowledge", "Makes a note of this message or thread, after you looked at it"),
}
DESCRIPTION = "Drafts with sources; a person approves, then they are sent"
PROMPTS = (
    ("Ask about a product", "What does E17 mean on the W3?"),
    ("What can you do?", "What can you do?"),
)


def manifest(base_url: str | None = None, name: str = "agent-assist") -> dict[str, Any]:
    """For Socket Mode; with `base_url`, where Slack reaches `assist serve`, for HTTP."""
    address = {"request_url": base_url.rstrip("/") + PATH} if base_url else {}
    return {
        "display_information": {"name": name, "description": DESCRIPTION},
        "features": {
            "agent_view": {"agent_description": DESCRIPTION, "suggested_prompts": _prompts()},
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": False},
            "shortcuts": _shortcuts(),
            "slash_commands": [_command(address.get("request_url"))],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not base_url,
            "token_rotation_enabled": False,
        },
    }


def _command(url: str | None) -> dict[str, Any]:
    command = {
        "command": COMMAND,
        "description": "A sourced answer, for you alone",
        "usage_hint": "how do I reset the W3?",
        "should_escape": False,
    }
    return {**command, "url": url} if url else command


def _shortcuts() -> list[dict[str, str]]:
    return [
        {"type": "message", "callback_id": callback, "name": name, "description": description}
        for callback, (name, description) in SHORTCUTS.items()
    ]


def _prompts() -> list[dict[str, str]]:
    return [{"title": title, "message": message} for title, message in PROMPTS]
