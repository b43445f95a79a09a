"""How the watch over surges is set; `assist bench surge` measures what comes of it, and docs/surge.md says how."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Tuning:
    """Likenesses are cosines. The defaults were chosen on one part of the real data and measured on another."""

    near: float = 0.50  # two messages say the same
    joins: float = 0.50  # a message says what a theme says, at the least
    strays: float = 0.02  # share of usual messages that may be as near to a theme as its members
    perhaps: float = 0.12  # so much less near a message may still belong to it
    same: float = 0.75  # two themes are one
    people: int = 8  # fewer are never a surge
    times: float = 3.0  # as many as usual
    deviations: float = 6.0  # above what is usual
    unsteady: float = 0.3  # what is usual comes and goes by this share of it, beside chance
    windows: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=6))  # shortest first
    unknown_share: float = 0.06  # of all messages that a kind is given for which nobody knows
    unknown_weight: float = 200.0  # as many messages must be known before their own share counts as much
    complaining: float = 0.6  # share of those near that must complain, or it is a campaign of praise
    keeps: int = 8_000  # messages before the longest window, to know what is usual
    remembers: timedelta = timedelta(days=14)

    @property
    def longest(self) -> timedelta:
        """The longest window: what is older tells what is usual."""
        return self.windows[-1]


USUAL = Tuning()
