"""What can go wrong between us and a channel's server. Each says whether anything was taken.

ChannelError
├── Unreachable      the request never left: surely nothing was taken (again: yes)
├── Unanswered       nobody knows whether it was taken (again: what only reads, yes; a reply, never by itself)
├── Limited          too much for now, nothing was taken (again: at `reset_at`)
│   └── OverBudget   the day's budget for the channel is used up, so its server was not asked (again: tomorrow)
├── NotSignedIn      the server does not take our token (again: once somebody gave us another)
└── Refused          the server says no (again: no)

Ailment              something in the set-up keeps a channel from working; somebody must mend it
"""

from datetime import datetime

from desk.errors import DeskError


class ChannelError(DeskError):
    """A channel's server did not do what it was asked."""

    again = True


class Unreachable(ChannelError):
    """The request never left."""


class Unanswered(ChannelError):
    """The request left, and no answer came that can be read."""


class Limited(ChannelError):
    """Not now; `reset_at` is when it may be asked."""

    def __init__(self, message: str, reset_at: datetime) -> None:
        super().__init__(message)
        self.reset_at = reset_at


class OverBudget(Limited):
    """The day's budget for the channel is used up."""


class NotSignedIn(ChannelError):
    """The server does not take our token; the message says what to do."""


class Refused(ChannelError):
    """The server says no. `code` is its own number, or the status of the answer when it has none."""

    again = False

    def __init__(self, message: str, status: int, code: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = status if code is None else code


class Ailment(DeskError):
    """Something that keeps a channel from working; the message says what to do."""
