"""How long a text is in Mastodon's own counting: a link counts 23 however long it is, a name without its server."""

import re
import unicodedata

POST_LIMIT = 500  # the usual one; each server may set its own
LINK = 23
# https://docs.joinmastodon.org/user/posting/#text and the server's own check of lengths, read 2026-11-22
_LINK = re.compile(r"https?://[!-~]*[^\s.,;:!?'\")\]]", re.IGNORECASE)
# As Mastodon finds names in a post: not in addresses of mail or pages (app/models/account.rb, read 2026-11-22).
_NAME = re.compile(r"(?<![=/\w])@([a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(@[\w.-]+\w)?", re.IGNORECASE)


def mastodon_length(text: str, link: int = LINK) -> int:
    """Characters that a post of this text counts; never fewer than Mastodon's, which takes some emoji for one."""
    whole = unicodedata.normalize("NFC", text)
    return len(_NAME.sub(r"@\1", _LINK.sub("x" * link, whole)))


def names_in(text: str) -> list[str]:
    """Whom a post of this text names, without the first @, as it is written."""
    return [local + server for local, server in _NAME.findall(text)]


def with_name(text: str, name: str) -> str:
    """The text behind this name, unless it names it already."""
    named = name.casefold() in {one.casefold() for one in names_in(text)}
    return text if named else f"@{name} {text}"
