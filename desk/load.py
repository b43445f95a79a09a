"""How much is asked of each expert at once: a flood of questions is spread over time instead of burying one. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk.experts import Expert
from desk.requests import ExpertRequest


@dataclass
class Load:
    """What everybody was asked by now; it grows with each one who is asked."""

    at_once: int  # questions that somebody gets within `within`, unless they settle some of them
    within: timedelta
    lately: Counter[str] = field(default_factory=Counter)
    _unsettled: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(
        cls, opened: Iterable[ExpertRequest], lately: Mapping[str, int], at_once: int, within: timedelta
    ) -> "Load":
        """As the open requests say, and how often each was asked lately."""
        load = cls(at_once, within, Counter(lately))
        for asking in (one for request in opened for one in request.askings if not one.settled):
            load._unsettled[asking.expert].append(asking.asked_at)
        return load

    def add(self, expert: str, at: datetime) -> None:
        """Somebody is asked."""
        self.lately[expert] += 1
        self._unsettled[expert].append(at)

    def spared(self, expert: Expert) -> Expert:
        """The same, away for a while when they have enough to answer."""
        asked = sorted(self._unsettled[expert.name])
        if len(asked) < self.at_once:
            return expert
        back = asked[-self.at_once] + self.within
        return replace(expert, away_until=max(back, expert.away_until or back))
