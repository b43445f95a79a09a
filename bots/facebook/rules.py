"""When Facebook lets a page write a direct message; pure.

Standard messaging: 24 hours from the person's last message; with the tag for human agents, which an app must be
granted, 7 days. A comment is answered in private once, within 7 days of it.
https://developers.facebook.com/docs/messenger-platform/policy/policy-overview and .../discovery/private-replies,
read 2026-11-22.
"""

from datetime import datetime, timedelta

from desk.errors import SendRefused

COMMENT_LIMIT = 8000  # characters
MESSAGE_LIMIT = 2000
WINDOW = timedelta(hours=24)
HUMAN_AGENT_WINDOW = timedelta(days=7)
PRIVATE_REPLY_WINDOW = timedelta(days=7)


def check_length(text: str, limit: int) -> None:
    """Raises SendRefused."""
    if len(text) > limit:
        raise SendRefused(
            f"the reply has {len(text)} characters, Facebook takes {limit} at most here: shorten it"
        )


def check_private_reply(commented_at: datetime, can_reply: bool, now: datetime) -> None:
    """Raises SendRefused when the comment gets no private reply any more."""
    if now >= commented_at + PRIVATE_REPLY_WINDOW:
        raise SendRefused(
            f"the comment is of {commented_at:%Y-%m-%d %H:%M} UTC, and Facebook takes a private reply for 7 days only:"
            " reply in public and invite the customer to write to us"
        )
    if not can_reply:
        raise SendRefused(
            "Facebook takes one private reply to a comment, and either it went out before or its author takes none:"
            " reply in public and invite the customer to write to us"
        )


def messaging_type(wrote_at: datetime | None, human_agent: bool, now: datetime) -> dict[str, str]:
    """How a message to this person must be marked. Raises SendRefused when none is taken.

    `wrote_at` is when they last wrote to us directly, None for never; `human_agent`: our app may use the tag.
    """
    if wrote_at is None:
        raise SendRefused(
            "the customer never wrote to our page directly, so Facebook takes no message to them"
        )
    if now < wrote_at + WINDOW:
        return {"messaging_type": "RESPONSE"}
    if human_agent and now < wrote_at + HUMAN_AGENT_WINDOW:
        return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    allowed = "7 days (with the tag for human agents)" if human_agent else "24 hours"
    raise SendRefused(
        f"the customer last wrote on {wrote_at:%Y-%m-%d %H:%M} UTC, and Facebook takes messages for {allowed} from"
        " then on: wait until they write again, or reach them another way"
    )
