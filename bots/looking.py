"""How often an uncertain reply is looked for: each look is a request, and the desk would look at every turn."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.cases import Reply
from desk.ports import Clock

SOONEST = timedelta(seconds=15)
SLOWER = 4  # an old one is looked for each time that it is a quarter older
_MOST = 1000


@dataclass
class Looks:
    """The looks of this process."""

    clock: Clock
    _last: dict[str, datetime] = field(default_factory=dict)

    def is_due(self, reply: Reply) -> bool:
        """True when it is time to look; then it counts as looked for."""
        now, last = self.clock(), self._last.get(reply.key)
        since = reply.approved_at or now
        if last is not None and now < last + max(SOONEST, (last - since) / SLOWER):
            return False
        if len(self._last) >= _MOST:
            self._last.clear()
        self._last[reply.key] = now
        return True
