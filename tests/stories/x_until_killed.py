"""The processes of a desk, started as a user would have them, each to be killed at a moment of its own.

    python -m tests.stories.x_until_killed FOLDER

A process that has everything loaded forks one of them for each line of JSON that it reads, {"start": ROLE, "seed": N,
"dies": N}, and answers with its number; for {"wait": NUMBER} it answers with how that one ended, null while it lives.
`dies` is the commit or the call to the channel before, or after, which it kills itself; null: somebody else does.
"""

import json
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command, config
from sqlalchemy import Engine, event

from app import serving, working
from app.channels.channel import Channel
from app.wiring import House
from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.ports import Publisher
from tests.stories.x_house import a_house, prepared
from tests.stories.x_robot import a_robot
from tests.stories.x_world import world_of

LOADED = (command, config, working)  # slow to import: once here, and not in each fork


@dataclass(eq=False)
class Countdown:
    """Kills this process when it has come to its n-th moment; one of 0 never does."""

    left: int

    def __call__(self, _connection: object = None) -> None:
        """A moment."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Deadly:
    """A publisher before and after whose every call this process may die."""

    publisher: Publisher
    moment: Countdown

    def send(self, reply: Reply) -> Receipt:
        self.moment()
        receipt = self.publisher.send(reply)
        self.moment()
        return receipt

    def find(self, reply: Reply) -> Receipt | None:
        return self.publisher.find(reply)

    def free_at(self, to: To) -> datetime | None:
        return self.publisher.free_at(to)


def worker(house: House, _folder: Path, _seed: int) -> None:
    """Hears, drafts, sends and sweeps: `assist work`."""
    serving.work(house)


def robot(house: House, folder: Path, seed: int) -> None:
    """Approves and what else agents do."""
    a_robot(house.workbench, house.people[0], folder, world_of(folder), seed).run()


ROLES: dict[str, tuple[Callable[[House, Path, int], None], float]] = {  # with the seconds to undo an approval
    "worker": (worker, 10),
    "robot": (robot, 10),
    "hasty": (robot, 0),  # what it approves it sends itself, at once
}

WAYS = ("poll", "stream")  # in which X is heard, in one life or another


def live(folder: Path, role: str, seed: int, dies: int) -> None:
    """One life of one process."""
    log = (folder / f"{role}.log").open("a")
    os.dup2(log.fileno(), sys.stdout.fileno())  # our own is for answers
    logging.basicConfig(stream=log)
    run, undo = ROLES[role]
    house, moment = a_house(folder, undo_seconds=undo, how=WAYS[seed % len(WAYS)]), Countdown(dies)
    event.listen(Engine, "commit", moment)
    vars(house)["channels"] = tuple(_deadly(channel, moment) for channel in house.channels)
    run(house, folder, seed)


def _deadly(channel: Channel, moment: Countdown) -> Channel:
    return replace(channel, publisher=Deadly(channel.publisher, moment))


def warm(folder: Path) -> None:
    """Read the manuals, and load what is loaded once; nothing stays open that two processes must not share."""
    house = prepared(folder)
    house.worker.turn()
    house.workbench.ask("what does F200 on my ZK-100 mean?", house.people[0])
    house.index.close()
    house.ledger.close()


def fork(folder: Path, role: str, seed: int, dies: int | None) -> int:
    """Start one; its number."""
    pid = os.fork()
    if pid:
        return pid
    try:
        live(folder, role, seed, dies or 0)
    except BaseException:
        (folder / f"{role}.died").write_text(traceback.format_exc(), encoding="utf-8")
        raise
    finally:
        os._exit(70)


def ended(pid: int) -> int | None:
    """How it ended: the signal as a negative number; None while it lives."""
    number, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if number else None


def main(folder: Path) -> None:
    """Until its input ends."""
    warm(folder)
    print("ready", flush=True)
    alive = set[int]()
    try:
        for line in sys.stdin:
            print(json.dumps(answered(folder, json.loads(line), alive)), flush=True)
    finally:
        for pid in alive:
            os.kill(pid, signal.SIGKILL)


def answered(folder: Path, asked: dict[str, Any], alive: set[int]) -> int | None:
    """One question's answer; `alive` are those that were started and not seen to end."""
    if "start" in asked:
        alive.add(pid := fork(folder, asked["start"], asked["seed"], asked["dies"]))
        return pid
    how = ended(asked["wait"])
    alive -= set() if how is None else {asked["wait"]}
    return how


if __name__ == "__main__":
    main(Path(sys.argv[1]))
