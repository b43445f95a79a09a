"""Where the card of a case stands, as the ledger keeps it. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Chosen:
    """It belongs into this channel; nothing of it is in Slack."""

    channel: str

    def encoded(self) -> str:
        """As the ledger keeps it."""
        return json.dumps({"channel": self.channel})


@dataclass(frozen=True)
class Posting:
    """Somebody began to post it and did not say how that ended: it may be there, and may be not."""

    channel: str
    since: datetime
    by: str  # which outlet

    def encoded(self) -> str:
        """As the ledger keeps it."""
        return json.dumps({"channel": self.channel, "since": self.since.isoformat(), "by": self.by})


@dataclass(frozen=True)
class Standing:
    """It is this message."""

    channel: str
    ts: str

    def encoded(self) -> str:
        """As the ledger keeps it."""
        return json.dumps([self.channel, self.ts])


Place = Chosen | Posting | Standing


def decoded(place: str) -> Place:
    """From what the ledger keeps."""
    fields = json.loads(place)
    if isinstance(fields, list):
        return Standing(*fields)
    if "since" not in fields:
        return Chosen(**fields)
    return Posting(fields["channel"], datetime.fromisoformat(fields["since"]), fields["by"])


def standing_in(channel: str) -> str:
    """How the places of all cards in a channel begin."""
    return Standing(channel, "").encoded().removesuffix('""]')
