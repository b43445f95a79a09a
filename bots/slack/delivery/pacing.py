"""How often Slack lets a bot call its methods. Pure; times are seconds of a clock that only goes forward."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Limit:
    """So many calls at once, and then one each `every` seconds; `by_channel`: in each channel by itself."""

    every: float
    burst: int = 1
    by_channel: bool = False


@dataclass(frozen=True)
class Lane:
    """Calls that Slack counts together: those of a method, or of a method in one channel."""

    method: str
    channel: str = ""


# https://docs.slack.dev/apis/web-api/rate-limits: tier 3 is 50 a minute and tier 4 is 100, some at once are
# tolerated; posting has a limit of its own, one a second in each channel.
LIMITS: Mapping[str, Limit] = {
    "chat.postMessage": Limit(1.0, by_channel=True),
    "chat.update": Limit(60 / 50, burst=5),
    "chat.delete": Limit(60 / 50, burst=5),
    "conversations.history": Limit(60 / 50, burst=5),
    "chat.postEphemeral": Limit(60 / 100, burst=10),
}


@dataclass(frozen=True)
class Manners:
    """How the desk treats Slack; all times are seconds."""

    limits: Mapping[str, Limit] = field(default_factory=lambda: LIMITS)
    timeout: int = 10  # of one call
    first_rest: float = 0.5  # after a failure; doubled with each that follows
    longest_rest: float = 60.0
    settling: float = 3.0  # until a call whose outcome is unknown has surely come to something
    refused: float = 60.0  # until a card that Slack refused is tried again

    def hastened(self, times: float) -> "Manners":
        """For a Slack that is so many times as quick."""
        limits = {method: replace(limit, every=limit.every / times) for method, limit in self.limits.items()}
        return replace(
            self, limits=limits, first_rest=self.first_rest / times, settling=self.settling / times
        )


MANNERS = Manners()


@dataclass(frozen=True)
class Pace:
    """What was called when, as far as it matters for when the next call may be made."""

    limits: Mapping[str, Limit]
    filled: Mapping[Lane, float] = field(default_factory=dict)  # when all that was called is evenly spent
    paused: Mapping[Lane, float] = field(default_factory=dict)  # until when Slack said to wait

    def lane(self, method: str, channel: str) -> Lane:
        """The lane of a call."""
        return Lane(method, channel if self.limits[method].by_channel else "")

    def free_at(self, lane: Lane) -> float:
        """The earliest time for the next call; any time before now means now."""
        limit = self.limits[lane.method]
        ready = self.filled.get(lane, float("-inf")) - (limit.burst - 1) * limit.every
        return max(ready, self.paused.get(lane, float("-inf")))

    def called(self, lane: Lane, now: float) -> "Pace":
        """After a call in this lane (a leaky bucket: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm)."""
        filled = max(self.filled.get(lane, now), now) + self.limits[lane.method].every
        return replace(self, filled={**self.filled, lane: filled})

    def told_to_wait(self, lane: Lane, until: float) -> "Pace":
        """After Slack said that this lane had too many calls."""
        return replace(self, paused={**self.paused, lane: max(until, self.paused.get(lane, until))})
