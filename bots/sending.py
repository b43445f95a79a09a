"""From what a channel's server did to what the desk must know of a reply: not taken, or nobody can tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from bots.errors import ChannelError, Limited, NotSignedIn, Unanswered
from desk.errors import SendRefused, SendUncertain
from desk.ports import Clock

_SOON, _ONCE_MENDED = timedelta(seconds=30), timedelta(minutes=15)


@contextmanager
def before_sending(clock: Clock) -> Iterator[None]:
    """For what is asked before: whatever goes wrong, nothing was sent. Raises SendRefused for any ChannelError."""
    try:
        yield
    except ChannelError as error:
        raise _refused(error, clock) from error


@contextmanager
def while_sending(clock: Clock) -> Iterator[None]:
    """For the sending itself. Raises SendRefused, or SendUncertain when no answer says whether it was taken."""
    try:
        yield
    except Unanswered as error:
        raise SendUncertain(str(error)) from error
    except ChannelError as error:
        raise _refused(error, clock) from error


def _refused(error: ChannelError, clock: Clock) -> SendRefused:
    """A reply is not taken back from its approver because a token has run out: it waits, and says why."""
    if isinstance(error, Limited):
        return SendRefused(str(error), error.reset_at)
    wait = _ONCE_MENDED if isinstance(error, NotSignedIn) else _SOON
    return SendRefused(str(error), clock() + wait if error.again else None)
