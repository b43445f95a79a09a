"""What fails rests for a while, each time twice as long, so that it blocks nothing and burns nothing."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desk.cases import CaseId
from desk.ports import Clock

FIRST_REST = timedelta(seconds=30)
_FORGOTTEN = timedelta(hours=1)  # after a rest: then somebody else has dealt with the case


@dataclass(frozen=True)
class Rest:
    """Of a case that failed so often."""

    failures: int
    until: datetime


@dataclass(frozen=True)
class Patience:
    """With the cases that fail. It is this process's own: another one, or the next, tries anew."""

    clock: Clock
    rests: dict[CaseId, Rest] = field(default_factory=dict)

    def failed(self, id: CaseId) -> Rest:
        """Once more; the rest that follows."""
        failures = self.rests[id].failures + 1 if id in self.rests else 1
        self.rests[id] = Rest(failures, self.clock() + FIRST_REST * 2 ** (failures - 1))
        return self.rests[id]

    def done_with(self, id: CaseId) -> None:
        """It worked, or somebody else has the case."""
        self.rests.pop(id, None)

    def resting(self) -> set[CaseId]:
        """Those whose time has not come."""
        now = self.clock()
        for old in [one for one, rest in self.rests.items() if rest.until <= now - _FORGOTTEN]:
            del self.rests[old]
        return {one for one, rest in self.rests.items() if rest.until > now}
