"""A worker that takes in what an expert wrote, and is killed as it is about to commit for the n-th time.

python -m tests.stories.teaching_until_killed FOLDER N        0: it is not killed, and says how often it committed
"""

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event

from app.wiring import House
from desk.contributions import Contribution
from index.knowledge import Audience
from tests.app.knowledge import Clock, a_house
from tests.app.learning import a_learner, turn


@dataclass(frozen=True)
class Paper:
    """A front that shows each thing once, and remembers it in a file."""

    file: Path

    def tell(self, contribution: Contribution) -> bool:
        line = f"{contribution.key} answered {contribution.cases_answered}\n"
        if line not in self.shown():
            with self.file.open("a", encoding="utf-8") as file:
                file.write(line)
        return True

    def shown(self) -> list[str]:
        return self.file.read_text(encoding="utf-8").splitlines(keepends=True) if self.file.exists() else []


@dataclass(eq=False)
class Killer:
    """Counts what is about to be committed, in the ledger and in the library."""

    at: int
    commits: int = 0

    def __call__(self, _connection: object) -> None:
        self.commits += 1
        if self.commits == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def opened(folder: Path) -> House:
    """The desk in this folder."""
    return a_house(folder, Clock())


def main(folder: Path, at: int) -> None:
    """One turn."""
    house, killer = opened(folder), Killer(at)
    house.ledger.cases()
    house.index.search("so that all is loaded and migrated", audience=Audience.PUBLIC)
    event.listen(Engine, "commit", killer)
    turn(a_learner(house, Paper(folder / "paper")))
    print(killer.commits, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
