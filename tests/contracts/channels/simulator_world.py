"""The simulated X in process: no wire, so that the suite runs with every `make test`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from assist.text.length import weighted_length
from bots.simulator.channel import Fault, SimulatedX
from bots.simulator.world import store
from bots.simulator.world.deeds import Asked, edit, take_back, write
from bots.simulator.world.limits import DIRECT, POST, Payer
from bots.simulator.world.posts import Post
from desk.drafts import To
from tests.builders import NOON
from tests.contracts.channels.world import Mishap, Out

US = "FennbyCare"
_FAULTS = {
    Mishap.UNREACHABLE: Fault.UNREACHABLE,
    Mishap.REQUEST_LOST: Fault.REQUEST_LOST,
    Mishap.ANSWER_LOST: Fault.ANSWER_LOST,
}


class SimulatorWorld:
    """Customers are fed in, and do the rest in the world beneath."""

    longest: Mapping[To, int] = {To.PUBLIC: 280, To.DM: 10_000}

    def __init__(self, folder: Path) -> None:
        self._file = folder / "x.sqlite"
        self._clock = NOON
        self.x = SimulatedX(self._file, [US], weighted_length, self.now)
        self.listener = self.publisher = self.x
        self._numbers = iter(range(1, 10_000))

    def now(self) -> datetime:
        return self._clock

    def write(self, text: str, *, by: str = "ann", to: To = To.PUBLIC) -> str:
        asked = str(next(self._numbers))
        mark = "" if to is To.DM else f"@{US} "
        row = {"id": asked, "author": by, "text": mark + text, "created_at": self._later().isoformat()}
        fed = self.x.feed([row | {"direct": to is To.DM, "receives_dm": True}])
        assert fed.taken == 1, fed.bad
        return asked

    def edit(self, id: str, text: str) -> None:
        with store.writing(self._file) as world:
            edit(world, _post(world, id), f"@{US} {text}", self._later())

    def delete(self, id: str) -> None:
        with store.writing(self._file) as world:
            take_back(world, _post(world, id), self._later())

    def write_ourselves(self, text: str) -> None:
        with store.writing(self._file) as world:
            write(world, world.people.ours()[0], Asked(f"@{US} {text}"), self._later())

    def echo(self, text: str, under: str, *, by: str = "bob") -> None:
        with store.writing(self._file) as world:
            write(world, world.people.join(by, self.now()), Asked(text, answers=under), self._later())

    def out(self) -> list[Out]:
        return [
            Out(post.text, post.in_reply_to or "", To.DM if post.direct else To.PUBLIC)
            for post in self.x.sent()
        ]

    def fail_next(self, mishap: Mishap) -> None:
        if mishap is not Mishap.LIMITED:
            self.x.fail_next(_FAULTS[mishap])
            return
        with store.writing(self._file) as world:
            for endpoint in (POST, DIRECT):
                world.windows.set_limits(endpoint, [{"of": "user", "limit": 1, "seconds": 900}])
                world.windows.spend(endpoint, Payer.USER, world.people.ours()[0].key, self.now())

    def mend(self) -> None:
        """A fault of the simulator meets one reply."""

    def _later(self) -> datetime:
        self._clock += timedelta(seconds=1)
        return self._clock


def _post(world: store.World, id: str) -> Post:
    post = world.posts.post(id)
    assert post is not None, id
    return post
