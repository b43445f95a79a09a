"""Posts as a Mastodon server says them."""

from typing import Any

from bots.mastodon.statuses import Status

US = "1"


def said(**fields: Any) -> dict[str, Any]:
    """A public post of ann that names us; whatever is named is different."""
    return {
        "id": "50",
        "created_at": "2026-11-20T12:00:00.000Z",
        "edited_at": None,
        "account": {"id": "2", "acct": "ann@elsewhere.example", "display_name": "Ann", "followers_count": 7},
        "visibility": "public",
        "content": "<p>@fennbycare what is E17?</p>",
        "spoiler_text": "",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "mentions": [{"id": US, "acct": "fennbycare"}],
        "media_attachments": [],
        "poll": None,
        "card": None,
        "url": "https://m.example/@ann/50",
    } | fields


def a_status(**fields: Any) -> Status:
    return Status.model_validate(said(**fields))
