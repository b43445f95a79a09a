"""A run: customers write, a desk of several processes works, and one of these is killed again and again."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic, sleep

from sqlalchemy import create_engine, text

from desk.cases import Stage
from tests.builders import NOON
from tests.stories.x_clock import Flow, SharedClock
from tests.stories.x_house import write_settings
from tests.stories.x_judge import OVER, History, Verdict, histories, judged
from tests.stories.x_stream import Written, stream, write_manuals
from tests.stories.x_world import World

ROOT = Path(__file__).parents[2]
SPEED = 15  # simulated seconds in one of the wall: a claim's lease is four of these
LONGEST_LIFE = 2.0  # seconds by the wall
MOMENTS = 60  # commits and calls among which a process dies by itself
ROLES = ("worker", "worker", "robot", "hasty")  # so often each is the victim
AHEAD = timedelta(minutes=3)  # that time jumps when nothing else is left to do
BACKLOG = 15  # cases without a draft
STUCK = 90.0  # seconds by the wall without any progress: then something waits that never comes


@dataclass
class Zygote:
    """Starts processes, and knows how they ended."""

    process: "subprocess.Popen[str]"

    def ask(self, **what: object) -> int | None:
        """One question, one answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        answer: int | None = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def a_zygote(folder: Path) -> Iterator[Zygote]:
    """Ready to fork."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}  # noqa: TID251 - a process of our own
    command = [sys.executable, "-m", "tests.stories.x_until_killed", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield Zygote(process)
        assert process.stdin
        process.stdin.close()


@dataclass
class Run:
    """One run in a folder."""

    folder: Path
    zygote: Zygote
    world: World
    clock: SharedClock
    rng: Random
    alive: dict[str, int] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    history: History = field(default_factory=dict)
    changed: int = 0

    def start(self, role: str, dies: int | None = None) -> None:
        """A process of this role, unless it is there."""
        if role not in self.alive:
            pid = self.zygote.ask(start=role, seed=self.rng.randrange(2**31), dies=dies)
            assert pid is not None
            self.alive[role] = pid

    def kill_one(self) -> None:
        """Half of them die by themselves, at a commit or beside a call to the channel; the others at any moment."""
        self.troubles[self.world.trouble(self.rng)] += 1
        role = self.rng.choice(ROLES)
        by_itself = self.rng.random() < 0.5
        self.end(role)
        self.start(role, self.rng.randrange(1, MOMENTS) if by_itself else None)
        self._live(role, LONGEST_LIFE if by_itself else self.rng.uniform(0.05, LONGEST_LIFE))
        self.kills[f"{role}, {'at a commit or a call' if self.end(role) else 'at any moment'}"] += 1
        self.start(role)

    def _live(self, role: str, seconds: float) -> None:
        """For so long, or until it is dead."""
        until = monotonic() + seconds
        while monotonic() < until:
            ended = self.zygote.ask(wait=self.alive[role])
            if ended is not None:
                assert ended == -signal.SIGKILL, (self.folder / f"{role}.died").read_text()
                del self.alive[role]
                return
            sleep(0.01)

    def end(self, role: str) -> bool:
        """Kill it, unless it is dead; True when it was."""
        pid = self.alive.pop(role, None)
        if pid is None:
            return True
        os.kill(pid, signal.SIGKILL)
        while self.zygote.ask(wait=pid) is None:
            sleep(0.001)
        return False

    def keep_up(self) -> None:
        """Until few cases wait for drafts, so that the kills fall on all of the work and not on its beginning."""
        until = monotonic() + STUCK
        while self.left(0).get(Stage.NEW.value, 0) > BACKLOG:
            assert monotonic() < until, "nothing is drafted any more"
            sleep(0.05)

    def look(self) -> None:
        """Whether what was written in a history stands as it was."""
        now = histories(self.folder)
        self.changed += sum(now.get(key) != line for key, line in self.history.items())
        self.history = now

    def settle(self, messages: int) -> None:
        """Nobody is killed any more; time jumps when all that is left waits for it."""
        before, since = self.left(messages), monotonic()
        while left := self.left(messages):
            if left != before:
                before, since = left, monotonic()
            assert monotonic() - since < STUCK, f"nothing goes on with {left}"
            if monotonic() - since > 1 and not left.keys() - {"approved"}:
                self.clock.move(AHEAD)
            sleep(0.2)

    def left(self, messages: int) -> dict[str, int]:
        """What there still is to do: messages not heard, and cases by stage."""
        engine = create_engine(f"sqlite:///{self.folder / 'ledger.db'}")
        with engine.connect() as connection:
            stages = connection.execute(text("SELECT stage, count(*) FROM cases GROUP BY stage"))
            found = {stage: count for stage, count in stages if Stage(stage) not in OVER}
            heard = connection.execute(text("SELECT count(*) FROM messages")).scalar_one()
        engine.dispose()
        return found | ({"unheard": messages - heard} if heard < messages else {})


@dataclass(frozen=True)
class Ended:
    """What came of a run."""

    verdict: Verdict
    kills: Counter[str]
    troubles: Counter[str]  # of the network
    seconds: float


def nothing_twice(
    folder: Path,
    models: Path,
    opened: Callable[[Path], AbstractContextManager[World]],
    *,
    messages: int,
    kills: int,
    seed: int,
) -> Ended:
    """So many messages, and so many kills over the time in which they come, in the world that is `opened`.

    `models` is where exported models are.
    """
    begun, matters = monotonic(), max(5, messages // 25)
    write_manuals(folder / "manuals", matters)
    clock = SharedClock(folder / "clock")
    clock.set(NOON)
    with opened(folder) as world:
        write_settings(folder, models, world.settings())
        with a_zygote(folder) as zygote, Flow(clock, SPEED):
            run = Run(folder, zygote, world, clock, Random(seed))
            written = list(_killed(run, list(stream(messages, matters, seed)), kills))
        verdict = judged(folder, written, world.ours(), run.history, run.changed)
    return Ended(verdict, run.kills, run.troubles, monotonic() - begun)


def _killed(run: Run, coming: Sequence[Written], kills: int) -> Iterator[str]:
    """The ids of what customers wrote meanwhile. In the end everything is settled, and nobody is left."""
    for role in dict.fromkeys(ROLES):
        run.start(role)
    for number in range(kills):
        yield from run.world.write(_share(coming, number, kills))
        run.kill_one()
        run.keep_up()
        if number % 10 == 9:
            run.look()
    run.settle(len(coming))
    run.look()
    for role in tuple(run.alive):
        run.end(role)


def _share(coming: Sequence[Written], number: int, of: int) -> Sequence[Written]:
    return coming[len(coming) * number // of : len(coming) * (number + 1) // of]
