"""Messages of people as Slack hands them over, read as they are seen; pure."""

import re

from bots.slack.kit.text import letters_of

# https://docs.slack.dev/messaging/formatting-message-text (read 2026-11-22): <@U1>, <#C1|name>, <!here>, <url|words>
_MARKED = re.compile(r"<([@#!]?)([^<>|\s]+)(?:\|([^<>]*))?>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # in this order: "&amp;lt;" is "&lt;"


def spoken(text: str, *, without: str | None = None) -> str:
    """What a reader sees of a message, without control characters.

    The mention of one Slack id may be left out, such as the bot's own.
    """
    words = _MARKED.sub(lambda found: "" if found.group(2) == without else _seen(found), text)
    for entity, letter in _ENTITIES:
        words = words.replace(entity, letter)
    return letters_of(words).strip()


def _seen(found: re.Match[str]) -> str:
    sign, target, words = found.groups()
    if sign == "!":
        return words or f"@{target}"
    return f"{sign}{words or target}" if sign else words or target
