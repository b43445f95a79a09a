"""What Facebook calls the webhook with: signed, and telling one thing at a time."""

import hmac
import json
from datetime import datetime
from typing import Any

from tests.fakes.facebook.graph import SECRET
from tests.fakes.facebook.page import NAMES, PAGE, Page, Words


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """The headers that prove where the call comes from."""
    return {"X-Hub-Signature-256": f"sha256={hmac.new(secret.encode(), body, 'sha256').hexdigest()}"}


def told_of_comment(page: Page, words: Words, verb: str = "add") -> bytes:
    """A call about a comment."""
    value = {
        "item": "comment",
        "verb": verb,
        "comment_id": words.id,
        "post_id": page.post,
        "parent_id": words.under or page.post,
        "from": {"id": words.by, "name": NAMES[words.by]},
        "created_time": int(words.at.timestamp()),
    } | ({} if verb == "remove" else {"message": words.text})
    return call(page.now, changes=[{"field": "feed", "value": value}])


def told_of_message(page: Page, words: Words, *, edited: bool = False) -> bytes:
    """A call about a message to the page, or about an echo of one of its own."""
    ours = words.by == PAGE
    people = {"sender": {"id": words.by}, "recipient": {"id": words.with_person if ours else PAGE}}
    what: dict[str, Any] = (
        {"message_edit": {"mid": words.id, "text": words.text, "num_edit": 1}}
        if edited
        else {"message": {"mid": words.id, "text": words.text} | ({"is_echo": True} if ours else {})}
    )
    at = page.now if edited else words.at
    return call(page.now, messaging=[{**people, "timestamp": int(at.timestamp() * 1000), **what}])


def call(at: datetime, page: str = PAGE, **what: Any) -> bytes:
    """The body of a call about one page."""
    entry = {"id": page, "time": int(at.timestamp()), **what}
    return json.dumps({"object": "page", "entry": [entry]}).encode()
