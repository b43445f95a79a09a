"""In which channel each card stands, and what happens when a channel is gone."""

import time
from collections.abc import Callable, Sequence

from bots.slack.delivery.queues import Queue, channel_of
from desk.cases import Case, Triage

CHANNEL_GONE = frozenset(
    {
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "restricted_action_read_only_channel",
    }
)
_AVOIDED = 600.0  # seconds until a new case tries a channel again that was gone


class Channels:
    """A card's channel is decided once; a channel that is gone is replaced by the default one."""

    def __init__(
        self,
        default: str,
        queues: Sequence[Queue],
        triage: Callable[[Case], Triage],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`triage` says what a case is about that nobody looked at yet."""
        self.default = default
        self._queues = tuple(queues)
        self._triage = triage
        self._monotonic = monotonic
        self._gone: dict[str, float] = {}  # since when
        self._untold: dict[str, str] = {}  # why, of those that nobody was told of

    def of(self, case: Case) -> str:
        """Where the card of a new case belongs."""
        if not self._queues:
            return self.default
        channel = channel_of(case.triage or self._triage(case), self._queues, self.default)
        gone = self._gone.get(channel)
        return channel if gone is None or self._monotonic() - gone > _AVOIDED else self.default

    def lose(self, channel: str, why: str) -> None:
        """A channel cannot be written to."""
        self._gone[channel] = self._monotonic()
        self._untold[channel] = why

    def untold(self) -> dict[str, str]:
        """Channels that are gone, and Slack's word for why, until somebody was `told`."""
        return dict(self._untold)

    def told(self, channel: str) -> None:
        """People know."""
        self._untold.pop(channel, None)

    def queue_of(self, channel: str) -> str:
        """What people call the queue of a channel; the channel itself when it is of none."""
        return next((queue.name for queue in self._queues if queue.channel == channel), channel)
