"""Words for Slack: shortened visibly, escaped, and times said as people say them; pure."""

import re
from datetime import datetime, timedelta

SHORTENED = "… (shortened)"
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTIONS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # they would turn the rest of the line around


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters; what was cut is said."""
    return text if len(text) <= limit else text[: limit - len(SHORTENED)].rstrip() + SHORTENED


def letters_of(text: str) -> str:
    """Text of any origin without control characters; it may be empty then."""
    return _CONTROLS.sub("", text)


def shown(text: str) -> str:
    """Text of any origin as Slack takes it: never empty, no control characters."""
    return letters_of(text) or "(no text)"


def label(text: str, limit: int = 80) -> str:
    """A name or title of any origin, on one line that it cannot turn around."""
    return shorten(" ".join(_DIRECTIONS.sub("", shown(text)).split()) or "(no text)", limit)


def escaped(text: str) -> str:
    """Text for a field in which Slack reads markup: `<!channel>` stays letters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def span(length: timedelta) -> str:
    """A length of time in words: `3 min`, `2 h 5 min`, `4 days`."""
    hours, minutes = divmod(int(abs(length).total_seconds()) // 60, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours)
    return " ".join(parts)


def time_left(left: timedelta | None) -> str:
    """How long there is until something is due, or since; None: nothing is."""
    if left is None:
        return "nothing due"
    return f"{span(left)} left" if left >= timedelta() else f"overdue by {span(left)}"


def utc(at: datetime) -> str:
    """A time for readers whose Slack cannot show their own zone."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
